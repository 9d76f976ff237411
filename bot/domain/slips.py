"""What looks like a slip of the hand in a deal that can be read: its leader is warned of it, nothing is refused."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from bot.domain.deal_terms import DealTerms
from bot.domain.money import Money
from bot.domain.wall_times import wall_at

#: A team price under one part in so many of the price alone is a slip.
HALF = 2
#: The hour until which a close at night is a slip; from midnight.
NIGHT_OVER = 6
SHORTEST = timedelta(minutes=30)
LONGEST = timedelta(days=60)
#: A price so many times the last one, or so small a part of it: a digit or a point too many.
TIMES = 10


class Slip(StrEnum):
    """What looks like a slip."""

    TEAM_PRICE_LOW = "team-price-low"  #: under half of the price alone
    CLOSES_AT_NIGHT = "closes-at-night"  #: between 0:00 and 6:00 on the community's clocks
    CLOSES_SOON = "closes-soon"  #: open for half an hour at most
    CLOSES_LATE = "closes-late"  #: more than 60 days ahead
    PRICE_UNLIKE_LAST = "price-unlike-last"  #: ten times the last price of the same goods, or a tenth of it


@dataclass(frozen=True, slots=True, kw_only=True)
class LastPrices:
    """What the leader asked the last time for goods of this title, in the same currency."""

    team_price: Money
    solo: Money | None


def slips(terms: DealTerms, now: datetime, zone: ZoneInfo, last: LastPrices | None = None) -> tuple[Slip, ...]:
    """Everything in the terms that looks like a slip; the community's clocks show `zone`."""
    opens_at = max(terms.opens_at or now, now)
    found = {
        Slip.TEAM_PRICE_LOW: terms.solo is not None and terms.team_price.minor * HALF < terms.solo.minor,
        Slip.PRICE_UNLIKE_LAST: last is not None and _is_unlike(terms, last),
        Slip.CLOSES_AT_NIGHT: wall_at(terms.closes_at, zone).hour < NIGHT_OVER,
        Slip.CLOSES_SOON: terms.closes_at - opens_at <= SHORTEST,
        Slip.CLOSES_LATE: terms.closes_at - now > LONGEST,
    }
    return tuple(slip for slip, is_there in found.items() if is_there)


def _is_unlike(terms: DealTerms, last: LastPrices) -> bool:
    pairs = [(terms.team_price, last.team_price)]
    if terms.solo is not None and last.solo is not None:
        pairs.append((terms.solo, last.solo))
    return any(
        asked.currency == before.currency
        and (asked.minor >= before.minor * TIMES or asked.minor * TIMES <= before.minor)
        for asked, before in pairs
    )
