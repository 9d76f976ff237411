# 一步一步写团购，以及预览下面的按钮。

wizard-heading = ✏️ { $community } 的新团购，现在还没发布。
wizard-goes-on = ✏️ 记下了，请看下面一条。
wizard-photo = 🖼 有配图
wizard-team = { $told ->
    [both] 👥 { $target } 人团 { $team } · 单买 { $alone }
    [team] 👥 { $target } 人团 { $team }
   *[none] 👥 { $target } 人团
}
wizard-until = ⏰ { $until } 截止

wizard-ask-title = <b>第 1 步，共 3 步</b> · 卖什么？把标题发给我，想配图就和图一起发。标题下面的几行会成为备注。
wizard-ask-team = <b>第 2 步，共 3 步</b> · 几个人成团？点一下，或者打个数字。
wizard-ask-price = <b>第 2 步，共 3 步</b> · 一份多少钱（{ $currency }）？先写成团价，再写单买价：{ $example }。只写一个价，就不能单买。
wizard-ask-until = <b>第 3 步，共 3 步</b> · 什么时候截止？点一下，或者打字：<code>周日21:00</code>、<code>12月1日18点</code>、<code>6小时后</code>。
wizard-ask-stock = 📦 一共有多少份？点一下，或者打个数字。
wizard-ask-limit = 📦 每人最多买几份？点一下，或者打个数字。
wizard-ask-pay = 💳 什么时候付款？
wizard-ask-due = 💳 要付款时，给多长时间？点一下，或者打字：<code>90分钟</code>、<code>2天</code>。
wizard-ask-changes = ✏️ 要重新说哪一样？

wizard-wrong = ⚠️ “{ $said }”不行：{ $why }。
wizard-wrong-media = ⚠️ { $why }
wizard-example = → { $example }
