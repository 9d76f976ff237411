"""What is said when something isn't done: a rule's no, a fault of ours, too much at once."""

from bot.domain.errors import DomainError
from bot.i18n import Texts
from bot.views.lengths import fits
from bot.views.screens import Screen


def refusal_screen(texts: Texts, error: DomainError) -> Screen:
    """Why a rule said no, as a message."""
    return Screen(text=fits(texts.refusal_html(error)))


def apology_screen(texts: Texts, reference: str) -> Screen:
    """Our one apology; the reference finds the fault in the log."""
    return Screen(text=texts("apology", reference=reference))


def kept_screen(texts: Texts) -> Screen:
    """Told once to somebody whose message has to wait."""
    return Screen(text=texts("kept-message"))


def answered_late_screen(texts: Texts, said: str) -> Screen:
    """What came of a tap, after it was answered by saying that it is kept, or too late to be answered at all."""
    return Screen(text=texts("kept-done", said=said))


def too_fast_screen(texts: Texts) -> Screen:
    """Told once to somebody who sends too much."""
    return Screen(text=texts("too-fast"))
