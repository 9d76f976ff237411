"""FPS proxies (Hong Kong): mobile number, FPS identifier, e-mail address."""

import re

from bot.payqr.errors import BadFpsId, BadPhone

PHONE_EXAMPLE = "+852 6789 1234"
_LONGEST_EMAIL = 60
_MOBILE = re.compile(r"\+852-[4-9][0-9]{7}")
_ID = re.compile(r"[0-9]{7}|[0-9]{9}")
_EMAIL = re.compile(r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]+@(?:[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?\.)+[A-Za-z]{2,}")


def checked(given: str) -> str:
    """The proxy as the code carries it: +852-67891234, seven or nine digits, or an e-mail address as it is written.

    Eight digits alone are a mobile number, never an FPS identifier. Raises BadPhone, BadFpsId.
    """
    if "@" in given:
        return _email(given)
    bare = re.sub(r"[\s.()\-]", "", given)
    if not re.fullmatch(r"\+?[0-9]+", bare):
        raise BadFpsId(given=given)
    if _ID.fullmatch(bare):
        return bare
    digits = bare.removeprefix("+")
    mobile = "+852-" + (digits if len(bare) == 8 else digits.removeprefix("852"))
    if not _MOBILE.fullmatch(mobile):
        raise BadPhone(given=given, example=PHONE_EXAMPLE)
    return mobile


def tag_of(proxy: str) -> str:
    """The object of a checked proxy: 02 identifier, 03 mobile number, 04 e-mail address."""
    if "@" in proxy:
        return "04"
    return "03" if proxy.startswith("+") else "02"


def shown(proxy: str) -> str:
    """The proxy as people write it: +852 6789 1234."""
    return f"+852 {proxy[5:9]} {proxy[9:]}" if proxy.startswith("+") else proxy


def _email(given: str) -> str:
    email = given.strip()
    if not _EMAIL.fullmatch(email) or len(email) > _LONGEST_EMAIL:
        raise BadFpsId(given=given)
    return email
