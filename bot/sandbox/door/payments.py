"""Payments at the door: people pay, providers take their time, the bot's providers are set."""

from bot.sandbox.door.fields import Fields, Json
from bot.sandbox.door.guards import Act, Question
from bot.sandbox.local import LocalTelegram
from bot.sandbox.payments import ANSWERED_WITHIN
from bot.sandbox.refusals import DoorError


async def pay(sandbox: LocalTelegram, fields: Fields) -> Json:
    """Somebody presses Pay under an invoice, or opens its link, and confirms: what comes of it."""
    chat_id, message_id = fields.take("chat_id", int), fields.take("message_id", int)
    url, user_id = fields.take("url", str), fields.need("user_id", int)
    card = fields.take("card", str, default="good")
    wait = fields.take("wait_s", int, float, default=ANSWERED_WITHIN)
    fields.done()
    if url is not None:
        checkout = sandbox.pay_link(user_id, url, card=card)
    elif chat_id is None or message_id is None:
        raise DoorError("a payment needs chat_id and message_id, or url")
    else:
        checkout = sandbox.pay(chat_id, message_id, user_id, card=card)
    await checkout.wait(wait)
    return checkout.sim()


async def charge(sandbox: LocalTelegram, fields: Fields) -> Json:
    """The provider that took its time charges the card, or declines it."""
    query_id, declined = fields.need("query_id", str), fields.take("declined", bool, default=False)
    fields.done()
    return sandbox.charge(query_id, declined=declined).sim()


async def set_providers(sandbox: LocalTelegram, fields: Fields) -> Json:
    """The tokens of the providers that @BotFather has connected to the bot."""
    tokens = fields.need("tokens", list)
    fields.done()
    if not all(isinstance(token, str) and token for token in tokens):
        raise DoorError("tokens must be a list of texts")
    sandbox.world.payments.provider_tokens = set(tokens)
    return {"tokens": sorted(sandbox.world.payments.provider_tokens)}


POSTS: dict[str, Act] = {"payments": pay, "payments/charge": charge, "payments/providers": set_providers}
GETS: dict[str, Question] = {}
