"""The team price and the price alone in one answer: 29.90 39.90, 29,90 / 39,90, 29.90. Read exactly, or asked about."""

import re
from collections.abc import Iterator

from bot.domain.amounts import UnreadableAmount, read_amount
from bot.domain.deal_terms import check_prices
from bot.domain.deal_words import CHINESE, ENGLISH, Keyword
from bot.domain.errors import DomainError
from bot.domain.money import Currency, Money
from bot.domain.plain_texts import folded

Prices = tuple[Money, Money | None]


class PricesUnreadable(DomainError):
    """Neither one price nor two. Facts: `given`."""


class PricesAmbiguous(DomainError):
    """One price with a gap in it or two prices, nobody can tell. Facts: `given`."""


_LONGEST = 80
_GAP = re.compile(r"\s*[/|;，、]\s*|,?\s+")
_COMMA = re.compile(",")  # between digits it is a decimal comma wherever it can be one
_WORDS: dict[str, Keyword] = {
    word: keyword for word, keyword in (ENGLISH | CHINESE).items() if keyword in (Keyword.TEAM, Keyword.ALONE)
}
_LABEL = re.compile(rf"(?P<word>{'|'.join(sorted(_WORDS, key=len, reverse=True))})\s*[:=]?\s*(?=\D?\D?\D?\d)")


def read_prices(text: str, unit: Currency) -> Prices:
    """The team price and, where there is one, the price alone; the word before a price says which it is.

    Raises PricesUnreadable, PricesAmbiguous, TeamPriceNotLower, and what is wrong with an only price.
    """
    said = folded(text)
    if len(said) > _LONGEST:
        raise PricesUnreadable(given=text)
    one = set(_single(said, unit))
    found = one or set(_pairs(said, unit, at=_COMMA))
    found |= set(_pairs(said, unit, at=_GAP))
    if len(found) > 1:
        raise PricesAmbiguous(given=text)
    if not found:
        raise _wrong(text, said, unit)
    team_price, solo = found.pop()
    if solo is not None:
        check_prices(team_price, solo)
    return team_price, solo


def _single(said: str, unit: Currency) -> Iterator[Prices]:
    price, keyword = _price(said, unit)
    if price is not None and keyword is not Keyword.ALONE:
        yield price, None


def _pairs(said: str, unit: Currency, *, at: re.Pattern[str]) -> Iterator[Prices]:
    """Every way to cut the text at such a place into two prices."""
    for gap in at.finditer(said):
        (first, one), (second, other) = _price(said[: gap.start()], unit), _price(said[gap.end() :], unit)
        if first is None or second is None or (one is not None and one is other):
            continue
        is_turned = one is Keyword.ALONE or other is Keyword.TEAM
        yield (second, first) if is_turned else (first, second)


def _price(said: str, unit: Currency) -> tuple[Money | None, Keyword | None]:
    label = _LABEL.match(said)
    try:
        return read_amount(said[label.end() :] if label else said, unit), _WORDS[label["word"]] if label else None
    except DomainError:
        return None, None


def _wrong(text: str, said: str, unit: Currency) -> DomainError:
    """What is wrong with the first price that can't be read, where it is clear which that is."""
    parts = _GAP.split(said) if len(_GAP.split(said)) == 2 else [said]
    for part in parts:
        label = _LABEL.match(part)
        try:
            read_amount(part[label.end() :] if label else part, unit)
        except UnreadableAmount:
            break
        except DomainError as error:
            return error
    return PricesUnreadable(given=text)
