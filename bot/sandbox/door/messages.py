"""Messages at the door: people write, edit, press buttons, and look."""

from aiohttp import web

from bot.sandbox.door.fields import Fields, Json
from bot.sandbox.door.guards import Act, Question
from bot.sandbox.files import Document
from bot.sandbox.local import LocalTelegram
from bot.sandbox.refusals import DoorError

#: How long a tap waits for the bot's answer unless it says so, in real seconds.
ANSWER_WAIT = 3.0


async def send(sandbox: LocalTelegram, fields: Fields) -> Json:
    """Somebody writes."""
    chat_id, from_id = fields.need("chat_id", int), fields.need("from", int)
    text, photo, caption = fields.take("text", str), fields.file("photo"), fields.take("caption", str)
    document, name = fields.file("document"), fields.take("document_name", str, default="file.csv")
    reply_to, thread_id = fields.take("reply_to", int), fields.take("thread_id", int)
    anonymous, as_channel = fields.take("anonymous", bool, default=False), fields.take("as_channel", str)
    fields.done()
    return sandbox.send(
        chat_id,
        from_id,
        text,
        photo=photo,
        document=None if document is None else (name, document),
        caption=caption,
        reply_to=reply_to,
        thread_id=thread_id,
        anonymous=anonymous,
        as_channel=as_channel,
    ).sim()


async def edit(sandbox: LocalTelegram, fields: Fields) -> Json:
    """Somebody changes an own message."""
    chat_id, message_id = fields.need("chat_id", int), fields.need("message_id", int)
    from_id, text, caption = fields.need("from", int), fields.take("text", str), fields.take("caption", str)
    fields.done()
    return sandbox.edit(chat_id, message_id, from_id, text=text, caption=caption).sim()


async def forward(sandbox: LocalTelegram, fields: Fields) -> Json:
    """Somebody forwards a message into another chat."""
    chat_id, message_id, from_id = fields.need("chat_id", int), fields.need("message_id", int), fields.need("from", int)
    to, thread_id = fields.need("to", int), fields.take("thread_id", int)
    fields.done()
    return sandbox.forward(chat_id, message_id, from_id, to, thread_id=thread_id).sim()


async def delete(sandbox: LocalTelegram, fields: Fields) -> Json:
    """Somebody deletes a message."""
    chat_id, message_id, from_id = fields.need("chat_id", int), fields.need("message_id", int), fields.need("from", int)
    fields.done()
    sandbox.delete(chat_id, message_id, from_id)
    return {"chat_id": chat_id, "message_id": message_id, "deleted": True}


async def pin(sandbox: LocalTelegram, fields: Fields) -> Json:
    """An administrator pins a message, or unpins it."""
    chat_id, message_id, from_id = fields.need("chat_id", int), fields.need("message_id", int), fields.need("from", int)
    pinned = fields.take("pinned", bool, default=True)
    fields.done()
    sandbox.pin(chat_id, message_id, from_id, pinned=pinned)
    return {"chat_id": chat_id, "message_id": message_id, "pinned": pinned}


async def tap(sandbox: LocalTelegram, fields: Fields) -> Json:
    """Somebody presses a button: the bot's answer, or what the button does by itself."""
    chat_id, message_id = fields.need("chat_id", int), fields.take("message_id", int, default=0)
    user_id, ephemeral_id = fields.need("user_id", int), fields.take("ephemeral_id", int)
    button, data = fields.take("button", str, list), fields.take("data", str)
    wait = fields.take("wait_s", int, float, default=ANSWER_WAIT)
    fields.done()
    if (button is None) == (data is None):
        raise DoorError("a tap needs button, or data to forge one")
    if isinstance(button, list) and [type(part) for part in button] != [int, int]:
        raise DoorError("button must be a text or [row, column]")
    if not message_id and ephemeral_id is None:
        raise DoorError("message_id is missing")
    pressed = sandbox.tap(chat_id, message_id, user_id, button or "", data=data, ephemeral_id=ephemeral_id)
    if pressed.id:
        return {"answer": await pressed.wait(wait)}
    if pressed.url is not None:
        return {"url": pressed.url}
    return {"copy": pressed.copy} if pressed.copy is not None else {"switch_inline": pressed.query}


async def of_chat(sandbox: LocalTelegram, request: web.Request) -> Json:
    """All messages of a chat, newest last."""
    chat_id = int(request.match_info["id"])
    if sandbox.world.people.find(chat_id) is None:
        sandbox.world.chats.get(chat_id)
    return {"messages": sandbox.messages(chat_id)}


async def download(sandbox: LocalTelegram, request: web.Request) -> web.StreamResponse:
    """The picture or document that a file_id names."""
    file = sandbox.world.files.find_any(request.match_info["file_id"])
    if file is None:
        raise DoorError("there is no such file")
    if isinstance(file, Document):  # never shown as a page: it is somebody's file
        return web.Response(body=file.content(), content_type="application/octet-stream")
    return web.Response(body=file.content(), content_type=file.mime)


POSTS: dict[str, Act] = {
    "messages": send,
    "edits": edit,
    "forwards": forward,
    "deletions": delete,
    "pins": pin,
    "taps": tap,
}
GETS: dict[str, Question] = {r"chats/{id:-?\d+}/messages": of_chat}
