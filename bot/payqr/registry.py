"""The payment standards by name, and the one line in which a leader says where the money goes."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from bot.domain.errors import DomainError
from bot.payqr import epc, ibans, pix, pix_keys, promptpay, promptpay_ids, texts
from bot.payqr.asks import PayeeAccount, Standard
from bot.payqr.errors import AccountAmbiguous, PayeeUnreadable, UnknownStandard

STANDARDS: dict[str, Standard] = {each.name: each for each in (epc.Epc(), pix.Pix(), promptpay.PromptPay())}

#: What people also call them.
_SYNONYMS = {
    "iban": "epc", "sepa": "epc", "girocode": "epc", "giro": "epc", "chave": "pix",
    "prompt-pay": "promptpay", "thaiqr": "promptpay", "พร้อมเพย์": "promptpay",
}  # fmt: skip
_DIGITS = re.compile(r"\+?[0-9().\-/]+")


@dataclass(frozen=True, slots=True)
class _Line:
    """How a standard's line is read: how many words are the account; whether a city stands after the last comma."""

    example: str
    account_size: Callable[[list[str]], int]
    has_city: bool = False


def parse_payee(line: str) -> PayeeAccount:
    """The payee of a line: standard, account (blanks allowed), name, and for Pix a comma and the city.

    Raises PayeeUnreadable, UnknownStandard, AccountAmbiguous, NameMissing, CityMissing, and what `check` raises.
    """
    words = texts.clean(line).split()
    standard = _standard(line, words[0] if words else "")
    form, words = _LINES[standard.name], words[1:]
    if not words:
        raise PayeeUnreadable(given=line, expected=form.example)
    size = form.account_size([texts.narrow(word) for word in words])
    name, city = " ".join(words[size:]), ""
    if form.has_city:
        name, city = _name_and_city(name)
    return standard.check(" ".join(words[:size]), name, city)


def _standard(line: str, word: str) -> Standard:
    name = texts.narrow(word).rstrip(":").casefold()
    if not name:
        raise PayeeUnreadable(given=line, expected=epc.EXAMPLE)
    try:
        return STANDARDS[_SYNONYMS.get(name, name)]
    except KeyError:
        raise UnknownStandard(given=word, known=", ".join(STANDARDS), expected=epc.EXAMPLE) from None


def _name_and_city(text: str) -> tuple[str, str]:
    parts = re.split("[,，、]", text)
    return (text, "") if len(parts) == 1 else (",".join(parts[:-1]), parts[-1])


def _iban_size(words: list[str]) -> int:
    """Words up to the country's length; a word of letters that goes beyond it belongs to the name."""
    wanted = ibans.LENGTHS.get("".join(words)[:2].upper())
    if wanted is None:
        return 1
    length = 0
    for size, word in enumerate(words, start=1):
        length += len(word)
        if length >= wanted:
            is_name = length > wanted and size > 1 and not any(letter.isdecimal() for letter in word)
            return size - 1 if is_name else size
    return len(words)


def _digits_size(words: list[str], checked: Callable[[str], str], example: str) -> int:
    """The words of digits that make one account. Raises AccountAmbiguous: a name of digits might belong to it."""
    run = next((at for at, word in enumerate(words) if not _DIGITS.fullmatch(word)), len(words)) or 1
    fitting = [size for size in range(1, run + 1) if _is_account(" ".join(words[:size]), checked)]
    if len(fitting) > 1:
        raise AccountAmbiguous(given=" ".join(words[:run]), expected=example)
    return fitting[0] if fitting else run


def _is_account(text: str, checked: Callable[[str], str]) -> bool:
    try:
        checked(text)
    except DomainError:
        return False
    return True


_LINES = {
    "epc": _Line(epc.EXAMPLE, _iban_size),
    "pix": _Line(pix.EXAMPLE, lambda words: _digits_size(words, pix_keys.checked, pix.EXAMPLE), has_city=True),
    "promptpay": _Line(promptpay.EXAMPLE, lambda words: _digits_size(words, promptpay_ids.checked, promptpay.EXAMPLE)),
}
