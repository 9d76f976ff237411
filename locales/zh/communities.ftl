# 群和团长。

community-heading = ⚙️ <b>{ $title }</b>
community-language = 群里的语言：{ $language } · <code>/community 语言 { $code }</code>
community-zone = 时区：{ $zone } · <code>/community 时区 { $zone }</code>
community-currency = 新团购的货币：{ $currency } · <code>/community 货币 { $currency }</code>
community-board = { $on ->
    [yes] 群里置顶的团购看板：开 · <code>/community 看板 关</code>
   *[no] 群里置顶的团购看板：关 · <code>/community 看板 开</code>
}
community-how = 点一下某行命令就能复制，改掉最后一个词再发出来。
community-not-understood = 我能设置四样：语言、时区、货币、看板。
which-group = 你带着几个群：{ $groups }。请在要设置的那个群里发命令。
lead-done = ✅ 你现在是 <b>{ $title }</b> 的团长了。
lead-next = 接下来：用 /payee 告诉我收款人，用 /community 设置语言、时区和货币，用 /deal 写第一个团购。我在私聊里回答，群里只看到卡片。
lead-asked = ⏳ 这里由机器人的运营者决定谁当团长。我已经去问能不能让你带 <b>{ $title }</b>，有结果就在这里告诉你。
toast-lead-asked = 这里由机器人的运营者决定谁当团长，我已经去问了。请打开我们的私聊，我在那里告诉你结果。
lead-refused = 只有 { $title } 的管理员能当团长。请他们在群里发 /lead。
lead-anonymous = { $sender ->
    [channel] 你在以频道的名义发言，我看不出你是谁。请点下面的按钮，或用自己的身份再发 /lead。
   *[group] 你在以群的名义发言，我看不出你是谁。请点下面的按钮，或先关掉匿名再发 /lead。
}
toast-lead-refused = 只有 { $title } 的管理员能当团长。
only-in-group = /lead 要在群里用：先把我加进你的群，再在那里发。
no-private-chat = 我在私聊里回答。请先打开我一次，再发一遍。
write-as-yourself = { $sender ->
    [channel] 你在以频道的名义发言，我看不出你是谁。请用自己的身份再发一遍。
   *[group] 你在以群的名义发言，我看不出你是谁。请先关掉匿名，再发一遍。
}
zone-question = 🕐 你那里现在几点？你没说之前，我按{ $zone }算，现在是 { $clock }。点一下你的时间，或直接发时间（14:05）、城市名。
zone-which = 🕐 这些地方现在是 { $clock }，<b>{ $title }</b> 用哪个？都不是的话，请发城市名。
zone-none = 🕐 我知道的地方现在都不是 { $clock }。请直接发城市名，比如上海。
zone-chosen = ✅ <b>{ $title }</b> 现在按{ $city }（{ $zone }）的时间算，那里是 { $clock }。可以用 /community 更改。
