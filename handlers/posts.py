"""What stands in a group about a deal: a card that is gone is posted again by its leader's word."""

from bot.domain.deals import DealNotOpen
from bot.domain.ids import DealId, Kind, number_of
from bot.domain.people import Right
from bot.services import cards
from bot.views import posts as views
from bot.views.buttons.cards import LeaveCardGone, PostCardAgain
from bot.views.buttons.desks import ShowDesk
from handlers import desks
from handlers.context import Context


async def post_again(context: Context, tap: PostCardAgain) -> None:
    """Post a card again that no longer stands; of a deal that is over its desk is shown instead."""
    deal = DealId(number_of(Kind.DEAL, tap.deal))
    try:
        await context.act(cards.post_again, deal, tap.turn)
    except DealNotOpen:
        await desks.show(context, ShowDesk(tap.deal))
        return
    found = await context.read_as(Right.LEADS_DEAL, cards.own_gone, deal)
    await context.reply(views.card_again(await context.texts(found.card.community.clock), found, context.wiring.bot))


async def leave_gone(context: Context, tap: LeaveCardGone) -> None:
    """Let a card be gone: orders and links go on."""
    found = await context.read_as(Right.LEADS_DEAL, cards.own_gone, DealId(number_of(Kind.DEAL, tap.deal)))
    await context.reply(views.card_left(await context.texts(found.card.community.clock), found))
