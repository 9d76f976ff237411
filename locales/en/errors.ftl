# What a rule says when it says no. Plain text without tags: shown as a toast (200 letters), an alert or a message.

## Anywhere

error-not-found = I can't find that. The code or link may be mistyped, or it isn't yours to open.
error-not-allowed = That isn't yours to do here.
error-stale = That button is from earlier. Here is how it stands now.
error-unknown-currency = I don't know the currency “{ $given }”. Use its three letters, like EUR or THB.
error-bad-amount = “{ $given }” isn't an amount I can use. { $decimals ->
    [0] Write a whole number above zero, like 30.
    [one] Write a number above zero, with one decimal at most, like 29.9.
   *[other] Write a number above zero, with { $decimals } decimals at most, like 29.90.
}

# The one apology for a fault of ours; $reference finds it in the log.
apology = Something broke on my side, sorry. Nothing was changed. Please try again; if it happens twice, pass on this number: { $reference }.
# Told once when somebody sends too much at once.
too-fast = That was a lot at once. Give me a minute, then go on.
# The database is away for longer than a hiccup. Telegram keeps a tap for 150 seconds, a message for a day.
toast-kept = I can't reach my books right now. Your tap is kept, and done once they're back. If you hear nothing within 3 minutes, please tap again.
kept-message = I can't reach my books right now. Your message is kept; I'll see to it as soon as they're back.
# What came of that tap; $said is what its answer would have been.
kept-done = Your tap from before: { $said }

## Deals

error-deal-held = This deal takes no orders for now. Nothing was ordered.
error-deal-not-open = { $state ->
    [draft] This deal isn't published yet.
    [scheduled] This deal isn't open yet. Its card says when it opens.
    [cancelled] This deal was called off. Nothing was ordered. What is open now: /deals in the group.
   *[other] This deal is closed. Nothing was ordered. What is open now: /deals in the group.
}
error-deal-is-paused = This deal is paused right now. Nothing was ordered: try again later.
error-deal-over = { $state ->
    [cancelled] This deal is cancelled already.
   *[other] This deal is closed already.
}
error-too-late-to-undo = Too late to undo: the time for it is over. Nothing was changed. /deals shows how it stands.
error-reopening-decided = { $state ->
    [reopened] You've opened it again already.
   *[other] You've left it closed. Nothing was changed.
}
error-too-late-to-reopen = That was more than a day ago: the deal stays as it is.
error-payee-decided = That was decided already: nothing was changed.
error-own-change = You've typed this change yourself: another leader has to say that it counts now. You can stop it.
error-new-leader = You've become a leader after this change was typed, so it has to wait for its day. You can stop it.
error-sold-out = { $left ->
    [0] Sold out for now. If somebody leaves, a place is free again.
    [one] Only one is left. Nothing was changed.
   *[other] Only { $left } are left. Nothing was changed.
}
error-over-limit = { $limit ->
    [one] One for each buyer at most. Nothing was changed.
   *[other] { $limit } for each buyer at most. Nothing was changed.
}
error-bad-quantity = Take at least one, or leave the order.
error-payee-missing = Buyers of this deal pay by code, and I don't know where to yet. Tell me with /payee, then publish.
error-not-later = Extending can only move the close to a later time.
error-no-solo-price = This deal can't be bought alone, only in a team.

## Teams

error-team-closed = { $state ->
    [formed] That team is full already. Start a team, or join another one.
    [expired] That team's time was up. Start a team, or join another one.
   *[other] That team takes nobody any more. Start a team, or join another one.
}
error-team-full = Every place in that team is taken or being paid for. Start a team, or join another one.
error-team-changed = Somebody was faster in that team. Nothing was changed: please tap again.

## Orders

error-rest-settled = That is settled already: the money is as it was asked for, or you've decided. Nothing was changed. /deals shows how it stands.
error-too-little-came = That buys nothing: { $missing } is missing. Keep the money as credit, pay it back, or say when the rest is there.
error-amount-outdated = This order has moved on since I asked, so nothing was booked. Look at it again: /deals, then Another amount.
error-amount-spaced = “{ $given }”: write amounts without spaces, like 1200.50, and numbers of buyers before them.
error-amount-or-number = “{ $given }”: is that an amount, or two things? Write it like { $example }, and put spaces between buyers.
error-said-twice = You've said two amounts for this order. Only the first is booked; say the other one in a message of its own.
error-nothing-owed-back = Nothing of this is to be paid back now. /refunds shows what is.
error-credit-spent = A part of this was to be paid with credit that the buyer has used since. Keep the money as credit or pay it back.
error-order-settled = { $state ->
    [left] You have left this order already.
    [void] This order is void: nothing to pay.
    [lapsed] This order's time to pay is over, so its place is free again.
    [due] This order waits for its payment. Nothing was changed.
    [claimed] This order's payment waits for the leader's word. Nothing was changed.
    [paid] This order is paid. Nothing was changed.
    [refund_due] This order has ended, and its money is owed back.
    [refunded] This order has ended, and its money was paid back.
   *[other] That can't be done to this order any more.
}
error-already-in = { $same_team ->
    [yes] You're in this team already.
   *[other] You have an order in this deal already: /my shows it.
}
error-nothing-to-move = You have no order in this deal any more, so there is nothing to move.
error-order-changed = This order was just changed by somebody else. Nothing was done: please look again.
error-claims-changed = Meanwhile another number of buyers say they paid, so nothing was confirmed. Please look again, here or at /deals.

## Statements

error-not-a-statement = { $what ->
    [picture] That's a picture, and I can't read a statement from one. Export a file from your bank: CSV, CAMT.053 or MT940. Nothing was kept.
    [pdf] That's a PDF, made to be looked at. Export a file from your bank: CSV, CAMT.053 or MT940. Nothing was kept.
    [archive] That's an archive or an Excel file. Unpack it, or save the sheet as CSV, and send me that. Nothing was kept.
    [sheet] That's an Excel file. Save it as CSV and send me that. Nothing was kept.
   *[other] I see no statement in it. Send me your bank's CSV, CAMT.053 or MT940 file, or paste its lines with their heading. Nothing was kept.
}
error-statement-empty = There is no line in it. Nothing was kept.
error-statement-cut = It ends in the middle, at line { $line }: half a file, or half a text. Export it again and send the whole. Nothing was kept.
error-statement-too-large = Over { $most } MB is too much for me. Export fewer days at once. Nothing was kept.
error-statement-too-long = Over { $most } lines are too many for me. Export fewer days at once. Nothing was kept.
error-statement-garbled = From line { $line } on I can't read the letters. Export it again, as UTF-8 if your bank asks. Nothing was kept.
error-statement-currency = It's in { $given }, and your group's money is in { $wanted }. Nothing was kept.
error-statement-unreadable = Line { $line }: “{ $given }” is no amount, day or currency I can read. I don't guess with money: correct the line, or send CAMT.053 or MT940. Nothing was kept.
error-statement-uneven = From line { $line } on opening balance and lines don't make the closing balance: something is missing. Export it again. Nothing was kept.
error-statement-gone = I can't get at it any more: send it again, please, with /statement below it. Nothing was kept.
error-statement-taken = This statement was taken back.
error-statement-busy = I'm still at work on this statement. Try again in a moment.
error-line-decided = That was decided already.
error-columns-unclear = I see { $columns ->
    [one] 1 column
   *[other] { $columns } columns
} and can't tell which is the amount, or what its points and commas mean. Send it with its heading, or as CAMT.053 or MT940. Nothing was kept.

## Communities and drafts

error-unknown-zone = I don't know the time zone “{ $given }”. Write a city like Berlin or Bangkok, or the whole name: Europe/Berlin.
error-several-zones = Several time zones are called “{ $given }”. Write one of them: { $zones }.
error-zone-is-offset = “{ $given }” is a difference in hours, and says nothing about summer time. Write a city, like Berlin or Bangkok.
error-bad-quiet-hours = I can't read “{ $given }” as hours to be quiet. Write them like /quiet 22-8, or /quiet on and /quiet off.
error-quiet-all-day = “{ $given }” ends when it begins. Write two different times, like /quiet 22-8.
error-unknown-switch = “{ $given }” is neither on nor off. Write: /community board off
error-unknown-language = I don't speak “{ $given }”. I speak English and Chinese: en, zh.
error-standing-unknown = Telegram didn't tell me in time whether you administer the group. Nothing was changed. Please try again in a minute.
error-not-led = Nobody leads this group with me yet. One of its administrators can: send /lead in the group.
error-leads-nothing = You don't lead a group with me yet. Send /lead in a group you administer.
error-draft-gone = That draft is published or discarded already. /deals has your deals, /deal begins a new one.
error-topic-gone = That topic is closed, or none of this group. Choose another.
error-payee-gone = That payee is kept or discarded already. /payee shows which one counts.
error-deadline-passed = The deal would be closed already: its deadline has passed. Choose another, then publish.
error-leading-declined = The bot's operator doesn't let you lead { $title }. Write to them if you think that is wrong.
error-suspended = The bot's operator has suspended you as a leader. Write to them; until they restore you, you lead no group.
error-not-its-leader = Only a leader of { $title } can do that. One of its administrators becomes a leader by sending /lead there.
error-question-too-long = That is { $length } characters, and I pass on { $most } at most. Nothing was sent: shorten it, and reply to the same message.
error-too-many-questions = You have written { $most } times within an hour, which is as much as I pass on. Try again a little later.
error-own-deal = That is you: it's your own deal.
error-reason-empty = There are no words in that, so nothing was sent. Reply to the same message with what the buyer should do next, like: Please send the missing 10 too.
error-reason-too-long = That is { $length } characters, and it may be { $most } at most. Nothing was sent: shorten it, and reply to the same message.
error-reason-outdated = This payment has moved on since I asked, so nothing was sent. Look at it again: /deals, then Reject.
error-night-now = Nobody is reminded at night. Tap again from { $until } on.
error-called-before = They were called in the group before: once a deal is enough. Who opens me gets what waits.
error-nobody-to-call = I can write to everybody who has to pay, so nobody is called. Who still owes stands in /deals.
error-undone-already = That is undone already. The desk shows how it stands.
error-too-late-to-take-back = Undo works for five minutes, and they are over. Write to the buyer, or use the desk's buttons.
error-overtaken-by-events = There is nothing left to undo: these orders have moved on. The desk shows how they stand.
error-run-unreadable = “{ $given }” names no run of numbers I can take: the smaller one first, and { $most } at most, like /paid 8-12.
error-which-deal = Several of your deals wait for money. Reply to the desk of the one you mean with /paid and the numbers, or write the codes of the orders; /deals opens the desks.
error-nothing-waits = Nobody you mean has anything to pay. /deals shows what is open.
error-several-orders = This person has several orders to pay. Write which, like /paid { $codes }
error-refund-under-way = The gateway is paying this money back already: nobody else must. It says when it is done.
error-nothing-asked = No money was asked for here yet, so there is nothing to hand out. /deals shows your deals.
error-too-much-to-export = That is more than { $most } orders: one file can't hold them. /money adds them up.
