"""Reading what a gateway writes in JSON: one meaning or none."""

import json
from typing import Any


def object_of(text: str) -> dict[str, Any]:
    """The object of a text. Raises ValueError: it is none, or names a key twice."""
    found, end = object_at(text, 0)
    if text[end:].strip():
        raise ValueError("more behind it")
    return found


def object_at(text: str, start: int) -> tuple[dict[str, Any], int]:
    """The object that begins there, and where it ends. Raises ValueError."""
    try:
        found, end = json.JSONDecoder(object_pairs_hook=_each_once).raw_decode(text, start)
    except RecursionError:
        raise ValueError("too deep") from None
    if not isinstance(found, dict):
        raise ValueError("no object")
    return found, end


def _each_once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("a key twice")
    return found
