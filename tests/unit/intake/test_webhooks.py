"""What Telegram pushes is accepted after it is worked off, never before; the webhook is set, watched and left."""

import asyncio
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any, cast

import pytest
import structlog
from telegram import Bot, Update, WebhookInfo
from telegram.error import BadRequest, InvalidToken, NetworkError, RetryAfter, TelegramError

from bot.domain.errors import DatabaseAway
from bot.intake import webhooks
from bot.intake.allowed import ALLOWED_UPDATES
from bot.intake.polling import TokenRefused
from bot.intake.webhooks import CONNECTIONS, IN_FLIGHT, Webhook, WebhookRefused, address_of
from tests.unit.intake.servers import Queue, Room, nothing
from tests.unit.intake.updates import a_tap

TOKEN, SECRET = "123456789:" + "A" * 35, "s" * 32
ADDRESS = address_of("https://bot.example.org/kaituan", SECRET, TOKEN)


class Telegram:
    """Where a webhook is set; it fails as it is told."""

    def __init__(self) -> None:
        self.faults: list[TelegramError] = []
        self.set: list[dict[str, Any]] = []
        self.deleted = 0
        self.looked = 0
        self.info = WebhookInfo(url=ADDRESS.url, has_custom_certificate=False, pending_update_count=0)

    def _fail(self) -> None:
        if self.faults:
            raise self.faults.pop(0)

    async def set_webhook(self, url: str, **how: Any) -> bool:
        self._fail()
        self.set.append({"url": url, **how})
        return True

    async def delete_webhook(self) -> bool:
        self._fail()
        self.deleted += 1
        return True

    async def get_webhook_info(self) -> WebhookInfo:
        self.looked += 1
        self._fail()
        return self.info


class Hall:
    """A webhook with a door behind it; the clock stands at 42, sleeps are written down."""

    def __init__(self, process: Callable[[Update], Any] = nothing) -> None:
        self.telegram = Telegram()
        self.bot = cast(Bot, self.telegram)
        self.slept: list[float] = []
        self.room = Room(Queue(), process)
        self.webhook = Webhook(self.bot, ADDRESS, self.room.door, monotonic=lambda: 42.0, sleep=self.sleep)

    async def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)


async def turns() -> None:
    """Let everything run that can."""
    for _ in range(30):
        await asyncio.sleep(0)


# Where


def test_the_path_is_drawn_from_the_secret_and_the_bot_and_nothing_else() -> None:
    word = ADDRESS.path.rpartition("/")[2]
    assert ADDRESS.path == f"/kaituan/telegram/{word}"
    assert ADDRESS.url == f"https://bot.example.org{ADDRESS.path}"
    assert len(word) == 32
    assert int(word, 16) > 0
    assert address_of("https://x.org", SECRET, TOKEN).path == f"/telegram/{word}"
    assert address_of("https://x.org", "t" * 32, TOKEN).path != f"/telegram/{word}"
    assert address_of("https://x.org", SECRET, "987654321:" + "A" * 35).path != f"/telegram/{word}"
    assert address_of("https://x.org", SECRET, "123456789:" + "B" * 35).path == f"/telegram/{word}"


def test_an_address_does_not_show_itself() -> None:
    assert repr(ADDRESS) == "Address()"


# Set up and removed


async def test_it_is_set_with_the_secret_every_wanted_kind_and_as_many_connections_as_there_are() -> None:
    hall = Hall()
    await hall.webhook.set_up()
    assert hall.telegram.set == [
        {
            "url": ADDRESS.url,
            "secret_token": SECRET,
            "allowed_updates": ALLOWED_UPDATES,
            "max_connections": CONNECTIONS,
        }
    ]
    assert CONNECTIONS <= 100


@pytest.mark.parametrize("what", ["set", "removed"])
async def test_a_lost_answer_and_a_limit_are_tried_again(what: str) -> None:
    hall = Hall()
    hall.telegram.faults = [NetworkError("lost"), RetryAfter(7), NetworkError("lost")]
    await (hall.webhook.set_up() if what == "set" else webhooks.remove(hall.bot, hall.sleep))
    assert hall.slept == [1, 7, 2]
    assert (len(hall.telegram.set), hall.telegram.deleted) == ((1, 0) if what == "set" else (0, 1))


async def test_replicas_that_start_at_once_wait_for_their_turn_however_many_they_are() -> None:
    hall = Hall()
    hall.telegram.faults = [RetryAfter(1)] * 20
    await hall.webhook.set_up()
    assert (hall.slept, len(hall.telegram.set)) == ([1] * 20, 1)


async def test_a_telegram_that_stays_away_is_told() -> None:
    hall = Hall()
    hall.telegram.faults = [NetworkError("lost")] * 5
    with pytest.raises(NetworkError):
        await hall.webhook.set_up()
    assert hall.slept == [1, 2, 4, 8]


async def test_an_address_that_telegram_does_not_take_is_told_in_its_words() -> None:
    hall = Hall()
    hall.telegram.faults = [BadRequest("Bad webhook: failed to resolve host")]
    with pytest.raises(WebhookRefused, match="failed to resolve host"):
        await hall.webhook.set_up()
    assert hall.slept == []


async def test_a_refused_token_is_told_without_the_token() -> None:
    hall = Hall()
    hall.telegram.faults = [InvalidToken(f"The token `{TOKEN}` was rejected")]
    with pytest.raises(TokenRefused) as refused:
        await hall.webhook.set_up()
    assert (refused.value.__cause__, TOKEN in str(refused.value)) == (None, False)


# Taken in


async def test_an_update_is_accepted_only_when_it_is_worked_off() -> None:
    gate, done = asyncio.Event(), []

    async def process(update: Update) -> None:
        await gate.wait()
        done.append(update.update_id)

    hall = Hall(process)
    async with asyncio.TaskGroup() as tasks:
        pushed = tasks.create_task(hall.webhook.admit(a_tap(1)))
        await turns()
        assert (pushed.done(), done) == (False, [])
        gate.set()
    assert (pushed.result(), done) == (True, [1])


async def test_a_database_that_is_away_withholds_and_a_bug_does_not() -> None:
    async def process(update: Update) -> None:
        raise DatabaseAway("locked") if update.update_id == 1 else ValueError("a bug")

    hall = Hall(process)
    assert [await hall.webhook.admit(a_tap(number)) for number in (1, 2)] == [False, True]


async def test_one_person_stays_in_order_and_others_run_beside() -> None:
    gate, ended = asyncio.Event(), []

    async def process(update: Update) -> None:
        if update.update_id == 1:
            await gate.wait()
        ended.append(update.update_id)

    hall = Hall(process)
    async with asyncio.TaskGroup() as tasks:
        for number, person in ((1, 7), (2, 7), (3, 8), (4, 7)):
            tasks.create_task(hall.webhook.admit(a_tap(number, person)))
        await turns()
        assert ended == [3]
        gate.set()
    assert ended == [3, 1, 2, 4]
    assert hall.webhook._turns._lanes == {}


async def test_above_so_many_at_once_telegram_is_asked_to_come_again() -> None:
    gate = asyncio.Event()

    async def process(update: Update) -> None:
        await gate.wait()

    hall = Hall(process)
    async with asyncio.TaskGroup() as tasks:
        taken = [tasks.create_task(hall.webhook.admit(a_tap(one, person=one))) for one in range(1, IN_FLIGHT + 1)]
        await turns()
        assert await hall.webhook.admit(a_tap(999, person=999)) is False
        gate.set()
    assert all(one.result() for one in taken)
    assert await hall.webhook.admit(a_tap(999, person=999)) is True


async def test_who_waits_in_a_lane_and_is_broken_off_leaves_it_to_the_next() -> None:
    gate, ended = asyncio.Event(), []

    async def process(update: Update) -> None:
        await gate.wait()
        ended.append(update.update_id)

    hall = Hall(process)
    async with asyncio.TaskGroup() as tasks:
        pushed = [tasks.create_task(hall.webhook.admit(a_tap(number))) for number in (1, 2, 3)]
        await turns()
        pushed[1].cancel()
        await turns()
        gate.set()
    assert ended == [1, 3]
    assert hall.webhook._turns._lanes == {}


# The end


async def test_stop_takes_in_nothing_more_and_waits_for_what_is_there() -> None:
    gate, done = asyncio.Event(), []

    async def process(update: Update) -> None:
        await gate.wait()
        done.append(update.update_id)

    hall = Hall(process)
    async with asyncio.TaskGroup() as tasks:
        running = tasks.create_task(hall.webhook.run())
        begun = [tasks.create_task(hall.webhook.admit(a_tap(number))) for number in (1, 2)]
        await turns()
        hall.webhook.stop()
        assert await hall.webhook.admit(a_tap(3, person=8)) is False
        await turns()
        assert not running.done()
        gate.set()
    assert [one.result() for one in begun] == [True, True]
    assert done == [1, 2]
    assert hall.telegram.deleted == 0, "other replicas go on with it"


async def test_stop_ends_a_quiet_one_at_once() -> None:
    hall = Hall()
    async with asyncio.TaskGroup() as tasks, asyncio.timeout(1):
        tasks.create_task(hall.webhook.run())
        await turns()
        hall.webhook.stop()


# Watched


async def looks(hall: Hall, times: int, monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """Let it look so often; what it logged."""
    monkeypatch.setattr(webhooks, "LOOK_EVERY", 0.001)
    with structlog.testing.capture_logs() as logged:
        async with asyncio.TaskGroup() as tasks, asyncio.timeout(2):
            tasks.create_task(hall.webhook.run())
            while hall.telegram.looked < times:  # noqa: ASYNC110 the loop under test sets no event
                await asyncio.sleep(0.001)
            hall.webhook.stop()
    return [(line["event"], line.get("reason") or line.get("now_at")) for line in logged]


async def test_it_is_connected_while_telegram_says_that_it_pushes_here(monkeypatch: pytest.MonkeyPatch) -> None:
    hall = Hall()
    assert await looks(hall, 2, monkeypatch) == []
    assert hall.webhook.answered_at == 42.0


async def test_another_address_is_reported_and_not_fought_for(monkeypatch: pytest.MonkeyPatch) -> None:
    hall = Hall()
    hall.telegram.info = WebhookInfo("https://elsewhere.example/secret-path", False, 0)
    assert (await looks(hall, 1, monkeypatch))[0] == ("webhook.lost", "elsewhere.example")
    assert hall.webhook.answered_at is None
    assert hall.telegram.set == []


async def test_a_failure_that_telegram_tells_is_logged_once(monkeypatch: pytest.MonkeyPatch) -> None:
    hall = Hall()
    reason = "Wrong response from the webhook: 502 Bad Gateway"
    at = datetime(2026, 11, 27, tzinfo=UTC)
    hall.telegram.info = WebhookInfo(ADDRESS.url, False, 3, last_error_date=at, last_error_message=reason)
    assert await looks(hall, 3, monkeypatch) == [("webhook.failing", reason)]


async def test_a_telegram_that_does_not_answer_is_asked_again(monkeypatch: pytest.MonkeyPatch) -> None:
    hall = Hall()
    hall.telegram.faults = [NetworkError("lost")]
    assert await looks(hall, 2, monkeypatch) == [("webhook.unseen", "lost")]
    assert hall.webhook.answered_at == 42.0


async def test_a_token_that_is_refused_meanwhile_ends_it() -> None:
    hall = Hall()
    hall.telegram.faults = [InvalidToken("rejected")]
    with pytest.raises(TokenRefused):
        await hall.webhook.run()
