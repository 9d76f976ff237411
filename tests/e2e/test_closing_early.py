"""Closing early by accident: the group sees a closed card, nobody is told, and one tap brings everything back."""

import pytest

from bot.domain.ids import TeamId
from bot.views.links import team_link
from storage import teams as stored_teams
from tests.e2e.test_wrong_hands import data_of
from tests.kit.scenes import Scene

LANGUAGES = ["en", "zh"]


@pytest.mark.parametrize("language", LANGUAGES)
async def test_a_close_is_undone_and_the_team_goes_on(scene: Scene, language: str) -> None:
    lin = await scene.person("Lin", language=language)
    ana, ben = await scene.person("Ana", language=language), await scene.person("Ben", language=language)
    card = await scene.a_deal(await scene.a_led_group(leader=lin, members=[ana, ben]), team=2, until="+2d")
    await ana.taps(ana.word("button-start-team"), on=card)
    before, told = scene.card(card), len(ana.told())
    await lin.says("/deals")
    await lin.taps("Navel oranges 5 kg")
    await lin.taps(lin.word("button-close-now"))
    await lin.taps(lin.word("button-confirm-close-now"))
    assert scene.card(card).labels == [ana.word("button-my-order")]
    assert lin.newest.button(lin.word("button-undo-close"))
    await scene.clock.moves(minutes=4)
    answer = await lin.taps(lin.word("button-undo-close"))
    assert answer.text == lin.word("toast-close-undone")
    assert not lin.newest.button(lin.word("button-undo-close"))
    assert (scene.card(card).text, scene.card(card).labels) == (before.text, before.labels)
    await scene.clock.moves(minutes=10)
    assert len(ana.told()) == told, "as if nothing had been"
    await ben.taps("Ana", on=scene.card(card))
    await ben.sees_qr()


@pytest.mark.parametrize("language", LANGUAGES)
async def test_after_five_minutes_undo_is_kindly_too_late(scene: Scene, language: str) -> None:
    lin, ana = await scene.person("Lin", language=language), await scene.person("Ana", language=language)
    card = await scene.a_deal(await scene.a_led_group(leader=lin, members=[ana]), team=2)
    await ana.taps(ana.word("button-start-team"), on=card)
    await lin.says("/deals")
    await lin.taps("Navel oranges 5 kg")
    await lin.taps(lin.word("button-close-now"))
    await lin.taps(lin.word("button-confirm-close-now"))
    desk = lin.newest
    undo = data_of(scene, desk, lin.word("button-undo-close"))
    await scene.clock.moves(minutes=5)
    await ana.sees("1 of 2" if language == "en" else "1/2")
    assert not lin.newest.button(lin.word("button-undo-close")), "the desk says what became of it"
    answer = await lin.forges(undo, on=desk)
    assert answer.text == lin.word("error-too-late-to-undo")
    assert scene.card(card).labels == [ana.word("button-my-order")]


async def test_who_looks_meanwhile_is_told_that_it_is_not_decided(scene: Scene) -> None:
    ana, ben = await scene.person("Ana"), await scene.person("Ben")
    card = await scene.a_deal(team=2, members=[ana, ben])
    lin = scene.groups[0].leader
    await ana.taps("Start a team", on=card)
    join = data_of(scene, scene.card(card), "Join Ana")
    link = await the_link_of(scene)
    await lin.says("/deals")
    await lin.taps("Navel oranges 5 kg")
    await lin.taps("Close now")
    await lin.taps("Yes, close now")
    answer = await ben.forges(join, on=scene.card(card))
    assert "closed" in answer.text
    await ben.opens(link)
    await ben.sees("🏁 The deal has closed with 1 of 2 in Ana's team. What becomes of it is decided")
    await scene.clock.moves(minutes=5)
    await ben.opens(link)
    await ben.sees("⌛ Time was up for Ana's team")


async def the_link_of(scene: Scene) -> str:
    """The link of the first team."""
    team = await scene.bot.db.read(stored_teams.get, TeamId(1))
    return team_link(scene.telegram.bot.username, team.token)


async def test_a_deal_that_has_not_opened_shows_the_group_nothing(scene: Scene) -> None:
    group = await scene.a_led_group()
    lin = group.leader
    await lin.says("/deal Navel oranges 5 kg\nteam 3 29.90\nuntil +2d\nopens +3h")
    await lin.taps("Publish")
    await lin.says("/deals")
    await lin.taps("Navel oranges 5 kg")
    for label in ("Extend", "+1 hour", "Close now", "Yes, close now", "Undo"):
        await lin.taps(label)
        assert group.posts() == []
    await scene.clock.moves(hours=3, minutes=1)
    assert group.card.labels == ["Start a team", "All teams", "My order", "Share"]
