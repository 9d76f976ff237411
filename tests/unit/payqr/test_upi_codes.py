"""A UPI link without an amount, which is what a personal code in India holds, becomes a payee of that standard."""

import pytest

from bot.domain.errors import DomainError
from bot.payqr import PayeeAccount, codes
from bot.payqr.words import describe

pytest.importorskip("bot.payqr.upi")

UPI = "upi://pay?pa=anita@okhdfcbank&pn=Anita%20Sharma"


@pytest.mark.parametrize(
    ("payload", "name"),
    [(UPI, "Anita Sharma"), (UPI + "&cu=INR&mc=0000&tn=shop", "Anita Sharma"), (UPI.partition("&")[0], "Beside")],
)
def test_a_upi_link_without_an_amount_becomes_a_upi_payee(payload: str, name: str) -> None:
    assert codes.is_code(payload)
    assert codes.payee_of(payload, "Beside") == PayeeAccount("upi", "anita@okhdfcbank", name, "")
    assert (describe(payload).scheme, describe(payload).standard) == ("upi", "upi")


@pytest.mark.parametrize(
    ("payload", "refusal"),
    [
        (UPI + "&am=10.00&cu=INR", "CodeForOnePayment"),
        (UPI + "&pa=thief@okaxis", "CodeBroken"),
        (UPI.partition("&")[0], "CodeNameless"),
        ("upi://pay?pn=Anita", "BadVpa"),
        ("upi://pay?pa=anita&pn=Anita", "BadVpa"),
        ("upi://[pay?pa=anita@okhdfcbank", "NoPaymentCode"),
    ],
)
def test_a_upi_link_that_cannot_be_used_is_refused_by_its_reason(payload: str, refusal: str) -> None:
    with pytest.raises(DomainError) as caught:
        codes.payee_of(payload)
    assert type(caught.value).__name__ == refusal
