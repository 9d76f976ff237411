"""The one warning to somebody who sends too much, before any database work."""

from telegram import Update
from telegram.error import TelegramError

from bot.delivery.limits import Lane, NoTurn
from bot.views.refusals import too_fast_screen
from bot.views.screens import toast
from handlers.context import Wiring


async def warn(update: Update, wiring: Wiring) -> None:
    """Say once that it is too much; nobody is written to who hasn't asked for it in private."""
    user, chat = update.effective_user, update.effective_chat
    if user is None:
        return
    texts = wiring.languages.texts(user.language_code, None, wiring.clock.now())
    try:
        if update.callback_query is not None:
            await update.callback_query.answer(toast(texts, "too-fast").text, show_alert=True)
        elif chat is not None and chat.id == user.id:
            await wiring.mouth.post(user.id, too_fast_screen(texts), Lane.OWN, within_s=1.0)
    except (TelegramError, NoTurn):
        return  # a warning that can't be given is no loss: they go on unheard either way
