"""/community: a group's language, zone and currency."""

from telegram import Update

from bot.domain.communities import Community, LeadsNothing, NotItsLeader, NotLed
from bot.domain.ids import ChatId
from bot.services import boards, communities
from bot.services.act import Act
from bot.views import communities as views
from handlers import zones
from handlers.context import Context

_SETTINGS: dict[str, Act[..., None]] = {
    "language": communities.set_language,
    "语言": communities.set_language,
    "zone": communities.set_zone,
    "时区": communities.set_zone,
    "currency": communities.set_currency,
    "货币": communities.set_currency,
    "board": boards.set_board,
    "看板": boards.set_board,
}


async def community(update: Update, context: Context) -> None:
    """Show a group's settings, or set one: `/community zone Asia/Bangkok`."""
    led = await the_led(context)
    if led is None:
        mine = await context.read(communities.led_by, context.actor.id)
        await context.reply(views.which_group(await context.texts(), mine))
        return
    word, *value = context.args or [""]
    setting = _SETTINGS.get(word.lower())
    if setting is communities.set_zone and value and await zones.asked_by_clock(context, led, " ".join(value)):
        return
    if setting is not None and value:
        await context.act(setting, led.id, " ".join(value))
        led = await context.read(communities.get, led.id)
    texts = await context.texts(led.clock)
    has_board = await context.read(boards.is_on, led.id)
    understood = not word or setting is not None
    await context.reply(views.settings(texts, led, has_board=has_board, understood=understood))


async def the_led(context: Context) -> Community | None:
    """The community a leader speaks of: the group they type in, or the one they lead; None: they must say which.

    Raises NotLed, NotItsLeader, LeadsNothing.
    """
    chat = context.incoming.effective_chat
    if chat is not None and not context.is_private:
        community = await context.read(communities.of_chat, ChatId(chat.id))
        if community is None or not await context.read(communities.has_leader, community.id):
            raise NotLed(title=chat.title or "")
        if not await context.read(communities.leads, community.id, context.actor.id):
            raise NotItsLeader(title=chat.title or "")
        return community
    led = await context.read(communities.led_by, context.actor.id)
    if not led:
        raise LeadsNothing()
    return led[0] if len(led) == 1 else None
