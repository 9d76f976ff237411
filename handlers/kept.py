"""The database is away for longer than a hiccup: who waits is told that nothing is lost. Nothing is read for it."""

from telegram import Message, Update
from telegram.error import TelegramError

from bot.delivery.limits import Lane, NoTurn
from bot.trouble import Told
from bot.views.refusals import kept_screen
from bot.views.screens import toast
from handlers.context import Wiring

#: Seconds that it may take: what waits behind it is held up.
_WITHIN_S = 2.0


async def tell(update: Update, wiring: Wiring) -> Told:
    """A toast for a tap, a private message for what was meant for the bot, in the language of the person's app."""
    user, message, query = update.effective_user, update.message, update.callback_query
    if user is None or user.is_bot or (query is None and (message is None or not _is_for_us(message))):
        return Told.NOTHING
    texts = wiring.languages.texts(user.language_code, None, wiring.clock.now())
    try:
        if query is not None:
            await query.answer(toast(texts, "toast-kept").text, read_timeout=_WITHIN_S)
        else:
            await wiring.mouth.post(user.id, kept_screen(texts), Lane.OWN, within_s=_WITHIN_S)
    except NoTurn:
        return Told.NOTHING  # said when what they did comes again
    except TelegramError:
        return Told.LOST
    return Told.SAID


def _is_for_us(message: Message) -> bool:
    """Whether it was said to the bot: in private, or as a command."""
    words = message.text or message.caption or ""
    return message.chat.id > 0 or words.startswith("/")
