# 银行对账单：发来、读完、每一行的结果。

statement-how = 📄 把银行流水作为文件发到这里：CSV、CAMT.053 或 MT940。也可以把流水连表头粘贴在 /statement 下面。
    写明订单、金额一分不差的，马上记为已付；拿不准的会问你。我只保存和订单有关的行，同一行不会算两次。
statement-in-private = 📄 对账单不该给别人看：请在这里私下发给我。
statement-which-group = 📄 这是哪个群的钱？
statement-columns = 📄 { $title }：这种表格我第一次见，我会这样读：
statement-columns-how = { $decimal ->
    [comma] 逗号后面是分
   *[point] 点后面是分
}，{ $days ->
    [mdy] 月在前、日在后
    [ymd] 年、月、日
   *[dmy] 日在前、月在后
}
statement-columns-ask = 对吗？点了就记住，这个账户以后不再问。怎么读都不对就不用管，什么都没有保存：请改发 CAMT.053 或 MT940，或者带表头的表格。
statement-line = <b>{ $amount }</b> · { $day } · { $name }
    <i>{ $text }</i>
statement-read = 📄 读完了，共 { $count } 行，结果见下面。
statement-heading = 📄 <b>{ $title }</b> · { $lines } 行{ $state ->
    [working] { " " }· 还在处理…
    [taking] { " " }· 正在撤回…
    [taken] { " " }· 已撤回
   *[done] { "" }
}
statement-paid = ✅ 已付 { $count } · <b>{ $amount }</b>
statement-late = 💰 付给已结束订单的 { $count } · { $amount }：每笔另有消息等你决定
statement-booked = ⚖ 金额和应付不同的 { $count } · { $amount }：已按实际到账入账
statement-near = ❓ 等你看的 { $count } · { $amount }
statement-refused = 🚫 不是你的 { $count } · { $amount }
statement-found = ⏳ 还没入账 { $count } · { $amount }
statement-known = 👀 以前有过的 { $count }
statement-unknown = 和订单无关 { $count }
statement-foreign = 其他币种 { $count }
statement-outgoing = 支出 { $count }
statement-undone = ↩ { $count } 行已撤回：订单回到原来的样子，再发一次会重新算。
statement-stays = ⚠️ { $count } 个订单之后有变化，保持不变：{ $orders }
statement-order = { $number } · { $buyer } · { $code }（{ $state ->
    [due] 待付
    [claimed] 说已付
    [paid] 已付
    [ready] 已付
    [collected] 已取
    [refund_due] 待退款
    [refunded] 已退款
    [lapsed] 已过期
    [left] 已退出
   *[void] 已作废
}）
statement-take-back = ↩ 要撤回整份对账单吗？已入账的 { $count } 行（{ $amount }）会撤销，订单回到原来的样子，买家会收到通知。
statement-near-one = ❓ 还有 { $left } 行要看，这是下一行
statement-why = { $why ->
    [several] 里面写了好几个订单。
    [exact] 写明了一个订单，现在正好是它要付的金额。
    [one-digit] 和一个附言号只差一位。
    [both] 没写附言号，但金额和姓名都对得上一个订单。
    [name] 没写附言号，金额也不同，但有买家的姓名。
   *[amount] 没写附言号，但正好是一个订单要付的金额。
}
statement-why-named = { $why ->
    [underpaid] { $order } 应付 { $owed }，到账的少了。可以按实际到账入账，再决定补款、算付清还是退回。
    [overpaid] { $order } 应付 { $owed }，到账的多了。可以按实际到账入账，订单算付清，多的再决定留作余额还是退回。
    [ended] { $order } 已经结束，到账金额也不一样。可以先入账，再由你决定。
   *[paid-twice] 这是 { $order } 的钱，可它已经付过了。如果付了两次，就先入账，再决定留作余额还是退回。
}
statement-offer = { $order } · 应付 <b>{ $amount }</b> · { $title }
statement-none-near = ✅ 没有等你看的了。
toast-statement-line = { $state ->
    [paid] 已付，买家会收到通知。
    [late] 这是迟到的钱，下面会问你。
    [near] 订单是它，可金额不对，说明见这里。
    [booked] 已按实际到账入账，接下来怎么办见下面。
    [others] 已按实际到账入账。这个团购的团长会在自己的工作台看到，由他决定。
   *[refused] 不是你的，不再问了。
}
statement-taking = ↩ 正在撤回这份对账单。买家会收到通知，结果见上面。
statement-left = 对账单不变。
