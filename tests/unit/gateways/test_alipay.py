"""Alipay's notices: only what Alipay has signed is believed, to the last bit; and what is signed is read strictly."""

from urllib.parse import urlencode

import pytest

from bot.domain.trades import Provider
from bot.gateways.alipay import Alipay, Merchant, yuan
from bot.gateways.calls import Calls
from bot.gateways.keys import KeyWrong, private_key, public_key
from bot.gateways.moments import NoticeRefused
from tests.kit import gateways as kit
from tests.kit.scenes import FRIDAY_NOON


def an_alipay() -> Alipay:
    merchant = Merchant(
        app_id=kit.APP_ID,
        seller_id=kit.SELLER_ID,
        private=private_key(kit.private_pem(kit.a_key("merchant"))),
        public=public_key(kit.public_pem(kit.a_key("alipay"))),
        base="http://127.0.0.1:1",
        notify_url="http://127.0.0.1:1/payments/alipay/x",
    )
    return Alipay(merchant, Calls())


def a_notice(**changed: str) -> dict[str, str]:
    trade = kit.Deal("KT10000041", "29.90", "", money_id="2026112722001400000001", state="TRADE_SUCCESS")
    return kit.AlipayStandIn().notice(trade, **changed)


def signed(fields: dict[str, str]) -> bytes:
    return kit.AlipayStandIn().signed(fields)


def test_a_notice_says_what_came() -> None:
    report = an_alipay().notice({}, signed(a_notice()), FRIDAY_NOON)
    assert report is not None
    assert (report.provider, report.number, report.money_id) == (
        Provider.ALIPAY,
        "KT10000041",
        "2026112722001400000001",
    )
    assert (report.amount_minor, report.currency, report.foreign) == (2990, "CNY", "")
    assert report.event_id == "2026112722001400000001-1"
    assert len(report.body_sha256) == 64


def test_every_flipped_bit_is_refused_or_changes_nothing() -> None:
    body, alipay = signed(a_notice()), an_alipay()
    honest = alipay.notice({}, body, FRIDAY_NOON)
    refused = 0
    for at in range(len(body) * 8):
        flipped = bytearray(body)
        flipped[at // 8] ^= 1 << at % 8
        try:
            report = alipay.notice({}, bytes(flipped), FRIDAY_NOON)
        except NoticeRefused:
            refused += 1
        else:  # another way to write the same letter in a form: %2a for %2A
            assert report is not None
            assert honest is not None
            assert (report.number, report.money_id, report.amount_minor) == (
                honest.number,
                honest.money_id,
                honest.amount_minor,
            )
            assert report.event_id == honest.event_id
    assert refused > len(body) * 8 * 0.95


@pytest.mark.parametrize("key", ["nobody", "merchant"])
def test_another_key_is_no_proof(key: str) -> None:
    with pytest.raises(NoticeRefused, match="signature"):
        an_alipay().notice({}, kit.AlipayStandIn().signed(a_notice(), kit.a_key(key)), FRIDAY_NOON)


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"hello",
        b"\xff=1",
        b"a=%ff&sign=x&sign_type=RSA2",
        urlencode(a_notice()).encode(),
        signed(a_notice()) + b"&total_amount=0.01",
        signed(a_notice()).replace(b"sign_type=RSA2", b"sign_type=RSA"),
        b"&".join([b"a=1"] * 101),
    ],
)
def test_what_is_no_signed_form_is_refused(body: bytes) -> None:
    with pytest.raises(NoticeRefused):
        an_alipay().notice({}, body, FRIDAY_NOON)


@pytest.mark.parametrize("status", ["WAIT_BUYER_PAY", "TRADE_CLOSED", ""])
def test_a_notice_of_another_state_reports_no_money(status: str) -> None:
    assert an_alipay().notice({}, signed(a_notice(trade_status=status)), FRIDAY_NOON) is None


def test_a_finished_trade_is_paid_too() -> None:
    assert an_alipay().notice({}, signed(a_notice(trade_status="TRADE_FINISHED")), FRIDAY_NOON) is not None


@pytest.mark.parametrize("field", ["app_id", "seller_id"])
def test_another_app_or_merchant_is_named(field: str) -> None:
    report = an_alipay().notice({}, signed(a_notice(**{field: "2088000000000099"})), FRIDAY_NOON)
    assert report is not None
    assert report.foreign == field


@pytest.mark.parametrize("amount", ["", "29.9.0", "-29.90", "1e3", "２９.90", "29.901", " 29.90", "9999999999"])
def test_an_amount_is_read_strictly(amount: str) -> None:
    with pytest.raises(NoticeRefused, match="total_amount"):
        an_alipay().notice({}, signed(a_notice(total_amount=amount)), FRIDAY_NOON)


@pytest.mark.parametrize(("written", "minor"), [("29.90", 2990), ("29.9", 2990), ("29", 2900), ("0.01", 1)])
def test_amounts_in_yuan(written: str, minor: int) -> None:
    report = an_alipay().notice({}, signed(a_notice(total_amount=written)), FRIDAY_NOON)
    assert report is not None
    assert report.amount_minor == minor


@pytest.mark.parametrize("field", ["notify_id", "trade_no", "out_trade_no"])
def test_a_notice_that_lacks_a_number_is_refused(field: str) -> None:
    with pytest.raises(NoticeRefused, match=field):
        an_alipay().notice({}, signed(a_notice(**{field: ""})), FRIDAY_NOON)


@pytest.mark.parametrize(("minor", "written"), [(1, "0.01"), (2990, "29.90"), (100, "1.00"), (12345678, "123456.78")])
def test_amounts_as_alipay_writes_them(minor: int, written: str) -> None:
    assert yuan(minor) == written


@pytest.mark.parametrize("text", ["", "hello", "AAAA", kit.public_pem(kit.a_key("alipay"))])
def test_what_is_no_private_key_is_refused_and_never_shown(text: str) -> None:
    with pytest.raises(KeyWrong) as wrong:
        private_key(text)
    assert not text or text not in str(wrong.value)
