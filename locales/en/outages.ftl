# After the bot was away for a while: what leaders are asked and what admins are told.

late-close = { $title } closed { $closed } while I was away, from { $since } to { $until }: nobody could order in that time.
late-close-teams = { $teams ->
    [one] One team ran out short meanwhile.
   *[other] { $teams } teams ran out short meanwhile.
}
late-close-question = Open it again for { $length }? Orders and full teams stay as they are; whoever was in a team that ran out can start or join one again.
late-close-left = { $title } stays closed.
late-teams = { $teams ->
    [one] { $title }: one team ran out short while I was away, from { $since } to { $until }. The deal is open: whoever was in it can start or join a team again.
   *[other] { $title }: { $teams } teams ran out short while I was away, from { $since } to { $until }. The deal is open: whoever was in them can start or join a team again.
}
toast-reopened = Open again until { $until }. The card is live.

outage = 🔌 I was away from { $since } to { $until }.
outage-closes = { $count ->
    [0] No deal closed in that time.
    [one] 1 deal closed late: its leader is asked whether to reopen it.
   *[other] { $count } deals closed late: their leaders are asked whether to reopen them.
}
outage-unknown = { $count ->
    [0] No send is in doubt.
    [one] 1 send is in doubt: nobody knows whether it arrived.
   *[other] { $count } sends are in doubt: nobody knows whether they arrived.
}
outage-taps = Some taps may be lost: Telegram keeps them for a few minutes only. Messages were kept.
outage-send = · { $what } to { $to }, { $at }
outage-more = { $count ->
    [one] and one more
   *[other] and { $count } more
}
notice-kind = { $kind ->
    [card] card
    [desk-ping] word that buyers say they paid
    [call] call in the group
    [payment-reminder] reminder to pay
    [claim-nudge] word that claims wait
   *[other] message
}
