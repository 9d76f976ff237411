"""What a buyer sees, by country, each in a group of its own: pictures of docs/guide/getting-paid.md."""

from bot.payqr import image
from bot.sandbox import TEST_TOKEN
from tests.guides.plays import Guide, Play
from tests.kit.gateways import AlipayStandIn
from tests.kit.messages import Seen
from tests.unit.payqr.test_own import QRIS

PAYING = Guide("getting-paid")
_SEEN = "What a buyer sees"
_WECHAT = "wxp://f2f0AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"


async def a_group(play: Play, title: str, currency: str) -> None:
    """Lin leads a group that pays in this currency; Ana and Ben are in it."""
    if not play.people:
        for names in (("Lin", "林姐"), ("Ana", "小安"), ("Ben", "阿本")):
            await play.enters(*names)
    people = play.people
    play.group = await play.scene.group(title, members=[people["Ana"], people["Ben"]], admins=[play.lin])
    play.group.leader = play.lin
    for command in ("/lead", f"/community currency {currency}"):
        await play.lin.says(command, to=play.group)


async def asked(play: Play, price: str) -> Seen:
    """Ana's and Ben's team is full: what Ana gets."""
    ana, ben = play.people["Ana"], play.people["Ben"]
    title, until = play.says("Navel oranges 5 kg", "赣州脐橙 5 公斤"), play.says("until +2d", "截止 +2d")
    team = play.says(f"team 2 {price}", f"成团 2人 {price}")
    await play.lin.says(f"/deal {title}\n{team}\n{until}", to=play.group)
    await play.taps(play.lin, "button-publish-draft")
    card = play.group.card
    await play.taps(ana, "button-start-team", on=card)
    await ben.taps(ana.name, on=play.scene.card(card))
    await play.scene.settles()
    return ana.newest


async def paid_to(play: Play, title: str, currency: str, payee: str, price: str) -> Seen:
    """What Ana gets in a group whose leader has typed this account."""
    await a_group(play, title, currency)
    await play.lin.says(f"/payee {payee}", to=play.group)
    await play.taps(play.lin, "button-keep-payee")
    return await asked(play, price)


@PAYING.screen(_SEEN)
async def pix(play: Play) -> Seen:
    """Pix: the code is copied and pasted."""
    payee = "pix +55 11 91234-5678 Ana Souza, São Paulo"
    return await paid_to(play, play.says("Vila Madalena", "圣保罗邻居"), "BRL", payee, "49.90")


@PAYING.screen(_SEEN)
async def promptpay(play: Play) -> Seen:
    """PromptPay: the picture is opened in the bank's app."""
    payee = "promptpay 081-234-5678 Somchai Jaidee"
    return await paid_to(play, play.says("Ari neighbours", "曼谷邻居"), "THB", payee, "299")


@PAYING.screen(_SEEN)
async def upi(play: Play) -> Seen:
    """UPI: from another screen."""
    payee = "upi anita@okhdfcbank Anita Sharma"
    return await paid_to(play, play.says("Indiranagar", "班加罗尔邻居"), "INR", payee, "499")


@PAYING.screen(_SEEN)
async def qrbill(play: Play) -> Seen:
    """A Swiss QR-bill."""
    payee = "qrbill CH93 0076 2011 6238 5295 7 Anna Muster, Bahnhofstrasse 1, 8001 Zürich"
    return await paid_to(play, play.says("Kreis 5", "苏黎世邻居"), "CHF", payee, "29.90")


@PAYING.screen(_SEEN)
async def paypal(play: Play) -> Seen:
    """PayPal.Me: a link."""
    payee = "paypal paypal.me/annaschmidt Anna Schmidt"
    return await paid_to(play, play.says("Camden neighbours", "伦敦邻居"), "GBP", payee, "24.90")


@PAYING.screen("The code you have already")
async def own_shown(play: Play) -> Seen:
    """A leader's photo of a QRIS code, read."""
    await a_group(play, play.says("Bandung", "万隆邻居"), "IDR")
    await play.lin.says(photo=image.draw(QRIS), caption="/payee", to=play.group)
    return play.lin.newest


@PAYING.screen("The code you have already")
async def own(play: Play) -> Seen:
    """The same code for one buyer: the amount is in it."""
    await play.taps(play.lin, "button-keep-payee")
    return await asked(play, "37500")


@PAYING.screen("The code you have already")
async def personal(play: Play) -> Seen:
    """A personal WeChat code takes no amount: it stands beside."""
    await a_group(play, play.says("Jing'an", "静安邻居"), "CNY")
    await play.lin.says(f"/payee {_WECHAT} 林晓", to=play.group)
    await play.taps(play.lin, "button-keep-payee")
    return await asked(play, "29.90")


@PAYING.screen("Alipay and WeChat Pay, by their merchants")
async def alipay(play: Play) -> Seen:
    """A code of Alipay's, made for this order."""
    play.alipay = await play.stack.enter_async_context(AlipayStandIn())
    play.scene.gateways = True
    play.scene.settings.update(play.alipay.settings())
    await play.scene.bot_stops()
    await play.scene.bot_starts()
    await a_group(play, play.says("Xuhui", "徐汇邻居"), "CNY")
    play.scene.bot.cashier.wake()
    await play.scene.settles()
    return await asked(play, "29.90")


@PAYING.screen("Alipay and WeChat Pay, by their merchants")
async def alipay_paid(play: Play) -> Seen:
    """Alipay reports the money: nobody has to look."""
    ana = play.people["Ana"]
    assert play.alipay is not None
    trade = play.alipay.of_code(ana.reads(ana.newest))
    await play.alipay.reports(play.alipay.pays(trade.number))
    await play.scene.settles()
    return ana.newest


_BY_CARD = "By card, in Telegram"


@PAYING.screen(_BY_CARD)
async def invoice_asked(play: Play) -> Seen:
    """The request, as ever: all that is to be said."""
    play.scene.gateways = False
    play.scene.settings.clear()
    play.scene.settings.update(
        invoice_provider_token=TEST_TOKEN,
        invoice_name=play.says("Green Market", "绿叶市集"),
        invoice_currencies="EUR",
        invoice_groups="all",
    )
    await play.scene.bot_stops()
    await play.scene.bot_starts()
    await a_group(play, play.says("Oberstadt", "法兰克福邻居"), "EUR")
    play.scene.bot.cashier.wake()
    await play.scene.settles()
    await asked(play, "29.90")
    return play.people["Ana"].told()[-2]


@PAYING.screen(_BY_CARD)
async def invoice(play: Play) -> Seen:
    """Right under it the invoice."""
    return play.people["Ana"].invoices()[-1]


@PAYING.screen(_BY_CARD)
async def invoice_paid(play: Play) -> Seen:
    """Paid: the invoice is gone, and the request says so."""
    ana = play.people["Ana"]
    request = ana.told()[-2]
    await ana.pays()
    return next(seen for seen in ana.told() if seen.id == request.id)
