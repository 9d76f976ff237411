# 买家会收到的、关于自己那个团的消息。

starter-now = 👥 开团的人退出了，这个团现在由你带：{ $joined }/{ $target } 人。把链接发给朋友，点一下就能参加。
team-full = { $paid ->
    [yes] 🎉 成团了，你的订单已确定，你是 { $number } 号。到货后团长 { $leader } 会通知。
   *[no] 🎉 成团了，你是 { $number } 号，只差你付款。
}
team-expired = ⌛ 时间到了，只有 { $joined }/{ $target } 人：没有下单，不用付款。
team-expired-late = 你说已经付款：{ $leader } 会查账并处理。
team-expired-other = { $starter } 的团还差 { $left } 人。
team-merged = 🎉 你的团和 { $starter } 的团都差人，现在合成一个：{ $target } 人全齐，成团了。

# 点卡片后的浮动提示，最多 200 字。

toast-started = { $pay ->
    [close] 开团成功，{ $joined }/{ $target } 人。现在不用付款，成团后我私信你。
    [first] 开团成功。先付款才算占位，付款码在我们的私聊里。
   *[pickup] 开团成功，{ $joined }/{ $target } 人。自提时付现金。
}
toast-joined = { $pay ->
    [close] 已加入 { $starter } 的团，{ $joined }/{ $target } 人。现在不用付款，成团后我私信你。
    [first] { $starter } 的团为你留了名额。付款后才算占位，付款码在我们的私聊里。
   *[pickup] 已加入 { $starter } 的团，{ $joined }/{ $target } 人。自提时付现金。
}
toast-formed = { $pay ->
    [pickup] 已加入，{ $starter } 的团满了！自提时付现金。
   *[close] 已加入，{ $starter } 的团满了！付款码在我们的私聊里。
}
toast-moved = { $pay ->
    [close] 已换到 { $starter } 的团，{ $joined }/{ $target } 人。现在不用付款，成团后我私信你。
    [first] 已换到 { $starter } 的团。付款码不变，付款后才算占位。
   *[pickup] 已换到 { $starter } 的团，{ $joined }/{ $target } 人。自提时付现金。
}
toast-asks-to-move = 你在别的团里已经有位置了。要不要换到 { $starter } 的团，我在私聊里问你。
toast-already-in = { $where ->
    [same] 你已经在这个团里了，{ $number } 号，没有改动。
    [alone] 你已经单买了，{ $number } 号，没有改动。
   *[other] 你已经在 { $starter } 的团里，{ $number } 号，没有改动。
}
