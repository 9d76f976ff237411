# Who may lead: what admins are asked and told, and what a leader hears of it.

leader-called = { $name } (@{ $username })
leadership-asked = 🙋 { $leader } administers <b>{ $title }</b> and wants to lead it with me. Until you approve, nothing can be published there.
leadership-decided-here = { $granted ->
    [yes] ✅ { $leader } leads <b>{ $title }</b> now, and knows.
   *[no] 🚫 { $leader } doesn't lead <b>{ $title }</b>, and knows.
}
leadership-declined = 🚫 The bot's operator doesn't let you lead <b>{ $title }</b>. Write to them if you think that is wrong.
leader-named = 🙋 { $leader } leads <b>{ $title }</b> now: Telegram says that they administer it.
first-payee = 🏦 First payee of <b>{ $title }</b>: { $name } { $account }, typed by { $leader }. Buyers there pay to it from now on.
suspend-question = Suspend { $leader }? They lead no group any more until you restore them, and { $deals ->
    [0] no deal of theirs is open.
    [one] their open deal takes no orders.
   *[other] their { $deals } open deals take no orders.
 } Nobody is asked to pay them meanwhile, nothing lapses, and buyers are told nothing.
leader-standing = { $state ->
    [suspended] 🚫 { $leader } is suspended, and knows. { $deals ->
        [0] No deal of theirs is open.
        [one] Their open deal takes no orders.
       *[other] Their { $deals } open deals take no orders.
     }
   *[leads] ✅ { $leader } may lead, and their open deals take orders.
}
leader-suspended = 🚫 The bot's operator has suspended you as a leader: you lead no group until they restore you. { $deals ->
    [0] You have no open deal.
    [one] Your open deal takes no orders meanwhile.
   *[other] Your { $deals } open deals take no orders meanwhile.
 } Orders that were placed stay as they are. Write to the operator.
leader-restored = ✅ You may lead again, as before. { $deals ->
    [0] You have no open deal.
    [one] Your open deal takes orders.
   *[other] Your { $deals } open deals take orders.
 }
