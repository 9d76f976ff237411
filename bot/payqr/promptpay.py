"""PromptPay credit transfer (object 29): Thai QR Payment, Bank of Thailand, by three public encoders that agree.

https://www.bot.or.th/en/financial-innovation/digital-finance/digital-payment/promptpay.html
No reference travels between persons: each order asks an amount of its own.
"""

from bot.domain.money import Money, currency
from bot.payqr import emv, lines, promptpay_ids, texts
from bot.payqr.asks import (
    Ask,
    Copy,
    CopyKind,
    Line,
    OnThisPhone,
    PayeeAccount,
    amount_text,
    refuse_amount,
    refuse_other,
    written_name,
)
from bot.payqr.errors import WrongObject

EXAMPLE = "promptpay 081-234-5678 Somchai Jaidee"
_CURRENCY = "THB"
_SCHEME = "A000000677010111"
_ONE_AMOUNT = "12"
_NAME = 70
_KNOWN = frozenset({"00", "01", "29", "53", "54", "58"})


class PromptPay:
    """Anybody with a Thai phone, citizen or tax number, or e-wallet is paid in baht."""

    name = "promptpay"
    synonyms = frozenset({"prompt-pay", "thaiqr", "พร้อมเพย์"})
    line = Line(EXAMPLE, lambda words: lines.digits_size(words, promptpay_ids.checked, EXAMPLE))
    on_this_phone = OnThisPhone.PICTURE
    currencies = frozenset({_CURRENCY})
    carries_reference = False

    def check(self, account: str, name: str, city: str) -> PayeeAccount:
        """The identifier; the name is told beside the picture only, no city is used.

        Raises BadPhone, BadThaiId, BadPromptpayId, NameMissing.
        """
        identifier = promptpay_ids.checked(texts.narrow(account))
        shown = written_name(name, self.name, EXAMPLE, _NAME)
        return PayeeAccount(self.name, identifier, shown, "")

    def payload(self, ask: Ask) -> str:
        """The text of the code.

        Raises what `check` raises, CurrencyMismatch, BadAmount, AmountTooHigh, WrongStandard.
        """
        refuse_other(ask.payee, self.name)
        refuse_amount(self.name, ask.amount, _CURRENCY, emv.HIGHEST_AMOUNT_MINOR)
        return code(promptpay_ids.checked(texts.narrow(ask.payee.account)), ask.amount)

    def read(self, payload: str) -> Ask:
        """What a code asks; it carries neither name nor reference. Raises PayloadUnreadable, BadPhone, BadThaiId."""
        objects = emv.unsealed(payload)
        emv.refuse_unexpected(objects, _KNOWN)
        emv.require(objects, "01", _ONE_AMOUNT)
        emv.require(objects, "58", "TH")
        amount = emv.amount(objects, currency(_CURRENCY))
        return Ask(PayeeAccount(self.name, _identifier(objects), "", ""), amount, "")

    def copies(self, ask: Ask) -> tuple[Copy, ...]:
        """Phone or number, and amount: Thai apps take the picture from the gallery, or these."""
        identifier = ask.payee.account
        typed = "0" + identifier[4:] if promptpay_ids.is_phone(identifier) else identifier
        return (Copy(CopyKind.ACCOUNT, typed), Copy(CopyKind.AMOUNT, amount_text(ask.amount)))


def code(identifier: str, amount: Money) -> str:
    """The code of a checked identifier, good for this amount."""
    return emv.sealed(
        [
            ("00", "01"),
            ("01", _ONE_AMOUNT),
            ("29", emv.written([("00", _SCHEME), (_kind(identifier), identifier)])),
            ("58", "TH"),
            ("53", currency(_CURRENCY).number),
            ("54", amount_text(amount)),
        ]
    )


def _kind(identifier: str) -> str:
    if promptpay_ids.is_phone(identifier):
        return "01"
    return "02" if len(identifier) == 13 else "03"


def _identifier(objects: emv.Objects) -> str:
    account = emv.parsed(emv.taken(objects, "29"))
    emv.require(account, "00", _SCHEME)
    kind = next((tag for tag in account if tag != "00"), "01")
    identifier = emv.taken(account, kind)
    if promptpay_ids.checked(identifier) != identifier or kind != _kind(identifier) or len(account) != 2:
        raise WrongObject(at="29", given=objects["29"])
    return identifier
