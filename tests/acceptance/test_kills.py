"""kill -9 at random instants while forty people tap at once; and the same harness on bots with one guard taken out."""

import random
from collections.abc import Iterator

import pytest

from tests.kit.bursts import Crowd, Losses
from tests.kit.crashes import Nest, Victim


@pytest.fixture(scope="module")
def nest(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Nest]:
    """One process that forks every bot of this module."""
    made = Nest(tmp_path_factory.mktemp("nest"))
    yield made
    made.close()


async def losses(nest: Nest, database_url: str, *, kills: int, variant: str = "") -> Losses:
    """What is lost or doubled over so many kills."""
    seed = random.randrange(2**32)  # pytest-randomly seeds this by the number it prints
    async with Victim(nest, database_url, variant=variant, paced=False) as victim:
        crowd = Crowd(victim, database_url, seed=seed)
        await crowd.gathers(kills)
        found = await crowd.is_struck(kills)
        await victim.stops()
    print(f"seed {seed}: {found}")  # noqa: T201 a run reports what really happened
    return found


@pytest.mark.parametrize("part", [1, 2])
async def test_nothing_is_lost_and_nothing_happens_twice_over_25_kills(nest: Nest, sqlite_url: str, part: int) -> None:
    found = await losses(nest, sqlite_url, kills=25)
    assert (found.kills, found.lost, found.twice) == (25, 0, 0)
    assert found.updates == 25 * 40
    assert found.redelivered > 0, "no update was ever given again: the kills struck nothing"


async def test_nothing_is_lost_and_nothing_happens_twice_on_postgresql_over_10_kills(
    nest: Nest, postgres_url: str
) -> None:
    found = await losses(nest, postgres_url, kills=10)
    assert (found.kills, found.lost, found.twice) == (10, 0, 0)
    assert found.redelivered > 0


async def test_a_bot_that_acknowledges_first_is_caught(nest: Nest, sqlite_url: str) -> None:
    found = await losses(nest, sqlite_url, kills=5, variant="acknowledge first")
    assert found.lost > 0


async def test_a_bot_that_forgets_what_it_has_done_is_caught(nest: Nest, sqlite_url: str) -> None:
    found = await losses(nest, sqlite_url, kills=5, variant="forgetful")
    assert found.twice > 0
