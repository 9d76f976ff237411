"""Keyboards under a message, checked as strictly as Telegram checks them."""

import re
from collections.abc import Callable
from typing import Any

from bot.sandbox.refusals import Refusal, bad

MOST_BUTTONS, MOST_IN_ROW = 100, 8
STYLES = frozenset({"danger", "success", "primary"})
BUTTON_URL = re.compile(r"(?:https?://[^\s/]+\.[^\s/]+|https?://localhost|https?://\d+\.\d+\.\d+\.\d+|tg://|t\.me/)\S*")
WEB_APP_URL = re.compile(r"https://[^\s/]+\.[^\s/]+\S*")
CHOSEN_CHAT = {
    "query": str, "allow_user_chats": bool, "allow_bot_chats": bool,
    "allow_group_chats": bool, "allow_channel_chats": bool,
}  # fmt: skip


def inline_keyboard(markup: object, *, private: bool, under_invoice: bool = False) -> dict[str, Any] | None:
    """The InlineKeyboardMarkup as Telegram gives it back, None for an empty one; raises Refusal 400."""
    if not isinstance(markup, dict):
        raise bad("object expected as reply markup")
    if "inline_keyboard" not in markup or set(markup) - {"inline_keyboard"}:
        raise bad("inline keyboard expected")
    rows = markup["inline_keyboard"]
    if not isinstance(rows, list) or not all(isinstance(row, list) for row in rows):
        raise bad('field "inline_keyboard" of the InlineKeyboardMarkup must be an Array of Arrays')
    if sum(map(len, rows)) > MOST_BUTTONS or any(len(row) > MOST_IN_ROW for row in rows):
        raise bad("reply markup is too long")
    checked = [[_button(button, private=private) for button in row] for row in rows if row]
    _check_pay(checked, under_invoice=under_invoice)
    return {"inline_keyboard": checked} if checked else None


def _check_pay(rows: list[list[dict[str, Any]]], *, under_invoice: bool) -> None:
    """Pay is the first button under an invoice, and stands nowhere else."""
    places = [(r, c) for r, row in enumerate(rows) for c, button in enumerate(row) if "pay" in button]
    if places and not under_invoice:
        raise bad("BUTTON_TYPE_INVALID")
    if rows and under_invoice and not places:
        raise bad("REPLY_MARKUP_BUY_EMPTY")
    if places and places != [(0, 0)]:
        raise bad("BUTTON_POS_INVALID")


def is_inline(markup: object) -> bool:
    """Whether a markup is, or tries to be, an inline keyboard."""
    return isinstance(markup, dict) and "inline_keyboard" in markup


def other_markup(markup: object) -> str:
    """Which of ForceReply, ReplyKeyboardMarkup, ReplyKeyboardRemove it is; raises Refusal 400."""
    if not isinstance(markup, dict):
        raise bad("object expected as reply markup")
    for name, fields in OTHER_MARKUPS.items():
        if name in markup:
            _check_fields(markup, fields, "can't parse reply keyboard markup JSON object")
            if name == "keyboard":
                _check_keyboard(markup["keyboard"])
            elif markup[name] is not True:
                raise bad("can't parse reply keyboard markup JSON object")
            if not 1 <= len(markup.get("input_field_placeholder", "-")) <= 64:
                raise bad("can't parse reply keyboard markup JSON object: placeholder must be 1-64 characters long")
            return name
    raise bad("can't parse reply keyboard markup JSON object")


OTHER_MARKUPS: dict[str, dict[str, type]] = {
    "force_reply": {"force_reply": bool, "input_field_placeholder": str, "selective": bool},
    "remove_keyboard": {"remove_keyboard": bool, "selective": bool},
    "keyboard": {
        "keyboard": list, "is_persistent": bool, "resize_keyboard": bool, "one_time_keyboard": bool,
        "input_field_placeholder": str, "selective": bool,
    },
}  # fmt: skip


def _check_keyboard(rows: list[object]) -> None:
    for row in rows:
        if not isinstance(row, list):
            raise bad('field "keyboard" of the ReplyKeyboardMarkup must be an Array of Arrays')
        for button in row:
            text = button.get("text") if isinstance(button, dict) else button
            if not isinstance(text, str) or not text:
                raise bad("keyboard button text must be non-empty")


def _check_fields(given: dict[str, Any], fields: dict[str, type], trouble: str) -> None:
    for name, value in given.items():
        if name not in fields:
            raise bad(f'{trouble}: unknown field "{name}"')
        if not isinstance(value, fields[name]):
            raise bad(f'{trouble}: field "{name}" must be of type {TYPE_NAMES[fields[name]]}')


TYPE_NAMES = {bool: "Boolean", str: "String", list: "Array", dict: "Object"}


def _cant(reason: str) -> Refusal:
    return bad(f"can't parse inline keyboard button: {reason}")


def _button(button: object, *, private: bool) -> dict[str, Any]:
    if not isinstance(button, dict):
        raise _cant("InlineKeyboardButton must be an Object")
    text, style = button.get("text"), button.get("style")
    if not isinstance(text, str):
        raise _cant('field "text" must be of type String')
    if not text.strip():
        raise bad("inline keyboard button text must be non-empty")
    if style is not None and (not isinstance(style, str) or style not in STYLES):
        raise _cant("invalid button style specified")
    if button.get("pay") is False:
        button = {name: value for name, value in button.items() if name != "pay"}
    actions = [name for name in button if name not in ("text", "style")]
    if not actions:
        raise _cant("Text buttons are unallowed in the inline keyboard")
    unknown = [name for name in actions if name not in ACTIONS]
    if unknown:
        raise _cant(f'unknown field "{unknown[0]}"')
    if len(actions) > 1:
        raise _cant("exactly one of the optional fields must be used to specify type of the button")
    ACTIONS[actions[0]](button[actions[0]], private)
    return dict(button)


def _callback(data: object, private: bool) -> None:
    if not isinstance(data, str):
        raise _cant('field "callback_data" must be of type String')
    if not 1 <= len(data.encode()) <= 64:
        raise bad("BUTTON_DATA_INVALID")


def _url(url: object, private: bool) -> None:
    if not isinstance(url, str):
        raise _cant('field "url" must be of type String')
    if not BUTTON_URL.fullmatch(url):
        raise bad("BUTTON_URL_INVALID")


def _web_app(app: object, private: bool) -> None:
    if not isinstance(app, dict) or set(app) != {"url"} or not isinstance(app["url"], str):
        raise _cant('field "web_app" must be of type Object')
    if not private:
        raise bad("BUTTON_TYPE_INVALID")
    if not WEB_APP_URL.fullmatch(app["url"]):
        raise bad("BUTTON_URL_INVALID")


def _copy(copied: object, private: bool) -> None:
    if not isinstance(copied, dict) or set(copied) != {"text"} or not isinstance(copied["text"], str):
        raise _cant('field "copy_text" must be of type Object')
    if not 1 <= len(copied["text"]) <= 256:
        raise bad("BUTTON_COPY_TEXT_INVALID")


def _switch(query: object, private: bool) -> None:
    if not isinstance(query, str):
        raise _cant('field "switch_inline_query" must be of type String')
    if len(query) > 256:
        raise bad("BUTTON_DATA_INVALID")


def _pay(pays: object, private: bool) -> None:
    if pays is not True:
        raise _cant('field "pay" must be of type Boolean')


def _chosen_chat(chosen: object, private: bool) -> None:
    if not isinstance(chosen, dict):
        raise _cant('field "switch_inline_query_chosen_chat" must be of type Object')
    _check_fields(chosen, CHOSEN_CHAT, "can't parse inline keyboard button")
    if not any(chosen.get(name) for name in CHOSEN_CHAT if name != "query"):
        raise _cant("at least one chat type must be allowed")
    _switch(chosen.get("query", ""), private)


ACTIONS: dict[str, Callable[[object, bool], None]] = {
    "callback_data": _callback,
    "url": _url,
    "web_app": _web_app,
    "copy_text": _copy,
    "switch_inline_query": _switch,
    "switch_inline_query_current_chat": _switch,
    "switch_inline_query_chosen_chat": _chosen_chat,
    "pay": _pay,
}
