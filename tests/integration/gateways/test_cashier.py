"""The cashier: one trade that trips over a bug stops no other, and is called about again."""

import asyncio
from collections.abc import Mapping
from datetime import datetime

import structlog

from bot import metrics
from bot.domain.ids import OrderId, TradeId
from bot.domain.people import ITSELF
from bot.domain.trades import Provider, Report, Trade, TradeState
from bot.gateways.cashier import Cashier
from bot.gateways.moments import Answer
from bot.services import communities, gateways, orders
from bot.services.gateways import Counter
from bot.tasks import Nursery
from storage import trades as stored_trades
from tests.kit.builders import Stage, a_community, a_deal, a_leader, a_person

ALIPAY = Counter(provider=Provider.ALIPAY, account="2088000000000017", name="Alipay", currency="CNY", chats=None)
S = TradeState


class Stumbling:
    """A gateway that makes codes, and has a bug in it for one trade, as often as it is told."""

    provider = Provider.ALIPAY
    taken, refused = Answer(200), Answer(400)

    def __init__(self, over: TradeId, times: int) -> None:
        self.asked: list[TradeId] = []
        self._over, self._times = over, times

    async def create(self, trade: Trade, now: datetime) -> str:
        self.asked.append(trade.id)
        await asyncio.sleep(0)
        if trade.id == self._over and self.asked.count(trade.id) <= self._times:
            raise KeyError("a bug")
        return f"https://qr.alipay.com/bax{trade.id:05}"

    def notice(self, headers: Mapping[str, str], body: bytes, now: datetime) -> Report | None:
        return None

    async def query(self, trade: Trade, now: datetime) -> Report | None:
        return None

    async def close(self, trade: Trade, now: datetime) -> Report | None:
        return None

    async def refund(self, trade: Trade, now: datetime) -> bool:
        return True


async def three_trades(stage: Stage) -> list[TradeId]:
    """Three orders of one deal that wait for a code."""
    community = await a_community(stage, payee=False)
    await stage.does(a_leader(), communities.set_currency, community, "CNY")
    await stage.acts(gateways.agree, ITSELF, None, (ALIPAY,))
    deal = await a_deal(stage, community)
    made = [OrderId((await stage.does(a_person(n), orders.buy_alone, deal)).subject) for n in (1, 2, 3)]
    return [(await stage.db.read(stored_trades.of_order, order))[0].id for order in made]


async def states(stage: Stage, trades: list[TradeId]) -> list[TradeState]:
    return [(await stage.db.read(stored_trades.get, trade)).state for trade in trades]


async def calls(stage: Stage, way: Stumbling, until: int) -> None:
    """The cashier runs until so many codes were asked for and it rests again."""
    async with Nursery() as nursery:
        cashier = Cashier(stage.db, stage.acts, stage.clock, {Provider.ALIPAY: way}, (ALIPAY,), nursery)
        nursery.start(cashier.run(), name="cashier")
        async with asyncio.timeout(10):
            while len(way.asked) < until or cashier.is_busy:  # noqa: ASYNC110 the cashier has no sign for being idle
                await asyncio.sleep(0.001)
        await cashier.stop()


def failures() -> float:
    counted = {"gateway": "alipay", "call": "wanted", "outcome": "failed"}
    return metrics.registry.get_sample_value("kaituan_gateway_calls_total", counted) or 0.0


async def test_one_that_trips_over_a_bug_stops_no_other_and_is_called_about_again(stage: Stage) -> None:
    first, *others = trades = await three_trades(stage)
    way, before = Stumbling(over=first, times=1), failures()
    with structlog.testing.capture_logs() as logs:
        await calls(stage, way, until=3)
    assert await states(stage, trades) == [S.WANTED, S.ASKED, S.ASKED]
    (told,) = [log for log in logs if log["log_level"] == "error"]
    assert (told["event"], told["task"]) == ("task.failed", f"alipay: wanted trade {first}")
    assert isinstance(told["exc_info"], KeyError)
    assert failures() == before + 1
    stage.clock.moves(seconds=gateways.LEASE.total_seconds())
    await calls(stage, way, until=4)
    assert await states(stage, trades) == [S.ASKED] * 3
    assert way.asked == [first, *others, first]
    assert failures() == before + 1
