"""People are kept as Telegram says they are; of whom nothing is new, nothing is written."""

from dataclasses import replace

import pytest
from sqlalchemy import text

from bot.clock import StandingClock
from bot.domain.quiet_hours import NOT_QUIET, THE_NIGHT
from storage import accounts
from storage.database import Database
from tests.kit.builders import a_person

ANA = replace(a_person(1).person, language="de")


async def test_somebody_of_whom_nothing_is_new_is_not_written_again(
    database: Database, clock: StandingClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    met = await database.write(accounts.meet, ANA, clock.now())
    monkeypatch.setattr(accounts, "_MEET", text("a write"))
    assert await database.write(accounts.meet, ANA, clock.now()) == met
    silent = replace(ANA, language="")  # Telegram doesn't always say it
    assert await database.write(accounts.meet, silent, clock.now()) == met


@pytest.mark.parametrize("news", [{"name": "Anna"}, {"username": "anna"}, {"language": "zh-hans"}])
async def test_what_is_new_is_kept(database: Database, clock: StandingClock, news: dict[str, str]) -> None:
    met = await database.write(accounts.meet, ANA, clock.now())
    changed = await database.write(accounts.meet, replace(ANA, **news), clock.now())
    assert changed == replace(met, **news)
    assert await database.read(accounts.find, ANA.id) == changed


async def test_a_person_has_the_night_to_themselves_until_they_switch_that_off(
    database: Database, clock: StandingClock
) -> None:
    met = await database.write(accounts.meet, ANA, clock.now())
    assert met.quiet == THE_NIGHT
    await database.write(accounts.set_quiet, ANA.id, NOT_QUIET, clock.now())
    off = await database.read(accounts.get, ANA.id)
    assert off.quiet == NOT_QUIET
