"""Corners of delivery and first contact: messages that are gone, pictures Telegram forgets, floods, the wrong room."""

import io

from PIL import Image
from sqlalchemy import text

from bot.delivery.limits import Lane
from bot.domain.ids import AccountId
from bot.services import people
from storage.database import ReadTx
from tests.kit.messages import Seen
from tests.kit.people import Somebody
from tests.kit.scenes import Scene


async def a_full_team(scene: Scene, lines: str = "") -> tuple[Seen, Somebody]:
    """A team of two that is full, and its starter."""
    ana, ben = await scene.person("Ana"), await scene.person("Ben")
    card = await scene.a_deal(team=2, until="+5d", lines=lines, members=[ana, ben])
    await scene.a_team(card, ana, ben)
    return card, ana


def a_picture() -> bytes:
    """A photo that somebody sends."""
    picture = io.BytesIO()
    Image.new("RGB", (320, 320)).save(picture, "PNG")
    return picture.getvalue()


def claimed(tx: ReadTx) -> int:
    """How many orders are claimed."""
    return int(tx.value(text("SELECT count(*) FROM orders WHERE state = 'claimed'")))


async def test_one_payment_message_that_is_gone_keeps_no_other_code_alive(scene: Scene) -> None:
    scene.provoked.append("not found")
    card, ana = await a_full_team(scene)
    await ana.opens(card.url("My order"))
    await ana.opens(card.url("My order"))
    first, *others = ana.qr_messages()
    assert len(others) == 2
    gone = "Bad Request: message to edit not found"
    scene.telegram.fault("editMessageMedia", chat_id=ana.id, status=400, description=gone, times=1)
    await ana.taps("I can't pay")
    await ana.taps("Yes, give up my place")
    await scene.clock.moves(minutes=5)
    assert [message.id for message in ana.qr_messages()] == [first.id]


async def test_a_picture_that_telegram_forgets_is_uploaded_anew(scene: Scene) -> None:
    scene.provoked.append("file identifier")
    card, ana = await a_full_team(scene)
    refused = "Bad Request: wrong file identifier/HTTP URL specified"
    scene.telegram.fault("sendPhoto", chat_id=ana.id, status=400, description=refused, times=1)
    await ana.opens(card.url("My order"))
    await scene.clock.moves(minutes=5)
    assert len(ana.qr_messages()) == 2


async def test_a_card_whose_photo_telegram_refuses_is_posted_without_it(scene: Scene) -> None:
    scene.provoked.append("file identifier")
    ana = await scene.person("Ana")
    group = await scene.a_led_group(members=[ana])
    lin = group.leader
    await lin.says(photo=a_picture(), caption="/deal Navel oranges\nteam 2 29.90\nuntil +2d")
    refused = "Bad Request: wrong file identifier/HTTP URL specified"
    scene.telegram.fault("sendPhoto", chat_id=group.id, status=400, description=refused, times=9)
    await lin.taps("Publish")
    assert [post.photo for post in group.posts()] == [None]
    assert "Navel oranges" in group.card.text
    await ana.taps("Start a team", on=group.card)
    assert "Join Ana (1 more)" in group.card.labels
    assert len(group.posts()) == 1
    assert len(group.sends("sendPhoto")) == 1, "tried once"


async def test_a_flood_told_to_a_direct_answer_makes_notices_wait_too(scene: Scene) -> None:
    scene.provoked.append("retry after")
    ana = await scene.person("Ana")
    scene.telegram.fault("sendMessage", chat_id=ana.id, retry_after=60, times=1)
    await ana.says("/help")
    assert scene.bot.wiring.mouth.wait_for(ana.id, Lane.BULK) > 30


async def test_start_typed_in_a_group_opens_no_private_chat(scene: Scene) -> None:
    ana = await scene.person("Ana", starts=False)
    group = await scene.a_led_group(members=[ana])
    await ana.says(f"/start@{scene.telegram.bot.username}", to=group)
    account = await scene.bot.db.read(people.account, AccountId(ana.id))
    assert account is None or not account.can_write


async def test_a_photo_claims_nothing_that_is_paid_in_cash(scene: Scene) -> None:
    _, ana = await a_full_team(scene, "pay pickup")
    await ana.says(photo=a_picture())
    assert await scene.bot.db.read(claimed) == 0
