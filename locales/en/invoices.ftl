# Invoices in the private chat: plain texts, since Telegram shows them as they are.

invoice-about = { $quantity ->
    [one] { $unit } · { $community } · your number { $number } · leader { $leader }
   *[other] { $quantity } × { $unit } · { $community } · your number { $number } · leader { $leader }
}
invoice-price = Order, number { $number }
button-pay-invoice = Pay { $amount }

# Why an invoice can't be paid now: shown by Telegram before any money moves.
error-invoice-unknown = I don't know this invoice. Nothing was charged. Send /my to see your orders.
error-invoice-of-another = This invoice is somebody else's, and only they can pay it. You owe nothing. For an order of your own, go to the deal in your group.
error-invoice-paid = This order is paid already. Nothing was charged now.
error-invoice-claimed = You said that you've paid this order another way, and your leader looks into it. Nothing was charged now. If you haven't paid, tell your leader.
error-invoice-elsewhere = You've chosen another way to pay this order. Nothing was charged. Open it with /my to pay, or to come back to Telegram.
error-invoice-replaced = This invoice is out of date. Nothing was charged. Open the order with /my: the invoice that counts comes with it.
error-invoice-over = The time to pay this order is over. Nothing was charged. There are still places: order again in your group.
error-invoice-full = The time to pay this order is over, and there is no place any more. Nothing was charged.
error-invoice-left = You've given up this place. Nothing was charged. To order again, go to the deal in your group.
error-invoice-void = This order has ended: there is nothing to pay. Nothing was charged. Send /my to see your orders.
error-invoice-not-looked-up = I can't look into the books just now. Nothing was charged. Please try again in a minute.
