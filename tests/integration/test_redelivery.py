"""Updates that come again: through the whole bot, effects are as if each had come once."""

import asyncio
import random
from collections import Counter
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import Any

import pytest
import pytest_asyncio
from sqlalchemy import text

from bot.app import Running, Seams, running
from bot.clock import StandingClock
from bot.config import load
from bot.domain.errors import DatabaseAway
from bot.domain.ids import Kind, code_of
from bot.domain.orders import Order
from bot.intake.lanes import Raw
from bot.sandbox import Sandbox
from bot.services import act, teams
from bot.views.buttons.cards import StartTeam
from bot.views.buttons.orders import SetQuantity
from handlers import taps
from handlers.context import Context
from storage import invariants
from storage.opening import open_database
from storage.sqlite import Sqlite
from tests.kit.builders import GROUP, Stage, a_deal, a_team
from tests.kit.requests import SandboxRequest
from tests.kit.scenes import Scene

PEOPLE = 50
CHANGES = (2, 1, 2, 1, 2, 3)
MOST_TIMES = 5
_EFFECTS = text("SELECT actor_id, count(*) AS times FROM audit WHERE act = 'orders.set_quantity' GROUP BY actor_id")


@asynccontextmanager
async def a_bot(database_url: str, clock: StandingClock) -> AsyncIterator[Running]:
    """The whole bot; nothing polls but an empty queue, time flows for whoever waits."""
    telegram = Sandbox(real_time=lambda: clock.now().timestamp())

    async def sleep(seconds: float) -> None:
        clock.moves(seconds=seconds)
        await asyncio.sleep(0.001)  # real time for the writer: fifty lanes that wait in turn would spin

    settings = load(
        None,
        bot_token=telegram.token,
        telegram_api_base="http://127.0.0.1:1",
        database_url=database_url,
        http_port=0,
    )
    seams = Seams(clock=clock, request=lambda: SandboxRequest(telegram), sleep=sleep, loads_menu=False)
    async with running(settings, seams) as bot:
        yield bot


def a_lane(order: Order, first_id: int) -> list[Raw]:
    """One buyer's taps: the quantity up and down, so that any of them a second time would show."""
    code = code_of(Kind.ORDER, order.id)
    return [
        {
            "update_id": first_id + n,
            "callback_query": {
                "id": f"{first_id + n}",
                "from": {"id": order.buyer_id, "is_bot": False, "first_name": "B", "language_code": "en"},
                "chat_instance": "1",
                "data": SetQuantity(order=code, quantity=quantity).pack(),
                "message": {"message_id": 1, "date": 0, "chat": {"id": GROUP, "type": "supergroup", "title": "G"}},
            },
        }
        for n, quantity in enumerate(CHANGES)
    ]


def again_and_again(lane: list[Raw], chance: random.Random) -> list[Raw]:
    """As Telegram gives a lane whose acknowledgements get lost: each time on from some earlier update, in order."""
    given: list[Raw] = []
    times: Counter[int] = Counter()
    reached = 0
    while reached < len(lane):
        start = chance.randint(max(reached - 4, 0), reached)
        end = chance.randint(reached + 1, min(reached + 2, len(lane)))
        while any(times[one] == MOST_TIMES for one in range(start, reached)):
            start += 1
        times.update(range(start, end))
        given += lane[start:end]
        reached = end
    return given


async def deliver(bot: Running, lanes: list[list[Raw]]) -> None:
    """Lanes side by side, each in its order; every update is acknowledged."""

    async def one(lane: list[Raw]) -> None:
        for raw in lane:
            assert await bot.door.admit(raw)

    await asyncio.gather(*(one(lane) for lane in lanes))


@pytest.mark.parametrize("seed", [1, 2])
async def test_300_updates_given_up_to_five_times_over_two_starts_have_their_effect_once(
    database_url: str, seed: int
) -> None:
    chance = random.Random(seed)
    clock = StandingClock()
    database = open_database(database_url)
    stage = Stage(database, clock)
    deal = await a_deal(stage, target=PEOPLE + 1)
    team = await a_team(stage, deal, buyers=PEOPLE)
    placed = await stage.orders_of(team)
    await database.close()
    lanes = [a_lane(order, 700_000_001 + n * len(CHANGES)) for n, order in enumerate(placed)]
    given = [again_and_again(lane, chance) for lane in lanes]
    assert sum(len(lane) for lane in lanes) == 300
    assert sum(len(lane) for lane in given) > 400, "hardly anything came twice"

    async with a_bot(database_url, clock) as bot:
        await deliver(bot, [lane[: len(lane) // 2] for lane in given])
    async with a_bot(database_url, clock) as bot:
        await deliver(bot, [lane[len(lane) // 2 :] for lane in given])
        await deliver(bot, [chance.sample(lane, 2) for lane in lanes])
        effects = {row.actor_id: row.times for row in await bot.db.read(lambda tx: tx.all(_EFFECTS))}
        assert effects == {order.buyer_id: len(CHANGES) for order in placed}
        assert {order.quantity for order in await Stage(bot.db, clock).orders_of(team)} == {CHANGES[-1]}
        assert await bot.db.read(invariants.broken) == []


@pytest_asyncio.fixture
async def scene(sqlite_url: str) -> AsyncIterator[Scene]:
    """The whole bot over a sandbox."""
    async with Scene(sqlite_url) as made:
        yield made


async def test_an_update_whose_handler_fails_is_acknowledged_and_the_next_is_worked_off(
    scene: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    ana = await scene.person("Ana")
    card = await scene.a_deal(members=[ana])

    async def fails(context: Context, tap: StartTeam) -> None:
        raise ValueError("a bug")

    with monkeypatch.context() as patch:
        patch.setitem(taps.TAPS, StartTeam, fails)
        told = await ana.taps("Start a team", on=card)
    assert told.alert
    assert "Something broke on my side" in told.text
    assert scene.telegram.updates.count() == 0
    assert (await ana.taps("Start a team", on=card)).text.startswith("Your team is open: 1 of 3.")


async def test_an_update_is_withheld_while_the_database_is_away_and_comes_through_later(
    scene: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    ana = await scene.person("Ana")
    card = await scene.a_deal(members=[ana])
    write = Sqlite.write
    kept: list[int] = []

    async def away(self: Sqlite, fn: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:
        if fn is act._run and args[0] is teams.start and len(kept) < 3:
            kept.append(scene.telegram.updates.count())
            raise DatabaseAway("locked")
        return await write(self, fn, *args, **kwargs)

    monkeypatch.setattr(Sqlite, "write", away)
    tap = ana.presses("Start a team", on=card)
    update = scene.telegram.updates._next_id - 1
    await scene.settles()
    assert kept == [1, 1, 1], "Telegram kept it each time"
    offsets = [int(call.params["offset"]) for call in scene.telegram.calls("getUpdates")]
    assert offsets.count(update) >= 3
    assert scene.telegram.updates.count() == 0
    assert tap.answer is not None
    assert str(tap.answer["text"]).startswith("Your team is open: 1 of 3.")
    found = await scene.bot.db.read(lambda tx: tx.all(text("SELECT state FROM orders")))
    assert [row.state for row in found] == ["placed"]
