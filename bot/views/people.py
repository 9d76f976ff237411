"""A person and the bot: the first words, help, the language they are written to in, and when they are not."""

from bot.domain.quiet_hours import QuietHours
from bot.i18n import Texts, joined, language_name
from bot.services.people import LANGUAGES
from bot.views.buttons.desks import MyDeals
from bot.views.buttons.people import ChooseLanguage, SwitchQuiet
from bot.views.buttons.taps import label, tap
from bot.views.links import Bot, group_link
from bot.views.screens import Link, Screen, Style, Tap


def welcome(texts: Texts, bot: Bot, *, leads: bool) -> Screen:
    """The first words in private. Who leads a group has other things to do than to add the bot to one."""
    first = tap(texts, MyDeals(0), Style.MAIN) if leads else _add(texts, bot)
    return Screen(text=texts("welcome"), keyboard=((first,), _languages(texts)))


def help(texts: Texts, bot: Bot) -> Screen:
    """What can be typed, for buyers and for leaders."""
    return Screen(text=joined([texts("help-buyer"), texts("help-leader")], by="\n\n"), keyboard=((_add(texts, bot),),))


def language_choice(texts: Texts) -> Screen:
    """Which language to speak; each is offered by its own name."""
    return Screen(text=texts("language-question"), keyboard=(_languages(texts),))


def language_chosen(texts: Texts) -> Screen:
    """The answer, in the language just chosen."""
    return Screen(text=texts("language-chosen"))


def quiet_hours(texts: Texts, quiet: QuietHours) -> Screen:
    """When the reader is not disturbed, and the switch."""
    on = "yes" if quiet.is_on else "no"
    shown = texts("quiet-hours", on=on, starts=f"{quiet.starts:%H:%M}", ends=f"{quiet.ends:%H:%M}")
    switch = tap(texts, SwitchQuiet(int(not quiet.is_on)), on=on)
    return Screen(text=joined([shown, texts("quiet-how")]), keyboard=((switch,),))


def _languages(texts: Texts) -> tuple[Tap, ...]:
    return tuple(tap(texts, ChooseLanguage(each), language=language_name(each)) for each in LANGUAGES)


def _add(texts: Texts, bot: Bot) -> Link:
    return Link(label(texts, "button-add-to-group"), group_link(bot.username), Style.MAIN)
