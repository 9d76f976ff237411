"""Hostile names: nothing unseen, nothing live, nothing that opens a tag."""

import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.ids import AccountId
from bot.domain.names import clean
from bot.i18n import Languages, Name
from bot.sandbox.html import read_html
from bot.sandbox.texts import found
from bot.views.lengths import LABEL_LIMIT, units
from bot.views.names import mention, mentions, short_name

LANGUAGES = Languages(Path("locales"))
TEXTS = LANGUAGES.texts("en")
HOSTILE = st.text() | st.text(
    "<>&\"'/@#:.ab1\u202e\u2066\u200b\u200d\ufeff\u2028\u0000\n\t\u0301\ud800\ue000\u3164😀 ", max_size=90
)


@pytest.mark.parametrize(
    ("written", "seen"),
    [
        ("  Ann \n\t Lee ", "Ann Lee"),
        ("\u202egnp.exe", "gnp.exe"),
        ("a\u2066b\u2069c\u061c\u200e", "abc"),
        ("zero\u200bwidth\ufeff\u2060\u00ad", "zerowidth"),
        ("\u3164\u2800\u115f\u034f", ""),
        ("a\u2028b\u0085c", "a b c"),
        ("\ud800x\ue000", "x"),
        ("z" + "\u0335" * 40 + "o", "z" + "\u0335" * 3 + "o"),
        ("李雷 🍊", "李雷 🍊"),
        ("Nguyễn", "Nguyễn"),
        ("x" * 64, "x" * 64),
        ("x" * 65, "x" * 63 + "…"),
        ("", ""),
    ],
)
def test_a_name_keeps_only_what_is_seen(written: str, seen: str) -> None:
    assert clean(written) == seen


@given(HOSTILE)
def test_no_name_hides_anything(name: str) -> None:
    cleaned = clean(name)
    assert len(cleaned) <= 64
    assert cleaned == clean(cleaned)
    assert not {unicodedata.category(letter) for letter in cleaned} & {"Cc", "Cf", "Cs", "Co", "Zl", "Zp"}
    assert cleaned == " ".join(cleaned.split())


@given(HOSTILE)
def test_no_name_becomes_markup_or_a_live_link(name: str) -> None:
    text, entities = read_html(TEXTS.name(name), lambda _: None)
    assert entities == []
    assert found(text, []) == []
    assert text


@given(HOSTILE)
def test_a_line_that_is_no_name_is_as_harmless(line: str) -> None:
    text, entities = read_html(TEXTS("error-unknown-currency", given=line), lambda _: None)
    assert entities == []
    assert found(text, []) == []


@pytest.mark.parametrize(
    "live",
    ["@evil_bot", "t.me/scam", "https://x.example/a", "http://localhost/x", "/paid K7Q2", "#sale", "a@b.example"],
)
def test_what_apps_would_link_is_dead_in_a_name_and_still_readable(live: str) -> None:
    text, _ = read_html(TEXTS.name(live), lambda _: None)
    assert found(live, []) != []
    assert found(text, []) == []
    assert len(text) == len(live)


def test_a_name_of_nothing_is_someone() -> None:
    assert TEXTS.name("\u3164\u200b") == "Someone"
    assert LANGUAGES.texts("zh").plain("button-ask-leader", leader=Name("")) == "问 匿名"


def test_a_mention_reaches_a_person_whatever_their_name() -> None:
    person = {"id": 77, "is_bot": False, "first_name": "x"}
    text, entities = read_html(mention(TEXTS, AccountId(77), '"><b>Eve</b>'), lambda _: person)
    assert text == '"><b>Eve</b>'
    assert [(entity["type"], entity["user"]) for entity in entities] == [("text_mention", person)]


def test_several_people_are_listed() -> None:
    assert mentions(TEXTS, [(AccountId(1), "A&B"), (AccountId(2), "C")]) == (
        '<a href="tg://user?id=1">A&amp;B</a> and <a href="tg://user?id=2">C</a>'
    )


@given(HOSTILE, st.integers(1, 999))
def test_a_long_name_leaves_room_for_the_other_words_of_a_button(name: str, left: int) -> None:
    for language in ("en", "zh"):
        texts = LANGUAGES.texts(language)
        assert units(texts.plain("button-join-team", starter=short_name(name), left=left)) <= LABEL_LIMIT
