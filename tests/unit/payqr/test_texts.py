"""Texts of people, before they go into a code."""

import unicodedata

import pytest
from hypothesis import given

from bot.payqr import texts
from tests.unit.payqr import payees


@pytest.mark.parametrize(
    ("text", "clean"),
    [
        ("Anna\nDE00 Thief", "Anna DE00 Thief"),
        ("Anna\r\n\u2028\x85Schmidt", "Anna Schmidt"),
        ("\u202eAn\u200bna\ufeff\x00", "Anna"),
        ("  Anna\t \u3000Schmidt ", "Anna Schmidt"),
        ("ㅤ\u2800", ""),
        ("Jürgen Łukasz 王芳", "Jürgen Łukasz 王芳"),
        ("a\ud800b", "ab"),
    ],
)
def test_a_text_is_cleaned_of_what_moves_or_hides(text: str, clean: str) -> None:
    assert texts.clean(text) == clean


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("João da Silva", "Joao da Silva"),
        ("Đặng Łukasz Øre Straße Æther ı", "Dang Lukasz Ore Strasse AEther i"),
        ("王芳", ""),
        ("O’Brien – Filho", "O'Brien - Filho"),
        ("Ａｎａ　王　B", "Ana B"),
    ],
)
def test_a_text_is_folded_to_ascii(text: str, folded: str) -> None:
    assert texts.fold(text) == folded


@given(payees.NASTY)
def test_any_text_becomes_one_line_that_stays_as_it_is(text: str) -> None:
    clean = texts.clean(text)
    assert len(clean.splitlines()) <= 1
    assert not any(unicodedata.category(letter) in {"Cc", "Cf", "Cs"} for letter in clean)
    assert texts.clean(clean) == clean


@given(payees.NASTY)
def test_any_text_folds_to_printable_ascii_that_stays_as_it_is(text: str) -> None:
    folded = texts.fold(text)
    assert folded.isascii()
    assert folded.isprintable()
    assert texts.fold(folded) == folded


def test_a_cut_text_ends_in_a_letter_that_is_whole() -> None:
    assert texts.cut("Anna Schmidt", 5) == "Anna"
    assert texts.cut("王芳王", 70, octets=8) == "王芳"


def test_an_account_is_narrowed_from_full_width_and_other_digits() -> None:
    assert texts.narrow("ＤＥ３３ ０８๑\u200b٢") == "DE33 0812"
