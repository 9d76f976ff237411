"""Pix keys (Banco Central do Brasil, DICT): CPF, CNPJ, mobile phone, e-mail, random key."""

import re

from bot.payqr.errors import BadCnpj, BadCpf, BadPhone, BadPixKey

LONGEST = 77
_PHONE = re.compile(r"\+55[1-9]{2}9[0-9]{8}")
_NATIONAL_PHONE = re.compile(r"\([1-9]{2}\)9[0-9]{8}")
_EMAIL = re.compile(r"[a-z0-9.!#$%&'*+/=?^_`{|}~-]+@(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+[a-z][a-z0-9-]*[a-z0-9]")
_RANDOM = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_CPF = re.compile(r"[0-9]{11}")
_CNPJ = re.compile(r"[0-9A-Za-z]{12}[0-9]{2}")


def checked(given: str) -> str:
    """The key as the directory writes it. Raises BadPixKey, BadCpf, BadCnpj, BadPhone."""
    if "@" in given:
        return _email(given)
    bare = re.sub(r"[\s.\-/]", "", given)
    if given.lstrip().startswith(("+", "(")):
        return _phone(given, bare)
    if _RANDOM.fullmatch(given.strip().lower()):
        return given.strip().lower()
    return _tax_number(given, bare)


def shown(key: str) -> str:
    """The key as people write it: 123.456.789-09, 12.ABC.345/01DE-35, +55 11 91234-5678."""
    if _CPF.fullmatch(key):
        return f"{key[:3]}.{key[3:6]}.{key[6:9]}-{key[9:]}"
    if _CNPJ.fullmatch(key):
        return f"{key[:2]}.{key[2:5]}.{key[5:8]}/{key[8:12]}-{key[12:]}"
    if _PHONE.fullmatch(key):
        return f"{key[:3]} {key[3:5]} {key[5:10]}-{key[10:]}"
    return key


def _email(given: str) -> str:
    email = given.strip().lower()
    if not _EMAIL.fullmatch(email) or len(email) > LONGEST:
        raise BadPixKey(given=given)
    return email


def _phone(given: str, bare: str) -> str:
    if _NATIONAL_PHONE.fullmatch(bare):
        bare = "+55" + bare
    phone = bare.replace("(", "").replace(")", "")
    if not _PHONE.fullmatch(phone):
        raise BadPhone(given=given, example="+55 11 91234-5678")
    return phone


def _tax_number(given: str, bare: str) -> str:
    """Digits alone are never taken for a phone: a mistyped CPF would pay a stranger."""
    if _CPF.fullmatch(bare):
        if not _has_check_digits(bare, longest_weight=11):
            raise BadCpf(given=given)
        return bare
    if _CNPJ.fullmatch(bare):
        if not _has_check_digits(bare.upper(), longest_weight=9):
            raise BadCnpj(given=given)
        return bare.upper()
    raise BadPixKey(given=given)


def _has_check_digits(number: str, longest_weight: int) -> bool:
    """Both last digits by modulo 11; a letter counts as its ASCII code less 48 (Receita Federal, from 2026)."""
    if len(set(number)) == 1:
        return False
    first = _check_digit(number[:-2], longest_weight)
    second = _check_digit(number[:-2] + first, longest_weight)
    return number[-2:] == first + second


def _check_digit(body: str, longest_weight: int) -> str:
    """Weights 2, 3, … from the right, again from 2 after the longest."""
    total = sum((ord(c) - 48) * (2 + place % (longest_weight - 1)) for place, c in enumerate(reversed(body)))
    return str((11 - total % 11) % 11 % 10)
