# 用文字说明一个收款码（命令行）。纯文本。

qr-paid = 收款人：{ $name }
qr-account = 账户：{ $account }
qr-amount = 金额：{ $amount }
qr-currency = 货币：{ $currency }，没有金额
qr-reference = 附言号：{ $reference }
qr-usable = 团长可以用 /payee 使用它，标准是 { $standard }。
qr-unusable = 团长不能用 /payee 使用它：{ $why }
