"""Inline mode at the door: people type behind the bot's name, and choose what they send."""

from bot.sandbox.door.fields import Fields, Json
from bot.sandbox.door.guards import Act, Question
from bot.sandbox.door.messages import ANSWER_WAIT
from bot.sandbox.local import LocalTelegram


async def ask(sandbox: LocalTelegram, fields: Fields) -> Json:
    """Somebody types words behind the bot's name: what they are offered; null until the bot answers."""
    user_id, query = fields.need("user_id", int), fields.take("query", str, default="")
    chat_type, offset = fields.take("chat_type", str), fields.take("offset", str, default="")
    wait = fields.take("wait_s", int, float, default=ANSWER_WAIT)
    fields.done()
    answer = await sandbox.ask_inline(user_id, query, chat_type=chat_type, offset=offset).wait(wait)
    return {"results": None} if answer is None else answer.sim()


async def choose(sandbox: LocalTelegram, fields: Fields) -> Json:
    """Somebody sends one of the results into a chat; gives the message."""
    user_id, chat_id = fields.need("user_id", int), fields.need("chat_id", int)
    query, result_id = fields.take("query", str, default=""), fields.need("result_id", str)
    thread_id = fields.take("thread_id", int)
    fields.done()
    return sandbox.choose_inline(user_id, chat_id, query, result_id, thread_id=thread_id).sim()


POSTS: dict[str, Act] = {"inline": ask, "inline/choose": choose}
GETS: dict[str, Question] = {}
