"""Accounts as texts tell them."""

from bot.i18n import code
from bot.payqr.fingerprints import HasAccount, fingerprint


def account(payee: HasAccount) -> str:
    """By what an account is compared; an e-mail or a name at a bank letter by letter, and nothing in it is live."""
    told = fingerprint(payee)
    return code(told) if "@" in told else told
