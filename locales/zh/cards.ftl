# 大家看到的团购和团：群里的卡片，以及链接在私聊里打开的页面。

# 团长的标题以表情开头时，$marked 是 yes。
deal-title = { $marked ->
    [yes] { $title }
   *[other] 🛒 { $title }
}
deal-heading = <b>{ $title }</b> · 团长 { $leader }
deal-prices = { $target } 人团 <b>{ $team }</b> · 单买 { $solo }
deal-prices-team-only = { $target } 人团 <b>{ $team }</b>
deal-window = { $state ->
    [scheduled] ⏰ { $opens } 开始，{ $closes } 截止
    [open] ⏰ { $closes } 截止
    [cancelled] 🚫 已取消，不用付款。
   *[other] 🏁 { $closes } 已截止
}
deal-window-held = { $window } · 暂不接单
deal-window-paused = { $window }
    ⏸ 暂停中，现在不能下单
deal-window-left = { $left ->
    [0] { $window } · 不够再开新团
   *[other] { $window } · 还剩 { $left } 份
}
deal-limit = 每人最多 { $limit } 份
deal-note = { $note }
deal-team = { $left ->
    [0] { $starter } { $dots } 等人付款
   *[other] { $starter } { $dots } 差 { $left } 人
}
deal-team-until = { $team } · { $deadline } 截止
deal-more-teams = 还有 { $count } 个团
deal-no-teams = { $can_start ->
    [yes] 现在没有正在拼的团，来开一个吧！
   *[no] 现在没有正在拼的团。
}
deal-over = 想看现在有什么团购，在 { $community } 里发 /deals。
deal-made = { $teams ->
    [0] ✅ 已有 { $orders } 单
   *[other] ✅ 成了 { $teams } 个团，共 { $orders } 单
}
deal-pay-close = 成团后才付款，收款人 { $payee } { $account }
deal-pay-first = 参加后先付款，收款人 { $payee } { $account }，名额保留 { $held }
deal-pay-pickup = 自提时付现金
deal-share = 分享：{ $link }
deal-own-order = { $state ->
    [due] 💳 你在里面，{ $number } 号，该付款了。
    [paid] ✅ 你在里面，{ $number } 号，已付款。
   *[other] ✅ 你在里面，{ $number } 号。
}
# 转发链接时附上的话，纯文字。
deal-shared = { $title }，{ $target } 人团 { $team }，一起拼吗？

team-heading = { $state ->
    [formed] 🎉 { $starter } 的团已满：{ $joined }/{ $target } 人
    [expired] ⌛ { $starter } 的团时间到了
    [cancelled] 🚫 { $starter } 的团已解散
    [waiting] 🏁 团购已截止，{ $starter } 的团有 { $joined }/{ $target } 人，{ $ends } 见分晓。
    [merged] 🎉 { $starter } 的团和别的团合并，凑满成团了
   *[other] 👥 { $starter } 的团：{ $joined }/{ $target } 人
}
team-places = { $left ->
    [0] { $dots } 等人付款 · ⏰ { $deadline } 截止
   *[other] { $dots } 差 { $left } 人 · ⏰ { $deadline } 截止
}
team-members = { $more ->
    [0] 团员：{ $names }
   *[other] 团员：{ $names }，还有 { $more } 人
}
team-own = ✅ 你在团里，{ $number } 号。把链接发给朋友，点一下就能参加。
team-move-question = { $whose ->
    [last] 🔁 你自己开的团里只有你一个人。要换到这个团吗？换了那个团就散了，你的 { $number } 号不变。
    [own] 🔁 你自己开了团，{ $joined }/{ $target } 人。要换到这个团吗？换了那个团就由下一位来带，你的 { $number } 号不变。
   *[other] 🔁 你在 { $starter } 的团里，{ $joined }/{ $target } 人。要换到这个团吗？你的 { $number } 号不变。
}
team-own-other = ✅ 你在这个团购里已经有订单了，{ $number } 号。

alone-question = <b>{ $title }</b>：一份单买 { $solo }，确定吗？
alone-team = { $pay ->
    [pickup] { $target } 人团只要 { $team }。自提时付现金。
   *[other] { $target } 人团只要 { $team }。单买要马上付款。
}
