"""Every act by every kind of person on every kind of object: allowed where the table says, else nothing changes.

Each trial runs in a transaction of its own that is undone, so all of them meet the same deals, orders and drafts.
"""

import importlib
import inspect
import pkgutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

import pytest

import bot.services
from bot.clock import StandingClock
from bot.domain.communities import Ability
from bot.domain.deals import DealState
from bot.domain.errors import DomainError, NotAllowed, NotFound
from bot.domain.ids import (
    AccountId,
    ChatId,
    CommunityId,
    DealId,
    DraftId,
    OrderId,
    PayeeId,
    StatementId,
    StatementLineId,
    TeamId,
    TradeId,
)
from bot.domain.money import Money, currency
from bot.domain.months import Month
from bot.domain.notices import NoticeKind
from bot.domain.orders import OrderState
from bot.domain.people import ITSELF, Actor, Person, Right
from bot.domain.statements.imports import Counted, NewLine
from bot.domain.statements.lines import BankLine
from bot.domain.statements.matching import Found, Match, Why
from bot.domain.trades import Provider, Report, TradeState
from bot.payqr import STANDARDS
from bot.services import act as runner
from bot.services import (
    bookings,
    communities,
    deals,
    desks,
    drafts,
    orders,
    payees,
    payments,
    reckonings,
    rests,
    statements,
    teams,
    topics,
    wizards,
)
from bot.services.act import ACTS, Act
from storage import messages, trades
from storage import outages as stored_outages
from storage.database import Database, WriteTx
from storage.messages import Standing
from tests.integration.services.sights import everything
from tests.kit.builders import GROUP, Stage, a_community, a_deal, a_leader, a_person, order_id

for module in pkgutil.iter_modules(bot.services.__path__):
    importlib.import_module(f"bot.services.{module.name}")

ELSEWHERE = ChatId(-1_001_000_000_002)
MISSING = 999_999
ANA, BEN = a_person(1), a_person(2)
LEA = a_leader()
OLGA = Actor(person=Person(id=AccountId(901), name="Olga"), administers=ELSEWHERE)
CORA = Actor(person=Person(id=AccountId(902), name="Cora"), administers=GROUP)
ADMIN = a_person(8, is_admin=True)
ASKER = a_person(7, administers=GROUP)
FORMER = Actor(person=Person(id=AccountId(903), name="Fred"), administers=GROUP)

COUNTED = Counted(lines=1, outgoing=0, unknown=0, foreign=0)
A_LINE = BankLine(booked_on=None, amount=Money(1, currency("EUR")), text="?")

#: Who tries. Ana is the buyer of every order and the starter of every team; Lea is the deals' leader.
ROLES: dict[str, Actor] = {
    "stranger": a_person(9),
    "the order's buyer": ANA,
    "another buyer": BEN,
    "leader": LEA,
    "leader who administers no more": a_leader(ELSEWHERE),
    "leader of whom Telegram was not asked": Actor(person=LEA.person),
    "leader of another group": OLGA,
    "leader of another group, administers this one": Actor(person=OLGA.person, administers=GROUP),
    "co-leader": CORA,
    "administrator who leads no more": FORMER,
    "admin": ADMIN,
    "the bot": ITSELF,
    "somebody with the bot's number": Actor(person=ITSELF.person),
}
PEOPLE = frozenset(ROLES) - {"the bot", "somebody with the bot's number"}
LEAS = frozenset(name for name, actor in ROLES.items() if actor.id == LEA.id)

A_REPORT = Report(
    provider=Provider.ALIPAY,
    event_id="1",
    number="KT1",
    money_id="1",
    amount_minor=3990,
    currency="EUR",
    body_sha256="",
)
#: The message in which Lea is asked for a reason.
ASKED_IN = 76

#: Who may.
MAY: dict[Right, frozenset[str]] = {
    Right.ANYONE: PEOPLE,
    Right.OWN_ORDER: frozenset({"the order's buyer"}),
    Right.LEADS_DEAL: frozenset({"leader"}),
    Right.LEADS_ORDER: frozenset({"leader"}),
    Right.LEADS_COMMUNITY: frozenset({"leader", "co-leader"}),
    Right.REPEATS_DEAL: frozenset({"leader", "co-leader"}),
    Right.LEADS_PAYEE: frozenset({"leader", "co-leader"}),
    Right.LEADS_STATEMENT: frozenset({"leader", "co-leader"}),
    Right.OWN_DRAFT: LEAS,
    Right.OWN_PAYEE: LEAS,
    Right.ADMINISTERS: frozenset(name for name, actor in ROLES.items() if actor.administers == GROUP),
    Right.ADMIN: frozenset({"admin"}),
    Right.ITSELF: frozenset({"the bot"}),
}
#: Acts that ask for more than their right: who may, of those who have it.
MORE: dict[str, frozenset[str]] = {
    "drafts.publish": frozenset({"leader"}),
    "payees.keep": frozenset({"leader"}),
    "payees.add": frozenset({"leader"}),
}
#: To whom the object is known, so that they are told that it isn't theirs to do; to all others it isn't there.
KNOWN: dict[Right, frozenset[str]] = {
    Right.OWN_ORDER: frozenset(),
    Right.LEADS_DEAL: LEAS,
    Right.LEADS_ORDER: LEAS,
    Right.REPEATS_DEAL: LEAS | {"co-leader"},
    Right.LEADS_STATEMENT: LEAS | {"co-leader"},
    Right.OWN_DRAFT: LEAS,
    Right.OWN_PAYEE: LEAS,
}


@dataclass(frozen=True)
class World:
    """What there is to act on, each kind in each state."""

    deals: dict[str, DealId]
    teams: dict[str, TeamId]
    orders: dict[str, OrderId]
    drafts: dict[str, DraftId]
    payees: dict[str, PayeeId]
    statements: dict[str, StatementId]
    trades: dict[str, TradeId]
    community: CommunityId


async def an_order(stage: Stage, *steps: tuple[Actor, Any]) -> OrderId:
    """Ana's order, bought alone in a deal of its own, after some steps."""
    order = OrderId((await stage.does(ANA, orders.buy_alone, await a_deal(stage))).subject)
    for by, what in steps:
        await stage.does(by, what, order)
    return order


async def a_world(stage: Stage) -> World:
    """Deals, teams, orders, drafts and payees in every state they can be in."""
    community = await a_community(stage)
    await a_community(stage, chat=ELSEWHERE, leader=OLGA, payee=False)
    for by in (CORA, FORMER):
        await stage.does(by, communities.lead, GROUP, "Neighbours", "en", open_to_all=True)
    await stage.does(ITSELF, communities.end_leadership, community, FORMER.id)
    await stage.does(ASKER, communities.lead, GROUP, "Neighbours", "en", open_to_all=False)
    world = World({}, {}, {}, {}, {}, {}, {}, community)
    await _deals(stage, world)
    await _orders(stage, world)
    account = STANDARDS["epc"].check("FR1420041010050500013M02606", "Lea Leader", "")
    for state in ("shown", "kept"):
        world.payees[state] = PayeeId((await stage.does(LEA, payees.show, community, account)).subject)
        text = "/deal Eggs\nteam 2 1.00\nuntil +2d"
        written = await stage.does(LEA, drafts.write, ChatId(LEA.id), stage.message_id(), text, "", community)
        world.drafts[state] = DraftId(written.subject)
    await stage.does(ITSELF, topics.hear, GROUP, 5, "Fruit", None)
    begun = await stage.does(LEA, wizards.begin, community, "")
    world.drafts["begun"] = DraftId(begun.subject)
    await stage.db.write(_asked, world.deals[DealState.CLOSED], stage.clock.now())
    await stage.db.write(_reason_asked, world.orders["claimed"], stage.clock.now())
    said = OrderId((await stage.does(a_person(4), orders.buy_alone, world.deals["open"])).subject)
    await stage.does(LEA, payments.confirm, said)
    await stage.does(a_person(5), orders.buy_alone, world.deals["open"])  # has to pay, and can't be written to
    await _trades(stage, world)
    await _statements(stage, world)
    await stage.does(LEA, payees.keep, world.payees["kept"])
    await stage.does(LEA, drafts.publish, world.drafts["kept"], 1)
    return world


def _asked(tx: WriteTx, deal: DealId, now: datetime) -> None:
    """Its leader is asked whether a deal that closed in an outage is opened again."""
    stored_outages.ask(tx, stored_outages.add(tx, now - timedelta(minutes=40), now), deal, now)


def _reason_asked(tx: WriteTx, order: OrderId, now: datetime) -> None:
    """Its leader is asked for a reason in own words."""
    asked = {"kind": NoticeKind.REASON_ASKED, "chat_id": ChatId(LEA.id), "subject": order, "message_id": ASKED_IN}
    messages.keep(tx, Standing(**asked, has_photo=False, shown="", finished=False), now)


async def _deals(stage: Stage, world: World) -> None:
    for state in DealState:
        opens_in = timedelta(hours=1) if state is DealState.SCHEDULED else None
        deal = world.deals[state] = await a_deal(stage, opens_in=opens_in)
        if state is not DealState.SCHEDULED:
            world.teams[state] = TeamId((await stage.does(ANA, teams.start, deal)).subject)
            await stage.does(BEN, teams.join, world.teams[state])
        if state in (DealState.CLOSED, DealState.SETTLED):
            await stage.does(LEA, deals.close_now, deal)
        if state is DealState.CANCELLED:
            await stage.does(LEA, deals.cancel, deal)
        if state is DealState.SETTLED:
            await settle(stage, deal)
    chens = await stage.does(a_person(3), teams.start, world.deals[DealState.OPEN])
    world.teams["open, another"] = TeamId(chens.subject)


async def settle(stage: Stage, deal: DealId) -> None:
    """End what is left in a deal that was closed early, by a clock that is ten minutes ahead."""
    ahead = Stage(stage.db, StandingClock(stage.clock.now() + timedelta(minutes=10)))
    while (await ahead.acts(deals.end_slice, ITSELF, None, deal)).shown:
        pass


async def _orders(stage: Stage, world: World) -> None:
    claim, leave = (ANA, payments.claim), (ANA, orders.leave)
    world.orders["placed"] = order_id(await stage.order_of(world.deals["open"], ANA))
    world.orders["due"] = await an_order(stage)
    world.orders["claimed"] = await an_order(stage, claim)
    world.orders["paid"] = await an_order(stage, claim, (LEA, payments.confirm))
    world.orders["underpaid"] = await an_order(stage, claim)
    world.orders["overpaid"] = await an_order(stage)
    world.orders["surplus goes back"] = await an_order(stage)
    for name, amount in (("underpaid", 1000), ("overpaid", 5000), ("surplus goes back", 5000)):
        await stage.does(LEA, payments.receive, world.orders[name], amount)
    await stage.does(LEA, rests.refund_surplus, world.orders["surplus goes back"])
    world.orders["left"] = await an_order(stage, leave)
    world.orders["left, paid late"] = await an_order(stage, leave, claim)
    world.orders["refund_due"] = await an_order(stage, leave, claim, (LEA, payments.owe_refund))
    world.orders["refund_due, by a gateway"] = await an_order(stage, leave, claim, (LEA, payments.owe_refund))
    world.orders["refunded"] = await an_order(
        stage, leave, claim, (LEA, payments.owe_refund), (LEA, payments.mark_refunded)
    )


async def _trades(stage: Stage, world: World) -> None:
    """Of a due order one that is wanted and one that is asked; of one whose money goes back one paid, one refunding."""
    for state, order in (
        ("wanted", "due"),
        ("asked", "due"),
        ("paid", "refund_due"),
        ("refunding", "refund_due, by a gateway"),
    ):
        world.trades[state] = await stage.db.write(_trade, TradeState(state), world.orders[order], stage.clock.now())


def _trade(tx: WriteTx, state: TradeState, order: OrderId, now: datetime) -> TradeId:
    trades.want(tx, order, Provider.ALIPAY, f"KT{order}{state}", 3990, "EUR", now)
    wanted = trades.by_number(tx, Provider.ALIPAY, f"KT{order}{state}")
    assert wanted is not None
    trades.save(tx, wanted, replace(wanted, state=state), now)
    return wanted.id


async def _statements(stage: Stage, world: World) -> None:
    """One that is read, one that is worked off, one that is done with line 1 to be looked at, one being taken back."""
    near = NewLine(fingerprint="f", match=Match(line=A_LINE, found=Found.NEAR, why=Why.AMOUNT))
    for state in ("done", "reading", "working", "taking"):
        begun = await stage.does(LEA, statements.begin, world.community, "", None)
        one = world.statements[state] = StatementId(begun.subject)
        if state != "reading":
            await stage.does(LEA, statements.add, one, [near])
            await stage.does(LEA, statements.start, one, COUNTED)
        if state in ("done", "taking"):
            await stage.acts(bookings.work_off, ITSELF, None, one)
        if state == "taking":
            await stage.does(LEA, statements.take_back, one)


#: What follows the object in the arguments of an act, so that nothing but rights and states can refuse it.
REST: dict[str, Callable[[World], tuple[tuple[Any, ...], dict[str, Any]]]] = {
    "cards.adopt": lambda w: ((78, False), {}),
    "inline_cards.adopt": lambda w: ((None, "AQAAAHkAAAAB", False), {"told": False}),
    "communities.lead": lambda w: (("Neighbours", "en"), {"open_to_all": True}),
    "communities.end_leadership": lambda w: ((CORA.id,), {}),
    "communities.set_language": lambda w: (("zh",), {}),
    "communities.set_zone": lambda w: (("Asia/Bangkok",), {}),
    "boards.set_board": lambda w: (("off",), {}),
    "communities.set_currency": lambda w: (("THB",), {}),
    "communities.migrate": lambda w: ((ChatId(-5),), {}),
    "leaderships.approve": lambda w: ((ASKER.id,), {}),
    "leaderships.decline": lambda w: ((ASKER.id,), {}),
    "memberships.begin": lambda w: (("Neighbours", "en"), {}),
    "memberships.miss": lambda w: ((Ability.PIN,), {}),
    "memberships.decline": lambda w: (("News", ANA.id), {}),
    "deals.extend": lambda w: ((StandingClock().now() + timedelta(days=9),), {}),
    "outages.account": lambda w: ((frozenset(),), {}),
    "outages.reopen": lambda w: ((1,), {}),
    "outages.leave_closed": lambda w: ((1,), {}),
    "orders.set_quantity": lambda w: ((2,), {}),
    "drafts.choose_community": lambda w: ((w.community,), {}),
    "drafts.discard": lambda w: ((1,), {}),
    "drafts.publish": lambda w: ((1,), {}),
    "drafts.set_topic": lambda w: ((5,), {}),
    "topics.hear": lambda w: ((5, "Fruit", False), {}),
    "drafts.set_payee": lambda w: ((PayeeId(1),), {}),
    "questions.tell_leader": lambda w: (("When does it come?",), {}),
    "questions.tell_buyer": lambda w: (("Where do you live?",), {}),
    "rejections.say": lambda w: (("Please send the missing 10 too.", ASKED_IN), {}),
    "refunds.leave_account": lambda w: ((STANDARDS["epc"].check("DE33100205000001194700", "Ana Weber", ""),), {}),
    "amounts.say": lambda w: (("25.00", ASKED_IN), {}),
    "payments.receive": lambda w: ((1000,), {}),
    "drafts.show": lambda w: ((77,), {}),
    "wizards.answer": lambda w: (("stock", "60", "", 1), {}),
    "wizards.ask": lambda w: (("stock", 1), {}),
    "wizards.mend": lambda w: (("title", 1), {}),
    "payees.show": lambda w: ((STANDARDS["epc"].check("DE33100205000001194700", "Lea Leader", ""),), {}),
    "payments.claim": lambda w: (("a photo",), {}),
    "payments.pay_otherwise": lambda w: ((PayeeId(1),), {}),
    "payments.request_in": lambda w: ((77, False), {}),
    "payees.set_own_amounts": lambda w: ((False,), {}),
    "payments.confirm_all": lambda w: ((0,), {}),
    "taking_back.take_back": lambda w: ((1, MISSING), {}),
    "cards.post_again": lambda w: ((0,), {}),
    "statements.begin": lambda w: (("DE33", None), {}),
    "statements.add": lambda w: (([],), {}),
    "statements.start": lambda w: ((COUNTED,), {}),
    "statements.accept": lambda w: ((StatementLineId(1), w.orders["due"]), {}),
    "statements.book": lambda w: ((StatementLineId(1), w.orders["due"], Why.UNDERPAID), {}),
    "statements.refuse": lambda w: ((StatementLineId(1),), {}),
    "gateways.keep_code": lambda w: (("https://qr.alipay.com/bax1",), {}),
    "desks.open_in": lambda w: ((77, "a hash"), {}),
}
#: Acts that are about nobody's object.
ALONE: dict[str, tuple[Any, ...]] = {
    "people.open_chat": (),
    "people.close_chat": (),
    "people.choose_language": ("zh",),
    "people.set_quiet": ("22-8",),
    "payees.await_code": (),
    "drafts.write": (ChatId(5), 5, "/deal", "", None),
    "wizards.begin": (None, ""),
    "gateways.agree": ((),),
    "payment_reports.book": (A_REPORT,),
    "payment_reports.book_returned": (A_REPORT,),
}


def objects(name: str, what: Act[..., Any], world: World) -> Iterator[tuple[str, tuple[Any, ...], dict[str, Any]]]:
    """Every object of the act's kind, with the arguments of the act; at last one that was never there."""
    if name in ALONE:
        yield "nothing", ALONE[name], {}
        return
    first = list(inspect.signature(what.fn, eval_str=True).parameters.values())[3]
    kinds: dict[str, dict[str, int]] = {
        "DealId": dict(world.deals),
        "TeamId": dict(world.teams),
        "OrderId": dict(world.orders),
        "DraftId": dict(world.drafts),
        "PayeeId": dict(world.payees),
        "StatementId": dict(world.statements),
        "OutageId": {"an outage": 1},
        "TradeId": dict(world.trades),
        "CommunityId": {"the group": world.community},
        "ChatId": {"the group": GROUP},
        "AccountId": {"the leader": LEA.id},
    }
    rest, named = REST.get(name, lambda w: ((), {}))(world)
    for state, about in {**kinds[first.annotation.__name__], "missing": MISSING}.items():
        yield state, (about, *rest), named


class _Undone(Exception):
    """A trial that went through."""


def _trial(tx: WriteTx, what: Act[..., Any], by: Actor, args: tuple[Any, ...], named: dict[str, Any]) -> None:
    runner._run(tx, what, by, StandingClock().now(), "a trial", None, args, named)
    raise _Undone


async def tries(
    db: Database, what: Act[..., Any], by: Actor, args: tuple[Any, ...], named: dict[str, Any]
) -> DomainError | None:
    """What the act refuses with, if anything."""
    try:
        await db.write(_trial, what, by, args, named)
    except _Undone:
        return None
    except DomainError as refusal:
        return refusal
    raise AssertionError("unreachable")


def expected(name: str, what: Act[..., Any], role: str, state: str) -> type[DomainError] | None:
    """What the right says: None is yes, as far as rights go."""
    asks_object = what.right not in (Right.ANYONE, Right.ITSELF, Right.ADMINISTERS, Right.ADMIN)
    if state == "missing" and asks_object:
        return NotFound
    if state == "missing" and what.right is Right.ADMINISTERS:
        return NotAllowed
    if role not in MAY[what.right]:
        known = KNOWN.get(what.right, frozenset(ROLES))
        return NotAllowed if role in known else NotFound
    return None if role in MORE.get(name, frozenset(ROLES)) else NotAllowed


def agrees(name: str, wanted: type[DomainError] | None, said: DomainError | None, state: str) -> bool:
    """Whether an act said what it should; where rights say yes, its own rules may still say no, as for old states."""
    if wanted is not None:
        own_rule_first = name in MORE and said is not None and said.code in ("draft-gone", "stale")
        return type(said) is wanted or own_rule_first
    if state == "missing":
        return not isinstance(said, NotAllowed)
    return not isinstance(said, NotAllowed | NotFound)


@pytest.fixture
def stage(sqlite: Database, clock: StandingClock) -> Stage:
    """Acts on a fresh SQLite database: rights know nothing of databases."""
    return Stage(sqlite, clock)


async def test_every_act_is_allowed_exactly_where_the_table_says(stage: Stage) -> None:
    world = await a_world(stage)
    before = await stage.db.read(everything)
    cells, wrong = 0, []
    for name, what in ACTS.items():
        for role, by in ROLES.items():
            for state, args, named in objects(name, what, world):
                wanted = expected(name, what, role, state)
                said = await tries(stage.db, what, by, args, named)
                cells += 1
                if not agrees(name, wanted, said, state):
                    wrong.append(f"{name} by {role} on {state}: {said!r}, not {wanted}")
    assert wrong == []
    assert cells > 2_000
    assert await stage.db.read(everything) == before


async def test_each_object_act_is_done_by_somebody_in_some_state(stage: Stage) -> None:
    world = await a_world(stage)
    never = {name for name, what in ACTS.items() if what.right in MAY}
    for name, what in ACTS.items():
        for role in MAY[what.right]:
            for _, args, named in objects(name, what, world):
                if name in never and await tries(stage.db, what, ROLES[role], args, named) is None:
                    never.discard(name)
    assert never == set()


async def test_what_is_anothers_is_told_as_if_it_were_not_there(stage: Stage) -> None:
    world = await a_world(stage)
    for name, what in ACTS.items():
        if what.right not in KNOWN:
            continue
        found = {state: (args, named) for state, args, named in objects(name, what, world)}
        missing = await tries(stage.db, what, a_person(9), *found.pop("missing"))
        assert missing is not None
        for args, named in found.values():
            foreign = await tries(stage.db, what, a_person(9), args, named)
            assert foreign is not None
            assert (type(foreign), foreign.code, foreign.facts) == (NotFound, missing.code, missing.facts), name


async def test_a_refused_act_leaves_every_row_as_it_was(stage: Stage) -> None:
    world = await a_world(stage)
    before = await stage.db.read(everything)
    refused = 0
    for name, what in ACTS.items():
        for state, args, named in objects(name, what, world):
            for role, by in ROLES.items():
                if expected(name, what, role, state) is None:
                    continue
                with pytest.raises(DomainError):
                    await stage.acts(what, by, stage.request(), *args, **named)
                refused += 1
    assert refused > 1_000
    assert await stage.db.read(everything) == before


def test_an_act_cannot_be_registered_without_a_right() -> None:
    with pytest.raises(TypeError):
        runner.act()  # type: ignore[call-arg]
    assert set(MAY) == set(Right)
    assert set(REST) | set(ALONE) <= set(ACTS)


#: What is only read with a right, and the arguments after the object.
READS: dict[str, tuple[Right, Callable[..., object], tuple[Any, ...]]] = {
    "desks.own_desk": (Right.LEADS_DEAL, desks.own_desk, ()),
    "desks.own_desk_page": (Right.LEADS_DEAL, desks.own_desk_page, (0,)),
    "reckonings.of_deal": (Right.REPEATS_DEAL, reckonings.of_deal, ()),
}
#: The same about a community.
READS_OF_ALL: dict[str, tuple[Callable[..., object], tuple[Any, ...]]] = {
    "reckonings.overview": (reckonings.overview, ("EUR",)),
    "reckonings.of_month": (reckonings.of_month, ("EUR", Month(2026, 11))),
}
#: The same of statements.
STATEMENT_READS: tuple[Callable[..., object], ...] = (
    statements.own_account,
    lambda tx, by, about: statements.own_near(tx, by, about, 0),
)


async def reads(db: Database, fn: Callable[..., object], by: Actor, about: int, rest: tuple[Any, ...]) -> type | None:
    """What reading is refused with, if anything."""
    try:
        await db.read(fn, by, about, *rest)
    except DomainError as refusal:
        return type(refusal)
    return None


async def test_a_desk_is_read_exactly_by_who_may_act_on_it(stage: Stage) -> None:
    world = await a_world(stage)
    wrong = []
    for name, (right, fn, rest) in READS.items():
        for role, by in ROLES.items():
            for state, deal in {**world.deals, "missing": DealId(MISSING)}.items():
                wanted = None if role in MAY[right] else NotAllowed if role in KNOWN[right] else NotFound
                said = await reads(stage.db, fn, by, deal, rest)
                if said is not (NotFound if state == "missing" else wanted):
                    wrong.append(f"{name} by {role} on {state}: {said}, not {wanted}")
    assert wrong == []


async def test_a_statement_is_read_exactly_by_who_may_act_on_it(stage: Stage) -> None:
    world = await a_world(stage)
    right = Right.LEADS_STATEMENT
    for fn in STATEMENT_READS:
        for role, by in ROLES.items():
            for state, one in {**world.statements, "missing": StatementId(MISSING)}.items():
                wanted = None if role in MAY[right] else NotAllowed if role in KNOWN[right] else NotFound
                said = await reads(stage.db, fn, by, one, ())
                assert said is (NotFound if state == "missing" else wanted), (role, state)


async def test_a_communitys_money_is_read_exactly_by_its_leaders(stage: Stage) -> None:
    world = await a_world(stage)
    wrong = []
    for name, (fn, rest) in READS_OF_ALL.items():
        for role, by in ROLES.items():
            said = await reads(stage.db, fn, by, world.community, rest)
            if said is not (None if role in MAY[Right.LEADS_COMMUNITY] else NotAllowed):
                wrong.append(f"{name} by {role}: {said}")
        assert await reads(stage.db, fn, LEA, MISSING, rest) is NotFound
    assert wrong == []


async def test_a_former_leader_lists_no_deals(stage: Stage) -> None:
    world = await a_world(stage)
    assert len(await stage.db.read(desks.own_deals, LEA.id)) == desks.DEALS_LISTED
    await stage.does(ITSELF, communities.end_leadership, world.community, LEA.id)
    assert await stage.db.read(desks.own_deals, LEA.id) == []
    assert await reads(stage.db, desks.own_desk, LEA, world.deals["open"], ()) is NotFound, "it is Cora's now"
    assert await reads(stage.db, desks.own_desk, CORA, world.deals["open"], ()) is None


async def test_the_table_finds_a_right_that_is_not_asked(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    """The control: were `require` gone, the first test of this file would fail."""
    world = await a_world(stage)
    monkeypatch.setattr(runner, "require", lambda right, by, of, act: None)
    said = await tries(stage.db, orders.leave, BEN, (world.orders["placed"],), {})
    assert not agrees("orders.leave", expected("orders.leave", orders.leave, "another buyer", "placed"), said, "placed")
    placed = await stage.order_of(world.deals["open"], ANA)
    assert placed is not None
    assert placed.state is OrderState.PLACED
