"""Pix keys: five kinds, each with its own fault."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.errors import DomainError
from bot.payqr import errors, pix_keys
from tests.unit.payqr import payees


@pytest.mark.parametrize(
    ("written", "key"),
    [
        ("111.444.777-35", "11144477735"),
        ("11.222.333/0001-81", "11222333000181"),
        ("12.ABC.345/01DE-35", "12ABC34501DE35"),
        ("12abc34501de35", "12ABC34501DE35"),
        ("+55 11 91234-5678", "+5511912345678"),
        ("+55 (11) 91234-5678", "+5511912345678"),
        ("(11) 91234-5678", "+5511912345678"),
        ("Ana.Souza+loja@Example.com.br", "ana.souza+loja@example.com.br"),
        ("123E4567-E12B-12D1-A456-426655440000", "123e4567-e12b-12d1-a456-426655440000"),
    ],
)
def test_a_key_is_written_as_the_directory_writes_it(written: str, key: str) -> None:
    assert pix_keys.checked(written) == key


@given(payees.PIX_KEYS)
def test_any_legal_key_passes_and_comes_back_from_how_it_is_shown(key: str) -> None:
    assert pix_keys.checked(key) == key
    assert pix_keys.checked(pix_keys.shown(key)) == key


@pytest.mark.parametrize(
    ("written", "refusal"),
    [
        ("111.444.777-34", errors.BadCpf),
        ("11111111111", errors.BadCpf),
        ("11912345678", errors.BadCpf),
        ("11222333000182", errors.BadCnpj),
        ("12ABC34501DE36", errors.BadCnpj),
        ("00000000000000", errors.BadCnpj),
        ("+55 11 1234-5678", errors.BadPhone),
        ("+55 01 91234-5678", errors.BadPhone),
        ("+1 212 555 0100", errors.BadPhone),
        ("(11) 1234", errors.BadPhone),
        ("ana@", errors.BadPixKey),
        ("ana souza@example.com", errors.BadPixKey),
        ("ana@example", errors.BadPixKey),
        ("ana@-example.com", errors.BadPixKey),
        ("a" * 70 + "@example.com", errors.BadPixKey),
        ("123e4567e12b12d1a456426655440000", errors.BadPixKey),
        ("12ABC34501DEXX", errors.BadPixKey),
        ("", errors.BadPixKey),
        ("pix", errors.BadPixKey),
    ],
)
def test_a_wrong_key_is_refused_by_its_kind(written: str, refusal: type[DomainError]) -> None:
    with pytest.raises(DomainError) as caught:
        pix_keys.checked(written)
    assert (type(caught.value), caught.value.facts["given"]) == (refusal, written)


@given(st.one_of(payees.cpfs(), payees.cnpjs()), st.data())
def test_a_wrong_check_digit_is_refused(number: str, data: st.DataObject) -> None:
    at = len(number) - data.draw(st.integers(1, 2))
    other = data.draw(st.sampled_from("0123456789").filter(lambda digit: digit != number[at]))
    with pytest.raises(errors.BadPixKey):
        pix_keys.checked(number[:at] + other + number[at + 1 :])


@pytest.mark.parametrize(
    ("key", "shown"),
    [
        ("11144477735", "111.444.777-35"),
        ("12ABC34501DE35", "12.ABC.345/01DE-35"),
        ("+5511912345678", "+55 11 91234-5678"),
        ("ana@example.com", "ana@example.com"),
    ],
)
def test_a_key_is_shown_as_people_write_it(key: str, shown: str) -> None:
    assert pix_keys.shown(key) == shown
