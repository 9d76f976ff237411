# 团长的团购草稿。

draft-preview = 👀 发到 { $community } 会是这样，现在还没发布。
draft-title = <b>{ $title }</b>
draft-teams = { $until ->
    [close] 👥 每个团都可以拼到截止
   *[lasts] 👥 每个团限时 { $lasts }，最晚到截止
}
# 看起来像手误：只提醒，不拦。
draft-slip-team-price-low = ⚠️ 成团价不到单买价的一半，是这样吗？
draft-slip-price-unlike-last = ⚠️ 上次同款成团价是 { $last }，是不是多了或少了一位，或点错了小数点？
draft-slip-closes-at-night = ⚠️ 截止在半夜 { $closes }，是这样吗？
draft-slip-closes-soon = ⚠️ 最多只开半小时，是这样吗？
draft-slip-closes-late = ⚠️ 截止在 60 天以后 { $closes }，是这样吗？
draft-note-cut = ✂️ 卡片上只放得下备注的开头，点“我的订单”或打开团购链接可以看全文。
draft-due = 💳 付款期限 { $due }
draft-no-payee = ⚠️ 这个团购要扫码付款，但我还不知道收款人。先用 /payee 告诉我，再发布。
draft-which = 这个团购发到哪个群？
draft-which-topic = 卡片发到哪个话题？
draft-unreadable = ✏️ 还读不懂这个团购：
draft-fault = 第 { $line } 行“{ $text }”：{ $why }
    → { $example }
draft-fault-toggled = 按钮选的“{ $text }”：{ $why }。请自己写上这一行：
    → { $example }
draft-fault-missing = 还缺：{ $why }
    → { $example }
draft-unreadable-how = 请直接修改那条消息，我会再读一遍。现在还没发布。
draft-published = { $state ->
    [scheduled] ✅ <b>{ $title }</b> 已发布，卡片 { $opens } 出现在 { $community }。
   *[open] ✅ <b>{ $title }</b> 已发布，卡片在 { $community }。
}
draft-discarded = 🗑 已丢弃，没有发布。
draft-edit = ✏️ 请直接修改你写团购的那条消息，改完我再给你看。这期间不会发布。

deal-help = ✏️ 一条消息就是一个团购。发在这里或群里都行，也可以配一张图：
deal-help-example = <pre>/deal 赣州脐橙 5 公斤
    单买 39.90
    成团 3 29.90
    截止 今晚9点
    库存 60
    备注 一级果</pre>
deal-help-lines = 标题、成团、截止三行必须有。还可以写：时限 24小时（一个团多久内凑满）、开始 明天8点、限购 2（每人）、付款 成团后付（或先付、自提付）、付款期限 24小时。
