"""Parsers of payment codes written apart from the program's own, from the standards' words."""


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
