"""Amounts that tell buyers apart where no reference travels with the money: each is some cents below the price."""

from collections.abc import Collection

#: At most so many minor units are taken off a price, so that a hundred buyers of one price differ.
MOST_OFF = 99
#: And never more than this part of it.
LEAST_SHARE = 20


def off(asked_minor: int, taken: Collection[int]) -> int | None:
    """How many minor units less a buyer is asked, so that nobody else is asked the same; None: no amount is free.

    `taken` is what others are asked by the same payee and have not paid yet.
    """
    most = min(MOST_OFF, asked_minor // LEAST_SHARE)
    return next((less for less in range(most + 1) if asked_minor - less not in taken), None)
