"""What one request at the door says; everything is asked for by type, and nothing may be left over."""

import base64
import binascii
from typing import Any

from bot.sandbox.refusals import DoorError

Json = dict[str, Any]


class Fields:
    """The body of one request."""

    def __init__(self, given: Json) -> None:
        self._given = dict(given)

    def need(self, name: str, *types: type) -> Any:
        """A field that must be there; raises DoorError."""
        value = self.take(name, *types)
        if value is None:
            raise DoorError(f"{name} is missing")
        return value

    def take(self, name: str, *types: type, default: Any = None) -> Any:
        """A field that may be there; raises DoorError for a wrong type."""
        value = self._given.pop(name, None)
        if value is None:
            return default
        if not isinstance(value, types) or (isinstance(value, bool) and bool not in types):
            raise DoorError(f"{name} must be {' or '.join(kind.__name__ for kind in types)}, not {value!r}")
        return value

    def ids(self, name: str) -> list[int]:
        """A list of user ids, empty if it is not there."""
        value = self.take(name, list, default=[])
        if not all(isinstance(item, int) and not isinstance(item, bool) for item in value):
            raise DoorError(f"{name} must be a list of ids")
        return list(value)

    def file(self, name: str) -> bytes | None:
        """A picture or document in base64, or None; raises DoorError for what is no base64."""
        value = self.take(name, str)
        if value is None:
            return None
        try:
            return base64.b64decode(value.partition("base64,")[2] or value, validate=True)
        except binascii.Error as error:
            raise DoorError(f"{name} must be base64: {error}") from error

    def done(self) -> None:
        """Raises DoorError if anything is left that nobody asked for."""
        if self._given:
            raise DoorError(f"unknown field {next(iter(self._given))!r}")
