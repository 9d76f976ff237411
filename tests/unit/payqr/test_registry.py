"""The line in which a leader says where the money goes."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.errors import DomainError
from bot.payqr import STANDARDS, PayeeAccount, errors, parse_payee
from bot.payqr.registry import for_currency
from tests.unit.payqr import payees

UUID = "123e4567-e12b-12d1-a456-426655440000"


@pytest.mark.parametrize(
    ("line", "payee"),
    [
        (
            "epc DE33 1002 0500 0001 1947 00 Wikimedia Fördergesellschaft",
            ("epc", "DE33100205000001194700", "Wikimedia Fördergesellschaft", ""),
        ),
        ("EPC DE33100205000001194700 Anna", ("epc", "DE33100205000001194700", "Anna", "")),
        ("Girocode: de33 1002 0500 0001 1947 00 Anna, Bob", ("epc", "DE33100205000001194700", "Anna, Bob", "")),
        ("iban DE 33 1002 0500 0001 1947 00 Anna", ("epc", "DE33100205000001194700", "Anna", "")),
        ("ＳＥＰＡ　ＤＥ３３ 1002 0500 0001 1947 00　安娜", ("epc", "DE33100205000001194700", "安娜", "")),
        ("epc GB29 NWBK 6016 1331 9268 19 NINE", ("epc", "GB29NWBK60161331926819", "NINE", "")),
        (f"pix {UUID} João da Silva, São Paulo", ("pix", UUID, "Joao da Silva", "Sao Paulo")),
        ("Pix +55 11 91234-5678 Ana Souza，Recife", ("pix", "+5511912345678", "Ana Souza", "Recife")),
        ("pix (11) 91234-5678 Ana, Rio", ("pix", "+5511912345678", "Ana", "Rio")),
        ("pix 111.444.777-35 3 Irmãos, Ltda, Rio", ("pix", "11144477735", "3 Irmaos, Ltda", "Rio")),
        ("pix 12.ABC.345/01DE-35 Loja, Natal", ("pix", "12ABC34501DE35", "Loja", "Natal")),
        ("pix ana@example.com 7 Estrelas, Belém", ("pix", "ana@example.com", "7 Estrelas", "Belem")),
        ("promptpay 0812345678 Somchai", ("promptpay", "0066812345678", "Somchai", "")),
        ("PromptPay ０８１ ２３４ ５６７８ สมชาย ใจดี", ("promptpay", "0066812345678", "สมชาย ใจดี", "")),
        ("promptpay 1-1017-00207-03-0 Shop", ("promptpay", "1101700207030", "Shop", "")),
        ("พร้อมเพย์ +66 81 234 5678 A", ("promptpay", "0066812345678", "A", "")),
        ("promptpay 0812345678 7-Eleven", ("promptpay", "0066812345678", "7-Eleven", "")),
        ("paynow 8123 4567 Tan Ah Kow", ("paynow", "+6581234567", "Tan Ah Kow", "")),
        ("UEN 200002150hwcf 7 Seas", ("paynow", "200002150HWCF", "7 Seas", "")),
        ("vietqr vcb 0011.0012.34567 Nguyễn Văn An", ("vietqr", "970436 0011001234567", "Nguyễn Văn An", "")),
        ("napas 970403 0011012345678 An", ("vietqr", "970403 0011012345678", "An", "")),
        ("fps 6789 1234 陳大文", ("fps", "+852-67891234", "陳大文", "")),
        ("轉數快 1234567 陳大文", ("fps", "1234567", "陳大文", "")),
        ("khqr jonhsmith@nbcq Jonh Smith, Siem Reap", ("khqr", "jonhsmith@nbcq", "Jonh Smith", "Siem Reap")),
        ("bakong jonhsmith@nbcq Jonh Smith", ("khqr", "jonhsmith@nbcq", "Jonh Smith", "Phnom Penh")),
        ("thaibill 0105551234567 01 Siam Fruit", ("thaibill", "010555123456701", "Siam Fruit", "")),
    ],
)
def test_a_line_is_read(line: str, payee: tuple[str, str, str, str]) -> None:
    assert parse_payee(line) == PayeeAccount(*payee)


@pytest.mark.parametrize(
    ("line", "refusal"),
    [
        ("", errors.PayeeUnreadable),
        (" \u200b\n", errors.PayeeUnreadable),
        ("epc", errors.PayeeUnreadable),
        ("pix ", errors.PayeeUnreadable),
        ("venmo anna", errors.UnknownStandard),
        ("DE33 1002 0500 0001 1947 00 Anna", errors.UnknownStandard),
        ("epc Anna DE33100205000001194700", errors.BadIban),
        ("epc DE33 1002 0500 0001 1947 01 Anna", errors.BadIban),
        ("epc DE33 1002 0500 0001 1947 Jo Schmidt", errors.BadIban),
        ("epc DE33 1002 0500 0001 1947 Schmidt", errors.WrongIbanLength),
        ("epc DE33 1002 0500 0001 1947 001 Anna", errors.WrongIbanLength),
        ("epc DE33 1002", errors.WrongIbanLength),
        ("epc US33 1002 0500", errors.IbanOutsideSepa),
        ("epc DE33 1002 0500 0001 1947 00", errors.NameMissing),
        (f"pix {UUID}", errors.NameMissing),
        (f"pix {UUID} , Recife", errors.NameMissing),
        (f"pix {UUID} Ana", errors.CityMissing),
        (f"pix {UUID} Ana,", errors.CityMissing),
        ("pix Ana, Recife", errors.BadPixKey),
        ("pix 11144477734 Ana, Recife", errors.BadCpf),
        ("pix 111 444 777 34 Ana, Recife", errors.BadCpf),
        ("promptpay 0812345678", errors.NameMissing),
        ("promptpay Somchai", errors.BadPromptpayId),
        ("promptpay 081234567 Somchai", errors.BadPromptpayId),
        ("promptpay 0812345678 12345 Go", errors.AccountAmbiguous),
        ("vietqr VCB 0011 0012 34567 An", errors.AccountAmbiguous),
        ("vietqr VCB 0011001234567", errors.NameMissing),
        ("vietqr VCB", errors.BadAccount),
        ("khqr jonhsmith Jonh Smith", errors.BadBakongId),
    ],
)
def test_a_wrong_line_is_refused_by_its_fault(line: str, refusal: type[DomainError]) -> None:
    with pytest.raises(DomainError) as caught:
        parse_payee(line)
    assert type(caught.value) is refusal


def test_a_short_iban_is_told_without_the_name() -> None:
    with pytest.raises(errors.WrongIbanLength) as caught:
        parse_payee("epc DE33 1002 0500 0001 1947 Schmidt")
    assert caught.value.facts["given"] == "DE33 1002 0500 0001 1947"


def test_an_unknown_standard_is_told_the_known_ones() -> None:
    with pytest.raises(errors.UnknownStandard) as caught:
        parse_payee("venmo anna")
    assert caught.value.facts == {
        "given": "venmo",
        "known": ", ".join(STANDARDS),
        "expected": "epc DE33 1002 0500 0001 1947 00 Anna Schmidt",
    }


@settings(deadline=None)
@given(st.sampled_from(["", *(f"{name} " for name in STANDARDS)]), payees.NASTY)
def test_any_line_is_read_or_refused_by_name(word: str, rest: str) -> None:
    try:
        payee = parse_payee(word + rest)
    except DomainError:
        return
    account = f"{payee.account} {payee.extra}".strip()
    assert STANDARDS[payee.standard].check(account, payee.name, payee.city) == payee


@settings(deadline=None)
@given(payees.ibans(), st.text("abcXYZ ", min_size=1).filter(str.strip))
def test_any_iban_in_groups_of_four_is_parted_from_the_name(iban: str, name: str) -> None:
    grouped = " ".join(iban[at : at + 4] for at in range(0, len(iban), 4))
    payee = parse_payee(f"epc {grouped} {name}")
    assert (payee.account, payee.name) == (iban, " ".join(name.split())[:70].strip())


@settings(deadline=None)
@given(st.one_of(payees.PIX_KEYS), st.text("abcXYZ", min_size=1, max_size=25))
def test_any_pix_key_as_it_is_shown_is_parted_from_the_name(key: str, name: str) -> None:
    shown = PayeeAccount("pix", key, name, "Recife").shown
    assert parse_payee(f"pix {shown} {name}, Recife") == PayeeAccount("pix", key, name, "Recife")


@pytest.mark.parametrize(
    ("line", "shown"),
    [
        ("epc DE33100205000001194700 Anna", "DE33 1002 0500 0001 1947 00"),
        ("pix 11144477735 Ana, Rio", "111.444.777-35"),
        ("promptpay 0812345678 A", "081-234-5678"),
    ],
)
def test_a_payee_shows_its_account_as_people_write_it(line: str, shown: str) -> None:
    assert parse_payee(line).shown == shown


def test_each_standard_stands_under_its_name() -> None:
    assert all(name == standard.name for name, standard in STANDARDS.items())


def test_where_several_take_a_currency_the_local_one_is_offered_first() -> None:
    assert [each.name for each in for_currency("EUR")][:2] == ["epc", "paybysquare"]
    assert [for_currency(code)[0].name for code in ("BRL", "THB", "CHF", "CZK")] == [
        "pix",
        "promptpay",
        "qrbill",
        "spayd",
    ]
    assert [each.name for each in for_currency("BTC")] == ["bitcoin"]


@pytest.mark.parametrize("example", [each.line.example for each in STANDARDS.values()])
def test_every_example_told_is_itself_a_legal_line(example: str) -> None:
    assert parse_payee(example).standard == example.split()[0]


def test_no_word_means_two_standards() -> None:
    words = [word for each in STANDARDS.values() for word in (each.name, *each.synonyms)]
    assert len(words) == len(set(words))
