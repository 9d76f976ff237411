"""Refunds: what is owed back to whom, and the account that a buyer may leave for it."""

from dataclasses import dataclass
from datetime import datetime

from bot.domain.deals import Deal
from bot.domain.ids import AccountId, ChatId, OrderId
from bot.domain.money import Money
from bot.domain.notices import Notice, NoticeKind, notice
from bot.domain.orders import NothingOwedBack, Order
from bot.domain.people import Actor, Right
from bot.domain.trades import RefundUnderWay
from bot.payqr.asks import Ask, PayeeAccount
from bot.payqr.registry import currencies_of
from bot.services import receipts, rights, trades
from bot.services.act import Done, act
from bot.services.payees import PayeeCurrency
from bot.services.receipts import Receipt
from storage import deals, ledger, messages, orders, refund_accounts
from storage.database import ReadTx, WriteTx

#: So many refunds stand on a page of the list.
ONE_PAGE = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Refund:
    """An order whose money, or a surplus of it, is owed back, and the account that its buyer has left for it."""

    receipt: Receipt
    account: PayeeAccount | None

    @property
    def deal(self) -> Deal:
        """The order's deal."""
        return self.receipt.deal

    @property
    def amount(self) -> Money:
        """What is owed back."""
        return self.receipt.surplus

    def ask(self, now: datetime | None) -> Ask | None:
        """What the leader pays, where, and under which reference; None: nobody knows where."""
        if self.account is None or not self.amount.minor:
            return None
        return Ask(self.account, self.amount, self.receipt.order.reference, now)


@dataclass(frozen=True, slots=True, kw_only=True)
class Refunds:
    """A page of what somebody has to pay back, and after that of what is owed back to them."""

    by: tuple[Receipt, ...]  #: deal by deal
    to: tuple[Receipt, ...]
    page: int = 0
    pages: int = 1


@act(Right.OWN_ORDER)
def ask_account(tx: WriteTx, by: Actor, now: datetime, order_id: OrderId) -> Done[None]:
    """The buyer wants to leave an account: asked which, in a message to reply to. Raises NothingOwedBack."""
    _owed(tx, order_id)
    asks = notice(NoticeKind.ACCOUNT_ASKED, by.id, order_id, f"{now.timestamp():.6f}")
    return Done(events=(), notices=[asks])


@act(Right.OWN_ORDER)
def leave_account(tx: WriteTx, by: Actor, now: datetime, order_id: OrderId, account: PayeeAccount) -> Done[None]:
    """Keep a checked account for this refund only; who leads the deal is told that there is one.

    Raises NothingOwedBack, PayeeCurrency.
    """
    deal = deals.locked_of_order(tx, order_id)
    _owed(tx, order_id)
    able = currencies_of(account)
    if deal.currency.code not in able:
        raise PayeeCurrency(standard=account.standard, currency=deal.currency.code, wanted=", ".join(sorted(able)))
    refund_accounts.leave(tx, order_id, account, now)
    told = notice(NoticeKind.ACCOUNT_LEFT, deal.leader_id, order_id, f"{now.timestamp():.6f}")
    return Done(events=(), notices=[told, _code_over(deal, order_id, now)])


@act(Right.OWN_ORDER)
def remove_account(tx: WriteTx, by: Actor, now: datetime, order_id: OrderId) -> Done[None]:
    """The buyer takes the account away again, and it is seen no more. Twice changes nothing."""
    if not refund_accounts.erase(tx, order_id):
        return Done(events=())
    return Done(events=(), notices=[_code_over(deals.of_order(tx, order_id), order_id, now)])


@act(Right.LEADS_ORDER)
def pay_back(tx: WriteTx, by: Actor, now: datetime, order_id: OrderId) -> Done[None]:
    """The leader wants to pay a buyer back: the code to do so comes, and takes the place of one that came before.

    Raises NothingOwedBack, RefundUnderWay.
    """
    _owed_by_hand(tx, order_id)
    return Done(events=(), notices=[notice(NoticeKind.PAY_BACK, by.id, order_id, f"{now.timestamp():.6f}")])


@act(Right.LEADS_ORDER)
def want_account(tx: WriteTx, by: Actor, now: datetime, order_id: OrderId) -> Done[None]:
    """The leader doesn't know where to pay back to: the buyer is asked, once a day at most.

    Raises NothingOwedBack, RefundUnderWay.
    """
    order = _owed_by_hand(tx, order_id)
    wanted = notice(NoticeKind.ACCOUNT_WANTED, order.buyer_id, order_id, f"{now:%Y-%m-%d}")
    return Done(events=(), notices=[wanted])


def replied(tx: ReadTx, by: Actor, message_id: int) -> OrderId | None:
    """The order for whose refund a private message of ours asks the account, so that a reply to it is one."""
    order = messages.subject_of(tx, [NoticeKind.ACCOUNT_ASKED], ChatId(by.id), message_id)
    return None if order is None else OrderId(order)


def all_of(tx: ReadTx, person: AccountId, page: int = 0) -> Refunds:
    """A page of what somebody has to pay back in the deals they lead, then of what is owed back to them.

    A page that is no more there is the last.
    """
    by, to = orders.count_owed_back(tx, person)
    pages = max((by + to + ONE_PAGE - 1) // ONE_PAGE, 1)
    at = min(max(page, 0), pages - 1)
    start, end = at * ONE_PAGE, (at + 1) * ONE_PAGE
    mine = orders.owed_back_by(tx, person, ONE_PAGE, start) if start < by else []
    theirs = orders.owed_back_to(tx, person, end - max(start, by), max(start - by, 0)) if by < end else []
    return Refunds(
        by=tuple(receipts.receipt(tx, order.id) for order in mine),
        to=tuple(receipts.receipt(tx, order.id) for order in theirs),
        page=at,
        pages=pages,
    )


def own_claim(tx: ReadTx, by: Actor, order_id: OrderId) -> Refund:
    """A refund with the buyer's account, for the buyer, whose account it is. Raises NotFound, NothingOwedBack."""
    rights.check(tx, Right.OWN_ORDER, by, order_id, "refunds.own_claim")
    _owed(tx, order_id)
    return refund(tx, order_id)


def refund(tx: ReadTx, order_id: OrderId) -> Refund:
    """An order's refund. Raises NotFound."""
    return Refund(receipt=receipts.receipt(tx, order_id), account=refund_accounts.find(tx, order_id))


def _owed_by_hand(tx: ReadTx, order_id: OrderId) -> Order:
    """An order of which the leader has something to pay back. Raises RefundUnderWay: a gateway pays back all of it."""
    order = _owed(tx, order_id)
    if trades.going_back(tx, order_id) >= -ledger.balance(tx, order_id):
        raise RefundUnderWay()
    return order


def _code_over(deal: Deal, order_id: OrderId, now: datetime) -> Notice:
    """The code that the leader has is not to be paid any more."""
    return notice(NoticeKind.PAY_BACK_FINISHED, deal.leader_id, order_id, f"{now.timestamp():.6f}")


def _owed(tx: ReadTx, order_id: OrderId) -> Order:
    order = orders.get(tx, order_id)
    if not order.is_owed_back:
        raise NothingOwedBack(order=order.code)
    return order
