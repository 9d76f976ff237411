"""IBANs of the SEPA countries, and creditor references."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.payqr import errors, ibans
from tests.unit.payqr import payees


@pytest.mark.parametrize(
    "iban",
    [
        "DE33100205000001194700",
        "GB29NWBK60161331926819",
        "NO9386011117947",
        "MT84MALT011000012345MTLCAST001S",
        "FR1420041010050500013M02606",
        "BE72000000001616",
    ],
)
def test_published_ibans_pass(iban: str) -> None:
    assert ibans.checked(iban) == iban


@given(payees.ibans())
def test_any_legal_iban_passes_however_it_is_written(iban: str) -> None:
    assert ibans.checked(ibans.shown(iban).lower()) == iban
    assert ibans.checked(iban.replace("0", "0-")) == iban


@given(payees.ibans(), st.data())
def test_any_one_wrong_digit_is_refused(iban: str, data: st.DataObject) -> None:
    at = data.draw(st.integers(2, len(iban) - 1))
    same = "0123456789" if iban[at].isdigit() else "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
    other = data.draw(st.sampled_from(same).filter(lambda letter: letter != iban[at]))
    with pytest.raises(errors.BadIban):
        ibans.checked(iban[:at] + other + iban[at + 1 :])


@given(payees.ibans(), st.data())
def test_two_neighbouring_digits_swapped_are_refused(iban: str, data: st.DataObject) -> None:
    at = data.draw(st.integers(4, len(iban) - 2))
    swapped = iban[:at] + iban[at + 1] + iban[at] + iban[at + 2 :]
    if swapped != iban and iban[at : at + 2].isdigit():
        with pytest.raises(errors.BadIban):
            ibans.checked(swapped)


def test_a_short_iban_is_told_its_length() -> None:
    with pytest.raises(errors.WrongIbanLength) as caught:
        ibans.checked("DE33 1002 0500 0001 1947")
    assert caught.value.facts == {"given": "DE33 1002 0500 0001 1947", "country": "DE", "length": 20, "wanted": 22}


def test_a_country_outside_sepa_is_named() -> None:
    with pytest.raises(errors.IbanOutsideSepa) as caught:
        ibans.checked("BR1500000000000010932840814P2")
    assert caught.value.facts["country"] == "BR"


@pytest.mark.parametrize(
    "given_",
    [
        "",
        "DE",
        "0812345678",
        "DE3310020500000119470O",
        "DE33_1002",
        "DE3310020500000119470_",
        "DıE33100205000001194700",
    ],
)
def test_what_is_no_iban_is_refused(given_: str) -> None:
    with pytest.raises(errors.BadIban):
        ibans.checked(given_)


@pytest.mark.parametrize("digits", ["00", "01", "99"])
def test_check_digits_that_repeat_a_remainder_are_refused(digits: str) -> None:
    alias = {"00": "97", "01": "98", "99": "02"}[digits]
    bban = next(f"{n:018d}" for n in range(10_000) if payees.iban_check_digits("DE", f"{n:018d}") == alias)
    assert ibans.checked("DE" + alias + bban) == "DE" + alias + bban
    with pytest.raises(errors.BadIban):
        ibans.checked("DE" + digits + bban)


def test_an_iban_is_shown_in_groups_of_four() -> None:
    assert ibans.shown("DE33100205000001194700") == "DE33 1002 0500 0001 1947 00"


@pytest.mark.parametrize(
    ("text", "is_one"),
    [
        ("RF18539007547034", True),
        ("RF19539007547034", False),
        ("RF18", False),
        ("GB10000041", False),
        ("RF18 5390 0754 7034", False),
        ("", False),
    ],
)
def test_a_creditor_reference_is_known_by_its_check_digits(text: str, is_one: bool) -> None:
    assert ibans.is_creditor_reference(text) is is_one
