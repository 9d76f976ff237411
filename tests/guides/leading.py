"""What a leader meets, from the first command to the last question: a function is a picture of docs/guide/leader.md,
and what it says about itself is the caption.
"""

from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from bot.domain.ids import Kind, code_of
from tests.guides.plays import Guide, Play
from tests.kit.messages import Seen
from tests.kit.scenes import IBAN

LEADER = Guide("leader")
#: Another of the payees that the standard itself has published.
OTHER_IBAN = "BE72 0000 0000 1616"
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


@LEADER.screen("Your deals: /deals and the desk")
async def desk(play: Play) -> Seen:
    """The desk of an open deal."""
    await play.passes(minutes=20)
    await play.taps(play.lin, "button-show-desk")
    return play.lin.newest


@LEADER.screen("Your deals: /deals and the desk")
async def ping(play: Play) -> Seen:
    """A message that is heard: a buyer says it is paid."""
    dora = play.people["Dora"]
    await dora.taps(play.people["Ana"].name, on=play.card("oranges"))
    await play.passes(minutes=40)
    for name in ("Ana", "Ben"):
        await play.taps(play.people[name], "button-claim-paid")
    return play.lin.newest


@LEADER.screen("Your deals: /deals and the desk")
async def desk_claims(play: Play) -> Seen:
    """The desk then."""
    await play.lin.says("/deals")
    await play.lin.taps(play.title("oranges"))
    return play.lin.newest


@LEADER.screen("Your deals: /deals and the desk")
async def one_by_one(play: Play) -> Seen:
    """`One by one`."""
    await play.taps(play.lin, "button-one-by-one")
    return play.lin.newest


@LEADER.screen("Your deals: /deals and the desk")
async def rejecting(play: Play) -> Seen:
    """`Reject` asks what the buyer is told."""
    await play.lin.taps(f"1 · {play.word('button-reject-paid')}")
    asked = play.lin.newest
    await play.taps(play.lin, "button-one-by-one", on=asked)
    return asked


@LEADER.screen("Your deals: /deals and the desk")
async def reason_asked(play: Play) -> Seen:
    """`Other…` asks for your own words."""
    await play.lin.taps(f"1 · {play.word('button-reject-paid')}")
    question = play.lin.newest
    await play.taps(play.lin, "button-reject-in-words")
    asked = play.lin.newest
    await play.taps(play.lin, "button-one-by-one", on=question)
    return asked


@LEADER.screen("Your deals: /deals and the desk")
async def desk_paid(play: Play) -> Seen:
    """The desk after one was confirmed."""
    await play.lin.taps(f"1 · {play.word('button-confirm-paid')}")
    await play.taps(play.lin, "button-show-desk")
    return next(shown for shown in reversed(play.lin.told()) if shown.button(play.word("button-close-now")))


@LEADER.screen("Your deals: /deals and the desk")
async def paid(play: Play) -> Seen:
    """`/paid` with two codes, one of them mistyped."""
    await play.lin.says(f"/paid {code_of(Kind.ORDER, 2)} {code_of(Kind.ORDER, 99)}")
    return play.lin.newest


@LEADER.screen("Your deals: /deals and the desk")
async def deals(play: Play) -> Seen:
    """`/deals`."""
    await play.lin.says(
        play.says(
            "/deal Eggs, tray of 30\nalone 10\nteam 2 8.50\nuntil Fri 20:00",
            "/deal 鸡蛋一板 30 枚\n单买 10\n成团 2人 8.50\n截止 周五20:00",
        )
    )
    await play.taps(play.lin, "button-publish-draft")
    play.cards["eggs"] = play.group.card
    await play.lin.says("/deals")
    return play.lin.newest


@LEADER.screen("Your deals: /deals and the desk")
async def paused(play: Play) -> Seen:
    """`Pause`: the card in the group."""
    await play.lin.taps(play.title("oranges"))
    await play.taps(play.lin, "button-pause-deal")
    return play.card("oranges")


@LEADER.screen("Your deals: /deals and the desk")
async def extend(play: Play) -> Seen:
    """`Extend`."""
    await play.taps(play.lin, "button-resume-deal")
    await play.taps(play.lin, "button-extend-deal")
    return play.lin.newest


@LEADER.screen("Your deals: /deals and the desk")
async def close(play: Play) -> Seen:
    """`Close now` asks once."""
    await play.taps(play.lin, "button-go-on")
    await play.taps(play.lin, "button-close-now")
    return play.lin.newest


@LEADER.screen("Your deals: /deals and the desk")
async def cancel(play: Play) -> Seen:
    """`Cancel the deal` asks once."""
    await play.taps(play.lin, "button-go-on")
    await play.taps(play.lin, "button-cancel-deal")
    return play.lin.newest


@LEADER.screen("Whom the bot can't reach")
async def call(play: Play) -> Seen:
    """Called in the group, once."""
    emil, finn = play.people["Emil"], play.people["Finn"]
    await play.taps(emil, "button-start-team", on=play.card("eggs"))
    await finn.taps(emil.name, on=play.card("eggs"))
    await play.passes(minutes=2)
    return play.group.posts()[-1]


@LEADER.screen("Whom the bot can't reach")
async def desk_unreached(play: Play) -> Seen:
    """The desk names them."""
    await play.lin.says("/deals")
    await play.lin.taps(play.title("eggs"))
    return play.lin.newest


@LEADER.screen("When buyers don't pay, or pay late")
async def nudge(play: Play) -> Seen:
    """A claim has waited for half a day."""
    await play.taps(play.people["Dora"], "button-claim-paid")
    await play.passes(hours=22.7)
    return play.lin.newest


@LEADER.screen("When buyers don't pay, or pay late")
async def late_money(play: Play) -> Seen:
    """Somebody paid too late."""
    await play.passes(hours=3)
    await play.taps(play.people["Emil"], "button-claim-paid")
    return play.lin.newest


@LEADER.screen("/payee")
async def payee_changed(play: Play) -> Seen:
    """Another leader changes the payee."""
    mo = play.people["Mo"]
    await mo.says("/lead", to=play.group)
    await mo.says(f"/payee epc {OTHER_IBAN} Mo Bakes", to=play.group)
    await play.taps(mo, "button-replace-payee", tail="4700")
    return play.lin.newest


@LEADER.screen("Starting")
async def last_call(play: Play) -> Seen:
    """A last call, an hour before the close."""
    await play.scene.clock.moves_to(datetime(2026, 12, 2, 20, 0, tzinfo=ZoneInfo("Europe/Berlin")))
    await play.passes(minutes=1)
    return play.group.posts()[-1]
