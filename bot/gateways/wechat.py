"""WeChat Pay v3: Native codes, notices, queries by our number, closing, refunds.

https://pay.weixin.qq.com/doc/v3/merchant/4012791832. Requests are signed with our key; answers and notices with WeChat
Pay's, whose number they name. What a notice says is sealed besides (AES-256-GCM, APIv3 key).
"""

import hashlib
import json
import re
import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import structlog
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey

from bot.domain.trades import Provider, Report, Trade
from bot.gateways.calls import Calls, Reply
from bot.gateways.keys import is_signed, signed
from bot.gateways.moments import Answer, GatewayAway, GatewayRefuses, NoticeRefused, TradeClosed, TradePaid
from bot.gateways.platform_keys import PlatformKeys, handed_out
from bot.gateways.reading import object_of
from bot.gateways.seals import SealBroken, unsealed
from bot.payqr.gateway_codes import is_code

log = structlog.get_logger(__name__)

#: A notice signed longer ago, or later by our clock, is not believed.
FRESH = timedelta(minutes=5)
_SCHEME = "WECHATPAY2-SHA256-RSA2048"
_CODES, _ORDERS = "/v3/pay/transactions/native", "/v3/pay/transactions/out-trade-no"
_REFUNDS, _CERTIFICATES = "/v3/refund/domestic/refunds", "/v3/certificates"
#: A trade that was paid, whatever went back of it since.
_PAID = frozenset({"SUCCESS", "REFUND"})
_CLOSED = frozenset({"CLOSED", "REVOKED"})
_UNKNOWN = frozenset({"ORDER_NOT_EXIST", "ORDERNOTEXIST", "RESOURCE_NOT_EXISTS"})
_SECONDS = re.compile(r"\d{1,12}", re.ASCII)
_CURRENCY = re.compile(r"[A-Z]{3}", re.ASCII)


@dataclass(frozen=True, slots=True, kw_only=True)
class Shop:
    """The operator's app and merchant at WeChat Pay, with the keys. `private` is ours, `keys` are WeChat Pay's."""

    app_id: str
    merchant_id: str
    serial: str  #: of our certificate
    private: RSAPrivateKey
    keys: PlatformKeys  #: WeChat Pay's
    api_key: bytes
    base: str
    notify_url: str


class WeChat:
    """WeChat Pay."""

    provider = Provider.WECHAT
    taken = Answer(204)
    refused = Answer(401, '{"code":"FAIL","message":"not proven"}', "application/json")

    def __init__(self, shop: Shop, calls: Calls, *, nonce: Callable[[], str] = lambda: secrets.token_hex(16)) -> None:
        self._shop = shop
        self._calls = calls
        self._nonce = nonce

    async def create(self, trade: Trade, now: datetime) -> str:
        """The link that is drawn. Raises GatewayAway, GatewayRefuses, TradeClosed, TradePaid."""
        wanted = {
            "appid": self._shop.app_id,
            "mchid": self._shop.merchant_id,
            "description": trade.number,
            "out_trade_no": trade.number,
            "notify_url": self._shop.notify_url,
            "amount": {"total": trade.amount_minor, "currency": trade.currency},
        }
        try:
            answer = await self._call("POST", _CODES, now, wanted)
        except GatewayRefuses as refusal:
            if str(refusal) == "ORDER_CLOSED":
                raise TradeClosed from None
            if str(refusal) == "ORDERPAID":
                raise TradePaid from None
            raise
        code = answer.get("code_url")
        if not isinstance(code, str) or not is_code(code):
            raise GatewayRefuses("no code")
        return code

    def notice(self, headers: Mapping[str, str], body: bytes, now: datetime) -> Report | None:
        """Nothing of it is read before its age, its key's number and its signature hold."""
        lacks = self._lacks(headers, body, now)
        if lacks or not self._is_fresh(headers, now):
            raise NoticeRefused(lacks or "time")
        try:
            told = object_of(body.decode())
        except ValueError:
            raise NoticeRefused("json") from None
        if told.get("event_type") != "TRANSACTION.SUCCESS":
            return None
        said = self._opened(told.get("resource"))
        if said.get("trade_state") not in _PAID:
            return None
        return self._report(said, _word(told, "id"), hashlib.sha256(body).hexdigest())

    async def query(self, trade: Trade, now: datetime) -> Report | None:
        """What came for a trade. Raises GatewayAway, GatewayRefuses, TradeClosed."""
        path = f"{_ORDERS}/{trade.number}?mchid={self._shop.merchant_id}"
        try:
            answer = await self._call("GET", path, now)
        except GatewayRefuses as refusal:
            if str(refusal) in _UNKNOWN:
                return None
            raise
        if answer.get("out_trade_no") != trade.number:
            raise GatewayRefuses("another trade's state")
        if answer.get("trade_state") in _CLOSED:
            raise TradeClosed
        if answer.get("trade_state") not in _PAID:
            return None
        written = json.dumps(answer, sort_keys=True).encode()
        try:
            event = f"query:{_word(answer, 'transaction_id')}"
            return self._report(answer, event, hashlib.sha256(written).hexdigest())
        except NoticeRefused as unreadable:
            raise GatewayRefuses(str(unreadable)) from None

    async def close(self, trade: Trade, now: datetime) -> Report | None:
        """Let nobody pay a trade any more. Raises GatewayAway, GatewayRefuses, TradePaid."""
        path = f"{_ORDERS}/{trade.number}/close"
        try:
            await self._call("POST", path, now, {"mchid": self._shop.merchant_id})
        except GatewayRefuses as refusal:
            if str(refusal) == "ORDERPAID":
                raise TradePaid from None
            if str(refusal) not in {*_UNKNOWN, "ORDER_CLOSED"}:
                raise
        return None

    async def refund(self, trade: Trade, now: datetime) -> bool:
        """Pay back under a number of ours; asked again, WeChat Pay says how far it is. Raises GatewayAway, …"""
        wanted = {
            "out_trade_no": trade.number,
            "out_refund_no": trade.refund_number,
            "amount": {"refund": trade.refund_minor, "total": trade.came_minor, "currency": trade.currency},
        }
        try:
            answer = await self._call("POST", _REFUNDS, now, wanted)
        except GatewayRefuses:
            if await self._has_gone(trade, now):
                return True
            raise
        if answer.get("out_refund_no") != trade.refund_number:
            raise GatewayRefuses("another refund")
        return _is_through(answer)

    async def _has_gone(self, trade: Trade, now: datetime) -> bool:
        """Whether a refund that is refused now went through before."""
        try:
            answer = await self._call("GET", f"{_REFUNDS}/{trade.refund_number}", now)
        except GatewayRefuses as refusal:
            if str(refusal) in _UNKNOWN:
                return False
            raise
        return answer.get("out_refund_no") == trade.refund_number and _is_through(answer)

    async def look_after_keys(self, now: datetime) -> None:
        """Fetch the certificates that WeChat Pay hands out, if it is time; what isn't proven changes nothing."""
        keys = self._shop.keys
        if not keys.are_due(now):
            return
        try:
            found = handed_out(await self._call("GET", _CERTIFICATES, now), self._shop.api_key)
        except (GatewayAway, GatewayRefuses) as error:
            log.error("gateway.keys-not-fetched", gateway=self.provider, why=str(error))
            return
        for number in keys.take(found, now):
            log.warning("gateway.another-key", gateway=self.provider, number=number, set=keys.number)

    def _report(self, said: Mapping[str, Any], event: str, body_sha256: str) -> Report:
        """Raises NoticeRefused: it lacks a number, or its amount can't be read."""
        amount = said.get("amount")
        total = amount.get("total") if isinstance(amount, dict) else None
        currency = amount.get("currency") if isinstance(amount, dict) else None
        if type(total) is not int or total <= 0 or not isinstance(currency, str) or not _CURRENCY.fullmatch(currency):
            raise NoticeRefused("amount")
        ours = {"appid": self._shop.app_id, "mchid": self._shop.merchant_id}
        return Report(
            provider=self.provider,
            event_id=event,
            number=_word(said, "out_trade_no"),
            money_id=_word(said, "transaction_id"),
            amount_minor=total,
            currency=currency,
            body_sha256=body_sha256,
            foreign=next((field for field, mine in ours.items() if said.get(field) != mine), ""),
        )

    def _lacks(self, headers: Mapping[str, str], body: bytes, now: datetime) -> str:
        """Which proof some bytes lack that they are WeChat Pay's; "": none."""
        stamp, nonce = headers.get("Wechatpay-Timestamp", ""), headers.get("Wechatpay-Nonce", "")
        key = self._shop.keys.of(headers.get("Wechatpay-Serial", ""), now)
        if key is None:
            return "serial"
        if not _SECONDS.fullmatch(stamp) or not nonce:
            return "time"
        text = f"{stamp}\n{nonce}\n".encode() + body + b"\n"
        return "" if is_signed(key, text, headers.get("Wechatpay-Signature", "")) else "signature"

    def _is_fresh(self, headers: Mapping[str, str], now: datetime) -> bool:
        return abs(int(headers["Wechatpay-Timestamp"]) - now.timestamp()) <= FRESH.total_seconds()

    def _opened(self, resource: object) -> dict[str, Any]:
        """What is sealed in a notice. Raises NoticeRefused."""
        try:
            return object_of(unsealed(self._shop.api_key, resource))
        except SealBroken as broken:
            raise NoticeRefused(str(broken)) from None
        except ValueError:
            raise NoticeRefused("resource") from None

    async def _call(self, method: str, path: str, now: datetime, content: object = None) -> dict[str, Any]:
        """An answer that WeChat Pay has signed. Raises GatewayAway, GatewayRefuses."""
        body = b"" if content is None else json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode()
        headers = {
            "Accept": "application/json",
            "Content-Type": "application/json",
            "User-Agent": "kaituan",
            "Authorization": self._authorization(method, path, body, now),
        }
        if not self._shop.keys.are_handed_out:  # which key shall sign the answer; certificates choose themselves
            headers["Wechatpay-Serial"] = self._shop.keys.number
        reply = await self._calls(method, f"{self._shop.base}{path}", headers, body)
        return self._believed(reply, now)

    def _authorization(self, method: str, path: str, body: bytes, now: datetime) -> str:
        stamp, nonce = str(int(now.timestamp())), self._nonce()
        signature = signed(self._shop.private, f"{method}\n{path}\n{stamp}\n{nonce}\n".encode() + body + b"\n")
        return (
            f'{_SCHEME} mchid="{self._shop.merchant_id}",nonce_str="{nonce}",signature="{signature}",'
            f'timestamp="{stamp}",serial_no="{self._shop.serial}"'
        )

    def _believed(self, reply: Reply, now: datetime) -> dict[str, Any]:
        lacks = self._lacks(reply.headers, reply.body, now)
        if lacks:
            raise GatewayAway(f"an answer that isn't proven: {lacks}, HTTP {reply.status}")
        if reply.status == 204:
            return {}
        try:
            answer = object_of(reply.body.decode())
        except ValueError:
            raise GatewayAway("an answer that can't be read") from None
        if reply.status != 200:
            raise GatewayRefuses(str(answer.get("code"))[:80])
        return answer


def _is_through(refund: Mapping[str, Any]) -> bool:
    """Whether a refund is. Raises GatewayRefuses: it never will; GatewayAway: its merchant must look after it first."""
    status = refund.get("status")
    if status == "CLOSED":
        raise GatewayRefuses("refund CLOSED")
    if status == "ABNORMAL":
        raise GatewayAway("a refund that didn't arrive: finish it on the merchant's platform")
    return bool(status == "SUCCESS")


def _word(fields: Mapping[str, Any], name: str) -> str:
    """A field that must be there. Raises NoticeRefused."""
    value = fields.get(name)
    if not isinstance(value, str) or not 1 <= len(value) <= 128:
        raise NoticeRefused(name)
    return value
