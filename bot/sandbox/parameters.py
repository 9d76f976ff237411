"""What a method takes: names, types and limits, taken from the Bot API's reference; everything else is refused."""

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from bot.sandbox.refusals import bad
from bot.sandbox.world import World

#: Reads one argument: its name and raw value to its typed value; raises Refusal 400.
Read = Callable[[str, Any], Any]
#: The arguments of one call, typed and checked.
Args = dict[str, Any]
Files = Mapping[str, bytes]


class Upload(bytes):
    """The bytes of a file that comes with a call, and the name it comes under."""

    name: str

    def __new__(cls, content: bytes, name: str) -> "Upload":
        """The file's bytes, named."""
        made = super().__new__(cls, content)
        made.name = name
        return made


TRUE = frozenset({"true", "True", "1", "yes"})
FALSE = frozenset({"false", "False", "0", "no"})
LARGEST = 2**52
WHOLE = re.compile(r"-?[0-9]{1,18}")


@dataclass(frozen=True, slots=True)
class Parameter:
    """How an argument is read; `missing` is what Telegram says where it is required and not there."""

    read: Read
    missing: str | None = None


def optional(read: Read) -> Parameter:
    """A parameter that may be left out."""
    return Parameter(read)


def required(read: Read, missing: str) -> Parameter:
    """A parameter that must be there."""
    return Parameter(read, missing)


@dataclass(frozen=True, slots=True)
class Described:
    """A result that Telegram says a sentence about."""

    result: Any
    description: str


@dataclass(frozen=True, slots=True)
class Method:
    """One method of the Bot API."""

    name: str
    parameters: Mapping[str, Parameter]
    run: Callable[[World, Args], Any]
    #: Files may come with it: in multipart parts named as the parameter, or by attach://.
    takes_files: bool = False
    #: Whether this server knows it: not every one is of the newest version.
    is_there: Callable[[World], bool] = lambda world: True

    def read(self, params: Mapping[str, object], files: Files) -> Args:
        """The typed arguments; raises Refusal 400 for unknown, missing and malformed ones."""
        args: Args = {}
        for name, value in params.items():
            parameter = self.parameters.get(name)
            if parameter is None:
                raise bad(f'unknown parameter "{name}"')
            if value is not None:
                args[name] = parameter.read(name, value)
        if files and not self.takes_files:
            raise bad(f'unknown parameter "{next(iter(files))}"')
        for name, parameter in self.parameters.items():
            if parameter.missing is not None and name not in args and name not in files:
                raise bad(parameter.missing)
        return args


def integer(low: int = -LARGEST, high: int = LARGEST) -> Read:
    """A whole number between two limits."""

    def read(name: str, value: Any) -> int:
        if isinstance(value, str) and WHOLE.fullmatch(value):
            value = int(value)
        if not isinstance(value, int) or isinstance(value, bool):
            raise bad(f'parameter "{name}" must be an Integer')
        if not low <= value <= high:
            raise bad(f'parameter "{name}" must be between {low} and {high}')
        return value

    return read


def boolean(name: str, value: Any) -> bool:
    """A Boolean, or the words a form has for it."""
    if isinstance(value, bool):
        return value
    if isinstance(value, str) and value in TRUE | FALSE:
        return value in TRUE
    raise bad(f'parameter "{name}" must be a Boolean')


def string(name: str, value: Any) -> str:
    """A String."""
    if not isinstance(value, str):
        raise bad(f'parameter "{name}" must be a String')
    return value


def chat(name: str, value: Any) -> int | str:
    """A chat's id, or the @username of a public one."""
    if isinstance(value, int) and not isinstance(value, bool):
        return value
    if not isinstance(value, str):
        raise bad(f'parameter "{name}" must be an Integer or String')
    if not value:
        raise bad("chat_id is empty")
    if value.startswith("@"):
        return value
    if not WHOLE.fullmatch(value):
        raise bad("chat not found")
    return int(value)


def parsed(trouble: str) -> Read:
    """A JSON value, given as such or as text; `trouble` is what Telegram says where it is not JSON."""

    def read(name: str, value: Any) -> Any:
        if not isinstance(value, str):
            return value
        try:
            return json.loads(value)
        except ValueError:
            raise bad(trouble) from None

    return read


def record(fields: Mapping[str, Parameter], trouble: str) -> Read:
    """A JSON object with known fields only."""
    read_json = parsed(trouble)

    def read(name: str, value: Any) -> dict[str, Any]:
        given = read_json(name, value)
        if not isinstance(given, dict):
            raise bad(trouble)
        read_fields: dict[str, Any] = {}
        for field, part in given.items():
            if field not in fields:
                raise bad(f'{trouble}: unknown field "{field}"')
            if part is not None:
                read_fields[field] = fields[field].read(f"{name}.{field}", part)
        for field, parameter in fields.items():
            if parameter.missing is not None and field not in read_fields:
                raise bad(parameter.missing)
        return read_fields

    return read


def array(item: Read, trouble: str, most: int | None = None, too_many: str = "") -> Read:
    """A JSON array."""
    read_json = parsed(trouble)

    def read(name: str, value: Any) -> list[Any]:
        given = read_json(name, value)
        if not isinstance(given, list):
            raise bad(trouble)
        if most is not None and len(given) > most:
            raise bad(too_many)
        return [item(name, part) for part in given]

    return read


def unmodelled(name: str, value: Any) -> Any:
    """A parameter Telegram has and the sandbox hasn't: refused, so that nothing is taken for done."""
    raise bad(f'parameter "{name}" is not modelled by the sandbox')


NOT_MODELLED = optional(unmodelled)
