"""What an answer, or the lack of one, means for the message: was it sent, and what follows.

The one place that reads Telegram's error texts. PTB lower-cases them in part, so they are matched without regard to
case, by substring. Whatever is not known here is `Unknown`: it may have been sent.
"""

from dataclasses import dataclass
from datetime import timedelta

from telegram.error import (
    BadRequest,
    ChatMigrated,
    EndPointNotFound,
    Forbidden,
    InvalidToken,
    RetryAfter,
    TelegramError,
)

from bot.delivery.wire import NotSent, Refused
from bot.domain.communities import Ability

_LONGEST_REASON = 200
_NOT_MODIFIED = "message is not modified"
_NO_METHOD = "method not found"
#: Not PTB's own text: at start-up that one holds the token.
_NOT_ACCEPTED = "Telegram does not accept the bot's token"
#: 400s that say the same as a 403: this chat can't be written to.
_UNREACHABLE = ("chat not found", "bot was kicked", "user is deactivated", "peer_id_invalid")
_MESSAGE_GONE = ("message to edit not found", "message can't be edited", "message to delete not found",
                 "message can't be deleted", "message to pin not found", "message_id_invalid",
                 "inline message identifier")  # fmt: skip
_PICTURE_REFUSED = ("wrong file identifier", "invalid file_id", "file_reference")
_TOPIC_GONE = ("message thread not found", "topic_closed", "topic_deleted")
_QUERY_GONE = "query is too old"
#: What a chat doesn't let the bot do; the first that fits.
_MISSING: tuple[tuple[Ability, tuple[str, ...]], ...] = (
    (Ability.PHOTOS, ("not enough rights to send photos",)),
    (Ability.PIN, ("not enough rights to manage pinned messages", "not enough rights to pin")),
    (Ability.SEND, ("not enough rights to send", "have no write access", "chat_write_forbidden",
                    "need administrator rights in the channel")),
    (Ability.REACT, ("reaction_invalid", "reactions are disabled")),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Sent:
    """Telegram has it."""


@dataclass(frozen=True, slots=True)
class NotModified:
    """The message already looks so: it proves that an earlier edit arrived. A success."""


@dataclass(frozen=True, slots=True)
class RetryNow:
    """Not sent: no connection was had."""

    reason: str


@dataclass(frozen=True, slots=True)
class RetryLater:
    """Not sent: this chat takes nothing for `after_s` seconds."""

    after_s: float


@dataclass(frozen=True, slots=True)
class Migrated:
    """Not sent: the group is a supergroup now; rewrite its chat id, then send again."""

    new_chat_id: int


@dataclass(frozen=True, slots=True)
class Unreachable:
    """Not sent: blocked, never started, kicked, deactivated. Stop writing there until that chat is heard of again."""

    reason: str


@dataclass(frozen=True, slots=True)
class Dead:
    """Not sent, and a repeat would fail alike: an error of ours, or the target is gone. Worth an alert."""

    reason: str

    @property
    def is_message_gone(self) -> bool:
        """The message to edit, delete or pin is no more, or can't be touched any more."""
        return _has(self.reason, _MESSAGE_GONE)

    @property
    def is_picture_refused(self) -> bool:
        """A file_id that Telegram no longer takes: the picture has to be uploaded anew."""
        return _has(self.reason, _PICTURE_REFUSED)

    @property
    def is_topic_gone(self) -> bool:
        """The topic is closed or deleted: General remains."""
        return _has(self.reason, _TOPIC_GONE)

    @property
    def missing(self) -> Ability | None:
        """What the chat doesn't let the bot do, if it is that."""
        return next((ability for ability, parts in _MISSING if _has(self.reason, parts)), None)

    @property
    def is_query_gone(self) -> bool:
        """A callback answer came too late or twice: nobody waits for it."""
        return _QUERY_GONE in self.reason.lower()


@dataclass(frozen=True, slots=True)
class Unknown:
    """It may have been sent: the policy of its kind decides."""

    reason: str


@dataclass(frozen=True, slots=True)
class Stop:
    """Not sent, nor will anything be: Telegram doesn't take the token. Call the operator."""

    reason: str


Outcome = Sent | NotModified | RetryNow | RetryLater | Migrated | Unreachable | Dead | Unknown | Stop


def outcome(error: BaseException | None) -> Outcome:
    """What became of a call that raised `error` (None: it returned)."""
    match error:
        case None:
            return Sent()
        case NotSent():
            return RetryNow(_reason(error))
        case RetryAfter():
            return RetryLater(seconds_of(error))
        case ChatMigrated():
            return Migrated(error.new_chat_id)
        case Refused() | EndPointNotFound():
            return Dead(_reason(error))
        case BadRequest() | Forbidden() | InvalidToken() if _is_telegrams_word(error):
            return _by_text(error)
        case _:
            return Unknown(_reason(error))


def seconds_of(error: RetryAfter) -> float:
    """The wait that a 429 asks for: a whole number, or a timedelta where PTB is told to."""
    after = error.retry_after
    return after.total_seconds() if isinstance(after, timedelta) else float(after)


def _by_text(error: TelegramError) -> Outcome:
    text = _reason(error)
    if isinstance(error, Forbidden):
        return Unreachable(text)
    if isinstance(error, InvalidToken):
        # An older server that lacks one method is no reason to stop everything
        return Dead(text) if _has(text, (_NO_METHOD,)) else Stop(_NOT_ACCEPTED)
    if _has(text, (_NOT_MODIFIED,)):
        return NotModified()
    return Unreachable(text) if _has(text, _UNREACHABLE) else Dead(text)


def _is_telegrams_word(error: TelegramError) -> bool:
    """Whether the body was Telegram's JSON; a proxy's 403 or 404 page says nothing about a chat or a token."""
    return type(error.__cause__) is not TelegramError  # what PTB attaches to an answer it can't parse


def _has(text: str, parts: tuple[str, ...]) -> bool:
    low = text.lower()
    return any(part in low for part in parts)


def _reason(error: BaseException) -> str:
    """Telegram's text, or only the type's name: another exception's text may hold anything."""
    return error.message[:_LONGEST_REASON] if isinstance(error, TelegramError) else type(error).__name__
