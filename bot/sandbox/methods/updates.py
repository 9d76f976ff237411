"""getUpdates and the webhook's three calls."""

import re
from typing import Any
from urllib.parse import urlsplit

from bot.sandbox.parameters import NOT_MODELLED, Args, Described, Method, array, boolean, integer, optional, string
from bot.sandbox.refusals import bad
from bot.sandbox.updates import KINDS
from bot.sandbox.webhooks import USUAL_CONNECTIONS, Setting
from bot.sandbox.world import World

LONGEST_SECRET = 256
SECRET = re.compile(r"[A-Za-z0-9_-]*")
#: Nothing leaves the machine.
HERE = frozenset({"127.0.0.1", "localhost", "::1"})


def _kind(name: str, value: Any) -> str:
    if not isinstance(value, str) or value not in KINDS:
        raise bad(f'unknown update type "{value}"')
    return value


ALLOWED = optional(array(_kind, "can't parse allowed_updates JSON array"))


async def get_updates(world: World, args: Args) -> Any:
    """What happened since the last confirmed update; waits for it up to `timeout` seconds."""
    if "allowed_updates" in args:
        world.updates.allow(args["allowed_updates"])
    return await world.updates.take(args.get("offset", 0), args.get("limit", 100), args.get("timeout", 0))


async def set_webhook(world: World, args: Args) -> Any:
    """Push updates to an address on this machine; without one, wait to be asked again."""
    if not args.get("url"):
        return await delete_webhook(world, args)
    setting = _setting(args)
    world.limits.take_webhook()
    if "allowed_updates" in args:
        world.updates.allow(args["allowed_updates"])
    if args.get("drop_pending_updates"):
        world.updates.drop_all()
    changed = await world.webhook.set(setting)
    return Described(True, "Webhook was set" if changed else "Webhook is already set")


async def delete_webhook(world: World, args: Args) -> Any:
    """Wait to be asked; waiting updates stay, unless they are to be dropped."""
    if args.get("drop_pending_updates"):
        world.updates.drop_all()
    changed = await world.webhook.set(Setting())
    return Described(True, "Webhook was deleted" if changed else "Webhook is already deleted")


def webhook_info(world: World, args: Args) -> Any:
    """Where updates go, how many wait, and what went wrong last."""
    setting = world.webhook.setting
    info: dict[str, Any] = {
        "url": setting.url,
        "has_custom_certificate": False,
        "pending_update_count": world.updates.count(),
    }
    if setting.url:
        info |= {"max_connections": setting.connections, "ip_address": "127.0.0.1"}
    if world.webhook.last_error is not None:
        info["last_error_date"], info["last_error_message"] = world.webhook.last_error
    if world.updates.allowed_as_asked:
        info["allowed_updates"] = world.updates.allowed_as_asked
    return info


def _setting(args: Args) -> Setting:
    """The address and the secret; raises Refusal 400 where they can't be used."""
    url, secret = args["url"], args.get("secret_token", "")
    try:
        parts = urlsplit(url)
        host = parts.hostname
        parts.port  # noqa: B018 a port that is none raises ValueError
    except ValueError:
        host = None
    if not host or any(letter.isspace() for letter in url):
        raise bad("invalid webhook URL specified")
    if parts.scheme not in ("http", "https"):
        raise bad("bad webhook: An HTTPS URL must be provided for webhook")
    if host not in HERE:
        raise bad("bad webhook: the sandbox pushes to this machine only, at 127.0.0.1 or localhost")
    if len(secret) > LONGEST_SECRET:
        raise bad("secret token is too long")
    if not SECRET.fullmatch(secret):
        raise bad("secret token contains unallowed characters")
    return Setting(url=url, secret=secret, connections=args.get("max_connections", USUAL_CONNECTIONS))


DROPS = {"drop_pending_updates": optional(boolean)}
METHODS = (
    Method(
        "getUpdates",
        {
            "offset": optional(integer()),
            "limit": optional(integer(1, 100)),
            "timeout": optional(integer(0)),
            "allowed_updates": ALLOWED,
        },
        get_updates,
    ),
    Method(
        "setWebhook",
        DROPS
        | {
            "url": optional(string),
            "certificate": NOT_MODELLED,
            "ip_address": NOT_MODELLED,
            "max_connections": optional(integer(1, 100)),
            "allowed_updates": ALLOWED,
            "secret_token": optional(string),
        },
        set_webhook,
    ),
    Method("deleteWebhook", DROPS, delete_webhook),
    Method("getWebhookInfo", {}, webhook_info),
)
