"""CAMT.053: booked entries and the parts of batches; entities, DTDs and half files are refused."""

from datetime import date

import pytest

from bot.domain.money import Money, currency
from bot.domain.statements.refusals import NotAStatement, StatementCurrency, StatementCut, StatementUnreadable
from bot.statements.reading import Form, read

EUR = currency("EUR")
HEAD = (
    '<?xml version="1.0" encoding="UTF-8"?>\n<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.{version}">'
    "<BkToCstmrStmt><Stmt><Id>1</Id><Acct><Id><IBAN>DE33100205000001194700</IBAN></Id></Acct>"
)
TAIL = "</Stmt></BkToCstmrStmt></Document>"


def entry(amount: str = "29.90", side: str = "CRDT", more: str = "", *, state: str = "<Cd>BOOK</Cd>") -> str:
    """One entry of a statement."""
    return (
        f'<Ntry><Amt Ccy="EUR">{amount}</Amt><CdtDbtInd>{side}</CdtDbtInd><Sts>{state}</Sts>'
        f"<BookgDt><Dt>2026-11-24</Dt></BookgDt><AcctSvcrRef>BANK1</AcctSvcrRef>{more}</Ntry>"
    )


def part(name: str, text: str, amount: str = "") -> str:
    """One transaction of an entry."""
    said = f'<Amt Ccy="EUR">{amount}</Amt>' if amount else ""
    return (
        f"<TxDtls><Refs><EndToEndId>NOTPROVIDED</EndToEndId></Refs>{said}<RltdPties><Dbtr><Nm>{name}</Nm></Dbtr>"
        f"<DbtrAcct><Id><IBAN>DE02120300000000202051</IBAN></Id></DbtrAcct></RltdPties>"
        f"<RmtInf><Ustrd>{text}</Ustrd></RmtInf></TxDtls>"
    )


def a_file(*entries: str, version: str = "08") -> bytes:
    """A whole statement."""
    return (HEAD.format(version=version) + "".join(entries) + TAIL).encode()


def test_an_entry_is_read_with_all_that_says_who_paid_what_for() -> None:
    found = read(a_file(entry(more=f"<NtryDtls>{part('Ana Muster', 'KT 1000 0041')}</NtryDtls>")), EUR)
    assert (found.form, found.statement.account) == (Form.CAMT, "DE33100205000001194700")
    (line,) = found.statement.lines
    assert (line.booked_on, line.amount, line.text, line.name, line.account, line.bank_id) == (
        date(2026, 11, 24),
        Money(2990, EUR),
        "KT 1000 0041",
        "Ana Muster",
        "DE02120300000000202051",
        "BANK1",
    )


def test_newer_versions_wrap_the_payer_and_older_ones_the_state() -> None:
    wrapped = part("", "KT10000041").replace("<Dbtr><Nm></Nm></Dbtr>", "<Dbtr><Pty><Nm>Ben</Nm></Pty></Dbtr>")
    (line,) = read(
        a_file(entry(more=f"<NtryDtls>{wrapped}</NtryDtls>", state="BOOK"), version="02"), EUR
    ).statement.lines
    assert line.name == "Ben"


def test_a_structured_reference_is_read() -> None:
    said = "<RmtInf><Strd><CdtrRefInf><Ref>RF18KT10000041</Ref></CdtrRefInf></Strd></RmtInf>"
    said = f"<NtryDtls><TxDtls>{said}</TxDtls></NtryDtls>"
    (line,) = read(a_file(entry(more=said)), EUR).statement.lines
    assert line.text == "RF18KT10000041"


def test_each_part_of_a_batch_is_a_line_when_they_make_the_whole() -> None:
    batch = f"<NtryDtls>{part('Ana', 'KT10000041', '29.90')}{part('Ben', 'KT10000042', '10.10')}</NtryDtls>"
    lines = read(a_file(entry("40.00", more=batch)), EUR).statement.lines
    assert [(line.amount.minor, line.name, line.bank_id) for line in lines] == [
        (2990, "Ana", "BANK1/1"),
        (1010, "Ben", "BANK1/2"),
    ]
    (whole,) = read(a_file(entry("41.00", more=batch)), EUR).statement.lines
    assert whole.amount.minor == 4100


def test_what_left_what_was_reversed_and_what_is_not_booked_yet() -> None:
    lines = read(
        a_file(
            entry("5.00", "DBIT"),
            entry("7.00", "DBIT", "<RvslInd>true</RvslInd>"),
            entry("9.00", state="<Cd>PDNG</Cd>"),
        ),
        EUR,
    ).statement.lines
    assert [line.amount.minor for line in lines] == [-500, 700]


@pytest.mark.parametrize(
    "doctype",
    [
        '<!DOCTYPE Document [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>',
        '<!DOCTYPE Document [<!ENTITY x SYSTEM "file:///etc/passwd">]>',
        '<!DOCTYPE Document SYSTEM "http://127.0.0.1:1/a.dtd">',
    ],
)
def test_a_statement_brings_no_entities(doctype: str) -> None:
    data = a_file(entry()).replace(b"<Document", doctype.encode() + b"<Document", 1)
    with pytest.raises(NotAStatement):
        read(data, EUR)


def test_half_a_file_is_refused() -> None:
    whole = a_file(entry(), entry("5.00"))
    for size in (len(whole) - 1, len(whole) - 60, len(HEAD) + 200):
        with pytest.raises(StatementCut):
            read(whole[:size], EUR)


@pytest.mark.parametrize("amount", ["", "abc", "1e400", "29.905", "-1", "NaN"])
def test_an_amount_that_is_none_is_refused(amount: str) -> None:
    with pytest.raises(StatementUnreadable):
        read(a_file(entry(amount)), EUR)


def test_another_currency_is_refused() -> None:
    with pytest.raises(StatementCurrency) as told:
        read(a_file(entry()), currency("CHF"))
    assert told.value.facts == {"given": "EUR", "wanted": "CHF"}


@pytest.mark.parametrize(
    "inside",
    ["<a>" * 50, "<a/>" * 600_001, "<Ntry>" + "<a/>" * 300_001 + "</Ntry>"],
    ids=["deep", "wide", "an entry without an end"],
)
def test_what_only_piles_up_is_refused(inside: str) -> None:
    with pytest.raises(NotAStatement):
        read(a_file(inside), EUR)
