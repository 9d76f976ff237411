# 退款：要退给谁多少，退到哪里。

refunds-none = 没有要退的款：你不用退，也没有要退给你的。/my 看你的订单。
refunds-by-you = <b>你要退的款</b>
refunds-to-you = <b>要退给你的款</b>
refunds-page = 第 { $page } 页，共 { $pages } 页
refunds-line = ↩ { $number } 号 { $buyer } 退 { $amount } · { $code }
refunds-line-to-you = { $title }：{ $leader } 退 { $amount } · { $code }

pay-back = ↩ 退 <b>{ $amount }</b> 给 { $number } 号 { $buyer }
pay-back-where = { $buyer } 还没说退到哪里。可以请对方留账户，或者私下商量怎么退。
pay-back-at-desk = Telegram 自己不会退款。请把两个单号给管理这个机器人的人：在支付服务商后台用它的单号退款，办好后点“已退给他”。
pay-back-reference = 附言号 { $reference }
pay-back-then = 转出后请点“已退给他”：账户随即删除，双方都有记录。

pay-back-over = { $owed ->
    [yes] ↩ 退给 { $number } 号 { $buyer } 请用最新的收款码，这个已作废。
   *[no] ↩ 现在不用退给 { $number } 号 { $buyer }，这个收款码已作废。
}
paid-back = ✅ 已退 { $amount } 给 { $number } 号 { $buyer }，对方留的账户已删除。

account-asked = ✏️ <b>{ $amount }</b> 退到哪里？请回复这条消息，用一行写账户，例如：
account-asked-who = 只有团长 { $leader } 能看到，退完就删除。
account-field = 账户和姓名
account-wanted = ↩ { $leader } 要退给你 <b>{ $amount }</b>。退到哪里？
account-left = ↩ { $number } 号 { $buyer } 说了 <b>{ $amount }</b> 可以退到哪里。
refund-by-hand = ⚠️ { $gateway } 退不了 { $number } 号 { $buyer } 的 <b>{ $amount }</b>，请你自己退给对方。
account-shown = ✅ <b>{ $amount }</b> 可以退到：
account-shown-who = 只用于这次退款。只有 { $leader } 能看到，退完就删除。
account-none = 没有为 <b>{ $amount }</b> 保存账户。
account-name = { $name }

toast-account-wanted = 已请买家留账户，一天最多问一次。
