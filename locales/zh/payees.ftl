# 收款人那一行或付款码哪里不对。纯文字，不带标签。

error-payee-unreadable = 读不懂“{ $given }”。请写收款方式、账号和姓名，例如：/payee { $expected }
error-unknown-standard = 不认识“{ $given }”。能用的收款方式：{ $known }，例如：/payee { $expected }
error-account-ambiguous = “{ $given }”里的数字有几种读法。账号中间请不要空格，例如：/payee { $expected }
error-name-missing = 还缺姓名，买家要在银行应用里核对。例如：/payee { $expected }
error-city-missing = 姓名后面加逗号和城市，例如：/payee { $expected }
error-bad-iban = “{ $given }”不是 IBAN：校验位不对。请从银行应用里重新复制。
error-wrong-iban-length = “{ $given }”有 { $length } 个字符，{ $country } 的 IBAN 是 { $wanted } 个。请重新复制。
error-iban-outside-sepa = 这种欧元转账到不了 { $country }，请用 SEPA 国家的账户。
error-bad-pix-key = “{ $given }”不是 Pix 账号：可以是手机号（+55…）、CPF、CNPJ、邮箱或随机密钥。
error-bad-cpf = “{ $given }”不是 CPF：校验位不对。如果是手机号，前面请加 +55。
error-bad-cnpj = “{ $given }”不是 CNPJ：校验位不对。
error-bad-phone = “{ $given }”不是能用的手机号。请写成 { $example } 这样。
error-bad-thai-id = “{ $given }”不是泰国身份证号或税号：校验位不对。
error-bad-promptpay-id = “{ $given }”有 { $digits } 位。PromptPay 用手机号（10 位）、身份证号或税号（13 位）或电子钱包（15 位）。
error-bad-uen = “{ $given }”不是 UEN：校验字母不对。
error-bad-paynow-id = “{ $given }”不是手机号（+65…），也不是 UEN。
error-bad-fps-id = “{ $given }”不是手机号（+852…）、转数快识别码（7 或 9 位）或邮箱。
error-bad-bakong-id = “{ $given }”不是 Bakong 账号，格式是“名字@银行”。
error-bad-biller-id = “{ $given }”有 { $digits } 位，收款机构编号是 15 位，请问银行。
error-unknown-bank = 不认识银行“{ $given }”。请写银行简称或六位编号，例如：/payee { $expected }
error-bad-account = “{ $given }”不是账号。银行后面写 3 到 19 位账号，中间不空格，例如：/payee { $expected }
error-currency-mismatch = { $standard } 只收 { $wanted }，本群用 { $given } 付款。请换收款人，或用 /community 改货币。
error-amount-too-high = { $given } 超过一个付款码的上限：最多 { $limit }。
error-bad-reference = 附言号“{ $given }”不合这种收款方式的要求。
error-wrong-standard = 这个收款人用的是 { $given }，不是 { $wanted }。
error-payload-too-long = 内容太长，一个付款码装不下，请把姓名写短些。
error-object-too-long = 有一项太长，付款码装不下：{ $length } 个字符，上限 { $limit }。请把姓名写短些。
error-payload-unreadable = 这个付款码不完整，什么都没有发送。
error-unreadable-picture = 图里没有一个清楚的付款码。
error-picture-differs = 付款码读回来不对，所以没有发送。
error-payee-currency = { $standard } 只收 { $wanted }，而本群用 { $currency } 付款。请换一种收款方式，或发 /community 货币 { $wanted }。

# 收款人：给团长核对、保留、更换。

payee-shown = 🏦 钱是付到这里吗？
payee-name = <b>{ $name }</b> · { $currency }
payee-sample = 这个码要付 { $amount }：用银行应用扫一下，看收款人对不对，不必真的付。
payee-kept-first = 🏦 已保留，买家从现在起付到这个账户。
payee-kept-later = 🏦 已保留。新的团购从 { $at } 起付到这个账户，留一天时间发现写错或被盗。已经请买家付的款不变。
payee-for = 用于 { $community }：
payee-discarded = 🗑 已丢弃，收款账户和之前一样。
payee-changed = 🏦 { $leader } 要更换 { $community } 的收款账户：
payee-changed-from = 新的团购从 { $at } 起用它；另一位团长同意的话立即生效。如果不对，请在那之前阻止。进行中的团购和已经请买家付的款不变。
payee-counts = 🏦 { $leader } 更换了 { $community } 的收款账户，现在起生效：新的团购用它。
payee-stopped = 🛑 { $leader } 想更换 { $community } 的收款账户，已被阻止，不会生效：新的团购照旧。
payee-help = 🏦 买家的钱付到哪里？请发一行：
payee-use-epc = 欧元账户（IBAN）：{ $example }
payee-use-pix = Pix，要写城市：{ $example }
payee-use-promptpay = PromptPay：{ $example }
payee-use-thaibill = 泰国账单付款（收款机构用）：{ $example }
payee-use-paynow = PayNow（手机号或 UEN）：{ $example }
payee-use-vietqr = VietQR（银行和账号）：{ $example }
payee-use-fps = 转数快（手机号、识别码或邮箱）：{ $example }
payee-use-khqr = KHQR（Bakong 账号）：{ $example }
payee-now = 现在买家付到：
