# A deal asked for step by step, and what a preview's buttons ask.

wizard-heading = ✏️ A new deal for { $community }. Nothing is published yet.
wizard-goes-on = ✏️ Noted. It goes on below.
wizard-photo = 🖼 With your photo
wizard-team = { $told ->
    [both] 👥 Team of { $target }: { $team } · alone { $alone }
    [team] 👥 Team of { $target }: { $team }
   *[none] 👥 Team of { $target }
}
wizard-until = ⏰ until { $until }

wizard-ask-title = <b>1 of 3</b> · What is it? Send me the title, with a photo if you like. Lines below the title become the note.
wizard-ask-team = <b>2 of 3</b> · How many people form a team? Tap, or type a number.
wizard-ask-price = <b>2 of 3</b> · What does one cost, in { $currency }? Type the team price, then the price alone: { $example }. With one price only, nobody can buy alone.
wizard-ask-until = <b>3 of 3</b> · Until when? Tap, or type it: <code>sun 21:00</code>, <code>1 dec 18:00</code>, <code>+6h</code>.
wizard-ask-stock = 📦 How many are there? Tap, or type a number.
wizard-ask-limit = 📦 How many may one buyer take? Tap, or type a number.
wizard-ask-pay = 💳 When do buyers pay?
wizard-ask-due = 💳 How long does a buyer have to pay, once asked? Tap, or type it: <code>90m</code>, <code>2d</code>.
wizard-ask-changes = ✏️ What shall be said again?

wizard-wrong = ⚠️ I can't take “{ $said }”: { $why }.
wizard-wrong-media = ⚠️ { $why }
wizard-example = → { $example }
