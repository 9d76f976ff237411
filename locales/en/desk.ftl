# The leader's desk: one message per deal, and what comes from it.

desk-heading = { $orders ->
    [one] <b>{ $title }</b> · 1 order · { $total }
   *[other] <b>{ $title }</b> · { $orders } orders · { $total }
}
desk-money = paid { $paid } · say paid { $claimed } · waiting { $due }{ $placed ->
    [0] { "" }
   *[other] { " " }· not due yet { $placed }
}{ $unreached ->
    [0] { "" }
   *[other] { " " }· can't reach { $unreached }
}
desk-closed-early = { $teams ->
    [0] ↩ Closed early: Undo opens it again until { $ends }.
    [one] ↩ Closed early: one open team ends { $ends }, and until then Undo opens the deal again.
   *[other] ↩ Closed early: { $teams } open teams end { $ends }, and until then Undo opens the deal again.
}
desk-teams = teams: full { $formed } · open { $open }
desk-unreached = { $more ->
    [0] 🔕 They have to open me once before I can write: { $names }
   *[other] 🔕 They have to open me once before I can write: { $names } and { $more } more
}
desk-undecided = { $count ->
    [one] ⚖ 1 order got too little or too much money: see One by one
   *[other] ⚖ { $count } orders got too little or too much money: see One by one
}
desk-late = { $count ->
    [one] 💰 1 buyer says money came after the order had ended: see One by one
   *[other] 💰 { $count } buyers say money came after their order had ended: see One by one
}
desk-refunds = { $count ->
    [one] ↩ 1 refund for you to make
   *[other] ↩ { $count } refunds for you to make
}
desk-moved = <b>{ $title }</b>: you have the desk open in another message now.
desk-one-by-one = { $pages ->
    [one] <b>{ $title }</b> · one by one
   *[other] <b>{ $title }</b> · one by one, page { $page } of { $pages }
}
desk-nothing-waits = Nothing waits for you here.
desk-order = { $state ->
    [claimed] 💬 { $number } · { $buyer } says paid <b>{ $amount }</b> · { $reference } · { $code }
    [due] ⏰ { $number } · { $buyer } is asked for { $amount } · { $reference } · { $code }
    [refund_due] ↩ { $number } · { $buyer } gets { $amount } back · { $reference } · { $code }
    [short] ⚖ { $number } · { $buyer }: { $came } came, <b>{ $amount }</b> is missing · { $reference } · { $code }
    [asked] ⏰ { $number } · { $buyer }: { $came } came, { $amount } is asked for · { $reference } · { $code }
    [over] ⚖ { $number } · { $buyer }: { $came } came, <b>{ $amount }</b> too much · { $reference } · { $code }
    [back] ↩ { $number } · { $buyer } gets { $amount } back, which came too much · { $reference } · { $code }
    [here] 💰 { $number } · { $buyer }: <b>{ $amount }</b> came, though the order had ended · { $reference } · { $code }
   *[other] 💰 { $number } · { $buyer } says paid { $amount }, though the order had ended · { $reference } · { $code }
}

# $count buyers say they paid: told at once, then every half hour at most.
desk-ping = { $count ->
    [one] 💬 1 buyer says <b>{ $amount }</b> is paid.
   *[other] 💬 { $count } buyers say <b>{ $amount }</b> is paid.
}
claim-nudge = { $count ->
    [one] 💬 1 buyer says <b>{ $amount }</b> is paid and has waited half a day for your word.
   *[other] 💬 { $count } buyers say <b>{ $amount }</b> is paid and have waited half a day for your word.
}
claim-nudge-how = Look into your account, then confirm. Nothing lapses meanwhile.

deal-passed-on = 👥 Whoever led this deal leads { $community } no more, so it's yours now:

late-money = { $here ->
    [yes] { $state ->
        [lapsed] 💰 <b>{ $amount }</b> of { $buyer } is here, but the time to pay is over.
        [left] 💰 <b>{ $amount }</b> of { $buyer } is here, but they gave the place up.
       *[other] 💰 <b>{ $amount }</b> of { $buyer } is here, but the order has ended.
    }
   *[no] { $state ->
        [lapsed] 💰 { $buyer } says <b>{ $amount }</b> is paid, but the time to pay was over.
        [left] 💰 { $buyer } says <b>{ $amount }</b> is paid, but had given the place up.
       *[other] 💰 { $buyer } says <b>{ $amount }</b> is paid, but the order had ended.
    }
}
late-money-reference = Reference { $reference } · number { $number }
late-money-how = { $here ->
    [yes] Give them free stock, if it is enough, keep it as their credit, or owe it back.
   *[no] When the money is there: give them free stock, keep it as their credit, or owe it back. If it never came, do nothing.
}

toast-confirmed = { $count ->
    [0] That was confirmed already.
    [one] Confirmed. The buyer is told.
   *[other] { $count } confirmed. The buyers are told.
}
toast-confirmed-one = Confirmed: { $order }. The buyer is told.
toast-reminded = { $now ->
    [0] { $lately ->
        [0] Nobody has to pay in this deal now. /deals shows how it stands.
       *[other] Nobody is reminded: { $lately } heard of it within 6 hours.
    }
    [one] { $lately ->
        [0] 1 buyer is reminded.
       *[other] 1 buyer is reminded; { $lately } heard of it within 6 hours.
    }
   *[other] { $lately ->
        [0] { $now } buyers are reminded.
       *[other] { $now } buyers are reminded; { $lately } heard of it within 6 hours.
    }
}
toast-called = { $count ->
    [one] 1 buyer is called in the group.
   *[other] { $count } buyers are called in the group.
}
toast-close-undone = Open again, just as it was.
toast-paused = Paused: nobody can order now. The teams' clocks and the close keep running; who has to pay still can.
toast-resumed = People can order again.
toast-taken-back = { $count ->
    [one] Taken back. The buyer is told.
   *[other] Taken back: { $count }. The buyers are told.
}
toast-rejected = Not there yet: the buyer is asked again.
toast-no-receipt = There is no picture of a receipt with this payment.

toast-stock-given = Given: the order is paid, and the buyer is told.
toast-credited = Kept as credit: the buyer's next order costs less.
toast-refund-by-gateway = Noted: { $gateway } pays it back, the way it came. Nothing is left for you to do.
toast-refund-owed = Noted: you owe it back. Tap again when you've paid it back.
toast-rest-asked = The buyer gets a code for the rest.
toast-part-accepted = Taken as enough: the order is paid, and the buyer is told.
toast-refunded = Noted as paid back. The buyer is told.

# The answer to /paid.
paid-usage = Write whose money is there: the buyers’ numbers in reply to the desk, like /paid 3 5 8-12, or the codes of their orders, like /paid K7Q2 M3X8. If another amount came, add it: /paid 3=25.00. In the group, /paid in reply to what somebody wrote confirms their order.
paid-done = ✅ Confirmed: { $orders }
paid-refused = { $order }: { $why }

amount-came = { $how ->
    [short] ⚖ { $number } · { $buyer } · { $code }: { $came } came, <b>{ $missing }</b> is missing.
    [asked] ⏰ { $number } · { $buyer } · { $code }: { $came } came, { $missing } is asked for.
    [over] ⚖ { $number } · { $buyer } · { $code }: paid, and <b>{ $surplus }</b> came too much.
    [back] ↩ { $number } · { $buyer } · { $code }: { $surplus } is owed back.
    [paid] ✅ { $number } · { $buyer } · { $code }: paid, { $amount }.
    [late] 💰 { $number } · { $buyer } · { $code }: { $amount } came, though the order had ended.
   *[even] { $number } · { $buyer } · { $code }: nothing is booked.
}
amount-asked = ✏️ { $buyer }, number { $number }: how much came, if not { $amount }? Reply to this message with the amount alone, like { $example }.
amount-field = How much came

claim-receipt = 🧾 { $number } · { $buyer } says paid <b>{ $amount }</b> · { $reference } · { $code }
claim-rejecting = Number { $number }, { $buyer }: you don't see { $amount }? Choose what they are told. The order is due again then; nothing is sent before.
reason-asked = ✏️ Number { $number }, { $buyer }: why don't you see { $amount }, and what is to be done now? Reply to this message in { $most } characters at most. Your words go to the buyer with the payment code, and the order is due again.
reason-field = What the buyer should do next
reason-told = Not there yet: number { $number }, { $buyer }, is asked again and reads your words.
