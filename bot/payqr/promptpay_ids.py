"""PromptPay identifiers (Thailand): mobile phone, citizen or tax number, e-wallet."""

import re

from bot.payqr.errors import BadPhone, BadPromptpayId, BadThaiId

_PHONE = re.compile(r"0066[0-9]{9}")
PHONE_EXAMPLE = "081-234-5678"


def checked(given: str) -> str:
    """The identifier as the code carries it: 0066 and nine digits, thirteen digits, or fifteen.

    Raises BadPhone, BadThaiId, BadPromptpayId.
    """
    bare = re.sub(r"[\s.()\-]", "", given)
    digits = bare.removeprefix("+")
    if not re.fullmatch(r"[0-9]+", digits):
        raise BadPromptpayId(given=given, digits=sum(letter.isdecimal() for letter in digits))
    if bare.startswith("+") or len(digits) in {10, 11} or _PHONE.fullmatch(digits):
        return _phone(given, bare)
    if len(digits) == 13:
        return _thai_id(given, digits)
    if len(digits) == 15:
        return digits
    raise BadPromptpayId(given=given, digits=len(digits))


def is_phone(identifier: str) -> bool:
    """Whether a checked identifier is a phone number; no tax number begins with 0066."""
    return _PHONE.fullmatch(identifier) is not None


def shown(identifier: str) -> str:
    """The identifier as people write it: 081-234-5678, 1-2345-67890-12-1, an e-wallet as it is."""
    if is_phone(identifier):
        return f"0{identifier[4:6]}-{identifier[6:9]}-{identifier[9:]}"
    if len(identifier) == 13:
        return "-".join((identifier[0], identifier[1:5], identifier[5:10], identifier[10:12], identifier[12]))
    return identifier


def _phone(given: str, bare: str) -> str:
    """Nine digits after the national 0, or after the country's 66 (where some write the 0 too: +66 (0)81…)."""
    national = re.fullmatch(r"(?:\+660?|0066|66|0)([0-9]{9})", bare)
    if national is None:
        raise BadPhone(given=given, example=PHONE_EXAMPLE)
    return "0066" + national[1]


def _thai_id(given: str, digits: str) -> str:
    total = sum(int(digit) * (13 - place) for place, digit in enumerate(digits[:12]))
    if int(digits[12]) != (11 - total % 11) % 10:
        raise BadThaiId(given=given)
    return digits
