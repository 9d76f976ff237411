# 收款人那一行或付款码哪里不对。纯文字，不带标签。

error-payee-unreadable = 读不懂“{ $given }”。请写收款方式、账号和姓名，例如：/payee { $expected }
error-unknown-standard = 不认识“{ $given }”。能用的收款方式：{ $known }，例如：/payee { $expected }
error-account-ambiguous = “{ $given }”里的数字有几种读法。账号中间请不要空格，例如：/payee { $expected }
error-name-missing = 还缺姓名，买家要在银行应用里核对。例如：/payee { $expected }
error-city-missing = 姓名后面加逗号和城市，例如：/payee { $expected }
error-bad-iban = “{ $given }”不是 IBAN：校验位不对。请从银行应用里重新复制。
error-wrong-iban-length = “{ $given }”有 { $length } 个字符，{ $country } 的 IBAN 是 { $wanted } 个。请重新复制。
error-iban-outside-sepa = 这种欧元转账到不了 { $country }，请用 SEPA 国家的账户。
error-account-abroad = { $standard } 只用于 { $wanted } 的账户，而“{ $given }”属于 { $country }。请换一种收款方式。
error-bad-czech-account = “{ $given }”不是捷克账号：校验位不对。请写成 19-2000145399/0800 这样，或写 IBAN。
error-bad-serbian-account = “{ $given }”不是塞尔维亚账号：校验位不对。请写成 840-955845-10 这样。
error-bad-russian-account = “{ $given }”不是互相匹配的账号（20 位）、BIC（9 位）和代理账号（20 位）。例如：/payee { $expected }
error-bank-missing = 姓名后面加逗号和银行名称，例如：/payee { $expected }
error-address-missing = 姓名后面写街道，再加逗号、邮编和城市，例如：/payee { $expected }
error-bad-vpa = “{ $given }”不是 UPI 地址。它的样子是 name@bank，在 UPI 应用的个人资料里能找到。
error-bad-bitcoin-address = “{ $given }”不是比特币地址：校验和不对。请从钱包里重新复制。
error-bad-ton-address = “{ $given }”不是 TON 地址：校验和不对。请从钱包里重新复制。
error-bad-paypal-name = “{ $given }”不是 PayPal.Me 名称。它是链接里 paypal.me 后面的那一段：最多 20 个字母和数字。
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
error-payee-known = 账户 { $account } 你已经有了。发送 /payee 可以看到全部账户。
error-which-payee = 你有好几个账户：请点它代替哪一个，或点“与其他账户并列”。
error-reference-travels = 用 { $standard } 付款会带上参考号，不需要专属金额。发送 /payee 查看账户。
error-not-a-way = 现在没有别的账户可付。发送 /my 查看你的订单。
error-currency-mismatch = { $standard } 只收 { $wanted }，本群用 { $given } 付款。请换收款人，或用 /community 改货币。
error-amount-too-high = { $given } 超过一个付款码的上限：最多 { $limit }。
error-bad-reference = 附言号“{ $given }”不合这种收款方式的要求。
error-wrong-standard = 这个收款人用的是 { $given }，不是 { $wanted }。
error-payload-too-long = 内容太长，一个付款码装不下，请把姓名写短些。
error-object-too-long = 有一项太长，付款码装不下：{ $length } 个字符，上限 { $limit }。请把姓名写短些。
error-payload-unreadable = 这个付款码不完整，什么都没有发送。
error-code-changed = 这个码的校验不对：有一个字符被改过或读错了。请发一张更清楚的图。
error-code-broken = 这个码不完整：里面有一项（{ $at }）缺失、空白或重复。请向银行重新要一个。
error-code-incomplete = 这个码没写货币、国家或账户（{ $at }），没法用来收款。
error-code-too-long = 这个码有 { $length } 个字符，超过各应用都能读的 { $limit } 个。
error-code-locked = 这个码由发码方签了名，不能再写入金额。请向银行要一个没有签名的，或手动写账户：/payee
error-code-for-one-payment = 这个码只为某一次付款而做。请发放在柜台上的那种：不带金额、谁都能扫的。
error-code-expires = 这个码会过期，用它做的码也会一起失效。请手动写账户：/payee
error-code-of-provider = 这个码指向支付公司的网页，不是账户。请手动写账户：/payee
error-code-currency-unknown = 这个码要的货币我不认识（编号 { $given }）。
error-code-nameless = 这个码里没有姓名，买家没法核对。请重新发图，图片说明写 /payee 加姓名。
error-no-payment-code = 这个二维码不是收款码，它的开头是“{ $given }”。
error-own-code-refused = 这个码用不了。
error-picture-not-fetched = 刚才没能从电报取到这张图，请再发一次。
error-unreadable-picture = { $found ->
    [0] 图里没有二维码。请拍平、拍清楚，让码占满画面。
    [1] 图里的二维码读不出文字。
   *[other] 图里有 { $found } 个二维码，请只拍你的那一个。
  }
error-picture-differs = 付款码读回来不对，所以没有发送。
error-payee-currency = { $standard ->
    [own] 这个码
    [picture] 这个码
   *[other] { $standard }
  } 只收 { $wanted }，而本群用 { $currency } 付款。请换一种收款方式，或发 /community 货币 { $wanted }。

# 收款人：给团长核对、保留、更换。

payee-shown = 🏦 钱是付到这里吗？
payee-name = <b>{ $name }</b> · { $currency }
payee-sample = 这个码要付 { $amount }：用银行应用扫一下，看收款人对不对，不必真的付。
payee-beside-or-instead = 它是代替你已有的某个账户，还是和它们并列、让买家自己选？
payee-kept-first = 🏦 已保留，买家从现在起付到这个账户。
payee-kept-later = 🏦 已保留。新的团购从 { $at } 起付到这个账户，留一天时间发现写错或被盗。已经请买家付的款不变。
payee-kept-beside = 🏦 已与其他账户并列保留。从 { $at } 起买家可以选它；留一天时间，好发现打错或被盗。
payee-for = 用于 { $community }：
payee-discarded = 🗑 已丢弃，收款账户和之前一样。
payee-changed = 🏦 { $leader } 要更换 { $community } 的收款账户：
payee-added = 🏦 { $leader } 为 { $community } 的买家增加了一个收款账户：
payee-changed-from = 新的团购从 { $at } 起用它；另一位团长同意的话立即生效。如果不对，请在那之前阻止。进行中的团购和已经请买家付的款不变。
payee-added-from = 从 { $at } 起买家可以选它，或者另一位团长同意后马上可选。如果不对，请在那之前停掉。
payee-added-counts = 🏦 { $leader } 为 { $community } 增加的账户现在生效：买家也可以付到这里。
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
payee-use-picture = 微信或支付宝（买家自己输入金额）：收款码的照片，图片说明写 { $photo }
payee-use-own = 你已有的收款码（QRIS、DuitNow、QR Ph 等）：码的照片，图片说明写 { $photo }
payee-scheme = { $scheme } · { $country }
payee-own = 每位买家收到的都是这个码加上各自的金额，其他内容不变。附言号不会随款。不保证每家银行都接受，请先试付一笔小额。
payee-seal = 这个码的指纹：{ $seal }
payee-typed = 这个码不带金额：买家自己输入金额，并在备注里写附言号。用应用扫一下，看收款人对不对。
code-scheme = { $scheme ->
    [qris] QRIS
    [duitnow] DuitNow
    [qrph] QR Ph
    [laoqr] 老挝收款码
    [bharatqr] 印度收款码
    [pix] Pix
    [promptpay] PromptPay
    [thaibill] 泰国账单付款
    [paynow] PayNow
    [vietqr] VietQR
    [fps] 转数快
    [khqr] KHQR
    [wechat] 微信
    [telegram] Telegram
    [alipay] 支付宝
    [epc] IBAN
    [upi] UPI
    [qrbill] 瑞士 QR 账单
    [spayd] QR Platba
    [paybysquare] PAY by square
    [st00012] ST00012
    [ips] NBS IPS
    [bitcoin] 比特币
    [ton] TON
    [paypal] PayPal.Me
   *[emv] 收款二维码
  }
payee-own-amounts = 这种方式付款时不带参考号。打开“专属金额”后，每位买家要付的金额比价格少几分，各不相同，你在银行应用里就能看出是谁付的。
payee-use-upi = UPI：{ $example }
payee-use-qrbill = 瑞士 QR 账单，要写地址：{ $example }
payee-use-spayd = 捷克账户（QR Platba）：{ $example }
payee-use-paybysquare = 斯洛伐克银行应用（PAY by square）：{ $example }
payee-use-st00012 = 俄罗斯账户，要写 BIC、代理账号和银行：{ $example }
payee-use-ips = 塞尔维亚账户（NBS IPS）：{ $example }
payee-use-bitcoin = 比特币：{ $example }
payee-use-ton = TON：{ $example }
payee-use-paypal = PayPal.Me：{ $example }
payee-now = 现在买家付到：
