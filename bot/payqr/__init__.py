"""Payment QR codes: the payload of each standard, and its picture. Pure: no I/O, no clock."""

from bot.payqr.asks import Ask, Copy, CopyKind, PayeeAccount, Standard
from bot.payqr.registry import STANDARDS, parse_payee

__all__ = ["STANDARDS", "Ask", "Copy", "CopyKind", "PayeeAccount", "Standard", "parse_payee"]
