"""Banks of the VietQR network (NAPAS) by the number that codes carry, with the short names that people say.

The list is what https://api.vietqr.io/v2/banks publishes (October 2026); a bank that is not in it goes by number.
"""

import re

from bot.payqr.errors import UnknownBank

#: Number → how the bank calls itself, and the code that people shorten it to.
_BANKS = {
    "970400": ("SaigonBank", "SGICB"), "970403": ("Sacombank", "STB"), "970405": ("Agribank", "VBA"),
    "970407": ("Techcombank", "TCB"), "970409": ("BacABank", "BAB"), "970412": ("PVcomBank", "PVCB"),
    "970414": ("MBV", "OceanBank"), "970415": ("VietinBank", "ICB"), "970416": ("ACB", ""),
    "970418": ("BIDV", ""), "970419": ("NCB", ""), "970422": ("MBBank", "MB"), "970423": ("TPBank", "TPB"),
    "970424": ("ShinhanBank", "SHBVN"), "970425": ("ABBANK", "ABB"), "970426": ("MSB", ""),
    "970427": ("VietABank", "VAB"), "970428": ("NamABank", "NAB"), "970429": ("SCB", ""),
    "970430": ("PGBank", "PGB"), "970431": ("Eximbank", "EIB"), "970432": ("VPBank", "VPB"),
    "970433": ("VietBank", ""), "970436": ("Vietcombank", "VCB"), "970437": ("HDBank", "HDB"),
    "970438": ("BaoVietBank", "BVB"), "970440": ("SeABank", "SEAB"), "970441": ("VIB", ""),
    "970443": ("SHB", ""), "970446": ("COOPBANK", ""), "970448": ("OCB", ""), "970449": ("LPBank", "LPB"),
    "970452": ("KienLongBank", "KLB"), "970454": ("VietCapitalBank", "VCCB"), "970457": ("Woori", "WVN"),
    "422589": ("CIMB", ""), "546034": ("CAKE", ""), "546035": ("Ubank", ""), "668888": ("KBank", ""),
    "963388": ("Timo", ""), "971133": ("PVcomBankPay", "PVDB"),
}  # fmt: skip
_NUMBERS = {re.sub(r"\W", "", word).casefold(): number for number, names in _BANKS.items() for word in names if word}


def number_of(given: str, expected: str) -> str:
    """The six digits of a bank written by name, short name or number. Raises UnknownBank, which tells a whole line."""
    bare = re.sub(r"\W", "", given, flags=re.ASCII).casefold()
    if re.fullmatch(r"[0-9]{6}", bare):
        return bare
    if bare not in _NUMBERS:
        raise UnknownBank(given=given, expected=expected)
    return _NUMBERS[bare]


def name_of(number: str) -> str:
    """How a bank calls itself; one that we do not know by its number."""
    return _BANKS.get(number, (number, ""))[0]


def shown(account: str) -> str:
    """Bank and account as people write them: Vietcombank 0011001234567."""
    bank, _, number = account.partition(" ")
    return f"{name_of(bank)} {number}"
