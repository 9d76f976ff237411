"""MT940: lines with German structured details and without; statements that are cut or don't foot are refused."""

from datetime import date

import pytest

from bot.domain.errors import DomainError
from bot.domain.money import Money, currency
from bot.domain.statements.refusals import (
    StatementCurrency,
    StatementCut,
    StatementTooLong,
    StatementUneven,
    StatementUnreadable,
)
from bot.statements.reading import Form, read

EUR = currency("EUR")
WHOLE = (
    ":20:STARTUMS\r\n:25:10020500/1194700\r\n:28C:12/1\r\n:60F:C261123EUR1000,00\r\n"
    ":61:2611241124CR29,90NTRFKREF+//BANK41\r\n"
    ":86:166?00GUTSCHRIFT?20EREF+NOTPROVIDED?21SVWZ+KT 1000 0041?22 Orangen?30BYLADEM1001?31DE02120300000000202051"
    "?32Ana Muster\r\n"
    ":61:2611241124DR5,00NDDTNONREF\r\n:86:105?00LASTSCHRIFT?20SVWZ+Strom?32STADTWERKE\r\n"
    ":62F:C261124EUR1024,90\r\n-\r\n"
)


def test_a_statement_is_read_with_payer_and_purpose() -> None:
    found = read(WHOLE.encode(), EUR)
    assert (found.form, found.statement.account) == (Form.MT940, "10020500/1194700")
    came, went = found.statement.lines
    assert (came.booked_on, came.amount, came.bank_id) == (date(2026, 11, 24), Money(2990, EUR), "BANK41")
    assert "KT 1000 0041" in came.text
    assert "Ana Muster" in came.name
    assert (went.amount.minor, went.bank_id) == (-500, "")


def test_free_details_are_read_as_they_are() -> None:
    text = ":20:A\n:25:NL1\n:28C:1\n:60F:C261123EUR0,00\n:61:261124C29,90NTRFNONREF\n:86:ANA KT10000041\n"
    text += ":62F:C261124EUR29,90\n"
    (line,) = read(text.encode(), EUR).statement.lines
    assert "KT10000041" in line.text


def test_several_statements_in_one_file_are_one() -> None:
    second = WHOLE.replace("BANK41", "BANK42").replace("C261123EUR1000,00", "C261124EUR1024,90").replace(
        "C261124EUR1024,90\r\n-", "C261124EUR1049,80\r\n-"
    )  # fmt: skip
    assert len(read((WHOLE + second).encode(), EUR).statement.lines) == 4


def test_half_a_statement_is_refused() -> None:
    with pytest.raises(StatementCut):
        read(WHOLE[: WHOLE.index(":62F:")].encode(), EUR)


def test_a_statement_that_does_not_foot_is_refused() -> None:
    with pytest.raises(StatementUneven):
        read(WHOLE.replace("1024,90", "1024,91").encode(), EUR)
    with pytest.raises((StatementUneven, StatementUnreadable)):
        read(WHOLE.replace(":61:2611241124DR5,00NDDTNONREF", ":61:nonsense").encode(), EUR)


def test_a_text_that_names_a_file_is_no_way_to_it() -> None:
    with pytest.raises(StatementCut):
        read(b":20:/etc/passwd\n:25:x\n", EUR)


def test_another_currency_is_refused() -> None:
    with pytest.raises(StatementCurrency):
        read(WHOLE.encode(), currency("CHF"))


def test_what_can_t_be_read_is_named_and_nothing_of_it_is_logged(
    caplog: pytest.LogCaptureFixture, capsys: pytest.CaptureFixture[str]
) -> None:
    wrong = WHOLE.replace(":61:2611241124DR5,00NDDTNONREF", ":61:SECRET ANA")
    with pytest.raises((StatementUneven, StatementUnreadable)) as told:
        read(wrong.encode(), EUR)
    assert told.value.facts == {"line": 2, "given": "SECRET ANA"}
    assert "SECRET" not in caplog.text + "".join(capsys.readouterr())


@pytest.mark.parametrize(
    ("text", "refusal"),
    [
        (":20:A\n:25:B\n" + "\n:61:2611241124CR1,NTRF" * 50_001, StatementTooLong),
        (":20:A\n:25:B\n" * 4_000, StatementTooLong),
        (":20:A\n:25:B\n:86:" + "x" * 2_000, StatementUnreadable),
    ],
    ids=["lines", "statements", "a long line"],
)
def test_what_would_take_long_is_refused_at_once(text: str, refusal: type[DomainError]) -> None:
    with pytest.raises(refusal):
        read(text.encode(), EUR)
