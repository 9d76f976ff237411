"""The whole bot, to which Telegram pushes: over HTTP on this machine's loopback, on one clock."""

import asyncio
from collections.abc import AsyncIterator, Callable
from itertools import pairwise
from typing import Any

import pytest
import pytest_asyncio
from sqlalchemy import text

from bot.domain.errors import DatabaseAway
from bot.intake.allowed import ALLOWED_UPDATES
from bot.intake.webhooks import CONNECTIONS, address_of
from bot.services import act, teams
from bot.views.buttons.cards import StartTeam
from handlers import taps
from handlers.context import Context
from storage.sqlite import Sqlite
from tests.kit.scenes import WEBHOOK_SECRET, Scene

ORDERS = text("SELECT state, quantity FROM orders ORDER BY id")
STARTS = text("SELECT count(*) AS times FROM audit WHERE act = 'teams.start'")


@pytest_asyncio.fixture
async def pushed(sqlite_url: str) -> AsyncIterator[Scene]:
    """A scene to whose bot Telegram pushes."""
    async with Scene(sqlite_url, pushed=True) as made:
        yield made


@pytest_asyncio.fixture
async def everywhere(database_url: str) -> AsyncIterator[Scene]:
    """The same, once on each kind of database."""
    async with Scene(database_url, pushed=True) as made:
        yield made


def statuses(scene: Scene, update_id: int) -> list[int]:
    """What the bot answered to each push of an update."""
    return [push.status for push in scene.telegram.webhook.pushes if push.update_id == update_id]


async def rows(scene: Scene) -> list[tuple[str, int]]:
    """State and quantity of every order."""
    return [(row.state, row.quantity) for row in await scene.bot.db.read(lambda tx: tx.all(ORDERS))]


async def starts(scene: Scene) -> int:
    """How often a team was started, as the audit has it."""
    found = await scene.bot.db.read(lambda tx: tx.all(STARTS))
    return int(found[0].times)


async def test_a_team_buys_and_pays_without_one_question_to_telegram(everywhere: Scene) -> None:
    scene = everywhere
    ana, ben, chen = [await scene.person(name) for name in ("Ana", "Ben", "Chen")]
    await scene.a_deal(team=3, members=[ana, ben, chen])
    assert (await ana.taps("Start a team")).text.startswith("Your team is open: 1 of 3.")
    assert (await ben.taps("Join Ana (2 more)")).text.startswith("You're in Ana's team: 2 of 3.")
    await chen.taps("Join Ana (1 more)")
    for buyer in (ana, ben, chen):
        assert await buyer.sees_qr()
    await ana.taps("I paid")
    await scene.groups[0].leader.taps("Confirm")
    await ana.sees("✅ Lin has your 29.90 €.")
    assert await rows(scene) == [("paid", 1), ("due", 1), ("due", 1)]
    assert scene.telegram.calls("getUpdates") == []
    assert {push.status for push in scene.telegram.webhook.pushes} == {200}


async def test_the_webhook_is_set_by_the_bot_at_its_start(pushed: Scene) -> None:
    (call,) = pushed.telegram.calls("setWebhook")
    address = address_of(f"http://127.0.0.1:{pushed.bot.web_port}", WEBHOOK_SECRET, pushed.telegram.token)
    assert call.params == {
        "url": address.url,
        "secret_token": WEBHOOK_SECRET,
        "allowed_updates": list(ALLOWED_UPDATES),
        "max_connections": CONNECTIONS,
    }
    assert pushed.telegram.webhook.setting.url == address.url


async def test_a_lost_200_brings_the_tap_again_and_it_has_its_effect_once(pushed: Scene) -> None:
    scene = pushed
    ana = await scene.person("Ana")
    card = await scene.a_deal(members=[ana])
    scene.telegram.fault("webhook", drop="after", times=3)
    tap = ana.presses("Start a team", on=card)
    update = scene.telegram.updates._next_id - 1
    await scene.settles()
    assert statuses(scene, update) == [0, 0, 0, 200]
    assert (await rows(scene), await starts(scene)) == ([("placed", 1)], 1)
    assert tap.answer is not None
    scene.provoked.append("query is too old")  # a tap can be answered once


async def test_nothing_is_accepted_before_the_commit(pushed: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    scene = pushed
    ana = await scene.person("Ana")
    card = await scene.a_deal(members=[ana])
    write, came, gate = Sqlite.write, asyncio.Event(), asyncio.Event()

    async def held(self: Sqlite, fn: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:
        if fn is act._run and args[0] is teams.start:
            came.set()
            await gate.wait()
        return await write(self, fn, *args, **kwargs)

    monkeypatch.setattr(Sqlite, "write", held)
    ana.presses("Start a team", on=card)
    update = scene.telegram.updates._next_id - 1
    await came.wait()
    for _ in range(50):
        await asyncio.sleep(0.001)
    assert (statuses(scene, update), scene.telegram.updates.count()) == ([], 1)
    gate.set()
    await scene.settles()
    assert statuses(scene, update) == [200]
    assert await rows(scene) == [("placed", 1)]


async def test_a_database_that_is_away_is_503_and_the_tap_comes_through_later(
    pushed: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    scene = pushed
    ana = await scene.person("Ana")
    card = await scene.a_deal(members=[ana])
    write, kept = Sqlite.write, [DatabaseAway("locked")] * 2

    async def away(self: Sqlite, fn: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:
        if fn is act._run and args[0] is teams.start and kept:
            raise kept.pop()
        return await write(self, fn, *args, **kwargs)

    monkeypatch.setattr(Sqlite, "write", away)
    tap = ana.presses("Start a team", on=card)
    update = scene.telegram.updates._next_id - 1
    await scene.settles()
    assert statuses(scene, update) == [503, 503, 200]
    times = [push.at for push in scene.telegram.webhook.pushes if push.update_id == update]
    assert [round(later - at) for at, later in pairwise(times)] == [3, 3], "as Retry-After says"
    assert tap.answer is not None
    assert str(tap.answer["text"]).startswith("Your team is open: 1 of 3.")
    assert await rows(scene) == [("placed", 1)]


async def test_a_handler_that_fails_is_accepted_and_the_next_tap_is_worked_off(
    pushed: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    scene = pushed
    ana = await scene.person("Ana")
    card = await scene.a_deal(members=[ana])

    async def fails(context: Context, tap: StartTeam) -> None:
        raise ValueError("a bug")

    with monkeypatch.context() as patch:
        patch.setitem(taps.TAPS, StartTeam, fails)
        told = await ana.taps("Start a team", on=card)
    assert "Something broke on my side" in told.text
    assert (await ana.taps("Start a team", on=card)).text.startswith("Your team is open: 1 of 3.")
    assert {push.status for push in scene.telegram.webhook.pushes} == {200}


async def test_what_is_tapped_while_the_bot_is_away_comes_when_it_is_back(pushed: Scene) -> None:
    scene = pushed
    ana = await scene.person("Ana")
    card = await scene.a_deal(members=[ana])
    await scene.bot_stops()
    assert scene.telegram.webhook.setting.url, "left set: it is back soon"
    assert scene.telegram.calls("deleteWebhook") == []
    tap = ana.presses("Start a team", on=card)
    update = scene.telegram.updates._next_id - 1
    async with asyncio.timeout(5):
        while not statuses(scene, update):  # noqa: ASYNC110 a socket sets no event
            await asyncio.sleep(0.001)
    await scene.bot_starts()
    assert statuses(scene, update)[0] == 0
    assert statuses(scene, update)[-1] == 200
    assert tap.answer is not None
    assert await rows(scene) == [("placed", 1)]


async def test_a_stop_finishes_what_has_begun_and_answers_it(pushed: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    scene = pushed
    ana = await scene.person("Ana")
    card = await scene.a_deal(members=[ana])
    write, came, gate = Sqlite.write, asyncio.Event(), asyncio.Event()

    async def held(self: Sqlite, fn: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:
        if fn is act._run and args[0] is teams.start:
            came.set()
            await gate.wait()
        return await write(self, fn, *args, **kwargs)

    monkeypatch.setattr(Sqlite, "write", held)
    ana.presses("Start a team", on=card)
    update = scene.telegram.updates._next_id - 1
    await came.wait()
    async with asyncio.TaskGroup() as tasks:
        stopping = tasks.create_task(scene.bot_stops())
        for _ in range(50):
            await asyncio.sleep(0.001)
        assert not stopping.done()
        gate.set()
    assert statuses(scene, update) == [200]
    assert scene.telegram.updates.count() == 0
    await scene.bot_starts()
    assert await rows(scene) == [("placed", 1)]


async def test_back_to_polling_deletes_the_webhook_and_loses_nothing(pushed: Scene) -> None:
    scene = pushed
    ana = await scene.person("Ana")
    card = await scene.a_deal(members=[ana])
    await scene.bot_stops()
    tap = ana.presses("Start a team", on=card)
    scene.pushed = False
    await scene.bot_starts()
    assert len(scene.telegram.calls("deleteWebhook")) == 1
    assert scene.telegram.webhook.setting.url == ""
    assert tap.answer is not None
    assert await rows(scene) == [("placed", 1)]
    assert [call.status for call in scene.telegram.calls("getUpdates") if call.status != 200] == []


async def test_and_from_polling_to_the_webhook(scene: Scene) -> None:
    ana = await scene.person("Ana")
    card = await scene.a_deal(members=[ana])
    await scene.bot_stops()
    ana.presses("Start a team", on=card)
    scene.pushed = True
    await scene.bot_starts()
    assert await rows(scene) == [("placed", 1)]
    assert {push.status for push in scene.telegram.webhook.pushes} == {200}


async def test_a_start_beside_another_replicas_waits_its_second(pushed: Scene) -> None:
    """Telegram takes one setting a second; the clock moves because the bot waits for it."""
    await pushed.bot_stops()
    pushed.provoked.append("retry after 1")
    await pushed.telegram.call("setWebhook", {"url": "http://127.0.0.1:9/x"})
    await pushed.telegram.call("deleteWebhook", {})
    await pushed.bot_starts()
    assert [call.status for call in pushed.telegram.calls("setWebhook")][-2:] == [429, 200]
