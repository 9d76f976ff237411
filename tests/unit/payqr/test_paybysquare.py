"""PAY by square: the published code by its fields, what a note could move, codes that are cut or grow without end."""

import lzma
import zlib

import pytest
from hypothesis import given, settings

from bot.domain.errors import DomainError
from bot.domain.money import Money, currency
from bot.payqr import STANDARDS, Ask, PayeeAccount, errors, parse_payee, paybysquare
from tests.unit.payqr import parsers, payees

SQUARE = STANDARDS["paybysquare"]
EUR = currency("EUR")
PUBLISHED = "".join(
    (
        "0004I0006UC5LT8E21H3IC1K9R40P82GJL22NTU0586BBEOEKDMQSVUUBAOP1C0FFE14UJA1F1",
        "LJMV0FONE35J05TRC77FTIMV87NKNANNOFJB684000",
    )
)
IBAN = "SK3112000000198742637541"


def test_the_published_code_says_its_fields() -> None:
    fields = paybysquare.parsed(PUBLISHED)
    assert [each for each in fields.values() if each] == [each for each in parsers.paybysquare(PUBLISHED) if each]
    told = {key: value for key, value in fields.items() if value}
    assert {key: told.get(key) for key in ("amount", "currency", "iban", "name")} == {
        "amount": "25.3", "currency": "EUR", "iban": "SK4523585719461382368397", "name": "John Doe",
    }  # fmt: skip
    assert "2015001" in told.values()


def test_an_ask_says_its_fields_in_their_order() -> None:
    ask = payees.a_sample("paybysquare")
    expected = "\t1\t1\t29.90\tEUR\t\t10000041\t\t\t\tGB10000041\t1\t" + IBAN + "\t\t0\t0\tJán Novák\t\t"
    assert paybysquare.unpacked(SQUARE.payload(ask)) == expected
    assert "\t".join(parsers.paybysquare(SQUARE.payload(ask))) == expected
    assert SQUARE.read(SQUARE.payload(ask)) == ask


def test_a_line_is_read() -> None:
    assert parse_payee("bysquare SK31 1200 0000 1987 4263 7541 Ján Novák") == PayeeAccount(
        "paybysquare", IBAN, "Ján Novák", ""
    )


@settings(deadline=None)
@given(payees.NASTY)
def test_a_name_with_tabs_moves_no_field(name: str) -> None:
    ask = payees.a_sample("paybysquare", name=f"A\t\n{name}\tSK00")
    fields = parsers.paybysquare(SQUARE.payload(ask))
    assert (len(fields), fields[12], fields[16]) == (19, IBAN, ask.payee.name)


@pytest.mark.parametrize("cut", [0, 1, 7, 8, 40, 100, -12])
def test_a_code_cut_short_is_refused(cut: int) -> None:
    with pytest.raises(errors.PayloadUnreadable):
        SQUARE.read(SQUARE.payload(payees.a_sample("paybysquare"))[:cut])


@pytest.mark.parametrize("letter", ["W", "a", "=", " ", "é", "\n"])
def test_a_letter_that_is_no_digit_is_refused(letter: str) -> None:
    with pytest.raises(errors.PayloadUnreadable):
        SQUARE.read(PUBLISHED[:50] + letter + PUBLISHED[51:])


def test_every_other_digit_anywhere_is_refused_or_says_the_same() -> None:
    ask = payees.a_sample("paybysquare")
    payload = SQUARE.payload(ask)
    for at in range(len(payload)):
        other = payload[:at] + ("1" if payload[at] == "0" else "0") + payload[at + 1 :]
        try:
            assert SQUARE.read(other) == ask
        except errors.PayloadUnreadable:
            continue


def test_a_code_that_would_grow_without_end_is_refused() -> None:
    data = b"\0" * 60_000
    packed = lzma.compress(data, lzma.FORMAT_RAW, filters=paybysquare._FILTERS)
    number = int.from_bytes(b"\0\0" + (60_000).to_bytes(2, "little") + packed, "big")
    text = ""
    while number:
        number, rest = divmod(number, 32)
        text = "0123456789ABCDEFGHIJKLMNOPQRSTUV"[rest] + text
    with pytest.raises(errors.PayloadUnreadable):
        SQUARE.read("0000" + text)


def test_a_wrong_checksum_is_refused() -> None:
    text = paybysquare.unpacked(PUBLISHED).encode()
    good, bad = zlib.crc32(text), zlib.crc32(text) ^ 1
    assert good != bad
    packed = lzma.compress(bad.to_bytes(4, "little") + text, lzma.FORMAT_RAW, filters=paybysquare._FILTERS)
    whole = b"\0\0" + (len(text) + 4).to_bytes(2, "little") + packed
    bits = "".join(f"{octet:08b}" for octet in whole)
    bits += "0" * (-len(bits) % 5)
    digits = "".join("0123456789ABCDEFGHIJKLMNOPQRSTUV"[int(bits[at : at + 5], 2)] for at in range(0, len(bits), 5))
    with pytest.raises(errors.WrongChecksum):
        SQUARE.read(digits)


@pytest.mark.parametrize(
    ("field", "value", "error"),
    [
        (1, "2", errors.WrongObject),
        (2, "2", errors.WrongObject),
        (3, "0", errors.WrongObject),
        (3, "1,50", errors.WrongObject),
        (3, "", errors.WrongObject),
        (4, "CZK", errors.WrongObject),
        (10, "a\u202eb", errors.WrongObject),
        (11, "2", errors.WrongObject),
        (12, "SK3212000000198742637541", errors.BadIban),
        (12, "sk3112000000198742637541", errors.WrongObject),
        (14, "1", errors.WrongObject),
        (16, "", errors.NameMissing),
        (18, "a\tb", errors.PayloadUnreadable),
    ],
)
def test_a_foreign_code_is_read_strictly(field: int, value: str, error: type[DomainError]) -> None:
    fields = parsers.paybysquare(SQUARE.payload(payees.a_sample("paybysquare")))
    fields[field] = value
    with pytest.raises(DomainError) as caught:
        SQUARE.read(paybysquare.written("\t".join(fields)))
    assert type(caught.value) is error


def test_the_variable_symbol_is_the_reference_of_a_code_without_a_note() -> None:
    fields = parsers.paybysquare(SQUARE.payload(payees.a_sample("paybysquare")))
    fields[10] = ""
    read = SQUARE.read(paybysquare.written("\t".join(fields)))
    assert read == Ask(PayeeAccount("paybysquare", IBAN, "Ján Novák", ""), Money(2990, EUR), "10000041")
