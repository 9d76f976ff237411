"""A rule said no: told kindly, in the person's language, where they asked."""

from zoneinfo import ZoneInfo

from bot.domain.errors import DomainError
from bot.views.refusals import refusal_screen
from bot.views.screens import refused
from handlers.context import Context


async def tell(context: Context, error: DomainError) -> None:
    """A toast for a tap; a private message for what was typed. Its times are told by the clocks that it names."""
    zone = error.facts.get("zone")
    texts = await context.texts(zone if isinstance(zone, ZoneInfo) else None)
    if context.incoming.callback_query is not None:
        await context.answer(refused(texts, error))
        return
    await context.reply(refusal_screen(texts, error))
