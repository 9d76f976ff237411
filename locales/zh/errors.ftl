# 规则说“不行”时的话。纯文字，不带标签：可作浮动提示（200 字）、弹窗或消息。

## 各处通用

error-not-found = 没有找到。编号或链接可能输错了，或者不归你看。
error-not-allowed = 这一步不归你操作。
error-stale = 这个按钮是之前的，下面是最新情况。
error-unknown-currency = 不认识货币“{ $given }”。请用三个字母的代码，例如 EUR 或 THB。
error-bad-amount = “{ $given }”不是能用的金额。{ $decimals ->
    [0] 请写大于零的整数，例如 30。
   *[other] 请写大于零、最多 { $decimals } 位小数的数，例如 29.90。
}

# 我们自己出错时唯一的道歉；$reference 可在日志里查到。
apology = 抱歉，我这边出了点问题，什么都没有改动。请再试一次；如果又出现，请报这个编号：{ $reference }。
# 有人一下子发得太多时，只说一次。
too-fast = 一下子太多了，请等一分钟再继续。
# 数据库断开了一阵。点击在 Telegram 保留 150 秒，消息保留一天。
toast-kept = 暂时连不上账本。你刚才点的已经留着，一恢复就办。三分钟内没有回音，就请再点一次。
kept-message = 暂时连不上账本。你的消息已经留着，一恢复就办。
# 那次点击的结果。
kept-done = 你刚才点的：{ $said }

## 团购

error-deal-held = 这个团购暂不接单，没有下单。
error-deal-not-open = { $state ->
    [draft] 这个团购还没发布。
    [scheduled] 这个团购还没开始，时间见卡片。
    [cancelled] 这个团购已取消，没有下单。现在有什么团购，在群里发 /deals。
   *[other] 这个团购已经截止，没有下单。现在有什么团购，在群里发 /deals。
}
error-deal-is-paused = 这个团购暂停中，没有下单，过一会儿再试。
error-deal-over = { $state ->
    [cancelled] 这个团购已经取消了。
   *[other] 这个团购已经截止了。
}
error-too-late-to-undo = 来不及撤销了：时间已过，没有改动。 现状见 /deals。
error-reopening-decided = { $state ->
    [reopened] 已经重新开放过了。
   *[other] 你选了不重开，没有改动。
}
error-too-late-to-reopen = 已经过了一天多，团购不再改动。
error-payee-decided = 这件事已经定了，没有改动。
error-own-change = 这是你自己改的：要由另一位团长同意才能立即生效。你可以阻止它。
error-new-leader = 你是在这次更改之后才当团长的，所以要等满一天。你可以阻止它。
error-sold-out = { $left ->
    [0] 暂时售完。有人退出就会空出名额。
   *[other] 只剩 { $left } 份，没有改动。
}
error-over-limit = 每人最多 { $limit } 份，没有改动。
error-bad-quantity = 至少要一份；不要了请点“退出”。
error-payee-missing = 这个团购要扫码付款，但我还不知道收款人。先用 /payee 告诉我，再发布。
error-not-later = 延长只能把截止时间往后推。
error-no-solo-price = 这个团购不能单买，只能拼团。

## 团

error-team-closed = { $state ->
    [formed] 那个团已经满了。你可以自己开团，或参加别的团。
    [expired] 那个团时间到了。你可以自己开团，或参加别的团。
   *[other] 那个团不再收人。你可以自己开团，或参加别的团。
}
error-team-full = 那个团的名额都有人了，或正在付款。你可以自己开团，或参加别的团。
error-team-changed = 有人抢先了一步，没有改动，请再点一次。

## 订单

error-rest-settled = 这笔钱已经处理过了：金额已对上，或者你已做决定。什么都没改，现状见 /deals
error-too-little-came = 这些钱还不够：差 { $missing }。可以记作余额、退款，或等差额到了再说。
error-amount-outdated = 我问过以后这个订单有了变化，所以没有入账。请用 /deals 再看一眼，然后点“金额不同”。
error-amount-spaced = “{ $given }”：金额里请不要有空格，例如 1200.50；买家号写在前面。
error-amount-or-number = “{ $given }”是一个金额，还是两样东西？请写成 { $example } 这样，买家之间用空格隔开。
error-said-twice = 同一个订单写了两个金额。只记了第一个，另一个请单独发一条。
error-nothing-owed-back = 这一单现在没有要退的款。发 /refunds 查看还有哪些。
error-credit-spent = 这笔订单有一部分本来用余额付，买家后来已把余额用掉。请把这笔钱记为余额，或退给买家。
error-order-settled = { $state ->
    [left] 你已经退出这个订单。
    [void] 这个订单已作废，不用付款。
    [lapsed] 付款时间已过，名额已让出。
    [due] 这个订单在等付款，什么都没改。
    [claimed] 已说付款，等团长确认，什么都没改。
    [paid] 这个订单已付款，什么都没改。
    [refund_due] 这个订单已结束，钱要退还。
    [refunded] 这个订单已结束，钱已退还。
   *[other] 这个订单现在不能这样操作了。
}
error-already-in = { $same_team ->
    [yes] 你已经在这个团里了。
   *[other] 你在这个团购里已经有订单了，发 /my 查看。
}
error-nothing-to-move = 你在这个团购里已经没有订单，不用换团。
error-order-changed = 订单刚被别人改动，什么都没做，请再看一眼。
error-claims-changed = 说已付款的人数刚有变化，还没有确认。请再看一眼工作台，也可以发 /deals。

## 对账单

error-not-a-statement = { $what ->
    [picture] 这是图片，我没法从图片里读流水。请从银行导出 CSV、CAMT.053 或 MT940 文件。什么都没有保存。
    [pdf] 这是 PDF，只能看不能读。请从银行导出 CSV、CAMT.053 或 MT940 文件。什么都没有保存。
    [archive] 这是压缩包或 Excel 文件。请解压，或把表格另存为 CSV 再发给我。什么都没有保存。
    [sheet] 这是 Excel 文件。请另存为 CSV 再发给我。什么都没有保存。
   *[other] 里面看不出流水。请发银行的 CSV、CAMT.053 或 MT940 文件，或者连表头一起粘贴。什么都没有保存。
}
error-statement-empty = 里面一行流水也没有。什么都没有保存。
error-statement-cut = 到第 { $line } 行就断了：文件或文字只有一半。请重新导出，完整地发给我。什么都没有保存。
error-statement-too-large = 超过 { $most } MB，太大了。请少导出几天。什么都没有保存。
error-statement-too-long = 超过 { $most } 行，太多了。请少导出几天。什么都没有保存。
error-statement-garbled = 从第 { $line } 行起文字读不出来。请重新导出，能选编码就选 UTF-8。什么都没有保存。
error-statement-currency = 流水是 { $given }，你的群用的是 { $wanted }。什么都没有保存。
error-statement-unreadable = 第 { $line } 行：“{ $given }”不是我能读懂的金额、日期或币种。钱的事我不猜：请改好这一行，或者发 CAMT.053、MT940。什么都没有保存。
error-statement-uneven = 从第 { $line } 行起，期初余额加上流水不等于期末余额，缺了内容。请重新导出。什么都没有保存。
error-statement-gone = 已经取不到了，请把对账单再发一次，写上 /statement。什么都没有保存。
error-statement-taken = 这份对账单已经撤回了。
error-statement-busy = 这份对账单还在处理，请稍后再试。
error-line-decided = 这一行已经决定过了。
error-columns-unclear = 共 { $columns } 列，看不出哪一列是金额，或者点号和逗号是什么意思。请连表头一起发，或者发 CAMT.053、MT940。什么都没有保存。

## 群和草稿

error-unknown-zone = 不认识时区“{ $given }”。请写城市，例如“上海”或“柏林”，也可以写全名 Asia/Shanghai。
error-several-zones = 有好几个时区都叫“{ $given }”，请写其中一个：{ $zones }。
error-zone-is-offset = “{ $given }”只是时差，看不出夏令时。请写城市，例如“上海”或“柏林”。
error-bad-quiet-hours = 看不懂“{ $given }”是几点到几点。请写成 /quiet 22-8，或者 /quiet 开、/quiet 关。
error-quiet-all-day = “{ $given }”开始和结束是同一个时间。请写两个不同的时间，比如 /quiet 22-8。
error-unknown-switch = “{ $given }”既不是开也不是关。请写：/community 看板 关
error-unknown-language = 我不会“{ $given }”。我会英文和中文：en、zh。
error-standing-unknown = 暂时查不到你是不是群管理员。什么都没有改变，请过一分钟再试。
error-not-led = 这个群还没有团长。请群管理员在群里发 /lead。
error-leads-nothing = 你还没有当团长的群。请在你管理的群里发 /lead。
error-draft-gone = 那份草稿已经发布或丢弃了。/deals 看自己的团购，/deal 写新的。
error-topic-gone = 那个话题已经关闭，或者不在这个群里。请换一个。
error-payee-gone = 那个收款人已经保留或丢弃了。/payee 看现在用哪一个。
error-deadline-passed = 截止时间已经过了，发布出去就是截止的。请换一个截止时间，再发布。
error-leading-declined = 机器人的运营者没有同意你当 { $title } 的团长。觉得不对的话，请联系他们。
error-suspended = 机器人的运营者暂停了你的团长资格。请联系他们；恢复之前，你不能带任何群。
error-not-its-leader = 只有 { $title } 的团长能这样做。群管理员在群里发 /lead 就能当团长。
error-question-too-long = 有 { $length } 个字，最多转达 { $most } 个字。还没有发出：请改短一些，再回复同一条消息。
error-too-many-questions = 一小时内你已写了 { $most } 次，不能再多了，请稍后再试。
error-own-deal = 这就是你自己的单。
error-reason-empty = 里面没有文字，还没有发出。请回复同一条消息，写上买家接下来该做什么，例如：请把少的 10 块补上。
error-reason-too-long = 有 { $length } 个字，最多 { $most } 个字。还没有发出：请改短一些，再回复同一条消息。
error-reason-outdated = 我问过以后这笔付款有了变化，所以没有发出。请用 /deals 再看一眼，然后点“没收到”。
error-night-now = 夜里不提醒，请在 { $until } 之后再点。
error-called-before = 已经在群里叫过了，一单只叫一次。谁打开我，就会收到待办。
error-nobody-to-call = 要付款的人我都能联系上，不用在群里叫。谁还没付，见 /deals。
error-undone-already = 已经撤销过了，现状见工作台。
error-too-late-to-take-back = 五分钟内才能撤销，已经过了。请联系买家，或用工作台上的按钮处理。
error-overtaken-by-events = 没有可撤销的了：这些订单已有变化，现状见工作台。
error-run-unreadable = “{ $given }”不是能用的号码范围：小号在前，最多 { $most } 个，例如 /paid 8-12。
error-which-deal = 你有好几个团购在等付款。请回复那个团购的工作台，写 /paid 和号码，或写订单编号；发 /deals 打开工作台。
error-nothing-waits = 你说的人没有要付的订单。发 /deals 查看还有什么。
error-several-orders = 这个人有好几个订单要付，请写明是哪个，例如 /paid { $codes }
error-refund-under-way = 支付渠道正在退这笔款，请不要再退一次。退好了会有通知。
error-nothing-asked = 这里还没有请任何人付款，没有账可导出。/deals 看自己的团购。
error-too-much-to-export = 订单超过 { $most } 笔，一个文件放不下。用 /money 看合计。
