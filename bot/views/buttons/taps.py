"""A meaning as the button that people press."""

from bot.i18n import Fact, Texts
from bot.views.lengths import shortened
from bot.views.packing import ButtonData
from bot.views.screens import Style, Tap


def tap(texts: Texts, data: ButtonData, style: Style | None = None, **facts: Fact) -> Tap:
    """The button of this meaning; its label is the text `button-<kind>`."""
    return Tap(label(texts, f"button-{data.name}", **facts), data.pack(), style)


def label(texts: Texts, key: str, **facts: Fact) -> str:
    """A text short enough for a button."""
    return shortened(texts.plain(key, **facts))
