"""What a buyer is asked to pay: a snapshot that a later change of the payee never touches."""

import hashlib
import json
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from bot.domain.errors import DomainError
from bot.domain.ids import AccountId, CommunityId, OrderId, PayeeId, StatementLineId


class CreditSpent(DomainError):
    """The credit that was to pay a part of this order has been used for another since."""


class PayeeDecided(DomainError):
    """The change of payee counts already, was stopped, or was answered by another."""


class OwnChange(DomainError):
    """Who changes where the money goes can't be the second one to say so."""


class NewLeader(DomainError):
    """Who became a leader after the change was typed can't be the second one to say so."""


class PayeeGone(DomainError):
    """The payee was kept or discarded already."""


class WhichPayee(DomainError):
    """Several accounts are kept: which of them a new one replaces must be said."""


class PayeeKnown(DomainError):
    """This account is one of the community's already. Facts: `account`."""


class ReferenceTravels(DomainError):
    """Payments by this standard bring their reference: buyers need no amounts of their own. Facts: `standard`."""


class NotAWay(DomainError):
    """The account isn't one that the order can be paid to."""


class PayeeState(StrEnum):
    """shown → kept | discarded; one that is kept but doesn't count yet can still be discarded."""

    SHOWN = "shown"
    KEPT = "kept"
    DISCARDED = "discarded"


class Entry(StrEnum):
    """Kinds of ledger rows. An order's balance is charged − paid − credited + refunded."""

    CHARGED = "charged"
    PAID = "paid"
    CREDITED = "credited"
    REFUNDED = "refunded"


@dataclass(frozen=True, slots=True, kw_only=True)
class Payee:
    """Where a leader's money goes: standard and account, versioned."""

    id: PayeeId
    community_id: CommunityId
    standard: str
    account: str
    name: str
    city: str
    extra: str
    currency: str
    state: PayeeState
    created_by: AccountId
    created_at: datetime
    #: From when new orders use it: at once for the first, a day later for every other.
    counts_from: datetime
    #: The payees that replaced one another share the first one's number: the newest that counts is used.
    slot: PayeeId | None = None
    #: Whether each buyer is asked an amount of their own, some cents below the price.
    own_amounts: bool = False

    @property
    def is_beside(self) -> bool:
        """Whether it is kept beside the others, in place of none."""
        return self.slot == self.id


@dataclass(frozen=True, slots=True, kw_only=True)
class Snapshot:
    """Payee, amount and reference of one order, fixed when it falls due."""

    standard: str
    account: str
    name: str
    city: str
    currency: str
    amount_minor: int
    reference: str
    #: What only this standard needs besides.
    extra: str = ""

    def written(self) -> str:
        """As kept in the database: JSON with sorted keys."""
        kept = {name: getattr(self, name) for name in self.__slots__}
        return json.dumps(kept, sort_keys=True, ensure_ascii=False, separators=(",", ":"))

    def seal(self) -> str:
        """SHA-256 of what is kept, in hex."""
        return seal_of(self.written())


def seal_of(written: str) -> str:
    """SHA-256 of a written snapshot, in hex."""
    return hashlib.sha256(written.encode()).hexdigest()


def read_snapshot(written: str) -> Snapshot:
    """The snapshot that was written so."""
    return Snapshot(**json.loads(written))


def snapshot(payee: Payee, amount_minor: int, reference: str) -> Snapshot:
    """What a buyer is asked, from the payee as it stands now."""
    return Snapshot(
        standard=payee.standard,
        account=payee.account,
        name=payee.name,
        city=payee.city,
        currency=payee.currency,
        amount_minor=amount_minor,
        reference=reference,
        extra=payee.extra,
    )


def reference(start: int, order_id: OrderId) -> str:
    """The reference that travels with an order's money.

    Letters and digits only, 6 to 20 long, so that every standard takes it; its digits alone serve where only digits go.
    `start` is this installation's random start.
    """
    return f"KT{start + order_id}"


@dataclass(frozen=True, slots=True, kw_only=True)
class LedgerRow:
    """One line of the ledger. Nothing is edited in place."""

    order_id: OrderId
    entry: Entry
    amount_minor: int
    currency: str
    actor_id: AccountId
    source: str
    line_id: StatementLineId | None = None  #: the line of a bank's statement that says so
