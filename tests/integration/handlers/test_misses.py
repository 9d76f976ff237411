"""Guessing links: ten misses in ten minutes, and nothing more is looked up for this person for a while."""

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio

from bot.domain.ids import Token
from bot.views.links import team_link
from handlers import teams
from handlers.context import Context
from tests.kit.people import Somebody
from tests.kit.scenes import Scene

FOREIGN = "I can't find that. The code or link may be mistyped, or it isn't yours to open."


@pytest_asyncio.fixture
async def scene(sqlite_url: str) -> AsyncIterator[Scene]:
    """A scene on a fresh SQLite database."""
    async with Scene(sqlite_url) as made:
        yield made


async def guess(mallory: Somebody, times: int) -> None:
    """Open so many team links that were never given out."""
    for number in range(times):
        await mallory.opens(team_link("kaituan_bot", Token(f"{number:022}")))
        assert mallory.newest.text == FOREIGN


async def a_link(scene: Scene, starter: Somebody) -> str:
    """The link of a team that stands."""
    card = await scene.a_deal(team=3, members=[starter])
    await scene.a_team(card, starter)
    await starter.opens(card.url("My order"))
    return starter.newest.shared("Share my team")


async def test_after_ten_misses_nothing_is_looked_up_for_ten_minutes(
    scene: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    ana, mallory = await scene.person("Ana"), await scene.person("Mallory")
    link = await a_link(scene, ana)
    await guess(mallory, 10)
    looked_up: list[Token] = []
    real = teams.open_team

    async def watched(context: Context, token: Token) -> None:
        looked_up.append(token)
        await real(context, token)

    monkeypatch.setattr(teams, "open_team", watched)
    told = len(mallory.told())
    await mallory.opens(link)
    assert (len(mallory.told()), mallory.newest.text) == (told + 1, FOREIGN)
    assert looked_up == []
    await ana.opens(link)
    assert len(looked_up) == 1
    await scene.clock.moves(minutes=10)
    await mallory.opens(link)
    assert len(looked_up) == 2
    assert "Ana" in mallory.newest.text


async def test_nine_misses_keep_nobody_from_a_link(scene: Scene) -> None:
    ana, mallory = await scene.person("Ana"), await scene.person("Mallory")
    link = await a_link(scene, ana)
    await guess(mallory, 9)
    await mallory.opens(link)
    assert "Ana" in mallory.newest.text
