"""kill -9 around an invoice: between the bot's yes and Telegram's word, and around each; paid once, told once."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import timedelta

import pytest

from bot.clock import StandingClock, SystemClock
from bot.domain.ids import ChatId, OrderId
from bot.domain.people import ITSELF
from bot.domain.trades import Provider
from bot.sandbox import TEST_TOKEN, Checkout
from bot.services import gateways, orders
from bot.services.gateways import Counter
from storage.opening import open_database
from tests.kit.builders import Stage, a_community, a_deal, a_leader, a_person
from tests.kit.crashes import Holds, Nest, Victim

#: Struck while the invoice is sent, while its buyer asks to pay, and while Telegram says that money moved.
SENDING = (
    "write.deliveries.sent.inside",
    "call.sendInvoice.before",
    "call.sendInvoice.after",
)
ASKING = (
    "update.before",
    "call.answerPreCheckoutQuery.before",
    "call.answerPreCheckoutQuery.after",
    "update.after",
    "batch.after",
)
TELLING = (
    "update.before",
    "write.payment_reports.book.before",
    "write.payment_reports.book.inside",
    "write.payment_reports.book.after",
    "update.after",
    "batch.after",
    "call.deleteMessage.before",
    "call.deleteMessage.after",
)
ON_POSTGRES = (("sending", "call.sendInvoice.after"), ("telling", "write.payment_reports.book.after"))
COUNTER = Counter(provider=Provider.TELEGRAM, account="284685063", name="Shop", currency="EUR", chats=None)
SETTINGS = {
    "invoice_provider_token": TEST_TOKEN,
    "invoice_name": "Shop",
    "invoice_currencies": "EUR",
    "invoice_groups": "all",
}
ANA = a_person(1)


@pytest.fixture(scope="module")
def nest(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Nest]:
    """One process that forks every bot of this module."""
    made = Nest(tmp_path_factory.mktemp("nest"))
    yield made
    made.close()


@dataclass(slots=True)
class Story:
    """Ana has bought alone: her invoice is sent, she pays by a slow card, Telegram says so."""

    victim: Victim
    order: OrderId
    checkouts: list[Checkout] = field(default_factory=list)

    async def until_invoice(self) -> None:
        """The invoice stands, whatever dies."""
        await self.until(self._stands)

    async def asks_to_pay(self) -> None:
        """Until the bot has agreed; what was answered too late she tries again."""
        await self.until(self._has_agreed)

    async def is_told(self) -> None:
        """The card is charged, the bot hears of it, and all that follows is done."""
        self.victim.telegram.charge(self.checkouts[-1].id)
        await self.until(self._is_paid)
        await self.until(self._is_sent)  # PostgreSQL lets another send only when the dead one's turn is over

    def to_pay(self) -> list[int]:
        """The invoices in Ana's chat that have a Pay button."""
        found = [one for one in self.victim.telegram.messages(ANA.id) if one.get("invoice") and not one["deleted"]]
        return [one["id"] for one in found if any(key["kind"] == "pay" for row in one["buttons"] for key in row)]

    async def until(self, holds: Holds) -> None:
        """Wait for an effect; who dies meanwhile is started again."""

        async def there() -> bool:
            if not self.victim.lives:
                await self.victim.holds_together()
                await self.victim.starts()
            return bool(await holds())

        await self.victim.until(there, holds.__name__, pushes=True)

    async def is_answered(self) -> bool:
        """The bot has said yes or no."""
        return self.checkouts[-1].outcome != "waiting"

    async def _stands(self) -> bool:
        self._hurries(bool(self.to_pay()))
        return bool(self.to_pay())

    async def _has_agreed(self) -> bool:
        if not self.checkouts or self.checkouts[-1].outcome in ("late", "refused"):
            self.checkouts += [
                self.victim.telegram.pay(ANA.id, invoice, ANA.id, card="slow") for invoice in self.to_pay()[-1:]
            ]
        return bool(self.checkouts) and self.checkouts[-1].outcome == "charging"

    async def _is_paid(self) -> bool:
        states = await self.victim.data.rows("SELECT state FROM orders WHERE id = :order", order=self.order)
        return states == [("paid",)] and not self.victim.waiting()

    async def _is_sent(self) -> bool:
        waits = await self.victim.data.rows("SELECT 1 FROM outbox WHERE state NOT IN ('sent', 'dropped')")
        self._hurries(not waits)
        return not waits

    def _hurries(self, is_there: bool) -> None:
        """A dead sender's lease is a minute and a half: nobody waits so long."""
        if not is_there and self.victim.kills:
            self.victim.telegram.advance(1.0)


async def survives(nest: Nest, database_url: str, when: str, failpoint: str) -> None:
    """Killed once at this place, the order is paid once, and no invoice is left that could be paid again."""
    async with Victim(nest, database_url, settings=SETTINGS) as victim:
        story = Story(victim, await ana_buys(victim, database_url))
        if when == "sending":
            victim.next_start = (failpoint, 1)
        await victim.starts()
        await story.until_invoice()
        if when == "asking":
            await victim.is_armed(failpoint)
        await story.asks_to_pay()
        if when == "telling":
            await victim.is_armed(failpoint)
        await story.is_told()
        assert victim.kills == 1
        paid = await victim.data.rows("SELECT amount_minor, source FROM ledger WHERE entry = 'paid'")
        assert paid == [(3990, "telegram")]
        assert await victim.data.rows("SELECT outcome FROM payment_reports") == [("paid",)]
        left = story.to_pay()
        assert len(left) <= (1 if failpoint == "call.sendInvoice.after" else 0), "one whose answer was lost may stand"
        for invoice in left:
            story.checkouts.append(victim.telegram.pay(ANA.id, invoice, ANA.id))
            await story.until(story.is_answered)
            assert story.checkouts[-1].outcome == "refused"
        await victim.holds_together()
        await victim.stops()


async def ana_buys(victim: Victim, database_url: str) -> OrderId:
    """Ana's order, before the bot runs: bought alone in a group whose only account is the operator's."""
    telegram = victim.telegram
    leader = a_leader()
    telegram.add_user("Lea", id=int(leader.id), language_code="en")
    telegram.add_user("Ana", id=int(ANA.id), language_code="en")
    group = telegram.add_chat([int(leader.id), int(ANA.id)], admins=[int(leader.id)]).id
    database = open_database(database_url)
    stage = Stage(database, StandingClock(SystemClock().now() + timedelta(seconds=telegram.clock.shift)))
    by = a_leader(ChatId(group))
    community = await a_community(stage, chat=ChatId(group), leader=by, payee=False)
    await stage.acts(gateways.agree, ITSELF, None, (COUNTER,))
    bought = await stage.does(ANA, orders.buy_alone, await a_deal(stage, community, leader=by))
    await database.close()
    for one in (leader, ANA):
        telegram.open_link(int(one.id), f"https://t.me/{telegram.bot.username}?start=hello")
    return OrderId(bought.subject)


CASES = [
    *(("sending", point) for point in SENDING),
    *(("asking", point) for point in ASKING),
    *(("telling", point) for point in TELLING),
]


@pytest.mark.parametrize(("when", "failpoint"), CASES)
async def test_a_payment_survives_a_kill_at(nest: Nest, sqlite_url: str, when: str, failpoint: str) -> None:
    await survives(nest, sqlite_url, when, failpoint)


@pytest.mark.parametrize(("when", "failpoint"), ON_POSTGRES)
async def test_a_payment_on_postgresql_survives_a_kill_at(
    nest: Nest, postgres_url: str, when: str, failpoint: str
) -> None:
    await survives(nest, postgres_url, when, failpoint)
