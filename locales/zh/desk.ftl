# 团长的工作台：每个团购一条消息，以及由它引出的页面。

desk-heading = { $orders ->
   *[other] <b>{ $title }</b> · { $orders } 单 · { $total }
}
desk-money = 已付 { $paid } · 说已付 { $claimed } · 待付 { $due }{ $placed ->
    [0] { "" }
   *[other] { " " }· 还不用付 { $placed }
}{ $unreached ->
    [0] { "" }
   *[other] { " " }· 联系不上 { $unreached }
}
desk-closed-early = { $teams ->
    [0] ↩ 已提前截止：{ $ends } 之前可以撤销，重新开放。
   *[other] ↩ 已提前截止：{ $teams } 个没满的团 { $ends } 结束，在那之前可以撤销，重新开放。
}
desk-teams = 团：成团 { $formed } · 在拼 { $open }
desk-unreached = { $more ->
    [0] 🔕 要先打开我一次，我才能私信：{ $names }
   *[other] 🔕 要先打开我一次，我才能私信：{ $names }，还有 { $more } 人
}
desk-undecided = ⚖ { $count } 单多收或少收了钱：请点“逐个确认”
desk-late = 💰 { $count } 人说订单结束后才付了款：请点“逐个确认”
desk-refunds = ↩ 有 { $count } 笔要退款
desk-moved = <b>{ $title }</b>：工作台现在在另一条消息里。
desk-one-by-one = { $pages ->
    [1] <b>{ $title }</b> · 逐个确认
   *[other] <b>{ $title }</b> · 逐个确认，第 { $page }/{ $pages } 页
}
desk-nothing-waits = 这里没有等你处理的。
desk-order = { $state ->
    [claimed] 💬 { $number } 号 { $buyer } 说已付 <b>{ $amount }</b> · { $reference } · { $code }
    [due] ⏰ { $number } 号 { $buyer } 待付 { $amount } · { $reference } · { $code }
    [refund_due] ↩ { $number } 号 { $buyer } 要退 { $amount } · { $reference } · { $code }
    [short] ⚖ { $number } 号 { $buyer } 到账 { $came }，还差 <b>{ $amount }</b> · { $reference } · { $code }
    [asked] ⏰ { $number } 号 { $buyer } 到账 { $came }，已请补 { $amount } · { $reference } · { $code }
    [over] ⚖ { $number } 号 { $buyer } 到账 { $came }，多了 <b>{ $amount }</b> · { $reference } · { $code }
    [back] ↩ { $number } 号 { $buyer } 多付的 { $amount } 要退 · { $reference } · { $code }
    [here] 💰 { $number } 号 { $buyer } 订单结束后到账 <b>{ $amount }</b> · { $reference } · { $code }
   *[other] 💰 { $number } 号 { $buyer } 订单结束后说已付 { $amount } · { $reference } · { $code }
}

# 有 $count 人说已付款：马上告诉团长，之后最多每半小时一次。
desk-ping = 💬 { $count } 人说已付 <b>{ $amount }</b>，等你确认。
claim-nudge = 💬 { $count } 人说已付 <b>{ $amount }</b>，等你确认已有半天。
claim-nudge-how = 请查账后确认。这期间订单不会过期。

deal-passed-on = 👥 原来的团长不再是{ $community }的团长，这个团购现在归你：

late-money = { $here ->
    [yes] { $state ->
        [lapsed] 💰 { $buyer } 的 <b>{ $amount }</b> 已到账，但付款时间已过。
        [left] 💰 { $buyer } 的 <b>{ $amount }</b> 已到账，但之前已让出名额。
       *[other] 💰 { $buyer } 的 <b>{ $amount }</b> 已到账，但订单已经结束。
    }
   *[no] { $state ->
        [lapsed] 💰 { $buyer } 说已付 <b>{ $amount }</b>，但付款时间已过。
        [left] 💰 { $buyer } 说已付 <b>{ $amount }</b>，但之前已让出名额。
       *[other] 💰 { $buyer } 说已付 <b>{ $amount }</b>，但订单已经结束。
    }
}
late-money-reference = 附言号 { $reference } · { $number } 号
late-money-how = { $here ->
    [yes] 钱够的话可以给他空出的货，也可以记作余额或者退款。
   *[no] 钱到了的话：给他空出的货、记作余额，或者退款。没到就不用管。
}

toast-confirmed = { $count ->
    [0] 之前已经确认过了。
   *[other] 已确认 { $count } 笔，买家会收到通知。
}
toast-confirmed-one = 已确认 { $order }，买家会收到通知。
toast-reminded = { $now ->
    [0] { $lately ->
        [0] 这个团购现在没人要付款，现状见 /deals。
       *[other] 没有提醒谁：{ $lately } 人 6 小时内刚收到过。
    }
   *[other] { $lately ->
        [0] 已提醒 { $now } 人。
       *[other] 已提醒 { $now } 人；另 { $lately } 人 6 小时内刚收到过。
    }
}
toast-called = 已在群里叫了 { $count } 人。
toast-close-undone = 重新开放了，和之前一样。
toast-paused = 已暂停，现在没人能下单。各团的时限和截止时间照走，待付的订单照样能付。
toast-resumed = 已恢复，大家又能下单了。
toast-taken-back = 已撤销 { $count } 笔，会通知买家。
toast-rejected = 还没到账，已请买家再查一次。
toast-no-receipt = 这笔付款没有凭证图片。

toast-stock-given = 已给货：订单算已付，买家会收到通知。
toast-credited = 已记作余额，买家下一单少付。
toast-refund-by-gateway = 已记下：{ $gateway } 会原路退款，你不用再做什么。
toast-refund-owed = 已记下要退款。退了以后请再点一下。
toast-rest-asked = 已把差额的付款码发给买家。
toast-part-accepted = 已按付清算，买家会收到通知。
toast-refunded = 已记为退款完成，买家会收到通知。

# 对 /paid 的回答。
paid-usage = 请写谁的钱到了：回复工作台并写买家号，例如 /paid 3 5 8-12；或写订单编号，例如 /paid K7Q2 M3X8。到账金额不一样就写上：/paid 3=25.00。在群里回复某人的消息发 /paid，就确认这个人的订单。
paid-done = ✅ 已确认：{ $orders }
paid-refused = { $order }：{ $why }

amount-came = { $how ->
    [short] ⚖ { $number } 号 { $buyer } · { $code }：到账 { $came }，还差 <b>{ $missing }</b>。
    [asked] ⏰ { $number } 号 { $buyer } · { $code }：到账 { $came }，已请补 { $missing }。
    [over] ⚖ { $number } 号 { $buyer } · { $code }：已付清，多了 <b>{ $surplus }</b>。
    [back] ↩ { $number } 号 { $buyer } · { $code }：要退 { $surplus }。
    [paid] ✅ { $number } 号 { $buyer } · { $code }：已付清 { $amount }。
    [late] 💰 { $number } 号 { $buyer } · { $code }：订单结束后到账 { $amount }。
   *[even] { $number } 号 { $buyer } · { $code }：没有入账。
}
amount-asked = ✏️ { $number } 号 { $buyer }：不是 { $amount } 的话，到账多少？请回复这条消息，只写金额，例如 { $example }。
amount-field = 到账多少

claim-receipt = 🧾 { $number } 号 { $buyer } 说已付 <b>{ $amount }</b> · { $reference } · { $code }
claim-rejecting = { $number } 号 { $buyer }：没看到 { $amount }？请选择怎么告诉对方。选了之后订单重新待付，在此之前不会发送任何消息。
reason-asked = ✏️ { $number } 号 { $buyer }：为什么没看到 { $amount }，接下来该怎么办？请回复这条消息，最多 { $most } 个字。你的话会和付款码一起发给买家，订单重新待付。
reason-field = 买家接下来该做什么
reason-told = 还没到账：已把你的话转给 { $number } 号 { $buyer }，并请对方再付。
