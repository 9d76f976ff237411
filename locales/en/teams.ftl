# What a buyer is told about their team.

starter-now = 👥 The starter left, so the team is yours now: { $joined } of { $target }. Share its link, and friends join with one tap.
team-full = { $paid ->
    [yes] 🎉 Your team is full and your order stands. You are number { $number }. { $leader }, your leader, says when it's there.
   *[no] 🎉 Your team is full. You are number { $number }, and only your payment is missing.
}
team-expired = ⌛ Time's up with { $joined } of { $target }: no order, nothing to pay.
team-expired-late = You said you paid: { $leader } looks for your money and sorts it out.
team-expired-other = { $starter }'s team still needs { $left }.
team-merged = 🎉 Your team and { $starter }'s team were both short, so they are one now: all { $target } places are taken, and it's full.

# Answers to a tap on the card: 200 letters at most.

toast-started = { $pay ->
    [close] Your team is open: { $joined } of { $target }. Nothing to pay yet, I'll write when it's full.
    [first] Your team is open. Pay first to take your place: the code is in our private chat.
   *[pickup] Your team is open: { $joined } of { $target }. You pay in cash when you pick it up.
}
toast-joined = { $pay ->
    [close] You're in { $starter }'s team: { $joined } of { $target }. Nothing to pay yet, I'll write when it's full.
    [first] A place in { $starter }'s team is held for you. Pay to take it: the code is in our private chat.
   *[pickup] You're in { $starter }'s team: { $joined } of { $target }. You pay in cash when you pick it up.
}
toast-formed = { $pay ->
    [pickup] You're in, and { $starter }'s team is full! You pay in cash when you pick it up.
   *[close] You're in, and { $starter }'s team is full! Your payment code is in our private chat.
}
toast-moved = { $pay ->
    [close] You've moved to { $starter }'s team: { $joined } of { $target }. Nothing to pay yet, I'll write when it's full.
    [first] You've moved to { $starter }'s team. Your payment code stays the same: pay it to take your place there.
   *[pickup] You've moved to { $starter }'s team: { $joined } of { $target }. You pay in cash when you pick it up.
}
toast-asks-to-move = You have a place in another team already. I've asked you in our private chat whether it goes to { $starter }'s.
toast-already-in = { $where ->
    [same] You're in this team already, with number { $number }. Nothing was changed.
    [alone] You've bought this alone, with number { $number }. Nothing was changed.
   *[other] You're in { $starter }'s team already, with number { $number }. Nothing was changed.
}
