"""Refunds: what is owed back, the code to pay it, and the account that a buyer leaves for it."""

from typing import Any

from bot.i18n import Html, Name, Texts, code, joined
from bot.payqr.asks import CopyKind, PayeeAccount
from bot.payqr.own import Own
from bot.payqr.personal import Personal
from bot.payqr.registry import STANDARDS, for_currency
from bot.services.receipts import Receipt
from bot.services.refunds import Refund, Refunds
from bot.views import offers
from bot.views.buttons.claims import OneByOne
from bot.views.buttons.orders import AskBuyer, ShowOrder
from bot.views.buttons.rests import LeaveAccount, MarkRefunded, MyRefunds, PayBack, RemoveAccount, WantAccount
from bot.views.buttons.taps import label, tap
from bot.views.lengths import CAPTION_LIMIT, fits, shortened
from bot.views.links import Bot
from bot.views.names import mention
from bot.views.payments import copy_button
from bot.views.receipts import at_desk
from bot.views.screens import Button, FinishedMark, Keyboard, PaymentCode, Screen, Style, Tap, Toast, toast

#: So many standards are shown by an example.
_EXAMPLES = 3
#: Nobody types what stands in a code.
_READ = (Own.name, Personal.name)


def listed(texts: Texts, found: Refunds) -> Screen:
    """A page of what the reader has to pay back, deal by deal, and of what is owed back to them; each opens."""
    if not found.by and not found.to:
        return Screen(text=texts("refunds-none"))
    lines: list[Html] = []
    rows: list[tuple[Button, ...]] = []
    if found.by:
        lines.append(texts("refunds-by-you"))
        rows += [(_pay_back(texts, receipt),) for receipt in found.by]
    at = None
    for receipt in found.by:
        if receipt.deal.id != at:
            lines.append(offers.titled(texts, receipt.deal.title))
            at = receipt.deal.id
        lines.append(_line(texts, "refunds-line", receipt))
    if found.to:
        lines.append(texts("refunds-to-you"))
        lines += [_line(texts, "refunds-line-to-you", receipt) for receipt in found.to]
        rows += [(_order(texts, receipt),) for receipt in found.to]
    if found.pages > 1:
        lines.append(texts("refunds-page", page=found.page + 1, pages=found.pages))
        rows.append(_turns(texts, found))
    return Screen(text=fits(joined(lines)), keyboard=tuple(rows))


def pay_back(texts: Texts, refund: Refund, facts: dict[str, Any], bot: Bot) -> Screen | None:
    """How to pay a buyer back: a code of their account, if they have left one. None: that is settled."""
    receipt, order = refund.receipt, refund.receipt.order
    if not order.is_owed_back:
        return None
    buyer = mention(texts, receipt.buyer.id, receipt.buyer.name)
    lines = [
        texts("pay-back", number=order.number, buyer=buyer, amount=refund.amount),
        offers.titled(texts, receipt.deal.title),
    ]
    ask = refund.ask(texts.now)
    done = tap(texts, MarkRefunded(order.code), Style.GO)
    asking = () if receipt.buyer.id == receipt.leader.id else (tap(texts, AskBuyer(order.code)),)
    if receipt.at_desk:
        lines += [*at_desk(texts, receipt), texts("pay-back-at-desk")]
    if ask is None:
        if not receipt.at_desk:
            lines.append(texts("pay-back-where", buyer=Name(receipt.buyer.name)))
        first: Keyboard = ((tap(texts, WantAccount(order.code)), done),)
        return Screen(text=fits(joined(lines)), keyboard=(*first, *((asking,) if asking else ())))
    standard = STANDARDS[ask.payee.standard]
    copies = standard.copies(ask)
    links = tuple(copy_button(texts, standard.name, copy) for copy in copies if copy.kind is CopyKind.LINK)
    buttons = tuple(copy_button(texts, standard.name, copy) for copy in copies if copy.kind is not CopyKind.LINK)
    lines += [
        *_account(texts, ask.payee),
        texts("pay-back-reference", reference=code(ask.reference)),
        texts(f"payment-how-{standard.on_this_phone}"),
        texts("pay-back-then"),
    ]
    rows: Keyboard = (links, buttons, (done, *asking))
    return Screen(
        text=fits(joined(lines), CAPTION_LIMIT), photo=PaymentCode(ask), keyboard=tuple(row for row in rows if row)
    )


def pay_back_finished(texts: Texts, refund: Refund, facts: dict[str, Any], bot: Bot) -> Screen:
    """What a code says that is not to be paid any more: without the account."""
    receipt = refund.receipt
    if receipt.went.minor and not receipt.order.is_owed_back:
        return paid_back(texts, receipt)
    owed = receipt.order.is_owed_back
    told = texts(
        "pay-back-over", owed="yes" if owed else "no", number=receipt.order.number, buyer=Name(receipt.buyer.name)
    )
    return Screen(
        text=fits(joined([told, offers.titled(texts, receipt.deal.title)]), CAPTION_LIMIT),
        photo=FinishedMark(paid=False),
        keyboard=((_pay_back(texts, receipt),),) if owed else (),
    )


def paid_back(texts: Texts, receipt: Receipt) -> Screen:
    """What is left of that code: the record, without the account."""
    lines = [
        texts("paid-back", number=receipt.order.number, buyer=Name(receipt.buyer.name), amount=receipt.went),
        offers.titled(texts, receipt.deal.title),
    ]
    return Screen(
        text=fits(joined(lines), CAPTION_LIMIT),
        photo=FinishedMark(paid=True),
        keyboard=((tap(texts, MyRefunds(0)), tap(texts, OneByOne(receipt.deal.code, 0))),),
    )


def account_asked(texts: Texts, refund: Refund, facts: dict[str, Any], bot: Bot) -> Screen | None:
    """Asks a buyer where their money is to go: a message that their app lets them reply to."""
    receipt = refund.receipt
    if not receipt.order.is_owed_back:
        return None
    examples = [each.line.example for each in for_currency(receipt.deal.currency.code) if each.name not in _READ]
    lines = [
        texts("account-asked", amount=refund.amount, leader=Name(receipt.leader.name)),
        *(code(example) for example in examples[:_EXAMPLES]),
        texts("account-asked-who", leader=Name(receipt.leader.name)),
    ]
    return Screen(text=fits(joined(lines)), asks_reply=label(texts, "account-field"))


def account_wanted(texts: Texts, refund: Refund, facts: dict[str, Any], bot: Bot) -> Screen | None:
    """The leader wants to pay a buyer back, and doesn't know where to. None: that is settled."""
    receipt = refund.receipt
    if not receipt.order.is_owed_back or refund.account is not None:
        return None
    leader = mention(texts, receipt.leader.id, receipt.leader.name)
    lines = [
        texts("account-wanted", amount=refund.amount, leader=leader),
        offers.titled(texts, receipt.deal.title),
    ]
    return Screen(text=fits(joined(lines)), keyboard=((tap(texts, LeaveAccount(receipt.order.code), Style.GO),),))


def account_left(texts: Texts, refund: Refund, facts: dict[str, Any], bot: Bot) -> Screen | None:
    """A buyer has left an account: told to the leader, who pays. None: that is settled, or it was taken away."""
    receipt = refund.receipt
    if not receipt.order.is_owed_back or refund.account is None:
        return None
    buyer = mention(texts, receipt.buyer.id, receipt.buyer.name)
    lines = [
        texts("account-left", number=receipt.order.number, buyer=buyer, amount=refund.amount),
        offers.titled(texts, receipt.deal.title),
    ]
    return Screen(text=fits(joined(lines)), keyboard=((_pay_back(texts, receipt),),))


def refund_by_hand(texts: Texts, refund: Refund, facts: dict[str, Any], bot: Bot) -> Screen | None:
    """What a gateway doesn't pay back is the leader's to pay: how, or which gateway it is. None: that is settled."""
    receipt = refund.receipt
    if not receipt.order.is_owed_back:
        return None
    if "gateway" not in facts:
        return pay_back(texts, refund, facts, bot)
    lines = [
        texts(
            "refund-by-hand",
            gateway=texts("gateway-name", gateway=facts["gateway"]),
            number=receipt.order.number,
            buyer=mention(texts, receipt.buyer.id, receipt.buyer.name),
            amount=refund.amount,
        ),
        offers.titled(texts, receipt.deal.title),
    ]
    return Screen(text=fits(joined(lines)), keyboard=((_pay_back(texts, receipt),),))


def account_shown(texts: Texts, refund: Refund) -> Screen:
    """The buyer's own account as it was read: for this refund, seen by the leader only, until it is paid."""
    receipt = refund.receipt
    if refund.account is None:
        return Screen(text=texts("account-none", amount=refund.amount), keyboard=((leave(texts, receipt),),))
    lines = [
        texts("account-shown", amount=refund.amount),
        *_account(texts, refund.account),
        texts("account-shown-who", leader=Name(receipt.leader.name)),
    ]
    buttons = (
        Tap(label(texts, "button-change-account"), LeaveAccount(receipt.order.code).pack()),
        tap(texts, RemoveAccount(receipt.order.code)),
    )
    return Screen(text=fits(joined(lines)), keyboard=(buttons,))


def account_wanted_toast(texts: Texts) -> Toast:
    """The answer to asking a buyer for an account."""
    return toast(texts, "toast-account-wanted")


def leave(texts: Texts, receipt: Receipt) -> Tap:
    """A buyer's button, where something is owed back to them."""
    return tap(texts, LeaveAccount(receipt.order.code))


def _line(texts: Texts, key: str, receipt: Receipt) -> Html:
    return texts(
        key,
        number=receipt.order.number,
        buyer=Name(receipt.buyer.name),
        leader=Name(receipt.leader.name),
        amount=receipt.surplus,
        title=offers.titled(texts, receipt.deal.title),
        code=code(receipt.order.code),
    )


def _turns(texts: Texts, found: Refunds) -> tuple[Button, ...]:
    earlier, later = MyRefunds(found.page - 1), MyRefunds(found.page + 1)
    back = (Tap(label(texts, "button-earlier"), earlier.pack()),) if found.page else ()
    return (*back, Tap(label(texts, "button-later"), later.pack())) if found.page + 1 < found.pages else back


def _pay_back(texts: Texts, receipt: Receipt) -> Tap:
    said = texts.plain("button-pay-back-amount", number=receipt.order.number, amount=receipt.surplus)
    return Tap(shortened(said), PayBack(receipt.order.code).pack())


def _order(texts: Texts, receipt: Receipt) -> Tap:
    return Tap(
        shortened(f"{receipt.order.number} · {offers.bare(receipt.deal.title)}"), ShowOrder(receipt.order.code).pack()
    )


def _account(texts: Texts, account: PayeeAccount) -> list[Html]:
    city = f", {account.city}" if account.city else ""
    return [texts("account-name", name=Name(account.name + city)), code(account.shown)]
