"""An inline query with 1,000 open deals that the reader may see: from the update to the answer, all but the network.

The library's parsing, the handlers, the reads, each card drawn in its language, and the results as the call carries
them. Every query asks for something else, so that no answer could be kept; each must bring results.
"""

import asyncio
import json
import random
import statistics
import tempfile
import time
from pathlib import Path
from typing import Any

from telegram import Update
from telegram.ext import Application, ContextTypes
from telegram.request import BaseRequest, RequestData

import handlers.registry
from benchmarks.fillings import LEADER, Crowd, filling
from benchmarks.measures import Measure, at_most, seen
from bot.clock import SystemClock
from bot.delivery.limits import Limits
from bot.delivery.telegram import Mouth
from bot.i18n import LOCALES, Languages
from bot.services.act import Acts
from bot.tasks import Nursery
from bot.views.links import Bot
from handlers.administrators import Administrators
from handlers.clerks import Clerk
from handlers.context import Context, KaituanApplication, Wiring
from storage.database import Database
from storage.opening import open_database

ROUNDS = 40
_OPEN = Crowd(deals=1_000, teams_each=4, buyers_each=2, target=3)
_ME = {"id": 7_000_000_001, "is_bot": True, "first_name": "Kaituan", "username": "kaituan_bot"}
_TOKEN = "7000000001:benchmark_token_of_thirty_letters_"  # noqa: S105 of nobody


class _Told(BaseRequest):
    """A Telegram that takes everything at once, and keeps what it was answered last."""

    def __init__(self) -> None:
        self.results = 0

    @property
    def read_timeout(self) -> float:
        """Seconds that nobody has to wait."""
        return 5.0

    async def initialize(self) -> None:
        """Nothing is opened."""

    async def shutdown(self) -> None:
        """Nothing is closed."""

    async def do_request(
        self, url: str, method: str, request_data: RequestData | None = None, *args: Any, **kwargs: Any
    ) -> tuple[int, bytes]:
        """Take a call, as bytes."""
        asked = request_data.json_payload if request_data is not None else b"{}"
        if url.endswith("answerInlineQuery"):
            given = json.loads(asked)
            results = given["results"]
            self.results = len(json.loads(results) if isinstance(results, str) else results)
        return 200, json.dumps({"ok": True, "result": _ME if url.endswith("getMe") else True}).encode()


def measure() -> list[Measure]:
    """The median of many answers."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "kaituan.db"
        with filling(path, accounts=20_000, groups=20) as full:
            full.add(_OPEN)
        times, worked, results = asyncio.run(_answers(path))
    return [
        at_most("inline answer with 1,000 open deals", statistics.median(times) * 1000, 50, "ms"),
        seen("inline answer with 1,000 open deals: of it, work of a processor", statistics.median(worked) * 1000, "ms"),
        seen("inline answer with 1,000 open deals: results", results, "results"),
    ]


async def _answers(path: Path) -> tuple[list[float], list[float], int]:
    database, told = open_database(f"sqlite:///{path}"), _Told()
    times: list[float] = []
    worked: list[float] = []
    async with await bot_over(database, told) as application:
        for number in range(ROUNDS + 1):
            told.results = 0
            start, work = time.perf_counter(), time.process_time()
            await application.process_update(Update.de_json(_query(number), application.bot))
            times.append(time.perf_counter() - start)
            worked.append(time.process_time() - work)
            assert told.results, "a query without results"
    await database.close()
    return times[1:], worked[1:], told.results


async def bot_over(database: Database, told: BaseRequest) -> KaituanApplication:
    """The bot's handlers on a database, over a Telegram in this process."""
    built = Application.builder().token(_TOKEN).application_class(KaituanApplication).request(told)
    known = built.get_updates_request(told).context_types(ContextTypes(context=Context))
    made = known.updater(None).job_queue(None).build()
    assert isinstance(made, KaituanApplication)
    clock = SystemClock()
    limits = Limits(monotonic=clock.monotonic, sleep=asyncio.sleep, jitter=random.random)
    made.wiring = Wiring(
        db=database,
        acts=Acts(database, clock),
        clock=clock,
        languages=Languages(LOCALES),
        mouth=Mouth(made.bot, limits),
        administrators=Administrators(made.bot, clock.monotonic),
        bot=Bot(username="kaituan_bot", has_inline=True),
        admins=frozenset(),
        leading_is_open=True,
        clerk=Clerk(Nursery()),
    )
    handlers.registry.register(made)
    return made


def _query(number: int) -> dict[str, Any]:
    """What Lea types, who leads every group: nothing, or a letter that every title has."""
    person = {"id": LEADER, "is_bot": False, "first_name": "Lea", "language_code": "en"}
    words = " " * (number % 2)
    return {"update_id": number, "inline_query": {"id": str(number), "from": person, "query": words, "offset": ""}}
