"""A leader has buyers reminded to pay, or called in the group."""

from bot.domain.deals import CalledBefore, NobodyToCall
from bot.domain.ids import DealId, Kind, number_of
from bot.services import calls, reminders
from bot.views import desk_answers as views
from bot.views.buttons.desks import CallBuyers, RemindDue, ShowDesk
from handlers import desks as desk_handlers
from handlers import refusals
from handlers.context import Context


async def remind(context: Context, tap: RemindDue) -> None:
    """Who still has to pay is reminded; at night the answer says from when."""
    deal = DealId(number_of(Kind.DEAL, tap.deal))
    result = await context.act(reminders.remind_all, deal)
    if result.shown is not None:
        await context.answer(views.reminded(await context.texts(), result.shown))


async def call(context: Context, tap: CallBuyers) -> None:
    """Who can't be written to is called in the group now; the desk as it is then."""
    deal = DealId(number_of(Kind.DEAL, tap.deal))
    try:
        result = await context.act(calls.call_now, deal)
    except (CalledBefore, NobodyToCall) as refusal:
        await refusals.tell(context, refusal)
    else:
        await context.answer(views.called(await context.texts(), result.shown or 0))
    await desk_handlers.show(context, ShowDesk(tap.deal))
