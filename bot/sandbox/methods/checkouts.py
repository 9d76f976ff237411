"""answerPreCheckoutQuery: whether the bot still wants the money."""

from typing import Any

from bot.sandbox import paying
from bot.sandbox.methods.callbacks import TOO_OLD
from bot.sandbox.parameters import Args, Method, boolean, optional, required, string
from bot.sandbox.payments import Outcome
from bot.sandbox.refusals import bad
from bot.sandbox.world import World


def answer(world: World, args: Args) -> Any:
    """Agree, and the card is charged; or say to the payer why not. Once, and within ten seconds."""
    error = args.get("error_message", "").strip()
    if not args["ok"] and not error:
        raise bad("ERROR_TEXT_EMPTY")
    checkout = world.payments.find(args["pre_checkout_query_id"])
    if checkout is None or checkout.outcome is not Outcome.WAITING:
        raise bad(TOO_OLD)
    if args["ok"]:
        paying.agreed(world, checkout)
    else:
        checkout.stands(Outcome.REFUSED, refusal=error)
    return True


METHODS = (
    Method(
        "answerPreCheckoutQuery",
        {
            "pre_checkout_query_id": required(string, TOO_OLD),
            "ok": required(boolean, 'parameter "ok" is required'),
            "error_message": optional(string),
        },
        answer,
    ),
)
