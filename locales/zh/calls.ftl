# 在群里提醒一次联系不上的买家，名字写在前面，不提金额。

call = { $more ->
    [0] ：成团了 🎉 你还没打开过我，我没法私信你，点一下就好。
   *[other] 等人，还有 { $more } 人：成团了 🎉 你还没打开过我，我没法私信你，点一下就好。
}

# 截止前一小时回复卡片，只发一次，以后不再改：数量都是 $at 时的。

last-call = <b>{ $title }</b> · 最后机会，{ $closes } 截止
last-call-needed = { $at } 时：{ $needed }
last-call-left = { $left ->
    [0] 不够再开新团
   *[other] 还剩 { $left } 份
}

# 卡片在群里不见了，私信团长。

card-gone = <b>{ $title }</b>：卡片在 { $community } 里不见了。订单都在，链接照样能用。要重新发一张吗？
card-again = <b>{ $title }</b>：卡片马上重新发到 { $community }，订单不变。
card-left = <b>{ $title }</b>：不在 { $community } 里重发。订单都在，链接照样能用。
