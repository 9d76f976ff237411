"""The pages of docs/, as the tests here read them: their tables and their fenced blocks."""

import re
from dataclasses import dataclass

from tests.architecture.sources import ROOT


@dataclass(frozen=True)
class Page:
    """One page of documentation."""

    name: str

    @property
    def text(self) -> str:
        """All of it."""
        return (ROOT / self.name).read_text(encoding="utf-8")

    def section(self, heading: str) -> str:
        """What stands under a heading, with the headings below it."""
        found = re.search(rf"^(#+) {re.escape(heading)}$", self.text, re.MULTILINE)
        assert found is not None, f"{self.name} has no heading “{heading}”"
        rest = self.text[found.end() :]
        following = re.search(rf"^#{{1,{len(found[1])}}} ", rest, re.MULTILINE)
        return rest if following is None else rest[: following.start()]

    def rows(self, heading: str = "") -> list[list[str]]:
        """The cells of the tables under a heading, or on the whole page, without the tables' own headings."""
        text = self.section(heading) if heading else self.text
        return [row for table in re.findall(r"(?:^\|.*\|\n)+", text, re.MULTILINE) for row in _cells(table)[2:]]

    def fences(self, language: str, heading: str = "") -> list[str]:
        """The fenced blocks of a language."""
        text = self.section(heading) if heading else self.text
        return re.findall(rf"^```{language}\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)


def quoted(cell: str) -> list[str]:
    """What stands in backticks in a cell."""
    return re.findall(r"`([^`]+)`", cell)


def _cells(table: str) -> list[list[str]]:
    return [[cell.strip() for cell in line.strip().strip("|").split("|")] for line in table.splitlines()]
