"""A bank's statement as its leader sees it: its columns before it is read, what became of it, and lines one by one."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from bot.domain.communities import Community
from bot.domain.orders import Order
from bot.domain.statements.columns import Columns
from bot.domain.statements.imports import LineState, StatementState
from bot.domain.statements.lines import BankLine
from bot.domain.statements.matching import Asked, Why
from bot.i18n import Html, Name, Texts, code, joined
from bot.services.statements import Account, NearLine
from bot.views import offers
from bot.views.buttons.statements import (
    BookLine,
    ColumnsRight,
    ColumnsWrong,
    LaterLine,
    NearLines,
    NotMine,
    StatementFor,
    TakeStatementBack,
    ThisOrder,
)
from bot.views.buttons.taps import label, tap
from bot.views.lengths import fits
from bot.views.links import Bot
from bot.views.screens import Button, Keyboard, Screen, Style, Tap, Toast, toast

L = LineState
#: What is told of lines that are kept, in this order.
_KEPT = (
    ("statement-paid", L.PAID),
    ("statement-late", L.LATE),
    ("statement-booked", L.BOOKED),
    ("statement-near", L.NEAR),
    ("statement-refused", L.REFUSED),
    ("statement-found", L.FOUND),
)
#: What can be taken back.
_BOOKED = (L.PAID, L.LATE, L.BOOKED)
#: Lines that a question about columns shows as they would be read.
_SAMPLES = 3
_GROUPS = 12


def how(texts: Texts) -> Screen:
    """How a statement is sent."""
    return Screen(text=texts("statement-how"))


def in_private(texts: Texts) -> Screen:
    """A statement is nobody else's business."""
    return Screen(text=texts("statement-in-private"))


def which_group(texts: Texts, led: Sequence[Community]) -> Screen:
    """A leader of several groups says by a button which one the money is for."""
    rows = tuple((tap(texts, StatementFor(community.id), group=Name(community.title)),) for community in led[:_GROUPS])
    return Screen(text=texts("statement-which-group"), keyboard=rows)


def columns_question(
    texts: Texts, community: Community, columns: Columns, lines: Sequence[BankLine], look: int, ways: int
) -> Screen:
    """How a table seems to be read, with some of its lines: right, or in another way?"""
    shown = [line for line in lines if line.is_incoming][:_SAMPLES] or list(lines[:_SAMPLES])
    parts = [
        texts("statement-columns", title=Name(community.title)),
        texts("statement-columns-how", decimal="comma" if columns.decimal == "," else "point", days=columns.days),
        *(_line(texts, line) for line in shown),
        texts("statement-columns-ask"),
    ]
    right = tap(texts, ColumnsRight(community.id, look), Style.GO)
    wrong = (tap(texts, ColumnsWrong(community.id, (look + 1) % ways)),) if ways > 1 else ()
    return Screen(text=fits(joined(parts)), keyboard=((right, *wrong),))


def read(texts: Texts, count: int) -> Screen:
    """So many lines are read; what becomes of them is told in a message of its own."""
    return Screen(text=texts("statement-read", count=count))


def statement_notice(texts: Texts, account: Account, facts: dict[str, Any], bot: Bot) -> Screen:
    """What became of a statement: one live message."""
    return summary(texts, account)


def summary(texts: Texts, account: Account) -> Screen:
    """What became of a statement, line by line, so that it adds up."""
    counted, state = account.statement.counted, account.statement.state
    parts = [texts("statement-heading", lines=counted.lines, title=Name(account.community.title), state=state)]
    for key, line in _KEPT:
        if account.count(line):
            parts.append(texts(key, count=account.count(line), amount=account.sum(line)))
    if counted.known:
        parts.append(texts("statement-known", count=counted.known))
    if counted.unknown:
        parts.append(texts("statement-unknown", count=counted.unknown))
    if counted.foreign:
        parts.append(texts("statement-foreign", count=counted.foreign))
    if counted.outgoing:
        parts.append(texts("statement-outgoing", count=counted.outgoing))
    parts += _taken(texts, account)
    return Screen(text=fits(joined(parts)), keyboard=_keyboard(texts, account))


def take_back_question(texts: Texts, account: Account) -> Screen:
    """A statement is taken back as a whole only after a second word."""
    count = sum(account.count(state) for state in _BOOKED)
    minor = sum(account.sum(state).minor for state in _BOOKED)
    asked = texts("statement-take-back", count=count, amount=replace(account.sum(L.PAID), minor=minor))
    statement = account.statement.id
    yes = Tap(label(texts, "button-confirm-take-statement-back"), TakeStatementBack(statement, 1).pack(), Style.STOP)
    no = Tap(label(texts, "button-keep-statement"), TakeStatementBack(statement, 2).pack())
    return Screen(text=asked, keyboard=((yes,), (no,)))


def near(texts: Texts, found: NearLine) -> Screen:
    """One line that waits for a word, and the orders that it may be about."""
    parts = [texts("statement-near-one", left=found.left), _line(texts, found.line.line)]
    differs = _differing(found)
    if differs is None:
        parts.append(texts("statement-why", why=found.why or "exact"))
    else:
        named = _order(texts, differs[0], found.buyer)
        parts.append(texts("statement-why-named", why=differs[1], order=named, owed=found.owed or found.line.amount))
    for asked, order, deal in found.offers:
        title = offers.titled(texts, deal.title)
        said = _order(texts, order, asked.buyer)
        parts.append(texts("statement-offer", order=said, amount=asked.owed, title=title))
    return Screen(text=fits(joined(parts)), keyboard=_answers(texts, found))


def none_near(texts: Texts) -> Screen:
    """No line waits for a word."""
    return Screen(text=texts("statement-none-near"))


def decided(texts: Texts, state: LineState | None, *, is_others: bool = False) -> Toast:
    """The answer to a word about one line. `is_others`: another leader decides about its order."""
    return toast(texts, "toast-statement-line", state="others" if is_others else state or L.REFUSED)


def taken_back(texts: Texts, *, is_taken: bool) -> Screen:
    """What the question says when it was answered."""
    return Screen(text=texts("statement-taking" if is_taken else "statement-left"))


def _differing(found: NearLine) -> tuple[Order, Why] | None:
    """The order that a line names, and how what came differs from what is owed; None: it waits for another reason."""
    if found.named is None or found.why in (None, Why.ONE_DIGIT):
        return None
    return found.named, found.why


def _line(texts: Texts, line: BankLine) -> Html:
    day = "–" if line.booked_on is None else line.booked_on.isoformat()
    return texts(
        "statement-line",
        day=day,
        amount=line.amount,
        name=Name(line.name) if line.name else "–",
        text=line.text or "–",
    )


def _order(texts: Texts, order: Order, buyer: str) -> Html:
    return texts("statement-order", number=order.number, buyer=Name(buyer), code=code(order.code), state=order.state)


def _answers(texts: Texts, found: NearLine) -> Keyboard:
    statement, line = found.statement.id, found.line.id
    rows: list[tuple[Button, ...]] = [
        (_this_one(texts, ThisOrder(statement, line, order.code), order, asked),) for asked, order, _ in found.offers
    ]
    differs = _differing(found)
    if differs is not None:
        order, why = differs
        says = BookLine(statement, line, order.code, why)
        who = Name(found.buyer)
        rows.append((tap(texts, says, Style.GO, amount=found.line.amount, number=order.number, buyer=who),))
    rows.append((tap(texts, NotMine(statement, line)), tap(texts, LaterLine(statement, line))))
    return tuple(rows)


def _this_one(texts: Texts, said: ThisOrder, order: Order, asked: Asked) -> Button:
    return tap(texts, said, Style.GO, number=order.number, buyer=Name(asked.buyer), amount=asked.owed)


def _keyboard(texts: Texts, account: Account) -> Keyboard:
    if account.statement.state is not StatementState.DONE:
        return ()
    statement = account.statement.id
    rows: list[tuple[Button, ...]] = []
    if account.count(L.NEAR):
        rows.append((tap(texts, NearLines(statement, 0), Style.GO, count=account.count(L.NEAR)),))
    if any(account.count(state) for state in _BOOKED):
        rows.append((tap(texts, TakeStatementBack(statement, 0)),))
    return tuple(rows)


def _taken(texts: Texts, account: Account) -> list[Html]:
    """Of one that was taken back: what went back, and what couldn't."""
    if account.statement.state is not StatementState.TAKEN:
        return []
    parts = [texts("statement-undone", count=account.count(L.UNDONE))]
    if account.stays:
        named = texts.listed(_order(texts, order, buyer) for order, buyer in account.stays)
        parts.append(texts("statement-stays", count=account.count(L.STAYS), orders=named))
    return parts
