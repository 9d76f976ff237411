"""The whole at the door: who is there, what time it is, what goes wrong, what the bot asked."""

import re

from aiohttp import web

from bot.sandbox.door.fields import Fields, Json
from bot.sandbox.door.guards import Act, Question
from bot.sandbox.local import LocalTelegram
from bot.sandbox.refusals import DoorError

NUMBER = re.compile(r"-?\d{1,9}(\.\d{1,9})?")
SETTINGS = ("can_join_groups", "can_read_all_group_messages", "supports_inline_queries", "inline_feedback")


async def look(sandbox: LocalTelegram, request: web.Request) -> Json:
    """Everybody and every chat."""
    bot = sandbox.bot
    named = {"id": bot.id, "first_name": bot.first_name, "username": bot.username}
    described = {"description": bot.descriptions.get("", ""), "descriptions": bot.descriptions}
    people = list(sandbox.world.people)
    private = [
        {"id": person.id, "type": "private", "user_id": person.id, "members": [person.id], "admins": []}
        for person in people
    ]
    return {
        "now": sandbox.clock.now(),
        "bot": named | described,
        "token": sandbox.token,
        "provider_tokens": sorted(sandbox.world.payments.provider_tokens),
        "users": [person.sim() for person in people],
        "chats": private + [chat.sim(bot.id) for chat in sandbox.world.chats],
    }


async def set_bot(sandbox: LocalTelegram, fields: Fields) -> Json:
    """What BotFather would set: groups, privacy, inline mode and its feedback."""
    for name in SETTINGS:
        value = fields.take(name, bool)
        if value is not None:
            setattr(sandbox.bot, name, value)
    fields.done()
    return sandbox.bot.me() | {"inline_feedback": sandbox.bot.inline_feedback}


async def set_limits(sandbox: LocalTelegram, fields: Fields) -> Json:
    """Switch the limits on sending on or off."""
    sandbox.limits.on = fields.need("on", bool)
    fields.done()
    return {"on": sandbox.limits.on}


async def add_fault(sandbox: LocalTelegram, fields: Fields) -> Json:
    """Let something go wrong with the next calls of a method."""
    method, chat_id = fields.take("method", str, default="*"), fields.take("chat_id", int)
    times, status = fields.take("times", int, default=1), fields.take("status", int)
    description, delivered = fields.take("description", str, default=""), fields.take("delivered", bool, default=False)
    retry_after, drop = fields.take("retry_after", int), fields.take("drop", str)
    delay_s = fields.take("delay_s", int, float, default=0.0)
    fields.done()
    sandbox.fault(
        method,
        chat_id=chat_id,
        times=times,
        status=status,
        description=description,
        retry_after=retry_after,
        drop=drop,
        delay_s=delay_s,
        delivered=delivered,
    )
    return {"ok": True}


async def clear_faults(sandbox: LocalTelegram, fields: Fields) -> Json:
    """Let everything go well again."""
    fields.done()
    sandbox.clear_faults()
    return {"ok": True}


async def advance(sandbox: LocalTelegram, fields: Fields) -> Json:
    """Push the time forward; returns after every follower that was waiting has asked again."""
    seconds = fields.need("advance_s", int, float)
    fields.done()
    sandbox.advance(seconds)
    await sandbox.clock.seen_by_all()
    return _time(sandbox)


async def clock(sandbox: LocalTelegram, request: web.Request) -> Json:
    """What time it is; with `seen`, waits until the version is past it."""
    if "seen" in request.query:
        seen, wait = _number(request, "seen", 0), _number(request, "wait_s", 25)
        await sandbox.clock.follow(int(seen), wait)
    return _time(sandbox)


def _time(sandbox: LocalTelegram) -> Json:
    return {"now": sandbox.clock.now(), "shift_s": sandbox.clock.shift, "version": sandbox.clock.version}


async def calls(sandbox: LocalTelegram, request: web.Request) -> Json:
    """What the bot asked and was answered, oldest first."""
    return {"calls": [call.sim() for call in sandbox.calls(request.query.get("method"))]}


async def pushes(sandbox: LocalTelegram, request: web.Request) -> Json:
    """Every try to push an update to the bot, oldest first, with the status that came back."""
    return {"pushes": [push.sim() for push in sandbox.webhook.pushes]}


def _number(request: web.Request, name: str, default: float) -> float:
    given = request.query.get(name, "")
    if given and not NUMBER.fullmatch(given):
        raise DoorError(f"{name} must be a number")
    return float(given or default)


POSTS: dict[str, Act] = {
    "bot": set_bot,
    "limits": set_limits,
    "faults": add_fault,
    "faults/clear": clear_faults,
    "clock": advance,
}
GETS: dict[str, Question] = {"world": look, "clock": clock, "calls": calls, "pushes": pushes}
