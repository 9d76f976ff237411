"""The application's error handler: refusals are told, a database that is away withholds, bugs are apologised for."""

import secrets

import structlog
from telegram import Update

from bot.domain.errors import DatabaseAway, DomainError
from bot.trouble import trouble
from bot.views.refusals import apology_screen
from bot.views.screens import alert
from handlers import inline, invoices, refusals
from handlers.context import Context

log = structlog.get_logger(__name__)


async def failed(update: object, context: Context) -> None:
    """What a handler raised."""
    error = context.error
    if error is None or not isinstance(update, Update):
        return
    if update.inline_query is not None or update.chosen_inline_result is not None:
        await _unasked(update, error)
        return
    if isinstance(error, DomainError):
        await refusals.tell(context, error)
        return
    trouble.get().append(error)
    if not isinstance(error, DatabaseAway):
        await _apologise(update, context, error)


async def _unasked(update: Update, error: Exception) -> None:
    """In inline mode nobody has spoken to the bot: nobody is written to, whatever went wrong."""
    if isinstance(error, DomainError):
        return
    trouble.get().append(error)
    if not isinstance(error, DatabaseAway):
        log.error("handler.failed", reference="inline", update_id=update.update_id, exc_info=error)
        await inline.failed(update)


async def _apologise(update: Update, context: Context, error: Exception) -> None:
    """One apology with a code that the log has too."""
    reference = secrets.token_hex(3).upper()
    log.error("handler.failed", reference=reference, update_id=update.update_id, exc_info=error)
    if update.effective_user is None:
        return
    if update.pre_checkout_query is not None:
        await invoices.failed(update, context, reference)
        return
    texts = await context.texts()
    if update.callback_query is not None:
        await context.answer(alert(texts, "apology", reference=reference))
        return
    await context.reply(apology_screen(texts, reference))
