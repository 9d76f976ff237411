"""The real application behind the door: how a failing handler is told apart from a database that is away."""

import asyncio

import pytest
from telegram import Update
from telegram.ext import Application, ApplicationBuilder, CallbackQueryHandler, ContextTypes

from bot.domain.errors import DatabaseAway
from bot.intake.doors import Door
from bot.trouble import Told, trouble
from tests.integration.delivery import servers
from tests.integration.delivery.test_wire import TOKEN, a_request
from tests.unit.intake.servers import nothing
from tests.unit.intake.updates import a_tap

BOT = {"id": 1, "is_bot": True, "first_name": "K", "username": "kaituan_bot", "can_join_groups": True}


async def says_nothing(update: Update) -> Told:
    """Nobody is told that an update is kept."""
    return Told.NOTHING


async def report(update: object, context: ContextTypes.DEFAULT_TYPE) -> None:
    """What the application's error handler does."""
    assert context.error is not None
    trouble.get().append(context.error)


def an_application(port: int, error: Exception | None, *, stuck: bool = False) -> Application:
    async def handler(update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        if stuck:
            await asyncio.Event().wait()
        if error is not None:
            raise error

    base = f"http://127.0.0.1:{port}/bot"
    builder = ApplicationBuilder().token(TOKEN).base_url(base).updater(None)
    application = builder.request(a_request()).get_updates_request(a_request()).build()
    application.add_handler(CallbackQueryHandler(handler))
    application.add_error_handler(report)
    return application


@pytest.mark.parametrize(
    ("error", "stuck", "acknowledged", "told"),
    [
        (None, False, True, []),
        (ValueError("a bug"), False, True, []),
        (DatabaseAway("locked"), False, False, []),
        (None, True, True, ["TimeoutError"]),
    ],
)
async def test_only_a_database_that_is_away_withholds(
    error: Exception | None, stuck: bool, acknowledged: bool, told: list[str]
) -> None:
    failed: list[str] = []

    async def fail(update: Update, failure: Exception) -> None:
        failed.append(type(failure).__name__)

    async with servers.a_server(servers.gives(BOT)) as server:
        application = an_application(server.port, error, stuck=stuck)
        async with application:
            door = Door(
                parse=lambda raw: Update.de_json(raw, application.bot),
                process=application.process_update,
                fail=fail,
                warn=nothing,
                keep=says_nothing,
                monotonic=lambda: 0.0,
                limit_s=0.1,
            )
            assert await door.admit(a_tap(1)) is acknowledged
    assert failed == told
