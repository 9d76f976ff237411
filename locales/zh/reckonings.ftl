# /money：请付了多少、说付了多少、到账多少、要退多少。一次只算一种货币。

money-which = 看哪个群的账？
money-heading = 💰 <b>{ $title }</b> 的账，货币 { $currency }
money-none = 💰 <b>{ $title }</b>：还没有请任何人付款。第一笔订单要付款时，这里就开始记账。
money-deal-heading = <b>{ $title }</b> 的账，货币 { $currency }
money-deal-none = <b>{ $title }</b>：这个团购还没有请任何人付款。
money-month-heading = 💰 <b>{ $title }</b>：{ $month }的账，货币 { $currency }
# 一行里的一个数。
money-sum = { $what ->
    [asked] 请付 { $amount }
    [paid] 已收 { $amount }
    [by-credit] 余额抵扣 { $amount }
    [claimed] 说已付 { $amount }
    [waiting] 待付 { $amount }
    [owed-back] 待退 { $amount }
    [paid-back] 已退 { $amount }
    [kept] 转为余额 { $amount }
    [opening] 上月未清 { $amount }
   *[open] 月底未付 { $amount }
}
money-by-payee = <b>按收款账户</b>
money-payee = 🏦 { $name } …{ $tail }
money-cash = 💵 取货时付现金
money-months = <b>按月</b> · 按{ $zone }的时间算
money-deals = { $pages ->
    [one] <b>按团购</b>
   *[other] <b>按团购</b> · 第 { $page } 页，共 { $pages } 页
}
money-line = { $what }：{ $sums }
money-check = ⚖ { $left } = { $right }
money-accounts-more = { $count ->
    [one] 🏦 另 1 个账户：{ $sums }
   *[other] 🏦 另 { $count } 个账户：{ $sums }
}
