"""Buttons of a deal's card and its screen."""

from dataclasses import dataclass

from bot.domain.ids import Token
from bot.views.buttons.subjects import OfDeal, OfTeam
from bot.views.packing import ButtonData


class SeeDeal(OfDeal, prefix="ds"):
    """Show a deal: prices, teams, buying alone."""


class ReadNote(OfDeal, prefix="dn"):
    """Read the whole note of a deal, where a screen shows only its beginning."""


class StartTeam(OfDeal, prefix="ts"):
    """Start a team, with the one who taps as its first buyer."""


class JoinTeam(OfTeam, prefix="tj"):
    """Join this team with one unit."""


@dataclass(frozen=True)
class JoinByLink(ButtonData, prefix="ij"):
    """Join a team from a card in a chat of anybody's. It holds the link's token, which is the right to join."""

    token: Token
    shape: int  #: of the card: `Shape`


@dataclass(frozen=True)
class StartByLink(ButtonData, prefix="is"):
    """Start a team from a card in a chat of anybody's, by the token of the deal's link."""

    token: Token
    shape: int


class AllTeams(OfDeal, prefix="ta"):
    """List the open teams of a deal."""


class MoveToTeam(OfTeam, prefix="tm"):
    """Leave the team one is in and join this one."""


class StayInTeam(OfTeam, prefix="tk"):
    """Stay in this team after all."""


class ShareTeam(OfTeam, prefix="th"):
    """Get a team's link, to be passed on."""


@dataclass(frozen=True)
class TeamPoster(ButtonData, prefix="tp"):
    """Get a team's poster. It shows the team's link, so the button holds the token: a code can be guessed."""

    token: Token


@dataclass(frozen=True)
class DealPoster(ButtonData, prefix="dp"):
    """Get a deal's poster, by the token of its link."""

    token: Token


class BuyAlone(OfDeal, prefix="da"):
    """Ask for the solo price; asks once more."""


class ConfirmAlone(OfDeal, prefix="db"):
    """Buy alone, at the solo price."""


@dataclass(frozen=True)
class PostCardAgain(OfDeal, prefix="pa"):
    """Have a card posted again that no longer stands; `turn` is how often that was done before."""

    turn: int


class LeaveCardGone(OfDeal, prefix="pl"):
    """Let a card be gone."""
