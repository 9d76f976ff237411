"""Pix static codes: Banco Central do Brasil, Manual de Padrões para Iniciação do Pix v2.10.0 (August 2026).

https://www.bcb.gov.br/estabilidadefinanceira/pix. Object 26 holds the key, 62-05 the reference ("***" for none).
"""

import re

from bot.domain.money import Money, currency
from bot.payqr import emv, lines, pix_keys, texts
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
)
from bot.payqr.errors import BadReference, CityMissing, NameMissing, WrongObject

EXAMPLE = "pix +55 11 91234-5678 Ana Souza, São Paulo"
_CURRENCY = "BRL"
_SCHEME = "br.gov.bcb.pix"
_NO_REFERENCE = "***"
_NAME, _CITY = 25, 15
#: A name in letters that ASCII has no form of; the code must carry one.
_PLACEHOLDER = "NA"
_REFERENCE = re.compile(r"[A-Za-z0-9]{1,25}")
_TXID = re.compile(r"[A-Za-z0-9]{1,25}|\*\*\*")
_CATEGORY = re.compile(r"[0-9]{4}")
_KNOWN = frozenset({"00", "01", "26", "52", "53", "54", "58", "59", "60", "61", "62"})
_KNOWN_ACCOUNT = frozenset({"00", "01", "02"})
_KNOWN_DATA = frozenset({"05"})


class Pix:
    """Anybody with a Pix key is paid in reais; the reference travels as txid."""

    name = "pix"
    synonyms = frozenset({"chave"})
    line = Line(EXAMPLE, lambda words: lines.digits_size(words, pix_keys.checked, EXAMPLE), has_city=True)
    on_this_phone = OnThisPhone.CODE
    currencies = frozenset({_CURRENCY})
    carries_reference = True

    def check(self, account: str, name: str, city: str) -> PayeeAccount:
        """Key, name (25) and city (15) in ASCII.

        Raises BadPixKey, BadCpf, BadCnpj, BadPhone, NameMissing, CityMissing.
        """
        key = pix_keys.checked(texts.narrow(account))
        if not texts.clean(name):
            raise NameMissing(standard=self.name, expected=EXAMPLE)
        if not texts.clean(city):
            raise CityMissing(standard=self.name, expected=EXAMPLE)
        return PayeeAccount(self.name, key, _plain(name, _NAME), _plain(city, _CITY))

    def payload(self, ask: Ask) -> str:
        """The text of the code, which is also what Pix apps take pasted.

        Raises what `check` raises, CurrencyMismatch, BadAmount, AmountTooHigh, BadReference, WrongStandard.
        """
        refuse_other(ask.payee, self.name)
        refuse_amount(self.name, ask.amount, _CURRENCY, emv.HIGHEST_AMOUNT_MINOR)
        if ask.reference and not _REFERENCE.fullmatch(ask.reference):
            raise BadReference(given=ask.reference, longest=25)
        return code(self.check(ask.payee.account, ask.payee.name, ask.payee.city), ask.amount, ask.reference)

    def read(self, payload: str) -> Ask:
        """What a static Pix code with an amount asks. Raises PayloadUnreadable and its kinds, BadPixKey."""
        objects = emv.unsealed(payload)
        emv.refuse_unexpected(objects, _KNOWN)
        emv.require_form(objects, "52", _CATEGORY)
        emv.require(objects, "58", "BR")
        amount = emv.amount(objects, currency(_CURRENCY))
        return Ask(self._payee(objects), amount, _reference(objects))

    def copies(self, ask: Ask) -> tuple[Copy, ...]:
        """The payload: every Pix app has a field for it ("Pix Copia e Cola")."""
        return (Copy(CopyKind.PAYLOAD, self.payload(ask)),)

    def _payee(self, objects: emv.Objects) -> PayeeAccount:
        key, name, city = _key(objects), emv.taken(objects, "59"), emv.taken(objects, "60")
        payee = self.check(key, name, city)
        for tag, given, normal in (("26", key, payee.account), ("59", name, payee.name), ("60", city, payee.city)):
            if given != normal:
                raise WrongObject(at=tag, given=given)
        return payee


def code(payee: PayeeAccount, amount: Money | None, reference: str) -> str:
    """The code of a checked payee; without an amount the payer types it."""
    asked = [] if amount is None else [("54", amount_text(amount))]
    return emv.sealed(
        [
            ("00", "01"),
            ("26", emv.written([("00", _SCHEME), ("01", payee.account)])),
            ("52", "0000"),
            ("53", currency(_CURRENCY).number),
            *asked,
            ("58", "BR"),
            ("59", payee.name),
            ("60", payee.city),
            ("62", emv.written([("05", reference or _NO_REFERENCE)])),
        ]
    )


def _plain(text: str, longest: int) -> str:
    return texts.cut(texts.fold(text), longest) or _PLACEHOLDER


def _key(objects: emv.Objects) -> str:
    account = emv.parsed(emv.taken(objects, "26"))
    emv.refuse_unexpected(account, _KNOWN_ACCOUNT)
    if emv.taken(account, "00").lower() != _SCHEME:
        raise WrongObject(at="26-00", given=account["00"])
    return emv.taken(account, "01")


def _reference(objects: emv.Objects) -> str:
    data = emv.parsed(emv.taken(objects, "62"))
    emv.refuse_unexpected(data, _KNOWN_DATA)
    reference = emv.require_form(data, "05", _TXID)
    return "" if reference == _NO_REFERENCE else reference
