"""The last call: one reply to a deal's card before it closes, for those who still want in."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from bot.domain.deals import Deal, DealState
from bot.domain.payment_hours import is_night

#: It comes so long before the close.
BEFORE_CLOSE = timedelta(hours=1)
#: Who reads it needs at least so long; a bot that was away says nothing after that.
LATEST = timedelta(minutes=15)
#: A deal that runs shorter needs none: its card has just been posted.
SHORTEST_DEAL = timedelta(hours=3)


def is_called(deal: Deal, now: datetime, zone: ZoneInfo) -> bool:
    """Whether a last call may come now: the deal is open, ran long enough, and nobody is asleep in its group."""
    left = deal.closes_at - now
    return (
        deal.state is DealState.OPEN
        and LATEST <= left <= BEFORE_CLOSE
        and deal.closes_at - deal.opens_at >= SHORTEST_DEAL
        and not is_night(now, zone)
    )


def says_something(deal: Deal, missing: int) -> bool:
    """Whether there is something to take: places of open teams, or units that are counted."""
    return missing > 0 or bool(deal.left and deal.left > 0)
