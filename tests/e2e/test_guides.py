"""What the guides show can be played: every screen is there, in both languages, and comes out the same each time."""

import pytest

from tests.guides.galleries import GUIDES
from tests.guides.plays import LANGUAGES, Guide, Shot, a_play


async def played(guide: Guide, language: str, database_url: str) -> list[Shot]:
    """All screens of a guide."""
    async with a_play(database_url, language) as play:
        return [shot async for shot in guide.plays(play)]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("guide", GUIDES, ids=lambda guide: guide.name)
async def test_every_screen_of_a_guide_is_there(guide: Guide, language: str, sqlite_url: str) -> None:
    shots = await played(guide, language, sqlite_url)
    assert [shot.name for shot in shots] == list(guide.screens)
    assert [shot.name for shot in shots if not shot.seen.is_bots] == []
    shows: dict[tuple[str, ...], list[str]] = {}
    for shot in shots:
        shows.setdefault((shot.seen.text, *shot.seen.labels), []).append(shot.name)
    assert [names for names in shows.values() if len(names) > 1] == [], "no two pictures show the same"
