"""Tables of banks around the world: columns are guessed from headings and cells, and read exactly or not at all."""

from datetime import date

import pytest

from bot.domain.errors import DomainError
from bot.domain.money import Money, currency
from bot.domain.statements.cells import DayOrder
from bot.domain.statements.columns import read_columns
from bot.domain.statements.refusals import (
    ColumnsUnclear,
    NotAStatement,
    StatementCurrency,
    StatementCut,
    StatementEmpty,
    StatementTooLong,
    StatementUnreadable,
)
from bot.statements.reading import Form, read

EUR = currency("EUR")

SPARKASSE = (
    '"Auftragskonto";"Buchungstag";"Valutadatum";"Buchungstext";"Verwendungszweck";"Beguenstigter/Zahlungspflichtiger";'
    '"Kontonummer/IBAN";"BIC (SWIFT-Code)";"Betrag";"Waehrung";"Info"\n'
    '"DE33100205000001194700";"24.11.26";"24.11.26";"GUTSCHR. UEBERW.";"KT 1000 0041 Orangen";"ANA MUSTER";'
    '"DE02120300000000202051";"BYLADEM1001";"29,90";"EUR";"Umsatz gebucht"\n'
    '"DE33100205000001194700";"23.11.26";"23.11.26";"LASTSCHRIFT";"Strom";"STADTWERKE";'
    '"DE02500105170137075030";"INGDDEFF";"-1.234,56";"EUR";"Umsatz gebucht"\n'
)
DKB = (
    '"Girokonto";"DE33100205000001194700"\n"Zeitraum:";"01.11.2026 - 24.11.2026"\n'
    '"Kontostand vom 24.11.2026:";"1.029,90 €"\n'
    '""\n'
    '"Buchungsdatum";"Wertstellung";"Status";"Zahlungspflichtige*r";"Zahlungsempfänger*in";"Verwendungszweck";'
    '"Umsatztyp";"IBAN";"Betrag (€)";"Kundenreferenz"\n'
    '"24.11.26";"24.11.26";"Gebucht";"Ana Müller";"Lea";"kt10000041";"Eingang";"DE02120300000000202051";"29,90";""\n'
)


def only(text: str, unit: str = "EUR", encoding: str = "utf-8"):
    """The one incoming line of a table."""
    found = read(text.encode(encoding), currency(unit))
    assert found.form is Form.TABLE
    (line,) = [line for line in found.statement.lines if line.is_incoming]
    return line


def test_a_german_savings_bank_s_file_is_read_without_a_question() -> None:
    found = read(SPARKASSE.encode("cp1252"), EUR)
    assert found.statement.account == "DE33100205000001194700"
    came, went = found.statement.lines
    assert (came.booked_on, came.amount, came.text, came.name, came.account) == (
        date(2026, 11, 24),
        Money(2990, EUR),
        "GUTSCHR. UEBERW. KT 1000 0041 Orangen",
        "ANA MUSTER",
        "DE02120300000000202051",
    )
    assert went.amount == Money(-123456, EUR)


def test_lines_above_the_heading_are_the_bank_s_own_words() -> None:
    line = only(DKB)
    assert (line.text, line.amount, line.name) == ("kt10000041", Money(2990, EUR), "Ana Müller")


@pytest.mark.parametrize(
    ("unit", "text", "minor", "name"),
    [
        ("BRL", "Data;Histórico;Valor (R$)\n24/11/2026;PIX KT10000041 ANA SILVA;1.029,90\n", 102990, ""),
        ("THB", 'วันที่,รายการ,ถอนเงิน,ฝากเงิน,ยอดคงเหลือ\n24/11/2569,โอน KT10000041,,"1,029.90",5000.00\n', 102990, ""),
        (
            "CNY",
            "交易时间,交易对方,商品说明,收/支,金额(元)\n2026-11-24 08:00:00,王小明,KT10000041,收入,¥29.90\n",
            2990,
            "王小明",
        ),
        (
            "SGD",
            "Transaction Date,Description,Debit Amount,Credit Amount\n24 Nov 2026,PAYNOW KT10000041,,29.90\n",
            2990,
            "",
        ),
        ("IDR", "Tanggal,Keterangan,Jumlah,DB/CR\n24/11/2026,KT10000041,150.000,CR\n", 150000, ""),
        ("VND", "Ngày giao dịch;Ghi nợ;Ghi có;Nội dung\n24/11/2026;;150.000;KT10000041\n", 150000, ""),
        ("INR", 'Date,Narration,Withdrawal Amt.,Deposit Amt.\n24/11/26,UPI-KT10000041,,"1,00,000.00"\n', 10000000, ""),
        ("CHF", "Datum;Mitteilung;Gutschrift;Belastung\n24.11.2026;KT10000041;1'029.90;\n", 102990, ""),
        (
            "CZK",
            "Datum provedení;Objem;Název protiúčtu;Zpráva pro příjemce\n24.11.2026;1 029,90;Ana;KT10000041\n",
            102990,
            "Ana",
        ),
        ("RUB", "Дата;Сумма;Назначение платежа;Плательщик\n24.11.2026;1 029,90;KT10000041;Анна\n", 102990, "Анна"),
        ("USD", "Date,Description,Amount\n11/24/2026,KT10000041,$29.90\n11/23/2026,Coffee,($3.50)\n", 2990, ""),
        ("JPY", '日付,お取引内容,お引出し,お預入れ,残高\n2026/11/24,KT10000041 ヤマダ,,"1,500",90000\n', 1500, ""),
        (
            "PLN",
            "Data operacji\tKwota\tTytuł\tNadawca\n2026-11-24\t29,90 PLN\tKT10000041\tAna Nowak\n",
            2990,
            "Ana Nowak",
        ),
        ("EUR", "Date;Soll/Haben;Amount;Details\n24.11.2026;H;29,90;KT10000041\n24.11.2026;S;10,00;x\n", 2990, ""),
        ("EUR", "24.11.2026;29,90;KT10000041 Orangen\n25.11.2026;-3,00;Gebühr für alles\n", 2990, ""),
    ],
)
def test_a_bank_s_table_is_read_in_its_own_language(unit: str, text: str, minor: int, name: str) -> None:
    line = only(text, unit)
    assert (line.amount, line.name) == (Money(minor, currency(unit)), name)
    assert "KT10000041" in line.text
    assert line.booked_on == date(2026, 11, 24)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1251"])
def test_the_encoding_is_found_by_what_makes_sense(encoding: str) -> None:
    text = "Дата;Сумма;Назначение платежа;Плательщик\n24.11.2026;1 029,90;KT10000041;Анна\n"
    assert only(text, "RUB", encoding).name == "Анна"


def test_chinese_in_its_old_encoding_is_read() -> None:
    text = "交易日期,摘要,收入金额,支出金额,对方户名\n20261124,KT10000041,29.90,,王小明\n"
    assert only(text, "CNY", "gb18030").name == "王小明"


def test_columns_are_remembered_as_they_were_written_down() -> None:
    found = read(SPARKASSE.encode(), EUR).columns
    assert found is not None
    assert read_columns(found.written()) == found
    assert (found.decimal, found.days) == (",", DayOrder.DMY)


def test_remembered_columns_are_used_only_for_the_same_heading() -> None:
    remembered = read(SPARKASSE.encode(), EUR).columns
    again = read(DKB.encode(), EUR, [remembered])
    assert again.columns != remembered


def test_footers_and_bookings_without_an_amount_are_left_out() -> None:
    text = (
        SPARKASSE + '"";"25.11.26";"";"VORMERKUNG";"noch nichts";"";"";"";"";"EUR";""\nEndsaldo;;;;;;;;1.000,00;EUR;\n'
    )
    assert len(read(text.encode(), EUR).statement.lines) == 2


@pytest.mark.parametrize(
    ("text", "refusal"),
    [
        ("", StatementEmpty),
        ("  \n \n", StatementEmpty),
        ("Hello, this is no statement at all.\n", NotAStatement),
        ("Dear bank,\nplease, send me\nmy money\n", (NotAStatement, ColumnsUnclear)),
        ("Datum;Betrag;Text\n", (StatementEmpty, ColumnsUnclear)),
        (SPARKASSE[:-60], StatementCut),  # inside of a quoted cell
        ("Datum;Text;Betrag\n24.11.2026;KT10000041;29,90\n23.11.2026;KT100", StatementCut),
        ("Datum;Text;Betrag\n24.11.2026;KT10000041;=1+1\n23.11.2026;x;1,00\n", StatementUnreadable),
        ("Datum;Text;Betrag\n24.11.2026;KT10000041;29,905\n23.11.2026;x;1,00\n", StatementUnreadable),
        ("Datum;Text;Betrag\n24.11.2026;a;29,90\nmorgen;b;29,90\n23.11.2026;c;1,00\n", StatementUnreadable),
        ("Datum;Text;Betrag\n24.11.2026;a;1.029,90\n24.11.2026;b;1,029.90\n", ColumnsUnclear),
        ("Datum;Text;Betrag;Währung\n24.11.2026;a;29,90;USD\n", StatementCurrency),
        ("<html><body>Login</body></html>", NotAStatement),
    ],
)
def test_what_can_t_be_read_exactly_is_refused(text: str, refusal: type[DomainError]) -> None:
    with pytest.raises(refusal):
        read(text.encode(), EUR)


def test_a_refusal_names_the_line() -> None:
    with pytest.raises(StatementUnreadable) as told:
        read(b"Datum;Text;Betrag\n24.11.2026;a;29,90\n24.11.2026;b;=HYPERLINK(1)\n23.11.2026;c;1\n", EUR)
    assert told.value.facts == {"line": 3, "given": "=HYPERLINK(1)"}


@pytest.mark.parametrize(
    ("data", "what"),
    [
        (b"%PDF-1.7 ...", "pdf"),
        (b"PK\x03\x04....", "archive"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1", "sheet"),
        (b"\x89PNG\r\n\x1a\n", "picture"),
        (b"\xff\xd8\xff\xe0", "picture"),
        (b"\x00\x01\x02 binary", "other"),
    ],
)
def test_other_files_are_named(data: bytes, what: str) -> None:
    with pytest.raises(NotAStatement) as told:
        read(data, EUR)
    assert told.value.facts == {"what": what}


def test_a_letter_cut_in_two_is_half_a_file() -> None:
    with pytest.raises(StatementCut):
        read("Datum;Text;Betrag\n24.11.2026;M\u00fc".encode()[:-1], EUR)


@pytest.mark.parametrize(
    "row",
    ["24.11.2026;1,00;" + "x" * 200_000, "24.11.2026;1" + " " * 100_000 + "x;t\n24.11.2026;1,00;t"],
    ids=["a cell without an end", "blanks without an end"],
)
def test_cells_that_would_take_long_are_refused_at_once(row: str) -> None:
    with pytest.raises(StatementUnreadable):
        read(f"Datum;Betrag;Text\n{row}\n".encode(), EUR)


def test_a_reference_is_text_whatever_its_column_is_called() -> None:
    assert only("Datum;Betrag;Blubb;Text\n24.11.2026;29,90;kt 1000 0041;Orangen\n").text == "kt 1000 0041 Orangen"


def test_a_table_can_be_read_in_other_ways() -> None:
    """The booked amount comes second here, and nothing but its heading says so."""
    text = "Datum;Betrag;Summe;Text\n24.11.2026;100,00;29,90;KT10000041\n23.11.2026;99,00;1,00;x\n"
    found = [read(text.encode(), EUR, look=look) for look in range(4)]
    assert {each.ways for each in found} == {2}
    amounts = [each.statement.lines[0].amount.minor for each in found]
    assert amounts == [10000, 2990, 10000, 2990]
    known = found[1].columns
    assert known is not None
    assert read(text.encode(), EUR, [known]).statement.lines[0].amount.minor == 2990


def test_in_and_out_can_be_changed() -> None:
    text = "Datum;Soll;Haben;Text\n24.11.2026;29,90;;KT10000041\n23.11.2026;;5,00;x\n"
    signs = {
        tuple(line.amount.minor for line in read(text.encode(), EUR, look=look).statement.lines) for look in range(4)
    }
    assert {(-2990, 500), (2990, -500)} <= signs


@pytest.mark.parametrize("lines", [50_001, 50_100])
def test_more_lines_than_are_read_at_once_are_refused(lines: int) -> None:
    table = "Datum;Betrag;Text\n" + "24.11.2026;1,00;x\n" * lines
    with pytest.raises(StatementTooLong):
        read(table.encode(), EUR)
