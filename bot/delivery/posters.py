"""Posters and charts drawn beside the loop, in a thread of their own; a deal's photo is fetched for its poster."""

import asyncio
from collections import OrderedDict
from dataclasses import dataclass

import structlog
from telegram import Bot
from telegram.error import TelegramError

from bot import metrics
from bot.delivery.outcomes import Dead, outcome
from bot.pictures import charts
from bot.pictures.charts import Figures
from bot.pictures.fonts import Fonts
from bot.pictures.posters import draw
from bot.views.screens import Poster

log = structlog.get_logger(__name__)

#: Photos kept for the next poster: one deal has many teams.
PHOTOS_KEPT = 8
#: Telegram's own photos are a tenth of it.
LARGEST_PHOTO = 3_000_000
#: Seconds for the two calls that fetch a photo: somebody waits for the poster.
_FETCH_S = 3.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Painting:
    """A poster as JPEG. One that lacks its photo only because Telegram did not answer isn't kept."""

    jpeg: bytes
    is_whole: bool


class Painter:
    """Draws posters and charts, one at a time."""

    def __init__(self, bot: Bot, fonts: Fonts) -> None:
        self._bot = bot
        self._fonts = fonts
        self._turn = asyncio.Lock()
        self._photos: OrderedDict[str, bytes | None] = OrderedDict()

    async def paint(self, poster: Poster) -> Painting:
        """The poster, on a drawn background where its photo can't be had."""
        is_whole = not poster.photo or await self._fetched(poster.photo)
        photo = self._photos.get(poster.photo)
        async with self._turn:
            with metrics.poster_drawn():
                jpeg = await asyncio.to_thread(draw, poster.offer, photo, self._fonts)
        return Painting(jpeg=jpeg, is_whole=is_whole)

    async def chart(self, figures: Figures) -> bytes:
        """A chart as PNG."""
        async with self._turn:
            return await asyncio.to_thread(charts.draw, figures, self._fonts)

    async def _fetched(self, file_id: str) -> bool:
        """Whether it is known what a file_id stands for: a photo, or nothing that Telegram gives out any more."""
        if file_id in self._photos:
            self._photos.move_to_end(file_id)
            return True
        try:
            async with asyncio.timeout(_FETCH_S):
                photo = await self._fetch(file_id)
        except (TelegramError, TimeoutError) as error:
            what = outcome(error)
            log.info("poster.photo-missing", outcome=type(what).__name__, reason=str(error)[:200])
            if not isinstance(what, Dead):
                return False
            photo = None
        self._photos[file_id] = photo
        if len(self._photos) > PHOTOS_KEPT:
            self._photos.popitem(last=False)
        return True

    async def _fetch(self, file_id: str) -> bytes | None:
        """A photo's bytes; None: too large to be one. Raises TelegramError."""
        file = await self._bot.get_file(file_id)
        return None if (file.file_size or 0) > LARGEST_PHOTO else bytes(await file.download_as_bytearray())
