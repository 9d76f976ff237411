import ast
import re
import sys

import pytest

from tests.architecture.sources import ROOT, module_name, nodes, project, python_files, shown, tree, where
from tests.architecture.texts import named

CONTRACTS = {contract["id"]: contract for contract in project()["tool"]["importlinter"]["contracts"]}
LAYERS = [re.findall(r"[\w.]+", layer) for layer in CONTRACTS["layers"]["layers"]]
APART = {"bot.sandbox"}

#: Names that say nothing about what is inside.
SAY_NOTHING = {
    "util",
    "utils",
    "helper",
    "helpers",
    "common",
    "misc",
    "manager",
    "managers",
    "base",
    "stuff",
    "lib",
    "core",
}


def rooms() -> set[str]:
    """What has to stand in the contract: each root package but `bot`, and each part of `bot`."""
    return {
        ".".join(name.split(".")[: 2 if name.startswith("bot") else 1]) for name in map(module_name, python_files())
    } - {"bot"}


def test_every_module_stands_in_the_contract() -> None:
    assert rooms() - {name for layer in LAYERS for name in layer} - APART == set()


def test_no_room_stands_in_two_layers() -> None:
    named = [name for layer in LAYERS for name in layer]
    assert sorted(named) == sorted(set(named))


def test_the_contracts_are_all_there() -> None:
    assert set(CONTRACTS) == {
        "layers", "sandbox", "sandbox-users", "pure", "telegram", "sql", "through-services", "cycles",
    }  # fmt: skip


def test_rules_import_the_standard_library_and_rules_only() -> None:
    foreign = [
        f"{shown(file)} imports {name}"
        for file in python_files("bot/domain")
        for node in nodes(file)
        for name in imported(node)
        if name.partition(".")[0] not in sys.stdlib_module_names and not name.startswith("bot.domain")
    ]
    assert foreign == []


def test_rules_and_payment_codes_never_wait() -> None:
    waiting = [
        where(file, node)
        for file in python_files("bot/domain", "bot/payqr", "bot/statements")
        for node in nodes(file)
        if isinstance(node, ast.AsyncFunctionDef | ast.Await | ast.AsyncFor | ast.AsyncWith)
    ]
    assert waiting == []


def test_no_await_stands_inside_a_transaction() -> None:
    """Acts and storage are plain functions over a connection; only the runner and the database itself wait."""
    taking = [
        where(file, node)
        for file in python_files("bot/services", "storage")
        for node in nodes(file)
        if isinstance(node, ast.AsyncFunctionDef)
        and any(
            argument.annotation is not None
            and re.fullmatch(r"(\w+\.)?(Read|Write)Tx", ast.unparse(argument.annotation))
            for argument in node.args.args
        )
    ]
    assert taking == []


def test_tasks_are_started_in_one_place() -> None:
    starting = [
        where(file, node)
        for file in python_files()
        if shown(file) != "bot/tasks.py" and not shown(file).startswith("bot/sandbox/")
        for node in nodes(file)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "create_task"
    ]
    assert starting == []


def test_everything_is_caught_only_where_work_enters() -> None:
    """Elsewhere an error that nobody expected must be seen."""
    catching = {
        shown(file)
        for file in python_files()
        for node in nodes(file)
        if isinstance(node, ast.ExceptHandler)
        and {"Exception", "BaseException", ""} & {named(kind) for kind in _kinds(node)}
    }
    assert catching <= {"bot/intake/doors.py", "bot/scheduler.py", "bot/delivery/worker.py", "storage/sqlite.py"}


def test_no_file_has_a_name_that_says_nothing() -> None:
    files = python_files("bot", "handlers", "storage", "tests", "benchmarks")
    assert [shown(file) for file in files if file.stem in SAY_NOTHING or file.parent.name in SAY_NOTHING] == []


@pytest.mark.parametrize("room", ["bot", "handlers", "storage", "benchmarks"])
def test_every_module_says_what_room_it_is(room: str) -> None:
    assert [shown(file) for file in python_files(room) if not ast.get_docstring(tree(file))] == []


def test_every_public_function_and_class_says_what_it_is_for() -> None:
    silent = [
        where(file, node)
        for file in python_files()
        if not shown(file).startswith("storage/migrations/")
        for node in tree(file).body
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef)
        and not node.name.startswith("_")
        and not ast.get_docstring(node)
    ]
    assert silent == []


def test_every_benchmark_stands_in_the_list() -> None:
    from benchmarks import ORDER

    measuring = {
        file.stem
        for file in (ROOT / "benchmarks").glob("*.py")
        if any(isinstance(node, ast.FunctionDef) and node.name == "measure" for node in tree(file).body)
    }
    assert set(ORDER) == measuring
    assert len(ORDER) == len(measuring)


def test_every_exception_from_the_linter_has_its_reason() -> None:
    bare = [
        f"{shown(file)}:{number}"
        for file in python_files("bot", "handlers", "storage", "benchmarks", "tests")
        for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), start=1)
        if re.search(r"#\s*noqa(?!: [A-Z]+\d+(?:, ?[A-Z]+\d+)*\W+\w+\W+\w+)", line) and shown(file) != shown_here()
    ]
    assert bare == []


def _kinds(handler: ast.ExceptHandler) -> list[ast.expr]:
    """What is caught; a bare `except` catches a nameless everything."""
    if handler.type is None:
        return [ast.Constant(None)]
    return handler.type.elts if isinstance(handler.type, ast.Tuple) else [handler.type]


def shown_here() -> str:
    return "tests/architecture/test_contract.py"


def imported(node: ast.AST) -> list[str]:
    """The modules that a statement imports."""
    if isinstance(node, ast.Import):
        return [name.name for name in node.names]
    return [node.module] if isinstance(node, ast.ImportFrom) and node.module else []
