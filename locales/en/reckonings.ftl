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
money-payee = 🏦 { $name } …{ $tail }
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
