"""What every event is."""

from dataclasses import dataclass
from types import MappingProxyType
from typing import ClassVar

#: A fact that people are told and that is not written down for ever: what one person wrote to another.
TOLD_ONLY = MappingProxyType({"told only": True})


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """Something that happened in one transaction."""

    #: Whether the deal's card or its leader's desk show it.
    on_card: ClassVar[bool] = False
    on_desk: ClassVar[bool] = False
    #: Whether something is due at a new moment because of it.
    brings_deadline: ClassVar[bool] = False
