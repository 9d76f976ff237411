"""Buttons of the accounts of a group."""

from dataclasses import dataclass

from bot.domain.ids import PayeeId
from bot.views.buttons.subjects import OfPayee


class KeepPayee(OfPayee, prefix="pk"):
    """Keep the payee just checked: the group's first, or in place of the only one."""


@dataclass(frozen=True)
class ReplacePayee(OfPayee, prefix="pw"):
    """Keep the payee just checked in place of this one."""

    instead: PayeeId


class AddPayee(OfPayee, prefix="pb"):
    """Keep the payee just checked beside the others."""


class DiscardPayee(OfPayee, prefix="pd"):
    """Throw the payee away."""


@dataclass(frozen=True)
class OwnAmounts(OfPayee, prefix="po"):
    """Ask each buyer of this account an amount of their own, or no more."""

    on: int


class CountsNow(OfPayee, prefix="pc"):
    """Say as a second leader that a change of payee counts now."""


class StopPayee(OfPayee, prefix="px"):
    """Stop a change of payee that doesn't count yet."""
