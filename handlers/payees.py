"""/payee: where a group's money goes, typed in one line, shown back, kept or discarded."""

from collections.abc import Callable, Coroutine
from typing import Any

from telegram import Message, Update

from bot.domain.communities import Community
from bot.domain.ids import PayeeId
from bot.domain.payments import PayeeDecided, WhichPayee
from bot.payqr import codes
from bot.payqr.asks import PayeeAccount
from bot.payqr.errors import NoPaymentCode, UnreadablePicture
from bot.payqr.registry import names_standard, parse_payee
from bot.services import communities, payees
from bot.services.act import Act
from bot.services.drafts import payees_for
from bot.views import communities as community_views
from bot.views import payee as views
from bot.views.buttons.payees import AddPayee, CountsNow, DiscardPayee, KeepPayee, OwnAmounts, ReplacePayee, StopPayee
from handlers import previews, refusals
from handlers.communities import the_led
from handlers.context import Context
from handlers.pictures import picture_of, read_code

Handler = Callable[[Update, Context], Coroutine[Any, Any, None]]


async def payee(update: Update, context: Context) -> None:
    """`/payee epc DE33… Name`, or one's own code as a photo or text: checked, and shown back with a sample code."""
    led = await the_led(context)
    account, asks_in = await _said(update, context)
    if account is None:
        await _help(context, led)
        await context.act(payees.await_code)
        return
    await _propose(context, led, account, asks_in)


def unless_code(handler: Handler) -> Handler:
    """The handler for photos of people who were not just told to send their code, or in which there is none."""

    async def handled(update: Update, context: Context) -> None:
        message = update.effective_message
        if message is None or not await _takes(context, message):
            await handler(update, context)

    return handled


async def _takes(context: Context, message: Message) -> bool:
    """Take a photo for the code that was asked for; False: it isn't one, and may be a receipt."""
    picture = picture_of(message)
    now = context.wiring.clock.now()
    if picture is None or not await context.read(payees.awaits_code, context.actor.id, now):
        return False
    led = await the_led(context)
    try:
        code = await read_code(context, picture)
        account = codes.payee_of(code, (message.caption or "").strip())
    except (UnreadablePicture, NoPaymentCode):  # a receipt may have a QR code of its bank's own
        return False
    await _propose(context, led, account, codes.asks_in(code))
    return True


async def _propose(context: Context, led: Community | None, account: PayeeAccount, asks_in: str) -> None:
    """Show an account back; a leader of several groups says first which one is meant."""
    if led is None:
        mine = await context.read(communities.led_by, context.actor.id)
        await context.reply(community_views.which_group(await context.texts(), mine))
        return
    result = await context.act(payees.show, led.id, account, asks_in=asks_in)
    await _show(context, PayeeId(result.subject))


async def _show(context: Context, payee_id: PayeeId) -> None:
    shown, others = await context.read(payees.with_others, payee_id, context.wiring.clock.now())
    sample = payees.sample(shown, context.wiring.clock.now())
    await context.reply(views.payee_shown(await context.texts(), shown, sample, others))


async def _said(update: Update, context: Context) -> tuple[PayeeAccount | None, str]:
    """Who is to be paid, and the currency of the code it was read from; None: nothing was said.

    A name beside a picture serves where the code in it says none.
    """
    line, message = typed(update), update.effective_message
    if line and names_standard(line):
        return parse_payee(line), ""
    picture = None if message is None else picture_of(message)
    if picture is not None:
        code, name = await read_code(context, picture), line
    elif codes.is_code(line):
        code, name = codes.parted(line)
    else:
        return (parse_payee(line) if line else None), ""
    return codes.payee_of(code, name), codes.asks_in(code)


async def _help(context: Context, led: Community | None) -> None:
    """How a payee is typed, and which ones count now in the one group it can be about."""
    now = context.wiring.clock.now()
    counting = () if led is None else await context.read(payees_for, led, now)
    currency = "" if led is None else led.currency
    await context.reply(views.payee_help(await context.texts(), counting, currency))


async def keep(context: Context, tap: KeepPayee) -> None:
    """Use it: the group's first, or in place of the only one. Where there are several, ask which."""
    try:
        await context.act(payees.keep, tap.payee, admins=context.wiring.told_admins)
    except WhichPayee:
        await _show(context, tap.payee)
        return
    await _say_kept(context, tap.payee)


async def replace(context: Context, tap: ReplacePayee) -> None:
    """Use it in place of another."""
    await context.act(payees.keep, tap.payee, tap.instead, admins=context.wiring.told_admins)
    await _say_kept(context, tap.payee)


async def add(context: Context, tap: AddPayee) -> None:
    """Use it beside the others."""
    await context.act(payees.add, tap.payee, admins=context.wiring.told_admins)
    await _say_kept(context, tap.payee)


async def own_amounts(context: Context, tap: OwnAmounts) -> None:
    """Each buyer is asked an amount of their own, or no more; the accounts as they stand now."""
    await context.act(payees.set_own_amounts, tap.payee, bool(tap.on))
    _, community, _ = await context.read(payees.with_community, tap.payee)
    await _help(context, community)


async def _say_kept(context: Context, payee_id: PayeeId) -> None:
    kept, community, _ = await context.read(payees.with_community, payee_id)
    await context.reply(views.payee_kept(await context.texts(community.clock), kept, community), decided=True)
    if kept.counts_from <= context.wiring.clock.now():
        await previews.show_again(context, community.id)


async def discard(context: Context, tap: DiscardPayee) -> None:
    """Forget it."""
    await context.act(payees.discard, tap.payee)
    await context.reply(views.payee_discarded(await context.texts()), decided=True)


async def counts_now(context: Context, tap: CountsNow) -> None:
    """A second leader: the change counts now."""
    await _decides(context, payees.count_now, tap.payee)


async def stop(context: Context, tap: StopPayee) -> None:
    """The change never counts."""
    await _decides(context, payees.stop, tap.payee)


async def _decides(context: Context, what: Act[[PayeeId], None], payee: PayeeId) -> None:
    try:
        await context.act(what, payee)
    except PayeeDecided as refusal:
        await refusals.tell(context, refusal)
    model = await context.read(payees.with_community, payee)
    await context.reply(views.payee_decided(await context.texts(model[1].clock), model, {}, context.wiring.bot))


def typed(update: Update) -> str:
    """What stands behind or below the command, with its line breaks."""
    message = update.effective_message
    text = "" if message is None else message.text or message.caption or ""
    parts = text.split(maxsplit=1)
    return parts[1].strip() if len(parts) > 1 else ""
