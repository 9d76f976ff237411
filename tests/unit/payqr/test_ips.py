"""Serbian IPS codes: the published one, accounts as people write them, what a name could add."""

import pytest
from hypothesis import given, settings

from bot.domain.errors import DomainError
from bot.domain.money import Money, currency
from bot.payqr import STANDARDS, Ask, PayeeAccount, errors, parse_payee
from tests.unit.payqr import parsers, payees

IPS = STANDARDS["ips"]
RSD = currency("RSD")
PUBLISHED = (
    "K:PR|V:01|C:1|R:840000074332484318|N:BUDZET REPUBLIKE SRBIJE|I:RSD5000,00|P:PETAR PETROVIC\nKNEZA MILOSA 12\n"
    "BEOGRAD|SF:253|S:UPLAT PREKRSAJ NALOG 123456789012|RO:97123456789012345"
)
ACCOUNT = "840000000095584510"


def test_the_published_code_is_read() -> None:
    payee = PayeeAccount("ips", "840000074332484318", "BUDZET REPUBLIKE SRBIJE", "")
    assert IPS.read(PUBLISHED) == Ask(payee, Money(500_000, RSD), "UPLAT PREKRSAJ NALOG 123456789012")


@pytest.mark.parametrize(("text", "minor"), [("RSD1025,12", 102_512), ("RSD1025,", 102_500), ("RSD7,5", 750)])
def test_an_amount_has_a_comma(text: str, minor: int) -> None:
    assert IPS.read(PUBLISHED.replace("RSD5000,00", text)).amount == Money(minor, RSD)


def test_an_ask_is_written_to_the_letter() -> None:
    assert IPS.payload(payees.a_sample("ips")) == (
        f"K:PR|V:01|C:1|R:{ACCOUNT}|N:Petar Petrović|I:RSD29,90|SF:289|S:GB10000041|RO:0010000041"
    )
    assert IPS.payload(payees.a_sample("ips", reference="")).endswith("|I:RSD29,90|SF:289")


@pytest.mark.parametrize("typed", ["840-955845-10", "840-0000000955845-10", ACCOUNT, "RS35 8400 0000 0095 5845 10"])
def test_an_account_is_taken_however_it_is_typed(typed: str) -> None:
    payee = parse_payee(f"nbs {typed} Petar")
    assert payee == PayeeAccount("ips", ACCOUNT, "Petar", "")
    assert payee.shown == "840-955845-10"


@pytest.mark.parametrize(
    ("typed", "error"),
    [
        ("840-955845-11", errors.BadSerbianAccount),
        ("840-955846-10", errors.BadSerbianAccount),
        ("84-955845-10", errors.BadSerbianAccount),
        (ACCOUNT[:-1], errors.BadSerbianAccount),
        ("", errors.BadSerbianAccount),
        ("RS36840000000095584510", errors.BadIban),
        ("RS3584000000009558451", errors.WrongIbanLength),
        ("DE33100205000001194700", errors.AccountAbroad),
    ],
)
def test_another_account_is_refused(typed: str, error: type[DomainError]) -> None:
    with pytest.raises(DomainError) as caught:
        IPS.check(typed, "Petar", "")
    assert type(caught.value) is error


@settings(deadline=None)
@given(payees.NASTY)
def test_a_name_cannot_add_a_tag(name: str) -> None:
    ask = payees.a_sample("ips", name=f"P|R:1|I:RSD1,00{name}|")
    said = parsers.ips(IPS.payload(ask))
    assert (said["R"], said["I"], said["N"]) == (ACCOUNT, "RSD29,90", ask.payee.name)


@pytest.mark.parametrize(
    ("change", "error"),
    [
        (("K:PR", "K:PT"), errors.PayloadUnreadable),
        (("V:01", "V:02"), errors.PayloadUnreadable),
        (("|SF:", "|R:1|SF:"), errors.RepeatedObject),
        (("|SF:", "|JS:1|SF:"), errors.UnexpectedObject),
        (("|SF:289", "|SF:"), errors.WrongObject),
        (("RSD29,90", "RSD29.90"), errors.WrongObject),
        (("RSD29,90", "EUR29,90"), errors.WrongObject),
        (("RSD29,90", "RSD0,00"), errors.WrongObject),
        (("RSD29,90", "RSD29,905"), errors.WrongObject),
        (("|I:RSD29,90", ""), errors.ObjectMissing),
        ((ACCOUNT, "840000000095584511"), errors.BadSerbianAccount),
        ((ACCOUNT, "840-955845-10"), errors.WrongObject),
        (("Petar", "\nPetar"), errors.WrongObject),
        (("GB1", "GB\t1"), errors.WrongObject),
        (("RO:0010000041", "RO:0010000041|"), errors.UnexpectedObject),
    ],
)
def test_a_foreign_code_is_read_strictly(change: tuple[str, str], error: type[DomainError]) -> None:
    payload = IPS.payload(payees.a_sample("ips"))
    with pytest.raises(DomainError) as caught:
        IPS.read(payload.replace(*change, 1))
    assert type(caught.value) is error


def test_more_digits_than_a_reference_holds_are_refused() -> None:
    with pytest.raises(errors.BadReference):
        IPS.payload(payees.a_sample("ips", reference="1" * 24))
