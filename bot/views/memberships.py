"""The bot in a group: its one greeting, and what leaders are told when it was removed, is back, or lacks a right."""

from typing import Any

from bot.i18n import Name, Texts, joined
from bot.services.cards import DealCard
from bot.services.memberships import Membership
from bot.views import offers
from bot.views.buttons.communities import LeadHere
from bot.views.buttons.taps import label, tap
from bot.views.lengths import fits
from bot.views.links import Bot, deal_link, group_link, written
from bot.views.screens import Link, Screen, Style

#: Open deals that are named with their links.
_LISTED = 10


def greeting(texts: Texts, model: Membership | None, facts: dict[str, Any], bot: Bot) -> Screen | None:
    """The one message of a group that nobody leads yet."""
    if model is None or model.is_led:
        return None
    lines = [texts("greeting"), texts("greeting-lead"), texts("greeting-rights")]
    return Screen(text=joined(lines), keyboard=((tap(texts, LeadHere(), Style.GO),),))


def bot_back(texts: Texts, model: Membership | None, facts: dict[str, Any], bot: Bot) -> Screen | None:
    """The bot was added again to a group that is led."""
    if model is None:
        return None
    return Screen(text=texts("bot-back", title=Name(model.community.title), deals=len(model.deals)))


def bot_removed(texts: Texts, model: Membership | None, facts: dict[str, Any], bot: Bot) -> Screen | None:
    """The bot was removed from a group: what goes on, by which links."""
    if model is None or model.community.left_at is None:
        return None
    lines = [texts("bot-removed", title=Name(model.community.title), deals=len(model.deals))]
    lines += [
        texts(
            "bot-removed-deal",
            title=offers.titled(texts, deal.title),
            link=written(deal_link(bot.username, deal.token)),
        )
        for deal in model.deals[:_LISTED]
    ]
    return Screen(text=fits(joined(lines)), keyboard=((_add(texts, bot),),))


def ability_missed(texts: Texts, model: Membership | None, facts: dict[str, Any], bot: Bot) -> Screen | None:
    """A group doesn't let the bot do something: what that means, and who can change it."""
    if model is None or facts["ability"] not in model.community.lacks:
        return None
    return Screen(text=texts("ability-missed", title=Name(model.community.title), ability=facts["ability"]))


def group_moved(texts: Texts, model: Membership | None, facts: dict[str, Any], bot: Bot) -> Screen | None:
    """A group has become a supergroup."""
    if model is None:
        return None
    return Screen(text=texts("group-moved", title=Name(model.community.title), deals=len(model.deals)))


def topic_gone(texts: Texts, model: DealCard, facts: dict[str, Any], bot: Bot) -> Screen:
    """The topic of a deal's card is closed or deleted."""
    title = offers.titled(texts, model.deal.title)
    return Screen(text=texts("topic-gone", title=title, community=Name(model.community.title)))


def channel_declined(texts: Texts, model: None, facts: dict[str, Any], bot: Bot) -> Screen:
    """The bot is for groups: told to who added it to a channel."""
    return Screen(text=texts("channel-declined", title=Name(facts["title"])), keyboard=((_add(texts, bot),),))


def _add(texts: Texts, bot: Bot) -> Link:
    return Link(label(texts, "button-add-to-group"), group_link(bot.username), Style.MAIN)
