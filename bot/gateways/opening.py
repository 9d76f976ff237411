"""Gateways from an operator's settings. Importing it loads the library for signatures: only where one is set up."""

import hmac
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime

from bot.domain.ids import ChatId
from bot.domain.trades import Provider
from bot.gateways.alipay import Alipay, Merchant
from bot.gateways.calls import Calls
from bot.gateways.keys import certificate, is_certificate, private_key, public_key
from bot.gateways.moments import Gateway
from bot.gateways.platform_keys import PlatformKeys
from bot.gateways.wechat import Shop, WeChat
from bot.services.gateways import Counter

_WORD_LETTERS = 43


@dataclass(frozen=True, slots=True, kw_only=True)
class AlipaySetup:
    """What the operator has from Alipay."""

    app_id: str
    seller_id: str
    name: str
    private_key: str
    public_key: str
    chats: frozenset[ChatId] | None
    base: str


@dataclass(frozen=True, slots=True, kw_only=True)
class WeChatSetup:
    """What the operator has from WeChat Pay."""

    app_id: str
    merchant_id: str
    name: str
    serial: str
    private_key: str
    public_key_id: str
    public_key: str
    api_key: str
    chats: frozenset[ChatId] | None
    base: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened:
    """A gateway that is set up: where its notices come in, and whom buyers pay."""

    way: Gateway
    path: str
    counter: Counter
    #: Fetches the gateway's own keys, if it hands out others and it is time.
    look_after_keys: Callable[[datetime], Awaitable[None]] | None = None


def alipay(setup: AlipaySetup, public_url: str, token: str, calls: Calls) -> Opened:
    """Alipay. Raises KeyWrong."""
    path = path_of(Provider.ALIPAY, setup.private_key, token)
    merchant = Merchant(
        app_id=setup.app_id,
        seller_id=setup.seller_id,
        private=private_key(setup.private_key),
        public=public_key(setup.public_key),
        base=setup.base,
        notify_url=f"{public_url}{path}",
    )
    counter = Counter(
        provider=Provider.ALIPAY, account=setup.seller_id, name=setup.name, currency="CNY", chats=setup.chats
    )
    return Opened(way=Alipay(merchant, calls), path=path, counter=counter)


def wechat(setup: WeChatSetup, public_url: str, token: str, calls: Calls) -> Opened:
    """WeChat Pay. Raises KeyWrong."""
    path = path_of(Provider.WECHAT, setup.private_key, token)
    shop = Shop(
        app_id=setup.app_id,
        merchant_id=setup.merchant_id,
        serial=setup.serial,
        private=private_key(setup.private_key),
        keys=_platform_keys(setup),
        api_key=setup.api_key.encode(),
        base=setup.base,
        notify_url=f"{public_url}{path}",
    )
    counter = Counter(
        provider=Provider.WECHAT, account=setup.merchant_id, name=setup.name, currency="CNY", chats=setup.chats
    )
    way = WeChat(shop, calls)
    return Opened(way=way, path=path, counter=counter, look_after_keys=way.look_after_keys)


def _platform_keys(setup: WeChatSetup) -> PlatformKeys:
    held = certificate(setup.public_key) if is_certificate(setup.public_key) else None
    return PlatformKeys(setup.public_key_id, public_key(setup.public_key), held=held)


def path_of(provider: Provider, secret: str, token: str) -> str:
    """Where a gateway's notices come in. As good as random, the same in every replica; it changes with the key."""
    bot_id = token.partition(":")[0]
    word = hmac.digest(secret.encode(), f"{provider} notices of bot {bot_id}".encode(), "sha256").hex()[:_WORD_LETTERS]
    return f"/payments/{provider}/{word}"
