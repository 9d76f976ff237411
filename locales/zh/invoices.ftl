# 私聊里的账单：纯文字，Telegram 原样显示。

invoice-about = { $quantity ->
    [1] { $unit } · { $community } · 你是 { $number } 号 · 团长 { $leader }
   *[other] { $quantity } × { $unit } · { $community } · 你是 { $number } 号 · 团长 { $leader }
}
invoice-price = 订单 { $number } 号
button-pay-invoice = 付款 { $amount }

# 账单现在为什么不能付：Telegram 在扣款之前显示。
error-invoice-unknown = 我不认识这张账单，没有扣款。发 /my 可以看你的订单。
error-invoice-of-another = 这是别人的账单，只有本人能付，你不欠任何钱。想自己下单，请到群里的团购。
error-invoice-paid = 这个订单已经付过了，这次没有扣款。
error-invoice-claimed = 你说已用别的方式付款，团长正在核对，这次没有扣款。如果还没付，请告诉团长。
error-invoice-elsewhere = 这个订单你选了别的付法，没有扣款。发 /my 打开订单付款，或换回 Telegram。
error-invoice-replaced = 这张账单已经过时，没有扣款。发 /my 打开订单，有效的账单会一起发来。
error-invoice-over = 付款时间已过，没有扣款。还有名额，可以到群里重新下单。
error-invoice-full = 付款时间已过，名额也没有了，没有扣款。
error-invoice-left = 你已让出名额，没有扣款。想再下单，请到群里的团购。
error-invoice-void = 这个订单已经结束，不用付款，也没有扣款。发 /my 可以看你的订单。
error-invoice-not-looked-up = 现在查不了账本，没有扣款。请过一分钟再试。
