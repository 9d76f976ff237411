# A person and the bot.

welcome = 🛒 Hello! I'm for buying together: in your group, tap <b>Start a team</b> or <b>Join</b> under a deal, and when the team is full everybody gets the lower price.
    What you have ordered is kept, and I write to you here when there is something to pay. /my shows your orders.
help-buyer = <b>Buying</b>
    Tap <b>Start a team</b> or <b>Join</b> under a deal in your group. Nothing is paid before the team is full, unless the deal says so.
    /my your orders, payment codes, leaving
    /refunds what is owed back to you, or by you
    /quiet when I am not to disturb you
    /language English or Chinese
help-leader = <b>Leading a group</b>
    /lead in your group, as one of its administrators
    /payee where the money goes
    /deal a new deal, in one message
    /deals your deals: who paid, close, extend, call off
    /paid confirm orders by number or code
    /money what was asked, paid and is owed back, by deal and month
    /community the group's language, clocks and currency
language-question = Which language shall I write to you in?
language-chosen = ✅ I write to you in English now.
quiet-hours = { $on ->
    [yes] 🔕 I'm quiet from { $starts } to { $ends }, by the clocks of each group. News waits until then; what is about money always comes at once.
   *[no] 🔔 I write at any hour. If I'm to be quiet, news waits from { $starts } to { $ends }; what is about money always comes at once.
}
quiet-how = Other hours: type <code>/quiet 22-8</code>. Switch with <code>/quiet on</code> and <code>/quiet off</code>.

# What the apps show of the bot. Plain text: the description (512 letters at most) stands above START.
bot-description = Buy together and pay less. Has your tap in the group brought you here? Your place is kept already: press START, and you see your order, and the payment code once your team is full.
bot-short-description = Buy together in your group: start a team, friends join, everybody pays less.

command-my = Your orders and payment codes
command-deal = Write a new deal
command-deals = Your own deals
command-payee = Where the money goes
command-community = The group's language, clocks, currency
command-money = Asked, paid and owed back, by deal and month
command-refunds = What is to be paid back
command-paid = Confirm paid orders by their codes
command-statement = Let a bank statement confirm them
command-quiet = When I am not to disturb you
command-language = English or Chinese
command-help = What you can type
command-lead = Lead this group

# The answer to a tap that changes nothing on its message.

toast-as-it-stands = That's how it stands now.
