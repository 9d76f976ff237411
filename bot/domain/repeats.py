"""Once more: an ended deal made anew, as long as before and until the same weekday or time of day."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from bot.domain.deal_terms import DealTerms
from bot.domain.deals import Deal
from bot.domain.local_times import up_to_minute
from bot.domain.wall_times import first_instant, wall_at

_A_DAY, _A_WEEK = timedelta(days=1), timedelta(days=7)


def closes_again(deal: Deal, now: datetime, zone: ZoneInfo) -> datetime:
    """The close that comes nearest to the same length from now: at the same time of day, and, for a deal that was open
    a day or longer, on the same weekday. Always ahead.
    """
    span = deal.closes_at - deal.opens_at
    every = _A_DAY if span < _A_DAY else _A_WEEK
    wall = wall_at(up_to_minute(deal.closes_at), zone)
    wished = wall_at(now + span, zone)
    rounds = round((wished - wall) / every)
    close = first_instant(wall + rounds * every, zone)
    while close <= now:
        rounds += 1
        close = first_instant(wall + rounds * every, zone)
    return up_to_minute(close)


def terms_again(deal: Deal, now: datetime, zone: ZoneInfo) -> DealTerms:
    """What the deal offered, from now on."""
    return DealTerms(
        title=deal.title,
        solo=deal.solo_price,
        team_price=deal.team_price,
        target=deal.target,
        closes_at=closes_again(deal, now, zone),
        team_for=deal.team_for,
        stock=deal.stock,
        limit=deal.limit,
        pay=deal.pay,
        due_for=deal.due_for,
        note=deal.note,
    )
