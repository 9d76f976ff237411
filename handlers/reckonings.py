"""/money: what was asked, claimed, paid and is owed back in a community, for its leaders."""

from telegram import Update

from bot.domain.errors import NotFound
from bot.domain.ids import CommunityId, DealId, Kind, number_of
from bot.domain.months import Month
from bot.domain.people import Right
from bot.domain.reckonings import NothingAsked
from bot.services import communities, reckonings
from bot.views import reckonings as views
from bot.views.buttons.money import DealMoney, MoneyChart, MonthMoney, ShowMoney
from bot.views.links import start_link
from bot.views.screens import Toast
from handlers.communities import the_led
from handlers.context import Context


async def money(update: Update, context: Context) -> None:
    """The sums of the community meant; of several, the leader says which."""
    led = await the_led(context)
    if led is None:
        mine = await context.read(communities.led_by, context.actor.id)
        await context.reply(views.which(await context.texts(), mine))
        return
    await _show(context, led.id, "", 0, 0)


async def show(context: Context, tap: ShowMoney) -> None:
    """The sums from a button: in a currency, with a page of months and one of deals."""
    await _show(context, tap.community, tap.currency, tap.months, tap.page)


async def chart(context: Context, tap: MoneyChart) -> None:
    """A page of months as a picture, below the sums."""
    found = await context.read_as(
        Right.LEADS_COMMUNITY, reckonings.overview, tap.community, tap.currency, months=tap.months
    )
    if not found.total.parts:
        raise NothingAsked()
    texts = await context.texts(found.community.clock)
    if not await context.post(context.user.id, views.chart(texts, found)):
        await context.answer(Toast(url=start_link(context.wiring.bot.username)))


async def of_deal(context: Context, tap: DealMoney) -> None:
    """The sums of one deal."""
    deal = DealId(number_of(Kind.DEAL, tap.deal))
    found = await context.read_as(Right.REPEATS_DEAL, reckonings.of_deal, deal)
    await context.reply(views.of_deal(await context.texts(found.community.clock), found))


async def of_month(context: Context, tap: MonthMoney) -> None:
    """The sums of one month."""
    month = _month(tap.month)
    found = await context.read_as(Right.LEADS_COMMUNITY, reckonings.of_month, tap.community, tap.currency, month)
    await context.reply(views.of_month(await context.texts(found.community.clock), found))


async def _show(context: Context, community: CommunityId, currency: str, months: int, page: int) -> None:
    found = await context.read_as(
        Right.LEADS_COMMUNITY, reckonings.overview, community, currency, months=months, page=page
    )
    await context.reply(views.overview(await context.texts(found.community.clock), found))


def _month(written: int) -> Month:
    """The month of a button. Raises NotFound: forged."""
    try:
        return Month(written // 100, written % 100)
    except ValueError:
        raise NotFound() from None
