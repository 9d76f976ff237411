"""Names as banks write them: no accents, no case, family name first or last, titles and firms around them."""

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable
from functools import lru_cache
from typing import Generic, TypeVar

_WORD = re.compile(r"\w+")
_HAN = re.compile(r"[\u3400-\u9fff]")
#: Letters that are written as two where accents are not.
_APART = str.maketrans({"ß": "ss", "ø": "o", "đ": "d", "ð": "d", "ł": "l", "æ": "ae", "œ": "oe", "\u0131": "i"})
#: A name of so many words is compared by these alone.
_MOST_WORDS = 3
#: Of a bank's line so many words are looked at.
_WORDS_READ = 24

Name = frozenset[str]
T = TypeVar("T")


@lru_cache(maxsize=65_536)
def words(text: str) -> tuple[str, ...]:
    """The words of a name, without accents and case."""
    if text.isascii():
        return tuple(_WORD.findall(text.lower()))
    folded = unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", text).casefold().translate(_APART))
    return tuple(_WORD.findall("".join(letter for letter in folded if not unicodedata.combining(letter))))


def name_of(text: str) -> Name:
    """What a buyer's name is compared by; empty: one word that could be anybody's."""
    said = words(text)[:_MOST_WORDS]
    if len(said) == 1 and not (_HAN.search(said[0]) and len(said[0]) > 1):
        return frozenset()
    return frozenset(said)


class Names(Generic[T]):
    """Whose names a line of a statement may hold, found by the rarest word of each."""

    def __init__(self, named: Iterable[tuple[Name, T]]) -> None:
        self._bearers: dict[Name, list[T]] = defaultdict(list)
        for name, bearer in named:
            self._bearers[name].append(bearer)
        common = Counter(word for name in self._bearers for word in name)
        self._by_word: dict[str, list[Name]] = defaultdict(list)
        for name in self._bearers:
            self._by_word[min(name, key=lambda word: (common[word], word))].append(name)

    def within(self, text: str) -> list[T]:
        """Everybody whose whole name stands in a text."""
        said = words(text)[:_WORDS_READ]
        found = dict.fromkeys(name for word in said for name in self._by_word.get(word, ()) if name.issubset(said))
        return [bearer for name in found for bearer in self._bearers[name]]


def shared(one: str, other: str) -> int:
    """How many letters of the words that both names have."""
    return sum(len(word) for word in {*words(one)} & {*words(other)})
