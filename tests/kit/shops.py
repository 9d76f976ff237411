"""A purchase told step by step over a bot that may die at any of them: each step goes on until its effect is there."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from bot.clock import StandingClock, SystemClock
from bot.domain.ids import ChatId, Kind, code_of
from bot.sandbox import Tap
from bot.views.buttons.cards import JoinTeam, StartTeam
from storage.opening import open_database
from tests.kit.builders import Stage, a_community, a_deal, a_leader
from tests.kit.crashes import Victim

#: Ten in the morning in Berlin: nobody is reminded at night.
_MORNING_S = 9 * 3600
_DAY_S = 86_400
DUE_FOR = timedelta(hours=6)
LEADER = int(a_leader().id)


@dataclass(frozen=True, slots=True, kw_only=True)
class Shop:
    """A deal of teams of two in a group of its own, and two shoppers who have opened the bot."""

    victim: Victim
    group: int
    deal: int
    ana: int
    ben: int

    # The story

    @property
    def steps(self) -> list[tuple[Callable[[], Awaitable[Tap | None]], Callable[[], Awaitable[bool]]]]:
        """What is done, and what must be there in the end, in order."""
        return [
            (self.ana_starts, self.has_one_order),
            (self.ben_joins, self.both_are_asked),
            (self.ana_claims, self.one_has_claimed),
            (self.leader_confirms, self.one_has_paid),
            (self.hours_pass, self.ben_was_reminded),
        ]

    async def ana_starts(self) -> Tap:
        """Ana starts a team."""
        return self._taps_card(self.ana, StartTeam(deal=code_of(Kind.DEAL, self.deal)).pack())

    async def ben_joins(self) -> Tap:
        """Ben joins it: it is full."""
        [(team,)] = await self._rows("SELECT id FROM teams WHERE deal_id = :deal")
        return self._taps_card(self.ben, JoinTeam(team=code_of(Kind.TEAM, team)).pack())

    async def ana_claims(self) -> Tap:
        """Ana says that she has paid."""
        asks = self.asks(self.ana)[-1]
        return self.victim.telegram.tap(self.ana, asks["id"], self.ana, "I paid")

    async def leader_confirms(self) -> None:
        """Lea types the order's code."""
        [(order,)] = await self._rows("SELECT id FROM orders WHERE deal_id = :deal AND state = 'claimed'")
        self.victim.telegram.send(LEADER, LEADER, f"/paid {code_of(Kind.ORDER, order)}")

    async def hours_pass(self) -> None:
        """Half of Ben's time to pay goes by."""
        self.victim.telegram.advance(DUE_FOR.total_seconds() / 2 + 60)

    # What must be there

    async def has_one_order(self) -> bool:
        """Ana's place is kept."""
        return await self.states() == ["placed"]

    async def both_are_asked(self) -> bool:
        """Both have been sent their payment code."""
        return await self.states() == ["due", "due"] and await self._are_sent("payment-due", 2)

    async def one_has_claimed(self) -> bool:
        """Ana's claim is kept, and her message says so."""
        return await self.states() == ["claimed", "due"] and await self._are_sent("payment-finished", 1)

    async def one_has_paid(self) -> bool:
        """Ana's money is kept, and her message says so."""
        return await self.states() == ["due", "paid"] and await self._are_sent("payment-finished", 2)

    async def ben_was_reminded(self) -> bool:
        """Ben's reminder is out, or listed as unknown."""
        return bool(await self._rows(
            "SELECT 1 FROM outbox JOIN orders ON orders.id = outbox.subject"
            " WHERE deal_id = :deal AND kind = 'payment-reminder' AND outbox.state IN ('sent', 'unknown')"
        ))  # fmt: skip

    # Looking

    async def states(self) -> list[str]:
        """The states of the deal's orders, sorted."""
        return [state for (state,) in await self._rows("SELECT state FROM orders WHERE deal_id = :deal ORDER BY state")]

    async def acts(self) -> dict[str, int]:
        """How often each act has had an effect on this deal's team and orders, from the audit log."""
        rows = await self._rows(
            "SELECT act, count(*) FROM audit WHERE (subject IN (SELECT id FROM teams WHERE deal_id = :deal)"
            " AND act LIKE 'teams.%') OR (subject IN (SELECT id FROM orders WHERE deal_id = :deal)"
            " AND (act LIKE 'payments.%' OR act LIKE 'orders.%')) GROUP BY act"
        )
        return dict(rows)

    def asks(self, buyer: int) -> list[dict[str, Any]]:
        """The messages that ask a buyer for money, oldest first."""
        return [one for one in self.victim.telegram.messages(buyer) if one["photo"] and one["buttons"]]

    def asked(self, buyer: int, words: str) -> list[Any]:
        """The pictures with these words that were truly sent to a buyer."""
        return [call for call in self.posted(buyer, "sendPhoto") if words in str(call.params.get("caption"))]

    def posted(self, chat: int, method: str) -> list[Any]:
        """What was truly posted to a chat, counted by Telegram."""
        return [
            call
            for call in self.victim.telegram.calls(method)
            if str(call.params.get("chat_id")) == str(chat) and call.status == 200
        ]

    def card(self) -> int | None:
        """The card's message, once it stands."""
        posts = [one for one in self.victim.telegram.messages(self.group) if one["buttons"]]
        return posts[-1]["id"] if posts else None

    def _taps_card(self, buyer: int, data: str) -> Tap:
        card = self.card()
        assert card is not None
        return self.victim.telegram.tap(self.group, card, buyer, data=data)

    async def _are_sent(self, kind: str, count: int) -> bool:
        rows = await self._rows(
            "SELECT outbox.state FROM outbox JOIN orders ON orders.id = outbox.subject"
            " WHERE deal_id = :deal AND kind = :kind",
            kind=kind,
        )
        return [state for (state,) in rows] == ["sent"] * count

    async def _rows(self, statement: str, **facts: object) -> list[tuple[Any, ...]]:
        return await self.victim.data.rows(statement, deal=self.deal, **facts)


async def open_shops(victim: Victim, database_url: str, count: int) -> list[Shop]:
    """Shops on a bot that does not run yet; it is ten in the morning there."""
    telegram = victim.telegram
    telegram.add_user("Lea", id=LEADER, username="lea", language_code="en")
    telegram.advance((_MORNING_S - telegram.clock.now()) % _DAY_S)
    database = open_database(database_url)
    stage = Stage(database, StandingClock(SystemClock().now() + timedelta(seconds=telegram.clock.shift)))
    shops = [await _a_shop(victim, stage) for _ in range(count)]
    await database.close()
    telegram.open_link(LEADER, f"https://t.me/{telegram.bot.username}?start=hello")
    return shops


async def _a_shop(victim: Victim, stage: Stage) -> Shop:
    telegram = victim.telegram
    ana, ben = (telegram.add_user(name, language_code="en").id for name in ("Ana", "Ben"))
    group = telegram.add_chat([LEADER, ana, ben], admins=[LEADER]).id
    leader = a_leader(ChatId(group))
    community = await a_community(stage, chat=ChatId(group), leader=leader)
    deal = await a_deal(stage, community, leader=leader, target=2, due_for=DUE_FOR)
    for one in (ana, ben):
        telegram.open_link(one, f"https://t.me/{telegram.bot.username}?start=hello")
    return Shop(victim=victim, group=group, deal=int(deal), ana=ana, ben=ben)
