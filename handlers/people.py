"""A person and the bot: opening the private chat, links, language, help."""

from telegram import ChatMember, Update


from bot.services import people
from bot.views import people as views
from bot.views.buttons import ChooseLanguage
from bot.views.links import LinkKind, StartLink, read_start
from handlers import orders, teams
from handlers.context import Context

_GREETINGS = frozenset({"", "hello", "lead"})
_OPENS = {
    LinkKind.TEAM: teams.open_team,
    LinkKind.DEAL: teams.open_deal,
    LinkKind.ORDER: orders.open_own,
    LinkKind.CODE: orders.open_own,
}


async def start(update: Update, context: Context) -> None:
    """/start, with or without a link: what waited for this person is sent, then what the link says is shown."""
    payload = (context.args or [""])[0]
    await _open_chat(context)
    if payload in _GREETINGS:
        await context.reply(views.welcome(await context.texts(), context.wiring.bot))
        return
    link = read_start(payload)
    await _follow(context, link)


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


async def talked(update: Update, context: Context) -> None:
    """A private message that is no command: they can be written to, and are told what can be typed."""
    await _open_chat(context)
    await context.reply(views.help(await context.texts(), context.wiring.bot))


async def membership(update: Update, context: Context) -> None:
    """Somebody blocked the bot, or came back."""
    change = update.my_chat_member
    assert change is not None  # noqa: S101 registered for these only
    blocked = change.new_chat_member.status == ChatMember.BANNED
    await context.act(people.close_chat if blocked else people.open_chat)
    context.wiring.acts.forget(context.actor.id)


async def _open_chat(context: Context) -> None:
    await context.act(people.open_chat)
    context.wiring.acts.forget(context.actor.id)
    context.account = None


async def _follow(context: Context, link: StartLink) -> None:
    """Open what a link names; a foreign and a missing one are told the same way. Raises NotFound."""
    await _OPENS[link.kind](context, link.token)


async def _choose(context: Context, wanted: str) -> None:
    await context.act(people.choose_language, wanted)
    context.wiring.acts.forget(context.actor.id)
    context.account = None
    await context.reply(views.language_chosen(await context.texts()))
