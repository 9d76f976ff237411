import ast
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

from tests.architecture.sources import ROOT, nodes, python_files, shown, strings, tree, where
from tests.architecture.texts import named

HAN = re.compile(r"[\u3400-\u9fff]")
SENTENCE = re.compile(r"[A-Za-z’']{2,}[,.]? [A-Za-z’']{2,}")

#: Where Chinese is data and no text of ours, and why.
HAN_ALLOWED = {
    "bot/domain/deal_words.py": "the words of /deal, as people type them",
    "bot/domain/deal_examples.py": "the corrected examples of /deal, in the words people type",
    "bot/domain/deal_lines.py": "reads what people type",
    "bot/domain/deal_values.py": "reads what people type",
    "bot/domain/amounts.py": "currency words, as people type them",
    "bot/domain/durations.py": "units of time, as people type them",
    "bot/domain/local_times.py": "times of day, as people type them",
    "bot/domain/wizards.py": "how people type that there is no limit",
    "bot/domain/quiet_hours.py": "times of day, as people type them",
    "bot/domain/switches.py": "on and off, as people type them",
    "bot/domain/statements/headers.py": "what banks call their columns",
    "bot/domain/statements/cells.py": "how banks write days, and what came in or left",
    "bot/domain/plain_texts.py": "full-width signs and what they stand for",
    "handlers/communities.py": "the words of /community, as people type them",
    "bot/services/zones.py": "cities without a zone of their own name, as people type them",
    "bot/payqr/fps.py": "what people in Hong Kong call it",
    "bot/demo.py": "the names of the demo's people and goods",
}
#: Calls whose sentences are for who reads logs or code, never for people in the chat.
TO_OURSELVES = {"debug", "info", "warning", "error", "exception", "critical", "__init__"}


def test_no_chinese_stands_outside_the_locales() -> None:
    found = [
        where(file, constant)
        for file in python_files()
        if shown(file) not in HAN_ALLOWED
        for constant in strings(file)
        if HAN.search(str(constant.value))
    ]
    assert found == []


def test_every_place_where_chinese_is_allowed_needs_it() -> None:
    idle = [
        name
        for name in HAN_ALLOWED
        if (ROOT / name).exists() and not any(HAN.search(str(each.value)) for each in strings(ROOT / name))
    ]
    assert idle == []


def test_no_sentence_stands_in_handlers_and_views() -> None:
    found = [
        where(file, constant)
        for file in python_files("handlers", "bot/views")
        for constant in strings(file)
        if SENTENCE.search(str(constant.value))
        and not str(constant.value).startswith("/")  # a command, as it is typed
        and id(constant) not in _told_to_ourselves(file)
    ]
    assert found == []


def test_money_is_never_a_float() -> None:
    floating = [
        where(file, node)
        for file in python_files("bot/domain", "bot/payqr", "bot/statements", "bot/services", "storage")
        for node in nodes(file)
        if isinstance(node, ast.Call) and named(node.func) == "float"
    ]
    assert floating == []


def test_the_lock_pins_every_dependency_with_hashes_and_no_address() -> None:
    lock = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    pinned = {_plain(name) for name in re.findall(r"^([\w.-]+)==\S+ \\\n    --hash=sha256:", lock, re.MULTILINE)}
    unpinned = re.findall(r"^[\w.-]+(?!\S*==\S+ \\)\S*$", lock, re.MULTILINE)
    about = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    wanted = {_plain(re.split(r"[\[<>=;~! ]", each)[0]) for each in _wanted(about)}
    assert wanted - pinned == set()
    assert unpinned == []
    assert "://" not in lock
    assert "--index-url" not in "".join(re.findall(r"^--.*$", lock, re.MULTILINE))


def test_sql_is_never_put_together_while_running() -> None:
    """A module's constant may be; where there is a transaction it would be built of what somebody gave."""
    built = [
        where(file, call)
        for file in python_files()
        if "migrations" not in file.parts
        for function in nodes(file)
        if isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef)
        and {argument.arg for argument in function.args.args} & {"self", "tx", "connection"}
        for call in ast.walk(function)
        if isinstance(call, ast.Call)
        and named(call.func) in ("text", "exec_driver_sql")
        and any(isinstance(part, ast.JoinedStr) for argument in call.args for part in ast.walk(argument))
    ]
    assert built == []


def _told_to_ourselves(file: Path) -> set[int]:
    inside: set[int] = set()
    for node in ast.walk(tree(file)):
        raised = isinstance(node, ast.Raise)
        logged = isinstance(node, ast.Call) and named(node.func) in TO_OURSELVES
        if raised or logged:
            inside.update(id(part) for part in ast.walk(node))
    return inside


def _wanted(about: dict[str, object]) -> Iterator[str]:
    for group in (about["dependencies"], *about["optional-dependencies"].values()):  # type: ignore[attr-defined]
        yield from group  # type: ignore[misc]


def _plain(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()
