from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain import ids
from bot.domain.errors import NotFound
from bot.domain.ids import Kind, code_of, number_of

NUMBERS = st.integers(min_value=0, max_value=10**12)
KINDS = st.sampled_from(Kind)
LETTERS = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"


@pytest.mark.parametrize(
    ("kind", "number", "code"),
    [
        (Kind.DEAL, 1, "Y6N4"), (Kind.DEAL, 29790, "4VDF"), (Kind.DEAL, 29791, "222WR"), (Kind.TEAM, 1, "Z6NH"),
        (Kind.TEAM, 17, "GRHQ"), (Kind.ORDER, 2, "GC9V"), (Kind.ORDER, 1_000_000, "XUWG4F"),
    ],
)  # fmt: skip
def test_codes_on_peoples_screens_never_change(kind: Kind, number: int, code: str) -> None:
    assert (code_of(kind, number), number_of(kind, code)) == (code, number)


@given(KINDS, NUMBERS)
def test_a_code_is_read_back_as_its_number(kind: Kind, number: int) -> None:
    code = code_of(kind, number)
    assert number_of(kind, f" {code.lower()} ") == number
    assert set(code) <= set(LETTERS)


@given(KINDS, NUMBERS, st.integers(0, 12), st.sampled_from(LETTERS))
def test_one_wrong_letter_is_no_code(kind: Kind, number: int, place: int, letter: str) -> None:
    code = code_of(kind, number)
    place %= len(code)
    if letter != code[place]:
        with pytest.raises(NotFound):
            number_of(kind, code[:place] + letter + code[place + 1 :])


@given(KINDS, NUMBERS, st.integers(0, 12))
def test_two_neighbours_in_the_wrong_order_are_no_code(kind: Kind, number: int, place: int) -> None:
    code = code_of(kind, number)
    place %= len(code) - 1
    swapped = code[:place] + code[place + 1] + code[place] + code[place + 2 :]
    if swapped != code:
        with pytest.raises(NotFound):
            number_of(kind, swapped)


@given(NUMBERS)
def test_the_code_of_one_kind_is_not_found_among_the_others(number: int) -> None:
    with pytest.raises(NotFound):
        number_of(Kind.ORDER, code_of(Kind.TEAM, number))


@pytest.mark.parametrize("code", ["", "2", "222", "O0I1", "Y6N4Y", "Y6N", "Y" * 40, "Ｙ6N4", "Y6 N4"])
def test_what_was_never_given_out_is_not_found(code: str) -> None:
    with pytest.raises(NotFound):
        number_of(Kind.DEAL, code)


def test_neighbours_look_unlike() -> None:
    codes = [code_of(Kind.ORDER, number) for number in range(100, 140)]
    alike = [sum(map(str.__eq__, one, other)) for one, other in pairwise(codes)]
    assert max(alike) <= 1


@given(KINDS, st.integers(0, 31**3 - 1))
def test_a_number_has_one_code_and_no_longer_one(kind: Kind, number: int) -> None:
    scattered = number * ids._scatter(4, kind) % 31**4
    body = "".join(LETTERS[scattered // 31**place % 31] for place in range(4))
    with pytest.raises(NotFound):
        number_of(kind, body + ids._check(body, kind))
