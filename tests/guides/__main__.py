"""`make pictures`: plays what the guides show, in both languages, and draws each screen; and the demo's page."""

import asyncio
import tempfile

from bot import logs
from tests.guides.demos import draw_demo
from tests.guides.galleries import GUIDES, page_of, picture_of, rewritten
from tests.guides.plays import LANGUAGES, Guide, a_play
from tests.stories import drawings


async def draw(guide: Guide, language: str) -> None:
    """Play a guide's screens in a language and draw each."""
    with tempfile.TemporaryDirectory() as data:
        async with a_play(f"sqlite:///{data}/play.db", language) as play:
            shots = [shot async for shot in guide.plays(play)]
            async with drawings.an_easel(play.scene.telegram) as easel:
                for shot in shots:
                    piece = drawings.Piece(title=shot.title, message=shot.seen.raw, isGroup=shot.is_group)
                    picture = picture_of(guide, shot.name, language)
                    picture.parent.mkdir(parents=True, exist_ok=True)
                    picture.write_bytes(await easel.draws_one(piece, shot.at, language))


async def draw_all() -> None:
    """Every guide anew, its page too; pictures of screens that are no more go."""
    for guide in GUIDES:
        for language in LANGUAGES:
            await draw(guide, language)
        kept = {picture_of(guide, name, language) for name in guide.screens for language in LANGUAGES}
        for stale in {file for picture in kept for file in picture.parent.glob("*.png")} - kept:
            stale.unlink()
        page = page_of(guide)
        page.write_text(rewritten(guide, page.read_text(encoding="utf-8")), encoding="utf-8")


if __name__ == "__main__":
    logs.set_up("ERROR", "text")
    asyncio.run(draw_all())
    asyncio.run(draw_demo())
