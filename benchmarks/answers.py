"""What Telegram answers to the methods that a bot asks while it is measured: each result in its own shape."""

import json
from collections.abc import Callable
from itertools import count
from typing import Any

from benchmarks.taps import CARD, LEADER

Arguments = dict[str, Any]

#: What an administrator's entry tells of all rights; the bot has two of them.
_RIGHTS = (
    *("can_be_edited", "is_anonymous", "can_manage_chat", "can_delete_messages", "can_manage_video_chats"),
    *("can_restrict_members", "can_promote_members", "can_change_info", "can_invite_users"),
    *("can_post_stories", "can_edit_stories", "can_delete_stories", "can_pin_messages"),
)
_SENT = {key: value for key, value in CARD.items() if key != "edit_date"}
_SHOWS_TEXT = ("text", "entities", "link_preview_options")
_PHOTO = [
    {"file_id": f"photo-{side}", "file_unique_id": f"p{side}", "width": side, "height": side, "file_size": side * 40}
    for side in (90, 320, 800)
]


class MethodNotFound(Exception):
    """Telegram has no such method, or nobody asked for it here until now."""


class Answers:
    """One bot's Telegram: nothing that it says is kept but the number of the last message."""

    def __init__(self, bot_id: int) -> None:
        self._me: dict[str, Any] = CARD["from"] | {"id": bot_id}
        self._messages = count(10)
        self._methods: dict[str, Callable[[Arguments], Any]] = {
            "getMe": self._is,
            "getChatMember": self._member,
            "getMyCommands": lambda _: [],
            "getMyDescription": lambda _: {"description": ""},
            "getMyShortDescription": lambda _: {"short_description": ""},
            "sendMessage": self._text,
            "sendPhoto": self._photo,
            "sendDocument": self._document,
            "sendInvoice": self._invoice,
            "createInvoiceLink": lambda _: "https://t.me/$invoice",
            "answerPreCheckoutQuery": _true,
            "editMessageText": self._edited(self._text),
            "editMessageCaption": self._edited(self._photo),
            "editMessageMedia": self._edited(self._photo),
            **dict.fromkeys(("pinChatMessage", "unpinChatMessage", "deleteMessage", "leaveChat"), _true),
            **dict.fromkeys(("setMyCommands", "setMyDescription", "setMyShortDescription", "deleteWebhook"), _true),
        }

    def result(self, method: str, arguments: Arguments) -> Any:
        """What a method returns. Raises MethodNotFound."""
        answer = self._methods.get(method)
        if answer is None:
            raise MethodNotFound
        return answer(arguments)

    def knows(self, method: str) -> bool:
        """Whether it has an answer to this method."""
        return method in self._methods

    def _is(self, _: Arguments) -> dict[str, Any]:
        may = {"can_join_groups": True, "can_read_all_group_messages": False, "supports_inline_queries": True}
        return self._me | may

    def _member(self, arguments: Arguments) -> dict[str, Any]:
        """The bot may do everything in its groups, and one person has made them."""
        person = int(arguments["user_id"])
        if person == self._me["id"]:
            rights = dict.fromkeys(_RIGHTS, False) | {"can_manage_chat": True, "can_pin_messages": True}
            return {"user": self._me, "status": "administrator", **rights}
        user = {"id": person, "is_bot": False, "first_name": f"Buyer {person}"}
        if person == LEADER:
            return {"user": user, "status": "creator", "is_anonymous": False}
        return {"user": user, "status": "member"}

    def _text(self, arguments: Arguments) -> dict[str, Any]:
        """The text is that of a card, whatever was sent: the bot reads no text of its own."""
        chat = int(arguments["chat_id"])
        kind = {"type": "supergroup", "title": "Green Lane"} if chat < 0 else {"type": "private", "first_name": "A"}
        shown = CARD if "message_id" in arguments else _SENT
        number = int(arguments.get("message_id") or next(self._messages))
        return shown | {"message_id": number, "from": self._me, "chat": {"id": chat} | kind}

    def _photo(self, arguments: Arguments) -> dict[str, Any]:
        shown = {key: value for key, value in self._text(arguments).items() if key not in _SHOWS_TEXT}
        return shown | {"photo": _PHOTO, "caption": CARD["text"], "caption_entities": CARD["entities"]}

    def _document(self, arguments: Arguments) -> dict[str, Any]:
        shown = {key: value for key, value in self._text(arguments).items() if key not in _SHOWS_TEXT}
        return shown | {"document": {"file_id": "document", "file_unique_id": "d", "file_size": 100}}

    def _invoice(self, arguments: Arguments) -> dict[str, Any]:
        shown = {key: value for key, value in self._text(arguments).items() if key not in _SHOWS_TEXT}
        prices = arguments["prices"]
        parts = json.loads(prices) if isinstance(prices, str) else prices
        asked = {name: arguments.get(name, "") for name in ("title", "description", "start_parameter", "currency")}
        return shown | {"invoice": asked | {"total_amount": sum(part["amount"] for part in parts)}}

    def _edited(self, way: Callable[[Arguments], Any]) -> Callable[[Arguments], Any]:
        """A message in a chat comes back whole; of one that was sent inline it is only said that it was edited."""
        return lambda arguments: True if "inline_message_id" in arguments else way(arguments)


def _true(_: Arguments) -> bool:
    return True
