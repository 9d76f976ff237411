"""Posters: asked for by whoever holds the link, forwarded, scanned, and joined by a friend; uploaded once."""

import io
from pathlib import Path

import pytest
from PIL import Image

from bot.domain.ids import Token
from bot.payqr.reading import read_qr
from bot.views.buttons.cards import DealPoster, TeamPoster
from tests.kit.messages import Seen
from tests.kit.people import Somebody
from tests.kit.scenes import Scene

ORANGES = Path("bot/assets/oranges.jpg").read_bytes()


def uploads(scene: Scene, to: Somebody) -> list[bool]:
    """Each picture the bot sent somebody: whether its bytes went along."""
    sent = [call for call in scene.telegram.calls("sendPhoto") if str(call.params["chat_id"]) == str(to.id)]
    return [bool(call.files) for call in sent]


def as_forwarded(scene: Scene, poster: Seen) -> bytes:
    """The picture of a message, made smaller by some app."""
    photo = scene.telegram.world.files.find(poster.photo or "")
    assert photo is not None
    picture = Image.open(io.BytesIO(photo.content()))
    picture.thumbnail((800, 1280))
    picture.save(out := io.BytesIO(), "JPEG", quality=60)
    return out.getvalue()


async def test_a_friend_scans_the_forwarded_poster_and_joins_the_same_team(scene: Scene) -> None:
    ana, ben = await scene.person("Ana"), await scene.person("Ben")
    card = await scene.a_deal(team=3, photo=ORANGES, members=[ana])
    await ana.taps("Start a team")
    await ana.opens(card.url("My order"))
    answer = await ana.taps("Poster")
    assert answer.text == "Here's the poster: forward it to your friends."
    poster = ana.newest
    link = read_qr(as_forwarded(scene, poster))
    assert poster.buttons == [], "a forwarded message would lose them"
    assert poster.text.splitlines() == [
        "🛒 Navel oranges 5 kg",
        "Team of 3: 29.90 €",
        link.removeprefix("https://"),
    ]
    await ben.opens(link)
    await ben.taps("Join Ana")
    await ben.sees("Ana's team: 2 of 3")
    assert uploads(scene, ana) == [True]
    await ana.taps("Poster")
    assert uploads(scene, ana) == [True, False], "drawn and uploaded once"
    await ben.taps("Poster")
    assert uploads(scene, ben) == [False], "the same team, the same words"
    assert len(scene.telegram.calls("getFile")) == 1


async def test_each_language_has_a_poster_of_its_own(scene: Scene) -> None:
    ana, bo = await scene.person("Ana"), await scene.person("博", language="zh")
    card = await scene.a_deal(members=[ana, bo])
    await ana.taps("Start a team")
    await bo.opens(card.shared("Share"))
    link = card.shared("Share")
    await bo.taps("海报")
    assert bo.newest.text.splitlines() == ["🛒 Navel oranges 5 kg", "3 人团 29.90 €", link.removeprefix("https://")]
    assert read_qr(as_forwarded(scene, bo.newest)) == link
    await ana.opens(link)
    await ana.taps("Poster")
    assert (uploads(scene, bo), uploads(scene, ana)) == ([True], [True])


async def test_a_leader_has_a_poster_of_the_deal(scene: Scene) -> None:
    ana = await scene.person("Ana")
    card = await scene.a_deal(members=[ana])
    lin = scene.groups[0].leader
    await lin.taps("Poster")
    link = read_qr(as_forwarded(scene, lin.newest))
    assert link == card.shared("Share")
    await ana.opens(link)
    await ana.sees("Navel oranges 5 kg")


async def test_a_photo_that_telegram_gives_out_no_more_makes_a_poster_without_it(scene: Scene) -> None:
    ana = await scene.person("Ana")
    card = await scene.a_deal(photo=ORANGES, members=[ana])
    scene.provoked.append("wrong file_id")
    scene.telegram.fault(
        "getFile", times=1, status=400, description="Bad Request: wrong file_id or the file is temporarily unavailable"
    )
    await ana.opens(card.shared("Share"))
    await ana.taps("Poster")
    assert read_qr(as_forwarded(scene, ana.newest)) == card.shared("Share")


async def test_a_file_id_that_is_refused_is_forgotten_and_the_poster_drawn_anew(scene: Scene) -> None:
    ana = await scene.person("Ana")
    card = await scene.a_deal(members=[ana])
    await ana.opens(card.shared("Share"))
    await ana.taps("Poster")
    scene.provoked.append("wrong file identifier")
    scene.telegram.world.files._sizes.clear()
    await ana.taps("Poster")
    assert uploads(scene, ana) == [True, False, True]
    await ana.taps("Poster")
    assert uploads(scene, ana) == [True, False, True, False]


async def test_a_poster_that_is_not_taken_is_not_said_to_be_there(scene: Scene) -> None:
    ana = await scene.person("Ana")
    card = await scene.a_deal(members=[ana])
    await ana.opens(card.shared("Share"))
    scene.provoked.append("IMAGE_PROCESS_FAILED")
    scene.telegram.fault("sendPhoto", chat_id=ana.id, times=1, status=400, description="IMAGE_PROCESS_FAILED")
    assert (await ana.taps("Poster")).text == ""
    assert (await ana.taps("Poster")).text == "Here's the poster: forward it to your friends."


@pytest.mark.parametrize("kind", [TeamPoster, DealPoster])
async def test_a_guessed_token_opens_nothing(scene: Scene, kind: type[TeamPoster]) -> None:
    ana = await scene.person("Ana")
    card = await scene.a_deal(members=[ana])
    missing = await ana.forges(kind(Token("A" * 22)).pack(), on=card)
    foreign = await ana.forges("tp:TEAM", on=card)
    assert missing.alert
    assert missing == foreign
    assert uploads(scene, ana) == []


async def test_the_poster_of_a_team_that_is_full_still_opens_it(scene: Scene) -> None:
    ana, ben, chen = [await scene.person(name) for name in ("Ana", "Ben", "Chen")]
    card = await scene.a_deal(team=2, members=[ana, ben])
    await ana.taps("Start a team")
    await ana.opens(card.url("My order"))
    old = ana.newest
    await ana.taps("Poster")
    link = read_qr(as_forwarded(scene, ana.newest))
    await ben.taps("Join Ana", on=scene.card(card))
    await chen.opens(link)
    await chen.sees("Ana's team is full: 2 of 2")
    await ana.taps("Poster", on=old)
    assert uploads(scene, ana)[-1] is False, "nothing on it has aged"
