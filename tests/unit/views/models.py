"""Read models for tests of views: a deal of oranges, its teams, an order in any state, a desk, a payee, a draft."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from bot.domain.communities import Approval, Community, Draft
from bot.domain.deals import Deal, DealState, PayMoment
from bot.domain.ids import (
    AccountId,
    ChatId,
    Code,
    CommunityId,
    DealId,
    DraftId,
    Kind,
    LateCloseId,
    OrderId,
    OutageId,
    PayeeId,
    QuestionId,
    TeamId,
    Token,
    UndoId,
)
from bot.domain.ids import code_of as code
from bot.domain.money import Money, currency
from bot.domain.notices import NoticeKind
from bot.domain.orders import OWING, Order, OrderState
from bot.domain.outages import LateClose, LateState, Outage
from bot.domain.payments import Payee, PayeeState, Snapshot
from bot.domain.people import Account
from bot.domain.questions import Question
from bot.domain.teams import Team, TeamState
from bot.domain.undos import Stood, Undo, UndoKind, Was
from bot.i18n import Languages, Texts
from bot.payqr import own
from bot.payqr.asks import PayeeAccount
from bot.services.boards import Board
from bot.services.cards import DealCard, GoneCard, OpenTeam, TeamPage
from bot.services.desks import Desk, DeskPage, OnPage
from bot.services.leaderships import Leadership
from bot.services.memberships import Membership
from bot.services.outages import MissedDeal, OutageAccount, UnknownSend
from bot.services.questions import Asked
from bot.services.receipts import Receipt
from bot.services.refunds import Refund
from bot.services.taking_back import Said
from bot.services.teams import Place
from bot.views.links import Bot
from storage.boards import BoardRest

NOW = datetime(2026, 11, 24, 11, 0, tzinfo=UTC)
EUR = currency("EUR")
BOT = Bot(username="kaituan_bot")
LANGUAGES = Languages(Path("locales"))
S = OrderState
_TOKEN = "A" * 22
_PEOPLE = ("Ana", "Ben", "Chen", "Dora")


def texts(language: str = "en") -> Texts:
    """Texts as told in Berlin at noon on a Tuesday."""
    return LANGUAGES.texts(language, ZoneInfo("Europe/Berlin"), NOW)


def a_community(**changes: Any) -> Community:
    """Neighbours in Berlin, who pay in euros."""
    made = Community(
        id=CommunityId(1),
        chat_id=ChatId(-1001),
        title="Neighbours",
        language="en",
        zone="Europe/Berlin",
        currency="EUR",
    )
    return replace(made, **changes)


def a_leadership(**changes: Any) -> Leadership:
    """Lea, who has asked to lead the Neighbours, with one deal open."""
    made = Leadership(
        leader=Account(id=AccountId(900), name="Lea", username="", language="en", can_write=True),
        community=a_community(),
        approval=Approval.ASKED,
        is_suspended=False,
        open_deals=1,
    )
    return replace(made, **changes)


def a_membership(**changes: Any) -> Membership:
    """The bot among the Neighbours, who are led and have one deal open."""
    return replace(Membership(community=a_community(), is_led=True, deals=(a_deal(),)), **changes)


def a_deal(**changes: Any) -> Deal:
    """Oranges: teams of 3 at 29.90, alone 39.90, until Thursday evening, 42 left of 60."""
    made = Deal(
        id=DealId(7),
        token=Token("D" * 22),
        community_id=CommunityId(1),
        leader_id=AccountId(900),
        title="Navel oranges 5 kg",
        note="",
        photo="",
        currency=EUR,
        solo_minor=3990,
        team_minor=2990,
        target=3,
        team_for=timedelta(hours=24),
        opens_at=NOW - timedelta(hours=1),
        closes_at=datetime(2026, 11, 26, 20, 0, tzinfo=UTC),
        due_for=timedelta(hours=24),
        stock=60,
        limit=2,
        pay=PayMoment.CLOSE,
        payee_id=PayeeId(3),
        state=DealState.OPEN,
        version=1,
        taken=15,
        set_aside=3,
        orders_made=15,
    )
    return replace(made, **changes)


def a_payee(**changes: Any) -> Payee:
    """An IBAN of Lea's."""
    made = Payee(
        id=PayeeId(3),
        community_id=CommunityId(1),
        standard="epc",
        account="DE33100205000001194700",
        name="Lea Leader",
        city="",
        extra="",
        currency="EUR",
        state=PayeeState.KEPT,
        created_by=AccountId(900),
        created_at=NOW - timedelta(hours=2),
        counts_from=NOW,
    )
    return replace(made, **changes)


def an_own_code() -> Payee:
    """A code of a made-up merchant in Bandung."""
    held = own.Own().check(own.EXAMPLE.removeprefix("own "), "", "")
    return a_payee(
        standard=held.standard,
        account=held.account,
        name=held.name,
        city=held.city,
        extra=held.extra,
        currency="IDR",
    )


def a_personal_code() -> Payee:
    """A personal code of Alipay."""
    return a_payee(standard="picture", account="https://qr.alipay.com/fkx01234abcdefgh5678", currency="CNY")


def an_open_team(n: int = 1, joined: int = 2, **changes: Any) -> OpenTeam:
    """The n-th person's team, which still needs somebody."""
    made = OpenTeam(
        code=code(Kind.TEAM, n),
        token=Token(chr(64 + n % 26) * 22),
        starter=_PEOPLE[(n - 1) % 4],
        joined=joined,
        target=3,
        missing=3 - joined,
        deadline_at=NOW + timedelta(hours=20 + n % 20),
    )
    return replace(made, **changes)


def a_card(**changes: Any) -> DealCard:
    """The oranges with two open teams, four formed ones and thirteen orders."""
    made = DealCard(
        deal=a_deal(),
        community=a_community(),
        leader="Lea",
        payee=a_payee(),
        teams=(an_open_team(1, 2), an_open_team(2, 1)),
        more_teams=0,
        formed=4,
        orders=13,
    )
    return replace(made, **changes)


def a_board(**changes: Any) -> Board:
    """The oranges with their card, on a board that stands."""
    facts: dict[str, Any] = {
        "community": a_community(),
        "deals": ((a_deal(), 12),),
        "more": 0,
        "rest": BoardRest(off_at=None, until=None),
        "stands": True,
    }
    return Board(**facts | changes)


def a_gone_card(**changes: Any) -> GoneCard:
    """The card of the oranges, which stood and was deleted."""
    facts: dict[str, Any] = {"card": a_card(), "stands": False, "turn": 0, "was_seen": True}
    return GoneCard(**facts | changes)


def a_page(state: TeamState = TeamState.OPEN, **changes: Any) -> TeamPage:
    """Ana's team of the oranges."""
    return replace(TeamPage(card=a_card(), team=an_open_team(), state=state, id=TeamId(1)), **changes)


def a_team(**changes: Any) -> Team:
    """Ana's team as it is stored."""
    made = Team(
        id=TeamId(1),
        deal_id=DealId(7),
        token=Token("A" * 22),
        starter_id=AccountId(1001),
        target=3,
        joined=2,
        holding=0,
        state=TeamState.OPEN,
        started_at=NOW - timedelta(hours=1),
        deadline_at=NOW + timedelta(hours=21),
    )
    return replace(made, **changes)


def an_order(state: OrderState = S.DUE, **changes: Any) -> Order:
    """Ben's order: number 17, two units, in Ana's team."""
    made = Order(
        id=OrderId(41),
        deal_id=DealId(7),
        team_id=TeamId(1),
        buyer_id=AccountId(1002),
        number=17,
        quantity=2,
        unit_minor=2990,
        state=state,
        placed_at=NOW,
        due_until=None if state is S.PLACED else datetime(2026, 11, 25, 20, 0, tzinfo=UTC),
        reference="" if state is S.PLACED else "KT10000041",
    )
    return replace(made, **changes)


def a_snapshot(**changes: Any) -> Snapshot:
    """59.80 to Lea's IBAN."""
    made = Snapshot(
        standard="epc",
        account="DE33100205000001194700",
        name="Lea Leader",
        city="",
        currency="EUR",
        amount_minor=5980,
        reference="KT10000041",
    )
    return replace(made, **changes)


def a_receipt(state: OrderState = S.DUE, **changes: Any) -> Receipt:
    """Ben's order with all about it."""
    is_open = state is S.PLACED
    made = Receipt(
        order=an_order(state),
        deal=a_deal(),
        community=a_community(),
        leader=Account(id=AccountId(900), name="Lea", username="lea", language="en", can_write=True),
        buyer=Account(id=AccountId(1002), name="Ben", username="", language="en", can_write=True),
        team=a_team() if is_open else a_team(state=TeamState.FORMED, joined=3),
        starter="Ana",
        snapshot=None if is_open else a_snapshot(),
        to_pay=Money(5980 if state in OWING else -5980 if state is S.REFUND_DUE else 0, EUR),
        came=Money(5980 if state in (S.PAID, S.READY, S.COLLECTED, S.REFUND_DUE) else 0, EUR),
        used=Money(0, EUR),
        went=Money(5980 if state is S.REFUNDED else 0, EUR),
        is_late=False,
        going_back=Money(0, EUR),
    )
    return replace(made, **changes)


def a_refund(state: OrderState = S.REFUND_DUE, **changes: Any) -> Refund:
    """Ben's order, whose 59.80 go back to an account of his."""
    account = PayeeAccount("epc", "FR1420041010050500013M02606", "Ben", "")
    return replace(Refund(receipt=a_receipt(state), account=account), **changes)


def a_desk(**changes: Any) -> Desk:
    """The oranges, closed, as Lea's desk shows them."""
    counts = {S.PAID: 5, S.CLAIMED: 4, S.DUE: 3, S.PLACED: 1}
    made = Desk(
        deal=a_deal(),
        community=a_community(),
        counts=counts,
        amounts={state: Money(2990 * number, EUR) for state, number in counts.items()},
        orders=13,
        total=Money(38870, EUR),
        open_teams=2,
        formed_teams=4,
        unreached=("Ben",),
        late=0,
        refunds=0,
    )
    return replace(made, **changes)


def an_undo(kind: UndoKind = UndoKind.CONFIRM, orders: int = 2) -> Undo:
    """What Lea has just said of money."""
    before = Stood(state=S.CLAIMED, due_until=NOW)
    was = Was(order_id=OrderId(40), before=before, after=replace(before, state=S.PAID, held_minor=2990))
    return Undo(
        id=UndoId(7), deal_id=DealId(3), actor_id=AccountId(900), kind=kind, at=NOW, orders=tuple([was] * orders)
    )


def a_said() -> Said:
    """By what Lea can take back what she has just said."""
    return Said(deal_id=DealId(3), undo=UndoId(7))


def on_page(order: Order, came: int = 0, to_pay: int = 0) -> OnPage:
    """Ben's order on a page of the desk, with what came and what is still owed."""
    return OnPage(order=order, buyer="Ben", came=Money(came, EUR), to_pay=Money(to_pay, EUR))


def a_desk_page(*states: OrderState, page: int = 0, pages: int = 1) -> DeskPage:
    """Orders that wait for Lea."""
    orders = tuple(on_page(an_order(state, id=OrderId(40 + n), number=17 + n)) for n, state in enumerate(states))
    return DeskPage(desk=a_desk(), orders=orders, page=page, pages=pages)


def a_place(**changes: Any) -> Place:
    """A place in Ana's team, just taken."""
    made = Place(
        order=Code("K7Q2"),
        team=Code("M3X8"),
        starter="Ana",
        is_starter=False,
        joined=2,
        target=3,
        formed=False,
        pay=PayMoment.CLOSE,
        deal_token=Token("D" * 22),
    )
    return replace(made, **changes)


def a_draft(**changes: Any) -> Draft:
    """A draft in Lea's private chat."""
    made = Draft(
        id=DraftId(5),
        leader_id=AccountId(900),
        chat_id=ChatId(900),
        message_id=12,
        community_id=CommunityId(1),
        text="",
        photo="",
        written_at=NOW,
        version=1,
        state="shown",
        deal_id=None,
    )
    return replace(made, **changes)


def a_missed_deal(**changes: Any) -> MissedDeal:
    """The oranges closed at noon, while the bot was away from half past eleven to five past twelve."""
    made = MissedDeal(
        late=LateClose(
            id=LateCloseId(5), outage_id=OutageId(2), deal_id=DealId(7), state=LateState.ASKED, asked_at=NOW
        ),
        outage=an_outage(),
        deal=a_deal(state=DealState.SETTLED, closes_at=NOW, closed_at=NOW),
        community=a_community(),
        expired=2,
    )
    return replace(made, **changes)


def an_outage() -> Outage:
    """From half past eleven to five past twelve."""
    return Outage(id=OutageId(2), since=NOW - timedelta(minutes=30), until=NOW + timedelta(minutes=5), told_at=NOW)


def an_account(unknown: int = 1, closed: int = 1) -> OutageAccount:
    """An outage with so many sends in doubt, and so many deals that closed late."""
    sends = [
        UnknownSend(kind=kind, to=to, at=NOW - timedelta(minutes=30))
        for kind, to in ((NoticeKind.CALL, "Neighbours"), (NoticeKind.PAYMENT_REMINDER, "Ana"))
    ]
    return OutageAccount(
        outage=an_outage(), community=a_community(), closed=closed, unknown=tuple((sends * unknown)[:unknown])
    )


def an_asked(said: str = "When does it come?", *, by_leader: bool = False) -> Asked:
    """What the buyer of an order asks its leader, or the other way round."""
    receipt = a_receipt()
    asker, reader = (receipt.leader, receipt.buyer) if by_leader else (receipt.buyer, receipt.leader)
    question = Question(
        id=QuestionId(4), order_id=receipt.order.id, asker_id=asker.id, reader_id=reader.id, text=said, asked_at=NOW
    )
    return Asked(question=question, receipt=receipt)
