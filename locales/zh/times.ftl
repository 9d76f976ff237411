# 时刻与时长。$weekday、$date、$time 按中文习惯写好后传入。

moment-near = { $weekday } { $time }
moment-far = { $date }{ $weekday } { $time }
moment-year = { $date } { $time }

span-minutes = { $count } 分钟
span-hours = { $count } 小时
span-days = { $count } 天
