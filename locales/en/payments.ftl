# Paying: the request with its code, and what became of it.

order-goods = { $quantity ->
    [one] { $title } · { $unit }
   *[other] { $title } · { $quantity } × { $unit }
}

payment-due = { $why ->
    [alone] 💳 Your order stands. Please pay <b>{ $amount }</b> by { $until }
    [first] 💳 Please pay <b>{ $amount }</b> by { $until }: your place is held until then
   *[team] 🎉 Your team is full. Please pay <b>{ $amount }</b> by { $until }
}
payment-copy = 💳 Please pay <b>{ $amount }</b> by { $until }. It's the same payment as before: pay once.
payment-reminder = ⏰ Still to pay: <b>{ $amount }</b> by { $until }, then your place is free again. It's the same payment as before: pay once.
payment-rejected = { $reason ->
   *[nothing-came] 💳 { $leader } doesn't see your <b>{ $amount }</b> yet. Please look whether it went out; if it did, tap “I paid” again or ask { $leader }. Until { $until } your place is yours. Pay once.
    [other-amount] 💳 { $leader } doesn't see your <b>{ $amount }</b>: another amount came. Please compare it with what you sent, and ask { $leader } before you send more. Until { $until } your place is yours.
    [no-reference] 💳 { $leader } doesn't see which money is your <b>{ $amount }</b>: something came without a name or reference. If you have paid, don't pay again: tell { $leader } when and from whose account, then tap “I paid”. Until { $until } your place is yours.
    [send-receipt] 💳 { $leader } doesn't see your <b>{ $amount }</b> yet and asks for the receipt. If you have paid, don't pay again: send me a picture of it here, and only { $leader } can look at it. Until { $until } your place is yours.
    [other] 💳 { $leader } doesn't see your <b>{ $amount }</b> and writes:
        “{ $words }”
        If you have paid, don't pay twice; tap “I paid” when it's done, or ask { $leader }. Until { $until } your place is yours.
}
payment-rest-asked = 💳 Please pay the rest, <b>{ $amount }</b>, by { $until }.
payment-rest = { $came } of it came already; this is for the rest only.
payment-part-came = 💰 { $came } came, { $missing } is missing. { $rest ->
    [asked] The rest has a code of its own now. This one is finished, don't pay it.
    [invoice-asked] The rest has an invoice of its own now.
    [invoice-short] { $leader } says what happens now. Don't pay more until then.
   *[short] { $leader } says what happens now. This code is finished, don't pay it.
}
payment-credit = Your credit of { $used } is taken off already.
payment-payee = To { $payee } { $account } ({ $leader }, your leader)
payment-payee-leader = To { $leader } { $account }, your leader
payment-reference = Reference { $reference } · your number { $number }
payment-number = Your number { $number }
payment-own-amount = { $less } less than the price: this amount is yours alone, so please pay exactly this.
payment-how-code = On this phone: copy the payment code and paste it in your bank's app. Another screen: scan.
payment-how-form = On this phone: copy these into your bank's app. Another screen: scan.
payment-how-picture = On this phone: save the picture and open it in your bank's app, or copy these. Another screen: scan.
payment-how-other-screen = Scan this code from another screen: opened on this phone, many bank apps refuse it. Or pay by hand with these.
payment-how-typed = This code takes no amount: type it, and put the reference into the note. On this phone: save the picture and open it in the app. Another screen: scan.
payment-code-until = This code is good until { $until }. When it has run out, My order draws a new one: the same payment.
payment-how-scanned = Scan this code from another screen, or let somebody next to you show it: on this phone it can't be opened.
gateway-name = { $gateway ->
    [wechat] WeChat Pay
    [telegram] Telegram
   *[alipay] Alipay
}
payment-gateway-tells = { $gateway } tells me as soon as it is paid: you don't need to say so.
payment-no-code = { $why ->
    [wanted] ⏳ The code from { $gateway } isn't here yet. I ask again and send it as soon as it is; your place is kept until then.
    [over] ⌛ The code from { $gateway } has run out. Open your order, and a new one comes: the same payment.
    [invoice] ⚠️ There is no { $gateway } invoice for this just now. Open your order to try again, or pay another way.
   *[failed] ⚠️ { $gateway } gives no code just now. Open your order to try again, or pay another way.
}
payment-payee-invoice = To { $payee }, by card in Telegram ({ $leader }, your leader)
payment-by-invoice = Tap “Pay” under the invoice below: Telegram asks for your card. It tells me as soon as it is paid, so you don't need to say so.
payment-how-link = On this phone: open the link. Another screen: scan.

# What a payment message says when its code is finished.
payment-finished = { $state ->
    [claimed] 💬 You said you paid { $amount }. { $leader } looks whether it's there, and I'll tell you. Don't pay it again.
    [late] 💬 You said you paid { $amount } though the order had ended. { $leader } decides what becomes of it. Don't pay again.
    [here] 💰 { $amount } of yours came though the order had ended. { $leader } decides what becomes of it. Don't pay again.
    [left] 🚫 You gave up your place. This code is finished, don't pay it.
    [void] 🚫 This order is void: nothing to pay. This code is finished, don't pay it.
    [lapsed] ⌛ The time to pay is over and your place is free again. This code is finished, don't pay it.
    [refund_due] ↩ { $leader } pays you back your { $amount }. This code is finished, don't pay it again.
    [refunded] ↩ { $leader } has paid you back. This code is finished, don't pay it again.
    [covered] ✅ Your credit pays for this order. You are number { $number }, there is nothing to pay.
    [gateway-paid] ✅ Your { $amount } has come by { $gateway }. You are number { $number }. This code is finished, don't pay it again.
    [gateway-refund_due] ↩ Your { $amount } goes back to you by { $gateway }. This code is finished, don't pay it again.
    [gateway-refunded] ↩ Your { $amount } has gone back to you. This code is finished, don't pay it again.
    [invoice-paid] ✅ Your { $amount } has come by { $gateway }. You are number { $number }, there is nothing more to pay.
    [invoice-left] 🚫 You gave up your place. There is nothing to pay.
    [invoice-void] 🚫 This order is void: nothing to pay.
    [invoice-lapsed] ⌛ The time to pay is over and your place is free again. There is nothing to pay.
    [invoice-refund_due] ↩ Your { $amount } goes back to the card that you paid with. { $leader } sees to it.
    [invoice-refunded] ↩ Your { $amount } has gone back to you, says { $leader }.
   *[paid] ✅ { $leader } has your { $amount }. You are number { $number }. This code is finished, don't pay it again.
}

pickup-due = { $why ->
    [alone] ✅ Your order stands. You pay <b>{ $amount }</b> in cash when you pick it up.
   *[team] 🎉 Your team is full. You pay <b>{ $amount }</b> in cash when you pick it up.
}
pickup-due-where = { $leader }, your leader, says when and where. Your number is { $number }.

order-lapsed = ⌛ The time to pay is over, so your place is free again. You owe nothing.
order-lapsed-paid = If your money is on its way all the same, tap “I paid”: { $leader } sorts it out.
order-void = { $deal ->
    [cancelled] 🚫 The deal was called off: no order, nothing to pay.
   *[other] ⌛ This order is void: nothing to pay.
}
order-void-paid = { $late ->
    [yes] You said you paid: { $leader } looks for your money and sorts it out.
   *[no] { $asked ->
        [yes] If your money is on its way all the same, tap “I paid”: { $leader } sorts it out.
       *[no] You don't need to do anything.
    }
}
refund-owed = { $how ->
    [surplus] ↩ You've paid <b>{ $amount }</b> more than your order costs. { $leader }, your leader, pays it back; the order stands.
    [desk] ↩ <b>{ $amount }</b> goes back to the card that you paid with in { $gateway }. { $leader }, your leader, sees to it; ask if it takes long.
    [surplus-gateway] ↩ You've paid <b>{ $amount }</b> more than your order costs. It goes back to you by { $gateway }, the way it came; the order stands.
    [gateway] ↩ <b>{ $amount }</b> goes back to you by { $gateway }, the way it came. You don't need to do anything; ask { $leader } if it takes long.
   *[leader] ↩ <b>{ $amount }</b> goes back to you. { $leader }, your leader, pays it back.
}
refunded = { $how ->
    [gateway] ↩ { $gateway } has paid you back <b>{ $amount }</b>. If you don't see it there, ask { $leader }.
   *[leader] ↩ { $leader } has paid you back <b>{ $amount }</b>.
}
credit-given = { $surplus ->
    [yes] 💰 You've paid <b>{ $amount }</b> more than your order costs. { $leader } keeps it as your credit: your next order in { $community } costs that much less.
   *[no] 💰 Your <b>{ $amount }</b> came too late for this order. { $leader } keeps it as your credit: your next order in { $community } costs that much less.
}

# A gateway's word about money that doesn't fit, to every admin.
payment-alarm = { $outcome ->
    [differs] 🚨 { $gateway } reports <b>{ $amount }</b> for { $order }, but { $asked } was asked.
    [twice] 🚨 { $gateway } reports <b>{ $amount }</b> for { $order }, which was paid already or wasn't to be paid any more.
    [currency] 🚨 { $gateway } reports <b>{ $amount }</b> for { $order }, but { $asked } was asked, in another currency.
    [foreign] 🚨 { $gateway } reports <b>{ $amount }</b> to another app or merchant than ours ({ $field }).
    [returned] 🚨 { $gateway } has paid back <b>{ $amount }</b> for { $order } by itself, though it counts here as paid.
   *[unknown] 🚨 { $gateway } reports <b>{ $amount }</b> for a number that I don't know.
}
payment-alarm-numbers = Our number { $number } · theirs { $money }{ $at_desk ->
    [yes] { " " }· at the payment provider { $desk }
   *[no] { "" }
}
payment-at-desk = 💳 { $amount } came by invoice: Telegram's number { $money }, the payment provider's { $desk }
payment-alarm-how = { $outcome ->
    [differs] The report is genuine. What came is booked, and the deal's leader decides what becomes of it.
    [twice] The report is genuine. What came is booked, and the deal's leader decides what becomes of it.
    [returned] The report is genuine. Nothing of that money is left: look at the order with its leader.
   *[other] The report is genuine, and I have changed nothing. Please look it up with { $gateway }: pay it back there, or settle it with the buyer.
}

payment-taken-back = { $said ->
    [confirm] ↩ I told you that { $leader } has your { $amount }. That was a slip.
    [receive] ↩ I told you that money of yours came. That was a slip.
   *[reject] ↩ I told you that { $leader } doesn't see your { $amount }. That was a slip.
}
payment-taken-back-claimed = You said you paid, and { $leader } looks into it. Don't pay again.
payment-taken-back-due = { $said ->
    [receive] ↩ I told you that money of yours came. That was a slip: please pay { $amount } by { $until }. If you have paid, tap “I paid”.
   *[confirm] ↩ I told you that { $leader } has your { $amount }. That was a slip: please pay by { $until }. If you have paid, tap “I paid”.
}
