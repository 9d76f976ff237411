# 谁能当团长：问管理者什么、告诉他们什么，团长又听到什么。

leader-called = { $name }（@{ $username }）
leadership-asked = 🙋 { $leader } 是 <b>{ $title }</b> 的群管理员，想当团长。你同意之前，那里什么都发不了。
leadership-decided-here = { $granted ->
    [yes] ✅ { $leader } 现在是 <b>{ $title }</b> 的团长，已经告诉对方。
   *[no] 🚫 { $leader } 不当 <b>{ $title }</b> 的团长，已经告诉对方。
}
leadership-declined = 🚫 机器人的运营者没有同意你当 <b>{ $title }</b> 的团长。觉得不对的话，请联系他们。
leader-named = 🙋 { $leader } 现在是 <b>{ $title }</b> 的团长，确实是那里的群管理员。
first-payee = 🏦 <b>{ $title }</b> 的第一个收款人：{ $name } { $account }，由 { $leader } 填写。从现在起那里的买家付到这个账户。
suspend-question = 要暂停 { $leader } 的团长资格吗？恢复之前对方不能带任何群，{ $deals ->
    [0] 目前没有进行中的团购。
   *[other] { $deals } 个进行中的团购不再接单。
 }这期间不会再催人付款，订单不会过期，也不会通知买家。
leader-standing = { $state ->
    [suspended] 🚫 { $leader } 的团长资格已暂停，对方已经知道。{ $deals ->
        [0] 没有进行中的团购。
       *[other] { $deals } 个进行中的团购不接单。
     }
   *[leads] ✅ { $leader } 可以当团长，进行中的团购照常接单。
}
leader-suspended = 🚫 机器人的运营者暂停了你的团长资格，恢复之前你不能带任何群。{ $deals ->
    [0] 你没有进行中的团购。
   *[other] 你的 { $deals } 个团购这期间不接单。
 }已经下的单保持原样。请联系运营者。
leader-restored = ✅ 你又可以当团长了，一切照旧。{ $deals ->
    [0] 你没有进行中的团购。
   *[other] 你的 { $deals } 个团购恢复接单。
 }
