"""Swiss QR-bills: the published one, its references, addresses as people type them."""

import pytest
from hypothesis import given, settings

from bot.domain.errors import DomainError
from bot.domain.money import Money, currency
from bot.payqr import STANDARDS, Ask, CopyKind, PayeeAccount, errors, image, parse_payee, qrbill
from tests.unit.payqr import parsers, payees

BILL = STANDARDS["qrbill"]
CHF = currency("CHF")
PUBLISHED = (
    "SPC\n0200\n1\nCH4431999123000889012\nS\nMax Muster & Söhne\nMusterstrasse\n123\n8000\nSeldwyla\nCH\n\n\n\n\n\n\n\n"
    "1949.75\nCHF\nS\nSimon Muster\nMusterstrasse\n1\n8000\nSeldwyla\nCH\nQRR\n210000000003139471430009017\n"
    "Order from 15.06.2020\nEPD"
)
IBAN, QR_IBAN = "CH9300762011623852957", "CH4431999123000889012"


@pytest.mark.parametrize("payload", [PUBLISHED, PUBLISHED.replace("\n", "\r\n")])
def test_the_published_bill_is_read(payload: str) -> None:
    payee = PayeeAccount("qrbill", QR_IBAN, "Max Muster & Söhne", "Musterstrasse 123, 8000 Seldwyla")
    assert BILL.read(payload) == Ask(payee, Money(194_975, CHF), "Order from 15.06.2020")


def test_an_ask_is_written_to_the_letter() -> None:
    assert BILL.payload(payees.a_sample("qrbill")) == (
        f"SPC\n0200\n1\n{IBAN}\nS\nAnna Muster\nBahnhofstrasse\n1\n8001\nZürich\nCH\n\n\n\n\n\n\n\n29.90\nCHF\n"
        "\n\n\n\n\n\n\nSCOR\nRF23GB10000041\nGB10000041\nEPD"
    )


def test_the_published_creditor_reference_is_taken_as_it_is() -> None:
    ask = payees.a_sample("qrbill", reference="RF18539007547034")
    assert "\nSCOR\nRF18539007547034\nRF18539007547034\n" in BILL.payload(ask)
    assert BILL.read(BILL.payload(ask)) == ask


def test_without_a_reference_there_is_none() -> None:
    ask = payees.a_sample("qrbill", reference="")
    assert BILL.payload(ask).endswith("\nNON\n\n\nEPD")
    assert BILL.read(BILL.payload(ask)) == ask


def test_a_qr_iban_takes_a_qr_reference_of_our_digits() -> None:
    ask = Ask(BILL.check(QR_IBAN, "Max", "8000 Seldwyla"), Money(2990, CHF), "GB10000041")
    reference = "000000000000000000100000416"
    assert f"\nQRR\n{reference}\nGB10000041\nEPD" in BILL.payload(ask)
    assert parsers.modulo_10(reference[:-1]) == 6
    assert [copy.text for copy in BILL.copies(ask) if copy.kind is CopyKind.REFERENCE] == [reference]


def test_the_published_qr_reference_has_its_check_digit() -> None:
    assert parsers.modulo_10("21000000000313947143000901") == 7
    assert (
        "21000000000313947143000901" + qrbill._check_digit("21000000000313947143000901")
        == "210000000003139471430009017"
    )


@pytest.mark.parametrize("reference", ["", "ABC", "G0"])
def test_a_qr_iban_without_digits_to_refer_to_is_refused(reference: str) -> None:
    ask = Ask(BILL.check(QR_IBAN, "Max", "8000 Seldwyla"), Money(2990, CHF), reference)
    with pytest.raises(errors.BadReference):
        BILL.payload(ask)


@pytest.mark.parametrize(
    ("line", "name", "city"),
    [
        (f"qrbill {IBAN} Anna Muster, Bahnhofstrasse 1, 8001 Zürich", "Anna Muster", "Bahnhofstrasse 1, 8001 Zürich"),
        ("Swiss CH93 0076 2011 6238 5295 7 Anna，Weg 2b，8001 Zürich", "Anna", "Weg 2b, 8001 Zürich"),
        (f"qrbill {IBAN} Muster, Söhne, Co, Weg 1, 8001 Bern", "Muster, Söhne, Co", "Weg 1, 8001 Bern"),
        (f"qrbill {IBAN} Anna, 8001 Zürich", "Anna", "8001 Zürich"),
        (f"qrbill {IBAN} Anna, Dorf, CH-8001 Zürich", "Anna", "Dorf, 8001 Zürich"),
        (f"qrbill {IBAN} Anna, Rue 1, FR-67000 Strasbourg", "Anna", "Rue 1, FR-67000 Strasbourg"),
    ],
)  # fmt: skip
def test_a_line_with_an_address_is_read(line: str, name: str, city: str) -> None:
    payee = parse_payee(line)
    assert payee == PayeeAccount("qrbill", IBAN, name, city)
    ask = Ask(payee, Money(100, CHF), "GB10000041")
    assert BILL.read(BILL.payload(ask)) == ask


@pytest.mark.parametrize(
    ("line", "error"),
    [
        (f"qrbill {IBAN}", errors.NameMissing),
        (f"qrbill {IBAN} Anna", errors.AddressMissing),
        (f"qrbill {IBAN} Anna, Bahnhofstrasse 1", errors.AddressMissing),
        (f"qrbill {IBAN} Anna, Bahnhofstrasse 1, Zürich", errors.AddressMissing),
        (f"qrbill {IBAN} 王芳, Weg 1, 8001 Bern", errors.NameMissing),
        ("qrbill CH94 0076 2011 6238 5295 7 Anna, 8001 Bern", errors.BadIban),
        ("qrbill CH93 0076 2011 6238 5295 Anna, 8001 Bern", errors.WrongIbanLength),
        ("qrbill DE33100205000001194700 Anna, 8001 Bern", errors.AccountAbroad),
        ("qrbill US33100205000001194700 Anna, 8001 Bern", errors.AccountAbroad),
    ],
)
def test_a_wrong_line_is_refused_by_its_fault(line: str, error: type[DomainError]) -> None:
    with pytest.raises(DomainError) as caught:
        parse_payee(line)
    assert type(caught.value) is error


def test_an_account_of_another_country_is_told_both_countries() -> None:
    with pytest.raises(errors.AccountAbroad) as caught:
        BILL.check("DE33100205000001194700", "Anna", "8001 Bern")
    assert caught.value.facts == {
        "standard": "qrbill", "given": "DE33100205000001194700", "country": "DE", "wanted": "CH, LI",
    }  # fmt: skip


@settings(deadline=None)
@given(payees.NASTY, payees.NASTY)
def test_no_name_and_no_street_moves_a_line(name: str, street: str) -> None:
    payee = PayeeAccount("qrbill", IBAN, "A" + name, f"B{street}, 8001 Bern")
    said = parsers.qrbill(BILL.payload(Ask(payee, Money(2990, CHF), "GB10000041")))
    assert (said["IBAN"], said["Amt"], said["Cdtr.PstCd"], said["Ref"]) == (IBAN, "29.90", "8001", "RF23GB10000041")


def test_letters_that_the_guidelines_permit_stay_and_others_are_folded() -> None:
    assert BILL.check(IBAN, "Çelik Łukasz Ștefan “Ô’Brien” €", "8001 Bern").name == 'Çelik Łukasz Ștefan "Ô\'Brien" €'
    assert BILL.check(IBAN, "Nguyễn Е́va", "8001 Bern").name == "Nguyen va"


def test_the_fullest_bill_stays_within_version_25() -> None:
    ask = Ask(
        BILL.check(IBAN, "Ö" * 70, "Ä" * 60 + " 12345678, 8001 " + "Ü" * 35),
        Money(99_999_999_999, CHF),
        "RF18" + "5" * 17,
    )
    payload = BILL.payload(ask)
    assert len(payload) <= qrbill.LONGEST
    assert len(image.modules(payload)) <= 17 + 4 * 25


@pytest.mark.parametrize(
    ("line", "value", "error"),
    [
        (0, "SPD", errors.PayloadUnreadable),
        (1, "0100", errors.PayloadUnreadable),
        (2, "2", errors.PayloadUnreadable),
        (3, "DE33100205000001194700", errors.AccountAbroad),
        (3, "ch9300762011623852957", errors.WrongObject),
        (3, QR_IBAN, errors.WrongObject),
        (4, "K", errors.WrongObject),
        (5, "", errors.NameMissing),
        (5, "王", errors.NameMissing),
        (5, "\u202eAnna", errors.WrongObject),
        (8, "", errors.AddressMissing),
        (10, "ch", errors.WrongObject),
        (12, "Somebody Else", errors.WrongObject),
        (18, "", errors.WrongObject),
        (18, "0.00", errors.WrongObject),
        (18, "29,90", errors.WrongObject),
        (18, "29.9", errors.WrongObject),
        (19, "EUR", errors.WrongObject),
        (27, "QRR", errors.WrongObject),
        (27, "NON", errors.WrongObject),
        (28, "RF24GB10000041", errors.WrongObject),
        (30, "", errors.PayloadUnreadable),
    ],
)
def test_a_foreign_bill_is_read_strictly(line: int, value: str, error: type[DomainError]) -> None:
    lines = BILL.payload(payees.a_sample("qrbill")).split("\n")
    lines[line] = value
    with pytest.raises(DomainError) as caught:
        BILL.read("\n".join(lines))
    assert type(caught.value) is error


def test_more_than_a_bill_holds_is_refused() -> None:
    with pytest.raises(errors.PayloadTooLong):
        BILL.read(PUBLISHED + "\n" * 900)
