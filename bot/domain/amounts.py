"""Amounts as people type them: 39.90, 39,90 €, R$ 1.200,50, 29.9元. Read exactly, or asked about; never guessed."""

import re
from decimal import ROUND_DOWN, Decimal

from bot.domain.errors import DomainError
from bot.domain.money import Currency, Money, currencies, everyday
from bot.domain.plain_texts import folded


class UnreadableAmount(DomainError):
    """Not an amount. Facts: `given`, `example`."""


class AmountNotPositive(DomainError):
    """Zero or less. Facts: `given`, `example`."""


class AmountTooLarge(DomainError):
    """More than can be asked for. Facts: `given`, `example`."""


class TooManyDecimals(DomainError):
    """More decimals than the currency has. Facts: `given`, `decimals`, `currency` (its code), `example`."""


class AmbiguousAmount(DomainError):
    """Thousands or decimals, nobody can tell. Facts: `given`, `small`, `large` (Money), `example` (the small)."""


class CurrencyDiffers(DomainError):
    """A sign of another currency than the community's. Facts: `given`, `sign`, `currency` (its code), `example`."""


_DOLLARS = "USD SGD HKD TWD"
_YUAN = "CNY HKD TWD SGD"
#: What may stand beside an amount, in small letters, and the currencies it may mean (besides each currency's own code).
_SIGNS: dict[str, str] = {
    "€": "EUR", "欧元": "EUR", "欧": "EUR", "euro": "EUR", "euros": "EUR",
    "¥": "CNY JPY", "元": _YUAN, "块": _YUAN, "人民币": "CNY", "rmb": "CNY", "yuan": "CNY", "円": "JPY", "日元": "JPY",
    "$": _DOLLARS, "us$": "USD", "美元": "USD", "r$": "BRL", "s$": "SGD", "新币": "SGD", "hk$": "HKD", "港币": "HKD",
    "港元": "HKD", "nt$": "TWD", "台币": "TWD", "฿": "THB", "泰铢": "THB", "₫": "VND", "đ": "VND", "៛": "KHR",
    "rp": "IDR", "rm": "MYR", "₹": "INR", "rs": "INR", "fr": "CHF", "fr.": "CHF", "kč": "CZK", "₽": "RUB",
    "руб": "RUB", "руб.": "RUB", "дин": "RSD", "грн": "UAH",  # noqa: RUF001 - Cyrillic is meant
    "din": "RSD", "£": "GBP", "英镑": "GBP", "zł": "PLN", "₴": "UAH", "卢布": "RUB",
    "₸": "KZT", "₩": "KRW", "韩元": "KRW", "₱": "PHP", "₺": "TRY", "₭": "LAK", "tl": "TRY",
    "₿": "BTC",
}  # fmt: skip
_MEANT = {sign: frozenset(codes.split()) for sign, codes in _SIGNS.items()} | {
    unit.code.lower(): frozenset({unit.code}) for unit in currencies()
}
_AMOUNT = re.compile(
    r"(?P<before>[^\d\s+-][^\d]{0,7}?)?\s*(?P<number>[+-]?\s?\d[\d.,' ’]*)(?<! )\s*(?P<after>[^\d\s].{0,7})?"
)
_GROUPED = re.compile(r"(?P<whole>\d{1,3}(?P<gap>[ '’])\d{3}(?:(?P=gap)\d{3})*)(?:[.,](?P<part>\d+))?")
_BOTH = re.compile(r"(?P<whole>\d{1,3}(?P<gap>[.,])\d{3}(?:(?P=gap)\d{3})*)(?!(?P=gap))[.,](?P<part>\d+)")
_THOUSANDS = re.compile(r"(?P<whole>\d{1,3}(?P<gap>[.,])\d{3}(?:(?P=gap)\d{3})+)(?P<part>)")
_SIMPLE = re.compile(r"(?P<whole>\d+)(?:[.,](?P<part>\d+))?")
_PERHAPS_THOUSANDS = re.compile(r"[1-9]\d{0,2}[.,]\d{3}")
_LONGEST = 40
_TOO_LARGE = 10**15  # minor units; the limit of bot.domain.money


def read_amount(text: str, unit: Currency) -> Money:
    """A positive amount in this currency.

    Raises UnreadableAmount, AmountNotPositive, AmountTooLarge, TooManyDecimals, AmbiguousAmount, CurrencyDiffers.
    """
    said = _AMOUNT.fullmatch(folded(text)) if len(text) <= _LONGEST else None
    if said is None:
        raise UnreadableAmount(given=text, example=_likely(text, unit))
    number = said["number"].lstrip("+- ")
    for sign in (said["before"], said["after"]):
        _check_sign(sign, text, unit, number)
    if said["number"].startswith("-"):
        raise AmountNotPositive(given=text, example=example_amount(unit))
    return _money(text, number, unit)


def write_amount(money: Money) -> str:
    """The amount as it can be typed: "29.90", all decimals, no thousands, no sign."""
    return format(money.decimal(), "f")


def example_amount(unit: Currency) -> str:
    """A price to show how one is typed."""
    return write_amount(everyday(2990, unit))


def _check_sign(sign: str | None, text: str, unit: Currency, number: str) -> None:
    meant = _MEANT.get((sign or "").strip())
    if sign is None or (meant and unit.code in meant):
        return
    if meant is None:
        raise UnreadableAmount(given=text, example=_likely(text, unit))
    raise CurrencyDiffers(given=text, sign=sign.strip(), currency=unit.code, example=_bare(number, unit))


def _likely(text: str, unit: Currency) -> str:
    """The one number among other words, else an example."""
    numbers = re.findall(r"\d[\d.,]*(?<=\d)", folded(text[:_LONGEST]))
    return _bare(numbers[0], unit) if len(numbers) == 1 else example_amount(unit)


def _bare(number: str, unit: Currency) -> str:
    try:
        return write_amount(_money(number, number, unit))
    except DomainError:
        return example_amount(unit)


def _money(text: str, number: str, unit: Currency) -> Money:
    if _PERHAPS_THOUSANDS.fullmatch(number):
        return _thousands_or_decimals(text, number, unit)
    for form in (_SIMPLE, _GROUPED, _BOTH, _THOUSANDS):
        if said := form.fullmatch(number):
            return _exact(text, re.sub(r"\D", "", said["whole"]), said["part"] or "", unit)
    raise UnreadableAmount(given=text, example=example_amount(unit))


def _thousands_or_decimals(text: str, number: str, unit: Currency) -> Money:
    """39.900: in a currency without decimals surely thousands, else both are possible when the last digit is 0."""
    whole, part = re.split("[.,]", number)
    large = _exact(text, whole + part, "", unit)
    if unit.decimals == 0:
        return large
    if not part.endswith("0"):
        return _exact(text, whole, part, unit)
    small = _exact(text, whole, part[:-1], unit)
    raise AmbiguousAmount(given=text, small=small, large=large, example=write_amount(small))


def _exact(text: str, whole: str, part: str, unit: Currency) -> Money:
    amount = Decimal(f"{whole}.{part or 0}")
    if len(part) > unit.decimals:
        cut = amount.quantize(Decimal(1).scaleb(-unit.decimals), ROUND_DOWN)
        raise TooManyDecimals(
            given=text, decimals=unit.decimals, currency=unit.code,
            example=format(cut, "f") if cut and unit.decimals else example_amount(unit),
        )  # fmt: skip
    minor = int(amount.scaleb(unit.decimals))
    if minor == 0:
        raise AmountNotPositive(given=text, example=example_amount(unit))
    if minor >= _TOO_LARGE:
        raise AmountTooLarge(given=text, example=example_amount(unit))
    return Money(minor, unit)
