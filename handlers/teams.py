"""Teams: start, join, move to another, list, see, pass on."""

from collections.abc import Callable

from bot.domain.errors import DomainError
from bot.domain.ids import DealId, Kind, TeamId, Token, code_of, number_of
from bot.domain.orders import AlreadyIn
from bot.i18n import Texts
from bot.services import cards, receipts, teams
from bot.services.act import Result
from bot.services.cards import TEAMS_LISTED, TeamPage
from bot.services.receipts import Receipt
from bot.services.teams import Place
from bot.views import cards as card_views
from bot.views.buttons.cards import (
    AllTeams,
    JoinByLink,
    JoinTeam,
    MoveToTeam,
    ReadNote,
    SeeDeal,
    ShareTeam,
    StartByLink,
    StartTeam,
    StayInTeam,
)
from bot.views.links import order_link, team_link
from bot.views.screens import Screen, Toast, refused
from bot.views.teams import already_in, asks_to_move, moved_toast, place_toast
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
        page = await context.read(cards.team_page, team)
        if not await _asked_to_move(context, page):
            await _already_in(context, refusal, page.card.deal.id)
        return
    except DomainError as refusal:
        await _refused(context, team, refusal)
        return
    await _placed(context, result)


async def join_by_link(context: Context, tap: JoinByLink) -> None:
    """Join a team from a card that stands anywhere: its token is the right to."""
    await join(context, JoinTeam((await context.read(cards.team_of_link, tap.token)).code))


async def start_by_link(context: Context, tap: StartByLink) -> None:
    """Start a team from such a card."""
    await start(context, StartTeam(code_of(Kind.DEAL, await context.read(cards.deal_of_link, tap.token))))


async def move(context: Context, tap: MoveToTeam) -> None:
    """Go to this team with the order one has in another."""
    team = TeamId(number_of(Kind.TEAM, tap.team))
    try:
        result = await context.act(teams.move, team)
    except DomainError as refusal:
        await _refused(context, team, refusal)
        return
    await _placed(context, result, moved_toast)


async def stay(context: Context, tap: StayInTeam) -> None:
    """Stay where one is: that team, as it is now."""
    await show_team(context, await context.read(cards.team_page, TeamId(number_of(Kind.TEAM, tap.team))))


async def list_all(context: Context, tap: AllTeams) -> None:
    """Every open team of a deal, in private."""
    card = await context.read(cards.card, DealId(number_of(Kind.DEAL, tap.deal)), TEAMS_LISTED)
    texts = await context.texts(card.community.clock)
    await context.reply(card_views.teams_list(texts, card, context.wiring.bot))


async def see_deal(context: Context, tap: SeeDeal) -> None:
    """A deal in private."""
    await show_deal(context, DealId(number_of(Kind.DEAL, tap.deal)))


async def read_note(context: Context, tap: ReadNote) -> None:
    """A deal's whole note, in private."""
    card = await context.read(cards.card, DealId(number_of(Kind.DEAL, tap.deal)))
    await context.reply(card_views.whole_note(await context.texts(card.community.clock), card))


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
    own = await _own(context, page)
    texts = await context.texts(page.card.community.clock)
    told = None if refusal is None else refused(texts, refusal)
    await context.reply(await _team_screen(context, page, own), told, decided=True)


async def _own(context: Context, page: TeamPage) -> Receipt | None:
    return await context.read(receipts.own_in_deal, page.card.deal.token, context.actor.id)


async def _team_screen(context: Context, page: TeamPage, own: Receipt | None) -> Screen:
    members = await context.read(receipts.others_in_team, page.id)
    texts = await context.texts(page.card.community.clock)
    return card_views.team_screen(texts, page, own, context.wiring.bot, members)


async def _asked_to_move(context: Context, page: TeamPage) -> bool:
    """Ask in private whether one's order is to go into this team; False: it can't.

    Who can't be written to is taken to the team by its link, which asks the same.
    """
    own = await _own(context, page)
    texts = await context.texts(page.card.community.clock)
    if not card_views.can_move(texts, page, own):
        return False
    shown = await context.can_write() and await context.show(await _team_screen(context, page, own), decided=True)
    if not shown:
        await context.answer(Toast(url=team_link(context.wiring.bot.username, page.team.token)))
    elif not context.is_private:
        await context.answer(asks_to_move(texts, page))
    return True


async def _refused(context: Context, team: TeamId, refusal: DomainError) -> None:
    """Why not: in private over the team as it is now. Raises the refusal in a group, and NotFound."""
    if not context.is_private:
        raise refusal
    await show_team(context, await context.read(cards.team_page, team), refusal)


async def _placed(context: Context, result: Result[Place], said: Callable[[Texts, Place], Toast] = place_toast) -> None:
    """A toast for who can be written to; who can't is taken to the private chat, with the order kept already."""
    place = result.shown
    if place is None:  # delivered again: the act was done before
        place = await context.read(teams.place_of, TeamId(result.subject), context.actor.id)
    if not await context.can_write():
        await context.answer(Toast(url=order_link(context.wiring.bot.username, place.deal_token)))
        return
    await context.answer(said(await context.texts(), place))
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
