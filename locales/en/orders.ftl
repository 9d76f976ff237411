# A buyer's own order.

order-heading = <b>{ $title }</b> · your number { $number }
order-price = { $quantity ->
    [one] { $unit }
   *[other] { $quantity } × { $unit } = { $amount }
}
order-team = { $own ->
    [yes] 👥 your team { $dots }
   *[no] 👥 { $starter }'s team { $dots }
}
order-team-until = { $left ->
    [0] ⏰ waiting for a payment until { $deadline }
    [one] ⏰ one more until { $deadline }
   *[other] ⏰ { $left } more until { $deadline }
}
order-due = 💳 Please pay <b>{ $amount }</b> by { $until }. The payment code stands in a message of its own.
order-stands = { $state ->
    [placed] { $pay ->
        [pickup] You pay in cash when you pick it up.
       *[close] Nothing to pay yet: I'll write when your team is full.
    }
    [due] ✅ It stands. You pay { $amount } in cash when you pick it up.
    [claimed] 💬 You said you paid { $amount }. { $leader } looks whether it's there, and I'll tell you.
    [here] 💰 { $amount } of yours came though the order had ended. { $leader } sorts it out.
    [late] 💬 You said you paid { $amount } though the order had ended. { $leader } sorts it out.
    [ready] 📦 It's there for you. { $leader } says where.
    [collected] 📦 Picked up. Enjoy it!
    [left] 🚫 You left: no order, nothing to pay.
    [void] 🚫 This order is void: nothing to pay.
    [lapsed] ⌛ The time to pay is over, so your place is free again. You owe nothing.
    [refund_due] ↩ { $leader } pays you back { $amount }.
    [refunded] ↩ { $leader } has paid you back { $amount }.
    [counted] ✅ { $leader } has your { $amount }, so your place counts. If the team doesn't fill, you get it back.
    [covered] ✅ Your credit pays for it: nothing to pay.
   *[paid] ✅ { $leader } has your { $amount }. It's all done.
}
order-short = 💰 { $came } came, { $missing } is missing. { $leader } says what happens now, and I'll tell you. Don't pay yet.
order-surplus = { $rest ->
    [back] ↩ { $surplus } came too much: { $leader } pays it back.
   *[over] 💰 { $surplus } came too much: { $leader } says what happens with it, and I'll tell you.
}
orders-heading = <b>Your orders</b>
orders-none = You have no orders yet. Tap Start a team or Join under a deal in your group.
orders-line = { $state ->
    [placed] { $title } · number { $number } · in
    [due] { $pay ->
        [pickup] { $title } · number { $number } · to be picked up
       *[close] { $title } · number { $number } · to pay
    }
    [claimed] { $title } · number { $number } · you said you paid
    [ready] { $title } · number { $number } · there for you
    [collected] { $title } · number { $number } · picked up
    [left] { $title } · number { $number } · you left
    [void] { $title } · number { $number } · void
    [lapsed] { $title } · number { $number } · not paid in time
    [refund_due] { $title } · number { $number } · to be paid back
    [refunded] { $title } · number { $number } · paid back
   *[paid] { $title } · number { $number } · paid
}
receipt-for-nothing = Nothing of yours waits for a payment right now, so I don't know what to do with that picture.
receipt-for-which = For which order is that picture? Send it as a reply to that order's payment message, or open the order and tap “I paid”.
leave-question = Leave <b>{ $title }</b>? Your place is free for somebody else at once, and there is nothing to pay.
cannot-pay-question = Give up your place in <b>{ $title }</b>? It's free for somebody else at once, and you don't owe the { $amount }.

toast-claimed = Thank you! { $leader } looks whether it's there, and I'll tell you.
toast-claimed-late = Noted, though the order had ended. { $leader } sorts it out, and I'll tell you.
