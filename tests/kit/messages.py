"""A message as a person sees it: words, buttons, picture."""

from typing import Any
from urllib.parse import parse_qs, urlsplit

from bot.sandbox.people import GROUP_ANONYMOUS_BOT


class Seen:
    """One message on somebody's screen."""

    def __init__(self, raw: dict[str, Any]) -> None:
        self.raw = raw

    @property
    def id(self) -> int:
        """Its number in its chat."""
        return int(self.raw["id"])

    @property
    def chat_id(self) -> int:
        """The chat it stands in."""
        return int(self.raw["chat_id"])

    @property
    def is_bots(self) -> bool:
        """Whether the bot wrote it."""
        sender = self.raw["from"]
        return bool(sender["is_bot"]) and sender["id"] != GROUP_ANONYMOUS_BOT["id"] and not self.raw["service"]

    @property
    def text(self) -> str:
        """Its words; an invoice's title, description and amount."""
        if invoice := self.raw.get("invoice"):
            return f"{invoice['title']}\n{invoice['description']}\n{invoice['amount']}"
        return str(self.raw["text"] or self.raw["caption"] or "")

    @property
    def html(self) -> str:
        """Its words with their markup."""
        return str(self.raw["html"])

    @property
    def is_invoice(self) -> bool:
        """Whether it asks for money with a Pay button, or did before it was paid."""
        return "invoice" in self.raw

    @property
    def photo(self) -> str | None:
        """Its picture's file id."""
        return None if self.raw["photo"] is None else str(self.raw["photo"]["file_id"])

    @property
    def reply_to(self) -> int | None:
        """The message it answers."""
        return None if self.raw["reply_to"] is None else int(self.raw["reply_to"])

    @property
    def buttons(self) -> list[dict[str, Any]]:
        """Its buttons, row by row."""
        return [button for row in self.raw["buttons"] for button in row]

    @property
    def labels(self) -> list[str]:
        """The words on its buttons."""
        return [str(button["text"]) for button in self.buttons]

    def button(self, label: str) -> str | None:
        """The button with these words; else the first that has them among others."""
        if label in self.labels:
            return label
        return next((each for each in self.labels if label in each), None)

    def url(self, label: str) -> str:
        """What a link button opens."""
        wanted = self.button(label)
        return next(str(button["url"]) for button in self.buttons if button["text"] == wanted)

    def shared(self, label: str) -> str:
        """The link that a share button hands on."""
        wanted = self.button(label)
        button = next(each for each in self.buttons if each["text"] == wanted)
        if button["kind"] == "switch_inline":
            return f"https://t.me/kaituan_bot?start={button['query']}"
        return parse_qs(urlsplit(str(button["url"])).query)["url"][0]

    def copied(self, label: str) -> str:
        """What a copy button copies."""
        return next(str(button["copy"]) for button in self.buttons if button["text"] == label)

    def __repr__(self) -> str:
        shown = " ".join(f"[{label}]" for label in self.labels)
        return f"#{self.id}{' 🖼' if self.photo else ''} {self.text!r} {shown}"
