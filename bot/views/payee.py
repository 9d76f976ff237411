"""Where a leader's money goes: shown back with a sample code, kept, changed; and how one is typed."""

from collections.abc import Sequence
from typing import Any

from bot.domain.communities import Community
from bot.domain.payments import Payee, PayeeState
from bot.i18n import Html, Name, Texts, code, joined
from bot.payqr.asks import Ask, Standard, carries_amount
from bot.payqr.fingerprints import fingerprint, seal
from bot.payqr.gateway_codes import GATEWAYS
from bot.payqr.own import Own
from bot.payqr.personal import Personal
from bot.payqr.registry import STANDARDS, for_currency, standard_named
from bot.payqr.words import describe
from bot.services.payees import account_of
from bot.views.buttons.payees import AddPayee, CountsNow, DiscardPayee, KeepPayee, OwnAmounts, ReplacePayee, StopPayee
from bot.views.buttons.taps import label, tap
from bot.views.lengths import CAPTION_LIMIT, fits
from bot.views.links import Bot
from bot.views.screens import Button, Keyboard, PaymentCode, Screen, Style, Tap

#: So many accounts are offered to be replaced.
_REPLACEABLE = 6


def payee_shown(texts: Texts, payee: Payee, ask: Ask, others: Sequence[Payee] = ()) -> Screen:
    """A payee as it was read, with a code of 1.00 to try: nothing counts before it is kept.

    Where the community has others, whether it takes the place of one of them or stands beside them is asked.
    """
    lines = [texts("payee-shown"), *_account(texts, payee), *_of_own(texts, payee)]
    typed = not carries_amount(standard_named(payee.standard))
    lines.append(texts("payee-typed") if typed else texts("payee-sample", amount=ask.amount))
    if others:
        lines.append(texts("payee-beside-or-instead"))
    return Screen(
        text=fits(joined(lines), CAPTION_LIMIT),
        photo=PaymentCode(ask),
        keyboard=_answers(texts, payee, others),
    )


def payee_kept(texts: Texts, payee: Payee, community: Community) -> Screen:
    """From when a payee counts: the community's first at once, every change a day later."""
    at_once = texts.now is None or payee.counts_from <= texts.now
    later = "payee-kept-beside" if payee.is_beside else "payee-kept-later"
    told = texts("payee-kept-first") if at_once else texts(later, at=payee.counts_from)
    return Screen(
        text=fits(joined([told, texts("payee-for", community=Name(community.title)), *_account(texts, payee)]))
    )


def payee_discarded(texts: Texts) -> Screen:
    """The payee is forgotten."""
    return Screen(text=texts("payee-discarded"))


def payee_changed(texts: Texts, model: tuple[Payee, Community, str], facts: dict[str, Any], bot: Bot) -> Screen | None:
    """Told to every leader when one of them changes where the money goes: a stolen account must be seen."""
    payee, community, typed_by = model
    if payee.state is PayeeState.DISCARDED or (texts.now is not None and payee.counts_from <= texts.now):
        return payee_decided(texts, model, facts, bot)
    lines = [
        texts(_changed(payee), leader=Name(typed_by), community=Name(community.title)),
        *_account(texts, payee),
        texts("payee-added-from" if payee.is_beside else "payee-changed-from", at=payee.counts_from),
    ]
    answers = (tap(texts, CountsNow(payee.id)), tap(texts, StopPayee(payee.id), Style.STOP))
    return Screen(text=fits(joined(lines)), keyboard=(answers,))


def payee_decided(texts: Texts, model: tuple[Payee, Community, str], facts: dict[str, Any], bot: Bot) -> Screen:
    """What became of a change before its day was over: every leader is told, and sees it where they said so."""
    payee, community, typed_by = model
    counts = "payee-added-counts" if payee.is_beside else "payee-counts"
    key = "payee-stopped" if payee.state is PayeeState.DISCARDED else counts
    told = texts(key, leader=Name(typed_by), community=Name(community.title))
    return Screen(text=fits(joined([told, *_account(texts, payee)])))


def payee_help(texts: Texts, payees: Sequence[Payee] = (), currency: str = "") -> Screen:
    """How a payee is typed, by each standard that asks money in the currency ("" is any); and which ones count now."""
    offered = for_currency(currency) if currency else tuple(STANDARDS.values())
    lines = [texts("payee-help"), *(_use(texts, standard) for standard in offered)]
    if payees:
        lines += [texts("payee-now"), *(line for payee in payees for line in _account(texts, payee))]
    if _unreferenced(payees):
        lines.append(texts("payee-own-amounts"))
    return Screen(
        text=fits(joined(lines)), keyboard=tuple(_own_amounts(texts, payee) for payee in _unreferenced(payees))
    )


def _unreferenced(payees: Sequence[Payee]) -> list[Payee]:
    """Those by which no reference travels."""
    return [payee for payee in payees if not standard_named(payee.standard).carries_reference]


def _own_amounts(texts: Texts, payee: Payee) -> tuple[Button, ...]:
    is_on = payee.own_amounts
    said = label(texts, "button-own-amounts", on="yes" if is_on else "no", account=fingerprint(payee))
    return (Tap(said, OwnAmounts(payee.id, 0 if is_on else 1).pack()),)


def _answers(texts: Texts, payee: Payee, others: Sequence[Payee]) -> Keyboard:
    discard = tap(texts, DiscardPayee(payee.id))
    if not others:
        return ((tap(texts, KeepPayee(payee.id), Style.GO), discard),)
    instead = [
        (tap(texts, ReplacePayee(payee.id, each.id), account=fingerprint(each)),) for each in others[:_REPLACEABLE]
    ]
    return (*instead, (tap(texts, AddPayee(payee.id)),), (discard,))


def _changed(payee: Payee) -> str:
    return "payee-added" if payee.is_beside else "payee-changed"


def _use(texts: Texts, standard: Standard) -> Html:
    if standard.name in (Own.name, Personal.name):  # nobody types what stands in a code
        return texts(f"payee-use-{standard.name}", photo=code("/payee"))
    return texts(f"payee-use-{standard.name}", example=code(f"/payee {standard.line.example}"))


def _of_own(texts: Texts, payee: Payee) -> list[Html]:
    """What becomes of the leader's own code."""
    return [texts("payee-own")] if payee.standard == Own.name else []


def _seal(texts: Texts, payee: Payee) -> list[Html]:
    """By what a leader's own code can be told from another: most of it no account number says."""
    return [texts("payee-seal", seal=code(seal(payee.extra)))] if payee.standard == Own.name else []


def _scheme(texts: Texts, payee: Payee) -> list[Html]:
    """Which scheme of which country the leader's own code belongs to."""
    if payee.standard not in (Own.name, Personal.name):
        return []
    said = describe(payee.extra or payee.account)
    scheme = texts("code-scheme", scheme=said.scheme)
    return [texts("payee-scheme", scheme=scheme, country=texts.country(said.country))]


def scheme_of(texts: Texts, payee: Payee) -> str:
    """What people call the way by which an account is paid, for a button."""
    if payee.standard in GATEWAYS:
        return texts.plain("code-scheme", scheme=GATEWAYS[payee.standard].provider)
    of_a_code = payee.standard in (Own.name, Personal.name)
    return texts.plain(
        "code-scheme", scheme=describe(payee.extra or payee.account).scheme if of_a_code else payee.standard
    )


def _account(texts: Texts, payee: Payee) -> list[Html]:
    account = account_of(payee)
    city = f", {payee.city}" if payee.city else ""
    name = texts("payee-name", name=payee.name + city, currency=payee.currency)
    return [name, *_scheme(texts, payee), code(account.shown), *_seal(texts, payee)]
