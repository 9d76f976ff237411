"""What must hold for any text that people and bots can write."""

import html
import re

from hypothesis import given
from hypothesis import strategies as st

from bot.sandbox.html import read_html
from bot.sandbox.refusals import Refusal
from bot.sandbox.rendering import as_html
from bot.sandbox.texts import clean, units

KINDS = ("b", "i", "u", "s", "code", "pre", "blockquote", "tg-spoiler")
words = st.text(st.characters(exclude_categories=("Cs", "Cc")), max_size=30)
tree = st.recursive(
    words.map(html.escape),
    lambda inner: st.tuples(st.sampled_from(KINDS), inner, inner).map(
        lambda node: f"<{node[0]}>{node[1]}</{node[0]}>{node[2]}"
    ),
    max_leaves=8,
)


@given(words)
def test_escaped_text_comes_back_as_it_was(text: str) -> None:
    assert read_html(html.escape(text), lambda _: None) == (text, [])


@given(tree)
def test_entities_stay_inside_the_text_and_the_page_shows_the_same_words(marked: str) -> None:
    body = clean(*read_html(marked, lambda _: None))
    assert all(e["offset"] >= 0 and e["offset"] + e["length"] <= units(body.text) for e in body.entities)
    shown = as_html(body)
    assert html.unescape(re.sub(r"<[^>]*>", "", shown)) == body.text
    assert _balanced(shown)


@given(st.text(st.sampled_from("<>/ab=\"' &;x-"), max_size=40))
def test_any_markup_is_read_or_refused_in_telegrams_words(marked: str) -> None:
    assert _said(marked).startswith(("read", "Bad Request: can't parse entities: "))


def _said(marked: str) -> str:
    try:
        text, _ = read_html(marked, lambda _: None)
    except Refusal as refusal:
        return refusal.description
    return "read" if len(text) <= len(marked) else "longer than it was"


def _balanced(shown: str) -> bool:
    open_tags: list[str] = []
    for end, name in re.findall(r"<(/?)([a-z-]+)[^>]*>", shown):
        if not end:
            open_tags.append(name)
        elif not open_tags or open_tags.pop() != name:
            return False
    return not open_tags
