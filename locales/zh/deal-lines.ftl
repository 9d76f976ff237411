# 团购里某一行哪里不对。短句，不加句号：每句后面都跟着改好的一行。

error-deal-unreadable = 还读不懂这个团购，没有发布。
error-missing-title = 第一行要写卖什么
error-missing-team = 要有一行写几人成团、多少钱
error-missing-until = 要有一行写什么时候截止
error-unknown-line = { $suggestion ->
    [no] 不认识“{ $word }”；补充说明请以“备注”开头
   *[other] 不认识“{ $word }”，是不是“{ $suggestion }”？
}
error-line-twice = “{ $word }”写了两次，第一次在第 { $first_line } 行，请留一个
error-line-without-value = “{ $word }”后面还缺内容
error-title-too-long = 标题有 { $length } 个字，最多 { $at_most } 个
error-note-too-long = 备注有 { $length } 个字，最多 { $at_most } 个

error-bad-target = 人数请写数字
error-team-without-price = 人数后面还缺价格
error-team-of-one = 一个团至少 { $at_least } 人
error-target-out-of-bounds = 一个团是 { $at_least } 到 { $at_most } 人
error-team-price-not-lower = 成团价 { $team_price } 比单买价 { $solo } 还高

error-bad-count = 只写数字就好
error-count-out-of-bounds = 数量要在 { $at_least } 到 { $at_most } 之间
error-stock-below-team = 库存 { $stock } 份，不够 { $target } 人成一个团
error-limit-above-stock = 限购 { $limit } 份，比库存 { $stock } 份还多
error-bad-pay-moment = 付款写“成团后付”、“先付”或“自提付”

error-unreadable-amount = “{ $given }”不是能读懂的金额
error-amount-not-positive = 金额要大于零
error-amount-too-large = 金额太大了
error-too-many-decimals = { $decimals ->
    [0] { $currency } 没有小数
   *[other] { $currency } 最多 { $decimals } 位小数
}
error-ambiguous-amount = “{ $given }”是 { $small } 还是 { $large }？请不要写千位分隔符
error-currency-differs = 本群用 { $currency } 付款，不是 { $sign }

error-bad-moment = “{ $given }”不是能读懂的时间
error-moment-without-time = 还缺几点钟
error-no-such-date = 没有这一天
error-past-moment = “{ $given }”已经过了
error-past-deadline = “{ $given }”已经过了
error-too-far-ahead = “{ $given }”在一年以后，太远了
error-opens-after-close = 开始时间在截止之后
error-moment-twice = 那天夜里时钟往回拨，“{ $given }”有两次，请写 { $first } 或 { $second }
error-moment-missing = 那天夜里时钟往前拨，没有“{ $given }”这个时刻

error-bad-duration = “{ $given }”不是能读懂的时长
error-duration-too-short = 太短了，至少 { $at_least }
error-duration-too-long = 太长了，最多 { $at_most }

error-deal-not-ended = 这个团购还没结束，结束后才能再来一次。
error-title-is-line = “{ $given }”读起来像条款里的一行，请换个说法
error-not-a-photo = { $what ->
    [file] 这是文件，卡片上显示不了。请用图片方式发送。
   *[other] 这不是图片。请把标题用文字发给我，或者发图片并在下面写标题。
}
error-prices-unreadable = 读不出两个价格
error-prices-ambiguous = 是一个价还是两个价？请用斜线隔开：29.90 / 39.90
