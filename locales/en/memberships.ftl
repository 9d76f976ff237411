# The bot in a group: added, removed, with rights or without.

greeting = 👋 Hello! I'm for buying together: a leader publishes a deal, you join with one tap, and when the team is full everybody pays the lower price.
greeting-lead = Who takes the orders here? An administrator of this group taps below. Until then I say nothing.
greeting-rights = I work with what you give me. These help:
    · administrator: Telegram then tells me who administers this group
    · pin messages: one quiet list of the open deals
    · reactions: a 👀 under a command that I have read

bot-back = ✅ I'm back in <b>{ $title }</b>. { $deals ->
    [0] No deal is open there.
    [one] The card of its open deal is true again; if it was deleted, I ask you.
   *[other] The cards of its { $deals } open deals are true again; about those that were deleted I ask you.
}
bot-removed = 🚪 I'm no longer in <b>{ $title }</b>, so I post nothing there. { $deals ->
    [0] No deal was open. Orders, payments and your desks go on here in private.
    [one] The open deal goes on by its link; orders, payments and your desk go on here in private. Its card can't change any more.
   *[other] The { $deals } open deals go on by their links; orders, payments and your desks go on here in private. Their cards can't change any more.
}
bot-removed-deal = · { $title }: { $link }
ability-missed = { $ability ->
    [photos] 🖼 I may not send photos in <b>{ $title }</b>: cards stand there without their picture. An administrator can allow me photos.
    [pin] 📌 I may not pin messages in <b>{ $title }</b>: the list of open deals isn't pinned. An administrator can give me that right.
    [react] ℹ️ <b>{ $title }</b> allows no reactions, so I can't show under a command that I've read it. I answer you in private all the same.
   *[send] ✋ I may not write in <b>{ $title }</b>: no card can stand there. An administrator can allow it, then I post the cards of your open deals. Until then they go on by their links.
}
group-moved = ℹ️ <b>{ $title }</b> is a supergroup now. { $deals ->
    [0] Nothing changes for you.
    [one] The open deal goes on; its card is posted anew, since the old one can't change any more.
   *[other] The { $deals } open deals go on; their cards are posted anew, since the old ones can't change any more.
}
channel-declined = <b>{ $title }</b> is a channel. Teams need a group, where everybody can tap and be asked, so I've left it again. Add me to a group instead.
topic-gone = The topic of { $title } in <b>{ $community }</b> is closed or deleted. What is posted about the deal goes to General from now on.
