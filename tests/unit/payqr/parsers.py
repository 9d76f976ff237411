"""Parsers of payment codes written apart from the program's own, from the standards' words."""

import binascii
import lzma
import string
from urllib.parse import parse_qsl, unquote, urlsplit


def _remainder(octet: int) -> int:
    """What one octet at the register's top becomes, bit by bit."""
    register = octet << 8
    for _ in range(8):
        register = (register << 1) ^ 0x1021 if register & 0x8000 else register << 1
    return register & 0xFFFF


_REMAINDERS = [_remainder(octet) for octet in range(256)]


def crc(data: bytes) -> str:
    """CRC-16/CCITT-FALSE, octet by octet."""
    register = 0xFFFF
    for octet in data:
        register = (register << 8) & 0xFFFF ^ _REMAINDERS[register >> 8 ^ octet]
    return hex(register)[2:].upper().rjust(4, "0")


def tree(text: str) -> list[tuple[str, str]]:
    """Tag and value, one after another, as a recursion over the rest of the text."""
    if not text:
        return []
    tag, length, rest = text[0:2], int(text[2:4]), text[4:]
    assert tag.isdigit(), text
    assert 1 <= length <= len(rest), text
    return [(tag, rest[:length]), *tree(rest[length:])]


def emv(payload: str) -> dict[str, str]:
    """A whole payload whose checksum holds, nested objects as "26-01"."""
    assert payload.startswith("000201")
    body, checksum = payload[:-8], payload[-8:]
    assert checksum == "6304" + crc(payload[:-4].encode("utf-8"))
    flat: dict[str, str] = {}
    for tag, value in tree(body):
        nested = 26 <= int(tag) <= 51 or tag in ("62", "64") or int(tag) >= 80
        for key, inner in [(f"{tag}-{t}", v) for t, v in tree(value)] if nested else [(tag, value)]:
            assert key not in flat
            flat[key] = inner
    return flat


EPC_LINES = ("bcd", "version", "charset", "sct", "bic", "name", "iban", "amount", "purpose", "rf", "text", "hint")


def epc(payload: str) -> dict[str, str]:
    """The filled lines of an EPC code, split as the greediest of readers would split them."""
    assert len(payload.encode("utf-8")) <= 331
    assert payload == payload.strip()
    lines = payload.splitlines()
    assert len(lines) <= len(EPC_LINES)
    return {name: line for name, line in zip(EPC_LINES, lines, strict=False) if line}


def link(payload: str) -> tuple[str, dict[str, str]]:
    """A link's way and its fields, as a browser takes them apart; nothing in it needs escaping any more."""
    assert set(payload) <= set(string.ascii_letters + string.digits + ":/?&=%@-._~")
    parts = urlsplit(payload)
    fields = parse_qsl(parts.query, keep_blank_values=True, strict_parsing=True)
    assert len(dict(fields)) == len(fields)
    return f"{parts.scheme}:{parts.netloc}{parts.path}", dict(fields)


def qrbill(payload: str) -> dict[str, str]:
    """The filled lines of a QR-bill by their names in the guidelines."""
    assert len(payload) <= 997
    lines = payload.splitlines()
    assert len(lines) == 31, payload
    head = ["QRType", "Version", "Coding", "IBAN"]
    person = ["AdrTp", "Name", "StrtNm", "BldgNb", "PstCd", "TwnNm", "Ctry"]
    names = [*head, *(f"Cdtr.{each}" for each in person), *(f"UltmtCdtr.{each}" for each in person), "Amt", "Ccy"]
    names += [*(f"UltmtDbtr.{each}" for each in person), "Tp", "Ref", "Ustrd", "Trailer"]
    return {key: line for key, line in zip(names, lines, strict=True) if line}


def spayd(payload: str) -> dict[str, str]:
    """The fields of a payment descriptor; a value is percent-decoded as a link's is."""
    head, version, *parts = payload.split("*")
    assert (head, version) == ("SPD", "1.0")
    fields = [(part[: part.index(":")], unquote(part[part.index(":") + 1 :])) for part in parts]
    assert len(dict(fields)) == len(fields)
    return dict(fields)


def paybysquare(payload: str) -> list[str]:
    """The fields of a PAY by square code; it is unpacked as a whole .lzma file, size and all."""
    bits = "".join(f"{'0123456789ABCDEFGHIJKLMNOPQRSTUV'.index(letter):05b}" for letter in payload)
    packed = bytes(int(bits[at : at + 8], 2) for at in range(0, len(bits) - 7, 8))
    assert packed[:2] == b"\0\0"
    size = packed[2] + 256 * packed[3]
    file = bytes([0x5D]) + (1 << 17).to_bytes(4, "little") + size.to_bytes(8, "little") + packed[4:]
    data = lzma.LZMADecompressor(lzma.FORMAT_ALONE).decompress(file, max_length=size)
    assert len(data) == size
    assert int.from_bytes(data[:4], "little") == binascii.crc32(data[4:])
    return data[4:].decode().split("\t")


def st00012(payload: str) -> dict[str, str]:
    """The fields of a payment symbol in their order."""
    assert payload[:7] == "ST00012"
    parts = [part.split("=", 1) for part in payload[8:].split(payload[7])]
    assert len({key for key, _ in parts}) == len(parts)
    must = [f"{key}={value}" for key, value in parts[:5]]
    assert len((payload[:8] + payload[7].join(must)).encode()) <= 300
    return dict(parts)


def ips(payload: str) -> dict[str, str]:
    """The tags of an IPS code."""
    parts = [part.partition(":") for part in payload.split("|")]
    assert all(value for _, _, value in parts)
    assert len({key for key, _, _ in parts}) == len(parts)
    return {key: value for key, _, value in parts}


def modulo_10(digits: str) -> int:
    """The recursive check digit of Swiss references, by its table of rows as banks print it."""
    rows = ["0946827135", "9468271350", "4682713509", "6827135094", "8271350946"]
    rows += ["2713509468", "7135094682", "1350946827", "3509468271", "5094682713"]
    carry = 0
    for digit in digits:
        carry = int(rows[carry][int(digit)])
    return [0, 9, 8, 7, 6, 5, 4, 3, 2, 1][carry]


def modulo_97(text: str) -> int:
    """The remainder of an IBAN or a creditor reference, taken letter by letter."""
    remainder = 0
    for letter in text[4:] + text[:4]:
        value = string.digits.find(letter) if letter.isdigit() else 10 + string.ascii_uppercase.index(letter)
        remainder = (remainder * (10 if value < 10 else 100) + value) % 97
    return remainder
