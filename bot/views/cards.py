"""A deal's card in its group, and what a deal's or a team's link opens in private."""

from collections.abc import Sequence
from typing import Any

from bot.domain.deals import DealState, NoSoloPrice, can_undo_close
from bot.domain.orders import MOVABLE
from bot.domain.teams import Team, TeamState, takes_buyers
from bot.i18n import Html, Name, Texts, joined
from bot.services.cards import TEAMS_SHOWN, DealCard, OpenTeam, TeamPage
from bot.services.receipts import Receipt
from bot.views import offers
from bot.views.buttons.cards import (
    AllTeams,
    BuyAlone,
    ConfirmAlone,
    DealPoster,
    JoinTeam,
    MoveToTeam,
    ReadNote,
    SeeDeal,
    StartTeam,
    StayInTeam,
    TeamPoster,
)
from bot.views.buttons.orders import ShowOrder
from bot.views.buttons.taps import label, tap
from bot.views.lengths import CAPTION_LIMIT, MESSAGE_LIMIT, fits, seen_units
from bot.views.links import Bot, deal_link, order_link, share_link, written
from bot.views.names import short_name
from bot.views.screens import Button, Keyboard, Link, Screen, StoredPhoto, Style
from bot.views.shares import share_team

#: Names of a team's buyers that its screen lists.
_NAMES_SHOWN = 12


def card_notice(texts: Texts, card: DealCard, facts: dict[str, Any], bot: Bot) -> Screen | None:
    """The group's card: the same for everybody. None: the deal has not opened, whatever its leader does with it."""
    if texts.now is not None and texts.now < card.deal.opens_at:
        return None
    return Screen(
        text=card_text(texts, card, bot),
        photo=StoredPhoto(card.deal.photo) if card.deal.photo else None,
        keyboard=(
            *pairs(_joins(texts, card)),
            *pairs(_card_starts(texts, card)),
            tuple(_card_ends(texts, card, bot)),
        ),
    )


def card_text(texts: Texts, card: DealCard, bot: Bot) -> Html:
    """What a deal's card says, in whatever chat it stands."""
    deal = card.deal
    lines = [offers.heading(texts, card), offers.prices(texts, deal), offers.window(texts, deal)]
    lines += _teams(texts, card)
    if deal.state in (DealState.OPEN, DealState.SCHEDULED):
        lines += offers.payment(texts, deal.pay, card.payee)
        lines.append(texts("deal-share", link=written(deal_link(bot.username, deal.token))))
    return offers.with_note(lines, offers.note(texts, deal.note), 2, CAPTION_LIMIT)


def teams_list(texts: Texts, card: DealCard, bot: Bot) -> Screen:
    """Every open team of a deal with its deadline."""
    lines = [offers.heading(texts, card), offers.prices(texts, card.deal), offers.window(texts, card.deal)]
    lines += [texts("deal-team-until", team=offers.team(texts, team), deadline=team.deadline_at) for team in card.teams]
    if card.more_teams:
        lines.append(texts("deal-more-teams", count=card.more_teams))
    if not card.teams:
        lines.append(texts("deal-no-teams", can_start="yes" if offers.can_start(card.deal, texts.now) else "no"))
    starts = [tap(texts, StartTeam(card.deal.code))] if offers.can_start(card.deal, texts.now) else []
    see = tap(texts, SeeDeal(card.deal.code))
    return Screen(
        text=fits(joined(lines), MESSAGE_LIMIT),
        keyboard=_rows(_joins(texts, card, len(card.teams)), [*starts, see]),
    )


def deal_screen(texts: Texts, card: DealCard, own: Receipt | None, bot: Bot) -> Screen:
    """A deal in private: everything on the card, buying alone, and the reader's own place."""
    deal = card.deal
    lines = [offers.heading(texts, card), offers.prices(texts, deal), offers.window(texts, deal)]
    is_over = deal.state not in (DealState.OPEN, DealState.SCHEDULED)
    lines += _teams(texts, card) if is_over else _terms(texts, card)
    shares = () if is_over else _shares(texts, card, bot)
    if own is not None and own.order.is_live:
        lines.append(texts("deal-own-order", number=own.order.number, state=own.order.state))
        buttons: Keyboard = _rows([tap(texts, ShowOrder(own.order.code), Style.MAIN)], shares)
    else:
        buttons = (*pairs(_joins(texts, card)), *_rows(_ways_in(texts, card), shares))
    if is_over:
        lines.append(texts("deal-over", community=Name(card.community.title)))
    note = offers.note(texts, deal.note)
    if offers.is_cut(lines, note, CAPTION_LIMIT):
        buttons = (*buttons, (tap(texts, ReadNote(deal.code)),))
    return Screen(
        text=offers.with_note(lines, note, 2, CAPTION_LIMIT),
        photo=StoredPhoto(deal.photo) if deal.photo else None,
        keyboard=buttons,
    )


def _terms(texts: Texts, card: DealCard) -> list[Html]:
    """What counts for who orders now."""
    deal = card.deal
    return [*offers.limit(texts, deal), *_teams(texts, card), *offers.payment(texts, deal.pay, card.payee)]


def _shares(texts: Texts, card: DealCard, bot: Bot) -> tuple[Button, ...]:
    """Ways to pass a deal on."""
    link = share_link(deal_link(bot.username, card.deal.token), _shared(texts, card))
    return (Link(label(texts, "button-share"), link), tap(texts, DealPoster(card.deal.token)))


def whole_note(texts: Texts, card: DealCard) -> Screen:
    """The whole note of a deal, under its title where there is room for both."""
    note = offers.note(texts, card.deal.note, MESSAGE_LIMIT)
    titled = joined([texts("draft-title", title=offers.titled(texts, card.deal.title)), note])
    text = titled if seen_units(titled) <= MESSAGE_LIMIT else note
    return Screen(text=fits(text), keyboard=((_see(texts, card),),))


def team_screen(texts: Texts, page: TeamPage, own: Receipt | None, bot: Bot, members: Sequence[str] = ()) -> Screen:
    """What a team's link opens: who is in and how many are missing; or what became of it, and the way on."""
    card, team = page.card, page.team
    lines = team_lines(texts, page)
    mine = own is not None and own.order.is_live
    if own is not None and mine and not is_open(texts, page):
        lines.append(texts("deal-own-order", number=own.order.number, state=own.order.state))
        return Screen(text=fits(joined(lines)), keyboard=((tap(texts, ShowOrder(own.order.code), Style.MAIN),),))
    if not is_open(texts, page):
        lines.append(offers.window(texts, card.deal))
        return Screen(text=fits(joined(lines)), keyboard=_rows(_ways_in(texts, card), [_see(texts, card)]))
    lines.append(places(texts, team))
    if members:
        shown = texts.listed(short_name(name) for name in members[:_NAMES_SHOWN])
        lines.append(texts("team-members", names=shown, more=max(len(members) - _NAMES_SHOWN, 0)))
    lines += offers.payment(texts, card.deal.pay, card.payee)
    if own is None or not own.order.is_live:
        return Screen(text=fits(joined(lines)), keyboard=_rows(joining(texts, team), [_see(texts, card)]))
    if own.team is not None and can_move(texts, page, own):
        lines.append(_move_question(texts, own, own.team))
        moves = (tap(texts, MoveToTeam(team.code), Style.GO), tap(texts, StayInTeam(own.team.code)))
        return Screen(text=fits(joined(lines)), keyboard=(moves,))
    mine = own.order.team_id == page.id
    lines.append(texts("team-own" if mine else "team-own-other", number=own.order.number))
    share = share_team(texts, bot, team.token, _shared(texts, card))
    order = tap(texts, ShowOrder(own.order.code), Style.MAIN)
    return Screen(
        text=fits(joined(lines)),
        keyboard=((order,), (share, tap(texts, TeamPoster(team.token)))) if mine else ((order,),),
    )


def team_lines(texts: Texts, page: TeamPage) -> list[Html]:
    """Whose team it is and how it stands, of which deal, at which price."""
    team = page.team
    heading = texts(
        "team-heading",
        starter=Name(team.starter),
        state=_state(texts, page),
        joined=team.joined,
        target=team.target,
        ends=page.card.deal.ends_at or page.card.deal.closes_at,
    )
    return [heading, offers.heading(texts, page.card), offers.prices(texts, page.card.deal)]


def places(texts: Texts, team: OpenTeam) -> Html:
    """How many places of a team are missing, and until when."""
    dots = offers.dots(team.joined, team.target)
    return texts("team-places", dots=dots, left=team.missing, deadline=team.deadline_at)


def can_move(texts: Texts, page: TeamPage, own: Receipt | None) -> bool:
    """Whether the reader's order in another team of the deal may come into this one, as both stand now."""
    if own is None or own.team is None or own.team.id == page.id or page.team.missing < 1 or not is_open(texts, page):
        return False
    is_left_open = texts.now is None or takes_buyers(own.team, texts.now)
    return is_left_open and own.team.state is TeamState.OPEN and own.order.state in MOVABLE


def _move_question(texts: Texts, own: Receipt, team: Team) -> Html:
    joined_in = team.joined + team.holding
    whose = "other" if team.starter_id != own.order.buyer_id else "own" if joined_in > 1 else "last"
    return texts(
        "team-move-question",
        whose=whose,
        starter=Name(own.starter),
        joined=joined_in,
        target=team.target,
        number=own.order.number,
    )


def alone_question(texts: Texts, card: DealCard) -> Screen:
    """Whether one really buys alone; a team is cheaper. Raises NoSoloPrice."""
    deal = card.deal
    if deal.solo_price is None:
        raise NoSoloPrice()
    lines = [
        texts("alone-question", title=offers.titled(texts, deal.title), solo=deal.solo_price),
        texts("alone-team", target=deal.target, team=deal.team_price, pay=deal.pay),
    ]
    sure = tap(texts, ConfirmAlone(deal.code), Style.GO, price=deal.solo_price)
    return Screen(text=joined(lines), keyboard=((sure,), (_see(texts, card),)))


def _teams(texts: Texts, card: DealCard) -> list[Html]:
    lines: list[Html] = []
    if card.teams and card.deal.state is DealState.OPEN:
        shown = [offers.team(texts, team) for team in card.teams[:TEAMS_SHOWN]]
        if card.more_teams:
            shown.append(texts("deal-more-teams", count=card.more_teams))
        lines.append(joined(shown, by=" · "))
    if card.orders and card.deal.state is not DealState.CANCELLED:
        lines.append(texts("deal-made", teams=card.formed, orders=card.orders))
    return lines


def _joins(texts: Texts, card: DealCard, most: int = TEAMS_SHOWN) -> list[Button]:
    if not offers.takes_orders(card.deal, texts.now):
        return []
    return [button for team in card.teams[:most] for button in joining(texts, team)]


def joining(texts: Texts, team: OpenTeam) -> list[Button]:
    """The button that takes a place in a team; none when it has no place or no time left."""
    if team.missing < 1 or (texts.now is not None and texts.now >= team.deadline_at):
        return []
    return [tap(texts, JoinTeam(team.code), Style.GO, starter=short_name(team.starter), left=team.missing)]


def _card_starts(texts: Texts, card: DealCard) -> list[Button]:
    """The card's own row: starting a team, and the list of them when it says more than the card."""
    if not offers.takes_orders(card.deal, texts.now):
        return []
    starts: list[Button] = [tap(texts, StartTeam(card.deal.code))] if offers.can_start(card.deal, texts.now) else []
    return [*starts, tap(texts, AllTeams(card.deal.code))]


def _card_ends(texts: Texts, card: DealCard, bot: Bot) -> list[Button]:
    deal = card.deal
    order = Link(label(texts, "button-my-order"), order_link(bot.username, deal.token))
    if deal.state not in (DealState.OPEN, DealState.SCHEDULED):
        return [order]
    share = share_link(deal_link(bot.username, deal.token), _shared(texts, card))
    return [order, Link(label(texts, "button-share"), share)]


def _ways_in(texts: Texts, card: DealCard) -> list[Button]:
    """Every other way to order: a team of one's own, or alone."""
    deal = card.deal
    ways: list[Button] = []
    if offers.can_start(deal, texts.now):
        ways.append(tap(texts, StartTeam(deal.code)))
    if offers.can_buy_alone(deal, texts.now) and deal.solo_price is not None:
        ways.append(tap(texts, BuyAlone(deal.code), price=deal.solo_price))
    if card.more_teams:
        ways.append(tap(texts, AllTeams(deal.code)))
    return ways


def _see(texts: Texts, card: DealCard) -> Button:
    return tap(texts, SeeDeal(card.deal.code))


def _shared(texts: Texts, card: DealCard) -> str:
    """What goes with a link that is passed on."""
    return texts.plain("deal-shared", title=card.deal.title, target=card.deal.target, team=card.deal.team_price)


def is_open(texts: Texts, page: TeamPage) -> bool:
    """Whether a team takes buyers, as of now."""
    return page.state is TeamState.OPEN and offers.takes_orders(page.card.deal, texts.now) and not _is_over(texts, page)


def _is_over(texts: Texts, page: TeamPage) -> bool:
    return texts.now is not None and texts.now >= page.team.deadline_at


def _state(texts: Texts, page: TeamPage) -> str:
    """The team's state as it is to be told: one whose time is up has expired, whether or not that is written yet.

    One whose deal was closed early waits: the leader may open it again, or it may be merged.
    """
    runs = offers.is_running(page.card.deal, texts.now) and not _is_over(texts, page)
    if page.state is not TeamState.OPEN or runs:
        return page.state
    waits = texts.now is not None and can_undo_close(page.card.deal, texts.now) and not _is_over(texts, page)
    return "waiting" if waits else TeamState.EXPIRED


def _rows(buttons: Sequence[Button], last: Sequence[Button]) -> Keyboard:
    """Buttons in pairs, then the last row."""
    return (*pairs(buttons), tuple(last)) if last else pairs(buttons)


def pairs(buttons: Sequence[Button]) -> Keyboard:
    """Buttons in rows of two."""
    return tuple(tuple(buttons[at : at + 2]) for at in range(0, len(buttons), 2))
