"""EMVCo QR codes, merchant-presented mode, v1.1: objects of tag, length and value, and the checksum at the end.

https://www.emvco.com/emv-technologies/qr-codes/. Lengths count characters, the checksum runs over the UTF-8 bytes.
"""

import binascii
import re
from collections.abc import Iterable
from decimal import Decimal

from bot.domain.money import BadAmount, Currency, Money, currency, from_decimal
from bot.payqr import asks, texts
from bot.payqr.errors import (
    BadReference,
    CurrencyMismatch,
    EmptyObject,
    ObjectMissing,
    ObjectTooLong,
    PayloadUnreadable,
    RepeatedObject,
    UnexpectedObject,
    WideCharacter,
    WrongChecksum,
    WrongObject,
)

Objects = dict[str, str]

LONGEST = 99
#: Object 54 holds 13 characters: ten digits, the point and two decimals.
HIGHEST_AMOUNT_MINOR = 999_999_999_999
#: Or 13 digits, where the currency has no decimals.
HIGHEST_WHOLE_AMOUNT = 9_999_999_999_999
#: How long a name, a city and each entry of the additional data (62) may be.
NAME, CITY, DATA = 25, 15, 25
#: What a name in letters that ASCII has no form of is written as, where the code must carry one.
PLACEHOLDER = "NA"
_CHECKSUM = "6304"
_VERSION = "01"
_HEAD = re.compile(r"[0-9]{4}", re.ASCII)
_AMOUNT = re.compile(r"[0-9]{1,13}|[0-9]{1,10}\.[0-9]{1,2}")
_REFERENCE = re.compile(r"[A-Za-z0-9/.\-]{1,25}")


def written(objects: Iterable[tuple[str, str]]) -> str:
    """Objects one after another, in the order given. Raises EmptyObject, ObjectTooLong, WideCharacter."""
    return "".join(_object(tag, value) for tag, value in objects)


def sealed(objects: Iterable[tuple[str, str]]) -> str:
    """A whole payload: the objects and object 63, the checksum over everything before its four digits."""
    text = written(objects) + _CHECKSUM
    return text + checksum(text)


def checksum(text: str) -> str:
    """CRC-16 (polynomial 1021, start FFFF) over UTF-8, four capital hexadecimal digits."""
    return f"{binascii.crc_hqx(text.encode(), 0xFFFF):04X}"


def parsed(text: str) -> Objects:
    """The objects of a text that consists of nothing else.

    Raises PayloadUnreadable (leftovers, a length beyond the end), EmptyObject, RepeatedObject, WideCharacter.
    """
    _refuse_wide(text, at="")
    objects: Objects = {}
    start = 0
    while start < len(text):
        head = text[start : start + 4]
        if not _HEAD.fullmatch(head):
            raise PayloadUnreadable(at=start)
        tag, end = head[:2], start + 4 + int(head[2:])
        if end > len(text):
            raise PayloadUnreadable(at=start)
        _add(objects, tag, text[start + 4 : end])
        start = end
    return objects


def unsealed(payload: str, *versions: str) -> Objects:
    """The objects of a whole payload without 63, whose checksum is right; small letters in it pass.

    Object 00 says 01 unless other versions are named. Raises PayloadUnreadable and its kinds.
    """
    objects = parsed(payload)
    tags = list(objects)
    if tags[:1] != ["00"]:
        raise ObjectMissing(at="00")
    if tags[-1] != "63":
        raise ObjectMissing(at="63")
    given, wanted = objects.pop("63"), checksum(payload[:-4])
    if given.upper() != wanted:
        raise WrongChecksum(at="63", given=given, wanted=wanted)
    if objects["00"] not in (versions or (_VERSION,)):
        raise WrongObject(at="00", given=objects["00"])
    return objects


def require(objects: Objects, tag: str, value: str) -> None:
    """Raise ObjectMissing or WrongObject unless the object says this."""
    if taken(objects, tag) != value:
        raise WrongObject(at=tag, given=objects[tag])


def taken(objects: Objects, tag: str) -> str:
    """The value of an object that must be there. Raises ObjectMissing."""
    if tag not in objects:
        raise ObjectMissing(at=tag)
    return objects[tag]


def require_form(objects: Objects, tag: str, form: re.Pattern[str]) -> str:
    """The value of an object that must be there in this form. Raises ObjectMissing, WrongObject."""
    value = taken(objects, tag)
    if not form.fullmatch(value):
        raise WrongObject(at=tag, given=value)
    return value


def refuse_unexpected(objects: Objects, known: frozenset[str]) -> None:
    """Raise UnexpectedObject for an object that could move the money or change the sum."""
    for tag in objects:
        if tag not in known:
            raise UnexpectedObject(at=tag)


def amount(objects: Objects, *units: Currency) -> Money:
    """The amount of object 54 in the currency of 53, which must be one of these. Raises ObjectMissing, WrongObject."""
    number = taken(objects, "53")
    unit = next((each for each in units if each.number == number), None)
    if unit is None:
        raise WrongObject(at="53", given=number)
    text = require_form(objects, "54", _AMOUNT)
    try:
        return from_decimal(Decimal(text), unit)
    except BadAmount:
        raise WrongObject(at="54", given=text) from None


def refuse_amount(standard: str, amount: Money, able: frozenset[str]) -> None:
    """Raise CurrencyMismatch, BadAmount or AmountTooHigh for what a standard of these currencies can't ask."""
    unit = amount.currency
    if unit.code not in able or unit != currency(unit.code):
        raise CurrencyMismatch(standard=standard, given=unit.code, wanted=", ".join(sorted(able)))
    highest = HIGHEST_AMOUNT_MINOR if unit.decimals else HIGHEST_WHOLE_AMOUNT
    asks.refuse_amount(standard, amount, unit.code, highest)


def refuse_reference(reference: str, longest: int = DATA) -> None:
    """Raise BadReference unless it is none, or letters, digits, strokes, points and hyphens that fit."""
    if reference and (len(reference) > longest or not _REFERENCE.fullmatch(reference)):
        raise BadReference(given=reference, longest=longest)


def read_reference(objects: Objects, tag: str) -> str:
    """The reference in an object of the additional data, which holds nothing else; "" without. Raises WrongObject, …"""
    if "62" not in objects:
        return ""
    data = parsed(objects["62"])
    refuse_unexpected(data, frozenset({tag}))
    return require_form(data, tag, _REFERENCE)


def folded(name: str, longest: int = NAME) -> str:
    """A name as a code carries it: ASCII, cut; the placeholder when nothing is left of it."""
    return texts.cut(texts.fold(name), longest) or PLACEHOLDER


def _object(tag: str, value: str) -> str:
    if not value:
        raise EmptyObject(at=tag)
    if len(value) > LONGEST:
        raise ObjectTooLong(tag=tag, length=len(value), limit=LONGEST)
    _refuse_wide(value, at=tag)
    return f"{tag}{len(value):02d}{value}"


def _add(objects: Objects, tag: str, value: str) -> None:
    if not value:
        raise EmptyObject(at=tag)
    if tag in objects:
        raise RepeatedObject(at=tag)
    objects[tag] = value


def _refuse_wide(text: str, at: str) -> None:
    for letter in text:
        if ord(letter) > 0xFFFF or 0xD800 <= ord(letter) <= 0xDFFF:
            raise WideCharacter(at=at, given=letter)
