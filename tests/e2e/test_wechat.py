"""Paid through WeChat Pay: by notice, by late notice, by query only, by repeated and forged notices; and paid back."""

import asyncio
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta

import pytest
import pytest_asyncio

from bot.domain.orders import OrderState
from tests.e2e.test_gateways import a_full_team, a_group, asks, booked, code_of, gives_up, state_of
from tests.kit.gateways import CodeDead, WeChatStandIn, a_key
from tests.kit.scenes import FRIDAY_NOON, Scene

LANGUAGES = ["en", "zh"]
S = OrderState


class Shop:
    """A scene with a WeChat Pay that lives by its clock."""

    def __init__(self, scene: Scene, wechat: WeChatStandIn) -> None:
        self.scene = scene
        self.wechat = wechat


@pytest_asyncio.fixture
async def shop(sqlite_url: str) -> AsyncIterator[Shop]:
    made: list[Scene] = []

    def now() -> datetime:
        return made[0].clock.now() if made else FRIDAY_NOON.astimezone(UTC)

    async with WeChatStandIn(now) as wechat:
        made.append(Scene(sqlite_url, gateways=True, **wechat.settings()))
        async with made[0] as scene:
            yield Shop(scene, wechat)


@pytest.mark.parametrize("language", LANGUAGES)
async def test_what_wechat_reports_is_paid_at_once(shop: Shop, language: str) -> None:
    scene, wechat = shop.scene, shop.wechat
    _, _, ana, _ = await a_full_team(scene, language)
    code = await code_of(ana)
    assert code.startswith("weixin://wxpay/")
    trade = wechat.pays(wechat.of_code(code).number)
    assert trade.amount == "2990"
    assert await wechat.reports(trade) == 204
    await scene.settles()
    assert await state_of(scene, trade) is S.PAID
    assert asks(ana) == []
    assert ana.word("gateway-name", gateway="wechat") in ana.newest.text


async def test_told_again_by_a_forger_or_too_late_it_counts_once(shop: Shop) -> None:
    scene, wechat = shop.scene, shop.wechat
    _, _, ana, ben = await a_full_team(scene)
    trade, other = wechat.of_code(await code_of(ana)), wechat.of_code(await code_of(ben))
    other.money_id, other.state = "1", "SUCCESS"
    forged = wechat.notice(other)
    assert await wechat.sends(forged, wechat.headers(forged, a_key("x"))) == 401
    assert await wechat.sends(forged, wechat.headers(forged, age_s=301)) == 401
    assert await wechat.sends(forged, {**wechat.headers(forged), "Wechatpay-Serial": "PUB_KEY_ID_0118"}) == 401
    other.state = "NOTPAY"
    wechat.pays(trade.number)
    body = wechat.notice(trade)
    for _ in range(2):
        assert await wechat.sends(body, wechat.headers(body)) == 204
    assert await wechat.reports(trade, nth=2) == 204
    await scene.settles()
    assert await booked(scene, trade) == (0, 2990)
    assert (await state_of(scene, trade), await state_of(scene, other)) == (S.PAID, S.DUE)


async def test_what_no_notice_tells_is_found_within_the_hour_and_before_the_order_lapses(shop: Shop) -> None:
    scene, wechat = shop.scene, shop.wechat
    _, _, ana, ben = await a_full_team(scene)
    first, last = wechat.of_code(await code_of(ana)), wechat.of_code(await code_of(ben))
    wechat.pays(first.number)
    await scene.clock.moves(minutes=61)
    assert await state_of(scene, first) is S.PAID
    await scene.clock.moves(hours=22, minutes=50)
    wechat.pays(last.number)
    await scene.clock.moves(hours=24)
    assert await state_of(scene, last) is S.PAID


@pytest.mark.parametrize("language", LANGUAGES)
async def test_late_money_waits_for_the_leader_and_goes_back_the_way_it_came(shop: Shop, language: str) -> None:
    scene, wechat = shop.scene, shop.wechat
    group, _, ana, _ = await a_full_team(scene, language)
    trade = wechat.of_code(await code_of(ana))
    wechat.pays(trade.number)
    wechat.takes_time = True
    await gives_up(ana)
    assert (await state_of(scene, trade), await booked(scene, trade)) == (S.LEFT, (-2990, 2990))
    assert await wechat.reports(trade) == 204
    await scene.settles()
    assert await booked(scene, trade) == (-2990, 2990)
    await group.leader.taps(group.leader.word("button-refund-buyer"))
    await scene.clock.moves(minutes=1)
    assert await state_of(scene, trade) is S.REFUNDED
    assert trade.refunded == {f"{trade.number}R": "2990"}
    assert await booked(scene, trade) == (0, 0)


@pytest.mark.parametrize("language", LANGUAGES)
async def test_after_an_expired_team_the_money_goes_back_by_itself(shop: Shop, language: str) -> None:
    scene, wechat = shop.scene, shop.wechat
    ana = await scene.person("Ana", language=language)
    group = await a_group(scene, language, [ana])
    card = await scene.a_deal(group, team=2, lines="pay first")
    await ana.taps(ana.word("button-start-team"), on=card)
    trade = wechat.pays(wechat.of_code(await code_of(ana)).number)
    assert await wechat.reports(trade) == 204
    await scene.clock.moves(hours=25)
    assert await state_of(scene, trade) is S.REFUNDED
    assert trade.refunded == {f"{trade.number}R": "2990"}
    assert await booked(scene, trade) == (0, 0)


async def test_a_code_that_has_run_out_is_made_anew_and_a_closed_trade_is_followed_by_another(shop: Shop) -> None:
    scene, wechat = shop.scene, shop.wechat
    _, card, ana, _ = await a_full_team(scene)
    mine = next(button["url"] for button in card.buttons if "My order" in button["text"])
    trade = wechat.of_code(await code_of(ana))
    await scene.clock.moves(hours=2, minutes=5)
    await ana.opens(mine)
    assert wechat.of_code(await code_of(ana)) is trade
    trade.state = "CLOSED"
    await scene.clock.moves(hours=2, minutes=5)
    await ana.opens(mine)
    assert wechat.of_code(await code_of(ana)).number == f"{trade.number}N2"


async def test_the_code_of_an_order_that_has_ended_is_dead_also_when_closing_it_was_lost_first(shop: Shop) -> None:
    scene, wechat = shop.scene, shop.wechat
    _, _, ana, ben = await a_full_team(scene)
    left, lapsed = wechat.of_code(await code_of(ana)), wechat.of_code(await code_of(ben))
    wechat.away = True
    await gives_up(ana)
    assert left.state == "NOTPAY"
    wechat.away = False
    await scene.clock.moves(seconds=30)
    with pytest.raises(CodeDead):
        wechat.pays(left.number)
    await scene.clock.moves(hours=25)
    assert await state_of(scene, lapsed) is S.LAPSED
    with pytest.raises(CodeDead):
        wechat.pays(lapsed.number)
    closed = [path for method, path in wechat.calls if path.endswith(f"{left.number}/close")]
    assert len(closed) == 2


async def test_what_was_paid_too_much_goes_back_by_wechat_and_the_rest_of_it_later(shop: Shop) -> None:
    scene, wechat = shop.scene, shop.wechat
    group, _, ana, _ = await a_full_team(scene)
    lin = group.leader
    trade = wechat.pays(wechat.of_code(await code_of(ana)).number)
    assert await wechat.reports(trade) == 204
    await lin.says("/paid 1=10.00", to=group)
    wechat.takes_time = True
    await lin.taps(lin.word("button-refund-surplus"))
    await scene.clock.moves(minutes=1)
    assert trade.refunded == {f"{trade.number}R": "1000"}
    await lin.says("/refunds")
    assert "Nothing is to be paid back" in lin.newest.text
    await lin.says("/paid 1=5.00", to=group)
    await lin.taps(lin.word("button-refund-surplus"))
    await scene.clock.moves(minutes=1)
    assert trade.refunded == {f"{trade.number}R": "1000", f"{trade.number}R2": "500"}
    assert (await state_of(scene, trade), await booked(scene, trade)) == (S.PAID, (0, 2990))


async def test_the_bot_fetches_the_next_certificate_and_believes_what_it_signs(sqlite_url: str) -> None:
    made: list[Scene] = []

    def now() -> datetime:
        return made[0].clock.now() if made else FRIDAY_NOON.astimezone(UTC)

    old, new = "17" * 20, "2A" * 20
    async with WeChatStandIn(now) as wechat:
        wechat.issues(old, "wechat", FRIDAY_NOON - timedelta(days=1800), FRIDAY_NOON + timedelta(days=25))
        wechat.issues(new, "wechat next", FRIDAY_NOON, FRIDAY_NOON + timedelta(days=1800))
        wechat.signs_by(old)
        made.append(Scene(sqlite_url, gateways=True, **wechat.settings()))
        async with made[0] as scene:
            async with asyncio.timeout(10):
                while ("GET", "/v3/certificates") not in wechat.calls:  # noqa: ASYNC110 the stand-in has no sign for it
                    await asyncio.sleep(0.001)
            _, _, ana, _ = await a_full_team(scene)
            trade = wechat.pays(wechat.of_code(await code_of(ana)).number)
            wechat.signs_by(new)
            assert await wechat.reports(trade) == 204
            await scene.settles()
            assert await state_of(scene, trade) is S.PAID
