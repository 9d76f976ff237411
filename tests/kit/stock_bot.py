"""The same job on the stock stack: the library's own updater and HTTP client, a handler that keeps taps in a file.

With HOLD set, a handler never gets to the point of keeping anything: it waits, as for a slow database.
"""

import asyncio
import os
import sys
from pathlib import Path

from telegram import Update
from telegram.ext import Application, CallbackQueryHandler, ContextTypes


async def tapped(update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
    """Keep a tap, then answer it."""
    assert update.callback_query is not None
    sys.stdout.write(f"taken {update.update_id}\n")
    sys.stdout.flush()
    if os.environ.get("HOLD"):
        await asyncio.Event().wait()
    _keep(update.update_id)
    await update.callback_query.answer("kept")


def _keep(update_id: int) -> None:
    with Path("kept").open("a") as kept:
        kept.write(f"{update_id}\n")


def main() -> None:
    """Poll as the library's guide says."""
    base = os.environ["TELEGRAM_API_BASE"]
    application = Application.builder().token(os.environ["BOT_TOKEN"]).base_url(f"{base}/bot").build()
    application.add_handler(CallbackQueryHandler(tapped))
    application.run_polling()


if __name__ == "__main__":
    main()
