"""How a tap's meaning becomes callback data of at most 64 bytes, and how it is read back strictly."""

import re
from dataclasses import astuple, dataclass, fields
from typing import ClassVar, Final, Self

from bot.domain.errors import NotFound
from bot.domain.ids import Code, Kind, code_of, number_of
from bot.domain.statements.matching import Why
from bot.views.screens import DATA_BYTES, BadScreen

_NUMBER: Final = re.compile(r"0|[1-9][0-9]{0,14}")
#: Fields that hold a text, by name, and how it looks.
_TEXTS: Final = {
    "language": re.compile(r"[a-z]{2,3}"),
    "token": re.compile(r"[A-Za-z0-9_-]{22}"),
    "currency": re.compile(r"[A-Z]{3}"),
    "why": re.compile("|".join(Why)),
}
#: Fields that hold a code, by name; every other one is a whole number from 0.
_CODES: Final = {"deal": Kind.DEAL, "team": Kind.TEAM, "order": Kind.ORDER}


@dataclass(frozen=True)  # no slots: they would define, and so register, each kind twice
class ButtonData:
    """A tap's meaning. Packed: the prefix of its kind, then its fields, apart by colons."""

    kinds: ClassVar[dict[str, type["ButtonData"]]] = {}
    prefix: ClassVar[str] = ""
    #: The kind in words, as in its locale key: "join-team".
    name: ClassVar[str] = ""

    def __init_subclass__(cls, prefix: str = "") -> None:
        if not prefix:
            return
        if prefix in ButtonData.kinds:
            raise BadScreen(f"two kinds of button begin with {prefix!r}")
        cls.prefix = prefix
        cls.name = re.sub(r"(?<!^)(?=[A-Z])", "-", cls.__name__).lower()
        ButtonData.kinds[prefix] = cls

    def pack(self) -> str:
        """The callback data. Raises BadScreen: over 64 bytes, a bug."""
        packed = ":".join((self.prefix, *map(str, astuple(self))))
        if len(packed.encode()) > DATA_BYTES:
            raise BadScreen(f"button data over {DATA_BYTES} bytes: {packed!r}")
        return packed

    @classmethod
    def read(cls, values: list[str]) -> Self:
        """This kind from its packed fields. Raises NotFound: forged or cut."""
        names = [field.name for field in fields(cls)]
        if len(names) != len(values):
            raise NotFound()
        return cls(*map(_value, names, values))


def _value(name: str, value: str) -> str | int:
    if name in _CODES:
        return _code(_CODES[name], value)
    if not _TEXTS.get(name, _NUMBER).fullmatch(value):
        raise NotFound()
    return value if name in _TEXTS else int(value)


def _code(kind: Kind, value: str) -> Code:
    if code_of(kind, number_of(kind, value)) != value:
        raise NotFound()
    return Code(value)
