# 买家自己的订单。

order-heading = <b>{ $title }</b> · 你是 { $number } 号
order-price = { $quantity ->
    [1] { $unit }
   *[other] { $quantity } × { $unit } = { $amount }
}
order-team = { $own ->
    [yes] 👥 你开的团 { $dots }
   *[no] 👥 { $starter } 的团 { $dots }
}
order-team-until = { $left ->
    [0] ⏰ 等人付款，{ $deadline } 截止
   *[other] ⏰ 差 { $left } 人，{ $deadline } 截止
}
order-due = 💳 请在 { $until } 前付款 <b>{ $amount }</b>，付款码在另一条消息里。
order-stands = { $state ->
    [placed] { $pay ->
        [pickup] 自提时付现金。
       *[close] 现在不用付款，成团后我私信你。
    }
    [due] ✅ 订单已确定，自提时付现金 { $amount }。
    [claimed] 💬 你说已付 { $amount }，{ $leader } 查到账后我会告诉你。
    [here] 💰 订单结束后收到你的 { $amount }，由 { $leader } 处理。
    [late] 💬 订单结束后你说已付 { $amount }，{ $leader } 会处理。
    [ready] 📦 到货了，在哪里取由 { $leader } 通知。
    [collected] 📦 已取货，请慢用！
    [left] 🚫 你已退出：没有下单，不用付款。
    [void] 🚫 这个订单已作废，不用付款。
    [lapsed] ⌛ 付款时间已过，名额已让出，你不欠任何钱。
    [refund_due] ↩ { $leader } 会退给你 { $amount }。
    [refunded] ↩ { $leader } 已经退给你 { $amount }。
    [counted] ✅ { $leader } 已收到你的 { $amount }，名额算数了。凑不满的话，钱会退给你。
    [covered] ✅ 已用余额付清，不用再付。
   *[paid] ✅ { $leader } 已收到你的 { $amount }，都办好了。
}
order-short = 💰 收到 { $came }，还差 { $missing }。怎么处理由 { $leader } 决定，我会告诉你，请先不要付。
order-surplus = { $rest ->
    [back] ↩ 多收了 { $surplus }，{ $leader } 会退给你。
   *[over] 💰 多收了 { $surplus }，怎么处理由 { $leader } 决定，我会告诉你。
}
orders-heading = <b>我的订单</b>
orders-none = 你还没有订单。在群里的团购下面点“我要开团”或“参加”就行。
orders-line = { $state ->
    [placed] { $title } · { $number } 号 · 已参加
    [due] { $pay ->
        [pickup] { $title } · { $number } 号 · 待自提
       *[close] { $title } · { $number } 号 · 待付款
    }
    [claimed] { $title } · { $number } 号 · 你说已付
    [ready] { $title } · { $number } 号 · 已到货
    [collected] { $title } · { $number } 号 · 已取货
    [left] { $title } · { $number } 号 · 已退出
    [void] { $title } · { $number } 号 · 已作废
    [lapsed] { $title } · { $number } 号 · 逾期未付
    [refund_due] { $title } · { $number } 号 · 待退款
    [refunded] { $title } · { $number } 号 · 已退款
   *[paid] { $title } · { $number } 号 · 已付款
}
receipt-for-nothing = 你现在没有要付的款，所以不知道这张图是哪一笔的。
receipt-for-which = 这张图是哪一单的？请用它回复那一单的付款消息，或者打开订单点“我已付款”。
leave-question = 要退出 <b>{ $title }</b> 吗？名额马上让给别人，不用付款。
cannot-pay-question = 要让出 <b>{ $title }</b> 的名额吗？马上让给别人，{ $amount } 也不用付了。

toast-claimed = 谢谢！{ $leader } 查到账后，我会告诉你。
toast-claimed-late = 已记下，不过订单已经结束。{ $leader } 会处理，有结果我告诉你。
