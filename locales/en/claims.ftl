claimed = Noted: you have paid. { $leader } looks at the account and says when it is there.
claimed-late = Noted. This order had ended, so { $leader } decides: goods, credit or your money back.
claim-none = Thanks for the photo. No payment is open for you right now, so I kept nothing.
claim-which = Which payment is this receipt for? Answer that payment's message with the photo, or tap:
claim-one = number { $number } · { $title }
paid-help = Type the order codes after the command: <code>/paid K7Q2 9XMF</code>
paid-done = { $count ->
    [one] ✅ Paid: { $codes }
   *[other] ✅ { $count } paid: { $codes }
}
paid-refused = ⚠️ { $code }: { $why }
claim-button = Number { $number }
