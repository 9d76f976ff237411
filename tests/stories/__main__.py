"""`make story`: plays the busy week in both languages and writes it down in docs/stories, with pictures."""

import asyncio
import itertools
import tempfile
from datetime import UTC, datetime
from pathlib import Path

from bot import logs
from tests.kit.scenes import Scene
from tests.stories import busy_week, chronicles, drawings
from tests.stories.weeks import BERLIN, Passage, Week

STORIES = Path(__file__).parent.parent.parent / "docs" / "stories"
MONDAY_MORNING = datetime(2026, 11, 30, 8, 0, tzinfo=UTC)


def ending(language: str) -> str:
    """What the names of a language's files end with."""
    return ".zh" if language == "zh" else ""


async def write(language: str, folder: Path) -> None:
    """One telling: the story, the log and a picture of each day."""
    end = ending(language)
    with tempfile.TemporaryDirectory() as data:
        async with Scene(f"sqlite:///{data}/week.db", at=MONDAY_MORNING) as scene:
            week = Week(scene, language)
            await busy_week.happens(week)
            (folder / f"busy-week{end}.md").write_text(chronicles.story(week))
            (folder / f"busy-week-log{end}.md").write_text(chronicles.log(week))
            async with drawings.an_easel(scene.telegram) as easel:
                await _draw(easel, week, folder, end)


async def _draw(easel: drawings.Easel, week: Week, folder: Path, end: str) -> None:
    for number, passages in enumerate(days(week.passages), start=1):
        pieces = [
            drawings.Piece(title=chronicles.where(week, one), message=one.seen.raw, isGroup=one.kind == "group")
            for one in passages
            if one.seen is not None
        ]
        now = passages[-1].at.astimezone(BERLIN).timestamp()
        (folder / f"busy-week-{number}{end}.png").write_bytes(await easel.draws(pieces, now, week.language))


def days(passages: list[Passage]) -> list[list[Passage]]:
    """The passages of each day."""
    number = itertools.accumulate(passage.kind == "day" for passage in passages)
    grouped = itertools.groupby(zip(number, passages, strict=True), key=lambda both: both[0])
    return [[passage for _, passage in both] for _, both in grouped]


async def _write_all() -> None:
    STORIES.mkdir(exist_ok=True)
    for language in ("en", "zh"):
        await write(language, STORIES)


if __name__ == "__main__":
    logs.set_up("ERROR", "text")
    asyncio.run(_write_all())
