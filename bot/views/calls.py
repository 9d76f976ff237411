"""The call in the group: who has something to do and can't be written to. Names, never amounts."""

from typing import Any

from bot.domain.deals import PayMoment
from bot.domain.ids import AccountId
from bot.i18n import Texts, joined
from bot.services.desks import Desk
from bot.views.buttons.taps import label
from bot.views.lengths import fits
from bot.views.links import Bot, code_link
from bot.views.names import mentions
from bot.views.screens import Link, Screen, Style

#: A message notifies so many people at most; the rest are counted.
_CALLED = 30


def call(
    texts: Texts, model: tuple[Desk, tuple[tuple[AccountId, str], ...]], facts: dict[str, Any], bot: Bot
) -> Screen | None:
    """One answer to the card: these buyers open the private chat once, and get what waits for them."""
    desk, buyers = model
    if not buyers:
        return None
    names = mentions(texts, buyers[:_CALLED])
    asked = texts("call", more=max(len(buyers) - _CALLED, 0))
    opens = "button-my-order" if desk.deal.pay is PayMoment.PICKUP else "button-get-code"
    button = Link(label(texts, opens), code_link(bot.username, desk.deal.token), Style.GO)
    return Screen(text=fits(joined([names, asked], by="")), keyboard=((button,),))
