# 人和机器人。

welcome = 🛒 你好！我帮大家一起拼团：在群里的团购下面点<b>我要开团</b>或<b>参加</b>，人凑满了，大家都是团购价。
    你下的单都留着，要付款时我在这里写给你。发 /my 看自己的订单。
help-buyer = <b>买东西</b>
    在群里的团购下面点<b>我要开团</b>或<b>参加</b>。除非团购另有说明，成团之前都不用付款。
    /my 我的订单、付款码、退出
    /refunds 要退给你的，和你要退的款
    /quiet 什么时候不打扰
    /language 英文或中文
help-leader = <b>当团长</b>
    /lead 由群管理员在群里发
    /payee 钱付到哪里
    /deal 用一条消息发一个新团购
    /deals 我的团购：谁付了、截止、延长、取消
    /paid 按号码或编号确认已付的订单
    /money 账目：请付、已收、待退，按团购和月份
    /community 群的语言、时区和货币
language-question = 我用哪种语言写给你？
language-chosen = ✅ 以后我用中文写给你。
quiet-hours = { $on ->
    [yes] 🔕 每天 { $starts } 到 { $ends } 我不打扰你，按各群的时间算。一般消息等到结束再发，和钱有关的照样马上发。
   *[no] 🔔 现在随时都会发消息。打开免打扰后，{ $starts } 到 { $ends } 的一般消息会等到结束再发，和钱有关的照样马上发。
}
quiet-how = 换时间：发 <code>/quiet 22-8</code>。开关：发 <code>/quiet 开</code> 或 <code>/quiet 关</code>。

# 应用里显示的介绍，纯文字：说明（最多 512 字）在“开始”按钮上方。
bot-description = 一起买，更便宜。是点了群里的按钮来到这里的吗？你的名额已经留好：按“开始”就能看到订单，成团后付款码也在这里。
bot-short-description = 在群里一起拼团：你开团，朋友参加，大家都省钱。

command-my = 我的订单和付款码
command-deal = 发一个新团购
command-deals = 我发的团购
command-payee = 钱付到哪里
command-community = 群的语言、时区、货币
command-money = 账目，按团购和月份
command-refunds = 查看退款
command-paid = 按编号确认已付的订单
command-statement = 用银行流水自动确认
command-quiet = 什么时候不打扰
command-language = 英文或中文
command-help = 能发哪些命令
command-lead = 当这个群的团长

# 点了按钮但消息没有变化时的回答。

toast-as-it-stands = 现在就是这样。
