"""Russian payment symbols: the published one, accounts and their keys, what a name could add."""

import pytest
from hypothesis import given, settings

from bot.domain.errors import DomainError
from bot.domain.money import Money, currency
from bot.payqr import STANDARDS, Ask, PayeeAccount, errors, parse_payee
from tests.unit.payqr import parsers, payees

ST = STANDARDS["st00012"]
RUB = currency("RUB")
ACCOUNT, BIC, CORRESPONDENT = "40702810138250123017", "044525225", "30101810400000000225"
ALL = f"{ACCOUNT} {BIC} {CORRESPONDENT}"
PUBLISHED = (
    'ST00012|Name=ООО «Три кита»|PersonalAcc=40702810138250123017|BankName=ОАО "БАНК"|BIC=044525225'
    "|CorrespAcc=30101810400000000225|PayeeINN=6200098765|LastName=Иванов|FirstName=Иван|MiddleName=Иванович"
    "|Purpose=Оплата членского взноса|PayerAddress=г.Рязань ул.Ленина д.10 кв.15|Sum=100000"
)


@pytest.mark.parametrize("payload", [PUBLISHED, PUBLISHED.replace("|", "~"), PUBLISHED.replace("|", "*")])
def test_the_published_code_is_read_whatever_parts_it(payload: str) -> None:
    payee = PayeeAccount("st00012", ACCOUNT, "ООО «Три кита»", 'ОАО "БАНК"', f"{BIC} {CORRESPONDENT}")
    assert ST.read(payload) == Ask(payee, Money(100_000, RUB), "Оплата членского взноса")


def test_an_ask_is_written_to_the_letter() -> None:
    assert ST.payload(payees.a_sample("st00012")) == (
        f"ST00012|Name=Иван Иванов|PersonalAcc={ACCOUNT}|BankName=Сбербанк|BIC={BIC}|CorrespAcc={CORRESPONDENT}"
        "|Sum=2990|Purpose=GB10000041"
    )


@pytest.mark.parametrize(
    "line",
    [
        f"st00012 {ALL} Иван Иванов, Сбербанк",
        "GOST 40702 810 1 3825 0123017 044525225 30101 810 4 0000 0000225 Иван Иванов，Сбербанк",
        f"st00012 {ACCOUNT}, {BIC}, {CORRESPONDENT} Иван Иванов, Сбербанк",
    ],
)
def test_a_line_is_read(line: str) -> None:
    assert parse_payee(line) == PayeeAccount("st00012", ACCOUNT, "Иван Иванов", "Сбербанк", f"{BIC} {CORRESPONDENT}")


@pytest.mark.parametrize(
    ("line", "error"),
    [
        (f"st00012 {ALL}", errors.NameMissing),
        (f"st00012 {ALL} Иван", errors.BankMissing),
        (f"st00012 {ALL} Иван,", errors.BankMissing),
        (f"st00012 {ACCOUNT} Иван, Сбербанк", errors.BadRussianAccount),
        (f"st00012 {ACCOUNT[:-1]}8 {BIC} {CORRESPONDENT} Иван, Сбербанк", errors.BadRussianAccount),
        (f"st00012 {ACCOUNT} {BIC} {CORRESPONDENT[:-1]}6 Иван, Сбербанк", errors.BadRussianAccount),
        (f"st00012 {ACCOUNT} 144525225 {CORRESPONDENT} Иван, Сбербанк", errors.BadRussianAccount),
        (f"st00012 {BIC} {ACCOUNT} {CORRESPONDENT} Иван, Сбербанк", errors.BadRussianAccount),
        ("st00012 DE33100205000001194700 Иван, Сбербанк", errors.BadRussianAccount),
    ],
)
def test_a_wrong_line_is_refused_by_its_fault(line: str, error: type[DomainError]) -> None:
    with pytest.raises(DomainError) as caught:
        parse_payee(line)
    assert type(caught.value) is error


@settings(deadline=None)
@given(payees.NASTY, payees.NASTY)
def test_no_name_and_no_bank_adds_a_field(name: str, bank: str) -> None:
    payee = ST.check(ALL, f"А|PersonalAcc=1{name}", f"Б|Sum=1{bank}")
    said = parsers.st00012(ST.payload(Ask(payee, Money(2990, RUB), "GB10000041")))
    assert list(said) == ["Name", "PersonalAcc", "BankName", "BIC", "CorrespAcc", "Sum", "Purpose"]
    assert (said["PersonalAcc"], said["Sum"]) == (ACCOUNT, "2990")


def test_what_must_be_there_stays_within_300_octets() -> None:
    payee = ST.check(ALL, "Ж" * 200, "Щ" * 100)
    payload = ST.payload(Ask(payee, Money(2990, RUB), "GB10000041"))
    assert len(payload.partition("|Sum=")[0].encode()) <= 300
    assert ST.read(payload).payee == payee


@pytest.mark.parametrize(
    ("change", "error"),
    [
        (("ST00012", "ST00011"), errors.PayloadUnreadable),
        (("ST00012|", "ST00012?"), errors.PayloadUnreadable),
        (("|Sum=", "|Sum=5|Sum="), errors.RepeatedObject),
        (("|Sum=", "|Category=1|Sum="), errors.UnexpectedObject),
        (("Sum=2990", "Sum=0"), errors.WrongObject),
        (("Sum=2990", "Sum=29.90"), errors.WrongObject),
        (("|Sum=2990", ""), errors.WrongObject),
        (("Sum=2990", "Sum="), errors.PayloadUnreadable),
        (("Sum=2990", "Sum"), errors.PayloadUnreadable),
        (("Name=Иван Иванов|", ""), errors.PayloadUnreadable),
        (("Иван", "Ив\nан"), errors.WrongObject),
        ((ACCOUNT, ACCOUNT[:-1] + "8"), errors.BadRussianAccount),
        ((ACCOUNT, ACCOUNT + " "), errors.WrongObject),
        (("GB10000041", "GB10000041|"), errors.PayloadUnreadable),
    ],
)
def test_a_foreign_code_is_read_strictly(change: tuple[str, str], error: type[DomainError]) -> None:
    payload = ST.payload(payees.a_sample("st00012"))
    with pytest.raises(DomainError) as caught:
        ST.read(payload.replace(*change, 1))
    assert type(caught.value) is error
