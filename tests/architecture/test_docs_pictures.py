"""Pictures that the docs show are there and small; every screen that is played for a guide stands in it."""

import re

import pytest

from tests.architecture.sources import ROOT
from tests.guides.galleries import GUIDES, page_of, picture_of, rewritten
from tests.guides.plays import LANGUAGES, Guide

PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]
SHOWN = re.compile(r"!\[[^\]]*\]\(([^)\s]+)\)|<img[^>]* src=\"([^\"]+)\"")
LARGEST = 60_000


def test_every_picture_that_a_page_shows_is_there() -> None:
    shown = [(page, first or second) for page in PAGES for first, second in SHOWN.findall(page.read_text("utf-8"))]
    assert len(shown) > 40
    assert [picture for page, picture in shown if not (page.parent / picture).is_file()] == []


@pytest.mark.parametrize("guide", GUIDES, ids=lambda guide: guide.name)
def test_a_guide_shows_every_screen_that_is_played_for_it(guide: Guide) -> None:
    page = page_of(guide).read_text(encoding="utf-8")
    assert rewritten(guide, page) == page, "make pictures"


@pytest.mark.parametrize("guide", GUIDES, ids=lambda guide: guide.name)
def test_a_guides_pictures_are_those_of_its_screens_and_small(guide: Guide) -> None:
    wanted = {picture_of(guide, name, language) for name in guide.screens for language in LANGUAGES}
    assert {picture for one in wanted for picture in one.parent.iterdir()} == wanted
    assert [one.name for one in wanted if not one.read_bytes().startswith(b"\x89PNG\r\n")] == []
    assert [one.name for one in wanted if one.stat().st_size > LARGEST] == []
