"""Invoices: what people are asked to pay, and the button for it."""

from dataclasses import dataclass
from typing import Any

from bot.sandbox.currencies import Currency


@dataclass(frozen=True, slots=True, kw_only=True)
class Invoice:
    """What a bot asks money for; neither Telegram nor the bot can change it any more."""

    title: str
    description: str
    #: The bot's own words, which come back with every payment; nobody else sees them.
    payload: str
    currency: Currency
    #: What is asked, in the currency's smallest units.
    total: int
    #: With one, forwarded copies open the bot by it, and who has paid is shown the receipt in place of `Pay`.
    start_parameter: str = ""
    #: Made with a provider's test token: no money moves.
    is_test: bool = False

    @property
    def amount(self) -> str:
        """What is asked, as people read it."""
        return self.currency.written(self.total)

    def json(self) -> dict[str, Any]:
        """The Invoice object of the Bot API."""
        return {
            "title": self.title,
            "description": self.description,
            "start_parameter": self.start_parameter,
            "currency": self.currency.code,
            "total_amount": self.total,
        }

    def asked(self) -> dict[str, Any]:
        """What a checkout and a payment tell the bot of it."""
        return {"currency": self.currency.code, "total_amount": self.total, "invoice_payload": self.payload}

    def sim(self) -> dict[str, Any]:
        """What the people's door shows of it."""
        return {
            "title": self.title,
            "description": self.description,
            "currency": self.currency.code,
            "total": self.total,
            "amount": self.amount,
            "decimals": self.currency.decimals,
            "is_test": self.is_test,
        }

    def keyboard(self) -> dict[str, Any]:
        """The keyboard that stands under it where the bot gives none."""
        return {"inline_keyboard": [[{"text": f"Pay {self.amount}", "pay": True}]]}


def forwarded(rows: list[list[dict[str, Any]]], invoice: Invoice, username: str) -> dict[str, Any]:
    """The keyboard under a copy: first what pays, for anybody, or a link to the bot; other links stay."""
    pay, *others = (button for row in rows for button in row if "pay" in button or "url" in button)
    if invoice.start_parameter:
        pay = {"text": pay["text"], "url": f"https://t.me/{username}?start={invoice.start_parameter}"}
    return {"inline_keyboard": [[pay], *([button] for button in others)]}
