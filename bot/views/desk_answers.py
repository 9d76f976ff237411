"""What a leader is answered at once for what they did at a desk, or typed to it."""

from collections.abc import Sequence

from bot.domain.errors import DomainError
from bot.domain.ids import DealId, Kind, UndoId, code_of
from bot.domain.undos import UndoKind
from bot.i18n import Texts, code, joined
from bot.services.receipts import Receipt
from bot.services.reminders import Reminded
from bot.services.taking_back import Said
from bot.views import rests
from bot.views.buttons.claims import TakeBack
from bot.views.buttons.taps import label, tap
from bot.views.lengths import fits, shortened
from bot.views.screens import Keyboard, Screen, Tap, Toast, toast

#: So many amounts are answered with buttons; the desk has them all.
_AMOUNTS_ANSWERED = 5
_TOASTS = {
    "payments.confirm": "toast-confirmed-one",
    "payments.reject": "toast-rejected",
    "payments.give_stock": "toast-stock-given",
    "payments.credit": "toast-credited",
    "payments.owe_refund": "toast-refund-owed",
    "payments.mark_refunded": "toast-refunded",
    "rests.ask": "toast-rest-asked",
    "rests.accept": "toast-part-accepted",
    "rests.give_back": "toast-refund-owed",
    "rests.credit_surplus": "toast-credited",
    "rests.refund_surplus": "toast-refund-owed",
}


def confirmed(texts: Texts, count: int) -> Toast:
    """The answer to confirming so many payments."""
    return toast(texts, "toast-confirmed", count=count)


def reminded(texts: Texts, done: Reminded) -> Toast:
    """The answer to reminding who still has to pay."""
    return toast(texts, "toast-reminded", now=done.now, lately=done.lately)


def called(texts: Texts, count: int) -> Toast:
    """The answer to calling so many buyers in the group."""
    return toast(texts, "toast-called", count=count)


def close_undone(texts: Texts) -> Toast:
    """The answer to undoing a close."""
    return toast(texts, "toast-close-undone")


def done_toast(texts: Texts, act: str, order: str, gateway: str = "") -> Toast:
    """The answer to what a leader did to one order, by the name of the act; `gateway`: the one that pays back."""
    if gateway and _TOASTS[act] == "toast-refund-owed":
        return toast(texts, "toast-refund-by-gateway", gateway=texts.plain("gateway-name", gateway=gateway))
    return toast(texts, _TOASTS[act], order=order)


def paused(texts: Texts, is_paused: bool) -> Toast:
    """The answer to pausing a deal, or letting it go on."""
    return toast(texts, "toast-paused" if is_paused else "toast-resumed")


def taken_back(texts: Texts, count: int) -> Toast:
    """The answer to taking back what was said of so many orders."""
    return toast(texts, "toast-taken-back", count=count)


def paid_answer(
    texts: Texts,
    done: Sequence[str],
    refused: Sequence[tuple[str, DomainError]],
    said: Sequence[Said] = (),
    came: Sequence[tuple[Receipt, Said | None]] = (),
) -> Screen:
    """What became of `/paid CODE…`: which orders are confirmed, which amounts booked, and why others are not.

    `Undo` for each deal of what is confirmed, and for each amount.
    """
    if not done and not refused and not came:
        return Screen(text=texts("paid-usage"))
    lines = [texts("paid-done", orders=texts.listed(code(each) for each in done))] if done else []
    lines += [rests.told(texts, receipt) for receipt, _ in came]
    lines += [texts("paid-refused", order=code(each), why=texts.refusal_html(error)) for each, error in refused]
    rows = [row for receipt, one in came[:_AMOUNTS_ANSWERED] for row in _with_amount(texts, receipt, one)]
    return Screen(text=fits(joined(lines)), keyboard=(*rows, *_take_back_of(texts, said)))


def _with_amount(texts: Texts, receipt: Receipt, said: Said | None) -> Keyboard:
    """What can be done about one amount; each label begins with the buyer's number."""
    deal, number = receipt.deal.code, receipt.order.number
    ways = tuple(
        Tap(shortened(f"{number} · {texts.plain(f'button-{kind.name}')}"), kind.pack())
        for kind in rests.ways_with(receipt.order)
    )
    if said is None:
        return (ways,) if ways else ()
    undo = label(texts, "button-take-back", what=UndoKind.RECEIVE, count=1)
    back = Tap(shortened(f"{number} · {undo}"), TakeBack(deal, said.undo, said.undo).pack())
    return (*((ways,) if ways else ()), (back,))


def _take_back_of(texts: Texts, said: Sequence[Said]) -> Keyboard:
    """One `Undo` for each deal of what was just said."""
    of_deal: dict[DealId, list[UndoId]] = {}
    for one in said:
        of_deal.setdefault(one.deal_id, []).append(one.undo)
    return tuple(
        (tap(texts, TakeBack(code_of(Kind.DEAL, deal), min(ids), max(ids)), what=UndoKind.CONFIRM, count=len(ids)),)
        for deal, ids in of_deal.items()
    )
