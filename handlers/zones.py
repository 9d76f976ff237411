"""A group's clocks: a time or a city that its leader taps or types."""

from bot.domain.communities import Community, UnknownZone, ZoneIsOffset
from bot.domain.errors import NotFound
from bot.services import communities
from bot.services.zones import COMMON, known_zone, read_clock, zones_showing
from bot.views import zones as views
from bot.views.buttons.communities import ChooseZone
from handlers.context import Context

#: Nothing longer than this is the name of a place.
LONGEST = 60


async def choose(context: Context, tap: ChooseZone) -> None:
    """A clock was tapped."""
    if tap.zone >= len(COMMON):
        raise NotFound()
    community = await context.read(communities.get, tap.community)
    await _set(context, community, COMMON[tap.zone])


async def typed(context: Context, text: str) -> bool:
    """A time or a city, typed by a leader whose group's clocks are only guessed. False: it is neither.

    Raises SeveralZones.
    """
    if len(text) > LONGEST:
        return False
    community = await context.read(communities.without_zone, context.actor.id)
    if community is None:
        return False
    if await asked_by_clock(context, community, text):
        return True
    try:
        known_zone(text)
    except (UnknownZone, ZoneIsOffset):
        return False
    await _set(context, community, text)
    return True


async def asked_by_clock(context: Context, community: Community, text: str) -> bool:
    """Ask which of the zones it is that show this clock now; False: it is no clock."""
    clock, now = read_clock(text), context.wiring.clock.now()
    if clock is None:
        return False
    texts = await context.texts(community.clock)
    await context.reply(views.which(texts, community, zones_showing(clock, now), f"{clock:%H:%M}", now))
    return True


async def _set(context: Context, community: Community, zone: str) -> None:
    await context.act(communities.set_zone, community.id, zone)
    now = context.wiring.clock.now()
    chosen = await context.read(communities.get, community.id)
    await context.reply(views.chosen(await context.texts(chosen.clock), chosen, now))
