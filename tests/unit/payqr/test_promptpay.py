"""PromptPay codes: the published example, any legal ask by an independent parser, every illegal one by name."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.errors import DomainError
from bot.domain.money import BadAmount, Money, currencies, currency
from bot.payqr import STANDARDS, Ask, Copy, CopyKind, emv, errors
from tests.unit.payqr import parsers, payees

PROMPTPAY = STANDARDS["promptpay"]
PUBLISHED = "00020101021229370016A000000677010111011300660000000005802TH530376454044.226304E469"
THB = currency("THB")


def test_the_published_example_is_written_to_the_letter_and_read_back() -> None:
    ask = payees.an_ask("000-000-0000", standard="promptpay", minor=422)
    assert PROMPTPAY.payload(ask) == PUBLISHED
    assert PROMPTPAY.read(PUBLISHED).payee.account == "0066000000000"
    assert PROMPTPAY.read(PUBLISHED).amount == Money(422, THB)


@settings(deadline=None)
@given(payees.PROMPTPAY_IDS, payees.NASTY, st.integers(1, emv.HIGHEST_AMOUNT_MINOR), payees.REFERENCES)
def test_any_legal_ask_comes_back_through_an_independent_parser(
    identifier: str, name: str, minor: int, reference: str
) -> None:
    ask = Ask(PROMPTPAY.check(identifier, "A" + name, ""), Money(minor, THB), reference)
    payload = PROMPTPAY.payload(ask)
    kind = "01" if identifier.startswith("0066") and len(identifier) == 13 else {13: "02", 15: "03"}[len(identifier)]
    assert parsers.emv(payload) == {
        "00": "01",
        "01": "12",
        "29-00": "A000000677010111",
        f"29-{kind}": identifier,
        "53": "764",
        "54": f"{minor // 100}.{minor % 100:02d}",
        "58": "TH",
    }
    read = PROMPTPAY.read(payload)
    assert (read.payee.account, read.payee.name, read.amount, read.reference) == (identifier, "", ask.amount, "")
    assert all(1 <= len(copy.text) <= 256 for copy in PROMPTPAY.copies(ask))


@given(payees.PROMPTPAY_IDS, payees.NASTY)
def test_a_checked_payee_stays_as_it_is(identifier: str, name: str) -> None:
    payee = PROMPTPAY.check(identifier, "A" + name, "Bangkok")
    assert PROMPTPAY.check(payee.account, payee.name, payee.city) == payee
    assert payee.city == ""


@given(payees.NASTY.filter(lambda text: sum(letter.isdecimal() for letter in text) < 10))
def test_any_text_as_an_identifier_is_refused_by_name(account: str) -> None:
    with pytest.raises((errors.BadPhone, errors.BadThaiId, errors.BadPromptpayId)):
        PROMPTPAY.check(account, "Ana", "")


def test_a_missing_name_is_named_with_an_example() -> None:
    with pytest.raises(errors.NameMissing) as caught:
        PROMPTPAY.check("0812345678", "\u200b", "")
    assert caught.value.facts == {"standard": "promptpay", "expected": "promptpay 081-234-5678 Somchai Jaidee"}


def test_phone_and_amount_are_copied_as_thai_apps_take_them() -> None:
    assert PROMPTPAY.copies(payees.a_promptpay_ask()) == (
        Copy(CopyKind.ACCOUNT, "0812345678"),
        Copy(CopyKind.AMOUNT, "29.90"),
    )


def test_a_tax_number_is_copied_as_it_is() -> None:
    ask = payees.an_ask("1-1017-00207-03-0", standard="promptpay")
    assert PROMPTPAY.copies(ask)[0] == Copy(CopyKind.ACCOUNT, "1101700207030")


@given(st.integers(max_value=0))
def test_nothing_and_less_cannot_be_asked(minor: int) -> None:
    with pytest.raises(BadAmount):
        PROMPTPAY.payload(payees.a_promptpay_ask(minor=minor))


@given(st.integers(min_value=emv.HIGHEST_AMOUNT_MINOR + 1))
def test_more_than_object_54_holds_is_refused(minor: int) -> None:
    with pytest.raises(errors.AmountTooHigh):
        PROMPTPAY.payload(payees.a_promptpay_ask(minor=minor))


@pytest.mark.parametrize("code", [each.code for each in currencies() if each.code != "THB"])
def test_another_currency_is_refused(code: str) -> None:
    with pytest.raises(errors.CurrencyMismatch):
        PROMPTPAY.payload(Ask(payees.a_promptpay_ask().payee, Money(2990, currency(code)), ""))


def test_a_payee_of_another_standard_is_refused() -> None:
    with pytest.raises(errors.WrongStandard):
        PROMPTPAY.payload(Ask(payees.a_pix_ask().payee, Money(2990, THB), ""))


@pytest.mark.parametrize(
    ("tag", "value", "refusal", "at"),
    [
        ("01", "11", errors.WrongObject, "01"),
        ("29", "", errors.ObjectMissing, "29"),
        ("29", "0016A000000677010111", errors.ObjectMissing, "01"),
        ("29", "0016A00000067701011201130066812345678", errors.WrongObject, "00"),
        ("29", "0016A00000067701011102130066812345678", errors.WrongObject, "29"),
        ("29", "0016A0000006770101110110" + "0812345678", errors.WrongObject, "29"),
        ("29", "0016A0000006770101110113006681234567803150049990002885051", errors.PayloadUnreadable, 56),
        ("29", "0016A000000677010111011300668123456780315004999000288505", errors.WrongObject, "29"),
        ("30", "0016A000000677010112", errors.UnexpectedObject, "30"),
        ("53", "840", errors.WrongObject, "53"),
        ("54", "", errors.ObjectMissing, "54"),
        ("58", "LA", errors.WrongObject, "58"),
        ("62", "0705ABCDE", errors.UnexpectedObject, "62"),
    ],
)
def test_a_foreign_code_is_read_strictly(tag: str, value: str, refusal: type[DomainError], at: object) -> None:
    objects = emv.unsealed(PROMPTPAY.payload(payees.a_promptpay_ask()))
    objects[tag] = value
    with pytest.raises(errors.PayloadUnreadable) as caught:
        PROMPTPAY.read(emv.sealed((each, text) for each, text in objects.items() if text))
    assert (type(caught.value), caught.value.facts["at"]) == (refusal, at)


def test_what_promptpay_can_do() -> None:
    assert (PROMPTPAY.name, PROMPTPAY.currencies, PROMPTPAY.carries_reference) == (
        "promptpay",
        frozenset({"THB"}),
        False,
    )
