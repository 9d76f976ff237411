"""A small, strict Telegram: the Bot API over HTTP and in process, people who use it, and a page."""

from bot.sandbox.calls import Call
from bot.sandbox.messages import Message
from bot.sandbox.payments import TEST_TOKEN, Checkout
from bot.sandbox.queries import Tap
from bot.sandbox.refusals import ConnectionDropped, DoorError
from bot.sandbox.sandbox import Sandbox
from bot.sandbox.serving import Served, serve

__all__ = [
    "TEST_TOKEN",
    "Call",
    "Checkout",
    "ConnectionDropped",
    "DoorError",
    "Message",
    "Sandbox",
    "Served",
    "Tap",
    "serve",
]
