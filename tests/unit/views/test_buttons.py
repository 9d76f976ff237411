"""Every button's data comes back as it went out; forged data is refused, and nothing else happens."""

import random
import string
from contextlib import suppress
from dataclasses import fields
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.errors import NotFound, Stale
from bot.domain.ids import Code, Kind, Token, code_of
from bot.domain.statements.matching import Why
from bot.i18n import Languages
from bot.views.buttons.cards import JoinTeam, SeeDeal, StartTeam
from bot.views.buttons.desks import CloseNow
from bot.views.buttons.orders import SetQuantity
from bot.views.buttons.taps import label, tap
from bot.views.buttons.unpacking import unpack
from bot.views.packing import ButtonData
from bot.views.screens import BadScreen, Style

KINDS = sorted(ButtonData.kinds.values(), key=lambda kind: kind.prefix)
TEXTS = Languages(Path("locales")).texts("en")
_NUMBERS = st.integers(0, 10**15 - 1)
_VALUES = {
    "deal": _NUMBERS.map(lambda number: code_of(Kind.DEAL, number)),
    "team": _NUMBERS.map(lambda number: code_of(Kind.TEAM, number)),
    "order": _NUMBERS.map(lambda number: code_of(Kind.ORDER, number)),
    "token": st.text(string.ascii_letters + string.digits + "-_", min_size=22, max_size=22).map(Token),
    "language": st.sampled_from(["en", "zh"]),
    "currency": st.sampled_from(["EUR", "CNY", "THB"]),
    "why": st.sampled_from(Why),
}


def any_of(kind: type[ButtonData]) -> st.SearchStrategy[ButtonData]:
    """Any button of this kind."""
    return st.builds(kind, *(_VALUES.get(field.name, _NUMBERS) for field in fields(kind)))


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
@given(data=st.data())
def test_every_button_comes_back_as_it_went_out(kind: type[ButtonData], data: st.DataObject) -> None:
    button = data.draw(any_of(kind))
    packed = button.pack()
    assert 1 <= len(packed.encode()) <= 64
    assert unpack(packed) == button
    assert type(unpack(packed)) is kind


def test_every_kind_is_told_apart_and_has_a_label() -> None:
    assert len(KINDS) == len({kind.name for kind in KINDS}) >= 35
    for language in ("en", "zh"):
        text = Path(f"locales/{language}/buttons.ftl").read_text(encoding="utf-8")
        assert [kind.name for kind in KINDS if f"\nbutton-{kind.name} = " not in text] == []


def test_ten_thousand_forgeries_are_refused_or_harmless() -> None:
    chance = random.Random(20261124)
    letters = string.ascii_letters + string.digits + ":-_ \n\0字😀٣" + ":" * 20
    prefixes = [*ButtonData.kinds, "", "zz"]
    refused = 0
    for _ in range(10_000):
        forged = "".join(chance.choices(letters, k=chance.randrange(30)))
        if chance.random() < 0.7:
            forged = f"{chance.choice(prefixes)}:{forged}"
        try:
            button = unpack(forged)
        except (NotFound, Stale):
            refused += 1
        else:
            assert button.pack() == forged
    assert refused > 9_000


@given(st.text() | st.from_regex(r"\A[a-zA-Z]{2}(:[A-Z0-9]{0,6}){0,4}\Z"))
def test_no_text_does_anything_but_unpack_or_be_refused(forged: str) -> None:
    with suppress(NotFound, Stale):
        assert unpack(forged).pack() == forged


@pytest.mark.parametrize(
    "forged",
    [
        "tj",
        "tj:",
        "tj:AAAA",
        "tj:1:2",
        "oq:{order}",
        "oq:{order}:-1",
        "oq:{order}:01",
        "oq:{order}:1000000000000000",
        "oq:{order}:٣",
        "oq:{order}:1\n",
        "oq: {order}:1",
        "oq:{deal}:1",
        "tp:{team}",
        "tp:abcdefghijklmnopqrstu",
        "tp:abcdefghijklmnopqrstuvw",
        "dp:abcdefghijklmnopqrst+=",
        "sl:EN",
        "sl:english",
        "ld:",
    ],
)
def test_a_known_kind_with_wrong_fields_is_not_found(forged: str) -> None:
    with pytest.raises(NotFound):
        unpack(forged.format(order=code_of(Kind.ORDER, 7), deal=code_of(Kind.DEAL, 7), team=code_of(Kind.TEAM, 7)))


@pytest.mark.parametrize("forged", ["", "zz:1", "nonsense", "TJ:{team}"])
def test_a_kind_we_do_not_have_is_stale(forged: str) -> None:
    with pytest.raises(Stale):
        unpack(forged)


def test_a_code_in_small_letters_is_no_button_of_ours() -> None:
    code = code_of(Kind.TEAM, 12_345)
    assert unpack(f"tj:{code}") == JoinTeam(code)
    with pytest.raises(NotFound):
        unpack(f"tj:{code.lower()}")


def test_buttons_of_one_code_and_different_kinds_differ() -> None:
    deal = code_of(Kind.DEAL, 1)
    different: list[ButtonData] = [StartTeam(deal), SeeDeal(deal), CloseNow(deal, 0), CloseNow(deal, 1)]
    assert len(set(different)) == len({button.pack() for button in different}) == 4


def test_data_over_64_bytes_is_a_bug() -> None:
    with pytest.raises(BadScreen):
        SetQuantity(Code("K" * 62), 1).pack()


def test_two_kinds_with_one_prefix_are_a_bug() -> None:
    with pytest.raises(BadScreen):
        type("Twin", (ButtonData,), {}, prefix="tj")


def test_a_tap_takes_its_label_from_its_kind() -> None:
    team = code_of(Kind.TEAM, 3)
    button = tap(TEXTS, JoinTeam(team), Style.GO, starter="Ann <3", left=2)
    assert (button.text, button.data, button.style) == ("Join Ann <3 (2 more)", f"tj:{team}", Style.GO)
    assert label(TEXTS, "button-choose-community", community="x" * 80) == "x" * 63 + "…"
