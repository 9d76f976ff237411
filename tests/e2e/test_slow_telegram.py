"""Telegram is slow to answer what the bot asks: people are told so in time, and what is only a courtesy is left out."""

import pytest

from handlers import administrators, drafts
from tests.kit.scenes import Scene

DEAL = "/deal Navel oranges 5 kg\nalone 39.90\nteam 3 29.90\nuntil +2d"
SLOW_S = 30.0


@pytest.fixture(autouse=True)
def _no_patience(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(administrators, "ASK_WITHIN_S", 0.05)
    monkeypatch.setattr(drafts, "SIGN_WITHIN_S", 0.05)


async def test_who_can_not_be_proven_an_administrator_is_told_to_try_again(scene: Scene) -> None:
    group = await scene.a_led_group()
    lin = group.leader
    await lin.says(DEAL)
    await scene.clock.moves(minutes=2)
    scene.telegram.fault("getChatMember", delay_s=SLOW_S)
    answer = await lin.taps("Publish")
    assert answer.text.startswith("Telegram didn't tell me in time whether you administer the group.")
    assert group.posts() == []
    await lin.taps("Publish")
    assert len(group.posts()) == 1


async def test_a_server_that_fails_proves_nobody_either(scene: Scene) -> None:
    group = await scene.a_led_group()
    lin = group.leader
    await lin.says(DEAL)
    await scene.clock.moves(minutes=2)
    scene.telegram.fault("getChatMember", status=502)
    assert (await lin.taps("Publish")).text.startswith("Telegram didn't tell me in time")
    assert group.posts() == []


async def test_a_sign_that_takes_too_long_is_left_out(scene: Scene) -> None:
    group = await scene.a_led_group()
    lin = group.leader
    scene.telegram.fault("setMessageReaction", delay_s=SLOW_S)
    await lin.says(DEAL, to=group)
    assert scene.telegram.messages(group.id)[-1]["reactions"] == []
    await lin.taps("Publish")
    assert "Navel oranges 5 kg" in group.card.text
