"""Builders: people, a community, deals and teams, made as in use: by acts."""

from dataclasses import dataclass
from datetime import timedelta
from itertools import count
from typing import ParamSpec, TypeVar
from zoneinfo import ZoneInfo

from bot.clock import StandingClock
from bot.domain.deal_terms import A_DAY, DealTerms
from bot.domain.deal_texts import write_deal
from bot.domain.deals import Deal, PayMoment
from bot.domain.ids import AccountId, ChatId, CommunityId, DealId, DraftId, OrderId, PayeeId, TeamId
from bot.domain.money import Money, currency
from bot.domain.orders import Order
from bot.domain.people import Actor, Person
from bot.domain.teams import Team
from bot.payqr import STANDARDS
from bot.services import communities, drafts, payees, teams
from bot.services.act import Act, Acts, Result
from storage import communities as stored_communities
from storage import deals as stored_deals
from storage import orders as stored_orders
from storage import payees as stored_payees
from storage import teams as stored_teams
from storage.database import Database

P = ParamSpec("P")
T = TypeVar("T")

#: The group that a community is in unless the test says otherwise.
GROUP = ChatId(-1_001_000_000_001)
_NAMES = ("Ana", "Ben", "Chen", "Dora", "Emil", "Fang", "Gus", "Hana", "Ivo", "Jun", "Kim", "Lena", "Mei", "Nico")
_FIRST_ID = 1_000
_LEADER_ID = AccountId(900)
_ZONE = "Europe/Berlin"
_IBAN = "DE33100205000001194700"


@dataclass(frozen=True)
class _Numbers:
    """What Telegram counts up: updates and messages."""

    updates: "count[int]"
    messages: "count[int]"


class Stage:
    """A database, a clock that stands, and acts that run as if each came with an update of its own."""

    def __init__(self, database: Database, clock: StandingClock | None = None, after: "Stage | None" = None) -> None:
        """`after`: an earlier one on the same data, whose numbers go on."""
        self.db = database
        self.clock = StandingClock() if clock is None else clock
        self.acts = Acts(database, self.clock)
        self._numbers: _Numbers = _Numbers(count(1), count(1)) if after is None else after._numbers

    async def does(self, by: Actor, what: Act[P, T], *args: P.args, **kwargs: P.kwargs) -> Result[T]:
        """Somebody does something, once."""
        return await self.acts(what, by, self.request(), *args, **kwargs)

    def request(self) -> str:
        """A request id that was not there before."""
        return f"update:{next(self._numbers.updates)}"

    def message_id(self) -> int:
        """A message id that was not there before."""
        return next(self._numbers.messages)

    async def deal(self, deal: DealId) -> Deal:
        """A deal as it stands."""
        return await self.db.read(stored_deals.get, deal)

    async def team(self, team: TeamId) -> Team:
        """A team as it stands."""
        return await self.db.read(stored_teams.get, team)

    async def order_of(self, deal: DealId, buyer: Actor) -> Order | None:
        """A buyer's newest order in a deal, in any state."""
        return await self.db.read(stored_orders.find_last, deal, buyer.id)

    async def orders_of(self, team: TeamId) -> list[Order]:
        """The live orders of a team."""
        return await self.db.read(stored_orders.of_team, team)


def a_person(n: int = 1, *, language: str = "en", administers: ChatId | None = None, is_admin: bool = False) -> Actor:
    """The n-th person: Ana, Ben, Chen …, always the same."""
    name = _NAMES[(n - 1) % len(_NAMES)] + ("" if n <= len(_NAMES) else f" {n}")
    person = Person(
        id=AccountId(_FIRST_ID + n), name=name, username=f"{name.lower().replace(' ', '')}", language=language
    )
    return Actor(person=person, administers=administers, is_admin=is_admin)


def a_leader(chat: ChatId = GROUP) -> Actor:
    """Lea, who leads and administers a group."""
    return Actor(person=Person(id=_LEADER_ID, name="Lea", username="lea", language="en"), administers=chat)


async def a_community(
    stage: Stage, *, chat: ChatId = GROUP, leader: Actor | None = None, zone: str = _ZONE, payee: bool = True
) -> CommunityId:
    """A group that Lea leads, in Berlin with euros and (unless told otherwise) an IBAN to pay to. Twice is once."""
    by = a_leader(chat) if leader is None else leader
    led = await stage.does(by, communities.lead, chat, "Neighbours", "en", open_to_all=True)
    community = CommunityId(led.subject)
    if zone != _ZONE:
        await stage.does(by, communities.set_zone, community, zone)
    if payee and not await stage.db.read(stored_payees.has_kept, community):
        await a_payee(stage, community, leader=by)
    return community


async def a_payee(stage: Stage, community: CommunityId, *, iban: str = _IBAN, leader: Actor | None = None) -> PayeeId:
    """Where the community's money goes, shown and kept."""
    by = a_leader() if leader is None else leader
    shown = await stage.does(by, payees.show, community, STANDARDS["epc"].check(iban, "Lea Leader", ""))
    await stage.does(by, payees.keep, PayeeId(shown.subject))
    return PayeeId(shown.subject)


async def a_deal(
    stage: Stage,
    community: CommunityId | None = None,
    *,
    leader: Actor | None = None,
    target: int = 3,
    team_minor: int = 2990,
    solo_minor: int | None = 3990,
    stock: int | None = None,
    limit: int | None = None,
    pay: PayMoment = PayMoment.CLOSE,
    opens_in: timedelta | None = None,
    closes_in: timedelta = timedelta(days=2),
    team_for: timedelta = A_DAY,
    due_for: timedelta = A_DAY,
    title: str = "Navel oranges 5 kg",
) -> DealId:
    """A published deal: teams of 3 at 29.90, alone 39.90, two days, paid when the team is full."""
    by = a_leader() if leader is None else leader
    where = await a_community(stage, leader=by) if community is None else community
    unit = currency((await stage.db.read(stored_communities.get, where)).currency)
    now = stage.clock.now()
    terms = DealTerms(
        title=title,
        solo=None if solo_minor is None else Money(solo_minor, unit),
        team_price=Money(team_minor, unit),
        target=target,
        opens_at=None if opens_in is None else now + opens_in,
        closes_at=now + closes_in,
        team_for=team_for,
        stock=stock,
        limit=limit,
        pay=pay,
        due_for=due_for,
    )
    return await _published(stage, by, where, terms)


async def _published(stage: Stage, by: Actor, where: CommunityId, terms: DealTerms) -> DealId:
    zone: ZoneInfo = (await stage.db.read(stored_communities.get, where)).clock
    text = write_deal(terms, zone)
    written = await stage.does(by, drafts.write, ChatId(by.id), stage.message_id(), text, "", where)
    published = await stage.does(by, drafts.publish, DraftId(written.subject), 1)
    return DealId(published.subject)


async def a_team(stage: Stage, deal: DealId | None = None, *, buyers: int = 1, first: int = 1) -> TeamId:
    """An open team: the first person started it, the next joined. `first` is the starter's number."""
    under = await a_deal(stage) if deal is None else deal
    team = TeamId((await stage.does(a_person(first), teams.start, under)).subject)
    for n in range(first + 1, first + buyers):
        await stage.does(a_person(n), teams.join, team)
    return team


def order_id(order: Order | None) -> OrderId:
    """The id of an order that must be there."""
    assert order is not None
    return order.id
