"""Saying that something is kept: what became of it is told truly, so that it is said again or not."""

from types import SimpleNamespace
from typing import Any, cast

import pytest
from telegram import Update
from telegram.error import Forbidden, TimedOut

from bot.clock import StandingClock
from bot.delivery.limits import NoTurn
from bot.trouble import Told
from handlers import kept
from handlers.context import Wiring
from tests.kit.scenes import LANGUAGES
from tests.unit.intake.updates import Raw, a_message


def a_wiring(failure: Exception | None, posted: list[tuple[int, str]]) -> Wiring:
    """Where posting fails as told."""

    async def post(chat_id: int, screen: Any, lane: object, *, within_s: float) -> None:
        if failure is not None:
            raise failure
        posted.append((chat_id, screen.text))

    mouth = SimpleNamespace(post=post)
    return cast(Wiring, SimpleNamespace(mouth=mouth, clock=StandingClock(), languages=LANGUAGES))


async def tells(raw: Raw, failure: Exception | None = None) -> tuple[Told, list[tuple[int, str]]]:
    """What becomes of it, and what was posted."""
    posted: list[tuple[int, str]] = []
    return await kept.tell(Update.de_json(raw, None), a_wiring(failure, posted)), posted


@pytest.mark.parametrize(
    ("failure", "wanted"), [(NoTurn(9), Told.NOTHING), (TimedOut(), Told.LOST), (Forbidden("blocked"), Told.LOST)]
)
async def test_only_where_its_turn_was_too_far_away_it_is_said_later(failure: Exception, wanted: Told) -> None:
    assert await tells(a_message(1), failure) == (wanted, [])


@pytest.mark.parametrize(
    ("raw", "to"),
    [
        (a_message(1), [7]),
        (a_message(1, chat=-5, text="/deal Oranges"), [7]),
        (a_message(1, chat=-5), []),
        (a_message(1, chat=-5, new_chat_title="G"), []),
        (a_message(1, chat=-5, is_bot=True, text="/deal"), []),
    ],
)
async def test_what_was_said_to_the_bot_is_answered_in_private(raw: Raw, to: list[int]) -> None:
    told, posted = await tells(raw)
    assert told is (Told.SAID if to else Told.NOTHING)
    assert posted == [(person, LANGUAGES.texts("en")("kept-message")) for person in to]
