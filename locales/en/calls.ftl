# One call in the group for buyers who can't be written to. Their names stand before it. No amounts.

call = { $more ->
    [0] : your team is full 🎉 I can't write to you until you open me once.
   *[other] { " " }and { $more } more: your team is full 🎉 I can't write to you until you open me once.
}

# One reply to the card, an hour before the deal closes. It is never changed: what it counts, it counts as of $at.

last-call = <b>{ $title }</b> · last call, it closes { $closes }
last-call-needed = As of { $at }: { $needed }
last-call-left = { $left ->
    [0] none left for new teams
   *[other] { $left } left
}

# To its leader, when a deal's card stands in its group no more.

card-gone = <b>{ $title }</b>: the card no longer stands in { $community }. Orders stay as they are, and links still work. Shall I post it again?
card-again = <b>{ $title }</b>: the card stands in { $community } again in a moment. Orders are the same.
card-left = <b>{ $title }</b>: nothing is posted in { $community }. Orders stay as they are, and links still work.
