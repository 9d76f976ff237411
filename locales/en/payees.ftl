# What is wrong with a payee's line, or with a payment code. Plain text without tags.

error-payee-unreadable = I can't read “{ $given }”. Write the standard, the account and the name, like: /payee { $expected }
error-unknown-standard = I don't know “{ $given }”. I can ask for money by { $known }, like: /payee { $expected }
error-account-ambiguous = The digits in “{ $given }” can be read in more than one way. Write the account without blanks, like: /payee { $expected }
error-name-missing = The name is missing; buyers compare it in their bank's app. Like: /payee { $expected }
error-city-missing = After the name comes a comma and the city, like: /payee { $expected }
error-bad-iban = “{ $given }” isn't an IBAN: its check digits don't fit. Please copy it again from your bank's app.
error-wrong-iban-length = “{ $given }” has { $length } characters, an IBAN of { $country } has { $wanted }. Please copy it again.
error-iban-outside-sepa = No euro transfer of this kind reaches { $country }. Use an account in a SEPA country.
error-account-abroad = { $standard } is for accounts in { $wanted }, and “{ $given }” is one of { $country }. Use another way of being paid.
error-bad-czech-account = “{ $given }” isn't a Czech account number: its check digits don't fit. Write it like 19-2000145399/0800, or as IBAN.
error-bad-serbian-account = “{ $given }” isn't a Serbian account number: its check digits don't fit. Write it like 840-955845-10.
error-bad-russian-account = “{ $given }” isn't an account (20 digits), a BIC (9) and a correspondent account (20) that belong together. Like: /payee { $expected }
error-bank-missing = After the name comes a comma and the name of the bank, like: /payee { $expected }
error-address-missing = After the name come the street and, behind a comma, postal code and town, like: /payee { $expected }
error-bad-vpa = “{ $given }” isn't a UPI address. It looks like name@bank; find it in your UPI app's profile.
error-bad-bitcoin-address = “{ $given }” isn't a Bitcoin address: its checksum doesn't fit. Please copy it again from your wallet.
error-bad-ton-address = “{ $given }” isn't a TON address: its checksum doesn't fit. Please copy it again from your wallet.
error-bad-paypal-name = “{ $given }” isn't a PayPal.Me name. It is what stands behind paypal.me in your link: 20 letters and digits at most.
error-bad-pix-key = “{ $given }” isn't a Pix key: a phone (+55…), CPF, CNPJ, e-mail or random key.
error-bad-cpf = “{ $given }” isn't a CPF: its check digits don't fit. For a phone, write +55 before it.
error-bad-cnpj = “{ $given }” isn't a CNPJ: its check digits don't fit.
error-bad-phone = “{ $given }” isn't a phone number I can use. Write it like { $example }.
error-bad-thai-id = “{ $given }” isn't a Thai citizen or tax number: its check digit doesn't fit.
error-bad-promptpay-id = “{ $given }” has { $digits } digits. PromptPay takes a phone (10), a citizen or tax number (13) or an e-wallet (15).
error-bad-uen = “{ $given }” isn't a UEN: its check letter doesn't fit.
error-bad-paynow-id = “{ $given }” is neither a mobile number (+65…) nor a UEN.
error-bad-fps-id = “{ $given }” is neither a mobile number (+852…), an FPS identifier (7 or 9 digits) nor an e-mail address.
error-bad-bakong-id = “{ $given }” isn't a Bakong account. It looks like name@bank.
error-bad-biller-id = “{ $given }” has { $digits } digits, a biller's number has 15. Your bank tells you yours.
error-unknown-bank = I don't know a bank “{ $given }”. Write its short name or its six digits, like: /payee { $expected }
error-bad-account = “{ $given }” isn't an account number. After the bank come its 3 to 19 digits in one word, like: /payee { $expected }
error-payee-known = The account { $account } is one of yours already. /payee shows them all.
error-which-payee = You have several accounts: tap which of them this one replaces, or “Beside the others”.
error-reference-travels = Payments by { $standard } bring their reference: own amounts aren’t needed. /payee shows your accounts.
error-not-a-way = There is no other account to pay to right now. /my shows your order as it is.
error-currency-mismatch = { $standard } carries { $wanted }, this community pays in { $given }. Change the payee, or the currency with /community.
error-amount-too-high = { $given } is more than one payment code can ask for: { $limit } at most.
error-bad-reference = The reference “{ $given }” doesn't fit this standard.
error-wrong-standard = This payee is for { $given }, not for { $wanted }.
error-payload-too-long = That is more than one payment code can hold. Shorten the name.
error-object-too-long = One part is longer than a payment code can hold: { $length } of { $limit } characters. Shorten the name.
error-payload-unreadable = That payment code isn't whole. Nothing was sent.
error-code-changed = That code's checksum doesn't fit: a character was changed or misread. Please send a sharper picture of it.
error-code-broken = That code isn't whole: something in it (part { $at }) is missing, empty or there twice. Please get a new one from your bank.
error-code-incomplete = That code doesn't say currency, country or account (part { $at }). I can't ask for money with it.
error-code-too-long = That code has { $length } characters, more than the { $limit } that every app must read.
error-code-locked = That code is signed by whoever made it: no amount can be put into it. Ask your bank for one without, or add your account by hand: /payee
error-code-for-one-payment = That code is made for one payment already. Send the one that stands on your counter: without an amount, good for everybody.
error-code-expires = That code expires, and every code made from it would die with it. Add your account by hand instead: /payee
error-code-of-provider = That code leads to a payment provider's page, not to an account. Add your account by hand instead: /payee
error-code-currency-unknown = That code asks for a currency that I don't know (ISO 4217 number { $given }).
error-code-nameless = That code says no name, and your buyers need one to compare. Send it again with the name beside it: /payee and the name as the picture's caption.
error-no-payment-code = That QR code asks for no money: it begins with “{ $given }”.
error-own-code-refused = I can't use that code.
error-picture-not-fetched = I couldn't get that picture from Telegram just now. Please send it again.
error-unreadable-picture = { $found ->
    [0] I found no QR code in that picture. Let it fill the picture, flat and sharp.
    [1] The QR code in that picture can't be read as text.
   *[other] There are { $found } QR codes in that picture. Send one with yours alone.
  }
error-picture-differs = The payment code didn't read back right, so I didn't send it.
error-payee-currency = { $standard ->
    [own] This code
    [picture] This code
   *[other] { $standard }
  } asks for { $wanted }, and this group pays in { $currency }. Use another way of paying, or send /community currency { $wanted }.

# A payee shown back to its leader, kept, changed.

payee-shown = 🏦 Is this where the money goes?
payee-name = <b>{ $name }</b> · { $currency }
payee-sample = The code asks for { $amount }: scan it with your bank's app and look who is paid. You don't have to send it.
payee-beside-or-instead = Does it take the place of an account you have, or stand beside it so that buyers can choose?
payee-kept-first = 🏦 Kept. Buyers pay to this account from now on.
payee-kept-later = 🏦 Kept. New deals pay to this account from { $at } on; that leaves a day to notice a mistake or a thief. What buyers were asked for already stays as it is.
payee-kept-beside = 🏦 Kept beside the others. Buyers may choose it from { $at } on; that leaves a day to notice a mistake or a thief.
payee-for = For { $community }:
payee-discarded = 🗑 Discarded. Buyers pay where they paid before.
payee-changed = 🏦 { $leader } changes where buyers of { $community } pay to:
payee-added = 🏦 { $leader } adds an account that buyers of { $community } may pay to:
payee-changed-from = New deals use it from { $at } on, or at once when a second leader says so. If this is wrong, stop it before then. Deals that are open, and what buyers were asked for, stay as they are.
payee-added-from = Buyers may choose it from { $at } on, or at once when a second leader says so. If this is wrong, stop it before then.
payee-added-counts = 🏦 { $leader } added an account for { $community }, and it counts now: buyers may pay to it too.
payee-counts = 🏦 { $leader } changed where buyers of { $community } pay to, and it counts now: new deals use it.
payee-stopped = 🛑 { $leader } wanted to change where buyers of { $community } pay to. That was stopped and never counts: new deals go on as before.
payee-help = 🏦 Where does your buyers' money go? Send one line:
payee-use-epc = Euro account (IBAN): { $example }
payee-use-pix = Pix, with the city: { $example }
payee-use-promptpay = PromptPay: { $example }
payee-use-thaibill = Thai bill payment, for billers: { $example }
payee-use-paynow = PayNow (mobile number or UEN): { $example }
payee-use-vietqr = VietQR (bank and account): { $example }
payee-use-fps = FPS (mobile number, identifier or e-mail): { $example }
payee-use-khqr = KHQR (Bakong account): { $example }
payee-use-picture = WeChat Pay or Alipay, where buyers type the amount: a photo of your code with the caption { $photo }
payee-use-own = A payment QR you have already (QRIS, DuitNow, QR Ph …): a photo of it with the caption { $photo }
payee-scheme = { $scheme } · { $country }
payee-own = Each buyer gets this code with their amount in it; everything else in it stays as it is. No reference travels. It isn't promised that every bank takes it: try one small payment first.
payee-seal = Fingerprint of the code: { $seal }
payee-typed = The code takes no amount: buyers type it, and put their reference into the note. Scan it with the app and look who is paid.
code-scheme = { $scheme ->
    [qris] QRIS
    [duitnow] DuitNow QR
    [qrph] QR Ph
    [laoqr] Lao QR
    [bharatqr] Bharat QR
    [pix] Pix
    [promptpay] PromptPay
    [thaibill] Thai bill payment
    [paynow] PayNow
    [vietqr] VietQR
    [fps] FPS
    [khqr] KHQR
    [wechat] WeChat Pay
    [telegram] Telegram
    [alipay] Alipay
    [epc] EPC (Girocode)
    [upi] UPI
    [qrbill] Swiss QR-bill
    [spayd] QR Platba
    [paybysquare] PAY by square
    [st00012] ST00012
    [ips] NBS IPS
    [bitcoin] Bitcoin
    [ton] TON
    [paypal] PayPal.Me
   *[emv] Payment QR
  }
payee-own-amounts = By this standard no reference travels with the money. With own amounts each buyer is asked some cents less than the price, each another amount, so that you see in your bank’s app who paid.
payee-use-upi = UPI: { $example }
payee-use-qrbill = Swiss QR-bill, with the address: { $example }
payee-use-spayd = Czech account (QR Platba): { $example }
payee-use-paybysquare = Slovak bank apps (PAY by square): { $example }
payee-use-st00012 = Russian account with BIC, correspondent account and bank: { $example }
payee-use-ips = Serbian account (NBS IPS): { $example }
payee-use-bitcoin = Bitcoin: { $example }
payee-use-ton = TON: { $example }
payee-use-paypal = PayPal.Me: { $example }
payee-now = Now buyers pay to:
