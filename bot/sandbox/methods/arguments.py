"""Parameters that several methods share, and how they are read."""

from typing import Any

from bot.sandbox import keyboards
from bot.sandbox.invoices import Invoice
from bot.sandbox.parameters import (
    NOT_MODELLED,
    Args,
    Parameter,
    boolean,
    chat,
    integer,
    optional,
    parsed,
    record,
    required,
    string,
)
from bot.sandbox.refusals import bad
from bot.sandbox.rooms import Room

#: What every edit that changes nothing is refused with.
NOT_MODIFIED = (
    "message is not modified: specified new message content and reply markup are exactly the same "
    "as a current content and reply markup of the message"
)
CHAT = required(chat, "chat_id is empty")
MESSAGE_ID = required(integer(), "message identifier is not specified")
LANGUAGE = optional(string)
MARKUP = optional(parsed("can't parse reply keyboard markup JSON object"))

PREVIEW_TROUBLE = "can't parse link preview options JSON object"
LINK_PREVIEW = optional(
    record(
        {
            "is_disabled": optional(boolean),
            "url": optional(string),
            "prefer_small_media": optional(boolean),
            "prefer_large_media": optional(boolean),
            "show_above_text": optional(boolean),
        },
        PREVIEW_TROUBLE,
    )
)
REPLY_TROUBLE = "can't parse reply parameters JSON object"
REPLY = optional(
    record(
        {
            "message_id": required(integer(), "message identifier is not specified"),
            "allow_sending_without_reply": optional(boolean),
            "chat_id": NOT_MODELLED,
            "quote": NOT_MODELLED,
            "quote_parse_mode": NOT_MODELLED,
            "quote_entities": NOT_MODELLED,
            "quote_position": NOT_MODELLED,
            "checklist_task_id": NOT_MODELLED,
            "poll_option_id": NOT_MODELLED,
        },
        REPLY_TROUBLE,
    )
)
#: What every message to a chat may carry.
SENDING: dict[str, Parameter] = {
    "chat_id": CHAT,
    "message_thread_id": optional(integer(1)),
    "disable_notification": optional(boolean),
    "protect_content": optional(boolean),
    "reply_parameters": REPLY,
    "reply_markup": MARKUP,
    "business_connection_id": NOT_MODELLED,
    "direct_messages_topic_id": NOT_MODELLED,
    "allow_paid_broadcast": NOT_MODELLED,
    "message_effect_id": NOT_MODELLED,
    "suggested_post_parameters": NOT_MODELLED,
}
#: What every edit carries: a chat and a number, or an inline_message_id.
EDITING: dict[str, Parameter] = {
    "chat_id": optional(chat),
    "message_id": optional(integer()),
    "reply_markup": MARKUP,
    "inline_message_id": optional(string),
    "business_connection_id": NOT_MODELLED,
}


def sent_markup(args: Args, room: Room) -> tuple[dict[str, Any] | None, str | None]:
    """The inline keyboard, or which other markup it is; raises Refusal 400."""
    markup = args.get("reply_markup")
    if markup is None:
        return None, None
    if keyboards.is_inline(markup):
        return keyboards.inline_keyboard(markup, private=room.person is not None), None
    return None, keyboards.other_markup(markup)


def invoice_markup(args: Args, room: Room, invoice: Invoice) -> dict[str, Any]:
    """The keyboard under an invoice, Pay first: Telegram's own where none is given; raises Refusal 400."""
    markup = args.get("reply_markup")
    given = None
    if markup is not None:
        given = keyboards.inline_keyboard(markup, private=room.person is not None, under_invoice=True)
    return given or invoice.keyboard()


def edited_markup(args: Args, room: Room | None) -> dict[str, Any] | None:
    """The inline keyboard after an edit, where nobody knows the chat without a room; raises Refusal 400 for others."""
    markup = args.get("reply_markup")
    private = room is not None and room.person is not None
    return None if markup is None else keyboards.inline_keyboard(markup, private=private)


def language(args: Args) -> str:
    """A two-letter language code, or "" for everybody else; raises Refusal 400."""
    code: str = args.get("language_code", "")
    if code and not (len(code) == 2 and code.isascii() and code.isalpha() and code.islower()):
        raise bad("LANG_CODE_INVALID")
    return code
