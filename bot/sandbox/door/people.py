"""People at the door: they appear, open links, block the bot, delete their account."""

from bot.sandbox.door.fields import Fields, Json
from bot.sandbox.door.guards import Act, Question
from bot.sandbox.local import LocalTelegram


async def add(sandbox: LocalTelegram, fields: Fields) -> Json:
    """Somebody new."""
    id, first_name = fields.take("id", int), fields.need("first_name", str)
    last_name, username = fields.take("last_name", str), fields.take("username", str)
    language_code = fields.take("language_code", str)
    fields.done()
    return sandbox.add_user(
        first_name, id=id, last_name=last_name, username=username, language_code=language_code
    ).sim()


async def open_link(sandbox: LocalTelegram, fields: Fields) -> Json:
    """Somebody opens a t.me link to the bot and presses START; gives the message that this sends."""
    user_id, url = fields.need("user_id", int), fields.need("url", str)
    chat_id = fields.take("chat_id", int)
    fields.done()
    return sandbox.open_link(user_id, url, chat_id=chat_id).sim()


async def block(sandbox: LocalTelegram, fields: Fields) -> Json:
    """Somebody blocks the bot, or lets it in again."""
    user_id, blocked = fields.need("user_id", int), fields.need("blocked", bool)
    fields.done()
    sandbox.block(user_id, blocked)
    return sandbox.world.people.get(user_id).sim()


async def deactivate(sandbox: LocalTelegram, fields: Fields) -> Json:
    """Somebody deletes their account."""
    user_id = fields.need("user_id", int)
    fields.done()
    sandbox.deactivate(user_id)
    return sandbox.world.people.get(user_id).sim()


POSTS: dict[str, Act] = {"users": add, "links": open_link, "block": block, "deactivate": deactivate}
GETS: dict[str, Question] = {}
