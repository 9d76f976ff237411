"""Links as payment codes: a scheme, then key=value pairs; what could end a value is percent-encoded."""

import re
from collections.abc import Iterable
from urllib.parse import quote, unquote_to_bytes

from bot.payqr import texts
from bot.payqr.errors import PayloadUnreadable, RepeatedObject, UnexpectedObject, WrongObject

Fields = dict[str, str]

#: What begins with % and is no octet.
_BROKEN = re.compile("%(?![0-9A-Fa-f]{2})")


def written(where: str, fields: Iterable[tuple[str, str]]) -> str:
    """The link to `where` with its fields in this order, without those that are "". A blank is %20, never +."""
    filled = [f"{key}={quote(value, safe='@')}" for key, value in fields if value]
    return f"{where}?{'&'.join(filled)}" if filled else where


def parsed(link: str, scheme: str, known: frozenset[str]) -> tuple[str, Fields]:
    """What stands between scheme and fields, and the fields by name. The scheme may be in capitals.

    Raises PayloadUnreadable, RepeatedObject, UnexpectedObject, WrongObject.
    """
    if link[: len(scheme)].lower() != scheme:
        raise PayloadUnreadable(at=0)
    where, _, query = link[len(scheme) :].partition("?")
    fields: Fields = {}
    for pair in query.split("&") if query else ():
        key, equals, value = pair.partition("=")
        if not equals:
            raise PayloadUnreadable(at=pair)
        if key in fields:
            raise RepeatedObject(at=key)
        if key not in known:
            raise UnexpectedObject(at=key)
        fields[key] = _value(key, value)
    return where, fields


def _value(key: str, written_as: str) -> str:
    """A value that is one clean line."""
    try:
        value = unquote_to_bytes(written_as).decode()
    except UnicodeError:
        raise WrongObject(at=key, given=written_as) from None
    if _BROKEN.search(written_as) or value != texts.clean(value):
        raise WrongObject(at=key, given=written_as)
    return value
