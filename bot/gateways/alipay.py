"""Alipay: `alipay.trade.precreate`, its notices, `alipay.trade.query`, `.close`, `.cancel` and `.refund`.

https://opendocs.alipay.com/open/02ekfg. Requests are signed with our key, answers and notices with Alipay's (RSA2).
"""

import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import parse_qsl, urlencode
from zoneinfo import ZoneInfo

from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey, RSAPublicKey

from bot.domain.trades import Provider, Report, Trade
from bot.gateways.calls import Calls
from bot.gateways.keys import is_signed, signed
from bot.gateways.moments import Answer, GatewayAway, GatewayRefuses, NoticeRefused, TradeClosed, TradePaid
from bot.gateways.reading import object_at, object_of
from bot.payqr.gateway_codes import is_code

_ZONE = ZoneInfo("Asia/Shanghai")
_CURRENCY = "CNY"
_YUAN = re.compile(r"(\d{1,9})(?:\.(\d{1,2}))?", re.ASCII)
_GONE = "ACQ.TRADE_NOT_EXIST"
_PAID = frozenset({"TRADE_SUCCESS", "TRADE_FINISHED"})
#: Answers after which the same call may succeed.
_AGAIN = frozenset({"ACQ.SYSTEM_ERROR", "aop.ACQ.SYSTEM_ERROR", "isp.unknow-error", "aop.unknow-error"})
#: More fields than any notice has.
_MOST_FIELDS = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Merchant:
    """The operator's app and merchant at Alipay, with both keys. `private` is ours, `public` is Alipay's."""

    app_id: str
    seller_id: str
    private: RSAPrivateKey
    public: RSAPublicKey
    base: str
    notify_url: str


class Alipay:
    """Alipay."""

    provider = Provider.ALIPAY
    taken = Answer(200, "success")
    refused = Answer(400, "failure")

    def __init__(self, merchant: Merchant, calls: Calls) -> None:
        self._merchant = merchant
        self._calls = calls

    async def create(self, trade: Trade, now: datetime) -> str:
        """The link that is drawn. Raises GatewayAway, GatewayRefuses, TradeClosed, TradePaid."""
        wanted = {"out_trade_no": trade.number, "total_amount": yuan(trade.amount_minor), "subject": trade.number}
        try:
            answer = await self._call("alipay.trade.precreate", wanted, now, notify_url=self._merchant.notify_url)
        except GatewayRefuses as refusal:
            if "TRADE_HAS_CLOSE" in str(refusal):
                raise TradeClosed from None
            if "TRADE_HAS_SUCCESS" in str(refusal):
                raise TradePaid from None
            raise
        code = answer.get("qr_code")
        if answer.get("out_trade_no") != trade.number or not isinstance(code, str) or not is_code(code):
            raise GatewayRefuses("another trade's code, or none")
        return code

    def notice(self, headers: Mapping[str, str], body: bytes, now: datetime) -> Report | None:
        """A notice names no time that is signed: that each counts once is what keeps old ones out."""
        fields = _form(body)
        signature = fields.pop("sign", "")
        if fields.pop("sign_type", "") != "RSA2":
            raise NoticeRefused("sign_type")
        if not is_signed(self._merchant.public, signed_text(fields), signature):
            raise NoticeRefused("signature")
        if fields.get("trade_status") not in _PAID:
            return None
        return Report(
            provider=self.provider,
            event_id=_word(fields, "notify_id"),
            number=_word(fields, "out_trade_no"),
            money_id=_word(fields, "trade_no"),
            amount_minor=_minor(fields.get("total_amount", "")),
            currency=_CURRENCY,
            body_sha256=hashlib.sha256(body).hexdigest(),
            foreign=self._foreign(fields),
        )

    async def query(self, trade: Trade, now: datetime) -> Report | None:
        """What came for a trade. Before its code was scanned, Alipay knows of none. Raises GatewayAway, …"""
        try:
            answer = await self._call("alipay.trade.query", {"out_trade_no": trade.number}, now)
        except GatewayRefuses as refusal:
            if _GONE in str(refusal):
                return None
            raise
        if answer.get("out_trade_no") != trade.number:
            raise GatewayRefuses("another trade's state")
        if answer.get("trade_status") == "TRADE_CLOSED":
            raise TradeClosed
        if answer.get("trade_status") not in _PAID:
            return None
        try:
            money_id, amount = _word(answer, "trade_no"), _minor(str(answer.get("total_amount", "")))
        except NoticeRefused as unreadable:
            raise GatewayRefuses(str(unreadable)) from None
        return Report(
            provider=self.provider,
            event_id=f"query:{money_id}",
            number=trade.number,
            money_id=money_id,
            amount_minor=amount,
            currency=_CURRENCY,
            body_sha256=_hash_of(answer),
        )

    async def close(self, trade: Trade, now: datetime) -> Report | None:
        """Let nobody pay a trade any more; a code that nobody has scanned yet is no trade at Alipay, and is cancelled.

        Cancelling pays back what was paid since. Raises GatewayAway, GatewayRefuses.
        """
        wanted = {"out_trade_no": trade.number}
        try:
            await self._call("alipay.trade.close", wanted, now)
        except GatewayRefuses as refusal:
            if _GONE not in str(refusal):
                raise
        else:
            return None
        answer = await self._call("alipay.trade.cancel", wanted, now)
        if answer.get("retry_flag") == "Y":
            raise GatewayAway("to be cancelled once more")
        return self._came_and_went(trade, answer) if answer.get("action") == "refund" else None

    def _came_and_went(self, trade: Trade, answer: Mapping[str, Any]) -> Report:
        try:
            money_id = _word(answer, "trade_no")
        except NoticeRefused as unreadable:
            raise GatewayRefuses(str(unreadable)) from None
        return Report(
            provider=self.provider,
            event_id=f"cancel:{money_id}",
            number=trade.number,
            money_id=money_id,
            amount_minor=trade.amount_minor,
            currency=trade.currency,
            body_sha256=_hash_of(answer),
        )

    async def refund(self, trade: Trade, now: datetime) -> bool:
        """Pay back under a number of ours. Where the answer is no, or names no change, it is asked what became of it.

        Raises GatewayAway, GatewayRefuses.
        """
        wanted = {
            "out_trade_no": trade.number,
            "refund_amount": yuan(trade.refund_minor),
            "out_request_no": trade.refund_number,
        }
        try:
            answer = await self._call("alipay.trade.refund", wanted, now)
        except GatewayRefuses:
            if await self._has_gone(trade, now):
                return True
            raise
        return answer.get("fund_change") == "Y" or await self._has_gone(trade, now)

    async def _has_gone(self, trade: Trade, now: datetime) -> bool:
        """Whether a refund is through; a paid trade that is closed has gone back as a whole, by whatever hand."""
        asked = {"out_trade_no": trade.number, "out_request_no": trade.refund_number}
        found = await self._call("alipay.trade.fastpay.refund.query", asked, now)
        if found.get("refund_status") == "REFUND_SUCCESS":
            return True
        try:
            await self.query(trade, now)
        except TradeClosed:
            return not trade.left_minor
        return False

    def _foreign(self, fields: Mapping[str, str]) -> str:
        ours = {"app_id": self._merchant.app_id, "seller_id": self._merchant.seller_id}
        return next((field for field, mine in ours.items() if fields.get(field) != mine), "")

    async def _call(
        self, method: str, content: dict[str, str], now: datetime, *, notify_url: str = ""
    ) -> dict[str, Any]:
        """A method's answer. Raises GatewayAway, GatewayRefuses."""
        fields = {
            "app_id": self._merchant.app_id,
            "method": method,
            "format": "JSON",
            "charset": "utf-8",
            "sign_type": "RSA2",
            "timestamp": now.astimezone(_ZONE).strftime("%Y-%m-%d %H:%M:%S"),
            "version": "1.0",
            "notify_url": notify_url,
            "biz_content": json.dumps(content, ensure_ascii=False, separators=(",", ":")),
        }
        fields = {name: value for name, value in fields.items() if value}
        fields["sign"] = signed(self._merchant.private, signed_text(fields))
        headers = {"Content-Type": "application/x-www-form-urlencoded;charset=utf-8"}
        reply = await self._calls("POST", f"{self._merchant.base}/gateway.do", headers, urlencode(fields).encode())
        return self._believed(method, reply.body)

    def _believed(self, method: str, body: bytes) -> dict[str, Any]:
        """The answer that Alipay has signed. Raises GatewayAway: it isn't; GatewayRefuses: it says no."""
        try:
            text = body.decode()
            start = text.index(":", text.index(f'"{method.replace(".", "_")}_response"')) + 1
            answer, end = object_at(text, start)
            signature = str(object_of(text).get("sign", ""))
        except ValueError:
            raise GatewayAway("an answer that can't be read") from None
        if not is_signed(self._merchant.public, text[start:end].encode(), signature):
            raise GatewayAway("an answer that Alipay hasn't signed")
        if answer.get("code") == "10000":
            return answer
        why = str(answer.get("sub_code") or answer.get("code"))[:80]
        if answer.get("code") == "20000" or why in _AGAIN:
            raise GatewayAway(why)
        raise GatewayRefuses(why)


def signed_text(fields: Mapping[str, str]) -> bytes:
    """What is signed: sorted by name, joined, not URL-encoded."""
    return "&".join(f"{name}={fields[name]}" for name in sorted(fields)).encode()


def yuan(minor: int) -> str:
    """An amount as Alipay writes it: 29.90."""
    return f"{minor // 100}.{minor % 100:02}"


def _hash_of(answer: Mapping[str, Any]) -> str:
    return hashlib.sha256(json.dumps(answer, sort_keys=True).encode()).hexdigest()


def _form(body: bytes) -> dict[str, str]:
    """The fields of a notice, each once. Raises NoticeRefused."""
    try:
        pairs = parse_qsl(
            body.decode("ascii"),
            keep_blank_values=True,
            strict_parsing=True,
            errors="strict",
            max_num_fields=_MOST_FIELDS,
        )
    except ValueError:
        raise NoticeRefused("form") from None
    fields = dict(pairs)
    if len(fields) != len(pairs):
        raise NoticeRefused("a field twice")
    return fields


def _minor(written: str) -> int:
    known = _YUAN.fullmatch(written)
    if known is None:
        raise NoticeRefused("total_amount")
    return int(known[1]) * 100 + int((known[2] or "").ljust(2, "0"))


def _word(fields: Mapping[str, Any], name: str) -> str:
    """A field that must be there. Raises NoticeRefused."""
    value = fields.get(name)
    if not isinstance(value, str) or not 1 <= len(value) <= 128:
        raise NoticeRefused(name)
    return value
