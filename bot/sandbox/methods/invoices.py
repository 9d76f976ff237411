"""sendInvoice, createInvoiceLink, and what an invoice may ask.

Telegram's words where its sources or its users have shown them. Its own are the sandbox's for a title or a description
that is too long, and for a start_parameter that no link carries.
"""

import json
import re
from typing import Any

from bot.sandbox.currencies import CURRENCIES, STARS
from bot.sandbox.invoices import Invoice
from bot.sandbox.messages import NOTHING
from bot.sandbox.methods import arguments
from bot.sandbox.methods.messages import send
from bot.sandbox.parameters import NOT_MODELLED, Args, Method, array, integer, optional, record, required, string
from bot.sandbox.refusals import bad
from bot.sandbox.world import World

LONGEST_TITLE, LONGEST_DESCRIPTION, LONGEST_PAYLOAD = 32, 255, 128
#: No amount, and no sum of amounts, is larger.
LARGEST_AMOUNT = 999_999_999_999
START_PARAMETER = re.compile(r"[A-Za-z0-9_-]{0,64}")
TEST = ":TEST:"
TROUBLE = "can't parse prices JSON object"
PRICE_TROUBLE = "can't parse labeled price"


def send_invoice(world: World, args: Args) -> Any:
    """Put an invoice into a chat; whoever sees it may press Pay."""
    return send(world, args, what="invoice messages", body=NOTHING, invoice=_invoice(world, args), options={})


def create_link(world: World, args: Args) -> Any:
    """A link to an invoice."""
    return world.payments.link(_invoice(world, args))


def _invoice(world: World, args: Args) -> Invoice:
    """What the bot asks, if Telegram takes it; raises Refusal 400."""
    _check_words(args)
    total, token = _total(args["prices"]), args.get("provider_token", "")
    _check_provider(world, args, token)
    currency = CURRENCIES.get(args["currency"])
    if currency is None:
        raise bad("CURRENCY_INVALID")
    if not currency.least <= total <= currency.most:
        raise bad("CURRENCY_TOTAL_AMOUNT_INVALID")
    return Invoice(
        title=args["title"],
        description=args["description"],
        payload=args["payload"],
        currency=currency,
        total=total,
        start_parameter=args.get("start_parameter", ""),
        is_test=TEST in token,
    )


def _check_words(args: Args) -> None:
    for name in ("title", "description", "payload", "currency"):
        if not args[name]:
            raise bad(f'parameter "{name}" is required')
    if len(args["title"]) > LONGEST_TITLE:
        raise bad("invoice title is too long")
    if len(args["description"]) > LONGEST_DESCRIPTION:
        raise bad("invoice description is too long")
    if len(args["payload"].encode()) > LONGEST_PAYLOAD:
        raise bad("INVOICE_PAYLOAD_INVALID")
    if not START_PARAMETER.fullmatch(args.get("start_parameter", "")):
        raise bad("START_PARAM_INVALID")
    try:
        json.loads(args.get("provider_data") or "{}")
    except ValueError:
        raise bad("DATA_JSON_INVALID") from None


def _total(prices: list[dict[str, Any]]) -> int:
    if not prices:
        raise bad("there must be at least one price")
    if any(abs(price["amount"]) > LARGEST_AMOUNT for price in prices):
        raise bad("too big amount of the currency specified")
    total: int = sum(price["amount"] for price in prices)
    if total <= 0:
        raise bad("total price must be positive")
    if total > LARGEST_AMOUNT:
        raise bad("total price is too big")
    return total


def _check_provider(world: World, args: Args, token: str) -> None:
    """Stars need no provider and have one price; everything else needs a provider of the bot's."""
    if args["currency"] == STARS:
        if token or len(args["prices"]) != 1:
            raise bad("STARS_INVOICE_INVALID")
    elif token not in world.payments.provider_tokens:
        raise bad("PAYMENT_PROVIDER_INVALID")


def _needed(name: str) -> str:
    return f'parameter "{name}" is required'


_PRICE = record(
    {
        "label": required(string, f'{PRICE_TROUBLE}: Can\'t find field "label"'),
        "amount": required(integer(), f'{PRICE_TROUBLE}: Can\'t find field "amount"'),
    },
    PRICE_TROUBLE,
)
_ASKED = {name: required(string, _needed(name)) for name in ("title", "description", "payload", "currency")} | {
    "prices": required(array(_PRICE, TROUBLE), _needed("prices")),
    "provider_token": optional(string),
    "provider_data": optional(string),
    **dict.fromkeys(
        (
            *("max_tip_amount", "suggested_tip_amounts", "photo_url", "photo_size", "photo_width", "photo_height"),
            *("need_name", "need_phone_number", "need_email", "need_shipping_address", "is_flexible"),
            *("send_phone_number_to_provider", "send_email_to_provider"),
        ),
        NOT_MODELLED,
    ),
}

METHODS = (
    Method(
        "sendInvoice",
        {name: read for name, read in arguments.SENDING.items() if name != "business_connection_id"}
        | _ASKED
        | {"start_parameter": optional(string)},
        send_invoice,
    ),
    Method(
        "createInvoiceLink",
        _ASKED | {"business_connection_id": NOT_MODELLED, "subscription_period": NOT_MODELLED},
        create_link,
    ),
)
