"""Texts of people in payment codes: cleaned of what moves or hides other text, folded to ASCII, cut."""

import unicodedata

#: Seen as nothing, though Unicode does not call them format characters.
_INVISIBLE = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0")
_REMOVED = frozenset({"Cc", "Cf", "Cs", "Co", "Cn"})
_MARKS = frozenset({"Mn", "Mc", "Me"})
#: Letters that a decomposition leaves whole.
_LETTERS = str.maketrans(
    {"đ": "d", "Đ": "D", "ł": "l", "Ł": "L", "ø": "o", "Ø": "O", "ß": "ss", "ẞ": "SS", "æ": "ae", "Æ": "AE",
     "œ": "oe", "Œ": "OE", "ı": "i", "ð": "d", "Ð": "D", "þ": "th", "Þ": "TH", "ħ": "h", "Ħ": "H",
     "’": "'", "‘": "'", "“": '"', "”": '"', "–": "-", "—": "-", "⁄": "/"}
)  # fmt: skip


def clean(text: str) -> str:
    """The text on one line: white space of any kind is one blank; control, bidi and zero-width characters are gone."""
    spaced = ("" if _is_hidden(letter) else " " if letter.isspace() else letter for letter in text)
    return " ".join("".join(spaced).split())


def fold(text: str) -> str:
    """The text in printable ASCII, accents taken off; what has no such form is left out."""
    bare = (letter for letter in unicodedata.normalize("NFKD", text) if unicodedata.category(letter) not in _MARKS)
    plain = clean("".join(bare).translate(_LETTERS))
    return " ".join("".join(letter for letter in plain if letter.isascii()).split())


def cut(text: str, characters: int, octets: int | None = None) -> str:
    """The beginning of the text that fits, without a blank at its end; `octets` count UTF-8."""
    fitting = text[:characters]
    if octets is not None:
        fitting = fitting.encode()[:octets].decode(errors="ignore")
    return fitting.rstrip()


def narrow(text: str) -> str:
    """An account as typed, in ASCII where it was full-width or in another script's digits, hidden characters gone."""
    plain = unicodedata.normalize("NFKC", clean(text))
    return "".join(str(unicodedata.decimal(letter, letter)) for letter in plain)


def _is_hidden(letter: str) -> bool:
    if letter in _INVISIBLE:
        return True
    return unicodedata.category(letter) in _REMOVED and not letter.isspace()
