"""Reading the data of a tap: it is the attacker's text, and knows every kind of button there is."""

from bot.domain.errors import Stale
from bot.views.buttons import (  # noqa: F401 each makes its kinds known
    cards,
    claims,
    communities,
    desks,
    drafts,
    leaderships,
    money,
    orders,
    outages,
    payees,
    people,
    rests,
    statements,
)
from bot.views.packing import ButtonData


def unpack(data: str) -> ButtonData:
    """What a tap asks. Raises Stale: a kind we no longer have; NotFound: forged, cut or mistyped."""
    prefix, *values = data.split(":")
    kind = ButtonData.kinds.get(prefix)
    if kind is None:
        raise Stale()
    return kind.read(values)
