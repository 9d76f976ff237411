"""A group and its leader: becoming one, the settings, and commands typed in the wrong kind of chat."""

from collections.abc import Sequence
from datetime import datetime

from bot.domain.communities import Community
from bot.i18n import Name, Texts, joined, language_name
from bot.views import zones
from bot.views.buttons.communities import LeadHere
from bot.views.buttons.taps import label, tap
from bot.views.lengths import fits
from bot.views.links import Bot, group_link, start_link
from bot.views.screens import Link, Screen, Style, Toast, alert


def settings(texts: Texts, community: Community, *, has_board: bool = True, understood: bool = True) -> Screen:
    """A group's language, zone, currency and board, and how each is set."""
    lines = [] if understood else [texts("community-not-understood")]
    lines += [
        texts("community-heading", title=Name(community.title)),
        texts("community-language", language=language_name(community.language), code=community.language),
        texts("community-zone", zone=community.zone),
        texts("community-currency", currency=community.currency),
        texts("community-board", on="yes" if has_board else "no"),
        texts("community-how"),
    ]
    return Screen(text=fits(joined(lines)))


def which_group(texts: Texts, led: Sequence[Community]) -> Screen:
    """A leader of several groups says which one by typing the command there."""
    names = texts.listed(Name(community.title) for community in led[:12])
    return Screen(text=fits(texts("which-group", groups=names)))


def lead_done(texts: Texts, community: Community, now: datetime) -> Screen:
    """Somebody leads a group now: what comes next, in order. Whose clocks are only guessed is asked for theirs."""
    lines = [texts("lead-done", title=Name(community.title)), texts("lead-next")]
    if community.zone_chosen:
        return Screen(text=fits(joined(lines)))
    lines.append(zones.question(texts, community, now))
    return Screen(text=fits(joined(lines)), keyboard=zones.first_choices(texts, community, now))


def lead_asked(texts: Texts, community: Community) -> Screen:
    """An admin of the bot decides whether the reader may lead."""
    return Screen(text=texts("lead-asked", title=Name(community.title)))


def lead_asked_toast(texts: Texts) -> Toast:
    """The same for who can't be written to: the answer comes into the private chat."""
    return alert(texts, "toast-lead-asked")


def lead_refused(texts: Texts, title: str) -> Screen:
    """Only an administrator of the group can lead it."""
    return Screen(text=texts("lead-refused", title=Name(title)))


def lead_refused_toast(texts: Texts, title: str) -> Toast:
    """The same, as the answer to a tap."""
    return alert(texts, "toast-lead-refused", title=Name(title))


def lead_anonymous(texts: Texts, *, is_channel: bool = False) -> Screen:
    """Who writes as the group itself, or as a channel, is nobody we know; a tap tells who it is."""
    told = texts("lead-anonymous", sender=_sender(is_channel))
    return Screen(text=told, keyboard=((tap(texts, LeadHere(), Style.GO),),))


def write_as_yourself(texts: Texts, *, is_channel: bool = False) -> Screen:
    """Somebody typed a command in the group's name or a channel's: nobody knows who it is."""
    return Screen(text=texts("write-as-yourself", sender=_sender(is_channel)))


def only_in_group(texts: Texts, bot: Bot) -> Screen:
    """A command that means something in a group only."""
    add = Link(label(texts, "button-add-to-group"), group_link(bot.username), Style.MAIN)
    return Screen(text=texts("only-in-group"), keyboard=((add,),))


def no_private_chat(texts: Texts, bot: Bot) -> Screen:
    """The short answer in a group to somebody who has never opened the private chat."""
    opens = Link(label(texts, "button-open-chat"), start_link(bot.username), Style.MAIN)
    return Screen(text=texts("no-private-chat"), keyboard=((opens,),))


def _sender(is_channel: bool) -> str:
    return "channel" if is_channel else "group"
