"""A tap on a deal's card as Telegram sends it: the card is one that the bot has really posted."""

from dataclasses import dataclass
from typing import Any

GROUP = -1_001_000_000_000
#: Who leads every group.
LEADER = 900

_DEAL_LINK = "t.me/kaituan_bot?start=d_CSh7lrgXQHIqKWABUogn4Q"
CARD: dict[str, Any] = {
    "message_id": 4,
    "from": {"id": 7_000_000_001, "is_bot": True, "first_name": "Kaituan", "username": "kaituan_bot"},
    "chat": {"id": GROUP, "title": "Green Lane", "type": "supergroup"},
    "date": 1_795_777_225,
    "edit_date": 1_795_777_228,
    "text": (
        "🛒 Navel oranges 5 kg · from Lin\nTeam of 5: 29.90 € · alone 39.90 €\n⏰ until Sun 12:01 · 55 left\n"
        f"Ana ●○○○○ 4 more\n✅ 1 order\nPay when your team is full, to Lin Wang …4700\nShare: {_DEAL_LINK}"
    ),
    "entities": [
        {"type": "bold", "offset": 0, "length": 21},
        {"type": "bold", "offset": 44, "length": 7},
        {"type": "date_time", "offset": 76, "length": 9, "unix_time": 1_795_950_060, "date_time_format": "wt"},
        {"type": "url", "offset": 176, "length": 47},
    ],
    "link_preview_options": {"is_disabled": True},
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Tap:
    """Who presses which button, in which group."""

    person: int
    data: str
    chat: int


def buyer_name(person: int) -> str:
    """What everybody is called."""
    return f"Buyer {person}"


def update(number: int, tap: Tap) -> dict[str, Any]:
    """The update of a tap; the pressed button is the first one under the card."""
    sender = {
        "id": tap.person,
        "is_bot": False,
        "first_name": buyer_name(tap.person),
        "username": f"buyer{tap.person}",
        "language_code": "en",
    }
    chat = CARD["chat"] | {"id": tap.chat}
    shown = CARD | {"chat": chat, "reply_markup": {"inline_keyboard": _rows(tap.data)}}
    query = {"id": str(number), "from": sender, "message": shown, "chat_instance": "1", "data": tap.data}
    return {"update_id": number, "callback_query": query}


def _rows(data: str) -> list[list[dict[str, str]]]:
    return [
        [
            {"text": "Join Ana (4 more)", "callback_data": data, "style": "success"},
            {"text": "Start a team", "callback_data": "ts:Y6N4"},
        ],
        [{"text": "All teams", "callback_data": "ta:Y6N4"}],
        [
            {"text": "My order", "url": "https://t.me/kaituan_bot?start=o_CSh7lrgXQHIqKWABUogn4Q"},
            {"text": "Share", "url": f"https://t.me/share/url?url=https%3A%2F%2F{_DEAL_LINK}"},
        ],
    ]
