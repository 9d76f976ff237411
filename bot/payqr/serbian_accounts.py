"""Serbian account numbers (National Bank of Serbia): bank (3), number (13), check (2), as 840-955845-10 or an IBAN."""

import re

from bot.payqr import ibans
from bot.payqr.errors import BadSerbianAccount

_PARTED = re.compile(r"([0-9]{3})-([0-9]{1,13})-([0-9]{2})")
_WHOLE = re.compile(r"[0-9]{18}")


def checked(given: str) -> str:
    """The eighteen digits. Raises BadSerbianAccount, and of an IBAN BadIban, WrongIbanLength, AccountAbroad."""
    bare = re.sub(r"\s", "", given)
    if bare[:2].isalpha():
        return ibans.checked_in(bare, "ips", ("RS",))[4:]
    parts = _PARTED.fullmatch(bare)
    digits = parts[1] + parts[2].zfill(13) + parts[3] if parts else bare
    if not _WHOLE.fullmatch(digits) or int(digits) % 97 != 1:
        raise BadSerbianAccount(given=given)
    return digits


def shown(account: str) -> str:
    """The account as people write it: 840-955845-10."""
    return f"{account[:3]}-{account[3:16].lstrip('0') or '0'}-{account[16:]}"
