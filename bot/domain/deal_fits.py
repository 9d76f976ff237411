"""The rules between lines of a deal: which two lines must fit, and which of them is blamed when they don't."""

from collections.abc import Callable

from bot.domain import deal_terms
from bot.domain.deal_values import Found
from bot.domain.deal_words import Keyword


def _prices(found: Found) -> None:
    if found.team_price and found.solo:
        deal_terms.check_prices(found.team_price, found.solo)


def _stock(found: Found) -> None:
    if found.stock and found.target:
        deal_terms.check_stock(found.stock, found.target)


def _limit(found: Found) -> None:
    if found.limit and found.stock:
        deal_terms.check_limit(found.limit, found.stock)


def _window(found: Found) -> None:
    if found.opens_at and found.closes_at:
        deal_terms.check_window(found.opens_at, found.closes_at)


#: The line that is blamed, the other one, and the rule; a line that couldn't be read is compared with nothing.
FITS: tuple[tuple[Keyword, Keyword, Callable[[Found], None]], ...] = (
    (Keyword.TEAM, Keyword.ALONE, _prices),
    (Keyword.STOCK, Keyword.TEAM, _stock),
    (Keyword.LIMIT, Keyword.STOCK, _limit),
    (Keyword.OPENS, Keyword.UNTIL, _window),
)


def check_with_others(keyword: Keyword, found: Found) -> None:
    """Raise the error of the rule by which this line doesn't fit another one."""
    for blamed, other, fits in FITS:
        if keyword in (blamed, other):
            fits(found)
