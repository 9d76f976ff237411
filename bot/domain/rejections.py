"""Why a leader doesn't take a buyer's word that they paid: what the buyer should look at next."""

from enum import StrEnum


class Rejection(StrEnum):
    """What a leader sees instead of the money. The order in which they are offered; buttons count by it."""

    NOTHING_CAME = "nothing-came"
    OTHER_AMOUNT = "other-amount"  #: money came, but not this much
    NO_REFERENCE = "no-reference"  #: money came that says neither who nor what for
    SEND_RECEIPT = "send-receipt"  #: the receipt is wanted first
