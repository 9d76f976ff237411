"""What a leader meets when money is late or owed back, when things go wrong, and what it all adds up to."""

import re
from datetime import datetime
from zoneinfo import ZoneInfo

from tests.guides.minding import LEADER
from tests.guides.plays import Play
from tests.kit.messages import Seen
from tests.kit.people import Somebody

__all__ = ["LEADER"]

#: Payees that the standard itself, and the IBAN registry, have published.
OTHER_IBAN = "BE72 0000 0000 1616"
_EMILS = "FR14 2004 1010 0505 0001 3M02 606"
_BERLIN = ZoneInfo("Europe/Berlin")


@LEADER.screen("When buyers don't pay, or pay late")
async def nudge(play: Play) -> Seen:
    """A claim has waited for half a day."""
    dora = play.people["Dora"]
    play.scene.telegram.block(dora.id, blocked=False)
    await play.taps(dora, "button-claim-paid")
    await play.passes(hours=15.7)
    return play.lin.newest


@LEADER.screen("When buyers don't pay, or pay late")
async def late_money(play: Play) -> Seen:
    """Somebody paid too late."""
    await play.passes(hours=3)
    await play.taps(play.people["Emil"], "button-claim-paid")
    return play.lin.newest


@LEADER.screen("When buyers don't pay, or pay late")
async def refunds(play: Play) -> Seen:
    """`/refunds`: what is owed back."""
    await play.taps(play.lin, "button-refund-buyer")
    await play.lin.says("/refunds")
    return play.lin.newest


@LEADER.screen("When buyers don't pay, or pay late")
async def pay_back(play: Play) -> Seen:
    """`Pay back`: a code to the account that the buyer has left."""
    emil, listed = play.people["Emil"], play.lin.newest
    await play.taps(emil, "button-leave-account")
    await play.scene.settles()
    await emil.says(f"epc {_EMILS} Emil Roth", reply_to=emil.newest.id)
    await play.lin.taps(listed.labels[0], on=listed)
    await play.scene.settles()
    return play.lin.newest


@LEADER.screen("When buyers don't pay, or pay late")
async def paid_back(play: Play) -> Seen:
    """Paid back: the account is erased."""
    await play.taps(play.lin, "button-mark-refunded")
    return play.lin.newest


@LEADER.screen("Starting")
async def deleted(play: Play) -> Seen:
    """Somebody has deleted a card."""
    gone, chen = play.card("eggs"), play.people["Chen"]
    play.scene.provoked.append("message to edit not found")
    await play.lin.deletes(gone)
    await chen.opens(gone.shared(play.word("button-share")))
    await play.taps(chen, "button-start-team")
    await play.passes(minutes=2)
    asked = play.lin.newest
    await play.taps(play.lin, "button-post-card-again", on=asked)
    return asked


@LEADER.screen("Your deals: /deals and the desk")
async def outage(play: Play) -> Seen:
    """A deal closed while the bot was away."""
    await play.lin.says(
        play.says(
            "/deal Potatoes 10 kg\nalone 12\nteam 3 9\nuntil today 18:00",
            "/deal 土豆 10 公斤\n单买 12\n成团 3人 9\n截止 今天18:00",
        )
    )
    await play.taps(play.lin, "button-publish-draft")
    await play.taps(play.people["Emil"], "button-start-team", on=play.group.card)
    jo = await play.enters("Jo", "小乔")
    play.scene.admins = {jo.id}
    await play.is_away(datetime(2026, 12, 1, 17, 40, tzinfo=_BERLIN), minutes=40)
    asked = next(one for one in reversed(play.lin.told()) if one.button(play.word("button-leave-closed")))
    await play.taps(play.lin, "button-leave-closed", on=asked)
    return asked


@LEADER.screen("/payee")
async def payee_changed(play: Play) -> Seen:
    """Another leader changes the payee."""
    mo = play.people["Mo"]
    await mo.says("/lead", to=play.group)
    await mo.says(f"/payee epc {OTHER_IBAN} Mo Bakes", to=play.group)
    await play.taps(mo, "button-replace-payee", account="…4700")
    return play.lin.newest


@LEADER.screen("Starting")
async def last_call(play: Play) -> Seen:
    """A last call, an hour before the close."""
    await play.scene.clock.moves_to(datetime(2026, 12, 2, 20, 0, tzinfo=_BERLIN))
    await play.passes(minutes=1)
    return play.group.posts()[-1]


@LEADER.screen("Starting")
async def suspended(play: Play) -> Seen:
    """Suspended by the operator."""
    jo = play.people["Jo"]
    asked = next(one for one in reversed(jo.told()) if one.button(jo.word("button-suspend-leader")))
    await play.taps(jo, "button-suspend-leader", on=asked)
    await play.taps(jo, "button-confirm-suspend")
    return play.people["Mo"].newest


@LEADER.screen("/statement")
async def statement_columns(play: Play) -> Seen:
    """How a table is read, before anything is kept."""
    await play.lin.says(
        play.says(
            "/deal Honey 500 g\nteam 3 6.90\nuntil +2d",
            "/deal 蜂蜜 500 克\n成团 3人 6.90\n截止 +2d",
        )
    )
    await play.taps(play.lin, "button-publish-draft")
    card = play.group.card
    buyers = [play.people[name] for name in ("Ana", "Ben", "Chen")]
    await play.taps(buyers[0], "button-start-team", on=card)
    for buyer, left in ((buyers[1], 2), (buyers[2], 1)):
        await play.taps(buyer, "button-join-team", on=play.scene.card(card), starter=buyers[0].name, left=left)
    ana, ben, chen = [_reference(buyer) for buyer in buyers]
    rows = (
        f"03.12.2026;6,90;SVWZ+{ana[:6]} {ana[6:]};{buyers[0].name}",
        f"03.12.2026;6,90;{ben}0;{buyers[1].name}",
        f"03.12.2026;5,90;{chen};{buyers[2].name}",
        "03.12.2026;-41,50;Strom;Stadtwerke",
    )
    table = "Buchungstag;Betrag;Verwendungszweck;Name\n" + "\n".join(rows) + "\n"
    await play.lin.says(document=("umsatz.csv", table.encode()), caption="/statement")
    return play.lin.newest


@LEADER.screen("/statement")
async def statement(play: Play) -> Seen:
    """What became of every line."""
    await play.taps(play.lin, "button-columns-right")
    return play.lin.newest


@LEADER.screen("/statement")
async def statement_line(play: Play) -> Seen:
    """A line that waits for your word."""
    await play.taps(play.lin, "button-near-lines", count=2)
    return play.lin.newest


def _reference(buyer: Somebody) -> str:
    """What the newest payment message says."""
    return next(found[0] for one in reversed(buyer.told()) if (found := re.findall(r"KT\d+", one.text)))


@LEADER.screen("/money: what it adds up to")
async def money(play: Play) -> Seen:
    """What one deal's money adds up to."""
    await play.lin.says("/money")
    await play.lin.taps(play.title("oranges"))
    return play.lin.newest


@LEADER.screen("/money: what it adds up to")
async def money_chart(play: Play) -> Seen:
    """`Chart`."""
    await play.lin.says("/money")
    await play.taps(play.lin, "button-money-chart")
    return play.lin.newest


@LEADER.screen("/payee")
async def payee_beside(play: Play) -> Seen:
    """Another account: in place of one, or beside them."""
    await play.lin.says("/payee epc DE89 3704 0044 0532 0130 00 Lin Wang", to=play.group)
    return play.lin.newest


@LEADER.screen("Preview, edit, publish")
async def which_topic(play: Play) -> Seen:
    """In a group with topics: where the card is to stand."""
    title = play.says("Harbour Road forum", "港口路论坛")
    forum = await play.scene.group(title, admins=[play.lin], is_forum=True)
    await play.lin.says("/lead", to=forum)
    for topic in (play.says("Fruit", "水果"), play.says("Bread", "面包")):
        play.scene.telegram.add_topic(forum.id, topic, by=play.lin.id)
    await play.scene.settles()
    deal = play.says("/deal Figs 1 kg\nteam 2 5.90\nuntil +2d", "/deal 无花果 1 公斤\n成团 2人 5.90\n截止 +2d")
    await play.lin.says(deal, to=forum)
    await play.taps(play.lin, "button-ask-topic", where="general", topic="")
    return play.lin.newest
