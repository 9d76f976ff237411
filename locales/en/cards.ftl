# A deal and its teams as everybody sees them: the card in the group, and what links open in private.

# $marked is yes when the leader's own title begins with an emoji.
deal-title = { $marked ->
    [yes] { $title }
   *[other] 🛒 { $title }
}
deal-heading = <b>{ $title }</b> · from { $leader }
deal-prices = Team of { $target }: <b>{ $team }</b> · alone { $solo }
deal-prices-team-only = Team of { $target }: <b>{ $team }</b>
deal-window = { $state ->
    [scheduled] ⏰ opens { $opens }, until { $closes }
    [open] ⏰ until { $closes }
    [cancelled] 🚫 Called off. Nothing to pay.
   *[other] 🏁 Closed { $closes }
}
deal-window-held = { $window } · takes no orders for now
deal-window-paused = { $window }
    ⏸ Paused: nobody can order right now
deal-window-left = { $left ->
    [0] { $window } · none left for new teams
   *[other] { $window } · { $left } left
}
deal-limit = { $limit ->
    [one] One for each buyer
   *[other] Up to { $limit } for each buyer
}
deal-note = { $note }
deal-team = { $left ->
    [0] { $starter } { $dots } being paid
   *[other] { $starter } { $dots } { $left } more
}
deal-team-until = { $team } · until { $deadline }
deal-more-teams = { $count ->
    [one] and one more team
   *[other] and { $count } more teams
}
deal-no-teams = { $can_start ->
    [yes] No team is open right now. Start one!
   *[no] No team is open right now.
}
deal-over = What is open now: type /deals in { $community }.
deal-made = { $teams ->
    [0] { $orders ->
        [one] ✅ 1 order
       *[other] ✅ { $orders } orders
    }
    [one] { $orders ->
        [one] ✅ 1 team, 1 order
       *[other] ✅ 1 team, { $orders } orders
    }
   *[other] ✅ { $teams } teams, { $orders } orders
}
deal-pay-close = Pay when your team is full, to { $payee } { $account }
deal-pay-first = Pay at once, to { $payee } { $account }: your place is held for { $held }
deal-pay-pickup = Pay in cash when you pick it up
deal-share = Share: { $link }
deal-own-order = { $state ->
    [due] 💳 You're in with number { $number }: it's time to pay.
    [paid] ✅ You're in with number { $number }, and it's paid.
   *[other] ✅ You're in with number { $number }.
}
# Sent with a link that somebody passes on; plain text.
deal-shared = { $title }: { $team } in a team of { $target }. Join me?

team-heading = { $state ->
    [formed] 🎉 { $starter }'s team is full: { $joined } of { $target }
    [expired] ⌛ Time was up for { $starter }'s team
    [cancelled] 🚫 { $starter }'s team was given up
    [waiting] 🏁 The deal has closed with { $joined } of { $target } in { $starter }'s team. What becomes of it is decided { $ends }.
    [merged] 🎉 { $starter }'s team joined another one, and together they are full
   *[other] 👥 { $starter }'s team: { $joined } of { $target }
}
team-places = { $left ->
    [0] { $dots } being paid · ⏰ until { $deadline }
   *[other] { $dots } { $left } more · ⏰ until { $deadline }
}
team-members = { $more ->
    [0] In it: { $names }
   *[other] In it: { $names } and { $more } more
}
team-own = ✅ You're in, with number { $number }. Share the link: friends join with one tap.
team-move-question = { $whose ->
    [last] 🔁 You have a team of your own with only you in it. Move to this one? Yours ends then; your number { $number } stays.
    [own] 🔁 You have a team of your own: { $joined } of { $target }. Move to this one? The next buyer becomes its starter; your number { $number } stays.
   *[other] 🔁 You're in { $starter }'s team: { $joined } of { $target }. Move to this one? Your number { $number } stays.
}
team-own-other = ✅ You have an order in this deal already, number { $number }.

alone-question = <b>{ $title }</b>: buy one alone for { $solo }?
alone-team = { $pay ->
    [pickup] In a team of { $target } it's { $team }. You pay in cash when you pick it up.
   *[other] In a team of { $target } it's { $team }. Alone you pay at once.
}
