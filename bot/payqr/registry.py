"""The payment standards by name, and the one line in which a leader says where the money goes."""

import re
from datetime import datetime

from bot.payqr import (
    bitcoin,
    epc,
    fps,
    ips,
    khqr,
    own,
    paybysquare,
    paynow,
    paypal,
    personal,
    pix,
    promptpay,
    qrbill,
    spayd,
    st00012,
    texts,
    thaibill,
    ton,
    upi,
    vietqr,
)
from bot.payqr.asks import Ask, PayeeAccount, Standard
from bot.payqr.errors import PayeeUnreadable, UnknownStandard
from bot.payqr.gateway_codes import GATEWAYS

#: In the order in which a leader is offered them: where several take a currency, the local one stands first.
STANDARDS: dict[str, Standard] = {
    each.name: each
    for each in (
        epc.Epc(),
        pix.Pix(),
        promptpay.PromptPay(),
        thaibill.ThaiBill(),
        paynow.PayNow(),
        vietqr.VietQr(),
        fps.Fps(),
        khqr.Khqr(),
        upi.Upi(),
        qrbill.QrBill(),
        spayd.Spayd(),
        paybysquare.PayBySquare(),
        st00012.St00012(),
        ips.Ips(),
        bitcoin.Bitcoin(),
        ton.Ton(),
        paypal.Paypal(),
        personal.Personal(),
        own.Own(),
    )
}

_BY_WORD = {word: each for each in STANDARDS.values() for word in (each.name, *each.synonyms)}


def standard_named(name: str) -> Standard:
    """The standard of a payee: one that leaders type, or a gateway's."""
    return STANDARDS.get(name) or GATEWAYS[name]


def for_currency(code: str) -> tuple[Standard, ...]:
    """The standards that ask money in this currency (ISO 4217), the local one first."""
    return tuple(each for each in STANDARDS.values() if code in each.currencies)


def currencies_of(payee: PayeeAccount) -> frozenset[str]:
    """What a payee can be asked in: a leader's own code has one currency, whatever the others of its kind have."""
    if payee.standard == own.Own.name:
        return frozenset({own.currency_of(payee)})
    return standard_named(payee.standard).currencies


def good_until(ask: Ask) -> datetime | None:
    """When the code of an ask can't be paid any more; None: it doesn't expire."""
    if ask.payee.standard != khqr.Khqr.name or ask.made_at is None:
        return None
    return ask.made_at + khqr.GOOD_FOR


def names_standard(line: str) -> bool:
    """Whether a line begins with the word of a standard."""
    return texts.narrow(line.split(maxsplit=1)[0]).rstrip(":").casefold() in _BY_WORD


def parse_payee(line: str) -> PayeeAccount:
    """The payee of a line: standard, account (blanks allowed), name, and where the standard wants it a comma and place.

    Raises PayeeUnreadable, UnknownStandard, AccountAmbiguous, NameMissing, CityMissing, and what `check` raises.
    """
    words = texts.clean(line).split()
    standard = _standard(line, words[0] if words else "")
    form, words = standard.line, words[1:]
    if not words:
        raise PayeeUnreadable(given=line, expected=form.example)
    size = form.account_size([texts.narrow(word) for word in words])
    name, city = " ".join(words[size:]), ""
    if form.has_city:
        name, city = _name_and_city(name, form.city_parts)
    return standard.check(" ".join(words[:size]), name, city)


def _standard(line: str, word: str) -> Standard:
    name = texts.narrow(word).rstrip(":").casefold()
    if not name:
        raise PayeeUnreadable(given=line, expected=epc.EXAMPLE)
    try:
        return _BY_WORD[name]
    except KeyError:
        raise UnknownStandard(given=word, known=", ".join(STANDARDS), expected=epc.EXAMPLE) from None


def _name_and_city(text: str, most: int) -> tuple[str, str]:
    """What stands before the last commas, and behind them: as many parts as a place has, but always a name."""
    parts = re.split("[,，、]", text)
    behind = min(most, len(parts) - 1)
    return ",".join(parts[: len(parts) - behind]), ",".join(parts[len(parts) - behind :])
