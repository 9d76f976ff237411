"""Ten thousand legal asks of a standard, drawn by lot from a seed, each with what stands in its code.

Check digits and forms are made here from the standards' words, apart from the program's own.
"""

import random
import string
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from bot.domain.money import Money, currency
from bot.payqr import STANDARDS, Ask
from tests.unit.payqr.payees import iban_check_digits, weighted_digit

MANY = 10_000
ALNUM = string.ascii_uppercase + string.digits
#: What moves, hides or parts text somewhere: none of it may move anything in a code.
NASTY = "\n\r\t\v\x00\x1c\x85\u2028\u2029\u202e\u2066\u200b\ufeff 0569AÉłđ王ក🍊%*|&=+;<>\ud800\u0301"


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawn:
    """An account as it is typed, and the objects of its code that hold it."""

    account: str
    objects: dict[str, str]


def digits(lots: random.Random, size: int) -> str:
    """So many digits."""
    return "".join(lots.choices(string.digits, k=size))


def paynow(lots: random.Random) -> Drawn:
    """A mobile number, a company or a business, with and without a suffix."""
    kind = lots.randrange(3)
    if kind == 0:
        proxy = "+65" + lots.choice("89") + digits(lots, 7)
        return Drawn(account=lots.choice([proxy, proxy[3:]]), objects={"26-01": "0", "26-02": proxy})
    body, weights, letters = (
        (str(lots.randint(1960, 2029)) + digits(lots, 5), [10, 8, 6, 4, 9, 7, 5, 3, 1], "ZKCMDNERGWH"),
        (digits(lots, 8), [10, 4, 9, 3, 8, 2, 7, 1], "XMKECAWLJDB"),
    )[kind - 1]
    letter = letters[sum(int(d) * w for d, w in zip(body, weights, strict=True)) % 11]
    uen = body + letter + lots.choice(["", "".join(lots.choices(ALNUM, k=3))])
    return Drawn(account=lots.choice([uen, uen.lower()]), objects={"26-01": "2", "26-02": uen})


def vietqr(lots: random.Random) -> Drawn:
    """A bank by name or number, and an account of any length."""
    name, number = lots.choice([("Vietcombank", "970436"), ("mb", "970422"), ("970407", "970407"), ("TPB", "970423")])
    account = digits(lots, lots.randint(3, 19))
    nested = f"0006{number}01{len(account):02d}{account}"
    return Drawn(account=f"{name} {account}", objects={"38-01": nested})


def fps(lots: random.Random) -> Drawn:
    """A mobile number, an identifier or an e-mail address."""
    kind = lots.randrange(3)
    if kind == 0:
        number = lots.choice("4569") + digits(lots, 7)
        return Drawn(account=lots.choice(["", "+852 ", "852-"]) + number, objects={"26-03": "+852-" + number})
    if kind == 1:
        identifier = digits(lots, lots.choice([7, 9]))
        return Drawn(account=identifier, objects={"26-02": identifier})
    email = "".join(lots.choices(string.ascii_letters + "._-", k=8)) + "@mail.example.hk"
    return Drawn(account=email, objects={"26-04": email})


def khqr(lots: random.Random) -> Drawn:
    """A Bakong account."""
    bakong = (
        "".join(lots.choices(string.ascii_lowercase + "._", k=lots.randint(1, 20))) + "@" + lots.choice(["aba", "acl"])
    )
    return Drawn(account=bakong, objects={"29-00": bakong})


def thaibill(lots: random.Random) -> Drawn:
    """A biller."""
    biller = digits(lots, 15)
    return Drawn(account=biller, objects={"30-01": biller})


def pix(lots: random.Random) -> Drawn:
    """A phone, a tax number of a person, an e-mail address or a random key."""
    kind = lots.randrange(4)
    if kind == 0:
        key = f"+55{lots.randint(1, 9)}{lots.randint(1, 9)}9{digits(lots, 8)}"
    elif kind == 1:
        body = [lots.randint(0, 8), 9, *(lots.randint(0, 9) for _ in range(7))]
        for weights in ([10, 9, 8, 7, 6, 5, 4, 3, 2], [11, 10, 9, 8, 7, 6, 5, 4, 3, 2]):
            body.append(weighted_digit(body, weights))
        key = "".join(map(str, body))
    elif kind == 2:
        key = "".join(lots.choices(string.ascii_lowercase + "._-", k=12)) + "@loja.example.br"
    else:
        key = "-".join("".join(lots.choices("0123456789abcdef", k=size)) for size in (8, 4, 4, 4, 12))
    return Drawn(account=key, objects={"26-01": key})


def promptpay(lots: random.Random) -> Drawn:
    """A phone, a citizen's number or an e-wallet."""
    kind = lots.randrange(3)
    if kind == 0:
        phone = digits(lots, 9)
        return Drawn(account="0" + phone, objects={"29-01": "0066" + phone})
    if kind == 1:
        body = "1" + digits(lots, 11)
        total = sum(int(digit) * weight for digit, weight in zip(body, range(13, 1, -1), strict=True))
        number = body + str(11 - total % 11)[-1]
        return Drawn(account=number, objects={"29-02": number})
    wallet = digits(lots, 15)
    return Drawn(account=wallet, objects={"29-03": wallet})


def epc(lots: random.Random) -> Drawn:
    """A German or Dutch account."""
    country, bban = lots.choice([("DE", digits(lots, 18)), ("NL", "ABNA" + digits(lots, 10))])
    iban = country + iban_check_digits(country, bban) + bban
    return Drawn(account=iban, objects={"iban": iban})


DRAWS: dict[str, Callable[[random.Random], Drawn]] = {
    "epc": epc,
    "pix": pix,
    "promptpay": promptpay,
    "paynow": paynow,
    "vietqr": vietqr,
    "fps": fps,
    "khqr": khqr,
    "thaibill": thaibill,
}


def asks(standard: str, *, many: int = MANY, seed: int = 20261124) -> Iterator[tuple[Ask, dict[str, str]]]:
    """Legal asks of a standard, each with the objects that hold its account."""
    lots, kind = random.Random(f"{seed} {standard}"), STANDARDS[standard]
    codes = sorted(kind.currencies)
    for _ in range(many):
        drawn = DRAWS[standard](lots)
        unit = currency(lots.choice(codes))
        highest = 999_999_999_999 if unit.decimals else 9_999_999_999_999
        highest = 99_999_999_999 if standard == "epc" else highest
        amount = Money(min(highest, int(10 ** lots.uniform(0, 13))), unit)
        payee = kind.check(drawn.account, "A" + nasty(lots), "B" + nasty(lots))
        reference = lots.choice(["", f"KT{lots.randrange(10**7, 10**8)}", "".join(lots.choices(ALNUM, k=20))])
        made_at = datetime(2026, 11, 24, tzinfo=UTC) + timedelta(milliseconds=lots.randrange(10**12))
        yield Ask(payee, amount, reference, made_at), drawn.objects


def nasty(lots: random.Random) -> str:
    """A text that tries to be more than a text."""
    return "".join(lots.choices(NASTY, k=lots.randint(0, 24)))
