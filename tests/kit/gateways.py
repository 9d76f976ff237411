"""Stand-ins for gateways, over HTTP on this machine: they sign with keys of their own, lie, repeat, delay and go away.

Written from the gateways' public descriptions, not from our code: each signs and reads by itself.
"""

import asyncio
import base64
import json
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache
from types import TracebackType
from typing import Any, Self
from urllib.parse import parse_qs, urlencode

import aiohttp
from aiohttp import web
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import padding, rsa
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.x509.oid import NameOID

APP_ID, SELLER_ID = "2021000000000017", "2088000000000017"
WECHAT_APP, MERCHANT, API_KEY = "wx0000000000000017", "1900000017", "a17" + "0" * 29
SERIAL, PUBLIC_ID = "17" * 20, "PUB_KEY_ID_0117"


@cache
def a_key(whose: str) -> rsa.RSAPrivateKey:
    """A key pair of somebody's, made once for all tests of a process."""
    return rsa.generate_private_key(public_exponent=65537, key_size=2048)


def private_pem(key: rsa.RSAPrivateKey) -> str:
    """A private key as an operator has it."""
    return key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    ).decode()


def public_pem(key: rsa.RSAPrivateKey) -> str:
    """Its public half."""
    return (
        key.public_key()
        .public_bytes(serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo)
        .decode()
    )


def sign(key: rsa.RSAPrivateKey, text: str) -> str:
    """SHA-256 with RSA, in base64."""
    return base64.b64encode(key.sign(text.encode(), padding.PKCS1v15(), hashes.SHA256())).decode()


class CodeDead(Exception):
    """Whoever pays is told that this can't be paid any more."""


@dataclass
class Deal:
    """One trade as a gateway knows it."""

    number: str
    amount: str
    code: str
    money_id: str = ""
    state: str = "WAIT_BUYER_PAY"
    #: Alipay knows of a trade only when somebody has scanned its code.
    is_scanned: bool = False
    refunded: dict[str, str] = field(default_factory=dict)


class AlipayStandIn:
    """A small Alipay."""

    def __init__(self) -> None:
        self.key = a_key("alipay")
        self.merchant_key = a_key("merchant")
        self.trades: dict[str, Deal] = {}
        #: Every call: its method and content.
        self.calls: list[tuple[str, dict[str, str]]] = []
        #: Answers nothing but 502 while it is away.
        self.away = False
        #: Refuses to make codes and to pay back, by its own word.
        self.refuses = ""
        #: Signs its answers with a key of nobody's.
        self.forges = False
        #: Thinks for so long before it does what it was asked, and once more before it answers.
        self.delays_s = 0.0
        #: Calls that it thinks about just now.
        self.busy = 0
        #: A buyer pays in the moment in which a trade is cancelled.
        self.is_paid_meanwhile = False
        #: Where it reports payments, as it was told with a trade.
        self.notify_url = ""
        self._runner: web.AppRunner | None = None
        self._port = 0
        self._paid = 0

    async def __aenter__(self) -> Self:
        app = web.Application()
        app.add_routes([web.post("/gateway.do", self._called)])
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", 0)
        await site.start()
        self._port = self._runner.addresses[0][1]
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._runner is not None:
            await self._runner.cleanup()

    def settings(self, groups: str = "all") -> dict[str, str]:
        """What the operator sets."""
        return {
            "alipay_app_id": APP_ID,
            "alipay_seller_id": SELLER_ID,
            "alipay_private_key": private_pem(self.merchant_key),
            "alipay_public_key": public_pem(self.key),
            "alipay_groups": groups,
            "alipay_api_base": f"http://127.0.0.1:{self._port}",
        }

    # What buyers do

    def scans(self, number: str) -> Deal:
        """The buyer of a trade scans its code, and looks at what they are to pay. Raises CodeDead."""
        trade = self.trades[number]
        if trade.state != "WAIT_BUYER_PAY":
            raise CodeDead(trade.state)
        trade.is_scanned = True
        return trade

    def pays(self, number: str, amount: str | None = None) -> Deal:
        """The buyer of a trade pays it, in Alipay's app. Raises CodeDead."""
        trade = self.scans(number)
        self._paid += 1
        trade.money_id, trade.state = f"20261127220014{self._paid:014}", "TRADE_SUCCESS"
        trade.amount = amount or trade.amount
        return trade

    def of_code(self, code: str) -> Deal:
        """The trade of a code that somebody scans."""
        return next(trade for trade in self.trades.values() if trade.code == code)

    # What it says

    def notice(self, trade: Deal, *, nth: int = 1, **changed: str) -> dict[str, str]:
        """The fields of a notice about a trade, unsigned."""
        return {
            "notify_time": "2026-11-27 20:00:00",
            "notify_type": "trade_status_sync",
            "notify_id": f"{trade.money_id}-{nth}",
            "charset": "utf-8",
            "version": "1.0",
            "app_id": APP_ID,
            "seller_id": SELLER_ID,
            "out_trade_no": trade.number,
            "trade_no": trade.money_id,
            "trade_status": trade.state,
            "total_amount": trade.amount,
            "subject": "买水果 & more=1",
            **changed,
        }

    def signed(self, fields: dict[str, str], key: rsa.RSAPrivateKey | None = None) -> bytes:
        """A notice as it is sent."""
        text = "&".join(f"{name}={value}" for name, value in sorted(fields.items()))
        return urlencode({**fields, "sign_type": "RSA2", "sign": sign(key or self.key, text)}).encode()

    async def reports(self, trade: Deal, *, nth: int = 1, **changed: str) -> tuple[int, str]:
        """Send a notice; what it is answered."""
        return await self.sends(self.signed(self.notice(trade, nth=nth, **changed)))

    async def sends(self, body: bytes) -> tuple[int, str]:
        """Send some bytes where notices go; what they are answered."""
        headers = {"Content-Type": "application/x-www-form-urlencoded"}
        async with aiohttp.ClientSession() as session, session.post(self.notify_url, data=body, headers=headers) as got:
            return got.status, await got.text()

    # What it answers

    async def _called(self, request: web.Request) -> web.Response:
        fields = {name: values[0] for name, values in parse_qs((await request.read()).decode()).items()}
        self._prove(fields)
        content = json.loads(fields["biz_content"])
        self.calls.append((fields["method"], content))
        if self.away:
            return web.Response(status=502)
        self.notify_url = fields.get("notify_url", self.notify_url)
        self.busy += 1
        await asyncio.sleep(self.delays_s)
        answer = self._answer(fields["method"], content)
        await asyncio.sleep(self.delays_s)
        self.busy -= 1
        text = json.dumps(answer, ensure_ascii=False, separators=(",", ":"))
        signature = sign(a_key("nobody") if self.forges else self.key, text)
        node = f"{fields['method'].replace('.', '_')}_response"
        return web.Response(body=f'{{"{node}":{text},"sign":"{signature}"}}'.encode())

    def _prove(self, fields: dict[str, str]) -> None:
        text = "&".join(f"{name}={value}" for name, value in sorted(fields.items()) if name != "sign" and value)
        public = self.merchant_key.public_key()
        public.verify(base64.b64decode(fields["sign"]), text.encode(), padding.PKCS1v15(), hashes.SHA256())
        assert (fields["app_id"], fields["sign_type"], fields["charset"]) == (APP_ID, "RSA2", "utf-8")

    def _answer(self, method: str, content: dict[str, str]) -> dict[str, Any]:
        number = content["out_trade_no"]
        if method == "alipay.trade.precreate":
            return self._precreate(number, content["total_amount"])
        trade = self.trades.get(number)
        if method == "alipay.trade.cancel":
            return self._cancel(number, trade)
        if trade is None or not (trade.is_scanned or trade.state == "TRADE_CLOSED"):
            return {"code": "40004", "msg": "Business Failed", "sub_code": "ACQ.TRADE_NOT_EXIST"}
        if method == "alipay.trade.close":
            return self._close(trade)
        said: dict[str, Any] = {"code": "10000", "msg": "Success", "out_trade_no": number, "trade_no": trade.money_id}
        if method == "alipay.trade.query":
            return {**said, "trade_status": trade.state, "total_amount": trade.amount}
        request_no = content["out_request_no"]
        if method == "alipay.trade.refund":
            if self.refuses:
                return {"code": "40004", "msg": "Business Failed", "sub_code": self.refuses}
            is_new = request_no not in trade.refunded
            known = trade.refunded.setdefault(request_no, content["refund_amount"])
            assert known == content["refund_amount"], "one number, two amounts"
            assert float(sum_of(trade.refunded.values())) <= float(trade.amount), "more back than came"
            return {**said, "fund_change": "Y" if is_new else "N", "refund_fee": sum_of(trade.refunded.values())}
        assert method == "alipay.trade.fastpay.refund.query"
        return {**said, "refund_status": "REFUND_SUCCESS"} if request_no in trade.refunded else said

    def _close(self, trade: Deal) -> dict[str, Any]:
        if trade.state != "WAIT_BUYER_PAY":
            return {"code": "40004", "msg": "Business Failed", "sub_code": "ACQ.TRADE_STATUS_ERROR"}
        trade.state = "TRADE_CLOSED"
        return {"code": "10000", "msg": "Success", "out_trade_no": trade.number, "trade_no": trade.money_id}

    def _cancel(self, number: str, trade: Deal | None) -> dict[str, Any]:
        """A trade that is there is named with what became of it; one that was paid is paid back."""
        said = {"code": "10000", "msg": "Success", "out_trade_no": number, "retry_flag": "N"}
        if trade is None:
            return said
        if self.is_paid_meanwhile:
            self.pays(number)
        was, trade.state = trade.state, "TRADE_CLOSED"
        if was == "TRADE_SUCCESS":
            trade.refunded["cancelled"] = trade.amount
        action = {"TRADE_SUCCESS": "refund", "WAIT_BUYER_PAY": "close"}.get(was) if trade.is_scanned else None
        return {**said, **({} if action is None else {"action": action, "trade_no": trade.money_id})}

    def _precreate(self, number: str, amount: str) -> dict[str, Any]:
        if self.refuses:
            return {"code": "40004", "msg": "Business Failed", "sub_code": self.refuses}
        known = self.trades.get(number)
        if known is not None and known.state != "WAIT_BUYER_PAY":
            why = "CLOSE" if known.state == "TRADE_CLOSED" else "SUCCESS"
            return {"code": "40004", "msg": "Business Failed", "sub_code": f"ACQ.TRADE_HAS_{why}"}
        made = len([method for method, _ in self.calls if method == "alipay.trade.precreate"])
        code = f"https://qr.alipay.com/bax{made:05}{number.lower()}"
        if known is None:
            self.trades[number] = Deal(number, amount, code)
        else:
            assert known.amount == amount, "one number, two amounts"
            known.code = code
        return {"code": "10000", "msg": "Success", "out_trade_no": number, "qr_code": code}


def sum_of(amounts: Iterable[str]) -> str:
    """Amounts added up, with two decimals."""
    return f"{sum(round(float(each) * 100) for each in amounts) / 100:.2f}"


@dataclass(frozen=True)
class Issued:
    """A certificate as WeChat Pay hands it out."""

    key: rsa.RSAPrivateKey
    pem: str
    since: datetime
    until: datetime


class WeChatStandIn:
    """A small WeChat Pay. `now`: its clock, which signatures are dated by."""

    def __init__(self, now: Callable[[], datetime]) -> None:
        self.key = a_key("wechat")
        #: By which number its key is known.
        self.number = PUBLIC_ID
        #: What it hands out, by serial number.
        self.certificates: dict[str, Issued] = {}
        #: Hands them out sealed with another key than the merchant's.
        self.seals_with = API_KEY
        #: Signs its answers with a key of nobody's.
        self.forges = False
        self.merchant_key = a_key("merchant")
        self.trades: dict[str, Deal] = {}
        self.calls: list[tuple[str, str]] = []
        #: Answers nothing but 502 while it is away.
        self.away = False
        #: Where it reports payments, as it was told with a trade.
        self.notify_url = ""
        #: Refunds are still under way the first time they are asked for.
        self.takes_time = False
        #: Refuses to pay back, by its own word.
        self.refuses = ""
        self._now = now
        self._runner: web.AppRunner | None = None
        self._port = 0
        self._paid = 0

    async def __aenter__(self) -> Self:
        app = web.Application()
        app.add_routes([web.route("*", "/v3/{rest:.*}", self._called)])
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
        await self._runner.setup()
        await web.TCPSite(self._runner, "127.0.0.1", 0).start()
        self._port = self._runner.addresses[0][1]
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._runner is not None:
            await self._runner.cleanup()

    def issues(self, number: str, whose: str, since: datetime, until: datetime) -> Issued:
        """A certificate that is handed out from now on."""
        key = a_key(whose)
        name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "WeChat Pay")])
        made = (
            x509.CertificateBuilder()
            .subject_name(name)
            .issuer_name(name)
            .public_key(key.public_key())
            .serial_number(int(number, 16))
            .not_valid_before(since)
            .not_valid_after(until)
            .sign(key, hashes.SHA256())
        )
        pem = made.public_bytes(serialization.Encoding.PEM).decode()
        self.certificates[number] = Issued(key, pem, since, until)
        return self.certificates[number]

    def signs_by(self, number: str) -> None:
        """A certificate's key is the one it signs with from now on."""
        self.number, self.key = number, self.certificates[number].key

    def settings(self, groups: str = "all") -> dict[str, str]:
        """What the operator sets."""
        return {
            "wechat_app_id": WECHAT_APP,
            "wechat_merchant_id": MERCHANT,
            "wechat_serial": SERIAL,
            "wechat_private_key": private_pem(self.merchant_key),
            "wechat_public_key_id": self.number,
            "wechat_public_key": public_pem(self.key),
            "wechat_api_key": API_KEY,
            "wechat_groups": groups,
            "wechat_api_base": f"http://127.0.0.1:{self._port}",
        }

    def pays(self, number: str) -> Deal:
        """The buyer of a trade pays it. Raises CodeDead."""
        trade = self.trades[number]
        if trade.state != "NOTPAY":
            raise CodeDead(trade.state)
        self._paid += 1
        trade.money_id, trade.state = f"42000000172026112700000{self._paid:05}", "SUCCESS"
        return trade

    def of_code(self, code: str) -> Deal:
        """The trade of a code that somebody scans."""
        return next(trade for trade in self.trades.values() if trade.code == code)

    def said(self, trade: Deal, **changed: Any) -> dict[str, Any]:
        """What is sealed in a notice, and stands in the answer to a query."""
        amount = {"total": int(trade.amount), "payer_total": 1, "currency": "CNY", "payer_currency": "CNY"}
        return {
            "appid": WECHAT_APP,
            "mchid": MERCHANT,
            "out_trade_no": trade.number,
            "transaction_id": trade.money_id,
            "trade_type": "NATIVE",
            "trade_state": trade.state,
            "amount": amount,
            **changed,
        }

    def notice(self, trade: Deal, *, nth: int = 1, api_key: str = API_KEY, **changed: Any) -> bytes:
        """The body of a notice."""
        text = json.dumps(self.said(trade, **changed), ensure_ascii=False).encode()
        sealed = AESGCM(api_key.encode()).encrypt(b"twelve bytes", text, b"transaction")
        told = {
            "id": f"event-{trade.money_id}-{nth}",
            "event_type": "TRANSACTION.SUCCESS",
            "resource_type": "encrypt-resource",
            "resource": {
                "algorithm": "AEAD_AES_256_GCM",
                "ciphertext": base64.b64encode(sealed).decode(),
                "nonce": "twelve bytes",
                "associated_data": "transaction",
                "original_type": "transaction",
            },
        }
        return json.dumps(told).encode()

    def headers(self, body: bytes, key: rsa.RSAPrivateKey | None = None, *, age_s: int = 0) -> dict[str, str]:
        """What proves that some bytes are its own."""
        stamp = str(int(self._now().timestamp()) - age_s)
        return {
            "Wechatpay-Timestamp": stamp,
            "Wechatpay-Nonce": "a-nonce",
            "Wechatpay-Serial": self.number,
            "Wechatpay-Signature": sign(key or self.key, f"{stamp}\na-nonce\n{body.decode()}\n"),
        }

    async def reports(self, trade: Deal, *, nth: int = 1, **changed: Any) -> int:
        """Send a notice; the status of the answer."""
        body = self.notice(trade, nth=nth, **changed)
        return await self.sends(body, self.headers(body))

    async def sends(self, body: bytes, headers: dict[str, str]) -> int:
        """Send some bytes where notices go; the status of the answer."""
        async with (
            aiohttp.ClientSession() as session,
            session.post(self.notify_url, data=body, headers={"Content-Type": "application/json", **headers}) as got,
        ):
            return got.status

    async def _called(self, request: web.Request) -> web.Response:
        body = await request.read()
        self._prove(request, body)
        self.calls.append((request.method, request.path))
        if self.away:
            return web.Response(status=502)
        content = json.loads(body) if body else {}
        status, answer = self._answer(request.method, request.path, content)
        text = b"" if status == 204 else json.dumps(answer, ensure_ascii=False).encode()
        return web.Response(status=status, body=text, headers=self.headers(text, a_key("x") if self.forges else None))

    def _prove(self, request: web.Request, body: bytes) -> None:
        scheme, _, rest = request.headers["Authorization"].partition(" ")
        said = dict(re.findall(r'(\w+)="([^"]*)"', rest))
        assert (scheme, said["mchid"], said["serial_no"]) == ("WECHATPAY2-SHA256-RSA2048", MERCHANT, SERIAL)
        text = f"{request.method}\n{request.path_qs}\n{said['timestamp']}\n{said['nonce_str']}\n{body.decode()}\n"
        public = self.merchant_key.public_key()
        public.verify(base64.b64decode(said["signature"]), text.encode(), padding.PKCS1v15(), hashes.SHA256())

    def _answer(self, method: str, path: str, content: dict[str, Any]) -> tuple[int, dict[str, Any]]:
        if path == "/v3/pay/transactions/native":
            return self._native(content)
        if path == "/v3/certificates":
            return 200, {"data": [self._sealed(number) for number in self.certificates]}
        if path.endswith("/close"):
            assert (method, content) == ("POST", {"mchid": MERCHANT})
            return self._close(path.split("/")[-2])
        if path.startswith("/v3/pay/transactions/out-trade-no/"):
            trade = self.trades.get(path.rpartition("/")[2])
            return (404, {"code": "ORDER_NOT_EXIST"}) if trade is None else (200, self.said(trade))
        if method == "GET":
            return self._refund_of(path.rpartition("/")[2])
        assert (method, path) == ("POST", "/v3/refund/domestic/refunds")
        if self.refuses:
            return 403, {"code": self.refuses}
        trade, number = self.trades[content["out_trade_no"]], content["out_refund_no"]
        is_new = number not in trade.refunded
        known = trade.refunded.setdefault(number, str(content["amount"]["refund"]))
        assert known == str(content["amount"]["refund"]), "one number, two amounts"
        assert sum(map(int, trade.refunded.values())) <= int(trade.amount), "more back than came"
        assert content["amount"]["total"] == int(trade.amount)
        status = "PROCESSING" if is_new and self.takes_time else "SUCCESS"
        return 200, {"out_refund_no": number, "status": status}

    def _sealed(self, number: str) -> dict[str, Any]:
        issued, nonce = self.certificates[number], "61f9c719728a"
        sealed = AESGCM(self.seals_with.encode()).encrypt(nonce.encode(), issued.pem.encode(), b"certificate")
        return {
            "serial_no": number,
            "effective_time": issued.since.isoformat(),
            "expire_time": issued.until.isoformat(),
            "encrypt_certificate": {
                "algorithm": "AEAD_AES_256_GCM",
                "nonce": nonce,
                "associated_data": "certificate",
                "ciphertext": base64.b64encode(sealed).decode(),
            },
        }

    def _refund_of(self, number: str) -> tuple[int, dict[str, Any]]:
        if any(number in trade.refunded for trade in self.trades.values()):
            return 200, {"out_refund_no": number, "status": "SUCCESS"}
        return 404, {"code": "RESOURCE_NOT_EXISTS"}

    def _close(self, number: str) -> tuple[int, dict[str, Any]]:
        """Told twice, or of a number that it doesn't know, it says nothing else."""
        trade = self.trades.get(number)
        if trade is not None and trade.state == "SUCCESS":
            return 400, {"code": "ORDERPAID"}
        if trade is not None:
            trade.state = "CLOSED"
        return 204, {}

    def _native(self, content: dict[str, Any]) -> tuple[int, dict[str, Any]]:
        number, total = content["out_trade_no"], str(content["amount"]["total"])
        assert (content["appid"], content["mchid"], content["amount"]["currency"]) == (WECHAT_APP, MERCHANT, "CNY")
        assert re.fullmatch(r"[A-Za-z0-9_\-*]{6,32}", number)
        self.notify_url = content["notify_url"]
        known = self.trades.get(number)
        if known is not None and known.state in ("CLOSED", "SUCCESS"):
            return 400, {"code": "ORDER_CLOSED" if known.state == "CLOSED" else "ORDERPAID"}
        code = f"weixin://wxpay/bizpayurl?pr={len(self.calls):05}{number}"
        trade = self.trades.setdefault(number, Deal(number, total, code, state="NOTPAY"))
        assert trade.amount == total, "one number, two amounts"
        trade.code = code
        return 200, {"code_url": code}
