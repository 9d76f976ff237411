"""Who administers a group, by Telegram's word, asked again after a minute at the latest."""

import asyncio
from collections.abc import Callable
from enum import StrEnum

import structlog
from telegram import Bot, ChatMember
from telegram.error import BadRequest, Forbidden, TelegramError

from bot.domain.communities import StandingUnknown
from bot.domain.ids import AccountId, ChatId

log = structlog.get_logger(__name__)

_KEPT_S = 60.0
_KEPT_MOST = 10_000
#: Seconds that Telegram has to say it: the act and its answer come after it, and a handler has ten in all.
ASK_WITHIN_S = 4.0
ADMINISTRATORS = frozenset({ChatMember.ADMINISTRATOR, ChatMember.OWNER})


class Standing(StrEnum):
    """How somebody stands to a group."""

    ADMINISTRATOR = "administrator"
    OTHER = "other"
    UNKNOWN = "unknown"  #: the bot is not in the group, or may not ask


class Administrators:
    """Asks Telegram, and remembers for a minute."""

    def __init__(self, bot: Bot, monotonic: Callable[[], float]) -> None:
        self._bot = bot
        self._monotonic = monotonic
        self._known: dict[tuple[ChatId, AccountId], tuple[Standing, float]] = {}

    async def standing(self, chat: ChatId, account: AccountId) -> Standing:
        """How a person stands to a group. Raises StandingUnknown when Telegram doesn't say in time."""
        now = self._monotonic()
        known = self._known.get((chat, account))
        if known is not None and now - known[1] < _KEPT_S:
            return known[0]
        found = await self._ask(chat, account)
        if len(self._known) >= _KEPT_MOST:
            self._known.clear()
        self._known[chat, account] = (found, now)
        return found

    def forget(self, chat: ChatId, account: AccountId | None = None) -> None:
        """Telegram says that somebody's standing has changed; without a person, everybody's."""
        for key in [key for key in self._known if key[0] == chat and account in (None, key[1])]:
            del self._known[key]

    async def _ask(self, chat: ChatId, account: AccountId) -> Standing:
        try:
            async with asyncio.timeout(ASK_WITHIN_S):
                member = await self._bot.get_chat_member(chat, account)
        except (BadRequest, Forbidden):
            return Standing.UNKNOWN
        except (TelegramError, TimeoutError) as error:
            log.info("standing.unknown", chat=chat, reason=type(error).__name__)
            raise StandingUnknown() from None
        return Standing.ADMINISTRATOR if member.status in ADMINISTRATORS else Standing.OTHER
