"""Fingerprints: by what people tell one account from another at a glance, on cards, in captions and on buttons.

The last digits of a number do; the last letters of an e-mail or of a name at a bank are the same for half the world.
"""

import re
from collections.abc import Callable
from hashlib import sha256
from typing import Protocol

#: A name at a bank that is a telephone number, which not everybody need read.
_PHONE = re.compile(r"\+?[0-9]{8,15}")
_SEAL = 16


class HasAccount(Protocol):
    """An account by a standard: a payee's, or what an order's snapshot keeps of it."""

    @property
    def standard(self) -> str:
        """The standard's name."""

    @property
    def account(self) -> str:
        """The account as the standard writes it."""


def fingerprint(payee: HasAccount) -> str:
    """What is compared: short, and another one for another account."""
    return _BY_STANDARD.get(payee.standard, _told)(payee.account)


def seal(code: str) -> str:
    """The checksum of a whole code in groups of four, to be read out: whatever is another in it, this is another."""
    digits = sha256(code.encode()).hexdigest()[:_SEAL]
    return " ".join(digits[at : at + 4] for at in range(0, _SEAL, 4))


def _told(account: str) -> str:
    """Of a number the last four; of an e-mail the first letter and the domain; a name at a bank is told whole."""
    name, at, where = account.rpartition("@")
    if not at:
        return f"…{account[-4:]}"
    if "." in where:
        return f"{name[:1]}…@{where}"
    return f"…{name[-4:]}@{where}" if _PHONE.fullmatch(name) else account


def _whole(account: str) -> str:
    """The name of a page that anybody can open."""
    return account


def _address(account: str) -> str:
    """An address that ends like another is made in a moment, one that begins like it as well is not."""
    return f"{account[:8]}…{account[-6:]}"


def _link(account: str) -> str:
    """The end of what an app made up."""
    return f"…{account[-6:]}"


_BY_STANDARD: dict[str, Callable[[str], str]] = {
    "bitcoin": _address,
    "paypal": _whole,
    "picture": _link,
    "ton": _address,
}
