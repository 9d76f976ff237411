# Refunds: what is owed back to whom, and where it goes.

refunds-none = Nothing is to be paid back: not by you, and not to you. /my shows your orders.
refunds-by-you = <b>You pay back</b>
refunds-to-you = <b>You get back</b>
refunds-page = Page { $page } of { $pages }
refunds-line = ↩ { $number } · { $buyer } gets { $amount } · { $code }
refunds-line-to-you = { $title }: { $amount } from { $leader } · { $code }

pay-back = ↩ Pay back <b>{ $amount }</b> to { $buyer }, number { $number }
pay-back-where = { $buyer } hasn't said where to. Ask for an account, or pay back as you two agree.
pay-back-at-desk = Telegram pays nothing back by itself. Give whoever runs this bot both numbers: the payment provider's desk refunds it by its own. Tap “I've paid it back” when that is done.
pay-back-reference = Reference { $reference }
pay-back-then = When it's on its way, tap “I've paid it back”: the account is erased then, and both of you have the record.

pay-back-over = { $owed ->
    [yes] ↩ { $buyer }, number { $number }, is paid back by the newest code only: this one is finished.
   *[no] ↩ Nothing is to be paid back to { $buyer }, number { $number }, now: this code is finished.
}
paid-back = ✅ You've paid { $buyer }, number { $number }, back { $amount }. The account they left is erased.

account-asked = ✏️ Where shall your <b>{ $amount }</b> go? Reply to this message with your account in one line, like:
account-asked-who = Only { $leader }, your leader, sees it, and it's erased when you've been paid back.
account-field = Your account and name
account-wanted = ↩ { $leader } wants to pay you back <b>{ $amount }</b>. Where to?
account-left = ↩ { $buyer }, number { $number }, has said where their <b>{ $amount }</b> can go.
refund-by-hand = ⚠️ { $gateway } doesn't pay back <b>{ $amount }</b> to { $buyer }, number { $number }. Please pay it back yourself.
account-shown = ✅ Your <b>{ $amount }</b> can go to:
account-shown-who = It's kept for this refund only. { $leader } sees it, and it's erased when you've been paid back.
account-none = No account is kept for your <b>{ $amount }</b>.
account-name = { $name }

toast-account-wanted = The buyer is asked where to, once a day at most.
