"""A mouth that notes what it is asked to say, and fails as it is told; the worker that speaks through it."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any, cast

from telegram.error import TelegramError

from bot.delivery.limits import Limits, NoTurn
from bot.delivery.telegram import Mouth, Put
from bot.delivery.worker import Worker
from bot.tasks import Nursery
from bot.views.notices import Bot
from bot.views.screens import Screen
from storage.database import Database
from tests.kit.builders import Stage
from tests.kit.scenes import LANGUAGES


class Notebook:
    """Stands for the mouth: who was told what, and what happens at the next sends."""

    def __init__(self) -> None:
        self.posts: list[tuple[int, Screen]] = []
        self.edits: list[tuple[int, int, Screen]] = []
        #: What the next posts fail with; None: it arrives.
        self.fails: list[TelegramError | NoTurn | None] = []
        #: Happens during each post.
        self.meanwhile: Callable[[], Awaitable[None]] | None = None

    async def post(self, chat_id: int, screen: Screen, lane: object, **_: object) -> Put:
        """A message arrives, or doesn't."""
        if self.meanwhile is not None:
            await self.meanwhile()
        error = self.fails.pop(0) if self.fails else None
        if error is not None:
            raise error
        self.posts.append((chat_id, screen))
        return Put(message_id=len(self.posts), has_photo=screen.photo is not None, pictures={})

    async def edit(self, chat_id: int, message_id: int, screen: Screen, lane: object, **_: Any) -> Put:
        """A message is changed."""
        self.edits.append((chat_id, message_id, screen))
        return Put(message_id=message_id, has_photo=screen.photo is not None, pictures={})


def a_worker(stage: Stage, notebook: Notebook, nursery: Nursery, db: Database | None = None) -> Worker:
    """A worker over a stage's database."""
    limits = Limits(monotonic=stage.clock.monotonic, sleep=asyncio.sleep, jitter=lambda: 0.0)
    return Worker(
        stage.db if db is None else db,
        stage.clock,
        cast(Mouth, notebook),
        limits,
        LANGUAGES,
        Bot(username="kaituan_bot"),
        nursery,
    )


async def works_off(stage: Stage, notebook: Notebook, db: Database | None = None) -> None:
    """A worker starts, sends what may be sent now, and stops."""
    async with Nursery() as nursery:
        worker = a_worker(stage, notebook, nursery, db)
        nursery.start(worker.run(), name="delivery")
        await _at_rest(worker)
        await worker.stop()


async def _at_rest(worker: Worker) -> None:
    async with asyncio.timeout(10):
        while worker.is_busy:  # noqa: ASYNC110 a state, not an event
            await asyncio.sleep(0.002)
