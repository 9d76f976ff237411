"""WeChat Pay's notices: age, key, signature and seal hold, or nothing of them is read."""

import json
from typing import Any

import pytest

from bot.gateways.calls import Calls
from bot.gateways.keys import private_key, public_key
from bot.gateways.moments import NoticeRefused
from bot.gateways.platform_keys import PlatformKeys
from bot.gateways.wechat import Shop, WeChat
from tests.kit import gateways as kit
from tests.kit.scenes import FRIDAY_NOON

STAND_IN = kit.WeChatStandIn(lambda: FRIDAY_NOON)


def a_wechat() -> WeChat:
    shop = Shop(
        app_id=kit.WECHAT_APP,
        merchant_id=kit.MERCHANT,
        serial=kit.SERIAL,
        private=private_key(kit.private_pem(kit.a_key("merchant"))),
        keys=PlatformKeys(kit.PUBLIC_ID, public_key(kit.public_pem(kit.a_key("wechat")))),
        api_key=kit.API_KEY.encode(),
        base="http://127.0.0.1:1",
        notify_url="http://127.0.0.1:1/payments/wechat/x",
    )
    return WeChat(shop, Calls())


def a_notice(**changed: Any) -> bytes:
    trade = kit.Deal("KT10000041", "2990", "", money_id="4200000017202611270000000001", state="SUCCESS")
    return STAND_IN.notice(trade, **changed)


def test_a_notice_says_what_came_whatever_a_coupon_paid_of_it() -> None:
    body = a_notice()
    report = a_wechat().notice(STAND_IN.headers(body), body, FRIDAY_NOON)
    assert report is not None
    assert (report.number, report.money_id) == ("KT10000041", "4200000017202611270000000001")
    assert (report.amount_minor, report.currency, report.foreign) == (2990, "CNY", "")


def test_every_flipped_bit_of_body_and_headers_is_refused() -> None:
    body, wechat = a_notice(), a_wechat()
    headers = STAND_IN.headers(body)
    for at in range(len(body) * 8):
        flipped = bytearray(body)
        flipped[at // 8] ^= 1 << at % 8
        with pytest.raises(NoticeRefused):
            wechat.notice(headers, bytes(flipped), FRIDAY_NOON)
    for name, value in headers.items():
        for at in range(len(value) * 7):
            changed = list(value)
            changed[at // 7] = chr(ord(changed[at // 7]) ^ 1 << at % 7)
            with pytest.raises(NoticeRefused):
                wechat.notice({**headers, name: "".join(changed)}, body, FRIDAY_NOON)


@pytest.mark.parametrize(("age_s", "is_believed"), [(300, True), (301, False), (-300, True), (-301, False)])
def test_a_notice_is_believed_for_five_minutes_either_way(age_s: int, is_believed: bool) -> None:
    body = a_notice()
    headers = STAND_IN.headers(body, age_s=age_s)
    if is_believed:
        assert a_wechat().notice(headers, body, FRIDAY_NOON) is not None
    else:
        with pytest.raises(NoticeRefused, match="time"):
            a_wechat().notice(headers, body, FRIDAY_NOON)


@pytest.mark.parametrize("key", ["nobody", "merchant"])
def test_another_key_is_no_proof(key: str) -> None:
    body = a_notice()
    with pytest.raises(NoticeRefused, match="signature"):
        a_wechat().notice(STAND_IN.headers(body, kit.a_key(key)), body, FRIDAY_NOON)


def test_what_is_sealed_with_another_key_is_refused() -> None:
    body = a_notice(api_key="b" * 32)
    with pytest.raises(NoticeRefused, match="seal"):
        a_wechat().notice(STAND_IN.headers(body), body, FRIDAY_NOON)


@pytest.mark.parametrize(
    "body", [b"", b"[]", b'{"id":"1","id":"2"}', b"{" * 5000, b'{"event_type":"TRANSACTION.SUCCESS"}']
)
def test_what_is_signed_and_makes_no_sense_is_refused(body: bytes) -> None:
    with pytest.raises(NoticeRefused):
        a_wechat().notice(STAND_IN.headers(body), body, FRIDAY_NOON)


@pytest.mark.parametrize(
    "amount",
    [
        None,
        {},
        {"total": "2990", "currency": "CNY"},
        {"total": 0, "currency": "CNY"},
        {"total": 1},
        {"total": True, "currency": "CNY"},
    ],
)
def test_an_amount_is_read_strictly(amount: object) -> None:
    body = a_notice(amount=amount)
    with pytest.raises(NoticeRefused, match="amount"):
        a_wechat().notice(STAND_IN.headers(body), body, FRIDAY_NOON)


@pytest.mark.parametrize("field", ["appid", "mchid"])
def test_another_app_or_merchant_is_named(field: str) -> None:
    body = a_notice(**{field: "another"})
    report = a_wechat().notice(STAND_IN.headers(body), body, FRIDAY_NOON)
    assert report is not None
    assert report.foreign == field


@pytest.mark.parametrize("state", ["NOTPAY", "CLOSED", "USERPAYING", "PAYERROR"])
def test_another_state_reports_no_money(state: str) -> None:
    body = a_notice(trade_state=state)
    assert a_wechat().notice(STAND_IN.headers(body), body, FRIDAY_NOON) is None


def test_another_event_reports_no_money() -> None:
    told = {**json.loads(a_notice()), "event_type": "REFUND.SUCCESS"}
    body = json.dumps(told).encode()
    assert a_wechat().notice(STAND_IN.headers(body), body, FRIDAY_NOON) is None
