"""One statement for many rows says the same as the statement for one, repeated."""

import sqlite3

import pytest

from storage.bulk import SIZES, bulk, sizes

_SCHEMA = "CREATE TABLE things (id INTEGER PRIMARY KEY, name TEXT UNIQUE, state TEXT NOT NULL) STRICT"
_INSERT = "INSERT INTO things (id, name, state) VALUES (?, ?, 'new') ON CONFLICT (name) DO NOTHING"
_UPDATE = "UPDATE things SET name=?, state=? WHERE things.id = ? AND things.state = 'new'"


def run(sql: str, rows: list[tuple[object, ...]]) -> list[tuple[object, ...]]:
    """What is in the table after `_INSERT` of five rows and a statement over many: as one, and as one for each."""
    found = []
    for many in (True, False):
        with sqlite3.connect(":memory:") as connection:
            connection.execute(_SCHEMA)
            connection.executemany(_INSERT, [(n, f"{n}") for n in range(5)])
            if many:
                told = bulk(sql, len(rows))
                assert told is not None
                connection.execute(told, [value for row in rows for value in row])
            else:
                connection.executemany(sql, rows)
            found.append(connection.execute("SELECT * FROM things ORDER BY id").fetchall())
    assert found[0] == found[1]
    result: list[tuple[object, ...]] = found[0]
    return result


def test_rows_are_inserted_together() -> None:
    assert run(_INSERT, [(7, "x"), (8, "4"), (9, "x")])[-1] == (7, "x", "new")


def test_rows_are_changed_together_each_by_its_own_facts() -> None:
    changed = run(_UPDATE, [("x", "old", 1), (None, "new", 3), ("y", "old", 77)])
    assert changed == [
        (0, "0", "new"), (1, "x", "old"), (2, "2", "new"), (3, None, "new"), (4, "4", "new"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    "sql",
    [
        "DELETE FROM things WHERE id = ?",
        "INSERT INTO things SELECT ?, ?, 'new'",
        "INSERT INTO things (id, name, state) VALUES (?, lower(?), 'new')",
        "INSERT INTO things VALUES (?, ?, 'new') ON CONFLICT (name) DO UPDATE SET state = ?",
    ],
)
def test_what_can_not_be_said_so_goes_row_by_row(sql: str) -> None:
    assert bulk(sql, 2) is None
    assert bulk(sql, 1) == sql


@pytest.mark.parametrize("rows", [0, 1, 2, 63, 64, 65, 200])
def test_rows_are_cut_without_a_gap(rows: int) -> None:
    cut = list(sizes(rows))
    assert [row for at, size in cut for row in range(at, at + size)] == list(range(rows))
    assert {size for _, size in cut} <= set(SIZES)
