"""What an admin of the bot meets: a function is a picture of docs/guide/operator.md."""

from datetime import datetime
from zoneinfo import ZoneInfo

from tests.guides.plays import Guide, Play
from tests.kit.messages import Seen
from tests.kit.scenes import IBAN

OPERATOR = Guide("operator")


@OPERATOR.screen("Leaders")
async def asked(play: Play) -> Seen:
    """With `LEADERSHIP=approved`: may they lead?"""
    jo = await play.enters("Jo", "小乔")
    lin = await play.enters("Lin", "林姐")
    play.scene.admins = {jo.id}
    play.scene.settings["leadership"] = "approved"
    await play.scene.bot_stops()
    await play.scene.bot_starts()
    await play.passes(hours=1)  # nobody is written to at night, by the clocks of wherever Jo may be
    title = play.says("Green Lane neighbours", "绿荫里邻居群")
    play.group = await play.scene.group(title, members=[await play.enters("Ana", "小安")], admins=[lin])
    play.group.leader = lin
    await lin.says("/lead", to=play.group)
    return jo.newest


@OPERATOR.screen("Leaders")
async def approved(play: Play) -> Seen:
    """After `Approve`."""
    jo = play.people["Jo"]
    await play.taps(jo, "button-approve-leader")
    return jo.newest


@OPERATOR.screen("Leaders")
async def payee(play: Play) -> Seen:
    """A group's first payee."""
    lin = play.lin
    for command in ("/community currency EUR", "/community zone Europe/Berlin", f"/payee epc {IBAN} Lin Wang"):
        await lin.says(command, to=play.group)
    await play.taps(lin, "button-keep-payee")
    return play.people["Jo"].newest


@OPERATOR.screen("Leaders")
async def suspending(play: Play) -> Seen:
    """`Suspend` asks once more."""
    lin, jo = play.lin, play.people["Jo"]
    await lin.says(
        play.says(
            "/deal Navel oranges 5 kg\nalone 39.90\nteam 3 29.90\nuntil today 18:00",
            "/deal 赣州脐橙 5 公斤\n单买 39.90\n成团 3人 29.90\n截止 今天18:00",
        )
    )
    await play.taps(lin, "button-publish-draft")
    play.cards["oranges"] = play.group.card
    await play.taps(play.people["Ana"], "button-start-team", on=play.card("oranges"))
    await play.taps(jo, "button-suspend-leader")
    return jo.newest


@OPERATOR.screen("Leaders")
async def suspended(play: Play) -> Seen:
    """After `Yes, suspend`."""
    jo = play.people["Jo"]
    await play.taps(jo, "button-confirm-suspend")
    return jo.newest


@OPERATOR.screen("Leaders")
async def suspended_leader(play: Play) -> Seen:
    """What the leader is told."""
    return play.lin.newest


@OPERATOR.screen("Leaders")
async def suspended_card(play: Play) -> Seen:
    """The card in the group."""
    return play.card("oranges")


@OPERATOR.screen("Watching it")
async def account(play: Play) -> Seen:
    """After an outage: one account."""
    jo = play.people["Jo"]
    await jo.taps(jo.word("button-restore-leader", suspended="yes"))
    await play.is_away(datetime(2026, 11, 30, 17, 40, tzinfo=ZoneInfo("Europe/Berlin")), minutes=40)
    return jo.newest
