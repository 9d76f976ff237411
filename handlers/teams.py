"""Teams: start, join, list, see, pass on."""

from bot.domain.errors import DomainError
from bot.domain.ids import DealId, Kind, TeamId, Token, number_of
from bot.domain.orders import AlreadyIn
from bot.services import cards, receipts, teams
from bot.services.act import Result
from bot.services.cards import TEAMS_LISTED, TeamPage
from bot.services.teams import Place
from bot.views import cards as card_views
from bot.views.buttons import AllTeams, JoinTeam, SeeDeal, ShareTeam, StartTeam
from bot.views.links import order_link
from bot.views.screens import Toast, refused
from bot.views.teams import already_in, place_toast
from handlers.context import Context


async def start(context: Context, tap: StartTeam) -> None:
    """Start a team, the one who taps as its first buyer."""
    deal = DealId(number_of(Kind.DEAL, tap.deal))
    try:
        result = await context.act(teams.start, deal)
    except AlreadyIn as refusal:
        await _already_in(context, refusal, deal)
        return
    await _placed(context, result)


async def join(context: Context, tap: JoinTeam) -> None:
    """Join a team with one unit."""
    team = TeamId(number_of(Kind.TEAM, tap.team))
    try:
        result = await context.act(teams.join, team)
    except AlreadyIn as refusal:
        await _already_in(context, refusal, (await context.read(cards.team_page, team)).card.deal.id)
        return
    except DomainError as refusal:
        if not context.is_private:
            raise
        await show_team(context, await context.read(cards.team_page, team), refusal)
        return
    await _placed(context, result)


async def list_all(context: Context, tap: AllTeams) -> None:
    """Every open team of a deal, in private."""
    card = await context.read(cards.card, DealId(number_of(Kind.DEAL, tap.deal)), TEAMS_LISTED)
    texts = await context.texts(card.community.clock)
    await context.reply(card_views.teams_list(texts, card, context.wiring.bot))


async def see_deal(context: Context, tap: SeeDeal) -> None:
    """A deal in private."""
    await show_deal(context, DealId(number_of(Kind.DEAL, tap.deal)))


async def share(context: Context, tap: ShareTeam) -> None:
    """A team with its link, to be passed on."""
    await show_team(context, await context.read(cards.team_page, TeamId(number_of(Kind.TEAM, tap.team))))


async def show_deal(context: Context, deal: DealId) -> None:
    """A deal in private, with the reader's own place in it."""
    card = await context.read(cards.card, deal)
    own = await context.read(receipts.own_in_deal, card.deal.token, context.actor.id)
    texts = await context.texts(card.community.clock)
    await context.reply(card_views.deal_screen(texts, card, own, context.wiring.bot))


async def open_deal(context: Context, token: Token) -> None:
    """What a deal's link opens."""
    await show_deal(context, (await context.read(cards.card_by_token, token)).deal.id)


async def open_team(context: Context, token: Token) -> None:
    """What a team's link opens."""
    await show_team(context, await context.read(cards.team_by_token, token))


async def show_team(context: Context, page: TeamPage, refusal: DomainError | None = None) -> None:
    """A team in private, with the reader's own place in its deal; under the deal's picture where that stands.

    `refusal`: a place in it was asked for, and can't be had as it stands.
    """
    own = await context.read(receipts.own_in_deal, page.card.deal.token, context.actor.id)
    members = await context.read(receipts.others_in_team, page.id)
    texts = await context.texts(page.card.community.clock)
    told = None if refusal is None else refused(texts, refusal)
    screen = card_views.team_screen(texts, page, own, context.wiring.bot, members)
    await context.reply(screen, told, decided=True)


async def _placed(context: Context, result: Result[Place]) -> None:
    """A toast for who can be written to; who can't is taken to the private chat, with the order kept already."""
    place = result.shown
    if place is None:  # delivered again: the act was done before
        place = await context.read(teams.place_of, TeamId(result.subject), context.actor.id)
    if not await context.can_write():
        await context.answer(Toast(url=order_link(context.wiring.bot.username, place.deal_token)))
        return
    await context.answer(place_toast(await context.texts(), place))
    if context.is_private:
        await show_team(context, await context.read(cards.team_page, TeamId(result.subject)))


async def _already_in(context: Context, refusal: AlreadyIn, deal: DealId) -> None:
    """Tapping twice changes nothing, and says where one is."""
    token = (await context.read(cards.card, deal)).deal.token
    if not await context.can_write():
        await context.answer(Toast(url=order_link(context.wiring.bot.username, token)))
        return
    own = await context.read(receipts.own_in_deal, token, context.actor.id)
    await context.answer(already_in(await context.texts(), refusal, own))
