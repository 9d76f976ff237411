"""The people's door: JSON over HTTP under `/sim`, so that a story can be scripted from outside.

What people do is posted: users, chats, messages, edits, forwards, deletions, pins, taps, inline, inline/choose,
links, payments, block, deactivate, members, topics, migrate, restrict. So is what happens to everybody: clock, faults,
faults/clear, limits, bot, ephemerals, payments/charge, payments/providers. The rest is asked for: world, clock, calls,
pushes, chats/<id>/messages, chats/<id>/ephemerals/<user_id>, files/<file_id>, stream. Each module here is a noun; its
POSTS and GETS are routes.
"""

from aiohttp import web

from bot.sandbox.door import chats, ephemerals, inline, messages, payments, people, stream, worlds
from bot.sandbox.door.guards import asked, guarded, posted
from bot.sandbox.local import LocalTelegram

NOUNS = (chats, ephemerals, inline, messages, payments, people, worlds)


def routes(sandbox: LocalTelegram) -> list[web.RouteDef]:
    """The door's routes over one sandbox."""
    posts = [web.post(f"/sim/{path}", posted(sandbox, act)) for noun in NOUNS for path, act in noun.POSTS.items()]
    gets = [web.get(f"/sim/{path}", asked(sandbox, ask)) for noun in NOUNS for path, ask in noun.GETS.items()]
    return [
        *posts,
        *gets,
        web.get("/sim/files/{file_id}", guarded(sandbox, messages.download)),
        web.get("/sim/stream", guarded(sandbox, stream.follow)),
    ]
