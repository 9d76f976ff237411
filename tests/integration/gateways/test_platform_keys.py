"""WeChat Pay's certificates, over HTTP: fetched by our own timer, believed when a key that we hold has signed them."""

from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

import pytest
import pytest_asyncio

from bot.gateways.calls import Calls
from bot.gateways.keys import KeyWrong, certificate, is_certificate, public_key
from bot.gateways.moments import NoticeRefused
from bot.gateways.opening import WeChatSetup, wechat
from bot.gateways.platform_keys import FETCHED_EVERY
from bot.gateways.wechat import WeChat
from tests.kit import gateways as kit
from tests.kit.scenes import FRIDAY_NOON

#: Years of a certificate's life, and the last days in which two are good.
LIFE, OVERLAP = timedelta(days=5 * 365), timedelta(days=30)
OLD, NEW = "5157F09EFDC096DE15EBE81A47057A7232F1B8E1", "6A1B2C3D4E5F60718293A4B5C6D7E8F901234567"


@dataclass
class Merchant:
    """A bot's side of WeChat Pay, whose clock moves by hand."""

    way: WeChat
    pay: kit.WeChatStandIn
    clock: list[datetime]

    async def looks(self, **later: float) -> None:
        """Time goes by, and the timer rings."""
        self.clock[0] += timedelta(**later)
        await self.way.look_after_keys(self.clock[0])

    def believes(self, number: str) -> bool:
        """Whether a notice that is signed by a certificate's key is believed."""
        was = (self.pay.number, self.pay.key)
        self.pay.signs_by(number)
        trade = kit.Deal("KT10000041", "2990", "", money_id="4200000017202611270000000001", state="SUCCESS")
        body = self.pay.notice(trade)
        headers = self.pay.headers(body)
        self.pay.number, self.pay.key = was
        try:
            return self.way.notice(headers, body, self.clock[0]) is not None
        except NoticeRefused:
            return False

    def fetches(self) -> int:
        """How often certificates were asked for."""
        return sum(path == "/v3/certificates" for _, path in self.pay.calls)


Make = Callable[..., Merchant]


@pytest_asyncio.fixture
async def make() -> AsyncIterator[Make]:
    """A merchant whose WeChat Pay signs by a certificate that ends in a month."""
    clock = [FRIDAY_NOON]
    calls = Calls()
    async with kit.WeChatStandIn(lambda: clock[0]) as pay:
        pay.issues(OLD, "wechat", FRIDAY_NOON - LIFE, FRIDAY_NOON + OVERLAP)
        pay.signs_by(OLD)

        def made(*, as_certificate: bool = True, number: str = OLD) -> Merchant:
            given = pay.settings()
            setup = WeChatSetup(
                app_id=given["wechat_app_id"],
                merchant_id=given["wechat_merchant_id"],
                name="WeChat Pay",
                serial=given["wechat_serial"],
                private_key=given["wechat_private_key"],
                public_key_id=number,
                public_key=pay.certificates[OLD].pem if as_certificate else given["wechat_public_key"],
                api_key=given["wechat_api_key"],
                chats=None,
                base=given["wechat_api_base"],
            )
            way = wechat(setup, "http://127.0.0.1:1", "1:x", calls).way
            assert isinstance(way, WeChat)
            return Merchant(way, pay, clock)

        yield made
    await calls.close()


def comes_new(merchant: Merchant) -> None:
    """The next certificate is handed out beside the old one."""
    merchant.pay.issues(NEW, "wechat next", FRIDAY_NOON, FRIDAY_NOON + LIFE)


@pytest.mark.parametrize("as_certificate", [True, False])
async def test_both_are_believed_while_both_are_good_and_the_old_one_no_longer(
    make: Make, as_certificate: bool
) -> None:
    merchant = make(as_certificate=as_certificate)
    comes_new(merchant)
    assert (merchant.believes(OLD), merchant.believes(NEW)) == (True, False)
    await merchant.looks()
    assert (merchant.believes(OLD), merchant.believes(NEW)) == (True, True)
    await merchant.looks(days=OVERLAP.days)
    assert (merchant.believes(OLD), merchant.believes(NEW)) == (False, True)
    del merchant.pay.certificates[OLD]
    merchant.pay.signs_by(NEW)
    await merchant.looks(days=1)
    assert merchant.believes(NEW)
    merchant.pay.issues(OLD, "wechat", FRIDAY_NOON - LIFE, FRIDAY_NOON + OVERLAP)
    assert not merchant.believes(OLD), "its time is over, whatever is set"


async def test_the_next_one_signs_answers_too_once_it_is_held(make: Make) -> None:
    merchant = make()
    comes_new(merchant)
    await merchant.looks()
    merchant.pay.signs_by(NEW)
    await merchant.looks(hours=13)
    assert merchant.fetches() == 2
    assert merchant.believes(NEW)


async def test_a_certificate_is_not_believed_before_its_time(make: Make) -> None:
    merchant = make()
    merchant.pay.issues(NEW, "wechat next", FRIDAY_NOON + timedelta(days=2), FRIDAY_NOON + LIFE)
    await merchant.looks()
    assert not merchant.believes(NEW)
    merchant.clock[0] += timedelta(days=2)
    assert merchant.believes(NEW)


async def test_what_a_notice_names_fetches_nothing(make: Make) -> None:
    merchant = make()
    comes_new(merchant)
    for _ in range(3):
        assert not merchant.believes(NEW)
    assert merchant.fetches() == 0


async def test_they_are_fetched_twice_a_day_and_again_soon_when_that_failed(make: Make) -> None:
    merchant = make()
    await merchant.looks()
    await merchant.looks(minutes=10)
    assert merchant.fetches() == 1
    merchant.pay.away = True
    await merchant.looks(seconds=FETCHED_EVERY.total_seconds())
    merchant.pay.away = False
    comes_new(merchant)
    assert not merchant.believes(NEW)
    await merchant.looks(minutes=10)
    assert merchant.fetches() == 3
    assert merchant.believes(NEW)


def another_seal(pay: kit.WeChatStandIn) -> None:
    pay.seals_with = "b" * 32


def no_signature_of_its_own(pay: kit.WeChatStandIn) -> None:
    pay.forges = True


def by_a_key_that_is_not_held(pay: kit.WeChatStandIn) -> None:
    pay.signs_by(NEW)


def another_number(pay: kit.WeChatStandIn) -> None:
    pay.certificates["7" * 40] = pay.certificates[NEW]


def no_certificate(pay: kit.WeChatStandIn) -> None:
    issued = pay.certificates[NEW]
    pay.certificates["7" * 40] = kit.Issued(issued.key, "hello", issued.since, issued.until)


FORGERIES = [another_seal, no_signature_of_its_own, by_a_key_that_is_not_held, another_number, no_certificate]


@pytest.mark.parametrize("forged", FORGERIES)
async def test_what_is_not_proven_changes_nothing(make: Make, forged: Callable[[kit.WeChatStandIn], None]) -> None:
    merchant = make()
    comes_new(merchant)
    forged(merchant.pay)
    await merchant.looks()
    assert merchant.fetches() == 1
    assert not merchant.believes(NEW)
    assert merchant.believes(OLD)


async def test_an_empty_answer_changes_nothing(make: Make) -> None:
    merchant = make()
    issued = merchant.pay.certificates.pop(OLD)
    await merchant.looks()
    merchant.pay.certificates[OLD] = issued
    assert merchant.believes(OLD)


async def test_with_a_public_key_nothing_is_fetched_and_no_certificate_is_believed(make: Make) -> None:
    merchant = make(as_certificate=False, number=kit.PUBLIC_ID)
    comes_new(merchant)
    await merchant.looks(days=1)
    assert merchant.fetches() == 0
    assert not merchant.believes(OLD)
    merchant.pay.number = kit.PUBLIC_ID
    trade = kit.Deal("KT10000041", "2990", "", money_id="1", state="SUCCESS")
    body = merchant.pay.notice(trade)
    assert merchant.way.notice(merchant.pay.headers(body), body, merchant.clock[0]) is not None


async def test_the_number_may_be_written_in_small_letters(make: Make) -> None:
    merchant = make(number=OLD.lower())
    assert merchant.believes(OLD)


def test_a_certificates_key_is_taken_from_it() -> None:
    issued = kit.WeChatStandIn(lambda: FRIDAY_NOON).issues(OLD, "wechat", FRIDAY_NOON - LIFE, FRIDAY_NOON)
    assert is_certificate(issued.pem)
    assert public_key(issued.pem).public_numbers() == kit.a_key("wechat").public_key().public_numbers()
    assert certificate(issued.pem).number == OLD
    with pytest.raises(KeyWrong):
        certificate(issued.pem.replace("M", "N", 3))
