# A group's open deals: the pinned board, and the answer to /deals in the group. Each title opens its card.

board-heading = 📌 <b>Open now in { $community }</b>
board-line = { $title } · team of { $target }: <b>{ $price }</b>
    { $window }
board-more = { $count ->
    [one] and one more deal
   *[other] and { $count } more deals
}
board-empty = 📌 No deal is open in { $community } right now. The next one will stand here.
board-off = 📌 This board is switched off.
deals-here-none = No deal is open in { $community } right now.
