"""Files, functions and pictures that the docs name are there."""

import ast
import re

import pytest

from tests.architecture.pages import Page
from tests.architecture.sources import ROOT, tree

ROOMS = "bot|handlers|storage|locales|tests|benchmarks|docs"
NAMED = re.compile(rf"`((?:{ROOMS})/[\w/.-]*)(?:::(\w+))?`")
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]
#: Rooms with a line of their own in the README's tree; what else stands in `bot/` is wiring or one file.
LISTED = re.compile(r"^([\w./]+?)/?  +\S", re.MULTILINE)


def named() -> list[tuple[str, str]]:
    """Every file or folder in backticks, with the name behind `::` in it, if there is one."""
    return sorted({found for page in PAGES for found in NAMED.findall(page.read_text(encoding="utf-8"))})


def test_every_file_that_a_page_names_is_there() -> None:
    assert len(named()) > 50
    assert [path for path, _ in named() if not (ROOT / path).exists()] == []


@pytest.mark.parametrize(("path", "name"), [found for found in named() if found[1]], ids="::".join)
def test_every_function_that_a_page_names_stands_in_that_file(path: str, name: str) -> None:
    assert name in {each for node in tree(ROOT / path).body for each in _defined(node)}


def test_the_readme_shows_the_tree_as_it_is() -> None:
    (shown,) = Page("README.md").fences("", "Where things are")
    listed = LISTED.findall(shown)
    assert [path for path in listed if not (ROOT / path).exists()] == []
    rooms = {path.parent.relative_to(ROOT).as_posix() for path in ROOT.glob("bot/*/__init__.py")}
    rooms |= {path.parent.name for path in ROOT.glob("*/__init__.py")} - {"bot"}
    assert rooms - set(listed) == set()


def test_the_picture_of_the_demo_is_a_small_png() -> None:
    picture = (ROOT / "docs/pictures/demo.png").read_bytes()
    assert picture.startswith(b"\x89PNG\r\n")
    assert len(picture) <= 300_000


def test_every_page_is_listed() -> None:
    index = (ROOT / "docs/README.md").read_text(encoding="utf-8")
    pages = [page.relative_to(ROOT / "docs").as_posix() for page in (ROOT / "docs").rglob("*.md")]
    hidden = [page for page in pages if page != "README.md" and f"]({page})" not in index]
    assert [page for page in hidden if not page.startswith("decisions/0")] == []


def _defined(node: ast.stmt) -> list[str]:
    match node:
        case ast.FunctionDef() | ast.AsyncFunctionDef() | ast.ClassDef():
            return [node.name]
        case ast.Assign():
            return [target.id for target in node.targets if isinstance(target, ast.Name)]
        case ast.AnnAssign(target=ast.Name(id=name)):
            return [name]
        case _:
            return []
