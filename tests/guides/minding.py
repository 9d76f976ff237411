"""What a leader meets once deals stand: the desk, claims, whom the bot can't reach. `settling` goes on from here."""

from bot.domain.ids import Kind, code_of
from tests.guides.leading import LEADER
from tests.guides.plays import Play
from tests.kit.messages import Seen

__all__ = ["LEADER"]


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
    await play.opens_desk("oranges")
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
async def ask(play: Play) -> Seen:
    """`Ask`: what you reply goes to that buyer."""
    await play.lin.taps(f"2 · {play.word('button-ask-buyer')}")
    asked = play.lin.newest
    await play.lin.says(play.says("Is Friday fine for you?", "周五来取方便吗？"), reply_to=asked.id)
    return asked


@LEADER.screen("Your deals: /deals and the desk")
async def question(play: Play) -> Seen:
    """What the buyer answers."""
    ben = play.people["Ben"]
    await ben.says(play.says("Yes, after six", "可以，六点以后"), reply_to=ben.newest.id)
    return play.lin.newest


@LEADER.screen("Your deals: /deals and the desk")
async def desk_paid(play: Play) -> Seen:
    """The desk after one was confirmed."""
    await play.lin.taps(f"1 · {play.word('button-confirm-paid')}")
    await play.opens_desk("oranges")
    return play.lin.newest


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
async def closed(play: Play) -> Seen:
    """Closed: `Undo` for five minutes."""
    await play.taps(play.lin, "button-confirm-close-now")
    return play.lin.newest


@LEADER.screen("Your deals: /deals and the desk")
async def cancel(play: Play) -> Seen:
    """`Cancel the deal` asks once."""
    await play.taps(play.lin, "button-undo-close")
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
    await play.opens_desk("eggs")
    return play.lin.newest


@LEADER.screen("Your deals: /deals and the desk")
async def remind(play: Play) -> Seen:
    """Who has to pay: `Remind`."""
    await play.passes(hours=7)
    await play.opens_desk("oranges")
    return play.lin.newest


@LEADER.screen("Your deals: /deals and the desk")
async def reminded(play: Play) -> Seen:
    """What those buyers get."""
    await play.lin.taps(play.starting_with("button-remind-due", play.lin.newest))
    await play.scene.settles()
    return play.people["Dora"].newest


@LEADER.screen("Whom the bot can't reach")
async def desk_call(play: Play) -> Seen:
    """Somebody has blocked the bot: `Call`."""
    play.scene.telegram.block(play.people["Dora"].id)
    await play.scene.settles()
    await play.opens_desk("oranges")
    return play.lin.newest


@LEADER.screen("Whom the bot can't reach")
async def called(play: Play) -> Seen:
    """Called by your word."""
    await play.lin.taps(play.starting_with("button-call-buyers", play.lin.newest))
    await play.scene.settles()
    return play.group.posts()[-1]
