"""PayNow proxies (Singapore): a mobile number, or a business's Unique Entity Number with its suffix."""

import re

from bot.payqr.errors import BadPaynowId, BadPhone, BadUen

#: Three capitals or digits behind a UEN part the accounts of one business.
_SUFFIX = r"(?:[0-9A-Z]{3})?"
_MOBILE = re.compile(r"\+65[89][0-9]{7}")
_BUSINESS = re.compile(r"[0-9]{8}[A-Z]" + _SUFFIX)
_COMPANY = re.compile(r"(?:19|20)[0-9]{7}[A-Z]" + _SUFFIX)
_OTHER = re.compile(r"[RST][0-9]{2}[A-Z]{2}[0-9]{4}[A-Z]" + _SUFFIX)
PHONE_EXAMPLE = "+65 8123 4567"


def checked(given: str) -> str:
    """The proxy as the code carries it: +65 and eight digits, or the UEN in capitals.

    Raises BadPhone, BadUen, BadPaynowId.
    """
    bare = re.sub(r"[\s.()\-]", "", given).upper()
    if re.fullmatch(r"\+?[0-9]+", bare):
        return _mobile(given, bare)
    if re.fullmatch(r"[0-9A-Z]{9,13}", bare):
        return _uen(given, bare)
    raise BadPaynowId(given=given)


def is_mobile(proxy: str) -> bool:
    """Whether a checked proxy is a mobile number."""
    return proxy.startswith("+")


def shown(proxy: str) -> str:
    """The proxy as people write it: +65 8123 4567, a UEN as it is."""
    return f"{proxy[:3]} {proxy[3:7]} {proxy[7:]}" if is_mobile(proxy) else proxy


def _mobile(given: str, bare: str) -> str:
    mobile = "+65" + bare if len(bare) == 8 else "+" + bare.removeprefix("+")
    if not _MOBILE.fullmatch(mobile):
        raise BadPhone(given=given, example=PHONE_EXAMPLE)
    return mobile


def _uen(given: str, bare: str) -> str:
    """Three shapes, each with weights and letters of its own (Accounting and Corporate Regulatory Authority)."""
    if _COMPANY.fullmatch(bare):
        sound = bare[9] == "ZKCMDNERGWH"[_weighted(bare[:9], (10, 8, 6, 4, 9, 7, 5, 3, 1)) % 11]
    elif _BUSINESS.fullmatch(bare):
        sound = bare[8] == "XMKECAWLJDB"[_weighted(bare[:8], (10, 4, 9, 3, 8, 2, 7, 1)) % 11]
    elif _OTHER.fullmatch(bare):
        letters = "ABCDEFGHJKLMNPQRSTUVWX0123456789"
        if not set(bare[:9]) <= set(letters):
            raise BadUen(given=given)
        total = sum(letters.index(c) * w for c, w in zip(bare[:9], (4, 3, 5, 3, 10, 2, 2, 5, 7), strict=True))
        sound = bare[9] == letters[(total - 5) % 11]
    else:
        raise BadUen(given=given)
    if not sound:
        raise BadUen(given=given)
    return bare


def _weighted(digits: str, weights: tuple[int, ...]) -> int:
    return sum(int(digit) * weight for digit, weight in zip(digits, weights, strict=True))
