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
money-payee = 🏦 { $name } { $account }
money-cash = 💵 取货时付现金
money-months = <b>按月</b> · 按{ $zone }的时间算
money-deals = { $pages ->
    [1] <b>按团购</b>
   *[other] <b>按团购</b> · 第 { $page } 页，共 { $pages } 页
}
money-line = { $what }：{ $sums }
money-check = ⚖ { $left } = { $right }
money-accounts-more = { $count ->
    [1] 🏦 另 1 个账户：{ $sums }
   *[other] 🏦 另 { $count } 个账户：{ $sums }
}

# 图和文件。

money-chart = 📊 <b>{ $title }</b>：每个月请付、已收、月底待退，货币 { $currency }
money-chart-title = { $title } · { $currency }
money-chart-name = { $what ->
    [asked] 请付
    [paid] 已收
   *[owed-back] 月底待退
}
money-file = { $what ->
    [orders] 📄 <b>{ $title }</b>：每一笔订单的账，货币 { $currency }
    [months] 📄 <b>{ $title }</b>：每个月按账户的账，货币 { $currency }
   *[book] 📄 <b>{ $title }</b>：按月份、团购和订单的账，货币 { $currency }
}
money-file-as-of = 截至 { $at } 的账目。
money-file-failed = 文件这次没有做成。什么都没有丢，请在 /money 下面再点一次。
toast-money-file = 文件正在做，马上发到这里。
toast-money-files = 还有文件没做完，请一分钟后再点。
sheet-name = { $what ->
    [months] 按月
    [deals] 按团购
   *[orders] 订单
}
sheet-column = { $what ->
    [month] 月份
    [deal] 团购
    [deal-code] 团购编号
    [order] 号码
    [code] 编号
    [buyer] 买家
    [reference] 付款参考号
    [state] 状态
    [payee] 收款账户
    [placed] 下单时间
    [due] 付款期限
    [paid-at] 到账时间
    [asked] 请付
    [paid] 已收
    [by-credit] 余额抵扣
    [kept] 转为余额
    [paid-back] 已退
    [claimed] 说已付
    [waiting] 待付
    [owed-back] 待退
    [opening] 上月未清
   *[open] 月底未付
}
sheet-state = { $state ->
    [placed] 已下单
    [due] 待付款
    [claimed] 说已付
    [paid] 已付
    [ready] 可取货
    [collected] 已取货
    [left] 已退出
    [void] 已取消
    [lapsed] 逾期未付
    [refund_due] 待退款
   *[refunded] 已退款
}
sheet-buyer = { $name }
sheet-payee = { $name } { $account }
sheet-cash = 取货时付现金
sheet-all = 全部账户
