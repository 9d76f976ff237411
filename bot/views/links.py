"""Links into the private chat: 128-bit tokens in start payloads, and what a start payload means."""

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import Final
from urllib.parse import quote

from bot.domain.errors import NotFound
from bot.domain.ids import Token
from bot.i18n import Html


class LinkKind(StrEnum):
    """What a link opens; the letter before the token."""

    TEAM = "t"
    DEAL = "d"
    #: The reader's own order in a deal: one link for everybody, the bot finds whose.
    ORDER = "o"
    #: The reader's own payment code in a deal, for those the bot couldn't write to.
    CODE = "c"
    #: An order's invoice, from a forwarded copy of it: it is its buyer's only.
    INVOICE = "i"


@dataclass(frozen=True, slots=True, kw_only=True)
class Bot:
    """What a screen must know of the bot itself."""

    username: str
    #: Whether people can type words behind its name in any chat: @BotFather switches it on.
    has_inline: bool = False


#: Telegram writes the number of a supergroup with this added, and below zero.
_SUPERGROUPS: Final = 1_000_000_000_000
#: A token is 128 random bits in 22 letters.
_START: Final = re.compile(f"([{''.join(LinkKind)}])_([A-Za-z0-9_-]{{22}})")


@dataclass(frozen=True, slots=True)
class StartLink:
    """A link somebody opened: the token is a team's (TEAM), an invoice's (INVOICE), else a deal's."""

    kind: LinkKind
    token: Token


def read_start(payload: str) -> StartLink:
    """What `/start <payload>` asks for. Raises NotFound: not one of our links."""
    found = _START.fullmatch(payload)
    if found is None:
        raise NotFound()
    return StartLink(LinkKind(found[1]), Token(found[2]))


def start_payload(kind: LinkKind, token: Token) -> str:
    """What a link carries: read back by `read_start`."""
    return f"{kind}_{token}"


def read_typed(words: str) -> StartLink | None:
    """The link that somebody types or pastes whole behind the bot's name; None: other words."""
    found = _START.fullmatch(words.rpartition("?start=")[2].strip())
    return None if found is None else StartLink(LinkKind(found[1]), Token(found[2]))


def team_link(bot_username: str, team_token: Token) -> str:
    """Opens a team: see it and join it."""
    return _link(bot_username, LinkKind.TEAM, team_token)


def deal_link(bot_username: str, deal_token: Token) -> str:
    """Opens a deal: its prices, its teams, buying alone."""
    return _link(bot_username, LinkKind.DEAL, deal_token)


def order_link(bot_username: str, deal_token: Token) -> str:
    """Opens the reader's own order in a deal: the card's `My order`, the same for all."""
    return _link(bot_username, LinkKind.ORDER, deal_token)


def code_link(bot_username: str, deal_token: Token) -> str:
    """Opens the reader's own payment code in a deal."""
    return _link(bot_username, LinkKind.CODE, deal_token)


def start_link(bot_username: str) -> str:
    """Opens the private chat, with nothing else."""
    return f"https://t.me/{bot_username}?start=hello"


def group_link(bot_username: str) -> str:
    """Lets the reader add the bot to a group, as an administrator who pins if they may make one."""
    return f"https://t.me/{bot_username}?startgroup=lead&admin=pin_messages"


def lead_link(bot_username: str) -> str:
    """Opens the private chat with what a new leader does next."""
    return f"https://t.me/{bot_username}?start=lead"


def message_link(chat: int, message_id: int) -> str | None:
    """Opens a message for who is in its group; None: only supergroups have such links."""
    internal = -chat - _SUPERGROUPS
    return f"https://t.me/c/{internal}/{message_id}" if internal > 0 else None


def share_link(url: str, text: str) -> str:
    """Lets the reader choose chats and send them a link with a plain text."""
    return f"https://t.me/share/url?url={quote(url, safe='')}&text={quote(text, safe='')}"


def written(url: str) -> Html:
    """A t.me link as it stands in a text: short, and still live."""
    return Html(url.removeprefix("https://").replace("&", "&amp;"))


def _link(bot_username: str, kind: LinkKind, token: Token) -> str:
    return f"https://t.me/{bot_username}?start={start_payload(kind, token)}"
