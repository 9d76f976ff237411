# Questions between a buyer and who leads the deal, passed on by the bot.

question = ✏️ Write your question to { $to } about { $title }, number { $number }: reply to this message.
question-field = Your question
asked = { $role ->
    [leader] ✉️ { $who }, your leader, writes about { $title }, your number { $number }:
   *[buyer] ✉️ { $who } writes about { $title }, number { $number }:
}
question-waits = 🔕 I can't write to { $to } now, so your question about { $title }, number { $number }, waits until they open me.
question-passed-on = ✉️ Passed on to { $to }. The answer comes here.
question-only-words = I pass on words only, no pictures and no stickers. Reply to the same message with your words.
