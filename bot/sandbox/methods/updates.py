"""getUpdates and the webhook's three calls."""

from typing import Any

from bot.sandbox.parameters import Args, Method, array, boolean, integer, optional
from bot.sandbox.refusals import bad
from bot.sandbox.updates import KINDS
from bot.sandbox.world import World


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


def delete_webhook(world: World, args: Args) -> Any:
    """There is no webhook here; waiting updates can be dropped all the same."""
    if args.get("drop_pending_updates"):
        world.updates.drop_all()
    return True


def webhook_info(world: World, args: Args) -> Any:
    """Says that updates are polled, and how many wait."""
    info: dict[str, Any] = {"url": "", "has_custom_certificate": False, "pending_update_count": world.updates.count()}
    if world.updates.allowed_as_asked:
        info["allowed_updates"] = world.updates.allowed_as_asked
    return info


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
    Method("deleteWebhook", {"drop_pending_updates": optional(boolean)}, delete_webhook),
    Method("getWebhookInfo", {}, webhook_info),
)
