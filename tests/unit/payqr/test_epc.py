"""EPC codes: the published sample, any legal ask by an independent parser, every illegal one by name."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from qrcode.constants import ERROR_CORRECT_M
from qrcode.main import QRCode

from bot.domain.errors import DomainError
from bot.domain.money import BadAmount, Money, currencies, currency
from bot.payqr import STANDARDS, Ask, Copy, CopyKind, PayeeAccount, epc, errors, image
from tests.unit.payqr import lots, parsers, payees

EPC = STANDARDS["epc"]
EUR = currency("EUR")
SAMPLE_LINES = ["BCD", "001", "1", "SCT", "BPOTBEB1", "Red Cross of Belgium", "BE72000000001616", "EUR1", "CHAR"]
SAMPLE_LINES += ["", "Urgency fund", "Sample EPC QR code"]
SAMPLE = (
    "BCD\n001\n1\nSCT\nBPOTBEB1\nRed Cross of Belgium\nBE72000000001616\nEUR1\nCHAR\n\nUrgency fund\nSample EPC QR code"
)
IBAN = "DE33100205000001194700"


def test_the_published_sample_is_written_to_the_letter() -> None:
    assert epc.written(SAMPLE_LINES) == SAMPLE


@pytest.mark.parametrize("payload", [SAMPLE, SAMPLE.replace("\n", "\r\n")])
def test_the_published_sample_is_read(payload: str) -> None:
    assert EPC.read(payload) == Ask(
        PayeeAccount("epc", "BE72000000001616", "Red Cross of Belgium", ""), Money(100, EUR), "Urgency fund"
    )


def test_an_ask_is_written_to_the_letter() -> None:
    assert EPC.payload(payees.an_epc_ask()) == (
        "BCD\n002\n1\nSCT\n\nWikimedia Fördergesellschaft\nDE33100205000001194700\nEUR29.90\n\n\nGB10000041"
    )


def test_without_a_reference_the_amount_is_the_last_line() -> None:
    assert EPC.payload(payees.an_epc_ask("")).endswith("\nDE33100205000001194700\nEUR29.90")


def test_a_creditor_reference_goes_to_its_own_line() -> None:
    ask = payees.an_epc_ask("RF18539007547034")
    assert EPC.payload(ask).endswith("\nEUR29.90\n\nRF18539007547034")
    assert EPC.read(EPC.payload(ask)) == ask


@settings(deadline=None)
@given(payees.ibans(), payees.NASTY, st.integers(1, 99_999_999_999), payees.REFERENCES)
def test_any_legal_ask_comes_back_through_an_independent_parser(
    iban: str, name: str, minor: int, reference: str
) -> None:
    ask = Ask(EPC.check(iban, "A" + name, ""), Money(minor, EUR), reference)
    payload = EPC.payload(ask)
    expected = {
        "bcd": "BCD",
        "version": "002",
        "charset": "1",
        "sct": "SCT",
        "name": ask.payee.name,
        "iban": iban,
        "amount": f"EUR{minor // 100}.{minor % 100:02d}",
        "text": reference,
    }
    assert parsers.epc(payload) == {line: value for line, value in expected.items() if value}
    assert EPC.read(payload) == ask
    assert all(1 <= len(copy.text) <= 256 for copy in EPC.copies(ask))


def test_ten_thousand_legal_asks_come_back_through_an_independent_parser() -> None:
    for ask, account in lots.asks("epc"):
        payload = EPC.payload(ask)
        whole, cents = divmod(ask.amount.minor, 100)
        expected = {"bcd": "BCD", "version": "002", "charset": "1", "sct": "SCT", "name": ask.payee.name}
        expected |= account | {"amount": f"EUR{whole}.{cents:02d}", "text": ask.reference}
        assert parsers.epc(payload) == {line: value for line, value in expected.items() if value}
        assert (EPC.read(payload).payee, EPC.read(payload).amount) == (ask.payee, ask.amount)


@settings(deadline=None)
@given(payees.NASTY)
def test_a_name_cannot_move_the_iban_even_unchecked(name: str) -> None:
    ask = Ask(PayeeAccount("epc", IBAN, "A" + name, ""), Money(2990, EUR), "GB10000041")
    read = parsers.epc(EPC.payload(ask))
    assert (read["iban"], read["amount"], read["text"]) == (IBAN, "EUR29.90", "GB10000041")


def test_a_name_with_a_newline_becomes_one_line() -> None:
    ask = payees.an_epc_ask(name="Anna\nGB29NWBK60161331926819\nEUR9999")
    assert ask.payee.name == "Anna GB29NWBK60161331926819 EUR9999"
    assert parsers.epc(EPC.payload(ask))["iban"] == IBAN


@settings(deadline=None)
@given(payees.ibans(), payees.NASTY)
def test_a_checked_payee_stays_as_it_is(iban: str, name: str) -> None:
    payee = EPC.check(iban, "A" + name, "Berlin")
    assert EPC.check(payee.account, payee.name, payee.city) == payee
    assert payee.city == ""


def test_a_name_keeps_its_letters() -> None:
    assert EPC.check(IBAN, "Jürgen Łukasz Ørsted", "").name == "Jürgen Łukasz Ørsted"


@settings(deadline=None, max_examples=30)
@given(st.text("𠀀王ß\u0e01A", min_size=60, max_size=120))
def test_the_longest_name_leaves_room_for_the_highest_amount(name: str) -> None:
    ask = Ask(EPC.check("MT84MALT011000012345MTLCAST001S", name, ""), Money(99_999_999_999, EUR), "G" * 60)
    payload = EPC.payload(ask)
    assert EPC.read(payload) == ask
    symbol = QRCode(error_correction=ERROR_CORRECT_M, mask_pattern=image.MASK)
    symbol.add_data(payload)
    assert symbol.version <= 13


@pytest.mark.parametrize("filler", ["x", "7", "A", "a1" * 10 + "2" * 20])
def test_the_fullest_code_fits_version_13(filler: str) -> None:
    text = (filler * 140)[:140]
    ask = payees.an_epc_ask(text, name="王" * 46)
    payload = EPC.payload(ask)
    symbol = QRCode(error_correction=ERROR_CORRECT_M, mask_pattern=image.MASK)
    symbol.add_data(payload)
    assert symbol.version <= 13


@given(payees.NASTY)
def test_any_text_as_an_iban_is_refused_by_name(account: str) -> None:
    with pytest.raises(errors.BadIban):
        EPC.check(account, "Ana", "")


def test_a_missing_name_is_named_with_an_example() -> None:
    with pytest.raises(errors.NameMissing) as caught:
        EPC.check(IBAN, " \u200b", "")
    assert caught.value.facts == {"standard": "epc", "expected": "epc DE33 1002 0500 0001 1947 00 Anna Schmidt"}


def test_iban_amount_and_reference_are_copied() -> None:
    assert EPC.copies(payees.an_epc_ask()) == (
        Copy(CopyKind.ACCOUNT, IBAN),
        Copy(CopyKind.AMOUNT, "29.90"),
        Copy(CopyKind.REFERENCE, "GB10000041"),
    )
    assert [copy.kind for copy in EPC.copies(payees.an_epc_ask(""))] == ["account", "amount"]


@given(st.integers(max_value=0))
def test_nothing_and_less_cannot_be_asked(minor: int) -> None:
    with pytest.raises(BadAmount):
        EPC.payload(payees.an_epc_ask(minor=minor))


@given(st.integers(min_value=100_000_000_000))
def test_more_than_the_scheme_transfers_is_refused(minor: int) -> None:
    with pytest.raises(errors.AmountTooHigh) as caught:
        EPC.payload(payees.an_epc_ask(minor=minor))
    assert caught.value.facts == {"given": Money(minor, EUR), "limit": Money(99_999_999_999, EUR)}


@pytest.mark.parametrize("code", [each.code for each in currencies() if each.code != "EUR"])
def test_another_currency_is_refused(code: str) -> None:
    with pytest.raises(errors.CurrencyMismatch):
        EPC.payload(Ask(payees.an_epc_ask().payee, Money(2990, currency(code)), ""))


@pytest.mark.parametrize("reference", ["A\nB", "A\rB", "x" * 141, " A", "A\u2028B", "\u202eA", "\ud800"])
def test_a_reference_that_is_not_one_clean_line_is_refused(reference: str) -> None:
    with pytest.raises(errors.BadReference) as caught:
        EPC.payload(payees.an_epc_ask(reference))
    assert caught.value.facts == {"given": reference, "longest": 140}


def test_more_than_a_code_holds_is_refused() -> None:
    with pytest.raises(errors.PayloadTooLong) as caught:
        EPC.payload(payees.an_epc_ask("王" * 140))
    assert caught.value.facts == {"octets": 499, "limit": 331}


def test_a_payee_of_another_standard_is_refused() -> None:
    with pytest.raises(errors.WrongStandard):
        EPC.payload(Ask(payees.a_pix_ask().payee, Money(2990, EUR), ""))


@pytest.mark.parametrize(
    ("line", "value", "at"),
    [
        (0, "BCE", "service"),
        (1, "003", "version"),
        (1, "001", "bic"),
        (2, "2", "characters"),
        (3, "INST", "transfer"),
        (4, "BPOTBE", "bic"),
        (5, "", "name"),
        (5, " Anna", "name"),
        (5, "A" * 71, "name"),
        (5, "\u202eAnna", "name"),
        (6, "DE33 1002 0500 0001 1947 00", "iban"),
        (6, "de33100205000001194700", "iban"),
        (7, "", "amount"),
        (7, "EUR0", "amount"),
        (7, "EUR0.00", "amount"),
        (7, "EUR1,50", "amount"),
        (7, "EUR1.505", "amount"),
        (7, "EUR1234567890", "amount"),
        (7, "USD1", "amount"),
        (8, "CHARS", "purpose"),
        (9, "RF18539007547034", "text"),
        (9, "RF19539007547034", "rf"),
        (10, "x" * 141, "text"),
        (10, "a\rb", "text"),
        (10, "a\ud800b", "text"),
    ],
)
def test_a_foreign_code_is_read_strictly(line: int, value: str, at: str) -> None:
    lines = EPC.payload(payees.an_epc_ask()).split("\n")
    lines[line] = value
    with pytest.raises(DomainError) as caught:
        EPC.read("\n".join(lines))
    assert isinstance(caught.value, errors.WrongObject | errors.NameMissing)
    assert caught.value.facts.get("at", "name") == at


@pytest.mark.parametrize("tail", ["\n", "\n\n", "\nhint\nmore", "\r\n"])
def test_anything_after_the_last_line_is_refused(tail: str) -> None:
    with pytest.raises(errors.PayloadUnreadable):
        EPC.read(EPC.payload(payees.an_epc_ask()) + tail)


def test_too_few_lines_are_refused() -> None:
    with pytest.raises(errors.PayloadUnreadable):
        EPC.read("BCD\n002\n1\nSCT\n\nAnna\nDE33100205000001194700")


def test_more_octets_than_the_standard_allows_are_refused() -> None:
    with pytest.raises(errors.PayloadTooLong):
        EPC.read(EPC.payload(payees.an_epc_ask()) + "x" * 300)


@given(payees.NASTY)
def test_any_text_is_read_or_refused_by_name(text: str) -> None:
    with pytest.raises(DomainError):
        EPC.read(text)


def test_what_epc_can_do() -> None:
    assert (EPC.name, EPC.currencies, EPC.carries_reference) == ("epc", frozenset({"EUR"}), True)
