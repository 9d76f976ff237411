import ast
import re
from collections.abc import Iterator
from enum import Enum
from importlib import import_module
from pathlib import Path

import pytest

from tests.architecture.sources import ROOT, docs, module_name, nodes, python_files, strings, tree
from tests.architecture.texts import named

DECISIONS = ROOT / "docs/decisions"
HEADINGS = ["Context", "Choice", "What lost", "Consequences"]


def decisions() -> list[Path]:
    """Every decision on paper."""
    return sorted(DECISIONS.glob("[0-9]*.md"))


def heading(page: Path) -> str:
    """The page's first line without its mark."""
    return page.read_text(encoding="utf-8").partition("\n")[0].removeprefix("# ")


def test_the_index_lists_every_decision_by_its_title() -> None:
    index = (DECISIONS / "README.md").read_text(encoding="utf-8")
    listed = re.findall(r"^- \[(.+?)\]\((\S+)\)", index, re.MULTILINE)
    assert listed == [(heading(page), page.name) for page in decisions()]


def test_decisions_are_numbered_without_a_gap() -> None:
    assert [page.name[:4] for page in decisions()] == [f"{number:04}" for number in range(1, len(decisions()) + 1)]


@pytest.mark.parametrize("page", decisions(), ids=lambda page: page.stem)
def test_each_decision_says_what_was_chosen_and_what_lost(page: Path) -> None:
    assert re.findall(r"^## (.+)$", page.read_text(encoding="utf-8"), re.MULTILINE) == HEADINGS


def domain_words() -> Iterator[str]:
    """Every public record and enumeration of the rules: one word of the domain each."""
    for file in python_files("bot/domain"):
        module = import_module(module_name(file))
        for node in tree(file).body:
            if isinstance(node, ast.ClassDef) and not node.name.startswith("_"):
                made = getattr(module, node.name)
                if hasattr(made, "__dataclass_fields__") or issubclass(made, Enum):
                    yield node.name


def test_every_word_of_the_domain_stands_in_the_glossary() -> None:
    glossary = (ROOT / "docs/glossary.md").read_text(encoding="utf-8")
    assert [word for word in domain_words() if not re.search(rf"\b{word}\b", glossary)] == []


def chat_commands() -> set[str]:
    """Every command that a handler listens to: CommandHandler("deal", …), CommandHandler(["deal", "deals"], …)."""
    return {
        constant.value
        for file in python_files("handlers", "bot/app.py", "bot/intake")
        for node in nodes(file)
        if isinstance(node, ast.Call) and named(node.func) == "CommandHandler" and node.args
        for constant in ast.walk(node.args[0])
        if isinstance(constant, ast.Constant) and isinstance(constant.value, str)
    }


def test_the_docs_name_every_command_of_the_chat() -> None:
    assert chat_commands() != set()
    assert [name for name in sorted(chat_commands()) if not re.search(rf"/{name}\b", docs())] == []


def test_the_docs_name_every_command_of_the_shell() -> None:
    from typer.main import get_command

    from bot.__main__ import cli

    commands = sorted(get_command(cli).commands)  # type: ignore[attr-defined]
    assert commands != []
    assert [name for name in commands if not re.search(rf"python -m bot {name}\b|make {name}\b", docs())] == []


def test_the_readme_names_every_target_of_make() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    targets = re.findall(r"^\t@echo 'make (\w+)", makefile, re.MULTILINE)
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert len(targets) == 10
    assert [target for target in targets if f"make {target}" not in readme] == []


def test_links_between_pages_lead_somewhere() -> None:
    pages = [ROOT / "README.md", *(ROOT / "docs").rglob("*.md")]
    dead = [
        f"{page.relative_to(ROOT)}: {link}"
        for page in pages
        for link in re.findall(r"\]\(([^)#\s]+)", page.read_text(encoding="utf-8"))
        if "://" not in link and not link.startswith("mailto:") and not (page.parent / link).exists()
    ]
    assert dead == []


def test_every_page_that_the_code_names_exists() -> None:
    """A docstring that says `docs/guide/notices.md` must not lie."""
    code = "\n".join(file.read_text(encoding="utf-8") for file in python_files())
    assert [page for page in sorted(set(re.findall(r"docs/[\w/-]+\.md", code))) if not (ROOT / page).exists()] == []


def test_the_reader_of_sources_sees_strings_and_no_docstrings() -> None:
    """This is a docstring."""
    found = {constant.value for constant in strings(ROOT / "tests/architecture/test_docs.py")}
    assert "What lost" in found
    assert "This is a docstring" + "." not in found
