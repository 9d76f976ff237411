"""The button that passes a team on: as a card that stays live in the chosen chat, or else as a link."""

from bot.domain.ids import Token
from bot.i18n import Texts
from bot.views.buttons.taps import label
from bot.views.links import Bot, LinkKind, share_link, start_payload, team_link
from bot.views.screens import Button, Link, Share, Style


def share_team(texts: Texts, bot: Bot, team: Token, said: str, style: Style | None = None) -> Button:
    """`said` goes with the link, where the bot has no inline mode."""
    words = label(texts, "button-share-team")
    if bot.has_inline:
        return Share(words, start_payload(LinkKind.TEAM, team), style)
    return Link(words, share_link(team_link(bot.username, team), said), style)
