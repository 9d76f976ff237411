"""What the bot is measured against: a bare handler that only answers, the same acts on the stock stack, ours unpaced.

`python -m benchmarks.contenders bare|stock|unpaced`, with the bot's own settings in the environment.
"""

import asyncio
import gc
import json
import random
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, Concatenate, NoReturn, ParamSpec, TypeVar

from sqlalchemy import Connection, event
from sqlalchemy.ext.asyncio import create_async_engine
from telegram import Update
from telegram.ext import Application, CallbackQueryHandler, ContextTypes
from telegram.request import RequestData

import handlers.registry
from benchmarks.answers import Answers
from bot.__main__ import TURN_S
from bot.app import CONNECTIONS, Seams, running
from bot.clock import SystemClock
from bot.config import Settings, load
from bot.delivery import limits
from bot.delivery.limits import Limits
from bot.delivery.paces import Departure, LinePace
from bot.delivery.request import AiohttpRequest
from bot.delivery.telegram import Mouth
from bot.i18n import LOCALES, Languages
from bot.intake.allowed import ALLOWED_UPDATES
from bot.intake.doors import Door
from bot.intake.fetches import fetch_from
from bot.intake.polling import Polling
from bot.services.act import Acts
from bot.tasks import Nursery
from bot.views.notices import Bot
from handlers.administrators import Administrators
from handlers.clerks import Clerk
from handlers.context import Context, KaituanApplication, Wiring
from storage.database import ReadTx, WriteTx
from storage.opening import sqlite_path

P = ParamSpec("P")
T = TypeVar("T")

#: The library works off so many updates at once; above 16 its HTTPX client grows slower, not faster.
_STOCK_AT_ONCE = 16


async def bare(settings: Settings) -> None:
    """Our intake and request class, the library's application, and one handler that answers each tap."""

    async def answer(update: Update, context: Any) -> None:
        assert update.callback_query is not None
        await update.callback_query.answer("You're in Lin's team: 2 of 3. Nothing to pay yet.")

    async def nothing(update: Update, error: Exception | None = None) -> NoReturn:
        raise RuntimeError("the stub sends what the bare handler knows")

    asking = AiohttpRequest(connections=8)
    application = _built(settings).request(AiohttpRequest(connections=CONNECTIONS)).get_updates_request(asking)
    made = application.updater(None).job_queue(None).build()
    made.add_handler(CallbackQueryHandler(answer))
    await made.initialize()
    door = Door(
        parse=lambda raw: Update.de_json(raw, made.bot),
        process=made.process_update,
        fail=nothing,
        warn=nothing,
        keep=nothing,
        monotonic=time.monotonic,
    )
    async with Nursery() as nursery:
        fetch = fetch_from(made.bot, asking, ALLOWED_UPDATES)
        freeze()
        await Polling(fetch, door, nursery=nursery, monotonic=time.monotonic, sleep=asyncio.sleep).run()


async def stock(settings: Settings) -> None:
    """The library's updater and HTTPX, an async aiosqlite engine by the statement; handlers and acts are ours."""
    built = _built(settings).application_class(KaituanApplication).context_types(ContextTypes(context=Context))
    made = built.concurrent_updates(_STOCK_AT_ONCE).build()
    assert isinstance(made, KaituanApplication)
    await made.initialize()
    database, clock = AsyncEngine(_file(settings)), SystemClock()
    paces = Limits(monotonic=clock.monotonic, sleep=asyncio.sleep, jitter=random.random)
    made.wiring = Wiring(
        db=database,
        acts=Acts(database, clock),
        clock=clock,
        languages=Languages(LOCALES),
        mouth=Mouth(made.bot, paces),
        administrators=Administrators(made.bot, clock.monotonic),
        bot=Bot(username=made.bot.username),
        admins=frozenset(),
        leading_is_open=True,
        clerk=Clerk(Nursery()),
    )
    handlers.registry.register(made)
    assert made.updater is not None
    await made.start()
    await made.updater.start_polling(allowed_updates=list(ALLOWED_UPDATES))
    freeze()
    await asyncio.Event().wait()


class AsyncEngine:
    """The usual way: each act a transaction of its own, each of its statements a round trip to the driver's thread."""

    is_shared = False

    def __init__(self, file: Path) -> None:
        # One connection: a second writer would only wait for SQLite's lock, and be refused when it read first.
        self._engine = create_async_engine(
            f"sqlite+aiosqlite:///{file}",
            pool_size=1,
            max_overflow=0,
            pool_timeout=60,
            connect_args={"isolation_level": None},
        )
        event.listen(self._engine.sync_engine, "connect", _durable)
        event.listen(self._engine.sync_engine, "begin", _begin)

    async def read(self, fn: Callable[Concatenate[ReadTx, P], T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Run a function in a transaction."""
        async with self._engine.begin() as connection:
            return await connection.run_sync(lambda sync: fn(ReadTx(sync), *args, **kwargs))

    async def write(self, fn: Callable[Concatenate[WriteTx, P], T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Run a function in a transaction and commit it."""
        async with self._engine.begin() as connection:
            return await connection.run_sync(lambda sync: fn(WriteTx(sync), *args, **kwargs))

    async def close(self) -> None:
        """Close the connection."""
        await self._engine.dispose()


def _durable(driver: Any, record: object) -> None:
    cursor = driver.cursor()
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON"):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _begin(connection: Connection) -> None:
    connection.exec_driver_sql("BEGIN IMMEDIATE")


def _built(settings: Settings) -> Any:
    base = settings.telegram_api_base
    return Application.builder().token(settings.bot_token.get_secret_value()).base_url(f"{base}/bot")


def _file(settings: Settings) -> Path:
    file = sqlite_path(settings.database_url)
    assert file is not None
    return file


def freeze() -> None:
    """As the bot does after its start."""
    gc.collect()
    gc.freeze()


async def unpaced(settings: Settings) -> None:
    """The bot in earnest, but that Telegram takes pictures at once, as many as there are: what is ready to be sent."""
    limits.LinePace = Unpaced  # type: ignore[attr-defined]
    sys.setswitchinterval(TURN_S)
    async with running(settings, Seams(request=lambda: Taking(connections=CONNECTIONS))):
        await asyncio.Event().wait()


class Taking(AiohttpRequest):
    """Takes pictures, whole as they would go out, without a network; everything else goes to Telegram."""

    def __init__(self, *, connections: int) -> None:
        super().__init__(connections=connections)
        self._answers = Answers(0)

    async def do_request(
        self, url: str, method: str, request_data: RequestData | None = None, *args: Any, **kwargs: Any
    ) -> tuple[int, bytes]:
        """Status and body of the answer."""
        if request_data is None or not url.endswith("/sendPhoto"):
            return await super().do_request(url, method, request_data, *args, **kwargs)
        assert len(request_data.multipart_data) == 1
        result = self._answers.result("sendPhoto", request_data.parameters)
        return 200, json.dumps({"ok": True, "result": result}).encode()


class Unpaced(LinePace):
    """An overall line in which everybody goes at once."""

    def at(self, now: float) -> float:
        """Now, whoever went before."""
        return now

    def take(self, now: float) -> Departure:
        """Goes now."""
        return Departure(now)

    def answered(self, departure: Departure, now: float) -> None:
        """However late it was: nobody waits for it."""


CONTENDERS = {"bare": bare, "stock": stock, "unpaced": unpaced}

if __name__ == "__main__":
    asyncio.run(CONTENDERS[sys.argv[1]](load(None)))
