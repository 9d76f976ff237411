# /money: what was asked, claimed, paid and is owed back. All in one currency at a time.

money-which = Which group's money?
money-heading = 💰 <b>{ $title }</b>: its money in { $currency }
money-none = 💰 <b>{ $title }</b>: nobody has been asked for money yet. It adds up here from the first order that falls due.
money-deal-heading = <b>{ $title }</b>: its money in { $currency }
money-deal-none = <b>{ $title }</b>: nobody has been asked for money in this deal.
money-month-heading = 💰 <b>{ $title }</b>: { $month }, in { $currency }
# One sum of several in a row.
money-sum = { $what ->
    [asked] asked { $amount }
    [paid] paid { $amount }
    [by-credit] paid by credit { $amount }
    [claimed] say paid { $amount }
    [waiting] waiting { $amount }
    [owed-back] owed back { $amount }
    [paid-back] paid back { $amount }
    [kept] kept as credit { $amount }
    [opening] open before { $amount }
   *[open] open at the end { $amount }
}
money-by-payee = <b>By account</b>
money-payee = 🏦 { $name } { $account }
money-cash = 💵 cash at the pickup
money-months = <b>By month</b> · by the clocks of { $zone }
money-deals = { $pages ->
    [one] <b>By deal</b>
   *[other] <b>By deal</b> · page { $page } of { $pages }
}
money-line = { $what }: { $sums }
money-check = ⚖ { $left } = { $right }
money-accounts-more = { $count ->
    [one] 🏦 one more account: { $sums }
   *[other] 🏦 { $count } more accounts: { $sums }
}

# Chart and files.

money-chart = 📊 <b>{ $title }</b>: asked, paid, and owed back at the end of each month, in { $currency }
money-chart-title = { $title } · { $currency }
money-chart-name = { $what ->
    [asked] asked
    [paid] paid
   *[owed-back] owed back at the end
}
money-file = { $what ->
    [orders] 📄 <b>{ $title }</b>: every order with its money, in { $currency }
    [months] 📄 <b>{ $title }</b>: every month by account, in { $currency }
   *[book] 📄 <b>{ $title }</b>: months, deals and orders, in { $currency }
}
money-file-as-of = As the books stood { $at }.
money-file-failed = That file didn't come about this time. Nothing is lost: tap again under /money.
toast-money-file = I'm making the file. It comes here in a moment.
toast-money-files = I'm still making files. Tap again in a minute.
sheet-name = { $what ->
    [months] Months
    [deals] Deals
   *[orders] Orders
}
sheet-column = { $what ->
    [month] month
    [deal] deal
    [deal-code] code of the deal
    [order] number
    [code] code
    [buyer] buyer
    [reference] reference
    [state] state
    [payee] account
    [placed] ordered
    [due] to pay until
    [paid-at] paid on
    [asked] asked
    [paid] paid
    [by-credit] paid by credit
    [kept] kept as credit
    [paid-back] paid back
    [claimed] say paid
    [waiting] waiting
    [owed-back] owed back
    [opening] open before
   *[open] open at the end
}
sheet-state = { $state ->
    [placed] ordered
    [due] to be paid
    [claimed] says paid
    [paid] paid
    [ready] to be fetched
    [collected] fetched
    [left] left
    [void] called off
    [lapsed] lapsed
    [refund_due] to be paid back
   *[refunded] paid back
}
sheet-buyer = { $name }
sheet-payee = { $name } { $account }
sheet-cash = cash at the pickup
sheet-all = all accounts
