import asyncio
from datetime import UTC, datetime, timedelta

import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer

from bot.clock import FollowedClock, ShiftedClock, StandingClock, SystemClock


def test_the_systems_time_is_utc() -> None:
    assert SystemClock().now().tzinfo is UTC


def test_a_standing_clock_stands_until_it_is_moved() -> None:
    clock = StandingClock(datetime(2026, 3, 29, 0, 30, tzinfo=UTC))
    seen, began = [], clock.monotonic()
    clock.on_shift(lambda: seen.append(clock.now()))
    clock.moves(hours=24, minutes=1, seconds=5)
    assert clock.now() == datetime(2026, 3, 30, 0, 31, 5, tzinfo=UTC)
    assert clock.monotonic() - began == 86465
    assert seen == [clock.now()]


@pytest.mark.parametrize("clock", [StandingClock(), ShiftedClock()])
def test_time_never_goes_back(clock: StandingClock | ShiftedClock) -> None:
    with pytest.raises(ValueError, match="forward"):
        clock.moves(seconds=-1) if isinstance(clock, StandingClock) else clock.shift(-1)


def test_a_standing_clock_needs_a_zone() -> None:
    with pytest.raises(ValueError, match="zone"):
        StandingClock(datetime(2026, 1, 1))  # noqa: DTZ001 - what is refused


def test_a_shift_moves_both_times_and_is_told() -> None:
    clock, told = ShiftedClock(), []
    before, began = clock.now(), clock.monotonic()
    clock.on_shift(lambda: told.append("shifted"))
    clock.shift(3600)
    clock.shift(60)
    assert timedelta(seconds=3660) <= clock.now() - before < timedelta(seconds=3670)
    assert 3660 <= clock.monotonic() - began < 3670
    assert told == ["shifted", "shifted"]


class Sandbox:
    """The sandbox's clock: each question gets the next answer, and after the last one waits."""

    def __init__(self, *answers: tuple[int, float] | None) -> None:
        self.answers = list(answers)
        self.asked: list[dict[str, str]] = []
        self.spent = asyncio.Event()

    async def clock(self, request: web.Request) -> web.Response:
        self.asked.append(dict(request.query))
        if not self.answers:
            self.spent.set()
            await asyncio.Event().wait()
        answer = self.answers.pop(0)
        if answer is None:
            return web.Response(status=502)
        return web.json_response({"now": 0.0, "version": answer[0], "shift_s": answer[1]})

    def server(self) -> TestServer:
        app = web.Application()
        app.router.add_get("/sim/clock", self.clock)
        return TestServer(app, shutdown_timeout=0)


async def followed_by(sandbox: Sandbox) -> tuple[FollowedClock, list[float]]:
    """A clock that has followed the sandbox to its last answer, and the shifts that it told."""
    shifts: list[float] = []
    async with sandbox.server() as server:
        clock = FollowedClock(str(server.make_url("/")))
        clock.on_shift(lambda: shifts.append(round((clock.now() - SystemClock().now()).total_seconds())))
        await clock.catch_up()
        async with asyncio.TaskGroup() as group:
            following = group.create_task(clock.follow())
            await sandbox.spent.wait()
            following.cancel()
    return clock, shifts


async def test_a_followed_clock_takes_each_shift_and_asks_for_the_next() -> None:
    sandbox = Sandbox((3, 60.0), (4, 3660.0), (4, 3660.0), (5, 7260.0))
    clock, shifts = await followed_by(sandbox)
    assert shifts == [60, 3660, 7260]
    assert sandbox.asked == [{}, *({"seen": seen, "wait_s": "25"} for seen in ("3", "4", "4", "5"))]
    assert round((clock.now() - SystemClock().now()).total_seconds()) == 7260


async def test_a_followed_clock_goes_on_while_the_sandbox_is_away(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.clock._PAUSE_S", 0)
    sandbox = Sandbox((3, 60.0), None, (0, 0.0), (1, 5.0))
    _, shifts = await followed_by(sandbox)
    assert shifts == [60, 0, 5]
