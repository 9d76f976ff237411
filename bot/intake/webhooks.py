"""The webhook: Telegram pushes updates, and each is accepted only after its effect is committed.

Telegram's queue is the durable queue here too: what is not accepted comes again until it expires. The doors and lanes
are those of polling; what comes twice is absorbed by its request ids.
"""

import asyncio
import hmac
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import datetime
from urllib.parse import urlsplit

import structlog
from telegram import Bot, WebhookInfo
from telegram.error import TelegramError

from bot.delivery.outcomes import Dead, RetryLater, Stop, outcome
from bot.intake.allowed import ALLOWED_UPDATES
from bot.intake.doors import Door
from bot.intake.lanes import Raw, Turns
from bot.intake.polling import TokenRefused, back_off

log = structlog.get_logger(__name__)

#: How many updates Telegram may push at the same time: the most it does.
CONNECTIONS = 100
#: How many may be worked off at the same time by one process; above it Telegram is asked to come again.
IN_FLIGHT = 200
#: Seconds between two looks at what Telegram says of the webhook.
LOOK_EVERY = 60.0
#: Tries to set the webhook, or to delete it, at the start; so often it may also be told to wait for its turn, since
#: Telegram takes one setting a second and many replicas may start at once.
_TRIES = 5
_TURNS = 60
_WORD_LETTERS = 32


class WebhookRefused(Exception):
    """Telegram does not take the webhook's address; the text is Telegram's."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Address:
    """Where Telegram pushes updates to, and the secret that it shows each time."""

    url: str = field(repr=False)
    secret: str = field(repr=False)

    @property
    def path(self) -> str:
        """The path at which the bot takes them: a proxy passes it on as it is."""
        return urlsplit(self.url).path


def address_of(base: str, secret: str, token: str) -> Address:
    """The address under a public one. Its last part is as good as random, and the same in every replica.

    It is drawn from the secret and the bot's number, so it changes with the secret, and nobody who has read it in a
    proxy's log knows the secret.
    """
    bot_id = token.partition(":")[0]
    word = hmac.digest(secret.encode(), f"webhook of bot {bot_id}".encode(), "sha256").hex()[:_WORD_LETTERS]
    return Address(url=f"{base}/telegram/{word}", secret=secret)


class Webhook:
    """Lets what Telegram pushes through the door, and watches what Telegram says of it."""

    def __init__(
        self,
        bot: Bot,
        address: Address,
        door: Door,
        *,
        monotonic: Callable[[], float],
        sleep: Callable[[float], Awaitable[None]],
    ) -> None:
        self._bot = bot
        #: Where updates are taken.
        self.address = address
        self._door = door
        self._monotonic = monotonic
        self._sleep = sleep
        self._turns = Turns()
        self._in_flight = 0
        self._stopped = asyncio.Event()
        self._idle = asyncio.Event()
        self._idle.set()
        self._last_failure: datetime | None = None
        #: When Telegram last said that it pushes here (monotonic seconds).
        self.answered_at: float | None = None

    async def set_up(self) -> None:
        """Tell Telegram where to push. Raises WebhookRefused, TokenRefused, and TelegramError: it can't be asked."""
        await _patiently(self._set, self._sleep)

    async def admit(self, raw: Raw) -> bool:
        """Work off one update in its lane. True: accept it; False: it must come again."""
        if self._stopped.is_set() or self._in_flight >= IN_FLIGHT:
            return False
        self._in_flight += 1
        self._idle.clear()
        try:
            async with self._turns.of(raw):
                return await self._door.admit(raw)
        finally:
            self._in_flight -= 1
            if not self._in_flight:
                self._idle.set()

    async def run(self) -> None:
        """Watch until `stop`; then wait until what was taken in is finished. Raises TokenRefused."""
        while not self._stopped.is_set():
            await self._look()
            try:
                await asyncio.wait_for(self._stopped.wait(), LOOK_EVERY)
            except TimeoutError:
                continue
        await self._idle.wait()

    def stop(self) -> None:
        """Take in nothing more. The webhook stays: other replicas go on, or this one is back soon."""
        self._stopped.set()

    async def _set(self) -> None:
        await self._bot.set_webhook(
            self.address.url,
            secret_token=self.address.secret,
            allowed_updates=ALLOWED_UPDATES,
            max_connections=CONNECTIONS,
        )

    async def _look(self) -> None:
        try:
            info = await self._bot.get_webhook_info()
        except TelegramError as error:
            if isinstance(outcome(error), Stop):
                raise TokenRefused from None
            log.warning("webhook.unseen", kind=type(error).__name__, reason=str(error))
            return
        if info.url == self.address.url:
            self.answered_at = self._monotonic()
        else:  # not set again here: while the secret is changed, old and new replicas would take it from each other
            self.answered_at = None
            log.error("webhook.lost", now_at=urlsplit(info.url).hostname)
        self._mind_failures(info)

    def _mind_failures(self, info: WebhookInfo) -> None:
        """Say once what kept Telegram from handing an update over."""
        failed_at = info.last_error_date
        if failed_at is None or failed_at == self._last_failure:
            return
        self._last_failure = failed_at
        log.warning("webhook.failing", reason=info.last_error_message, waiting=info.pending_update_count)


async def remove(bot: Bot, sleep: Callable[[float], Awaitable[None]]) -> None:
    """No webhook any more, so that the bot can poll; what waits stays. Raises TokenRefused and TelegramError."""

    async def delete() -> None:
        await bot.delete_webhook()

    await _patiently(delete, sleep)


async def _patiently(call: Callable[[], Awaitable[None]], sleep: Callable[[float], Awaitable[None]]) -> None:
    """Both calls change nothing a second time, so a lost answer is asked for again."""
    failures = turns = 0
    while True:
        try:
            return await call()
        except TelegramError as error:
            match outcome(error):
                case Stop():
                    raise TokenRefused from None
                case Dead(reason):
                    raise WebhookRefused(reason) from None
                case RetryLater(after_s):
                    turns += 1
                    wait = after_s
                case _:
                    failures += 1
                    wait = back_off(failures)
            if failures == _TRIES or turns == _TURNS:
                raise
            log.warning("webhook.unchanged", kind=type(error).__name__, wait_s=wait)
        await sleep(wait)
