"""The pictures of a guide's screens in its page: written between marks, so that adding a screen is one function."""

import html
import re
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path

from tests.guides.operating import OPERATOR
from tests.guides.ordering import SHOPPER
from tests.guides.paying import PAYING
from tests.guides.plays import LANGUAGES, Guide
from tests.guides.settling import LEADER

DOCS = Path(__file__).parent.parent.parent / "docs"
GUIDES = (LEADER, SHOPPER, OPERATOR, PAYING)
_A_ROW = 3
_WIDTH = 270
_FOLDED = {"en": "{}", "zh": "<details><summary>中文</summary>\n{}\n</details>"}


def picture_of(guide: Guide, name: str, language: str) -> Path:
    """Where the picture of a screen stands."""
    return DOCS / "pictures" / guide.name / f"{name}{'' if language == 'en' else f'.{language}'}.png"


def page_of(guide: Guide) -> Path:
    """The page that shows them."""
    return DOCS / "guide" / f"{guide.name}.md"


def rewritten(guide: Guide, page: str) -> str:
    """A page with every screen under its heading. Raises ValueError: a heading has no place for pictures."""
    by_heading = sorted(guide.screens.items(), key=lambda one: one[1].heading)
    for heading, group in groupby(by_heading, key=lambda one: one[1].heading):
        names = [name for name, _ in group]
        place = re.compile(rf"(<!-- pictures: {re.escape(heading)} -->\n).*?(<!-- /pictures -->)", re.DOTALL)
        page, found = place.subn(lambda marks, names=names: marks[1] + _gallery(guide, names) + marks[2], page)  # type: ignore[misc]
        if found != 1:
            raise ValueError(f"{guide.name} has no place for pictures of “{heading}”")
    return page


def _gallery(guide: Guide, names: list[str]) -> str:
    tables = ["\n".join(_table(guide, names, language)) for language in LANGUAGES]
    return "".join(f"{_FOLDED[language].format(table)}\n" for language, table in zip(LANGUAGES, tables, strict=True))


def _table(guide: Guide, names: list[str], language: str) -> Iterator[str]:
    """Three pictures in a row, each with its caption."""
    yield "<table>"
    for at in range(0, len(names), _A_ROW):
        yield '<tr valign="top">'
        for name in names[at : at + _A_ROW]:
            source = f"../pictures/{guide.name}/{picture_of(guide, name, language).name}"
            caption = guide.screens[name].caption
            picture = f'<img src="{source}" width="{_WIDTH}" alt="{_bare(caption)}">'
            yield f"<td>{_marked(caption)}<br>{picture}</td>"
        yield "</tr>"
    yield "</table>"


def _marked(caption: str) -> str:
    return re.sub(r"`(.+?)`", r"<code>\1</code>", html.escape(caption, quote=False))


def _bare(caption: str) -> str:
    return html.escape(caption.replace("`", ""))
