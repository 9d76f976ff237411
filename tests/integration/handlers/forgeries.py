"""What an attacker with a modified app can send: any callback data, any start payload, any command with anything."""

import random
from collections.abc import Callable, Sequence
from dataclasses import fields

from bot.domain.ids import Kind, code_of
from bot.domain.statements.matching import Why
from bot.views.packing import ButtonData

COMMANDS = (
    "start",
    "help",
    "language",
    "quiet",
    "my",
    "lead",
    "community",
    "payee",
    "deal",
    "deals",
    "paid",
    "cancel",
    "xyz",
)
_JUNK = (
    "", " ", "0", "-1", "1", "007", "1e9", "999999999999999", "1000000000000000", "9" * 40, "NaN", "None", "null",
    "../../etc", "'; DROP TABLE orders;--", "<b>", "</a>&amp;", "{0}", "%s%n", "\u202e", "\u200b\u200b", "😀", "字",
    "ß", "İ", "ﬁ", "\ufeff", "\u2028", "é\u0301\u0301\u0301", "\U000e0001", "@everyone", "t.me/x", "https://x.y", "𝟙𝟚𝟛",
    "٣", "\t", "zh", "en", "tlh", "Europe/Berlin", "Mars/Base", "EUR", "XXX", "1,5", "1.000.000", "0.001",
)  # fmt: skip
_WORDS = (
    "team", "alone", "until", "stock", "limit", "pay", "note", "opens", "lasts", "团", "截止", "3", "29.90", "21:00",
    "+2d", "tomorrow", "first", "close", "pickup", "epc", "pix", "promptpay", "DE33100205000001194700", "Lin", "zone",
    "currency", "language", "31.02.", "99:99", "1/0", "-5", "∞",
)  # fmt: skip

_OF = {"deal": Kind.DEAL, "team": Kind.TEAM, "order": Kind.ORDER}


class Forger:
    """Makes forgeries from a seed; `codes` are codes and tokens of things that are there, and others'."""

    def __init__(self, seed: str, codes: Sequence[str]) -> None:
        self._random = random.Random(seed)
        self._codes = list(codes)

    def choose(self, things: Sequence[object]) -> object:
        """One of them."""
        return self._random.choice(things)

    def one_of(self, *makers: Callable[[], str]) -> str:
        """A forgery made in one of these ways."""
        return self._random.choice(makers)()

    def data(self) -> str:
        """Callback data of at most 64 bytes: a known or a made-up kind, with as many fields as it should or not."""
        if self._random.random() < 0.5:
            return self._whole()
        kinds = list(ButtonData.kinds)
        prefix = self._random.choice([*kinds, *kinds, *kinds, "", "zz", "T" + self._random.choice(kinds)])
        count = self._random.choice([0, 1, 1, 1, 2, 2, 2, 3])
        packed = ":".join([prefix, *(self.value() for _ in range(count))])
        return _cut(self._spoilt(packed), 64) or "x"

    def _whole(self) -> str:
        """A press as the bot itself would make it, about any deal, team or order that there may be."""
        kind = self._random.choice(list(ButtonData.kinds.values()))
        return ":".join([kind.prefix, *(self._field(field.name) for field in fields(kind))])

    def _field(self, name: str) -> str:
        if name in _OF:
            return code_of(_OF[name], self._random.randrange(1, 7))
        if name == "token":
            return self.one_of(self._code, lambda: self._random.choice("Ab-_") * 22)
        if name == "why":
            return str(self._random.choice(list(Why)))
        if name == "currency":
            return self._random.choice(["EUR", "CNY", "XXX"])
        return self._random.choice(["en", "zh", "tlh"]) if name == "language" else str(self._random.randrange(4))

    def payload(self) -> str:
        """A start payload: Telegram's own apps allow letters, digits, `_` and `-`; a text can hold anything."""
        kind = self._random.choice("tdocix_-TD")
        return self._spoilt(f"{kind}_{self.one_of(self._code, self._letters, self.value)}")

    def command(self) -> str:
        """A command with anything behind it."""
        name = self._random.choice(COMMANDS)
        said = self.one_of(self.payload, self.value, self._words, self._lines, self._long)
        at = self._random.choice(["", "", "@kaituan_bot", "@other_bot", "@"])
        return f"/{name}{at} {said}"[:4096]

    def value(self) -> str:
        """A field of a button: a code that is there, a number, or junk."""
        return self.one_of(self._code, self._code, self._number, self._letters, lambda: self._random.choice(_JUNK))

    def _code(self) -> str:
        return self._random.choice(self._codes)

    def _number(self) -> str:
        return str(self._random.choice([0, 1, 2, 3, 5, 8, self._random.randrange(10**15), -self._random.randrange(99)]))

    def _letters(self) -> str:
        letters = "23456789ABCDEFGHJKMNPQRSTUVWXYZabcXYZ_-"
        return "".join(self._random.choices(letters, k=self._random.choice([1, 4, 5, 8, 13, 22, 22])))

    def _words(self) -> str:
        return " ".join(self._random.choices([*_WORDS, *_JUNK], k=self._random.randrange(1, 12)))

    def _lines(self) -> str:
        return "\n".join(self._words() for _ in range(self._random.randrange(1, 9)))

    def _long(self) -> str:
        return self._random.choice(_JUNK[1:]) * self._random.choice([50, 900, 4000])

    def _spoilt(self, text: str) -> str:
        """Mostly left as it is; else cut, doubled, or with a sign changed."""
        place = self._random.randrange(len(text) + 1)
        match self._random.randrange(10):
            case 0:
                return text[:place]
            case 1:
                return text[:place] + self._random.choice(_JUNK) + text[place:]
            case 2:
                return f"{text}:{text}"
            case _:
                return text


def _cut(text: str, size: int) -> str:
    return text.encode("utf-8", "ignore")[:size].decode("utf-8", "ignore")
