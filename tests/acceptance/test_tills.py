"""kill -9 around calls to a gateway: no money goes back twice, no code is lost, and none outlives its order."""

import random
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager

import pytest

from tests.kit.crashes import Nest, Victim
from tests.kit.gateways import AlipayStandIn
from tests.kit.ports import a_free_port
from tests.kit.tills import Books, Till

#: Around what is done for codes, refunds and closings; and around what is asked an hour later.
FIRST = (
    "write.gateways.take.before",
    "write.gateways.take.inside",
    "write.gateways.take.after",
    "gateway.precreate.before",
    "gateway.precreate.after",
    "write.gateways.keep_code.before",
    "write.gateways.keep_code.inside",
    "write.gateways.keep_code.after",
    "write.gateways.start_refund.inside",
    "write.gateways.start_refund.after",
    "gateway.refund.before",
    "gateway.refund.after",
    "write.gateways.finish_refund.before",
    "write.gateways.finish_refund.inside",
    "write.gateways.finish_refund.after",
    "gateway.close.after",
    "gateway.cancel.after",
    "write.gateways.close.inside",
    "write.gateways.close.after",
)
LATER = ("gateway.query.before", "gateway.query.after", "write.payment_reports.book.inside",
         "write.payment_reports.book.after")  # fmt: skip
ON_POSTGRES = ("write.gateways.take.after", "gateway.precreate.after", "gateway.refund.after",
               "write.gateways.finish_refund.inside", "gateway.cancel.after", "gateway.query.after")  # fmt: skip


@pytest.fixture(scope="module")
def nest(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Nest]:
    """One process that forks every bot of this module."""
    made = Nest(tmp_path_factory.mktemp("nest"))
    yield made
    made.close()


@asynccontextmanager
async def a_till(nest: Nest, database_url: str, variant: str = "") -> AsyncIterator[Till]:
    """A bot that calls Alipay's stand-in; it does not run yet."""
    port = a_free_port()
    async with AlipayStandIn() as alipay:
        settings = {**alipay.settings(), "http_port": port, "payments_url": f"http://127.0.0.1:{port}"}
        async with Victim(nest, database_url, variant=variant, settings=settings) as victim:
            yield Till(victim, alipay, database_url)


async def survives(nest: Nest, database_url: str, failpoint: str) -> None:
    """Killed once at this place, the bot does everything in the end, and once."""
    async with a_till(nest, database_url) as till:
        await till.opens(1)
        if failpoint in FIRST:
            till.victim.next_start = (failpoint, 1)
        assert await till.works_off(till.all_is_done), await till.states(till.asked + till.owed_back + till.left)
        if failpoint in LATER:
            await till.victim.is_armed(failpoint)
        await till.buyers_pay()
        assert await till.works_off(till.all_is_paid), await till.states(till.asked)
        await till.is_killed_once()
        assert (till.victim.kills, till.twice(), await till.lost()) == (1, 0, 0)
        await till.victim.holds_together()
        await till.victim.stops()


@pytest.mark.parametrize("failpoint", [*FIRST, *LATER])
async def test_a_till_survives_a_kill_at(nest: Nest, sqlite_url: str, failpoint: str) -> None:
    await survives(nest, sqlite_url, failpoint)


@pytest.mark.parametrize("failpoint", ON_POSTGRES)
async def test_a_till_on_postgresql_survives_a_kill_at(nest: Nest, postgres_url: str, failpoint: str) -> None:
    await survives(nest, postgres_url, failpoint)


async def books(nest: Nest, database_url: str, *, kills: int, variant: str = "") -> Books:
    """What is lost or paid back twice over so many kills at random instants."""
    seed = random.randrange(2**32)  # pytest-randomly seeds this by the number it prints
    async with a_till(nest, database_url, variant) as till:
        struck = await till.is_struck(kills, random.Random(seed))
        await till.works_off(till.all_is_done, patience=6)
        await till.victim.holds_together()
        found = Books(kills=till.victim.kills, struck=struck, lost=await till.lost(), twice=till.twice())
        await till.victim.stops()
    print(f"seed {seed}: {found}")  # noqa: T201 a run reports what really happened
    return found


async def test_nothing_is_lost_and_nothing_goes_back_twice_over_12_kills(nest: Nest, database_url: str) -> None:
    found = await books(nest, database_url, kills=12)
    assert (found.kills, found.lost, found.twice) == (12, 0, 0)
    assert found.struck > 0, "no call was under way at any kill"


async def test_a_till_that_asks_for_a_refund_under_another_number_is_caught(nest: Nest, sqlite_url: str) -> None:
    found = await books(nest, sqlite_url, kills=5, variant="another number")
    assert found.twice > 0


async def test_a_till_that_never_takes_a_trade_again_is_caught(nest: Nest, sqlite_url: str) -> None:
    found = await books(nest, sqlite_url, kills=5, variant="no lease")
    assert found.lost > 0
