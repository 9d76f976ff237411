# A leader's own deals: the list, and the questions before one ends or goes on.

deals-heading = <b>Your deals</b>
deals-line = { $title }
    { $window }
deals-none = You have no deals yet. Write one in a single message: /deal
close-question = { $teams ->
    [0] <b>{ $title }</b>: close it now? Nobody can order any more. You can undo it for { $within }.
    [one] <b>{ $title }</b>: close it now? Nobody can order any more. One open team ends { $within } later; until then you can undo it.
   *[other] <b>{ $title }</b>: close it now? Nobody can order any more. { $teams } open teams end { $within } later; until then you can undo it.
}
cancel-question = { $paid ->
    [0] <b>{ $title }</b>: call it off? Orders that end: { $orders }. Everyone is told.
   *[other] <b>{ $title }</b>: call it off? Orders that end: { $orders }. Everyone is told, and you owe { $amount } back to those who paid.
}
extend-question = <b>{ $title }</b> closes { $closes }. How much later? Teams keep the deadline they started with.
