# 按钮上的字。纯文字，要短：同一行有两个按钮时，手机上一个只放得下十来个字。

## 团购卡片和页面

button-start-team = 我要开团
button-join-team = 参加 { $starter } 的团（差 { $left } 人）
button-join-by-link = 参加 { $starter } 的团（差 { $left } 人）
button-start-by-link = 我要开团
button-all-teams = 全部团
button-my-order = 我的订单
button-share = 分享
button-read-note = 看完整备注
button-see-deal = 看看这个团购
button-move-to-team = 换到这个团
button-stay-in-team = 不换
button-share-team = 分享我的团
button-team-poster = 海报
button-deal-poster = 海报
button-buy-alone = 单买 { $price }
button-confirm-alone = 确定单买 { $price }
button-start-again = 重新开团
button-get-code = 领取我的付款码

button-post-card-again = 重新发
button-leave-card-gone = 就这样

## 买家自己的订单

button-show-order = 打开我的订单
button-claim-paid = 我已付款
button-cannot-pay = 付不了
button-confirm-cannot-pay = 确定，让出名额
button-leave = 退出
button-confirm-leave = 确定退出
button-keep-order = 不，保留订单
button-set-quantity = 要 { $quantity } 份
button-ask-buyer = 询问
button-answer = 回答
button-ask-leader = 问 { $leader }

## 复制到银行应用

button-copy-code = 复制付款码
button-copy-account = 复制账号
button-copy-iban = 复制 IBAN
button-copy-amount = 复制金额
button-copy-reference = 复制附言号
button-open-payment = 打开付款

## 团长的草稿和收款人

button-publish-draft = 发布
button-edit-draft = 修改
button-discard-draft = 丢弃
button-choose-community = { $community }
button-ask-draft = { $step ->
    [title] 标题和图
    [team] 人数和价格
    [until] 截止时间
   *[back] 返回
}
button-answer-draft = { $count }
button-answer-until = { $day ->
    [today] 今天 { $time }
    [tomorrow] 明天 { $time }
   *[sunday] 周日 { $time }
}
button-answer-none = 不限
button-answer-pay = { $pay ->
    [close] 成团后付
    [first] 先付，名额先留着
   *[pickup] 自提时付现金
}
button-answer-due = { $length }
button-toggle-stock = { $stock ->
    [0] 库存：不限
   *[other] 库存：{ $stock }
}
button-toggle-limit = { $limit ->
    [0] 限购：不限
   *[other] 限购：每人 { $limit }
}
button-toggle-pay = { $pay ->
    [close] 付款：成团后
    [first] 付款：先付
   *[pickup] 付款：自提时
}
button-toggle-due = 付款期限：{ $due }
button-deal-help = 一条消息写完
button-ask-group = 群：{ $community }
button-ask-topic = { $where ->
    [general] 话题：主话题
    [named] 话题：{ $topic }
   *[typed] 话题：发 /deal 的那个
}
button-choose-topic = { $where ->
    [general] 主话题
   *[named] { $topic }
}
button-wizard-cancel = 取消
button-repeat-deal = 再来一次
button-keep-payee = 保留
button-another-way = 换一种付法
button-pay-by = { $standard } · { $name } { $account }
button-pay-this-way = ✅ { $standard } · { $name } { $account }
button-own-amounts = { $on ->
    [yes] { $account } 的专属金额：开
   *[no] { $account } 的专属金额：关
}
button-replace-payee = 代替 { $account }
button-add-payee = 与其他账户并列
button-pay-to = 改为付给 { $name } { $account }
button-discard-payee = 丢弃
button-counts-now = 立即生效
button-stop-payee = 阻止
button-lead-here = 我是团长
button-approve-leader = 同意
button-decline-leader = 不同意
button-approve-after-all = 还是同意
button-suspend-leader = 暂停资格
button-confirm-suspend = 是的，暂停
button-restore-leader = { $suspended ->
    [yes] 恢复资格
   *[no] 不了，保持原样
}
button-open-chat = 打开私聊
button-add-to-group = 把我加进群

## 团长的工作台

button-my-deals = 我的团购
button-my-refunds = 全部退款
button-show-money = 💰 全部账目
button-deal-money = 这个团购的账
button-month-money = 这个月的账
button-money-chart = 📊 图表
button-money-book = XLSX 表格
button-money-table = CSV：{ $what ->
    [0] 订单
   *[1] 月份
}
button-money-in = 看 { $currency }
button-money-older-deals = 更早的团购
button-money-newer-deals = 较新的团购
button-money-older-months = 更早的月份
button-money-newer-months = 较新的月份
button-show-desk = 打开工作台
button-confirm-paid = 确认
button-reject-paid = 没收到
button-take-back = { $what ->
    [reject] 撤销：退回
    [receive] 撤销：金额
   *[confirm] 撤销：已确认 { $count } 笔
}
button-other-amount = 金额不同…
button-show-receipt = 凭证
button-reject-for = { $reason ->
   *[nothing-came] 还没到账
    [other-amount] 金额不一样
    [no-reference] 没写姓名或附言号
    [send-receipt] 请发付款凭证
}
button-reject-in-words = 其他…
button-confirm-all-paid = 全部确认 { $count } 笔（{ $amount }）
button-one-by-one = 逐个确认
button-close-now = 马上截止
button-confirm-close-now = 确定，马上截止
button-remind-due = 提醒 { $count } 人
button-call-buyers = 在群里叫 { $count } 人
button-undo-close = 撤销
button-pause-deal = 暂停
button-resume-deal = 恢复
button-extend-deal = 延长
button-extend-by = 延长 { $length }
button-cancel-deal = 取消团购
button-confirm-cancel-deal = 确定取消
button-go-on = 不，继续
button-earlier = 上一页
button-later = 下一页

## 银行对账单

button-statement-for = { $group }
button-columns-right = 对，就这样读
button-columns-wrong = 换一种读法
button-near-lines = 看这 { $count } 行
button-this-order = 就是它：{ $number } · { $buyer } · { $amount }
button-book-line = 入账 { $amount }：{ $number } · { $buyer }
button-not-mine = 不是我的
button-later-line = 以后再说
button-take-statement-back = 整份撤回
button-confirm-take-statement-back = 对，整份撤回
button-keep-statement = 不，保留

## 停机之后

button-reopen-deal = 重开 { $length }
button-leave-closed = 不重开
button-show-unknown = 看看这 { $count } 条

## 迟到或要退还的钱

button-ask-rest = 请补差额
button-accept-part = 算付清
button-refund-part = 退款
button-credit-surplus = 多的记余额
button-refund-surplus = 多的退款
button-pay-back = 怎么退
button-pay-back-amount = { $number } · 退 { $amount }
button-want-account = 请对方留账户
button-leave-account = 留收款账户
button-change-account = 修改
button-remove-account = 删除
button-give-stock = 给他空出的货
button-credit-buyer = 记作余额
button-refund-buyer = 退款
button-mark-refunded = 已退给他

## 个人设置。每种语言用它自己的名字。

button-switch-quiet = { $on ->
    [yes] 关闭免打扰
   *[no] 打开免打扰
}
button-choose-language = { $language }
button-choose-zone = { $clock } · { $city }
button-pay-gateway = 用{ $gateway }付款
