"""The library's own webhook and ours, each before the same bare handler.

`python -m benchmarks.pushers ours|library|stock`, with the bot's own settings in the environment.
"""

import asyncio
import sys
import time
from typing import Any, NoReturn
from urllib.parse import urlsplit

from telegram import Update
from telegram.ext import Application, CallbackQueryHandler

from benchmarks.contenders import freeze
from bot.app import CONNECTIONS, webhook_address
from bot.config import Settings, load
from bot.delivery.request import AiohttpRequest
from bot.intake.allowed import ALLOWED_UPDATES
from bot.intake.doors import Door
from bot.intake.webhooks import CONNECTIONS as PUSHED_AT_ONCE
from bot.intake.webhooks import Address, Webhook
from bot.web.sites import serve
from bot.web.webhooks import routes

#: The library works off so many at once: as many as are under way here.
_AT_ONCE = 64


async def ours(settings: Settings) -> None:
    """Our route, lanes and door."""
    made, address = _built(settings).updater(None).build(), _address(settings)
    _answers(made)
    await made.initialize()
    door = Door(
        parse=lambda raw: Update.de_json(raw, made.bot),
        process=made.process_update,
        fail=_nothing,
        warn=_nothing,
        keep=_nothing,
        monotonic=time.monotonic,
    )
    webhook = Webhook(made.bot, address, door, monotonic=time.monotonic, sleep=asyncio.sleep)
    await serve(settings.http_host, settings.http_port, routes(address.path, address.secret, webhook.admit))
    await webhook.set_up()
    freeze()
    await webhook.run()


async def library(settings: Settings) -> None:
    """`start_webhook`, with our request class for the answers: only the way in differs."""
    await _started(_built(settings), settings)


async def stock(settings: Settings) -> None:
    """`start_webhook` as the library's manual has it, answers by its own HTTPX client."""
    base, token = settings.telegram_api_base, settings.bot_token.get_secret_value()
    builder = Application.builder().token(token).base_url(f"{base}/bot").job_queue(None)
    await _started(builder.connection_pool_size(_AT_ONCE).pool_timeout(30), settings)


async def _started(builder: Any, settings: Settings) -> None:
    """The library's updates are worked off beside each other."""
    made, address = builder.concurrent_updates(_AT_ONCE).build(), _address(settings)
    _answers(made)
    await made.initialize()
    await made.start()
    assert made.updater is not None
    await made.updater.start_webhook(
        listen=settings.http_host,
        port=settings.http_port,
        url_path=urlsplit(address.url).path,
        webhook_url=address.url,
        secret_token=address.secret,
        allowed_updates=list(ALLOWED_UPDATES),
        max_connections=PUSHED_AT_ONCE,
    )
    freeze()
    await asyncio.Event().wait()


def _built(settings: Settings) -> Any:
    base, token = settings.telegram_api_base, settings.bot_token.get_secret_value()
    builder = Application.builder().token(token).base_url(f"{base}/bot").job_queue(None)
    return builder.request(AiohttpRequest(connections=CONNECTIONS))


def _address(settings: Settings) -> Address:
    address = webhook_address(settings)
    assert address is not None
    return address


def _answers(application: Any) -> None:
    async def answer(update: Update, context: Any) -> None:
        assert update.callback_query is not None
        await update.callback_query.answer("You're in Lin's team: 2 of 3. Nothing to pay yet.")

    application.add_handler(CallbackQueryHandler(answer))


async def _nothing(update: Update, error: Exception | None = None) -> NoReturn:
    raise RuntimeError("the stub sends what the bare handler knows")


PUSHERS = {"ours": ours, "library": library, "stock": stock}

if __name__ == "__main__":
    asyncio.run(PUSHERS[sys.argv[1]](load(None)))
