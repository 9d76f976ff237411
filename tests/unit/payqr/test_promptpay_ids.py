"""PromptPay identifiers: phone, citizen or tax number, e-wallet."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.errors import DomainError
from bot.payqr import errors, promptpay_ids
from tests.unit.payqr import payees


@pytest.mark.parametrize(
    ("written", "identifier"),
    [
        ("081-234-5678", "0066812345678"),
        ("0812345678", "0066812345678"),
        ("+66 81 234 5678", "0066812345678"),
        ("+66 (0)81-234-5678", "0066812345678"),
        ("66812345678", "0066812345678"),
        ("0066812345678", "0066812345678"),
        ("000-000-0000", "0066000000000"),
        ("1-1017-00207-03-0", "1101700207030"),
        ("004999000288505", "004999000288505"),
    ],
)
def test_an_identifier_is_written_as_the_code_carries_it(written: str, identifier: str) -> None:
    assert promptpay_ids.checked(written) == identifier


@given(payees.PROMPTPAY_IDS)
def test_any_legal_identifier_passes_and_comes_back_from_how_it_is_shown(identifier: str) -> None:
    assert promptpay_ids.checked(identifier) == identifier
    assert promptpay_ids.checked(promptpay_ids.shown(identifier)) == identifier


@pytest.mark.parametrize(
    ("written", "refusal"),
    [
        ("1812345678", errors.BadPhone),
        ("77812345678", errors.BadPhone),
        ("+65 8123 4567", errors.BadPhone),
        ("+66 81 234 567", errors.BadPhone),
        ("1101700207031", errors.BadThaiId),
        ("081234567", errors.BadPromptpayId),
        ("12345678901234", errors.BadPromptpayId),
        ("081-234-567x", errors.BadPromptpayId),
        ("", errors.BadPromptpayId),
        ("+", errors.BadPromptpayId),
    ],
)
def test_a_wrong_identifier_is_refused_by_its_kind(written: str, refusal: type[DomainError]) -> None:
    with pytest.raises(DomainError) as caught:
        promptpay_ids.checked(written)
    assert (type(caught.value), caught.value.facts["given"]) == (refusal, written)


@given(payees.thai_ids(), st.integers(1, 9))
def test_a_wrong_check_digit_is_refused(number: str, off: int) -> None:
    with pytest.raises(errors.BadThaiId):
        promptpay_ids.checked(number[:12] + str((int(number[12]) + off) % 10))


@pytest.mark.parametrize(
    ("identifier", "shown"),
    [
        ("0066812345678", "081-234-5678"),
        ("1101700207030", "1-1017-00207-03-0"),
        ("004999000288505", "004999000288505"),
    ],
)
def test_an_identifier_is_shown_as_people_write_it(identifier: str, shown: str) -> None:
    assert promptpay_ids.shown(identifier) == shown
