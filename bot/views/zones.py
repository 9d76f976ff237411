"""A group's clocks, asked as people know them: what does yours show?"""

from collections.abc import Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.domain.communities import Community
from bot.i18n import Html, Name, Texts
from bot.services.zones import COMMON, likely
from bot.views.buttons.communities import ChooseZone
from bot.views.lengths import shortened
from bot.views.screens import Keyboard, Screen, Tap

#: Of zones that show the same clock so many are offered.
_MOST = 6


def question(texts: Texts, community: Community, now: datetime) -> Html:
    """What does your clock show? Until that is said a guess counts."""
    return texts("zone-question", zone=texts.city(community.zone), clock=_clock(community.zone, now))


def first_choices(texts: Texts, community: Community, now: datetime) -> Keyboard:
    """The likeliest clocks, each once."""
    seen: dict[str, str] = {}
    for zone in likely(texts.language):
        seen.setdefault(_clock(zone, now), zone)
    return _choices(texts, community, list(seen.values()), now)


def which(texts: Texts, community: Community, zones: Sequence[str], typed: str, now: datetime) -> Screen:
    """The zones that show the clock somebody typed: one of them is theirs, or none."""
    if not zones:
        return Screen(text=texts("zone-none", clock=typed))
    told = texts("zone-which", clock=typed, title=Name(community.title))
    return Screen(text=told, keyboard=_choices(texts, community, zones[:_MOST], now))


def chosen(texts: Texts, community: Community, now: datetime) -> Screen:
    """The choice with its name, and what its clocks show now."""
    clock = _clock(community.zone, now)
    told = texts(
        "zone-chosen", title=Name(community.title), city=texts.city(community.zone), zone=community.zone, clock=clock
    )
    return Screen(text=told)


def _choices(texts: Texts, community: Community, zones: Sequence[str], now: datetime) -> Keyboard:
    taps = [
        Tap(
            shortened(texts.plain("button-choose-zone", clock=_clock(zone, now), city=texts.city(zone))),
            ChooseZone(community.id, COMMON.index(zone)).pack(),
        )
        for zone in zones
    ]
    return tuple(tuple(taps[at : at + 2]) for at in range(0, len(taps), 2))


def _clock(zone: str, now: datetime) -> str:
    return f"{now.astimezone(ZoneInfo(zone)):%H:%M}"
