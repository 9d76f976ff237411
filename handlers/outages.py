"""After an outage: a leader reopens a deal or leaves it closed, an admin looks at what nobody knows."""

from bot.domain.deals import DealOver
from bot.domain.ids import DealId, Kind, LateCloseId, number_of
from bot.domain.outages import ReopeningDecided, TooLateToReopen
from bot.services import outages
from bot.views import outages as views
from bot.views.buttons.desks import ShowDesk
from bot.views.buttons.outages import LeaveClosed, ReopenDeal, ShowUnknown
from handlers import desks, refusals
from handlers.context import Context


async def reopen(context: Context, tap: ReopenDeal) -> None:
    """Open a deal again for a while; decided or too late: its desk shows how it stands."""
    try:
        await context.act(outages.reopen, DealId(number_of(Kind.DEAL, tap.deal)), LateCloseId(tap.late))
    except (DealOver, ReopeningDecided, TooLateToReopen) as refusal:
        await refusals.tell(context, refusal)
    else:
        missed = await context.read(outages.missed_deal, LateCloseId(tap.late))
        await context.answer(views.reopened(await context.texts(missed.community.clock), missed))
    await desks.show(context, ShowDesk(tap.deal))


async def leave_closed(context: Context, tap: LeaveClosed) -> None:
    """Leave it closed."""
    await context.act(outages.leave_closed, DealId(number_of(Kind.DEAL, tap.deal)), LateCloseId(tap.late))
    missed = await context.read(outages.missed_deal, LateCloseId(tap.late))
    await context.reply(views.left_closed(await context.texts(missed.community.clock), missed))


async def show_unknown(context: Context, tap: ShowUnknown) -> None:
    """The sends of which nobody knows whether they arrived."""
    account = await context.read(outages.account_for, context.actor, tap.outage)
    zone = None if account.community is None else account.community.clock
    await context.reply(views.account_screen(await context.texts(zone), account, listed=True))
