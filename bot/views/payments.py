"""What a buyer is told about paying: the code, the reminder, what became of it, money owed back."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from bot.domain.deals import PayMoment
from bot.domain.money import Money, currency
from bot.domain.names import clean
from bot.domain.orders import OrderState, Rest
from bot.domain.payments import Payee, Snapshot
from bot.domain.rejections import Rejection
from bot.domain.trades import Provider, TradeState
from bot.i18n import Html, Name, Texts, code, joined
from bot.payqr import asks
from bot.payqr.asks import Ask, CopyKind, PayeeAccount, carries_amount
from bot.payqr.fingerprints import fingerprint
from bot.payqr.gateway_codes import GATEWAYS
from bot.payqr.registry import STANDARDS, good_until
from bot.services.receipts import Receipt
from bot.views import accounts, invoices
from bot.views.buttons.orders import AnotherWay, CannotPay, ClaimPaid, PayBy, ShowOrder
from bot.views.buttons.rests import LeaveAccount
from bot.views.buttons.taps import label, tap
from bot.views.lengths import CAPTION_LIMIT, fits
from bot.views.links import Bot
from bot.views.names import mention
from bot.views.payee import scheme_of
from bot.views.receipts import ENDED, PAID, ask_leader, goods, leader, ways_on
from bot.views.screens import Button, Copy, FinishedMark, Keyboard, Link, PaymentCode, Screen, Style, Tap

S = OrderState
#: So many accounts are offered.
_WAYS = 8
#: What became of money that a gateway reported is told in words of its own.
_BY_GATEWAY = {
    "paid": "gateway-paid",
    "refund_due": "gateway-refund_due",
    "refunded": "gateway-refunded",
}
_COPIES = {
    CopyKind.PAYLOAD: "button-copy-code",
    CopyKind.ACCOUNT: "button-copy-account",
    CopyKind.AMOUNT: "button-copy-amount",
    CopyKind.REFERENCE: "button-copy-reference",
    CopyKind.LINK: "button-open-payment",
}
#: Whose accounts are IBANs: what people look for in their bank's app.
_IBANS = frozenset({"epc", "paybysquare", "qrbill", "spayd"})


def payment_due(texts: Texts, receipt: Receipt, facts: dict[str, Any], bot: Bot) -> Screen | None:
    """The request to pay, with its code: when it falls due, and again as a copy whenever the buyer asks."""
    return _asked(texts, receipt, "payment-copy" if facts.get("copy") else "payment-due")


def payment_ways(texts: Texts, receipt: Receipt, ways: Sequence[Payee]) -> Screen | None:
    """The same request, with a button for each account that it may be paid to; the first leaves it as it is."""
    screen = _asked(texts, receipt, "payment-due")
    if screen is None:
        return None
    mine = receipt.order.payee_id
    ordered = sorted(ways, key=lambda payee: payee.id != mine)
    rows = tuple((_way(texts, receipt, payee),) for payee in ordered[:_WAYS])
    return replace(screen, keyboard=rows)


def payment_reminder(texts: Texts, receipt: Receipt, facts: dict[str, Any], bot: Bot) -> Screen | None:
    """The same request once more, because the time to pay goes by."""
    return _asked(texts, receipt, "payment-reminder")


def payment_rejected(texts: Texts, receipt: Receipt, facts: dict[str, Any], bot: Bot) -> Screen | None:
    """The leader doesn't see the money that the buyer spoke of: the same request again."""
    reason = str(facts.get("reason", Rejection.NOTHING_CAME))
    return _asked(texts, receipt, "payment-rejected", reason, str(facts.get("words", "")))


def rest_asked(texts: Texts, receipt: Receipt, facts: dict[str, Any], bot: Bot) -> Screen | None:
    """A part of the money came: a code for what is missing."""
    return _asked(texts, receipt, "payment-rest-asked")


def payment_taken_back(texts: Texts, receipt: Receipt, facts: dict[str, Any], bot: Bot) -> Screen | None:
    """The leader takes back what they said of the money: it is looked into again, or asked for again."""
    if receipt.order.state is S.DUE:
        return _asked(texts, receipt, "payment-taken-back-due", said=str(facts["said"]))
    if receipt.order.state is not S.CLAIMED:
        return None
    name = Name(receipt.leader.name)
    lines = [
        texts("payment-taken-back", said=str(facts["said"]), leader=name, amount=receipt.asked),
        goods(texts, receipt),
        texts("payment-taken-back-claimed", leader=name),
    ]
    return Screen(text=fits(joined(lines)), keyboard=((tap(texts, ShowOrder(receipt.order.code)),),))


def payment_finished(texts: Texts, receipt: Receipt, facts: dict[str, Any], bot: Bot) -> Screen | None:
    """What a payment message says when its code is finished.

    None while money is asked for, because the code must stand, and when none was ever asked for.
    """
    state = receipt.order.state
    if (receipt.snapshot is None and state not in PAID) or state is S.PLACED:
        return None
    if receipt.order.rest is Rest.SHORT or (state is S.DUE and receipt.order.rest is Rest.ASKED):
        return _part_came(texts, receipt)
    if state is S.DUE:
        return None
    told = texts(
        "payment-finished",
        state=_finished_as(receipt),
        gateway=_gateway(texts, receipt),
        leader=Name(receipt.leader.name),
        amount=receipt.told,
        number=receipt.order.number,
    )
    see: Keyboard = ((tap(texts, ShowOrder(receipt.order.code)),),) if state in (S.CLAIMED, *ENDED) else ()
    text = fits(joined([told, goods(texts, receipt)]), CAPTION_LIMIT)
    return Screen(text=text, photo=FinishedMark(paid=state in PAID), keyboard=see)


def _part_came(texts: Texts, receipt: Receipt) -> Screen:
    """A code for the whole, of which a part came: it isn't to be paid any more."""
    rest: str = receipt.order.rest
    if receipt.gateway == Provider.TELEGRAM:
        rest = invoices.PART_CAME.get(receipt.order.rest, rest)
    told = texts(
        "payment-part-came", came=receipt.came, missing=receipt.missing, leader=Name(receipt.leader.name),
        rest=rest,
    )  # fmt: skip
    return Screen(
        text=fits(joined([told, goods(texts, receipt)]), CAPTION_LIMIT),
        photo=FinishedMark(paid=False),
        keyboard=((tap(texts, ShowOrder(receipt.order.code)),),),
    )


def pickup_due(texts: Texts, receipt: Receipt, facts: dict[str, Any], bot: Bot) -> Screen | None:
    """The order stands and is paid in cash when it is fetched."""
    if receipt.order.state is not S.DUE:
        return None
    lines = [
        texts("pickup-due", why=_why(receipt), amount=receipt.asked),
        goods(texts, receipt),
        texts("pickup-due-where", leader=leader(texts, receipt), number=receipt.order.number),
    ]
    order = tap(texts, ShowOrder(receipt.order.code))
    return Screen(text=fits(joined(lines)), keyboard=((order, *ask_leader(texts, receipt)),))


def order_lapsed(texts: Texts, receipt: Receipt, facts: dict[str, Any], bot: Bot) -> Screen | None:
    """The time to pay is over. Money that is on its way all the same is not lost."""
    if receipt.order.state is not S.LAPSED:
        return None
    text = [texts("order-lapsed"), goods(texts, receipt), texts("order-lapsed-paid", leader=Name(receipt.leader.name))]
    return Screen(text=fits(joined(text)), keyboard=ways_on(texts, receipt))


def order_void(texts: Texts, receipt: Receipt, facts: dict[str, Any], bot: Bot) -> Screen | None:
    """The order ended with its deal or team: nothing to pay; money already sent waits for the leader."""
    if receipt.order.state is not S.VOID:
        return None
    text = [
        texts("order-void", deal=receipt.deal.state),
        goods(texts, receipt),
        texts(
            "order-void-paid",
            late="yes" if receipt.is_late else "no",
            asked="no" if receipt.snapshot is None else "yes",
            leader=Name(receipt.leader.name),
        ),
    ]
    return Screen(text=fits(joined(text)), keyboard=ways_on(texts, receipt))


def refund_owed(texts: Texts, receipt: Receipt, facts: dict[str, Any], bot: Bot) -> Screen | None:
    """The buyer's money goes back, or what came too much of it."""
    is_surplus = receipt.order.rest is Rest.BACK
    if receipt.order.state is not S.REFUND_DUE and not is_surplus:
        return None
    by = "desk" if receipt.at_desk else "gateway" if receipt.goes_back_by_gateway else "leader"
    how = {"gateway": "surplus-gateway"}.get(by, "surplus") if is_surplus else by
    told = texts(
        "refund-owed",
        how=how,
        amount=receipt.surplus,
        leader=leader(texts, receipt),
        gateway=_gateway(texts, receipt),
    )
    account = (
        () if how in ("gateway", "surplus-gateway", "desk") else ((tap(texts, LeaveAccount(receipt.order.code)),),)
    )
    return Screen(text=fits(joined([told, goods(texts, receipt)])), keyboard=(*account, *_asking(texts, receipt)))


def refunded(texts: Texts, receipt: Receipt, facts: dict[str, Any], bot: Bot) -> Screen | None:
    """The money went back, by the leader's word or a gateway's."""
    if receipt.order.state is not S.REFUNDED and not facts.get("surplus"):
        return None
    by = str(facts.get("by", ""))
    told = texts(
        "refunded",
        how="gateway" if by else "leader",
        amount=_minor(receipt, facts, receipt.told),
        leader=leader(texts, receipt),
        gateway=texts("gateway-name", gateway=by),
    )
    return Screen(text=fits(joined([told, goods(texts, receipt)])), keyboard=_asking(texts, receipt))


def credit_given(texts: Texts, receipt: Receipt, facts: dict[str, Any], bot: Bot) -> Screen | None:
    """Money that came late, or too much, is kept for the buyer's next order in this community."""
    is_surplus = bool(facts.get("surplus"))
    if receipt.order.state not in ENDED and not is_surplus:
        return None
    told = texts(
        "credit-given",
        amount=_minor(receipt, facts, receipt.asked),
        leader=leader(texts, receipt),
        community=Name(receipt.community.title),
        surplus=_whether(is_surplus),
    )
    ways = _asking(texts, receipt) if is_surplus else ways_on(texts, receipt)
    return Screen(text=fits(joined([told, goods(texts, receipt)])), keyboard=ways)


def _minor(receipt: Receipt, facts: dict[str, Any], else_: Money) -> Money:
    """The amount that was written with a notice."""
    return Money(int(facts["minor"]), receipt.deal.currency) if "minor" in facts else else_


def _whether(yes: bool) -> str:
    return "yes" if yes else "no"


def ask_of(snapshot: Snapshot, made_at: datetime | None) -> Ask:
    """What the buyer of this snapshot is asked: it never changes, but a code that expires is made anew each time."""
    payee = PayeeAccount(snapshot.standard, snapshot.account, snapshot.name, snapshot.city, snapshot.extra)
    return Ask(payee, Money(snapshot.amount_minor, currency(snapshot.currency)), snapshot.reference, made_at)


def _asked(
    texts: Texts, receipt: Receipt, key: str, reason: str = "", words: str = "", said: str = ""
) -> Screen | None:
    """The request to pay as it stands; `key` says why it comes now.

    None when nothing is due any more, and while the leader decides about a part that came.
    """
    order, shot = receipt.order, receipt.snapshot
    if order.state is not S.DUE or shot is None or order.due_until is None or order.rest is Rest.SHORT:
        return None
    ask = ask_of(shot, texts.now)
    told = texts(
        key,
        why=_why(receipt),
        reason=reason,
        words=words,
        said=said,
        amount=ask.amount,
        until=order.due_until,
        leader=Name(receipt.leader.name),
    )
    if shot.standard in GATEWAYS:
        return _asked_by_gateway(texts, receipt, ask, told)
    standard = STANDARDS[shot.standard]
    copies = standard.copies(ask)
    lines = [
        told,
        goods(texts, receipt),
        *_part(texts, receipt),
        *_credit(texts, receipt, ask),
        *_own_amount(texts, receipt),
        _payee(texts, receipt, shot.name, accounts.account(shot)),
        _reference(texts, receipt, ask),
        texts(f"payment-how-{standard.on_this_phone}"),
        *_expiry(texts, ask),
    ]
    answers = (tap(texts, ClaimPaid(order.code), Style.GO), tap(texts, CannotPay(order.code)))
    links = tuple(copy_button(texts, shot.standard, copy) for copy in copies if copy.kind is CopyKind.LINK)
    buttons = tuple(copy_button(texts, shot.standard, copy) for copy in copies if copy.kind is not CopyKind.LINK)
    return Screen(
        text=fits(joined(lines), CAPTION_LIMIT),
        photo=PaymentCode(ask),
        keyboard=tuple(row for row in (links, buttons, answers, _otherwise(texts, receipt)) if row),
    )


def _asked_by_gateway(texts: Texts, receipt: Receipt, ask: Ask, told: Html) -> Screen:
    """The request to pay by a code that a gateway makes; without a good one, what becomes of it."""
    trade, standard = receipt.trade, GATEWAYS[ask.payee.standard]
    lines = [told, goods(texts, receipt), *_part(texts, receipt), *_credit(texts, receipt, ask)]
    shown = _payee(texts, receipt, ask.payee.name, accounts.account(ask.payee))
    refuse = (tap(texts, CannotPay(receipt.order.code)), *_otherwise(texts, receipt))
    if standard.provider is Provider.TELEGRAM:
        again, by_invoice = invoices.asked(texts, receipt)
        return Screen(text=fits(joined([*lines, *by_invoice])), keyboard=(*again, refuse))
    name = texts("gateway-name", gateway=standard.provider)
    if trade is None or texts.now is None or not trade.good_at(texts.now):
        why = "failed" if trade is None else "over" if trade.state is TradeState.ASKED else trade.state
        lines += [shown, texts("payment-no-code", why=why, gateway=name)]
        anew = (tap(texts, ShowOrder(receipt.order.code)),) if why != TradeState.WANTED else ()
        return Screen(text=fits(joined(lines)), keyboard=tuple(row for row in (anew, refuse) if row))
    lines += [
        shown,
        texts("payment-reference", reference=code(trade.number), number=receipt.order.number),
        texts(f"payment-how-{standard.on_this_phone}"),
        texts("payment-gateway-tells", gateway=name),
    ]
    if trade.expires_at is not None:
        lines.append(texts("payment-code-until", until=trade.expires_at))
    called = texts.plain("gateway-name", gateway=standard.provider)
    opens = (Link(label(texts, "button-pay-gateway", gateway=called), trade.code),) if _is_link(trade.code) else ()
    return Screen(
        text=fits(joined(lines), CAPTION_LIMIT),
        photo=PaymentCode(replace(ask, payee=replace(ask.payee, extra=trade.code))),
        keyboard=tuple(row for row in (opens, refuse) if row),
    )


def _is_link(payload: str) -> bool:
    """Whether a code can be opened by a button, in the app that it belongs to."""
    return payload.startswith("https://")


def _otherwise(texts: Texts, receipt: Receipt) -> tuple[Button, ...]:
    """To pay to another account, or to ask the leader."""
    other = (tap(texts, AnotherWay(receipt.order.code)),) if receipt.has_ways else ()
    return (*other, *ask_leader(texts, receipt))


def _finished_as(receipt: Receipt) -> str:
    if receipt.order.state in PAID and receipt.asked.minor == 0:
        return "covered"
    if receipt.is_late:
        return "here" if receipt.surplus.minor else "late"
    how = "paid" if receipt.order.state in PAID else receipt.order.state
    if receipt.gateway == Provider.TELEGRAM and how in invoices.FINISHED:
        return invoices.FINISHED[how]
    return _BY_GATEWAY.get(how, how) if receipt.by_gateway else how


def _gateway(texts: Texts, receipt: Receipt) -> Html:
    """What people call the gateway of an order."""
    return texts("gateway-name", gateway=receipt.gateway)


def _why(receipt: Receipt) -> str:
    if receipt.order.team_id is None:
        return "alone"
    return "first" if receipt.deal.pay is PayMoment.FIRST else "team"


def _part(texts: Texts, receipt: Receipt) -> list[Html]:
    """What came already, where the code asks for the rest only."""
    return [texts("payment-rest", came=receipt.came)] if receipt.order.rest is Rest.ASKED else []


def _credit(texts: Texts, receipt: Receipt, ask: Ask) -> list[Html]:
    """What the buyer's credit takes off the price."""
    used = receipt.order.amount_minor - ask.amount.minor - receipt.came.minor
    return [texts("payment-credit", used=Money(used, ask.amount.currency))] if used > 0 else []


def _own_amount(texts: Texts, receipt: Receipt) -> list[Html]:
    """Why the amount is some cents below the price."""
    less = receipt.order.off_minor
    return [texts("payment-own-amount", less=Money(less, receipt.deal.currency))] if less else []


def _way(texts: Texts, receipt: Receipt, payee: Payee) -> Button:
    """An account to pay to; the one that is asked for now says so."""
    key = "button-pay-this-way" if payee.id == receipt.order.payee_id else "button-pay-by"
    said = label(texts, key, standard=scheme_of(texts, payee), name=Name(payee.name), account=fingerprint(payee))
    return Tap(said, PayBy(receipt.order.code, payee.id).pack())


def _payee(texts: Texts, receipt: Receipt, name: str, account: str) -> Html:
    """To whom the money goes and who leads the deal: said once when both have the same name."""
    if clean(name).casefold() == clean(receipt.leader.name).casefold():
        same = mention(texts, receipt.leader.id, name)
        return texts("payment-payee-leader", leader=same, account=account)
    return texts("payment-payee", payee=Name(name), account=account, leader=leader(texts, receipt))


def _reference(texts: Texts, receipt: Receipt, ask: Ask) -> Html:
    """The reference, where it travels with the money or is typed; the buyer's number in the deal in any case."""
    standard = STANDARDS[ask.payee.standard]
    if carries_amount(standard) and not standard.carries_reference:
        return texts("payment-number", number=receipt.order.number)
    return texts("payment-reference", reference=code(ask.reference), number=receipt.order.number)


def _expiry(texts: Texts, ask: Ask) -> list[Html]:
    """Until when the code can be paid, where it expires; `My order` draws a new one at any time."""
    until = good_until(ask)
    return [] if until is None else [texts("payment-code-until", until=until)]


def copy_button(texts: Texts, standard: str, copy: asks.Copy) -> Button:
    """What a bank's app takes, to copy; a link, to open."""
    if copy.kind is CopyKind.LINK:
        return Link(label(texts, _COPIES[copy.kind]), copy.text)
    is_iban = copy.kind is CopyKind.ACCOUNT and standard in _IBANS
    return Copy(label(texts, "button-copy-iban" if is_iban else _COPIES[copy.kind]), copy.text)


def _asking(texts: Texts, receipt: Receipt) -> Keyboard:
    asking = ask_leader(texts, receipt)
    return (asking,) if asking else ()
