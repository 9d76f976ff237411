# Statements of banks: sent, read, and what became of their lines.

statement-how = 📄 Send me your bank's statement as a file here: CSV, CAMT.053 or MT940. Or paste its lines below /statement, with their heading.
    What names an order and is exactly what it owes is paid at once; where I'm not sure I ask you. I keep only lines about orders, and the same line never counts twice.
statement-in-private = 📄 A statement is nobody else's business: send it to me here.
statement-which-group = 📄 Which group's money is it?
statement-columns = 📄 { $title }: I haven't seen a table like this before. This is how I'd read it:
statement-columns-how = { $decimal ->
    [comma] cents behind a comma
   *[point] cents behind a point
}, { $days ->
    [mdy] month before day
    [ymd] year, month, day
   *[dmy] day before month
}
statement-columns-ask = Is that right? Then I remember it for this account. If no way is right, do nothing: nothing is kept. Send CAMT.053 or MT940 instead, or a table with a heading.
statement-line = <b>{ $amount }</b> · { $day } · { $name }
    <i>{ $text }</i>
statement-read = { $count ->
    [one] 📄 Read: 1 line. What became of it is below.
   *[other] 📄 Read: { $count } lines. What became of them is below.
}
statement-heading = 📄 <b>{ $title }</b> · { $lines ->
    [one] 1 line
   *[other] { $lines } lines
}{ $state ->
    [working] { " " }· still at work…
    [taking] { " " }· being taken back…
    [taken] { " " }· taken back
   *[done] { "" }
}
statement-paid = ✅ paid { $count } · <b>{ $amount }</b>
statement-late = 💰 for orders that had ended { $count } · { $amount }: each waits for your word in a message of its own
statement-booked = ⚖ another amount than asked { $count } · { $amount }: booked as it came
statement-near = ❓ for you to look at { $count } · { $amount }
statement-refused = 🚫 not yours { $count } · { $amount }
statement-found = ⏳ still to book { $count } · { $amount }
statement-known = 👀 were there before { $count }
statement-unknown = about no order { $count }
statement-foreign = in other currencies { $count }
statement-outgoing = went out { $count }
statement-undone = { $count ->
    [one] ↩ 1 line is undone: its order stands as it stood, and it counts again when you send it again.
   *[other] ↩ { $count } lines are undone: their orders stand as they stood, and they count again when you send them again.
}
statement-stays = ⚠️ { $count ->
    [one] 1 order has moved on since and stays as it is
   *[other] { $count } orders have moved on since and stay as they are
}: { $orders }
statement-order = { $number } · { $buyer } · { $code } ({ $state ->
    [due] waits
    [claimed] says paid
    [paid] paid
    [ready] paid
    [collected] collected
    [refund_due] to be paid back
    [refunded] paid back
    [lapsed] lapsed
    [left] left
   *[void] void
})
statement-take-back = { $count ->
    [one] ↩ Take the whole statement back? 1 booked line ({ $amount }) is undone: its order goes back to how it stood, and its buyer is told.
   *[other] ↩ Take the whole statement back? { $count } booked lines ({ $amount }) are undone: their orders go back to how they stood, and the buyers are told.
}
statement-near-one = { $left ->
    [one] ❓ 1 line to look at
   *[other] ❓ { $left } lines to look at, this is the next
}
statement-why = { $why ->
    [several] It names several orders.
    [exact] It names an order, and is just what that one owes by now.
    [one-digit] It's one digit off a reference.
    [both] No reference, but the amount and the name of an order.
    [name] No reference and another amount, but a buyer's name.
   *[amount] No reference, but exactly what an order owes.
}
statement-why-named = { $why ->
    [underpaid] Less than the { $owed } that are owed came for { $order }. Book what came: then you ask for the rest, accept it, or pay it back.
    [overpaid] More than the { $owed } that are owed came for { $order }. Book what came: the order is paid, and you keep the rest as credit or pay it back.
    [ended] Another amount came for { $order }, which has ended. Book it: then you decide about it.
   *[paid-twice] It's for { $order }, whose money is there already. If it was paid twice, book it: then you keep it as credit or pay it back.
}
statement-offer = { $order } · owes <b>{ $amount }</b> · { $title }
statement-none-near = ✅ No line waits for you.
toast-statement-line = { $state ->
    [paid] Paid. The buyer is told.
    [late] Late money: you're asked about it below.
    [near] That's its order, but the amount isn't: here is how.
    [booked] Booked as it came. What to do about it is below.
    [others] Booked as it came. The deal's own leader sees it on their desk, and decides about it.
   *[refused] Not yours: I won't ask again.
}
statement-taking = ↩ The statement is being taken back. The buyers are told, and what became of it is above.
statement-left = The statement stays as it is.
