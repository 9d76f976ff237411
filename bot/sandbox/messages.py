"""Messages of every chat, as the Bot API and as people see them."""

from dataclasses import dataclass, field
from typing import Any

from bot.sandbox.files import Document, Photo
from bot.sandbox.invoices import Invoice
from bot.sandbox.rendering import as_html
from bot.sandbox.texts import Text

NOTHING = Text("")
#: What stands in place of Pay under an invoice that is paid.
RECEIPT = {"text": "Receipt", "kind": "receipt"}


@dataclass(slots=True, kw_only=True)
class Message:
    """One message; its content changes by edits, its id and chat never."""

    id: int
    #: The Chat object it stands in.
    chat: dict[str, Any]
    #: The User object of who wrote it.
    sender: dict[str, Any]
    date: int
    body: Text = NOTHING
    #: All sizes of its photo, smallest first; empty for a text or service message.
    photo: list[Photo] = field(default_factory=list)
    #: A file that was sent as it is.
    document: Document | None = None
    invoice: Invoice | None = None
    #: The service message of the payment that this invoice's button shows from then on.
    receipt: "Message | None" = None
    markup: dict[str, Any] | None = None
    #: A reply keyboard, ForceReply or removal came with it, so it can never be edited.
    other_markup: str | None = None
    #: What a service message says in the Bot API's fields, and in a sentence.
    service: dict[str, Any] | None = None
    service_text: str | None = None
    sender_chat: dict[str, Any] | None = None
    #: The bot by whose inline mode it was sent, and the id it can be edited by, if it has buttons.
    via_bot: dict[str, Any] | None = None
    inline_id: str | None = None
    reply_to: "Message | None" = None
    thread_id: int | None = None
    #: The service message that opened its topic: the Bot API gives it as the one replied to, where there is no other.
    topic_head: "Message | None" = None
    silent: bool = False
    edit_date: int | None = None
    #: Other fields as the Bot API gives them back: protection, spoiler, link preview.
    options: dict[str, Any] = field(default_factory=dict)
    pinned: bool = False
    deleted: bool = False
    reactions: list[str] = field(default_factory=list)
    _json: dict[str, Any] | None = field(default=None, repr=False)

    @property
    def chat_id(self) -> int:
        """The chat it stands in."""
        return int(self.chat["id"])

    @property
    def has_caption(self) -> bool:
        """Whether its words stand under a photo or a file."""
        return bool(self.photo) or self.document is not None

    def by(self, user_id: int) -> bool:
        """Whether this user wrote it."""
        return bool(self.sender["id"] == user_id)

    def content(self) -> tuple[object, ...]:
        """What an edit must change: text, entities, photo or file, options, keyboard."""
        media = self.photo[-1].file_id if self.photo else self.document.file_id if self.document else None
        return (self.body.text, self.body.entities, media, self.options, self.markup)

    def changed(self) -> None:
        """Forget the JSON made from the old content."""
        self._json = None

    def json(self) -> dict[str, Any]:
        """The Message object of the Bot API; read, never changed, so that updates can share it."""
        if self._json is None:
            self._json = self._make_json()
            replied = self.reply_to or self.topic_head
            if replied is not None:
                self._json["reply_to_message"] = replied._make_json()
        return self._json

    def _make_json(self) -> dict[str, Any]:
        made: dict[str, Any] = {"message_id": self.id, "from": self.sender, "chat": self.chat, "date": self.date}
        for name, value in (
            ("sender_chat", self.sender_chat),
            ("via_bot", self.via_bot),
            ("message_thread_id", self.thread_id),
            ("edit_date", self.edit_date),
            ("reply_markup", self.markup),
        ):
            if value is not None:
                made[name] = value
        if self.thread_id is not None:
            made["is_topic_message"] = True
        made |= self.options
        if self.service is not None:
            return made | self.service
        if self.photo:
            made["photo"] = [size.json() for size in self.photo]
        if self.document is not None:
            made["document"] = self.document.json()
        if self.invoice is not None:
            made["invoice"] = self.invoice.json()
        self._add_words(made, ("caption", "caption_entities") if self.has_caption else ("text", "entities"))
        return made

    def _add_words(self, made: dict[str, Any], names: tuple[str, str]) -> None:
        if self.body.text:
            made[names[0]] = self.body.text
        if self.body.entities:
            made[names[1]] = self.body.entities

    def sim(self) -> dict[str, Any]:
        """What the people's door shows of it."""
        is_text = not self.has_caption and self.service is None and self.invoice is None
        shown: dict[str, Any] = {
            "id": self.id,
            "chat_id": self.chat_id,
            "from": {name: self.sender[name] for name in ("id", "first_name", "is_bot")},
            "date": self.date,
            "text": self.body.text if is_text else None,
            "caption": (self.body.text or None) if self.has_caption else None,
            "html": as_html(self.body),
            "buttons": [[self._shown(button) for button in row] for row in self.rows()],
            "photo": shown_photo(self.photo),
            "document": None if self.document is None else self.document.sim(),
            "reply_to": self.reply_to.id if self.reply_to else None,
            "deleted": self.deleted,
            "pinned": self.pinned,
            "silent": self.silent,
            "service": self.service_text,
            "reactions": self.reactions,
        }
        if self.invoice is not None:
            shown["invoice"] = self.invoice.sim()
        if self.edit_date is not None:
            shown["edit_date"] = self.edit_date
        if self.thread_id is not None:
            shown["thread_id"] = self.thread_id
        if self.via_bot is not None:
            shown["via"] = self.via_bot["username"]
        if "forward_origin" in self.options:
            shown["forwarded_from"] = self.options["forward_origin"]["sender_user"]["first_name"]
        return shown

    def _shown(self, button: dict[str, Any]) -> dict[str, Any]:
        """A button as people see it: Pay turns into Receipt."""
        is_paid = "pay" in button and self.receipt is not None
        return RECEIPT if is_paid else shown_button(button)

    def rows(self) -> list[list[dict[str, Any]]]:
        """The rows of its inline keyboard."""
        return self.markup["inline_keyboard"] if self.markup else []


def switched_query(button: dict[str, Any]) -> str:
    """What a switch_inline button types behind the bot's name."""
    if "switch_inline_query_chosen_chat" in button:
        return str(button["switch_inline_query_chosen_chat"].get("query", ""))
    return str(button.get("switch_inline_query", button.get("switch_inline_query_current_chat", "")))


def shown_photo(sizes: list[Photo]) -> dict[str, Any] | None:
    """A photo as people see it, None for none."""
    if not sizes:
        return None
    largest = sizes[-1]
    url = f"/sim/files/{largest.file_id}"
    return {"file_id": largest.file_id, "url": url, "width": largest.width, "height": largest.height}


def shown_button(button: dict[str, Any]) -> dict[str, Any]:
    """A button as people see it."""
    shown: dict[str, Any] = {"text": button["text"]}
    if "callback_data" in button:
        shown["kind"] = "callback"
    elif "url" in button:
        shown |= {"kind": "url", "url": button["url"]}
    elif "copy_text" in button:
        shown |= {"kind": "copy", "copy": button["copy_text"]["text"]}
    elif "web_app" in button:
        shown |= {"kind": "web_app", "url": button["web_app"]["url"]}
    elif "pay" in button:
        shown["kind"] = "pay"
    else:
        shown |= {"kind": "switch_inline", "query": switched_query(button)}
        shown["here"] = "switch_inline_query_current_chat" in button
    if "style" in button:
        shown["style"] = button["style"]
    return shown


class Messages:
    """Every message of every chat; an id is never used again."""

    def __init__(self) -> None:
        self._chats: dict[int, dict[int, Message]] = {}
        self._last_ids: dict[int, int] = {}

    def next_id(self, chat_id: int) -> int:
        """The id of the next message of a chat."""
        self._last_ids[chat_id] = number = self._last_ids.get(chat_id, 0) + 1
        return number

    def add(self, message: Message) -> None:
        """Keep a message."""
        self._chats.setdefault(message.chat_id, {})[message.id] = message

    def find(self, chat_id: int, message_id: int) -> Message | None:
        """The message, a deleted one too, or None."""
        return self._chats.get(chat_id, {}).get(message_id)

    def find_alive(self, chat_id: int, message_id: int) -> Message | None:
        """The message, unless it was deleted, or None."""
        message = self.find(chat_id, message_id)
        return None if message is None or message.deleted else message

    def of(self, chat_id: int) -> list[Message]:
        """All messages of a chat, newest last."""
        return list(self._chats.get(chat_id, {}).values())
