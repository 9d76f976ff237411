# A leader's own deals: the list, and the questions before one ends or goes on.

deals-heading = <b>Your deals</b>
deals-line = { $title }
    { $window }
deals-none = You have no deals yet. Write one in a single message: /deal
close-question = { $teams ->
    [0] <b>{ $title }</b>: close it now? Nobody can order any more.
    [one] <b>{ $title }</b>: close it now? One open team ends at once, and nobody can order any more.
   *[other] <b>{ $title }</b>: close it now? { $teams } open teams end at once, and nobody can order any more.
}
cancel-question = { $paid ->
    [0] <b>{ $title }</b>: call it off? Orders that end: { $orders }. Everyone is told.
   *[other] <b>{ $title }</b>: call it off? Orders that end: { $orders }. Everyone is told, and you owe { $amount } back to those who paid.
}
extend-question = <b>{ $title }</b> closes { $closes }. How much later? Teams keep the deadline they started with.
