"""/deals: a leader's own deals."""

from telegram import Update

from bot.domain.communities import LeadsNothing
from bot.services import communities, desks
from bot.views import deals as views
from bot.views.buttons import MyDeals
from handlers.context import Context


async def deals(update: Update, context: Context) -> None:
    """The own deals, newest first, each with its desk."""
    await _list(context)


async def list_page(context: Context, tap: MyDeals) -> None:
    """The same from a button."""
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
