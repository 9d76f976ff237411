"""One statement for many rows, where SQLite's driver would take a step for each.

Each step gives the interpreter away, and while the loop computes it comes back a millisecond later: an act over
thousands of rows waited for that more than it worked.
"""

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import count

#: Rows in one statement: few sizes, so that each is compiled once.
SIZES = (64, 32, 16, 8, 4, 2, 1)
_INSERT = re.compile(r"(INSERT INTO .+? VALUES )(\([^()]*\))( ON CONFLICT [^?]*)?", re.DOTALL)
_UPDATE = re.compile(r"(UPDATE \w+ SET .+?)(\s+WHERE .+)", re.DOTALL)


def sizes(rows: int) -> Iterator[tuple[int, int]]:
    """How so many rows are cut: from which on, and how many."""
    at = 0
    for size in SIZES:
        while rows - at >= size:
            yield at, size
            at += size


@lru_cache(maxsize=512)
def bulk(sql: str, rows: int) -> str | None:
    """The same for so many rows, whose facts follow each other; None when it can't be said so."""
    if rows == 1:
        return sql
    if (found := _INSERT.fullmatch(sql)) is not None and found[2].count("?") == sql.count("?"):
        return f"{found[1]}{', '.join([found[2]] * rows)}{found[3] or ''}"
    if (found := _UPDATE.fullmatch(sql)) is not None:
        facts = sql.count("?")
        row = f"({', '.join('?' * facts)})"
        number = count(1)
        change, where = (re.sub(r"\?", lambda _: f"facts.column{next(number)}", part) for part in found.groups())
        return f"{change} FROM (VALUES {', '.join([row] * rows)}) AS facts{where}"
    return None
