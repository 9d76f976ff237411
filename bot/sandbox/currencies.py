"""Currencies that Telegram takes payments in: their smallest units, and how much may be asked at once."""

from dataclasses import dataclass

#: Telegram Stars: whole ones, and no provider.
STARS = "XTR"
#: The least is a dollar's worth, the most ten thousand dollars' worth.
_LEAST_OF_MOST = 10_000
_MOST_STARS = 100_000

#: The most by code, in smallest units, of a published copy of Telegram's currencies.json. Telegram moves them daily.
_WITH_CENTS = {
    "AED": 3_672_991, "AFN": 85_030_416, "ALL": 102_791_475, "AMD": 490_536_665, "ARS": 98_157_992,
    "AUD": 1_366_680, "AZN": 1_698_045, "BAM": 1_654_777, "BDT": 85_345_579, "BGN": 1_655_478,
    "BND": 1_341_800, "BOB": 6_919_953, "BRL": 5_223_302, "CAD": 1_263_750, "CHF": 922_096,
    "CNY": 6_444_198, "COP": 3_815_000_000, "CRC": 625_206_230, "CZK": 21_464_597, "DKK": 6_311_260,
    "DOP": 56_710_634, "DZD": 135_314_991, "EGP": 15_713_604, "EUR": 848_788, "GBP": 723_134,
    "GEL": 3_115_020, "GTQ": 7_740_475, "HKD": 7_783_265, "HNL": 24_250_074, "HRK": 6_356_995,
    "HUF": 295_874_993, "IDR": 14_253_500_000, "ILS": 3_208_310, "INR": 73_420_499, "JMD": 149_381_097,
    "KES": 110_049_923, "KGS": 84_795_972, "KZT": 426_649_632, "LBP": 1_528_222_616, "LKR": 199_641_772,
    "MAD": 8_946_498, "MDL": 17_691_657, "MNT": 2_839_237_786, "MUR": 42_650_475, "MVR": 15_399_549,
    "MXN": 19_870_775, "MYR": 4_158_501, "MZN": 63_785_009, "NGN": 411_790_459, "NIO": 35_149_769,
    "NOK": 8_596_330, "NPR": 117_910_536, "NZD": 1_405_110, "PAB": 1_000_736, "PEN": 4_109_527,
    "PHP": 49_945_018, "PKR": 169_500_733, "PLN": 3_880_010, "QAR": 3_640_975, "RON": 4_199_702,
    "RSD": 99_481_357, "RUB": 72_446_503, "SAR": 3_750_410, "SEK": 8_608_360, "SGD": 1_342_580,
    "THB": 32_976_498, "TJS": 11_343_058, "TRY": 8_444_250, "TTD": 6_795_496, "TWD": 27_704_501,
    "TZS": 2_318_999_792, "UAH": 26_661_647, "USD": 1_000_000, "UYU": 42_785_106, "UZS": 10_713_612_481,
    "YER": 250_849_446, "ZAR": 14_484_800,
}  # fmt: skip
_WHOLE = {
    "CLP": 7_780_494, "ISK": 1_271_395, "JPY": 1_093_219, "KRW": 11_720_801, "PYG": 68_964_321,
    "UGX": 35_325_273, "VND": 227_565_000,
}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Currency:
    """A currency of Telegram's list; amounts are whole numbers of its smallest unit."""

    code: str
    #: How many digits stand behind the point.
    decimals: int
    least: int
    most: int

    def written(self, amount: int) -> str:
        """An amount as people read it."""
        whole, rest = divmod(amount, 10**self.decimals)
        return f"{whole}.{rest:0{self.decimals}} {self.code}" if self.decimals else f"{whole} {self.code}"


CURRENCIES = {
    code: Currency(code=code, decimals=decimals, least=most // _LEAST_OF_MOST, most=most)
    for decimals, known in ((2, _WITH_CENTS), (0, _WHOLE))
    for code, most in known.items()
} | {STARS: Currency(code=STARS, decimals=0, least=1, most=_MOST_STARS)}
