"""Pix codes: the manual's example, any legal ask by an independent parser, every illegal one by name."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.errors import DomainError
from bot.domain.money import BadAmount, Money, currencies, currency
from bot.payqr import STANDARDS, Ask, Copy, CopyKind, PayeeAccount, emv, errors, pix
from tests.unit.payqr import parsers, payees

PIX = STANDARDS["pix"]
MANUAL = (
    "00020126580014br.gov.bcb.pix0136123e4567-e12b-12d1-a456-4266554400005204000053039865802BR"
    "5913Fulano de Tal6008BRASILIA62070503***63041D3D"
)
KEY = "123e4567-e12b-12d1-a456-426655440000"
BRL = currency("BRL")
AMOUNTS = st.integers(1, emv.HIGHEST_AMOUNT_MINOR)


def test_the_example_of_the_manual_is_written_to_the_letter() -> None:
    assert pix.code(PIX.check(KEY, "Fulano de Tal", "BRASILIA"), None, "") == MANUAL


def test_an_ask_is_written_to_the_letter() -> None:
    assert PIX.payload(payees.a_pix_ask()) == (
        "00020126580014br.gov.bcb.pix0136123e4567-e12b-12d1-a456-426655440000520400005303986540529.905802BR"
        "5913Fulano de Tal6006Recife62140510GB10000041630460F8"
    )


@settings(deadline=None)
@given(payees.PIX_KEYS, payees.NASTY, payees.NASTY, AMOUNTS, payees.REFERENCES)
def test_any_legal_ask_comes_back_through_an_independent_parser(
    key: str, name: str, city: str, minor: int, reference: str
) -> None:
    ask = Ask(PIX.check(key, "A" + name, "B" + city), Money(minor, BRL), reference)
    payload = PIX.payload(ask)
    assert parsers.emv(payload) == {
        "00": "01",
        "26-00": "br.gov.bcb.pix",
        "26-01": key,
        "52": "0000",
        "53": "986",
        "54": f"{minor // 100}.{minor % 100:02d}",
        "58": "BR",
        "59": ask.payee.name,
        "60": ask.payee.city,
        "62-05": reference or "***",
    }
    assert PIX.read(payload) == ask
    assert PIX.copies(ask) == (Copy(CopyKind.PAYLOAD, payload),)
    assert len(payload) <= 256


@settings(deadline=None)
@given(payees.PIX_KEYS, payees.NASTY, payees.NASTY)
def test_a_checked_payee_stays_as_it_is(key: str, name: str, city: str) -> None:
    payee = PIX.check(key, "A" + name, "B" + city)
    assert PIX.check(payee.account, payee.name, payee.city) == payee
    assert len(payee.name) <= 25
    assert len(payee.city) <= 15


@settings(deadline=None)
@given(payees.NASTY, payees.NASTY)
def test_a_text_cannot_change_where_the_money_goes_even_unchecked(name: str, city: str) -> None:
    ask = Ask(PayeeAccount("pix", KEY, "A" + name, "B" + city), Money(2990, BRL), "GB10000041")
    read = parsers.emv(PIX.payload(ask))
    assert (read["26-01"], read["54"], read["62-05"]) == (KEY, "29.90", "GB10000041")


def test_a_name_that_looks_like_objects_stays_a_name() -> None:
    ask = payees.a_pix_ask(name="A5404999954049999")
    assert parsers.emv(PIX.payload(ask))["59"] == "A5404999954049999"


def test_a_name_without_ascii_letters_becomes_a_placeholder() -> None:
    payee = PIX.check(KEY, "王芳", "東京")
    assert (payee.name, payee.city) == ("NA", "NA")


def test_accents_are_folded_and_long_names_cut() -> None:
    payee = PIX.check(KEY, "José Antônio Gonçalves de Assunção", "São José do Vale do Rio Preto")
    assert (payee.name, payee.city) == ("Jose Antonio Goncalves de", "Sao Jose do Val")


@given(payees.NASTY)
def test_any_text_as_a_key_is_refused_by_name(account: str) -> None:
    with pytest.raises((errors.BadPixKey, errors.BadPhone)):
        PIX.check(account, "Ana", "Recife")


@pytest.mark.parametrize(
    ("name", "city", "refusal"),
    [
        ("", "Recife", errors.NameMissing),
        ("\u200b\n", "Recife", errors.NameMissing),
        ("Ana", "", errors.CityMissing),
        ("Ana", " \t", errors.CityMissing),
    ],
)
def test_a_missing_name_or_city_is_named_with_an_example(name: str, city: str, refusal: type[DomainError]) -> None:
    with pytest.raises(refusal) as caught:
        PIX.check(KEY, name, city)
    assert caught.value.facts == {"standard": "pix", "expected": "pix +55 11 91234-5678 Ana Souza, São Paulo"}


@given(st.integers(max_value=0))
def test_nothing_and_less_cannot_be_asked(minor: int) -> None:
    with pytest.raises(BadAmount):
        PIX.payload(payees.a_pix_ask(minor=minor))


@given(st.integers(min_value=emv.HIGHEST_AMOUNT_MINOR + 1))
def test_more_than_object_54_holds_is_refused(minor: int) -> None:
    with pytest.raises(errors.AmountTooHigh) as caught:
        PIX.payload(payees.a_pix_ask(minor=minor))
    assert caught.value.facts == {"given": Money(minor, BRL), "limit": Money(999_999_999_999, BRL)}


@pytest.mark.parametrize("code", [each.code for each in currencies() if each.code != "BRL"])
def test_another_currency_is_refused(code: str) -> None:
    ask = Ask(payees.a_pix_ask().payee, Money(2990, currency(code)), "")
    with pytest.raises(errors.CurrencyMismatch) as caught:
        PIX.payload(ask)
    assert caught.value.facts == {"standard": "pix", "given": code, "wanted": "BRL"}


@pytest.mark.parametrize("reference", ["GB-1", "***", "A" * 26, "É", "A B", "A\n", "٣"])
def test_a_reference_that_is_no_txid_is_refused(reference: str) -> None:
    with pytest.raises(errors.BadReference) as caught:
        PIX.payload(payees.a_pix_ask(reference))
    assert caught.value.facts == {"given": reference, "longest": 25}


def test_a_payee_of_another_standard_is_refused() -> None:
    ask = Ask(payees.an_epc_ask().payee, Money(2990, BRL), "")
    with pytest.raises(errors.WrongStandard) as caught:
        PIX.payload(ask)
    assert caught.value.facts == {"given": "epc", "wanted": "pix"}


@pytest.mark.parametrize(
    ("tag", "value", "refusal", "at"),
    [
        ("01", "", None, ""),
        ("26", "", errors.ObjectMissing, "26"),
        ("26", "0014br.gov.bcb.pix", errors.ObjectMissing, "01"),
        ("26", "0015br.gov.bcb.pix20105a@b.c", errors.WrongObject, "26-00"),
        ("26", "0014br.gov.bcb.pix2527pix.example.com/qr/v2/abc12", errors.UnexpectedObject, "25"),
        ("26", "0014br.gov.bcb.pix0115ANA@EXAMPLE.COM", errors.WrongObject, "26"),
        ("27", "0014br.gov.bcb.pix0111111444777350", errors.UnexpectedObject, "27"),
        ("52", "12", errors.WrongObject, "52"),
        ("53", "840", errors.WrongObject, "53"),
        ("54", "", errors.ObjectMissing, "54"),
        ("55", "01", errors.UnexpectedObject, "55"),
        ("58", "PT", errors.WrongObject, "58"),
        ("59", "", errors.ObjectMissing, "59"),
        ("59", "João", errors.WrongObject, "59"),
        ("60", "", errors.ObjectMissing, "60"),
        ("60", "A city of nineteen", errors.WrongObject, "60"),
        ("62", "", errors.ObjectMissing, "62"),
        ("62", "0503***0801A", errors.UnexpectedObject, "08"),
        ("62", "0505GB-10", errors.WrongObject, "05"),
    ],
)
def test_a_foreign_code_is_read_strictly(tag: str, value: str, refusal: type[DomainError] | None, at: str) -> None:
    objects = emv.unsealed(PIX.payload(payees.a_pix_ask()))
    objects[tag] = value
    payload = emv.sealed((each, text) for each, text in objects.items() if text)
    if refusal is None:
        assert PIX.read(payload) == payees.a_pix_ask()
        return
    with pytest.raises(errors.PayloadUnreadable) as caught:
        PIX.read(payload)
    assert (type(caught.value), caught.value.facts["at"]) == (refusal, at)


def test_a_code_of_anothers_encoder_in_another_order_reads_the_same() -> None:
    objects = emv.unsealed(PIX.payload(payees.a_pix_ask()))
    reordered = [("00", objects.pop("00")), ("01", "11"), *reversed(objects.items())]
    assert PIX.read(emv.sealed(reordered)) == payees.a_pix_ask()


def test_what_pix_can_do() -> None:
    assert (PIX.name, PIX.currencies, PIX.carries_reference) == ("pix", frozenset({"BRL"}), True)
