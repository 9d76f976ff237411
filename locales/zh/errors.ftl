# 规则说“不行”时的话。纯文字，不带标签：可作浮动提示、弹窗或消息。

error-not-found = 没有找到。编号或链接可能输错了，或者不归你看。
error-not-allowed = 这一步不归你操作。
error-stale = 这个按钮是之前的，下面是最新情况。
error-unknown-currency = 不认识货币“{ $given }”。请用三个字母的代码，例如 EUR 或 THB。
error-bad-amount = “{ $given }”不是能用的金额。{ $decimals ->
    [0] 请写大于零的整数，例如 30。
   *[other] 请写大于零、最多 { $decimals } 位小数的数，例如 29.90。
}

# 我们自己出错时唯一的道歉；$reference 可在日志里查到。
apology = 抱歉，我这边出了点问题，什么都没有改动。请再试一次；如果又出现，把 { $reference } 告诉团长。
# 有人一下子发得太多时，只说一次。
too-fast = 一下子太多了，请等一分钟再继续。
