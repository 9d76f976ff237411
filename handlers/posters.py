"""Posters: a picture in private, to be forwarded. Whoever holds the link's token may have one."""

from bot.services import cards
from bot.views import posters as views
from bot.views.buttons.cards import DealPoster, TeamPoster
from bot.views.links import start_link
from bot.views.screens import Screen, Toast
from handlers.context import Context


async def of_team(context: Context, tap: TeamPoster) -> None:
    """The poster of a team, in any state: its link tells what became of it."""
    page = await context.read(cards.team_by_token, tap.token)
    await _hand_over(context, views.team_poster(await context.texts(), page, context.wiring.bot))


async def of_deal(context: Context, tap: DealPoster) -> None:
    """The poster of a deal."""
    card = await context.read(cards.card_by_token, tap.token)
    await _hand_over(context, views.deal_poster(await context.texts(), card, context.wiring.bot))


async def _hand_over(context: Context, poster: Screen) -> None:
    """As a message of its own; who can't be written to is taken to the private chat."""
    if not await context.post(context.user.id, poster):
        await context.answer(Toast(url=start_link(context.wiring.bot.username)))
    elif context.shows_in is not None:
        await context.answer(views.poster_toast(await context.texts()))
