"""A deal's own lines, as they stand on its card and on every screen about it."""

import unicodedata
from datetime import datetime

from bot.domain.deal_terms import DealTerms
from bot.domain.deals import Deal, DealState, Halt, PayMoment
from bot.domain.names import clean
from bot.domain.orders import HOLD_FOR
from bot.domain.payments import Payee
from bot.i18n import Html, Name, Texts, joined
from bot.services.cards import DealCard, OpenTeam
from bot.views import accounts
from bot.views.lengths import CAPTION_LIMIT, fits, seen_units
from bot.views.names import short_name

#: Up to so many places are drawn as dots; more are counted.
_DOTS = 10
#: A note shorter than this says nothing: it is left out where there is no room.
_NOTE_AT_LEAST = 20
_ON_BUTTON = 40
#: A fact is one line of at most 300 characters.
_PIECE = 250
_HALTED = {Halt.HELD: "deal-window-held", Halt.PAUSED: "deal-window-paused"}
_PAY = {PayMoment.CLOSE: "deal-pay-close", PayMoment.FIRST: "deal-pay-first"}


def titled(texts: Texts, title: str) -> Html:
    """A deal's title with its one emoji: the leader's own at the beginning, else ours."""
    own = title[:1] > "\u203b" and unicodedata.category(title[:1]) == "So"
    return texts("deal-title", title=title, marked="yes" if own else "no")


def bare(title: str) -> str:
    """A title for a button: plain, and short enough to leave the other words in sight."""
    return clean(title, _ON_BUTTON)


def heading(texts: Texts, card: DealCard) -> Html:
    """What it is and from whom."""
    return texts("deal-heading", title=titled(texts, card.deal.title), leader=Name(card.leader))


def prices(texts: Texts, offer: Deal | DealTerms) -> Html:
    """What one unit costs, in a team and alone."""
    solo = offer.solo_price if isinstance(offer, Deal) else offer.solo
    if solo is None:
        return texts("deal-prices-team-only", target=offer.target, team=offer.team_price)
    return texts("deal-prices", target=offer.target, team=offer.team_price, solo=solo)


def window(texts: Texts, deal: Deal) -> Html:
    """Until when, and what is left; or how it ended."""
    shown = texts("deal-window", state=deal.state, opens=deal.opens_at, closes=deal.closed_at or deal.closes_at)
    if deal.state not in (DealState.OPEN, DealState.SCHEDULED):
        return shown
    if deal.halt is not None:
        return texts(_HALTED[deal.halt], window=shown)
    if deal.left is None:
        return shown
    return texts("deal-window-left", window=shown, left=max(deal.left, 0))


def limit(texts: Texts, offer: Deal | DealTerms) -> list[Html]:
    """How many one buyer may take, if that is limited."""
    return [] if offer.limit is None else [texts("deal-limit", limit=offer.limit)]


def payment(texts: Texts, pay: PayMoment, payee: Payee | None) -> list[Html]:
    """When buyers pay, and to whom: the name and the end of the account, to be compared."""
    if pay is PayMoment.PICKUP:
        return [texts("deal-pay-pickup")]
    if payee is None:
        return []
    return [texts(_PAY[pay], payee=Name(payee.name), account=accounts.account(payee), held=HOLD_FOR)]


def dots(joined: int, target: int) -> str:
    """Taken and missing places: ●●○, or 12/20 for a large team."""
    return "●" * joined + "○" * (target - joined) if target <= _DOTS else f"{joined}/{target}"


def team(texts: Texts, shown: OpenTeam) -> Html:
    """One open team: who started it, its places, how many are missing."""
    return texts(
        "deal-team", starter=short_name(shown.starter), dots=dots(shown.joined, shown.target), left=shown.missing
    )


def note(texts: Texts, text: str, most: int = CAPTION_LIMIT) -> Html:
    """A leader's note: longer than one fact may be, so put together of pieces; no more of it than can be seen."""
    text = text[: most + 1]
    pieces = [text[at : at + _PIECE] for at in range(0, len(text), _PIECE)]
    said = [texts("deal-note", note=piece) + " " * piece[-1:].isspace() for piece in pieces]
    return Html(f"<i>{''.join(said)}</i>") if said else Html("")


def with_note(lines: list[Html], said: Html, at: int, limit: int) -> Html:
    """The lines with a leader's note put in, cut to the room that the others leave; the whole fits in any case."""
    if not said:
        return fits(joined(lines), limit)
    room = limit - seen_units("\n".join(lines)) - 1
    whole = [*lines[:at], fits(said, room), *lines[at:]] if room >= _NOTE_AT_LEAST else lines
    return fits(joined(whole), limit)


def is_cut(lines: list[Html], said: Html, limit: int) -> bool:
    """Whether `with_note` leaves out a part of the note."""
    return bool(said) and seen_units("\n".join([*lines, said])) > limit


def takes_orders(deal: Deal, now: datetime | None) -> bool:
    """Whether a tap could place an order now."""
    return is_running(deal, now) and deal.halt is None


def is_running(deal: Deal, now: datetime | None) -> bool:
    """Whether it is the deal's time; a deal past its close that nobody has closed yet has had it."""
    return deal.state is DealState.OPEN and (now is None or deal.opens_at <= now < deal.closes_at)


def can_start(deal: Deal, now: datetime | None) -> bool:
    """Whether a team can be started: there must be a unit for each of its places."""
    return takes_orders(deal, now) and (deal.left is None or deal.left >= deal.target)


def can_buy_alone(deal: Deal, now: datetime | None) -> bool:
    """Whether one unit can be bought alone."""
    return takes_orders(deal, now) and deal.solo_minor is not None and (deal.left is None or deal.left >= 1)
