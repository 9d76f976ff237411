# Moments and lengths of time. $weekday, $date and $time are written by the language's own calendar habits.

moment-near = { $weekday } { $time }
moment-far = { $weekday }, { $date }, { $time }
moment-year = { $date }, { $time }

span-minutes = { $count ->
    [one] { $count } minute
   *[other] { $count } minutes
}
span-hours = { $count ->
    [one] { $count } hour
   *[other] { $count } hours
}
span-days = { $count ->
    [one] { $count } day
   *[other] { $count } days
}
