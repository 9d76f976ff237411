"""What is said when a buyer says that they paid, and when a leader confirms by command."""

from collections.abc import Sequence

from bot.domain.deals import Deal
from bot.domain.errors import DomainError
from bot.domain.orders import Order
from bot.i18n import Texts, code, joined
from bot.services.receipts import Receipt
from bot.views.buttons import ClaimPaid, label
from bot.views.lengths import fits
from bot.views.screens import Screen, Tap, Toast, toast


def claimed_toast(texts: Texts, receipt: Receipt, *, late: bool) -> Toast:
    """The leader is told; `late`: the order had ended, the money waits for the leader's word."""
    return toast(texts, "claimed-late" if late else "claimed", leader=receipt.leader.name)


def which_payment(texts: Texts, asked: Sequence[tuple[Order, Deal]]) -> Screen:
    """A receipt came, and it isn't clear for which payment: one button for each, or none is asked for."""
    if not asked:
        return Screen(text=texts("claim-none"))
    lines = [texts("claim-which")]
    lines += [texts("claim-one", number=order.number, title=deal.title) for order, deal in asked]
    return Screen(
        text=fits(joined(lines)),
        keyboard=tuple((_claim(texts, order),) for order, _ in asked),
    )


def paid_answer(texts: Texts, done: Sequence[str], refused: Sequence[tuple[str, DomainError]]) -> Screen:
    """Which orders a command confirmed, and why the others not."""
    if not done and not refused:
        return Screen(text=texts("paid-help"))
    lines = [texts("paid-done", count=len(done), codes=texts.listed(code(one) for one in done))] if done else []
    lines += [texts("paid-refused", code=code(one), why=texts.refusal_html(error)) for one, error in refused]
    return Screen(text=fits(joined(lines)))


def _claim(texts: Texts, order: Order) -> Tap:
    return Tap(label(texts, "claim-button", number=order.number), ClaimPaid(order.code).pack())
