# What is wrong with one line of a deal. Short clauses without a full stop: a corrected line follows each of them.

error-deal-unreadable = I can't read that as a deal yet. Nothing is published.
error-missing-title = the first line says what is offered
error-missing-team = one line says how many form a team, and its price
error-missing-until = one line says until when
error-unknown-line = { $suggestion ->
    [no] “{ $word }” isn't a word I know; a remark begins with note
   *[other] “{ $word }” isn't a word I know, did you mean “{ $suggestion }”?
}
error-line-twice = “{ $word }” stands twice, first in line { $first_line }: keep one of them
error-line-without-value = something is missing after “{ $word }”
error-title-too-long = the title has { $length } letters, { $at_most } are the most
error-note-too-long = the note has { $length } letters, { $at_most } are the most

error-bad-target = write the number as a digit
error-team-without-price = the price is missing after the number of people
error-team-of-one = a team has { $at_least } people at least
error-target-out-of-bounds = a team has { $at_least } to { $at_most } people
error-team-price-not-lower = the team price { $team_price } is above the price alone, { $solo }

error-bad-count = write the number in digits, nothing else
error-count-out-of-bounds = the number goes from { $at_least } to { $at_most }
error-stock-below-team = { $stock ->
    [one] a stock of one can't fill a team of { $target }
   *[other] a stock of { $stock } can't fill a team of { $target }
}
error-limit-above-stock = the limit of { $limit } is above the stock of { $stock }
error-bad-pay-moment = payment is close (when the team is full), first (at once) or pickup (in cash)

error-unreadable-amount = “{ $given }” isn't an amount I can read
error-amount-not-positive = an amount is above zero
error-amount-too-large = that amount is too large
error-too-many-decimals = { $decimals ->
    [0] { $currency } has no decimals
    [one] { $currency } has one decimal at most
   *[other] { $currency } has { $decimals } decimals at most
}
error-ambiguous-amount = is “{ $given }” { $small } or { $large }? Write it without a thousands mark
error-currency-differs = this group pays in { $currency }, not in { $sign }

error-bad-moment = “{ $given }” isn't a day and time I can read
error-moment-without-time = the time of day is missing
error-no-such-date = there is no such day
error-past-moment = “{ $given }” is past already
error-past-deadline = “{ $given }” is past already
error-too-far-ahead = “{ $given }” is more than a year ahead
error-opens-after-close = it would open after it closes
error-moment-twice = the clocks go back that night and “{ $given }” comes twice: write { $first } or { $second }
error-moment-missing = the clocks go forward that night and “{ $given }” never comes

error-bad-duration = “{ $given }” isn't a length of time I can read
error-duration-too-short = that is too short, { $at_least } at least
error-duration-too-long = that is too long, { $at_most } at most

error-deal-not-ended = This deal is open or still to open. Again is for a deal that has ended.
error-title-is-line = “{ $given }” reads like a line of the terms; write it in other words
error-not-a-photo = { $what ->
    [file] That came as a file, which a card can't show. Send it as a photo, please.
   *[other] That is no photo. Send me the title as text, or a photo with the title below it.
}
error-prices-unreadable = these aren't two prices I can read
error-prices-ambiguous = one price or two? Put a stroke between them: 29.90 / 39.90
