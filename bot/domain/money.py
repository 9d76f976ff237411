"""Money: integer minor units with a currency (ISO 4217, and two that no state makes). Never a float."""

from dataclasses import dataclass
from decimal import Decimal

from bot.domain.errors import DomainError


class UnknownCurrency(DomainError):
    """Not a currency we can ask money in. Facts: `given`."""


class BadAmount(DomainError):
    """Not a positive amount in this currency. Facts: `given`, `decimals`."""


@dataclass(frozen=True, slots=True)
class Currency:
    """A currency: letters, ISO 4217's number ("": it has none), and how many decimals its amounts are written with."""

    code: str
    number: str
    decimals: int


#: The payment schemes of VND, KHR, IDR and LAK take whole units, whatever ISO 4217 says of the last three.
_CURRENCIES = {
    code: Currency(code, number, decimals)
    for code, number, decimals in (
        ("EUR", "978", 2), ("BRL", "986", 2), ("THB", "764", 2), ("SGD", "702", 2), ("VND", "704", 0),
        ("HKD", "344", 2), ("KHR", "116", 0), ("USD", "840", 2), ("IDR", "360", 0), ("MYR", "458", 2),
        ("INR", "356", 2), ("CHF", "756", 2), ("CZK", "203", 2), ("RUB", "643", 2), ("RSD", "941", 2),
        ("CNY", "156", 2), ("GBP", "826", 2), ("PLN", "985", 2), ("UAH", "980", 2), ("KZT", "398", 2),
        ("JPY", "392", 0), ("KRW", "410", 0), ("PHP", "608", 2), ("TWD", "901", 2), ("TRY", "949", 2),
        ("LAK", "418", 0),
        ("BTC", "", 8), ("TON", "", 9),
    )
}  # fmt: skip

#: How many of the smallest units are shown for a cent, by decimals: 29900 dong, 0.000299 bitcoin, 2.99 toncoin.
_FOR_A_CENT = {0: 10, 8: 10, 9: 1_000_000}


def currency(code: str) -> Currency:
    """The currency of these three letters, in any case. Raises UnknownCurrency."""
    try:
        return _CURRENCIES[code.upper()]
    except KeyError:
        raise UnknownCurrency(given=code) from None


def currencies() -> tuple[Currency, ...]:
    """Every currency a community may use."""
    return tuple(_CURRENCIES.values())


@dataclass(frozen=True, slots=True)
class Money:
    """An amount in minor units (cents) of a currency."""

    minor: int
    currency: Currency

    def decimal(self) -> Decimal:
        """The amount in whole units, with exactly the currency's decimals: Decimal("29.90")."""
        return Decimal(self.minor).scaleb(-self.currency.decimals)

    def times(self, quantity: int) -> "Money":
        """This price for so many units."""
        return Money(self.minor * quantity, self.currency)


def everyday(cents: int, unit: Currency) -> Money:
    """A sum as people pay it in a shop: so many cents, and about that where the smallest unit is more or less."""
    return Money(cents * _FOR_A_CENT.get(unit.decimals, 1), unit)


def from_decimal(amount: Decimal, unit: Currency) -> Money:
    """A positive amount in whole units as money. Raises BadAmount: not positive, or more decimals than its currency."""
    minor = amount.scaleb(unit.decimals)
    if not amount.is_finite() or minor <= 0 or minor != minor.to_integral_value() or minor >= 10**15:
        raise BadAmount(given=str(amount), decimals=unit.decimals)
    return Money(int(minor), unit)
