"""Groups at the door: they are made, people come and go, they change."""

from bot.sandbox.door.fields import Fields, Json
from bot.sandbox.door.guards import Act, Question
from bot.sandbox.local import LocalTelegram


async def add(sandbox: LocalTelegram, fields: Fields) -> Json:
    """A new group, with the bot unless `with_bot` is false."""
    type, title = fields.need("type", str), fields.take("title", str, default="Group")
    members, admins = fields.ids("members"), fields.ids("admins")
    bot_is_admin = fields.take("bot_is_admin", bool, default=False)
    with_bot = fields.take("with_bot", bool, default=True)
    is_forum, id = fields.take("is_forum", bool, default=False), fields.take("id", int)
    fields.done()
    chat = sandbox.add_chat(
        members,
        type=type,
        title=title,
        admins=admins,
        bot_is_admin=bot_is_admin,
        with_bot=with_bot,
        is_forum=is_forum,
        id=id,
    )
    return {"id": chat.id, "type": str(chat.type), "title": chat.title}


async def set_standing(sandbox: LocalTelegram, fields: Fields) -> Json:
    """Somebody, or the bot, joins, leaves, is made administrator or removed."""
    chat_id, user_id = fields.need("chat_id", int), fields.need("user_id", int)
    status, by = fields.need("status", str), fields.need("by", int)
    fields.done()
    sandbox.set_standing(chat_id, user_id, status, by=by)
    return {"chat_id": chat_id, "user_id": user_id, "status": status}


async def add_topic(sandbox: LocalTelegram, fields: Fields) -> Json:
    """An administrator opens a topic in a forum."""
    chat_id, name, by = fields.need("chat_id", int), fields.need("name", str), fields.need("by", int)
    fields.done()
    topic = sandbox.add_topic(chat_id, name, by=by)
    return {"id": topic.id, "name": topic.name}


async def rename_topic(sandbox: LocalTelegram, fields: Fields) -> Json:
    """An administrator gives a topic another name."""
    chat_id, thread_id = fields.need("chat_id", int), fields.need("thread_id", int)
    name, by = fields.need("name", str), fields.need("by", int)
    fields.done()
    return sandbox.rename_topic(chat_id, thread_id, name, by=by).sim()


async def migrate(sandbox: LocalTelegram, fields: Fields) -> Json:
    """A group becomes a supergroup; gives the new id."""
    chat_id = fields.need("chat_id", int)
    fields.done()
    return {"chat_id": sandbox.migrate(chat_id).id}


async def set_topic(sandbox: LocalTelegram, fields: Fields) -> Json:
    """An administrator closes a topic, opens it again, or deletes it."""
    chat_id, thread_id = fields.need("chat_id", int), fields.need("thread_id", int)
    state, by = fields.need("state", str), fields.need("by", int)
    fields.done()
    return sandbox.set_topic(chat_id, thread_id, state, by=by).sim()


async def restrict(sandbox: LocalTelegram, fields: Fields) -> Json:
    """Whether those who are no administrators may write in a group, and whether anybody may react."""
    chat_id = fields.need("chat_id", int)
    may, reactions = fields.take("members_may_send", bool), fields.take("reactions", bool)
    fields.done()
    sandbox.restrict(chat_id, members_may_send=may, reactions=reactions)
    chat = sandbox.world.chats.get(chat_id)
    return {"chat_id": chat_id, "members_may_send": chat.members_may_send, "reactions": chat.reactions}


async def set_rights(sandbox: LocalTelegram, fields: Fields) -> Json:
    """What the bot by itself may do in a group."""
    chat_id, by = fields.need("chat_id", int), fields.need("by", int)
    send, photos, pin = fields.take("send", bool), fields.take("photos", bool), fields.take("pin", bool)
    fields.done()
    sandbox.set_rights(chat_id, by=by, send=send, photos=photos, pin=pin)
    chat = sandbox.world.chats.get(chat_id)
    return {"send": chat.bot_may_send, "photos": chat.bot_may_send_photos, "pin": chat.bot_may_pin}


POSTS: dict[str, Act] = {
    "chats": add,
    "members": set_standing,
    "topics": add_topic,
    "topics/name": rename_topic,
    "topics/state": set_topic,
    "rights": set_rights,
    "migrate": migrate,
    "restrict": restrict,
}
GETS: dict[str, Question] = {}
