"""/statement: a bank's file or its pasted lines, read, compared with open orders, and decided where it isn't sure.

Nothing of it is kept before it was read whole: until its columns are confirmed it stays in the leader's own message.
"""

import asyncio
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from telegram import Message, Update

from bot.delivery.files import fetch
from bot.domain.communities import Community
from bot.domain.errors import NotAllowed, NotFound
from bot.domain.ids import CommunityId, Kind, OrderId, StatementId, number_of
from bot.domain.money import currency
from bot.domain.people import Right
from bot.domain.statements.imports import Counted, LineState, NewLine, StatementGone
from bot.domain.statements.lines import BankLine, BankStatement, fingerprints
from bot.domain.statements.matching import Asked, AskedOrders, Found, Match, Why, match, numbers_of
from bot.domain.statements.refusals import NotAStatement, StatementTooLarge
from bot.services import communities, desks, statements
from bot.services.receipts import Receipt
from bot.services.statements import SLICE
from bot.statements.reading import LARGEST, Reading, read
from bot.views import rests
from bot.views import statements as views
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
from bot.views.screens import Screen
from handlers import people
from handlers.communities import the_led
from handlers.context import Context

#: Lines of these kinds are about an order, or may be: they are kept.
_KEPT = frozenset({Found.PAID, Found.LATE, Found.NEAR})

#: Files that people look at: a receipt, not a statement.
_TO_LOOK_AT = ("image/", "video/", "audio/", "application/pdf")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Brought:
    """Where a statement is: a file at Telegram, or the text itself."""

    file_id: str
    size: int
    text: str


async def statement(update: Update, context: Context) -> None:
    """`/statement` with lines below it, under a file, or in reply to one; alone it says how."""
    message = update.effective_message
    assert message is not None  # noqa: S101 registered for messages only
    if not context.is_private:
        await context.reply(views.in_private(await context.texts()))
        return
    led = await the_led(context)
    if not message.photo and (_brought(message) or _replied(message)) is None:
        await context.reply(views.how(await context.texts()))
        return
    await _take_or_ask(context, led, message)


async def file(update: Update, context: Context) -> None:
    """A file in private without a word: from somebody who leads a group it is a statement, unless it is to look at."""
    message = update.effective_message
    assert message is not None  # noqa: S101 registered for messages only
    is_seen = message.document is not None and (message.document.mime_type or "").startswith(_TO_LOOK_AT)
    if is_seen or not await context.read(communities.led_by, context.actor.id):
        await people.talked(update, context)
        return
    await _take_or_ask(context, await the_led(context), message)


async def for_group(context: Context, tap: StatementFor) -> None:
    """Which of several groups the statement is for."""
    community = await context.read(communities.get, tap.community)
    await _take(context, community, _answered(context))


async def columns_right(context: Context, tap: ColumnsRight) -> None:
    """The columns are right: the table is read by them, and they are remembered."""
    community = await context.read(communities.get, tap.community)
    await _take(context, community, _answered(context), confirmed=True, look=tap.look)


async def columns_wrong(context: Context, tap: ColumnsWrong) -> None:
    """The columns are wrong: how else could the table be read?"""
    community = await context.read(communities.get, tap.community)
    await _take(context, community, _answered(context), look=tap.look)


async def near(context: Context, tap: NearLines) -> None:
    """Lines that wait for a word, one by one, beside the live message: its next change must not move the buttons."""
    await context.post(context.user.id, await _near(context, tap.statement, tap.line))


async def later(context: Context, tap: LaterLine) -> None:
    """`Later`: the next one."""
    await _show_near(context, tap.statement, tap.line + 1)


async def this_order(context: Context, tap: ThisOrder) -> None:
    """`This one`: paid if it is exact; otherwise the line says how it isn't, and offers to book what came."""
    order = OrderId(number_of(Kind.ORDER, tap.order))
    result = await context.act(statements.accept, tap.statement, tap.line, order)
    await context.answer(views.decided(await context.texts(), result.shown))
    await _show_near(context, tap.statement, tap.line)


async def book(context: Context, tap: BookLine) -> None:
    """`Book 20.00 €`: a line of another amount is booked as it came; what to do about its order stands in a message."""
    order = OrderId(number_of(Kind.ORDER, tap.order))
    result = await context.act(statements.book, tap.statement, tap.line, order, Why(tap.why))
    texts = await context.texts()
    waits = result.shown in (LineState.BOOKED, LineState.LATE)
    receipt = await _settled_by_reader(context, order) if waits else None
    await context.answer(views.decided(texts, result.shown, is_others=waits and receipt is None))
    if receipt is not None and result.shown is LineState.BOOKED:
        await context.post(context.user.id, rests.received(texts, receipt, None))
    await _show_near(context, tap.statement, tap.line)


async def not_mine(context: Context, tap: NotMine) -> None:
    """`Not mine`: no order's money."""
    await context.act(statements.refuse, tap.statement, tap.line)
    await context.answer(views.decided(await context.texts(), None))
    await _show_near(context, tap.statement, tap.line)


async def take_back(context: Context, tap: TakeStatementBack) -> None:
    """The whole statement was a slip: asked once, beside the live message."""
    account = await context.read_as(Right.LEADS_STATEMENT, statements.own_account, tap.statement)
    texts = await context.texts(account.community.clock)
    if tap.step == 0:
        await context.post(context.user.id, views.take_back_question(texts, account))
        return
    if tap.step == 1:
        await context.act(statements.take_back, tap.statement)
    await context.reply(views.taken_back(texts, is_taken=tap.step == 1))


async def _settled_by_reader(context: Context, order: OrderId) -> Receipt | None:
    """An order about whose money the reader decides; None: another leader's, who sees it on their desk."""
    try:
        return await context.read_as(Right.LEADS_ORDER, desks.own_order, order)
    except (NotFound, NotAllowed):
        return None


async def _show_near(context: Context, statement_id: StatementId, at_least: int) -> None:
    await context.reply(await _near(context, statement_id, at_least))


async def _near(context: Context, statement_id: StatementId, at_least: int) -> Screen:
    found = await context.read_as(Right.LEADS_STATEMENT, statements.own_near, statement_id, at_least)
    if found is None:
        return views.none_near(await context.texts())
    return views.near(await context.texts(found.community.clock), found)


async def _take_or_ask(context: Context, led: Community | None, message: Message) -> None:
    """A leader of several groups says which one first: by a button that answers their own message."""
    if led is not None:
        await _take(context, led, message)
        return
    mine = await context.read(communities.led_by, context.actor.id)
    screen = views.which_group(await context.texts(), mine)
    await context.post(context.user.id, screen, reply_to=message.message_id)


async def _take(
    context: Context, community: Community, message: Message, *, confirmed: bool = False, look: int = 0
) -> None:
    """Read a statement whole, then take it in. Raises what reading raises; nothing is kept then."""
    unit = currency(community.currency)
    known = await context.read_as(Right.LEADS_COMMUNITY, statements.remembered, community.id)
    data = await _bytes(context, message)
    reading = await asyncio.to_thread(read, data, unit, known, look)
    is_new = reading.columns is not None and reading.columns not in known
    if is_new and not confirmed:
        await _ask_columns(context, community, reading, message, look)
        return
    found = await _compared(context, community.id, reading.statement)
    await _keep(context, community.id, reading, found)
    if context.incoming.callback_query is not None:  # the question has its answer
        texts = await context.texts(community.clock)
        await context.reply(views.read(texts, len(reading.statement.lines)))


async def _ask_columns(context: Context, community: Community, reading: Reading, message: Message, look: int) -> None:
    """Show how a table would be read, below the message that brought it."""
    assert reading.columns is not None  # noqa: S101 asked before
    texts = await context.texts(community.clock)
    screen = views.columns_question(texts, community, reading.columns, reading.statement.lines, look, reading.ways)
    if context.incoming.callback_query is not None:
        await context.reply(screen)
    else:
        await context.post(context.user.id, screen, reply_to=message.message_id)


async def _compared(context: Context, community: CommunityId, statement: BankStatement) -> list[Match]:
    """What each line is, by the community's orders as they stand now."""
    waiting, span = await context.read_as(Right.LEADS_COMMUNITY, statements.open_orders, community)
    numbers = await asyncio.to_thread(_numbers, statement.lines, span, waiting)
    others = await context.read_as(Right.LEADS_COMMUNITY, statements.named_orders, community, numbers)
    return await asyncio.to_thread(_matches, statement.lines, span, [*waiting, *others])


def _numbers(lines: Sequence[BankLine], span: range, waiting: Sequence[Asked]) -> set[int]:
    """Numbers of references that lines name, but for those of open orders."""
    said = {number for line in lines if line.is_incoming for number in numbers_of(line, span)}
    return said - {order.number for order in waiting}


def _matches(lines: Sequence[BankLine], span: range, orders: Sequence[Asked]) -> list[Match]:
    return match(lines, AskedOrders(orders, span))


async def _keep(context: Context, community: CommunityId, reading: Reading, found: Sequence[Match]) -> None:
    """Take a statement in, in slices: each is an act of its own, and comes once however often the update does."""
    begun = await context.act(statements.begin, community, reading.statement.account, reading.columns)
    statement_id = StatementId(begun.subject)
    prints = await asyncio.to_thread(fingerprints, reading.statement.lines)
    for part, at in enumerate(range(0, len(found), SLICE)):
        both = zip(prints[at : at + SLICE], found[at : at + SLICE], strict=True)
        some = [NewLine(fingerprint=said, match=each) for said, each in both if each.found in _KEPT]
        if some:
            await context.act_part(part, statements.add, statement_id, some)
    await context.act(statements.start, statement_id, _counted(found))


def _counted(found: Sequence[Match]) -> Counted:
    kinds = Counter(each.found for each in found)
    return Counted(
        lines=len(found), outgoing=kinds[Found.OUTGOING], unknown=kinds[Found.UNKNOWN], foreign=kinds[Found.FOREIGN]
    )


async def _bytes(context: Context, message: Message) -> bytes:
    """What a message brings. Raises NotAStatement, StatementTooLarge, StatementGone."""
    source = _brought(message) or _replied(message)
    if source is None:
        raise NotAStatement(what="picture" if message.photo else "other")
    if not source.file_id:
        return source.text.encode()
    if source.size > LARGEST:
        raise StatementTooLarge(most=LARGEST // 1024 // 1024)
    data = await fetch(context.bot, source.file_id)
    if data is None:
        raise StatementGone()
    return data


def _brought(message: Message) -> _Brought | None:
    """The file of a message, or what is written in it behind the command."""
    if message.document is not None:
        return _Brought(file_id=message.document.file_id, size=message.document.file_size or 0, text="")
    command, _, below = (message.text or "").partition("\n")
    _, _, beside = command.partition(" ")
    text = f"{beside}\n{below}".strip() if command.startswith("/") else ""
    return _Brought(file_id="", size=0, text=text) if text else None


def _replied(message: Message) -> _Brought | None:
    """The file that a command answers."""
    replied = message.reply_to_message
    return None if replied is None or replied.document is None else _brought(replied)


def _answered(context: Context) -> Message:
    """The leader's own message that the tapped one answers. Raises StatementGone: it was deleted."""
    query = context.incoming.callback_query
    tapped = None if query is None else query.message
    answered = tapped.reply_to_message if isinstance(tapped, Message) else None
    if answered is None:
        raise StatementGone()
    return answered
