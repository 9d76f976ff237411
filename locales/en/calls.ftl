# One call in the group for buyers who can't be written to. Their names stand before it. No amounts.

call = { $more ->
    [0] : your team is full 🎉 I can't write to you until you open me once.
   *[other] { " " }and { $more } more: your team is full 🎉 I can't write to you until you open me once.
}
