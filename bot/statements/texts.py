"""Bytes as text, in the encodings that banks use; what is no text is named."""

import codecs
from collections.abc import Callable, Iterator

from bot.domain.statements.refusals import NotAStatement, StatementCut, StatementGarbled

_BEGINNINGS: tuple[tuple[bytes, str], ...] = (
    (b"%PDF", "pdf"),
    (b"PK\x03\x04", "archive"),  # also every .xlsx and .ods
    (b"\xd0\xcf\x11\xe0", "sheet"),
    (b"\x1f\x8b", "archive"),
    (b"Rar!", "archive"),
    (b"7z\xbc\xaf", "archive"),
    (b"BZh", "archive"),
    (b"\xff\xd8\xff", "picture"),
    (b"\x89PNG", "picture"),
    (b"GIF8", "picture"),
    (b"RIFF", "picture"),
)
_MARKED = ((codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"), (codecs.BOM_UTF8, "utf-8-sig"))
#: Tried in this order; of those that read the bytes the one whose headings say most is taken.
_OLDER = ("gb18030", "cp1252", "cp1250", "cp1251", "cp874", "euc-kr", "shift_jis", "big5")
_ALLOWED = frozenset(b"\t\n\r\x0c\x1a")


def decoded(data: bytes, worth: Callable[[str], int]) -> str:
    """The text of a file. `worth` says how much a reading of it makes sense.

    Raises NotAStatement, StatementCut, StatementGarbled.
    """
    for beginning, what in _BEGINNINGS:
        if data.startswith(beginning):
            raise NotAStatement(what=what)
    for mark, encoding in _MARKED:
        if data.startswith(mark):
            return _marked(data, encoding)
    at = next((at for at, byte in enumerate(data[:4096]) if byte < 32 and byte not in _ALLOWED), None)
    if at is not None or b"\x00" in data:
        raise NotAStatement(what="other")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        if error.reason == "unexpected end of data":
            raise StatementCut(line=data.count(b"\n") + 1) from error
        return _older(data, error, worth)


def _marked(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        raise (StatementCut if error.end >= len(data) else StatementGarbled)(line=line) from error


def _older(data: bytes, error: UnicodeDecodeError, worth: Callable[[str], int]) -> str:
    read = {encoding: text for encoding in _OLDER for text in _tried(data, encoding)}
    best = max(read, key=lambda encoding: (worth(read[encoding]), -_OLDER.index(encoding)), default=None)
    if best is None or not worth(read[best]):
        raise StatementGarbled(line=data[: error.start].count(b"\n") + 1) from error
    return read[best]


def _tried(data: bytes, encoding: str) -> Iterator[str]:
    try:
        yield data.decode(encoding)
    except UnicodeDecodeError:
        return
