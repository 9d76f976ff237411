"""What buttons said about a draft, beside its text: one line for each keyword, and which word is the last.

A button's word stands over the line of the text. When the text is edited, the edit wins for every line that it changes;
what buttons said about the others stays.
"""

from collections.abc import Mapping, Sequence

from bot.domain.deal_lines import TypedLine, line_of, split
from bot.domain.deal_words import Keyword

#: A keyword → its value, or "" where the line is taken away.
Toggles = Mapping[Keyword, str]


def read_toggles(text: str) -> dict[Keyword, str]:
    """Toggles as they are stored: a keyword and its value on each line."""
    parts = (line.partition(" ") for line in text.splitlines())
    return {Keyword(word): value for word, _, value in parts}


def write_toggles(toggles: Toggles) -> str:
    """The same to be stored."""
    return "\n".join(f"{keyword} {value}".strip() for keyword, value in toggles.items())


def toggled(lines: Sequence[TypedLine], toggles: Toggles) -> tuple[TypedLine, ...]:
    """The lines below the title with what buttons said in their place; a button's line has the number 0."""
    typed = [line for line in lines if line.keyword not in toggles]
    said = [line_of(0, f"{keyword} {value}") for keyword, value in toggles.items() if value]
    return (*typed, *said)


def still_said(toggles: Toggles, before: str, after: str) -> dict[Keyword, str]:
    """The toggles that stand after an edit of the text: those whose lines it leaves as they were."""
    was, now = _said(before), _said(after)
    return {keyword: value for keyword, value in toggles.items() if was.get(keyword) == now.get(keyword)}


def _said(text: str) -> dict[Keyword, list[str]]:
    said: dict[Keyword, list[str]] = {}
    for line in split(text)[1:]:
        if line.keyword:
            said.setdefault(line.keyword, []).append(line.value)
    return said
