"""What a refused command says: what is so, and what to type instead."""

from bot.domain.errors import DomainError
from bot.i18n import Texts
from bot.views.screens import Screen


def refusal_screen(texts: Texts, error: DomainError) -> Screen:
    """The refusal as a message."""
    return Screen(text=texts.refusal_html(error))


def apology_screen(texts: Texts, reference: str) -> Screen:
    """One apology for a bug, with the code that the log has."""
    return Screen(text=texts("apology", reference=reference))


def too_fast_screen(texts: Texts) -> Screen:
    """The one warning before somebody who overdoes it is not heard for a while."""
    return Screen(text=texts("too-fast"))
