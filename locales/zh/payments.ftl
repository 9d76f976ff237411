# 付款：带付款码的通知，以及后来怎样了。

order-goods = { $quantity ->
    [1] { $title } · { $unit }
   *[other] { $title } · { $quantity } × { $unit }
}

payment-due = { $why ->
    [alone] 💳 已下单。请在 { $until } 前付款 <b>{ $amount }</b>
    [first] 💳 请在 { $until } 前付款 <b>{ $amount }</b>，这段时间名额为你保留
   *[team] 🎉 成团了！请在 { $until } 前付款 <b>{ $amount }</b>
}
payment-copy = 💳 请在 { $until } 前付款 <b>{ $amount }</b>。和之前是同一笔，只付一次。
payment-reminder = ⏰ 还没付款：请在 { $until } 前付 <b>{ $amount }</b>，过时名额会让出。和之前是同一笔，只付一次。
payment-rejected = { $reason ->
   *[nothing-came] 💳 { $leader } 还没看到你的 <b>{ $amount }</b>。请查一下是否已经转出；转了就再点“我已付款”，或者问 { $leader }。名额为你留到 { $until }，只付一次。
    [other-amount] 💳 { $leader } 没看到你的 <b>{ $amount }</b>：到账金额不一样。请核对你转出的金额，补款前先问 { $leader }。名额为你留到 { $until }。
    [no-reference] 💳 { $leader } 认不出哪笔是你的 <b>{ $amount }</b>：有一笔款没写姓名或附言号。如果已付，不要重复付款：告诉 { $leader } 付款时间和账户姓名，再点“我已付款”。名额为你留到 { $until }。
    [send-receipt] 💳 { $leader } 还没看到你的 <b>{ $amount }</b>，想看付款凭证。如果已付，不要重复付款：把凭证图片发到这里，只有 { $leader } 能看。名额为你留到 { $until }。
    [other] 💳 { $leader } 没看到你的 <b>{ $amount }</b>，并说：
        “{ $words }”
        如果已付，不要重复付款；办好后点“我已付款”，或者问 { $leader }。名额为你留到 { $until }。
}
payment-rest-asked = 💳 请在 { $until } 前补付差额 <b>{ $amount }</b>。
payment-rest = 已收到 { $came }，这里只付差额。
payment-part-came = 💰 收到 { $came }，还差 { $missing }。{ $rest ->
    [asked] 差额另有付款码。这个付款码已作废，请不要付。
    [invoice-asked] 差额另有账单。
    [invoice-short] 怎么处理由 { $leader } 决定，在那之前请不要再付。
   *[short] 怎么处理由 { $leader } 决定。这个付款码已作废，请不要付。
}
payment-credit = 已用你的余额抵扣 { $used }。
payment-payee = 收款人 { $payee } { $account }（团长 { $leader }）
payment-payee-leader = 收款人 { $leader } { $account }（也是团长）
payment-reference = 附言号 { $reference } · 你是 { $number } 号
payment-number = 你是 { $number } 号
payment-own-amount = 比价格少 { $less }：这个金额只属于你，请一分不差地付。
payment-how-code = 就用这部手机付：复制付款码，粘贴到银行应用。用另一块屏幕看：直接扫码。
payment-how-form = 就用这部手机付：把下面几项复制到银行应用。用另一块屏幕看：直接扫码。
payment-how-picture = 就用这部手机付：保存图片，在银行应用里打开，或复制下面几项。用另一块屏幕看：直接扫码。
payment-how-other-screen = 请用另一块屏幕显示、用手机扫码：在同一部手机上打开，很多银行应用会拒绝。也可以照下面几项手动付款。
payment-how-typed = 这个码不带金额：请自己输入金额，并在备注里写附言号。就用这部手机付：保存图片，在应用里打开。用另一块屏幕看：直接扫码。
payment-code-until = 这个付款码 { $until } 前有效。过期了在“我的订单”里重新取一个，还是同一笔款。
payment-how-scanned = 请用另一块屏幕显示，或请身边的人打开给你扫：这个码不能在本机直接打开。
gateway-name = { $gateway ->
    [wechat] 微信支付
    [telegram] Telegram
   *[alipay] 支付宝
}
payment-gateway-tells = 付好以后 { $gateway } 会马上告诉我，你不用再说。
payment-no-code = { $why ->
    [wanted] ⏳ { $gateway } 的付款码还没到。我会再去取，一到就发给你，名额一直为你留到那个时间。
    [over] ⌛ { $gateway } 的付款码过期了。打开订单会取一个新的，还是同一笔款。
    [invoice] ⚠️ 这一单现在没有 { $gateway } 账单。打开订单可以再试，也可以换一种付法。
   *[failed] ⚠️ { $gateway } 现在不给付款码。打开订单可以再试，也可以换一种付法。
}
payment-payee-invoice = 收款人 { $payee }，在 Telegram 里刷卡付（团长 { $leader }）
payment-by-invoice = 点下面账单上的“付款”，Telegram 会让你选卡。付好以后它马上告诉我，你不用再说。
payment-how-link = 就用这部手机付：打开链接。用另一块屏幕看：直接扫码。

# 付款码作废以后，原来那条消息怎么写。
payment-finished = { $state ->
    [claimed] 💬 你说已付 { $amount }。{ $leader } 查到账后我会告诉你，请不要再付。
    [late] 💬 订单结束后你说已付 { $amount }，怎么处理由 { $leader } 决定，请不要再付。
    [here] 💰 订单结束后收到你的 { $amount }，怎么处理由 { $leader } 决定，请不要再付。
    [left] 🚫 你已让出名额。这个付款码已作废，请不要付。
    [void] 🚫 这个订单已作废，不用付款。付款码也作废了，请不要付。
    [lapsed] ⌛ 付款时间已过，名额已让出。这个付款码已作废，请不要付。
    [refund_due] ↩ { $leader } 会把 { $amount } 退给你。这个付款码已作废，请不要再付。
    [refunded] ↩ { $leader } 已经退款给你。这个付款码已作废，请不要再付。
    [covered] ✅ 这一单已用你的余额付清，你是 { $number } 号，不用再付。
    [gateway-paid] ✅ 你的 { $amount } 已通过 { $gateway } 到账，你是 { $number } 号。这个付款码已作废，请不要再付。
    [gateway-refund_due] ↩ 你的 { $amount } 会通过 { $gateway } 退给你。这个付款码已作废，请不要再付。
    [gateway-refunded] ↩ 你的 { $amount } 已经退给你。这个付款码已作废，请不要再付。
    [invoice-paid] ✅ 你的 { $amount } 已通过 { $gateway } 到账，你是 { $number } 号，不用再付。
    [invoice-left] 🚫 你已让出名额，不用付款。
    [invoice-void] 🚫 这个订单已作废，不用付款。
    [invoice-lapsed] ⌛ 付款时间已过，名额已让出，不用付款。
    [invoice-refund_due] ↩ 你的 { $amount } 会退回你付款的卡，由 { $leader } 办理。
    [invoice-refunded] ↩ { $leader } 说你的 { $amount } 已经退给你。
   *[paid] ✅ { $leader } 已收到你的 { $amount }，你是 { $number } 号。这个付款码已作废，请不要再付。
}

pickup-due = { $why ->
    [alone] ✅ 已下单。自提时付现金 <b>{ $amount }</b>
   *[team] 🎉 成团了！自提时付现金 <b>{ $amount }</b>
}
pickup-due-where = 时间和地点由团长 { $leader } 通知。你是 { $number } 号。

order-lapsed = ⌛ 付款时间已过，名额已让出，你不欠任何钱。
order-lapsed-paid = 如果钱其实已经转出，请点“我已付款”，{ $leader } 会处理。
order-void = { $deal ->
    [cancelled] 🚫 这个团购取消了：没有下单，不用付款。
   *[other] ⌛ 这个订单已作废，不用付款。
}
order-void-paid = { $late ->
    [yes] 你说已经付款：{ $leader } 会查账并处理。
   *[no] { $asked ->
        [yes] 如果钱其实已经转出，请点“我已付款”，{ $leader } 会处理。
       *[no] 你什么都不用做。
    }
}
refund-owed = { $how ->
    [surplus] ↩ 你多付了 <b>{ $amount }</b>，由团长 { $leader } 退给你，订单照常有效。
    [desk] ↩ <b>{ $amount }</b> 会退回你在 { $gateway } 付款用的卡，由团长 { $leader } 办理；等久了可以问一声。
    [surplus-gateway] ↩ 你多付了 <b>{ $amount }</b>，会通过 { $gateway } 原路退给你，订单照常有效。
    [gateway] ↩ <b>{ $amount }</b> 会通过 { $gateway } 原路退给你。你什么都不用做；等久了可以问 { $leader }。
   *[leader] ↩ <b>{ $amount }</b> 会退给你，由团长 { $leader } 退款。
}
refunded = { $how ->
    [gateway] ↩ { $gateway } 已经退给你 <b>{ $amount }</b>。如果没看到，请问 { $leader }。
   *[leader] ↩ { $leader } 已经退给你 <b>{ $amount }</b>。
}
credit-given = { $surplus ->
    [yes] 💰 你多付了 <b>{ $amount }</b>。{ $leader } 把它记作余额，你在 { $community } 的下一单会少付这么多。
   *[no] 💰 你的 <b>{ $amount }</b> 到得晚，没赶上这一单。{ $leader } 把它记作余额，你在 { $community } 的下一单会少付这么多。
}

# 支付渠道报来的钱对不上：告诉每位管理员。
payment-alarm = { $outcome ->
    [differs] 🚨 { $gateway } 报来 { $order } 的 <b>{ $amount }</b>，应付的是 { $asked }。
    [twice] 🚨 { $gateway } 报来 { $order } 的 <b>{ $amount }</b>，但这一单已经付过，或者不用再付了。
    [currency] 🚨 { $gateway } 报来 { $order } 的 <b>{ $amount }</b>，应付的是 { $asked }，币种不同。
    [foreign] 🚨 { $gateway } 报来 <b>{ $amount }</b>，收款的应用或商户不是我们的（{ $field }）。
    [returned] 🚨 { $gateway } 自己退回了 { $order } 的 <b>{ $amount }</b>，但这里仍记为已付。
   *[unknown] 🚨 { $gateway } 报来 <b>{ $amount }</b>，单号我不认识。
}
payment-alarm-numbers = 我们的单号 { $number } · 对方的单号 { $money }{ $at_desk ->
    [yes] { " " }· 支付服务商的单号 { $desk }
   *[no] { "" }
}
payment-at-desk = 💳 { $amount } 通过账单到账：Telegram 单号 { $money }，支付服务商单号 { $desk }
payment-alarm-how = { $outcome ->
    [differs] 这个通知是真的。钱已入账，怎么处理由团长决定。
    [twice] 这个通知是真的。钱已入账，怎么处理由团长决定。
    [returned] 这个通知是真的。这笔钱已经不在了：请和团长看看这一单。
   *[other] 这个通知是真的，我什么都没有改。请到 { $gateway } 查一下：在那里退款，或者和买家处理。
}

payment-taken-back = { $said ->
    [confirm] ↩ 刚才说 { $leader } 已收到你的 { $amount }，是点错了。
    [receive] ↩ 刚才说收到了你的钱，是点错了。
   *[reject] ↩ 刚才说 { $leader } 没看到你的 { $amount }，是点错了。
}
payment-taken-back-claimed = 你已说付过款，{ $leader } 正在核对，请不要重复付款。
payment-taken-back-due = { $said ->
    [receive] ↩ 刚才说收到了你的钱，是点错了：请在 { $until } 前付 { $amount }。如果已付，请点“我已付款”。
   *[confirm] ↩ 刚才说 { $leader } 已收到你的 { $amount }，是点错了：请在 { $until } 前付款。如果已付，请点“我已付款”。
}
