"""Payments under way, the invoices that stand behind links, and the providers that the bot may name."""

import asyncio
import contextlib
import secrets
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from bot.sandbox.clock import Clock
from bot.sandbox.invoices import Invoice
from bot.sandbox.messages import Message

#: How long the bot may take to answer a checkout, in seconds.
ANSWERED_WITHIN = 10.0
#: What a provider gives for trying, in the shape that @BotFather hands out.
TEST_TOKEN = "284685063:TEST:no_money_moves_here"  # noqa: S105 the sandbox's own, printed for everybody
LINK = "https://t.me/$"


class Card(StrEnum):
    """What a payer's card does once the bot has agreed."""

    GOOD = "good"
    DECLINED = "declined"
    #: The provider takes its time: it is charged, or declined, when somebody says so.
    SLOW = "slow"


class Outcome(StrEnum):
    """Where a checkout stands."""

    WAITING = "waiting"
    CHARGING = "charging"
    PAID = "paid"
    REFUSED = "refused"
    LATE = "late"
    DECLINED = "declined"


#: What Telegram's apps are told where the bot has said nothing for people to read.
ERRORS = {Outcome.LATE: "BOT_PRECHECKOUT_TIMEOUT", Outcome.DECLINED: "PAYMENT_FAILED"}


@dataclass(slots=True, kw_only=True)
class Checkout:
    """One payer's attempt at one invoice: the bot has ten seconds to agree."""

    clock: Clock
    id: str
    user_id: int
    invoice: Invoice
    #: The message whose button was pressed; None for a link.
    message: Message | None
    card: Card
    answer_by: float
    #: The service message that tells of the payment.
    receipt: Message | None = None
    _refusal: str = ""
    _stands: Outcome = Outcome.WAITING
    _answered: asyncio.Event = field(default_factory=asyncio.Event, repr=False)

    @property
    def outcome(self) -> Outcome:
        """Where it stands now: what nobody answered in time has failed."""
        if self._stands is Outcome.WAITING and self.clock.now() > self.answer_by:
            return Outcome.LATE
        return self._stands

    @property
    def error(self) -> str:
        """What the payer is shown: the bot's words, or Telegram's; empty while nothing is wrong."""
        return self._refusal or ERRORS.get(self.outcome, "")

    def stands(self, outcome: Outcome, *, refusal: str = "") -> None:
        """The bot has answered, or the card was charged or declined."""
        self._stands, self._refusal = outcome, refusal
        self._answered.set()

    def look(self) -> None:
        """Time has moved: whoever waits for one that is too late by now waits no longer."""
        if self.outcome is Outcome.LATE:
            self._answered.set()

    async def wait(self, seconds: float) -> None:
        """Wait until the bot has answered, up to so many real seconds, and no longer than it has."""
        left = min(seconds, max(0.0, self.answer_by - self.clock.now()) + 0.01)
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(self._answered.wait(), left)

    def sim(self) -> dict[str, Any]:
        """What the people's door tells of it."""
        return {
            "query_id": self.id,
            "outcome": str(self.outcome),
            "error": self.error or None,
            "receipt": None if self.receipt is None else self.receipt.id,
        }


class Payments:
    """Everything about payments that outlives a call."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._checkouts: dict[str, Checkout] = {}
        self._linked: dict[str, Invoice] = {}
        #: The tokens that @BotFather has given the bot.
        self.provider_tokens: set[str] = {TEST_TOKEN}
        clock.on_shift.append(self._look)

    def open(self, user_id: int, invoice: Invoice, message: Message | None, card: Card) -> Checkout:
        """A person has pressed Pay; the bot is to agree."""
        made = Checkout(
            clock=self._clock,
            id=str(6_310_000_000_000_000_000 + len(self._checkouts)),
            user_id=user_id,
            invoice=invoice,
            message=message,
            card=card,
            answer_by=self._clock.now() + ANSWERED_WITHIN,
        )
        self._checkouts[made.id] = made
        return made

    def find(self, query_id: str) -> Checkout | None:
        """The checkout, however it stands, or None."""
        return self._checkouts.get(query_id)

    def link(self, invoice: Invoice) -> str:
        """A link that anybody may pay by, as often as they like."""
        url = LINK + secrets.token_urlsafe(12)
        self._linked[url] = invoice
        return url

    def linked(self, url: str) -> Invoice | None:
        """The invoice behind a link, or None."""
        return self._linked.get(url)

    def _look(self) -> None:
        for checkout in self._checkouts.values():
            checkout.look()
