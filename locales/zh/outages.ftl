# 机器人停机之后：问团长什么，告诉管理员什么。

late-close = { $title } 在 { $closed } 截止，而我从 { $since } 到 { $until } 不在线，那段时间没人能下单。
late-close-teams = 其间有 { $teams } 个团没满就到时间了。
late-close-question = 要重新开放 { $length }吗？订单和已成的团不变；没满的团的人可以再开团或参加。
late-close-left = { $title } 保持截止。
late-teams = { $title }：我从 { $since } 到 { $until } 不在线，其间有 { $teams } 个团没满就到时间了。团购还开着：团里的人可以再开团或参加。
toast-reopened = 重新开放到 { $until }，群里的卡片可以用了。

outage = 🔌 我从 { $since } 到 { $until } 不在线。
outage-closes = { $count ->
    [0] 其间没有团购截止。
   *[other] { $count } 个团购晚了截止：已问团长要不要重新开放。
}
outage-unknown = { $count ->
    [0] 没有去向不明的消息。
   *[other] { $count } 条消息不知有没有送到。
}
outage-taps = 有些点击可能丢了：按钮只等几分钟。文字消息都还在。
outage-send = · { $what }，发给 { $to }，{ $at }
outage-more = 还有 { $count } 条
notice-kind = { $kind ->
    [card] 团购卡片
    [desk-ping] 有人说已付款
    [call] 群里的点名
    [payment-reminder] 付款提醒
    [claim-nudge] 等团长确认的提醒
   *[other] 消息
}
