"""A leader's message cut into its title and its lines: which keyword, which value, where it stood."""

import re
from dataclasses import dataclass

from bot.domain.deal_words import CHINESE, ENGLISH, KEYWORDS, NEEDS_A_NUMBER, Keyword
from bot.domain.plain_texts import is_chinese, narrow, one_line


@dataclass(frozen=True, slots=True, kw_only=True)
class TypedLine:
    """One line, or one part between bars."""

    number: int  #: from 1, as typed; parts between bars share theirs
    text: str  #: as typed, without the command
    keyword: Keyword | None = None
    word: str = ""  #: the keyword as typed
    value: str = ""

    @property
    def chinese(self) -> bool:
        """Whether its writer is answered with a Chinese example."""
        return is_chinese(self.word or self.text)


_COMMAND = re.compile(r"\s*/deal(?:@\w+)?(?!\w)", re.IGNORECASE)
_BREAK = re.compile(r"\r\n|[\n\r\v\f\x85\u2028\u2029]")


def _words(table: dict[str, Keyword], after: str) -> str:
    longest_first = sorted((word for word in table if word not in NEEDS_A_NUMBER), key=len, reverse=True)
    return f"(?:{'|'.join(longest_first)}){after}"


_ENGLISH_ENDS = r"(?=$|[\s:=+0-9€$¥£\u4e00-\u9fff])"
_WORD = re.compile(
    rf"(?P<word>{_words(ENGLISH, _ENGLISH_ENDS)}|{_words(CHINESE, '')}"
    rf"|(?:{'|'.join(NEEDS_A_NUMBER)})(?=$|[\s:=0-9]))\s*[:=]?\s*",
    re.IGNORECASE,
)
#: The Chinese card says it this way round: 3人团 29.90.
_TEAM_OF = re.compile(r"(?P<target>[0-9]{1,6})\s*人\s*(?P<word>成团|拼团|团)\s*[:=]?\s*(?P<price>.*)")


def split(text: str) -> tuple[TypedLine, ...]:
    """The lines that say something, first the one that should be the title; one line is cut at its bars."""
    command = _COMMAND.match(text)
    before = text[: command.end()] if command else ""
    first = len(_BREAK.split(before))
    lines = [(first + place, line) for place, line in enumerate(_BREAK.split(text[len(before) :]))]
    said = [(number, line.strip()) for number, line in lines if one_line(line)]
    if len(said) == 1:
        number, line = said[0]
        said = [(number, part.strip()) for part in re.split(r"[|｜]", line) if one_line(part)]
    return tuple(line_of(number, line) for number, line in said)


def written(word: str, value: str) -> str:
    """The line that reads back to this word and value; a value that begins like a separator gets one before it."""
    return f"{word}{':' if narrow(value).startswith((':', '=')) else ''} {value}"


def line_of(number: int, text: str) -> TypedLine:
    """The line with its keyword and value, or without keyword when it begins with none."""
    clean = one_line(text)
    plain = narrow(clean)
    if turned := _TEAM_OF.fullmatch(plain):
        value = f"{turned['target']} {turned['price']}".strip()
        return TypedLine(number=number, text=text, keyword=Keyword.TEAM, word=turned["word"], value=value)
    said = _WORD.match(plain)
    if said is None:
        return TypedLine(number=number, text=text)
    word = said["word"]
    keyword = KEYWORDS.get(word.casefold())
    return TypedLine(
        number=number, text=text, keyword=keyword, word=clean[: said.end("word")], value=clean[said.end() :]
    )
