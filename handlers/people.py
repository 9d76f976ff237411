"""A person and the bot: opening the private chat, links, language, quiet hours, help."""

from telegram import ChatMember, Update

from bot.domain.errors import NotFound
from bot.domain.quiet_hours import THE_NIGHT
from bot.services import communities, invoices, people
from bot.views import people as views
from bot.views.buttons.people import ChooseLanguage, SwitchQuiet
from bot.views.links import LinkKind, StartLink, read_start
from handlers import leaders, orders, teams, zones
from handlers.context import Context

_GREETINGS = frozenset({"", "hello"})
#: What the link that adds the bot to a group carries, and the one that a new leader opens.
_LEAD = "lead"


async def start(update: Update, context: Context) -> None:
    """/start, with or without a link: what waited for this person is sent, then what the link says is shown."""
    payload = (context.args or [""])[0]
    waited = await _open_chat(context) if context.is_private else 0
    if payload == _LEAD:
        if context.is_private:  # in a group it came with the bot, which has said already what it is
            await leaders.greet(context)
        return
    if payload in _GREETINGS:
        leads = bool(await context.read(communities.led_by, context.actor.id))
        await context.reply(views.welcome(await context.texts(), context.wiring.bot, leads=leads))
        return
    await _look_up(context, payload, waited)


async def help_(update: Update, context: Context) -> None:
    """/help."""
    await context.reply(views.help(await context.texts(), context.wiring.bot))


async def language(update: Update, context: Context) -> None:
    """/language: a choice of buttons, or `/language zh`."""
    if context.args:
        await _choose(context, context.args[0].lower())
        return
    await context.reply(views.language_choice(await context.texts()))


async def choose_language(context: Context, tap: ChooseLanguage) -> None:
    """A language was tapped."""
    await _choose(context, tap.language)


async def quiet(update: Update, context: Context) -> None:
    """/quiet: when one is not disturbed; `/quiet 22-8`, `/quiet off`, `/quiet on`."""
    if context.args:
        await context.act(people.set_quiet, " ".join(context.args))
    await _show_quiet(context)


async def switch_quiet(context: Context, tap: SwitchQuiet) -> None:
    """The switch was tapped."""
    await context.act(people.set_quiet, "on" if tap.on else "off")
    await _show_quiet(context)


async def talked(update: Update, context: Context) -> None:
    """A private message that is no command: they can be written to, and are told what can be typed."""
    await _open_chat(context)
    message = update.effective_message
    if message is not None and message.text and await zones.typed(context, message.text):
        return
    await context.reply(views.help(await context.texts(), context.wiring.bot))


async def membership(update: Update, context: Context) -> None:
    """Somebody blocked the bot, or came back."""
    change = update.my_chat_member
    assert change is not None  # noqa: S101 registered for these only
    blocked = change.new_chat_member.status == ChatMember.BANNED
    if blocked:
        await context.act(people.close_chat)
    else:
        await context.act(people.open_chat)
    context.wiring.acts.forget(context.actor.id)


async def _open_chat(context: Context) -> int:
    """They can be written to from now on; how many messages waited for them."""
    result = await context.act(people.open_chat)
    context.wiring.acts.forget(context.actor.id)
    context.account = None
    return result.shown or 0


async def _look_up(context: Context, payload: str, waited: int) -> None:
    """Open what a link names, unless too many of this person's links led nowhere. Raises NotFound."""
    misses, now = context.wiring.misses, context.wiring.clock.monotonic()
    if misses.is_cooling(context.user.id, now):
        raise NotFound()
    try:
        await _follow(context, read_start(payload), waited)
    except NotFound:
        misses.count(context.user.id, now)
        raise


async def _follow(context: Context, link: StartLink, waited: int) -> None:
    """Open what a link names; a foreign and a missing one are told the same way. Raises NotFound.

    A forwarded invoice is called somebody else's, so that nobody tries to pay it. Raises InvoiceOfAnother.
    """
    match link.kind:
        case LinkKind.TEAM:
            await teams.open_team(context, link.token)
        case LinkKind.DEAL:
            await teams.open_deal(context, link.token)
        case LinkKind.ORDER | LinkKind.CODE:  # what waited holds the payment code already
            await orders.open_own(context, link.token, with_code=not waited)
        case LinkKind.INVOICE:
            order = await context.read(invoices.own, link.token, context.actor.id)
            await orders.show_order(context, order, with_code=not waited)


async def _show_quiet(context: Context) -> None:
    context.wiring.acts.forget(context.actor.id)
    context.account = await context.read(people.account, context.actor.id)
    hours = THE_NIGHT if context.account is None else context.account.quiet
    await context.reply(views.quiet_hours(await context.texts(), hours))


async def _choose(context: Context, wanted: str) -> None:
    await context.act(people.choose_language, wanted)
    context.wiring.acts.forget(context.actor.id)
    context.account = None
    await context.reply(views.language_chosen(await context.texts()))
