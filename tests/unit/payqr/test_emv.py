"""EMV building blocks: lengths in characters, the checksum over UTF-8, and a reader that takes nothing on trust."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.errors import DomainError
from bot.domain.money import currency
from bot.payqr import STANDARDS, emv, errors
from tests.unit.payqr import parsers, payees

EMVCO = (
    "00020101021229300012D156000000000510A93FO3230Q31280012D15600000001030812345678520441115802CN5914BEST TRANSPORT"
    "6007BEIJING64200002ZH0104最佳运输0202北京540523.7253031565502016233030412340603***0708A60086670902ME91320016A0112233449988770708123456786304A13A"
)
BMP = st.characters(max_codepoint=0xFFFF, exclude_categories=["Cs"])
OBJECTS = st.dictionaries(st.integers(1, 62).map("{:02d}".format), st.text(BMP, min_size=1, max_size=99), max_size=8)


def test_checksum_of_the_check_value_is_29b1() -> None:
    assert emv.checksum("123456789") == "29B1"


def test_checksum_is_padded_with_zeros() -> None:
    padded = next(text for text in map(str, range(10_000)) if emv.checksum(text).startswith("0"))
    assert re.fullmatch(r"0[0-9A-F]{3}", emv.checksum(padded))


@given(st.text(BMP))
def test_checksum_agrees_with_one_made_apart(text: str) -> None:
    assert emv.checksum(text) == parsers.crc(text.encode())


def test_the_example_of_emvco_is_read_and_written_back() -> None:
    objects = emv.unsealed(EMVCO)
    assert objects["59"] == "BEST TRANSPORT"
    assert emv.parsed(objects["64"]) == {"00": "ZH", "01": "最佳运输", "02": "北京"}
    assert emv.sealed(objects.items()) == EMVCO
    assert parsers.emv(EMVCO)["64-01"] == "最佳运输"


def test_small_letters_in_the_checksum_pass() -> None:
    assert emv.unsealed(EMVCO[:-4] + "a13a") == emv.unsealed(EMVCO)


@settings(deadline=None)
@given(OBJECTS)
def test_any_objects_come_back_through_both_readers(objects: dict[str, str]) -> None:
    payload = emv.sealed([("00", "01"), *objects.items()])
    assert emv.unsealed(payload) == {"00": "01", **objects}
    assert parsers.tree(payload[:-8]) == [("00", "01"), *objects.items()]
    assert payload[-4:] == parsers.crc(payload[:-4].encode())


@settings(deadline=None)
@given(st.data())
def test_any_one_octet_changed_is_refused(data: st.DataObject) -> None:
    payload = STANDARDS["pix"].payload(payees.a_pix_ask())
    at = data.draw(st.integers(0, len(payload) - 1))
    other = data.draw(st.characters(max_codepoint=0x7F).filter(lambda letter: letter.upper() != payload[at].upper()))
    with pytest.raises(errors.PayloadUnreadable):
        emv.unsealed(payload[:at] + other + payload[at + 1 :])


@settings(deadline=None)
@given(payees.NASTY)
def test_any_text_is_read_or_refused_by_name(text: str) -> None:
    with pytest.raises(errors.PayloadUnreadable):
        emv.unsealed(text)


@pytest.mark.parametrize(
    ("payload", "refusal", "at"),
    [
        ("", errors.ObjectMissing, "00"),
        ("000201", errors.ObjectMissing, "63"),
        ("0102115802TH", errors.ObjectMissing, "00"),
        ("00020101", errors.PayloadUnreadable, 6),
        ("0002015905Anna", errors.PayloadUnreadable, 6),
        ("00020159aaAnna", errors.PayloadUnreadable, 6),
        ("00020159٠٤Anna", errors.PayloadUnreadable, 6),
        ("0002015900", errors.EmptyObject, "59"),
        ("0002015801A5801B", errors.RepeatedObject, "58"),
        ("0002016304FFFF", errors.WrongChecksum, "63"),
        ("0002015904An🍊a", errors.WideCharacter, ""),
        ("0002015904An\ud800a", errors.WideCharacter, ""),
    ],
)
def test_a_broken_payload_is_refused_by_its_fault(
    payload: str, refusal: type[errors.PayloadUnreadable], at: object
) -> None:
    with pytest.raises(errors.PayloadUnreadable) as caught:
        emv.unsealed(payload)
    assert (type(caught.value), caught.value.facts["at"]) == (refusal, at)


def test_a_checksum_that_is_not_the_last_object_is_refused() -> None:
    start = "0002016304" + emv.checksum("0002016304")
    with pytest.raises(errors.ObjectMissing):
        emv.unsealed(start + "59086304ABCD")


def test_another_version_is_refused() -> None:
    with pytest.raises(errors.WrongObject) as caught:
        emv.unsealed(emv.sealed([("00", "02")]))
    assert caught.value.facts == {"at": "00", "given": "02"}


def test_a_value_of_99_is_written_and_one_of_100_refused() -> None:
    assert emv.written([("26", "x" * 99)]) == "2699" + "x" * 99
    with pytest.raises(errors.ObjectTooLong) as caught:
        emv.written([("26", "x" * 100)])
    assert caught.value.facts == {"tag": "26", "length": 100, "limit": 99}


@pytest.mark.parametrize(
    ("value", "refusal"), [("", errors.EmptyObject), ("🍊", errors.WideCharacter), ("\ud800", errors.WideCharacter)]
)
def test_a_value_no_reader_counts_alike_is_not_written(value: str, refusal: type[DomainError]) -> None:
    with pytest.raises(refusal):
        emv.written([("59", value)])


@pytest.mark.parametrize(
    ("text", "minor"), [("1", 100), ("4.2", 420), ("4.22", 422), ("9999999999.99", 999_999_999_999)]
)
def test_an_amount_is_read_in_minor_units(text: str, minor: int) -> None:
    assert emv.amount({"53": "764", "54": text}, currency("THB")).minor == minor


@pytest.mark.parametrize(
    "text", ["0", "0.00", "1.", ".5", "1,5", "1.234", "1E3", "-1", "+1", "٣", "12345678901234", "12345678901.5", "1 "]
)
def test_a_malformed_amount_is_refused(text: str) -> None:
    with pytest.raises(errors.WrongObject) as caught:
        emv.amount({"53": "764", "54": text}, currency("THB"))
    assert caught.value.facts == {"at": "54", "given": text}


def test_an_amount_in_another_currency_is_refused() -> None:
    with pytest.raises(errors.WrongObject) as caught:
        emv.amount({"53": "986", "54": "1"}, currency("THB"))
    assert caught.value.facts == {"at": "53", "given": "986"}
