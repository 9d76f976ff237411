"""National schemes of EMV codes by the identifier that stands in their account's object (sub-object 00)."""

#: In capitals: codes in the field write some of them in small letters.
_SCHEMES = {
    "BR.GOV.BCB.PIX": "pix",
    "A000000677010111": "promptpay",
    "A000000677010112": "thaibill",
    "A000000677010113": "thaibill",
    "SG.PAYNOW": "paynow",
    "A000000727": "vietqr",
    "HK.COM.HKICL": "fps",
    "ID.CO.QRIS.WWW": "qris",
    "A0000006150001": "duitnow",
    "A000000524": "bharatqr",
    "COM.P2PQRPAY": "qrph",
    "PH.PPMI.P2M": "qrph",
    "PH.PPMI.QRPH": "qrph",
    "A005266284662577": "laoqr",
}
#: In which sub-object a scheme has what its stickers call the account.
_ENTRIES = {"qris": "02", "duitnow": "02", "bharatqr": "01", "laoqr": "03"}
#: Where the account's object names no scheme but a bank: the country's only one.
_BY_COUNTRY = {"KH": "khqr", "ID": "qris", "MY": "duitnow", "IN": "bharatqr", "PH": "qrph", "LA": "laoqr"}
OTHER = "emv"


def named(identifier: str) -> str:
    """The scheme of an account's object; "": none that we know."""
    return _SCHEMES.get(identifier.upper(), "")


def entry_of(identifier: str) -> str:
    """The sub-object that holds the account in this scheme; "": it isn't known."""
    return _ENTRIES.get(named(identifier), "")


def of_country(country: str) -> str:
    """The scheme that a country's codes belong to when they do not say so; else that it is an EMV code."""
    return _BY_COUNTRY.get(country, OTHER)
