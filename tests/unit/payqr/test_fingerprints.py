"""By what people tell accounts apart: one way for every standard there is."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.payqr import STANDARDS, PayeeAccount, parse_payee
from bot.payqr.fingerprints import fingerprint, seal
from bot.payqr.gateway_codes import GATEWAYS

#: Each standard's example, and what is compared.
OF_EXAMPLES = {
    "epc": "…4700",
    "pix": "…5678",
    "promptpay": "…5678",
    "thaibill": "…6701",
    "paynow": "…4567",
    "vietqr": "…4567",
    "fps": "…1234",
    "khqr": "jonhsmith@nbcq",
    "upi": "anita@okhdfcbank",
    "qrbill": "…2957",
    "spayd": "…5399",
    "paybysquare": "…7541",
    "st00012": "…3017",
    "ips": "…4510",
    "bitcoin": "bc1qar0s…wf5mdq",
    "ton": "EQCD39VS…8xqB2N",
    "paypal": "annaschmidt",
    "picture": "…000000",
    "own": "…2345",
}
OF_GATEWAYS = dict.fromkeys(GATEWAYS, "…0417")


def test_every_standard_has_its_row() -> None:
    assert OF_EXAMPLES.keys() == STANDARDS.keys()


@pytest.mark.parametrize("standard", STANDARDS)
def test_an_example_is_told_by_what_people_can_compare(standard: str) -> None:
    assert fingerprint(parse_payee(STANDARDS[standard].line.example)) == OF_EXAMPLES[standard]


@pytest.mark.parametrize("gateway", GATEWAYS)
def test_a_merchant_is_told_by_its_last_digits(gateway: str) -> None:
    assert fingerprint(PayeeAccount(gateway, "2088000000000417", "Shop", "")) == OF_GATEWAYS[gateway]


@pytest.mark.parametrize(
    ("standard", "account", "told"),
    [
        ("pix", "ana.souza@example.com", "a…@example.com"),
        ("pix", "123e4567-e12b-12d1-a456-426655440000", "…0000"),
        ("fps", "shop@example.com.hk", "s…@example.com.hk"),
        ("khqr", "jane_smith@wing", "jane_smith@wing"),
        ("khqr", "85512345678@aclb", "…5678@aclb"),
        ("upi", "9876543210@ybl", "…3210@ybl"),
        ("own", "shop.0417@icici", "shop.0417@icici"),
    ],
)
def test_what_ends_like_many_others_is_told_by_more_than_its_end(standard: str, account: str, told: str) -> None:
    assert fingerprint(PayeeAccount(standard, account, "Ana", "")) == told


@given(st.tuples(*[st.from_regex(r"[a-z][a-z0-9._-]{0,20}", fullmatch=True)] * 2).filter(lambda two: two[0] != two[1]))
def test_two_names_at_one_bank_are_told_apart(names: tuple[str, str]) -> None:
    first, second = (fingerprint(PayeeAccount("khqr", f"{name}@nbcq", "A", "")) for name in names)
    assert first != second


@given(st.text(min_size=1), st.text(min_size=1))
def test_a_seal_tells_any_two_codes_apart(first: str, second: str) -> None:
    assert (seal(first) == seal(second)) is (first == second)
    assert [len(part) for part in seal(first).split(" ")] == [4, 4, 4, 4]
