"""Ephemeral messages at the door: they are switched on, and looked at by the one member who sees them."""

from aiohttp import web

from bot.sandbox.door.fields import Fields, Json
from bot.sandbox.door.guards import Act, Question
from bot.sandbox.local import LocalTelegram


async def switch(sandbox: LocalTelegram, fields: Fields) -> Json:
    """Whether the server knows them at all; whether those that are sent from now on get lost."""
    ephemerals = sandbox.world.ephemerals
    ephemerals.on = fields.take("on", bool, default=ephemerals.on)
    ephemerals.lost = fields.take("lost", bool, default=ephemerals.lost)
    fields.done()
    return {"on": ephemerals.on, "lost": ephemerals.lost}


async def seen(sandbox: LocalTelegram, request: web.Request) -> Json:
    """What one member of a group sees of them, newest last."""
    chat_id, user_id = int(request.match_info["id"]), int(request.match_info["user_id"])
    return {"messages": sandbox.ephemerals(chat_id, user_id)}


POSTS: dict[str, Act] = {"ephemerals": switch}
GETS: dict[str, Question] = {r"chats/{id:-?\d+}/ephemerals/{user_id:\d+}": seen}
