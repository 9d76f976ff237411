# Labels of buttons. Plain text, short: a phone shows some 20 letters of a button that shares its row.

## A deal's card and screen

button-start-team = Start a team
button-join-team = Join { $starter } ({ $left } more)
button-join-by-link = Join { $starter } ({ $left } more)
button-start-by-link = Start a team
button-all-teams = All teams
button-my-order = My order
button-share = Share
button-see-deal = See the deal
button-read-note = Read the whole note
button-move-to-team = Move me
button-stay-in-team = Stay
button-share-team = Share my team
button-team-poster = Poster
button-deal-poster = Poster
button-buy-alone = Buy alone: { $price }
button-confirm-alone = Yes, alone for { $price }
button-start-again = Start again
button-get-code = Get my payment code

button-post-card-again = Post it again
button-leave-card-gone = Leave it

## The buyer's own order

button-show-order = Open my order
button-claim-paid = I paid
button-cannot-pay = I can't pay
button-confirm-cannot-pay = Yes, give up my place
button-leave = Leave
button-confirm-leave = Yes, leave
button-keep-order = No, keep my order
button-set-quantity = Take { $quantity }
button-ask-buyer = Ask
button-answer = Answer
button-ask-leader = Ask { $leader }

## Copied into a bank's app

button-copy-code = Copy payment code
button-copy-account = Copy account
button-copy-iban = Copy IBAN
button-copy-amount = Copy amount
button-copy-reference = Copy reference
button-open-payment = Open and pay

## The leader's drafts and payees

button-publish-draft = Publish
button-edit-draft = Edit
button-discard-draft = Discard
button-choose-community = { $community }
button-ask-draft = { $step ->
    [title] Title and photo
    [team] Team and price
    [until] Until
   *[back] Back
}
button-answer-draft = { $count }
button-answer-until = { $day ->
    [today] Today { $time }
    [tomorrow] Tomorrow { $time }
   *[sunday] Sunday { $time }
}
button-answer-none = No limit
button-answer-pay = { $pay ->
    [close] When the team is full
    [first] At once, the place is held
   *[pickup] In cash, at the pickup
}
button-answer-due = { $length }
button-toggle-stock = { $stock ->
    [0] Stock: no limit
   *[other] Stock: { $stock }
}
button-toggle-limit = { $limit ->
    [0] Each: no limit
   *[other] Each: { $limit } at most
}
button-toggle-pay = { $pay ->
    [close] Pay: when full
    [first] Pay: first
   *[pickup] Pay: at the pickup
}
button-toggle-due = Time to pay: { $due }
button-deal-help = All in one message
button-ask-group = Group: { $community }
button-ask-topic = { $where ->
    [general] Topic: General
    [named] Topic: { $topic }
   *[typed] Topic: where it was typed
}
button-choose-topic = { $where ->
    [general] General
   *[named] { $topic }
}
button-wizard-cancel = Cancel
button-repeat-deal = Again
button-keep-payee = Keep
button-another-way = Another way
button-pay-by = { $standard } · { $name } { $account }
button-pay-this-way = ✅ { $standard } · { $name } { $account }
button-own-amounts = { $on ->
    [yes] Own amounts for { $account }: on
   *[no] Own amounts for { $account }: off
}
button-replace-payee = In place of { $account }
button-add-payee = Beside the others
button-pay-to = Pay to { $name } { $account } instead
button-discard-payee = Discard
button-counts-now = Counts now
button-stop-payee = Stop it
button-lead-here = I'm the leader
button-approve-leader = Approve
button-decline-leader = Decline
button-approve-after-all = Approve after all
button-suspend-leader = Suspend
button-confirm-suspend = Yes, suspend
button-restore-leader = { $suspended ->
    [yes] Restore
   *[no] No, leave it
}
button-open-chat = Open our chat
button-add-to-group = Add me to a group

## The leader's desk

button-my-deals = My deals
button-my-refunds = All refunds
button-show-money = 💰 All sums
button-deal-money = Its money
button-month-money = That month
button-money-chart = 📊 Chart
button-money-book = XLSX
button-money-table = CSV: { $what ->
    [0] orders
   *[1] months
}
button-money-in = In { $currency }
button-money-older-deals = Older deals
button-money-newer-deals = Newer deals
button-money-older-months = Older months
button-money-newer-months = Newer months
button-show-desk = Open the desk
button-confirm-paid = Confirm
button-reject-paid = Reject
button-take-back = { $what ->
    [reject] Undo: rejected
    [receive] Undo: amount
   *[confirm] Undo: confirmed { $count }
}
button-other-amount = Another amount…
button-show-receipt = Receipt
button-reject-for = { $reason ->
   *[nothing-came] Nothing came yet
    [other-amount] Another amount came
    [no-reference] No name or reference
    [send-receipt] Please send the receipt
}
button-reject-in-words = Other…
button-confirm-all-paid = Confirm all { $count } ({ $amount })
button-one-by-one = One by one
button-close-now = Close now
button-confirm-close-now = Yes, close now
button-remind-due = Remind { $count }
button-call-buyers = Call { $count } in the group
button-undo-close = Undo
button-pause-deal = Pause
button-resume-deal = Resume
button-extend-deal = Extend
button-extend-by = +{ $length }
button-cancel-deal = Cancel the deal
button-confirm-cancel-deal = Yes, cancel it
button-go-on = No, go on
button-earlier = Back
button-later = Next

## Statements of banks

button-statement-for = { $group }
button-columns-right = Right, read it
button-columns-wrong = Read it another way
button-near-lines = Look at { $count }
button-this-order = This one: { $number } · { $buyer } · { $amount }
button-book-line = Book { $amount } for { $number } · { $buyer }
button-not-mine = Not mine
button-later-line = Later
button-take-statement-back = Take it all back
button-confirm-take-statement-back = Yes, take it all back
button-keep-statement = No, leave it

## After an outage

button-reopen-deal = Reopen { $length }
button-leave-closed = Leave closed
button-show-unknown = { $count ->
    [one] Show it
   *[other] Show the { $count }
}

## Too little or too much money, money that came late or is owed back

button-ask-rest = Ask for the rest
button-accept-part = Accept as paid
button-refund-part = Refund
button-credit-surplus = Credit the rest
button-refund-surplus = Refund the rest
button-pay-back = Pay back
button-pay-back-amount = { $number } · Pay back { $amount }
button-want-account = Ask for an account
button-leave-account = Leave my account
button-change-account = Change
button-remove-account = Remove
button-give-stock = Give free stock
button-credit-buyer = Credit
button-refund-buyer = Refund
button-mark-refunded = I've paid it back

## A person's settings. Each language is shown by its own name.

button-switch-quiet = { $on ->
    [yes] Write at any hour
   *[no] Be quiet at these hours
}
button-choose-language = { $language }
button-choose-zone = { $clock } · { $city }
button-pay-gateway = Pay with { $gateway }
