# 团长自己的团购：列表，以及截止、取消、延长之前的确认。

deals-heading = <b>我的团购</b>
deals-line = { $title }
    { $window }
deals-none = 你还没有团购。用一条消息就能发：/deal
close-question = { $teams ->
    [0] <b>{ $title }</b>：马上截止吗？之后不能再下单，{ $within }内可以撤销。
   *[other] <b>{ $title }</b>：马上截止吗？之后不能再下单。{ $teams } 个没满的团过 { $within }结束，在那之前可以撤销。
}
cancel-question = { $paid ->
    [0] <b>{ $title }</b>：要取消吗？{ $orders } 单会作废，大家都会收到通知。
   *[other] <b>{ $title }</b>：要取消吗？{ $orders } 单会作废，大家都会收到通知，你要退给已付款的人 { $amount }。
}
extend-question = <b>{ $title }</b> 原定 { $closes } 截止，延长多久？已开的团时限不变。
