"""What a shopper meets, from the card to the paid order: a function is a picture of docs/guide/shopper.md."""

from pathlib import Path

from bot.domain.ids import Kind, code_of
from tests.guides.plays import Guide, Play
from tests.kit.messages import Seen
from tests.kit.scenes import IBAN

SHOPPER = Guide("shopper")
_ORANGES = Path("bot/assets/oranges.jpg").read_bytes()
_BUYERS = (("Ana", "小安"), ("Ben", "阿本"), ("Chen", "陈晨"), ("Dora", "朵拉"))


@SHOPPER.screen("Ordering")
async def card(play: Play) -> Seen:
    """The card in the group."""
    lin = await play.enters("Lin", "林姐")
    buyers = [await play.enters(*names) for names in _BUYERS]
    title = play.says("Green Lane neighbours", "绿荫里邻居群")
    play.group = await play.scene.group(title, members=buyers, admins=[lin])
    play.group.leader = lin
    for command in ("/lead", "/community currency EUR", "/community zone Europe/Berlin", f"/payee epc {IBAN} Lin Wang"):
        await lin.says(command, to=play.group)
    await play.taps(lin, "button-keep-payee")
    await lin.says(
        photo=_ORANGES,
        caption=play.says(
            "/deal Navel oranges 5 kg\nalone 39.90\nteam 3 29.90\nuntil Wed 21:00\nstock 60\nlimit 2",
            "/deal 赣州脐橙 5 公斤\n单买 39.90\n成团 3人 29.90\n截止 周三21:00\n库存 60份\n限购 2",
        ),
    )
    await play.taps(lin, "button-publish-draft")
    play.cards["oranges"] = play.group.card
    await play.taps(play.people["Ana"], "button-start-team", on=play.card("oranges"))
    return play.card("oranges")


@SHOPPER.screen("Ordering")
async def order(play: Play) -> Seen:
    """`My order`."""
    ana = play.people["Ana"]
    await ana.opens(play.card("oranges").url(play.word("button-my-order")))
    return ana.newest


@SHOPPER.screen("Ordering")
async def team(play: Play) -> Seen:
    """What a team's link opens."""
    ana, ben = play.people["Ana"], play.people["Ben"]
    await ben.opens(ana.newest.shared(play.word("button-share-team")))
    return ben.newest


@SHOPPER.screen("Ordering")
async def joined(play: Play) -> Seen:
    """You're in: share the link, or the poster."""
    ben = play.people["Ben"]
    await ben.taps(play.people["Ana"].name, on=ben.newest)
    return ben.newest


@SHOPPER.screen("Ordering")
async def poster(play: Play) -> Seen:
    """`Poster`: to be forwarded."""
    ben = play.people["Ben"]
    await play.taps(ben, "button-team-poster")
    return ben.newest


@SHOPPER.screen("Ordering")
async def move(play: Play) -> Seen:
    """Another team of the same deal."""
    chen, dora = play.people["Chen"], play.people["Dora"]
    await play.taps(chen, "button-start-team", on=play.card("oranges"))
    await play.taps(dora, "button-start-team", on=play.card("oranges"))
    await dora.taps(chen.name, on=play.card("oranges"))
    return dora.newest


@SHOPPER.screen("Ordering")
async def alone(play: Play) -> Seen:
    """Buying alone asks once."""
    lin = play.lin
    await lin.opens(play.card("oranges").shared(play.word("button-share")))
    await lin.taps(play.says("Buy alone", "单买"))
    return lin.newest


@SHOPPER.screen("Paying")
async def due(play: Play) -> Seen:
    """The team is full: the payment message."""
    chen = play.people["Chen"]
    await play.taps(chen, "button-leave", on=await _order_of(play, "Chen"))
    await play.taps(chen, "button-confirm-leave")
    await chen.taps(play.people["Ana"].name, on=play.card("oranges"))
    return play.people["Ana"].newest


@SHOPPER.screen("Paying")
async def claimed(play: Play) -> Seen:
    """After `I paid`."""
    ana = play.people["Ana"]
    await play.taps(ana, "button-claim-paid")
    return ana.qr_messages()[-1] if ana.qr_messages() else ana.newest


@SHOPPER.screen("Paying")
async def paid(play: Play) -> Seen:
    """The leader has the money."""
    await play.taps(play.lin, "button-one-by-one")
    await play.lin.taps(f"1 · {play.word('button-confirm-paid')}")
    return play.people["Ana"].newest


@SHOPPER.screen("Paying")
async def rejected(play: Play) -> Seen:
    """The leader doesn't see the money."""
    ben = play.people["Ben"]
    await play.taps(ben, "button-claim-paid")
    await play.taps(play.lin, "button-one-by-one")
    await play.lin.taps(f"2 · {play.word('button-reject-paid')}")
    await play.lin.taps(play.says("Nothing came yet", "还没到账"))
    return ben.newest


@SHOPPER.screen("Paying")
async def underpaid(play: Play) -> Seen:
    """Less came than was asked for."""
    await play.lin.says(f"/paid {code_of(Kind.ORDER, 2)}=20")
    return play.people["Ben"].newest


@SHOPPER.screen("Paying")
async def rest(play: Play) -> Seen:
    """A code for the rest only."""
    await play.taps(play.lin, "button-ask-rest")
    return play.people["Ben"].newest


@SHOPPER.screen("Paying")
async def reminder(play: Play) -> Seen:
    """A reminder, when half of the time is gone."""
    await play.passes(hours=12)
    return play.people["Chen"].newest


@SHOPPER.screen("When a team is full, and when it isn't")
async def cannot_pay(play: Play) -> Seen:
    """`I can't pay` asks once."""
    chen = play.people["Chen"]
    await play.taps(chen, "button-cannot-pay")
    return chen.newest


@SHOPPER.screen("When a team is full, and when it isn't")
async def given_up(play: Play) -> Seen:
    """The place is free again."""
    chen = play.people["Chen"]
    await play.taps(chen, "button-confirm-cannot-pay")
    return chen.newest


@SHOPPER.screen("Commands")
async def my(play: Play) -> Seen:
    """`/my`: all your orders."""
    await play.people["Ben"].says("/my")
    return play.people["Ben"].newest


@SHOPPER.screen("When a team is full, and when it isn't")
async def expired(play: Play) -> Seen:
    """Time is up, and the team was short."""
    await play.passes(hours=24)
    return play.people["Dora"].newest


@SHOPPER.screen("Paying")
async def refund(play: Play) -> Seen:
    """The rest never came: what did is paid back."""
    await play.taps(play.lin, "button-refund-buyer")
    await play.scene.settles()
    return play.people["Ben"].newest


@SHOPPER.screen("Paying")
async def account_left(play: Play) -> Seen:
    """`Leave my account`: where to."""
    ben = play.people["Ben"]
    await play.taps(ben, "button-leave-account")
    await play.scene.settles()
    await ben.says("epc FR14 2004 1010 0505 0001 3M02 606 Ben Weber", reply_to=ben.newest.id)
    return ben.newest


@SHOPPER.screen("Commands")
async def quiet(play: Play) -> Seen:
    """`/quiet`: when you are not disturbed."""
    await play.people["Ben"].says("/quiet")
    return play.people["Ben"].newest


@SHOPPER.screen("Commands")
async def language(play: Play) -> Seen:
    """`/language`: English or Chinese."""
    await play.people["Ben"].says("/language")
    return play.people["Ben"].newest


async def _order_of(play: Play, name: str) -> Seen:
    """Somebody's own order, opened from the card."""
    await play.people[name].opens(play.card("oranges").url(play.word("button-my-order")))
    return play.people[name].newest
