"""What every standard refuses: other currencies, no money and too much, texts that are none of its codes."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.errors import DomainError
from bot.domain.money import BadAmount, Money, currencies, currency
from bot.payqr import STANDARDS, Ask, Copy, CopyKind, errors, parse_payee
from tests.unit.payqr import payees
from tests.unit.payqr.test_round_trips import HIGHEST

MINE = sorted(HIGHEST)
EVERY = st.sampled_from(MINE)


@pytest.mark.parametrize("standard", MINE)
def test_another_currency_is_refused(standard: str) -> None:
    for unit in currencies():
        if unit.code not in STANDARDS[standard].currencies:
            with pytest.raises(errors.CurrencyMismatch):
                STANDARDS[standard].payload(Ask(payees.a_sample(standard).payee, Money(100, unit), ""))


@pytest.mark.parametrize("standard", MINE)
@pytest.mark.parametrize("minor", [0, -1, -(10**20)])
def test_nothing_and_less_cannot_be_asked(standard: str, minor: int) -> None:
    with pytest.raises(BadAmount):
        STANDARDS[standard].payload(payees.a_sample(standard, minor=minor))


@pytest.mark.parametrize("standard", MINE)
def test_the_highest_amount_is_asked_and_one_more_is_refused(standard: str) -> None:
    kind = STANDARDS[standard]
    highest = payees.a_sample(standard, minor=HIGHEST[standard])
    assert kind.read(kind.payload(highest)).amount == highest.amount
    with pytest.raises(errors.AmountTooHigh) as caught:
        kind.payload(payees.a_sample(standard, minor=HIGHEST[standard] + 1))
    assert caught.value.facts["limit"] == highest.amount


@pytest.mark.parametrize("standard", sorted(set(MINE) - {"paypal"}))
@pytest.mark.parametrize(
    "reference", ["A B", "A&B", "A=B", "A|B", "A*B", "A%42", "A\nB", "A\tB", "Ä", "\u202eA", "A" * 300, "\ud800"]
)
def test_a_reference_that_is_more_than_letters_and_digits_is_refused(standard: str, reference: str) -> None:
    with pytest.raises(errors.BadReference):
        STANDARDS[standard].payload(payees.a_sample(standard, reference=reference))


@pytest.mark.parametrize("standard", MINE)
def test_a_payee_of_another_standard_is_refused(standard: str) -> None:
    unit = currency(min(STANDARDS[standard].currencies))
    with pytest.raises(errors.WrongStandard):
        STANDARDS[standard].payload(Ask(payees.a_pix_ask().payee, Money(1, unit), ""))


@pytest.mark.parametrize("standard", MINE)
def test_a_payee_without_a_name_is_refused_with_an_example(standard: str) -> None:
    payee = parse_payee(STANDARDS[standard].line.example)
    with pytest.raises(errors.NameMissing) as caught:
        STANDARDS[standard].check(f"{payee.account} {payee.extra}".strip(), " \u200b\u202e", payee.city)
    assert caught.value.facts == {"standard": standard, "expected": STANDARDS[standard].line.example}


@settings(deadline=None)
@given(EVERY, payees.NASTY)
def test_any_text_is_read_or_refused_by_name(standard: str, text: str) -> None:
    with pytest.raises(DomainError):
        STANDARDS[standard].read(text)


@settings(deadline=None, max_examples=400)
@given(EVERY, st.data())
def test_any_code_with_a_sign_changed_is_refused_or_says_something_whole(standard: str, data: st.DataObject) -> None:
    payload = STANDARDS[standard].payload(payees.a_sample(standard))
    at = data.draw(st.integers(0, len(payload) - 1))
    other = payload[:at] + data.draw(st.sampled_from("\n\t|*&%=:+ 0A\ud800\u202e")) + payload[at + 1 :]
    try:
        read = STANDARDS[standard].read(other)
    except DomainError:
        return
    assert read.amount.minor > 0
    assert read.payee.account


@settings(deadline=None)
@given(EVERY, payees.NASTY)
def test_any_text_as_an_account_is_refused_by_name(standard: str, account: str) -> None:
    with pytest.raises(DomainError):
        STANDARDS[standard].check("!" + account, "Ana", "Rue 1, 8001 Bern")


@settings(deadline=None)
@given(EVERY, payees.NASTY)
def test_any_line_is_read_or_refused_by_name(standard: str, rest: str) -> None:
    try:
        payee = parse_payee(f"{standard} {rest}")
    except DomainError:
        return
    kind = STANDARDS[payee.standard]
    assert kind.check(f"{payee.account} {payee.extra}".strip(), payee.name, payee.city) == payee


@pytest.mark.parametrize("standard", MINE)
def test_what_is_copied_fits_a_button(standard: str) -> None:
    ask = payees.a_sample(standard, name="王" * 70 if standard != "qrbill" else "Ö" * 70)
    copies = STANDARDS[standard].copies(ask)
    assert all(1 <= len(copy.text) <= 256 for copy in copies)
    assert all(copy.text.startswith("https://") for copy in copies if copy.kind is CopyKind.LINK)


def test_where_a_transfer_form_is_filled_account_amount_and_reference_are_copied() -> None:
    for standard in ("upi", "spayd", "paybysquare", "st00012", "ips"):
        ask = payees.a_sample(standard)
        assert STANDARDS[standard].copies(ask) == (
            Copy(CopyKind.ACCOUNT, ask.payee.account),
            Copy(CopyKind.AMOUNT, "29.90"),
            Copy(CopyKind.REFERENCE, "GB10000041"),
        )
