"""What Telegram says of this bot, for `doctor`: its name and what @BotFather has set."""

from dataclasses import dataclass, field
from datetime import datetime

from telegram import Bot
from telegram.error import TelegramError

from bot.delivery.outcomes import outcome
from bot.delivery.request import AiohttpRequest


class NotAnswered(Exception):
    """Telegram can't be asked, or doesn't take the token. `why` names what happened, without the token."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


@dataclass(frozen=True, slots=True, kw_only=True)
class Checkup:
    """The bot as Telegram sees it."""

    username: str
    joins_groups: bool
    inline: bool
    reads_all: bool  #: group privacy is off
    webhook_url: str = field(repr=False)  #: empty: none is set
    waiting: int  #: updates that Telegram keeps
    failed_at: datetime | None  #: when it could not hand one over, the last time
    failure: str


async def check_up(token: str, api_base: str) -> Checkup:
    """Ask Telegram about this bot. Raises NotAnswered."""
    bot = Bot(token, base_url=f"{api_base}/bot", request=AiohttpRequest(), get_updates_request=AiohttpRequest())
    try:
        async with bot:
            me = await bot.get_me()
            webhook = await bot.get_webhook_info()
    except TelegramError as error:
        raise NotAnswered(type(outcome(error)).__name__) from None  # the library's text may hold the token
    return Checkup(
        username=me.username or "",
        joins_groups=bool(me.can_join_groups),
        inline=bool(me.supports_inline_queries),
        reads_all=bool(me.can_read_all_group_messages),
        webhook_url=webhook.url,
        waiting=webhook.pending_update_count,
        failed_at=webhook.last_error_date,
        failure=webhook.last_error_message or "",
    )
