# What a rule says when it says no. Plain text (no tags): shown as a toast, an alert or a message.

error-not-found = I can't find that. The code or link may be mistyped, or it isn't yours to open.
error-not-allowed = That isn't yours to do here.
error-stale = That button is from earlier. Here is how it stands now.
error-unknown-currency = I don't know the currency “{ $given }”. Use its three letters, like EUR or THB.
error-bad-amount = “{ $given }” isn't an amount I can use. { $decimals ->
    [0] Write a whole number above zero, like 30.
    [one] Write a number above zero, with one decimal at most, like 29.9.
   *[other] Write a number above zero, with { $decimals } decimals at most, like 29.90.
}

# The one apology for a fault of ours; $reference finds it in the log.
apology = Something broke on my side, sorry. Nothing was changed. Please try again; if it happens twice, tell your leader { $reference }.
# Told once when somebody sends too much at once.
too-fast = That was a lot at once. Give me a minute, then go on.
