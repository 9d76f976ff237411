"""The webhook: updates are pushed to the bot, lane by lane, again and again until it accepts them or they expire."""

import asyncio
import contextlib
import json
import random
from collections import deque
from dataclasses import dataclass
from typing import Any

import aiohttp

from bot.sandbox.clock import Clock
from bot.sandbox.faults import Drop, Faults
from bot.sandbox.updates import UpdateQueue, Waiting

SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105 the name of a header
USUAL_CONNECTIONS = 40
#: So long an answer is waited for, in real seconds.
ANSWER_WITHIN = 60.0
#: The longest Retry-After that is obeyed, in seconds.
LONGEST_RETRY_AFTER = 3600.0
#: A bot that says "gone" for so long, in seconds, loses its webhook.
GONE_FOR = 23 * 3600.0
MOST_KEPT = 200_000
#: One person's of each kind go one after the other; every other kind goes in the lane of its chat.
BY_PERSON = frozenset(
    {"callback_query", "inline_query", "chosen_inline_result", "shipping_query", "pre_checkout_query", "chat_member"}
)
#: What happened on the way, where no status came back.
REFUSED, LATE, BROKEN = "Connection refused", "Read timeout expired", "Connection closed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Push:
    """One try to hand an update over. A status of 0 means that no answer came."""

    update_id: int
    status: int
    #: When it ended, in unix seconds of the sandbox.
    at: float

    def sim(self) -> dict[str, Any]:
        """What the people's door tells of it."""
        return {"update_id": self.update_id, "status": self.status, "at": self.at}


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """Where updates go, and the word by which the bot knows that they come from here."""

    url: str = ""
    secret: str = ""
    connections: int = USUAL_CONNECTIONS


@dataclass(frozen=True, slots=True)
class _Answer:
    status: int
    trouble: str
    retry_after: float | None = None

    @property
    def accepted(self) -> bool:
        return 200 <= self.status < 300


class Webhook:
    """Pushes what waits in the queue, while a setting has an address."""

    def __init__(self, queue: UpdateQueue, clock: Clock, faults: Faults) -> None:
        self._queue = queue
        self._clock = clock
        self._faults = faults
        self._lanes: dict[str, deque[Waiting]] = {}
        self._tasks: set[asyncio.Task[None]] = set()
        #: When each update that was refused is tried again, by its id.
        self._again: dict[int, float] = {}
        self._moved = asyncio.Event()
        self._session: aiohttp.ClientSession | None = None
        self._slots = asyncio.Semaphore(USUAL_CONNECTIONS)
        self._gone_since: float | None = None
        self._chance = random.Random()  # noqa: S311 no secret: how long a failing bot is left alone
        self.setting = Setting()
        self.last_error: tuple[int, str] | None = None
        self.pushes: deque[Push] = deque(maxlen=MOST_KEPT)
        clock.on_shift.append(self.wake)

    async def set(self, setting: Setting) -> bool:
        """Push to this address from now on; one without an address lets the bot poll. False: it was so already."""
        if setting == self.setting:
            return False
        await self.stop()
        self.setting = setting
        self.last_error = self._gone_since = None
        if setting.url:
            connector = aiohttp.TCPConnector(limit=0)  # the slots say how many
            self._session = aiohttp.ClientSession(connector=connector, cookie_jar=aiohttp.DummyCookieJar())
            self._slots = asyncio.Semaphore(setting.connections)
            self._queue.push_to(self._take)
        return True

    async def stop(self) -> None:
        """Push nothing more; what was on its way is broken off."""
        self._queue.push_to(None)
        self.setting = Setting()
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        self._lanes.clear()
        session, self._session = self._session, None
        if session is not None:
            await session.close()

    @property
    def again_at(self) -> float | None:
        """When something happens next without anybody's doing: the next try of those refused, if none is on its way."""
        return min(self._again.values()) if self._again and len(self._again) == len(self._lanes) else None

    def wake(self) -> None:
        """Time has moved: whoever waits to try again looks at the clock."""
        self._moved.set()
        self._moved = asyncio.Event()

    def _take(self, update: Waiting) -> None:
        lane = lane_of(update)
        waiting = self._lanes.get(lane)
        if waiting is not None:
            waiting.append(update)
            return
        self._lanes[lane] = deque([update])
        task = asyncio.get_running_loop().create_task(self._work_off(lane))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _work_off(self, lane: str) -> None:
        """One lane: the next goes out after the one before was accepted, or has expired."""
        waiting = self._lanes[lane]
        while waiting and self.setting.url:
            await self._hand_over(waiting[0])
            waiting.popleft()
        del self._lanes[lane]

    async def _hand_over(self, update: Waiting) -> None:
        failures = 0
        while self.setting.url and self._queue.waits(update.id):
            async with self._slots:
                answer = await self._push(update)
            self.pushes.append(Push(update_id=update.id, status=answer.status, at=self._clock.now()))
            self._mind_gone(answer.status)
            if answer.accepted:
                self._queue.forget(update.id)
                return
            if not self.setting.url:
                return
            failures += 1
            self.last_error = self._clock.date(), answer.trouble
            again_at = self._clock.now() + (self._pause(failures) if answer.retry_after is None else answer.retry_after)
            if again_at >= update.expires_at:
                self._queue.forget(update.id)
            await self._until(again_at, update)

    def _pause(self, failures: int) -> float:
        """Seconds until the next try: at once, then 2, 4, 8 … up to somewhere between one and two minutes."""
        return 0.0 if failures == 1 else min(2.0 ** min(failures - 1, 10), self._chance.uniform(60, 120))

    async def _until(self, moment: float, update: Waiting) -> None:
        self._again[update.id] = moment
        try:
            while (left := moment - self._clock.now()) > 0 and self._queue.waits(update.id):
                with contextlib.suppress(TimeoutError):
                    await asyncio.wait_for(self._moved.wait(), left)
        finally:
            del self._again[update.id]

    def _mind_gone(self, status: int) -> None:
        """A bot that is gone for long enough loses its webhook, as if it had deleted it."""
        if status != 410:
            self._gone_since = None
            return
        self._gone_since = self._clock.now() if self._gone_since is None else self._gone_since
        if self._clock.now() - self._gone_since >= GONE_FOR:
            self._queue.push_to(None)
            self.setting = Setting()

    async def _push(self, update: Waiting) -> _Answer:
        """One try, unless a fault strikes it."""
        fault = self._faults.strike_push()
        if fault is None:
            return await self._post(update)
        await asyncio.sleep(fault.delay_s)
        refusal = fault.refusal()
        only_late = refusal is None and fault.drop is None
        arrives = only_late or fault.delivered or fault.drop == Drop.AFTER
        answer = await self._post(update) if arrives else _Answer(0, BROKEN)
        if only_late:
            return answer
        if refusal is None:
            return _Answer(0, BROKEN)
        return _Answer(refusal.code, wrong(refusal.code, refusal.description), fault.retry_after)

    async def _post(self, update: Waiting) -> _Answer:
        headers = {"Content-Type": "application/json"}
        if self.setting.secret:
            headers[SECRET_HEADER] = self.setting.secret
        body, limit = json.dumps(update.json, ensure_ascii=False).encode(), aiohttp.ClientTimeout(total=ANSWER_WITHIN)
        assert self._session is not None  # noqa: S101 opened with the setting that this is a push of
        try:
            async with self._session.post(
                self.setting.url, data=body, headers=headers, timeout=limit, allow_redirects=False
            ) as answer:
                await answer.read()
                said, retry_after = wrong(answer.status, answer.reason or ""), answer.headers.get("Retry-After", "")
                return _Answer(answer.status, said, obeyed(retry_after))
        except aiohttp.ClientConnectorError:
            return _Answer(0, REFUSED)
        except TimeoutError:
            return _Answer(0, LATE)
        except (aiohttp.ClientError, OSError):
            return _Answer(0, BROKEN)


def lane_of(update: Waiting) -> str:
    """Whose turn it takes: one person's taps, one chat's messages."""
    body = update.json[update.kind]
    if update.kind in BY_PERSON:
        return f"{update.kind} {body['from']['id']}"
    return f"chat {body['chat']['id']}"


def wrong(status: int, reason: str) -> str:
    """What Telegram says of an answer that is none of 200 to 299."""
    return f"Wrong response from the webhook: {status} {reason}".rstrip()


def obeyed(retry_after: str) -> float | None:
    """The seconds of a Retry-After, as far as they are obeyed."""
    return min(float(retry_after), LONGEST_RETRY_AFTER) if retry_after.isdigit() else None
