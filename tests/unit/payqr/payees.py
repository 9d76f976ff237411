"""Legal accounts, names and references of each standard; their check digits are worked out apart from the program."""

import string

from hypothesis import strategies as st

from bot.domain.money import Money, currency
from bot.payqr import STANDARDS, Ask, parse_payee
from bot.payqr.ibans import LENGTHS

ALNUM = string.ascii_uppercase + string.digits


def an_ask(line_account: str, name: str = "Ana Souza", *, standard: str, minor: int = 2990, reference: str = "") -> Ask:
    """An ask to a checked payee."""
    kind = STANDARDS[standard]
    (code,) = kind.currencies
    city = "Recife" if standard == "pix" else ""
    return Ask(kind.check(line_account, name, city), Money(minor, currency(code)), reference)


def an_epc_ask(reference: str = "GB10000041", *, minor: int = 2990, name: str = "Wikimedia Fördergesellschaft") -> Ask:
    """29.90 EUR to a German account."""
    return an_ask("DE33100205000001194700", name, standard="epc", minor=minor, reference=reference)


def a_pix_ask(reference: str = "GB10000041", *, minor: int = 2990, name: str = "Fulano de Tal") -> Ask:
    """29.90 BRL to a random key."""
    return an_ask("123e4567-e12b-12d1-a456-426655440000", name, standard="pix", minor=minor, reference=reference)


def a_promptpay_ask(*, minor: int = 2990) -> Ask:
    """29.90 THB to a phone."""
    return an_ask("081-234-5678", "Somchai", standard="promptpay", minor=minor)


def iban_check_digits(country: str, bban: str) -> str:
    """98 less the remainder, taken digit by digit."""
    remainder = 0
    for letter in bban + country + "00":
        for digit in str(ALNUM.index(letter) + 10 if letter.isalpha() else int(letter)):
            remainder = (remainder * 10 + int(digit)) % 97
    return f"{98 - remainder:02d}"


@st.composite
def ibans(draw: st.DrawFn) -> str:
    country = draw(st.sampled_from(sorted(LENGTHS)))
    bban = draw(st.text(ALNUM, min_size=LENGTHS[country] - 4, max_size=LENGTHS[country] - 4))
    return country + iban_check_digits(country, bban) + bban


def weighted_digit(numbers: list[int], weights: list[int]) -> int:
    """The Brazilian rule: a remainder below 2 gives 0."""
    remainder = sum(n * w for n, w in zip(numbers, weights, strict=True)) % 11
    return 0 if remainder < 2 else 11 - remainder


@st.composite
def cpfs(draw: st.DrawFn) -> str:
    digits = draw(st.lists(st.integers(0, 9), min_size=9, max_size=9).filter(lambda d: len(set(d)) > 1))
    digits.append(weighted_digit(digits, [10, 9, 8, 7, 6, 5, 4, 3, 2]))
    digits.append(weighted_digit(digits, [11, 10, 9, 8, 7, 6, 5, 4, 3, 2]))
    return "".join(map(str, digits))


@st.composite
def cnpjs(draw: st.DrawFn) -> str:
    body = draw(st.text(ALNUM, min_size=12, max_size=12).filter(lambda b: len(set(b)) > 1))
    values = [ord(letter) - ord("0") for letter in body]
    values.append(weighted_digit(values, [5, 4, 3, 2, 9, 8, 7, 6, 5, 4, 3, 2]))
    values.append(weighted_digit(values, [6, 5, 4, 3, 2, 9, 8, 7, 6, 5, 4, 3, 2]))
    return body + "".join(map(str, values[12:]))


@st.composite
def thai_ids(draw: st.DrawFn) -> str:
    digits = draw(st.lists(st.integers(0, 9), min_size=12, max_size=12).filter(lambda d: d[:4] != [0, 0, 6, 6]))
    weights = [13, 12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2]
    check = 11 - sum(n * w for n, w in zip(digits, weights, strict=True)) % 11
    return "".join(map(str, digits)) + str(check)[-1]


PIX_PHONES = st.from_regex(r"\+55[1-9]{2}9[0-9]{8}", fullmatch=True)
PIX_EMAILS = st.from_regex(r"[a-z0-9._-]{1,20}@[a-z][a-z0-9]{0,20}\.[a-z]{2,8}", fullmatch=True)
PIX_RANDOM = st.uuids().map(str)
PIX_KEYS = st.one_of(cpfs(), cnpjs(), PIX_PHONES, PIX_EMAILS, PIX_RANDOM)
THAI_PHONES = st.from_regex(r"0066[0-9]{9}", fullmatch=True)
WALLETS = st.from_regex(r"[0-9]{15}", fullmatch=True)
PROMPTPAY_IDS = st.one_of(THAI_PHONES, thai_ids(), WALLETS)
REFERENCES = st.text(ALNUM, max_size=20)
#: Anything a person can type and some things they can't, dense in what moves or hides text.
NASTY = st.text(
    st.one_of(st.characters(), st.sampled_from("\n\r\t\v\f\x00\x1c\x85\u2028\u2029\u202e\u200b\ufeff 0569AÉł"))
)


def a_sample(standard: str, *, name: str = "", minor: int = 2990, code: str = "", reference: str = "GB10000041") -> Ask:
    """An ask to the payee of the standard's own example, under another name if given."""
    kind = STANDARDS[standard]
    payee = parse_payee(kind.line.example)
    if name:
        payee = kind.check(f"{payee.account} {payee.extra}".strip(), name, payee.city)
    return Ask(payee, Money(minor, currency(code or min(kind.currencies))), reference)
