"""Acts on payees: show one back to its leader, keep or discard it."""

from datetime import datetime, timedelta

from bot.domain import events as e
from bot.domain.communities import Community
from bot.domain.errors import DomainError, NotAllowed
from bot.domain.ids import AccountId, CommunityId, PayeeId
from bot.domain.money import Money, currency, everyday
from bot.domain.payments import (
    NewLeader,
    OwnChange,
    Payee,
    PayeeDecided,
    PayeeGone,
    PayeeKnown,
    PayeeState,
    ReferenceTravels,
    WhichPayee,
)
from bot.domain.people import Actor, Right
from bot.payqr.asks import Ask, PayeeAccount
from bot.payqr.fingerprints import fingerprint
from bot.payqr.registry import currencies_of, standard_named
from bot.services.act import Done, act
from storage import accounts, communities, payees
from storage.database import ReadTx, WriteTx

#: A change of payee counts a day later, so that a stolen account can't redirect money unseen.
CHANGE_AFTER = timedelta(hours=24)
#: For so long after a bare `/payee` a photo in private may be of the code that somebody is paid by.
CODE_AWAITED_FOR = timedelta(minutes=10)


class PayeeCurrency(DomainError):
    """The standard can't ask money in the community's currency. Facts: `standard`, `currency`, `wanted`."""


@act(Right.LEADS_COMMUNITY)
def show(
    tx: WriteTx, by: Actor, now: datetime, community_id: CommunityId, account: PayeeAccount, *, asks_in: str = ""
) -> Done[None]:
    """Keep a checked payee until its leader has seen it. Raises PayeeCurrency.

    `asks_in` is the currency of the code that it was read from; "": it was typed.
    """
    community = communities.get(tx, community_id)
    able = frozenset({asks_in}) if asks_in else currencies_of(account)
    if community.currency not in able:
        raise PayeeCurrency(standard=account.standard, currency=community.currency, wanted=", ".join(sorted(able)))
    shown = payees.show(
        tx,
        {
            "community_id": community_id,
            "standard": account.standard,
            "account": account.account,
            "name": account.name,
            "city": account.city,
            "extra": account.extra,
            "currency": community.currency,
            "state": PayeeState.SHOWN,
            "created_by": by.id,
            "created_at": now,
            "counts_from": now,
            "own_amounts": False,
        },
    )
    return Done(events=(), subject=shown)


@act(Right.OWN_PAYEE)
def keep(
    tx: WriteTx,
    by: Actor,
    now: datetime,
    payee_id: PayeeId,
    instead: PayeeId | None = None,
    *,
    admins: tuple[AccountId, ...] = (),
) -> Done[bool]:
    """Use a payee: the community's first at once, a change a day later with every leader told. Shows whether first.

    It takes the place of the one named, or of the only one there is; a change of that one which doesn't count yet
    never will: the newest word is taken. Raises WhichPayee, PayeeGone.
    """
    payee = payees.get(tx, payee_id)
    _still_leads(tx, by, payee)
    others = payees.counting(tx, payee.community_id, payee.currency, now)
    if instead is None and len(others) > 1:
        raise WhichPayee()
    replaced = next((each for each in others if instead in (None, each.id)), None)
    if instead is not None and replaced is None:
        raise PayeeGone()
    return _kept(tx, by, now, payee, replaced, admins)


@act(Right.OWN_PAYEE)
def add(tx: WriteTx, by: Actor, now: datetime, payee_id: PayeeId, *, admins: tuple[AccountId, ...] = ()) -> Done[bool]:
    """Use a payee beside the others, so that buyers may choose; it counts a day later. Raises PayeeGone, PayeeKnown."""
    payee = payees.get(tx, payee_id)
    _still_leads(tx, by, payee)
    known = payees.counting(tx, payee.community_id, payee.currency, now)
    if any(account_of(each) == account_of(payee) for each in known):
        raise PayeeKnown(account=fingerprint(payee))
    return _kept(tx, by, now, payee, None, admins)


@act(Right.LEADS_PAYEE)
def count_now(tx: WriteTx, by: Actor, now: datetime, payee_id: PayeeId) -> Done[None]:
    """A second leader says that a change of payee counts at once; the others are told.

    One who led the community before the change was typed: a stolen account can't make its own second leader.
    Raises OwnChange, NewLeader, PayeeDecided.
    """
    payee = payees.get(tx, payee_id)
    if by.id == payee.created_by:
        raise OwnChange()
    since = communities.leads_since(tx, payee.community_id, by.id)
    if since is None or since > payee.created_at:
        raise NewLeader()
    if not payees.count_now(tx, payee_id, now):
        raise PayeeDecided()
    return Done(events=[e.PayeeApproved(payee_id=payee_id, leaders=_others(tx, payee, by))])


@act(Right.LEADS_PAYEE)
def stop(tx: WriteTx, by: Actor, now: datetime, payee_id: PayeeId) -> Done[None]:
    """Any leader stops a change of payee before it counts; the others are told. Raises PayeeDecided."""
    payee = payees.get(tx, payee_id)
    if not payees.stop(tx, payee_id, now):
        raise PayeeDecided()
    return Done(events=[e.PayeeStopped(payee_id=payee_id, leaders=_others(tx, payee, by))])


@act(Right.LEADS_PAYEE)
def set_own_amounts(tx: WriteTx, by: Actor, now: datetime, payee_id: PayeeId, on: bool) -> Done[None]:
    """Whether each buyer asked from now on is asked an amount of their own. Raises ReferenceTravels: no need of it."""
    payee = payees.get(tx, payee_id)
    if on and standard_named(payee.standard).carries_reference:
        raise ReferenceTravels(standard=payee.standard)
    payees.set_own_amounts(tx, payee_id, on=on)
    return Done(events=())


@act(Right.OWN_PAYEE)
def discard(tx: WriteTx, by: Actor, now: datetime, payee_id: PayeeId) -> Done[None]:
    """Forget a payee that was shown. Raises PayeeGone: it was decided already."""
    if not payees.discard(tx, payee_id):
        raise PayeeGone()
    return Done(events=())


@act(Right.ANYONE)
def await_code(tx: WriteTx, by: Actor, now: datetime) -> Done[None]:
    """Somebody is told to send their code: from now on for a while their photos may be of it."""
    accounts.ask_code(tx, by.id, now)
    return Done(events=(), subject=by.id)


def awaits_code(tx: ReadTx, person: AccountId, now: datetime) -> bool:
    """Whether a person's photo may be of their code: a sharper one after the first, too, or the same one once more."""
    asked = accounts.code_asked_at(tx, person)
    return asked is not None and now < asked + CODE_AWAITED_FOR


def get(tx: ReadTx, payee_id: PayeeId) -> Payee:
    """A payee in any state. Raises NotFound."""
    return payees.get(tx, payee_id)


def account_of(payee: Payee) -> PayeeAccount:
    """The payee as its standard knows it."""
    return PayeeAccount(payee.standard, payee.account, payee.name, payee.city, payee.extra)


def sample(payee: Payee, now: datetime) -> Ask:
    """What a payee is shown back with: 1.00, one unit where there are no cents, small change of a coin; made now."""
    unit = currency(payee.currency)
    amount = Money(10**unit.decimals, unit) if unit.decimals <= 2 else everyday(100, unit)
    return Ask(account_of(payee), amount, "KT10000000", now)


def with_others(tx: ReadTx, payee_id: PayeeId, now: datetime) -> tuple[Payee, tuple[Payee, ...]]:
    """A payee and those that count now in its community and currency. Raises NotFound."""
    payee = payees.get(tx, payee_id)
    return payee, payees.counting(tx, payee.community_id, payee.currency, now)


def _kept(
    tx: WriteTx, by: Actor, now: datetime, payee: Payee, replaced: Payee | None, admins: tuple[AccountId, ...]
) -> Done[bool]:
    first = not payees.has_kept(tx, payee.community_id)
    if not payees.keep(tx, payee.id, replaced, now if first else now + CHANGE_AFTER, now):
        raise PayeeGone()
    told = communities.leaders_of(tx, payee.community_id)
    to = tuple(admin for admin in admins if admin != by.id) if first else ()
    return Done(events=[e.PayeeKept(payee_id=payee.id, first=first, leaders=told, admins=to)], shown=first)


def _others(tx: ReadTx, payee: Payee, by: Actor) -> tuple[AccountId, ...]:
    """The other leaders: who decides sees it where they said so."""
    return tuple(leader for leader in communities.leaders_of(tx, payee.community_id) if leader != by.id)


def _still_leads(tx: ReadTx, by: Actor, payee: Payee) -> None:
    """Raise NotAllowed unless who typed the payee still leads its community and administers its group."""
    community = communities.get(tx, payee.community_id)
    if not communities.leads(tx, community.id, by.id) or by.administers != community.chat_id:
        raise NotAllowed(act="payees.keep")


def with_community(tx: ReadTx, payee_id: PayeeId) -> tuple[Payee, Community, str]:
    """A payee with its community and the name of who typed it. Raises NotFound."""
    payee = payees.get(tx, payee_id)
    return payee, communities.get(tx, payee.community_id), accounts.get(tx, payee.created_by).name
