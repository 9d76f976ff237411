# A leader's draft of a deal.

draft-preview = 👀 So it would stand in { $community }. Nothing is published yet.
draft-title = <b>{ $title }</b>
draft-teams = { $until ->
    [close] 👥 A team has until the deal closes to fill
   *[lasts] 👥 A team has { $lasts } to fill, at most until the deal closes
}
# What looks like a slip: a warning, no refusal.
draft-slip-team-price-low = ⚠️ The team price is under half of the price alone. Is that meant?
draft-slip-price-unlike-last = ⚠️ The last time a team paid { $last } for this. Is a digit or a point wrong?
draft-slip-closes-at-night = ⚠️ It closes in the middle of the night, { $closes }. Is that meant?
draft-slip-closes-soon = ⚠️ It is open for half an hour at most. Is that meant?
draft-slip-closes-late = ⚠️ It closes more than 60 days from now, { $closes }. Is that meant?
draft-note-cut = ✂️ The card shows the beginning of the note; My order and the deal's link open the whole.
draft-due = 💳 Time to pay: { $due }
draft-no-payee = ⚠️ Buyers of this deal pay by code, and I don't know where to. Tell me with /payee, then publish.
draft-which = Which group is this deal for?
draft-which-topic = In which topic shall the card stand?
draft-unreadable = ✏️ I can't read that as a deal yet:
draft-fault = Line { $line }, “{ $text }”: { $why }
    → { $example }
draft-fault-toggled = Said by a button, “{ $text }”: { $why }. Write the line yourself:
    → { $example }
draft-fault-missing = Missing: { $why }
    → { $example }
draft-unreadable-how = Edit your message and I'll read it again. Nothing is published.
draft-published = { $state ->
    [scheduled] ✅ <b>{ $title }</b> is published. Its card appears in { $community }, { $opens }.
   *[open] ✅ <b>{ $title }</b> is published. Its card is in { $community }.
}
draft-discarded = 🗑 Discarded. Nothing was published.
draft-edit = ✏️ Edit the message you typed the deal in, and I'll show it again. Nothing is published meanwhile.

deal-help = ✏️ A deal is one message. Send it here or in your group, with a photo if you like:
deal-help-example = <pre>/deal Navel oranges 5 kg
    alone 39.90
    team 3 29.90
    until 21:00
    stock 60
    note First grade</pre>
deal-help-lines = The title, team and until must be there. You can add: lasts 24h (for a team to fill), opens tomorrow 8:00, limit 2 (for each buyer), pay close, first or pickup, due 24h (time to pay).
