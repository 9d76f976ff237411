"""A person and the bot: the first words, help, and the language they are written to in."""

from bot.i18n import Texts, joined, language_name
from bot.services.people import LANGUAGES
from bot.views.buttons import ChooseLanguage, label, tap
from bot.views.links import Bot, group_link
from bot.views.screens import Link, Screen, Style, Tap


def welcome(texts: Texts, bot: Bot) -> Screen:
    """The first words in private."""
    return Screen(text=texts("welcome"), keyboard=((_add(texts, bot),), _languages(texts)))


def help(texts: Texts, bot: Bot) -> Screen:
    """What can be typed, for buyers and for leaders."""
    return Screen(text=joined([texts("help-buyer"), texts("help-leader")], by="\n\n"), keyboard=((_add(texts, bot),),))


def language_choice(texts: Texts) -> Screen:
    """Which language to speak; each is offered by its own name."""
    return Screen(text=texts("language-question"), keyboard=(_languages(texts),))


def language_chosen(texts: Texts) -> Screen:
    """The answer, in the language just chosen."""
    return Screen(text=texts("language-chosen"))


def _languages(texts: Texts) -> tuple[Tap, ...]:
    return tuple(tap(texts, ChooseLanguage(each), language=language_name(each)) for each in LANGUAGES)


def _add(texts: Texts, bot: Bot) -> Link:
    return Link(label(texts, "button-add-to-group"), group_link(bot.username), Style.MAIN)
