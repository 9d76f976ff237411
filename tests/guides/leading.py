"""What a leader meets up to the first card: a function is a picture of docs/guide/leader.md, and what it says about
itself is the caption. `minding` goes on from here.
"""

from pathlib import Path

from tests.guides.plays import Guide, Play
from tests.kit.messages import Seen
from tests.kit.scenes import IBAN

LEADER = Guide("leader")
_ORANGES = Path("bot/assets/oranges.jpg").read_bytes()
_BUYERS = (("Ana", "小安"), ("Ben", "阿本"), ("Chen", "陈晨"), ("Dora", "朵拉"), ("Emil", "小艾"))


@LEADER.screen("Starting")
async def welcome(play: Play) -> Seen:
    """The private chat, after START."""
    await play.enters("Lin", "林姐")
    return play.lin.newest


@LEADER.screen("Starting")
async def greeting(play: Play) -> Seen:
    """The one greeting of a group."""
    mo = await play.enters("Mo", "老莫")
    buyers = [await play.enters(*names) for names in _BUYERS]
    buyers.append(await play.enters("Finn", "小芬", starts=False))
    title = play.says("Green Lane neighbours", "绿荫里邻居群")
    play.group = await play.scene.group(title, members=buyers, admins=[play.lin, mo])
    play.group.leader = play.lin
    return play.group.greetings[-1]


@LEADER.screen("Starting")
async def lead(play: Play) -> Seen:
    """After `I'm the leader`, in private."""
    await play.taps(play.lin, "button-lead-here")
    return play.lin.newest


@LEADER.screen("/community")
async def community(play: Play) -> Seen:
    """`/community`: how the group is set."""
    for setting in ("currency EUR", "zone Europe/Berlin"):
        await play.lin.says(f"/community {setting}", to=play.group)
    return play.lin.newest


@LEADER.screen("/payee")
async def payee_shown(play: Play) -> Seen:
    """Is this where the money goes?"""
    await play.lin.says(f"/payee epc {IBAN} Lin Wang", to=play.group)
    return play.lin.newest


@LEADER.screen("/payee")
async def payee_kept(play: Play) -> Seen:
    """After `Keep`."""
    await play.taps(play.lin, "button-keep-payee")
    return play.lin.newest


@LEADER.screen("Preview, edit, publish")
async def faults(play: Play) -> Seen:
    """A slip in a line: nothing is published."""
    await play.lin.says(
        play.says(
            "/deal Navel oranges 5 kg\nalone 39.90\nteam three 29.90\nuntil Wed 21:00",
            "/deal 赣州脐橙 5 公斤\n单买 39.90\n成团 三人 29.90\n截止 周三21:00",
        )
    )
    return play.lin.newest


@LEADER.screen("Preview, edit, publish")
async def preview(play: Play) -> Seen:
    """The preview."""
    await play.lin.says(
        photo=_ORANGES,
        caption=play.says(
            "/deal Navel oranges 5 kg\nalone 39.90\nteam 3 29.90\nuntil Wed 21:00\nstock 60\nlimit 2\nnote First grade",
            "/deal 赣州脐橙 5 公斤\n单买 39.90\n成团 3人 29.90\n截止 周三21:00\n库存 60份\n限购 2\n备注 一级果",
        ),
    )
    return play.lin.newest


@LEADER.screen("Preview, edit, publish")
async def published(play: Play) -> Seen:
    """After `Publish`."""
    await play.taps(play.lin, "button-publish-draft")
    play.cards["oranges"] = play.group.card
    return play.lin.newest


@LEADER.screen("Preview, edit, publish")
async def poster(play: Play) -> Seen:
    """`Poster`: to be forwarded."""
    await play.taps(play.lin, "button-deal-poster")
    return play.lin.newest


@LEADER.screen("What looks like a slip")
async def slips(play: Play) -> Seen:
    """A preview that asks whether that is meant."""
    await play.lin.says(
        play.says(
            "/deal Pears 3 kg\nalone 20\nteam 3 9.90\nuntil Thu 3:00",
            "/deal 梨 3 公斤\n单买 20\n成团 3人 9.90\n截止 周四3:00",
        )
    )
    asked = play.lin.newest
    await play.taps(play.lin, "button-discard-draft", on=asked)
    return asked


@LEADER.screen("/deal alone: three steps")
async def wizard(play: Play) -> Seen:
    """`/deal` alone: the first question."""
    await play.lin.says("/deal")
    return play.lin.newest


@LEADER.screen("/deal alone: three steps")
async def wizard_until(play: Play) -> Seen:
    """The last one."""
    await play.lin.says(play.says("Pears 3 kg", "梨 3 公斤"))
    await play.lin.taps("3")
    await play.lin.says("9.90 12.50")
    asked = play.lin.newest
    await play.taps(play.lin, "button-wizard-cancel")
    return asked


@LEADER.screen("Preview, edit, publish")
async def card(play: Play) -> Seen:
    """The card in the group, with two teams under way."""
    ana, ben, chen = (play.people[name] for name in ("Ana", "Ben", "Chen"))
    await play.taps(ana, "button-start-team", on=play.card("oranges"))
    await ben.taps(ana.name, on=play.card("oranges"))
    await play.taps(chen, "button-start-team", on=play.card("oranges"))
    return play.card("oranges")


@LEADER.screen("Starting")
async def board(play: Play) -> Seen:
    """The board, pinned in the group."""
    telegram = play.scene.telegram
    telegram.set_standing(play.group.id, telegram.bot.id, "administrator", by=play.lin.id)
    await play.scene.settles()
    return play.group.boards[-1]
