"""/deals: in private a leader's own deals, in a group what is open there, for everybody."""

from telegram import Message, Update

from bot.domain.communities import LeadsNothing, NotLed
from bot.domain.ids import ChatId
from bot.services import boards, communities, desks
from bot.views import boards as board_views
from bot.views import deals as views
from bot.views.buttons.desks import MyDeals
from handlers.context import Context
from handlers.drafts import seen


async def deals(update: Update, context: Context) -> None:
    """In private the own deals, newest first, each with its desk; in a group its open ones."""
    message = update.effective_message
    assert message is not None  # noqa: S101 registered for messages only
    await (_list(context) if context.is_private else _here(context, message))


async def list_page(context: Context, tap: MyDeals) -> None:
    """The own deals from a button."""
    await _list(context)


async def _list(context: Context) -> None:
    for community in await context.read(communities.led_by, context.actor.id):
        await context.look_who_leads(community)
    found = await context.read(desks.own_deals, context.actor.id)
    led = await context.read(communities.led_by, context.actor.id)
    if not found and not led:
        raise LeadsNothing()
    zone = led[0].clock if led else None
    await context.reply(views.deals_list(await context.texts(zone), found))


async def _here(context: Context, message: Message) -> None:
    """What is open in the group: there once in a while, in its language; else in private. Raises NotLed."""
    chat, wiring = ChatId(message.chat.id), context.wiring
    community = await context.read(communities.of_chat, chat)
    if community is None or not await context.read(communities.has_leader, community.id):
        raise NotLed(title=message.chat.title or "")
    found = await context.read(boards.board, community.id)
    if wiring.listings.may_tell(chat, wiring.clock.monotonic()):
        texts = wiring.languages.texts(community.language, community.clock, wiring.clock.now())
        await context.post(chat, board_views.deals_here(texts, found, wiring.bot), reply_to=message.message_id)
        return
    await seen(context, message)
    await context.reply(board_views.deals_here(await context.texts(community.clock), found, wiring.bot))
