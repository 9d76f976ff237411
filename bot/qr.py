"""Payment codes from a shell: one made for an account, one read in words. The same codes and refusals as the bot's."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from bot.domain.amounts import read_amount
from bot.domain.errors import DomainError
from bot.domain.money import currency as currency_of
from bot.i18n import LOCALES, Languages, Texts
from bot.payqr.asks import Ask
from bot.payqr.errors import UnknownStandard
from bot.payqr.image import draw
from bot.payqr.reading import prove, read_qr
from bot.payqr.registry import STANDARDS
from bot.payqr.words import Described, describe

#: Its account is a whole code, or a link that takes no amount: how it is typed says too little in a table.
_SHOWN_SHORT = 72


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What is asked of the command line, as typed."""

    standard: str
    account: str
    name: str
    city: str
    amount: str
    currency: str
    reference: str


def texts_for(language: str) -> Texts:
    """The bot's own words in the language of a shell ("zh_CN.UTF-8"), else English."""
    return Languages(LOCALES).texts(language)


def made(asked: Asked, now: datetime) -> Ask:
    """The ask that was typed, checked as the bot checks it. Raises a DomainError that names what is wrong."""
    standard = STANDARDS.get(asked.standard.casefold())
    if standard is None:
        example = next(iter(STANDARDS.values())).line.example
        raise UnknownStandard(given=asked.standard, known=", ".join(STANDARDS), expected=example)
    payee = standard.check(asked.account, asked.name, asked.city)
    amount = read_amount(asked.amount, currency_of(asked.currency))
    return Ask(payee, amount, asked.reference, made_at=now)


def written(asked: Asked, now: datetime, png: Path | None = None) -> str:
    """The text of the code; `png` gets its picture, proved by reading it back. Raises DomainError, OSError."""
    ask = made(asked, now)
    payload = STANDARDS[ask.payee.standard].payload(ask)
    if png is not None:
        drawn = draw(payload)
        prove(drawn, ask)
        png.write_bytes(drawn)
    return payload


def read(file: Path) -> Described:
    """What the one code in a picture says. Raises OSError, UnreadablePicture, NoPaymentCode, and its fault."""
    return describe(read_qr(file.read_bytes()))


def told(texts: Texts, said: Described) -> Iterator[str]:
    """A code in words, a line for each thing it says."""
    scheme = texts.plain("code-scheme", scheme=said.scheme)
    yield f"{scheme} · {texts.country(said.country)}" if said.country else scheme
    if said.name:
        yield texts.plain("qr-paid", name=", ".join(part for part in (said.name, said.city) if part))
    if said.account:
        yield texts.plain("qr-account", account=said.account)
    if said.amount is not None:
        yield texts.plain("qr-amount", amount=said.amount)
    elif said.currency:
        yield texts.plain("qr-currency", currency=said.currency)
    if said.reference:
        yield texts.plain("qr-reference", reference=said.reference)
    if said.standard:
        yield texts.plain("qr-usable", standard=said.standard)
    else:
        yield texts.plain("qr-unusable", why="" if said.refusal is None else texts.refusal(said.refusal))


def why(texts: Texts, error: DomainError | OSError) -> str:
    """Why it was refused, as the bot says it; a file that can't be had, as the system says it."""
    return texts.refusal(error) if isinstance(error, DomainError) else str(error)


def forms() -> Iterator[tuple[str, str, str]]:
    """Each standard: its name, what it asks money in, and how its account is written."""
    for name, standard in STANDARDS.items():
        example = standard.line.example.removeprefix(f"{name} ")
        shown = example if len(example) <= _SHOWN_SHORT else f"{example[:_SHOWN_SHORT]}…"
        units = sorted(standard.currencies)
        yield name, ", ".join(units) if len(units) < 12 else "any", shown
