"""Paid through Alipay: by notice, by late notice, by query only, by repeated and forged notices; and paid back."""

from collections.abc import AsyncIterator, Sequence
from datetime import timedelta

import pytest
import pytest_asyncio

from bot.domain.errors import DatabaseAway
from bot.domain.orders import OrderState
from storage import communities, ledger, orders, payees
from storage.sqlite import Sqlite
from tests.kit.gateways import AlipayStandIn, CodeDead, Deal, a_key
from tests.kit.groups import Group
from tests.kit.messages import Seen
from tests.kit.people import Somebody
from tests.kit.scenes import Scene

LANGUAGES = ["en", "zh"]
S = OrderState


@pytest_asyncio.fixture
async def alipay() -> AsyncIterator[AlipayStandIn]:
    async with AlipayStandIn() as made:
        yield made


@pytest_asyncio.fixture
async def shop(sqlite_url: str, alipay: AlipayStandIn) -> AsyncIterator[Scene]:
    async with Scene(sqlite_url, gateways=True, **alipay.settings()) as made:
        yield made


def asks(who: Somebody) -> list[Seen]:
    """Messages with a code that can be paid."""
    return [seen for seen in who.told() if seen.photo and who.word("button-cannot-pay") in seen.labels]


async def code_of(who: Somebody) -> str:
    """What the newest of them says to the gateway's app."""
    await who.scene.settles()
    return who.reads(asks(who)[-1])


async def gives_up(who: Somebody) -> None:
    """A buyer says that they can't pay, and that they are sure."""
    await who.taps(who.word("button-cannot-pay"))
    await who.taps(who.word("button-confirm-cannot-pay"))


async def a_group(shop: Scene, language: str = "en", members: Sequence[Somebody] = ()) -> Group:
    """A group in yuan, whose only way to pay is Alipay; Lin leads it."""
    lin = await shop.person("Lin", language=language, username="lin_leads")
    group = await shop.group(admins=[lin], members=members)
    await lin.says("/lead", to=group)
    await lin.says("/community currency CNY", to=group)
    group.leader = lin
    shop.bot.cashier.wake()
    await shop.settles()
    return group


async def a_full_team(shop: Scene, language: str = "en", pay: str = "") -> tuple[Group, Seen, Somebody, Somebody]:
    """Ana's and Ben's team is full: each has a code."""
    ana, ben = await shop.person("Ana", language=language), await shop.person("Ben", language=language)
    group = await a_group(shop, language, [ana, ben])
    card = await shop.a_deal(group, team=2, lines=pay)
    await ana.taps(ana.word("button-start-team"), on=card)
    await ben.taps(next(label for label in shop.card(card).labels if "Ana" in label), on=shop.card(card))
    return group, card, ana, ben


async def test_a_code_of_alipays_is_what_the_buyer_gets(shop: Scene, alipay: AlipayStandIn) -> None:
    _, _, ana, ben = await a_full_team(shop)
    codes = [await code_of(one) for one in (ana, ben)]
    trades = [alipay.of_code(code) for code in codes]
    assert [trade.amount for trade in trades] == ["29.90", "29.90"]
    assert len({trade.number for trade in trades}) == 2
    assert trades[0].number in ana.newest.text


@pytest.mark.parametrize("language", LANGUAGES)
async def test_what_alipay_reports_is_paid_at_once(shop: Scene, alipay: AlipayStandIn, language: str) -> None:
    _, _, ana, _ = await a_full_team(shop, language)
    trade = alipay.of_code(await code_of(ana))
    alipay.pays(trade.number)
    assert await alipay.reports(trade) == (200, "success")
    await shop.settles()
    assert asks(ana) == []
    assert ana.word("gateway-name", gateway="alipay") in ana.newest.text


async def state_of(shop: Scene, trade: Deal) -> OrderState:
    """Where the order of a trade stands."""
    order = await shop.bot.db.read(orders.by_reference, trade.number)
    assert order is not None
    return order.state


async def booked(shop: Scene, trade: Deal) -> tuple[int, int]:
    """What is still owed for an order, and what came and was not paid back, in minor units."""
    order = await shop.bot.db.read(orders.by_reference, trade.number)
    assert order is not None
    return await shop.bot.db.read(ledger.balance, order.id), await shop.bot.db.read(ledger.held, order.id)


async def test_told_again_and_told_by_a_forger_it_counts_once(shop: Scene, alipay: AlipayStandIn) -> None:
    _, _, ana, ben = await a_full_team(shop)
    trade, other = alipay.of_code(await code_of(ana)), alipay.of_code(await code_of(ben))
    forged = alipay.signed(alipay.notice(other, trade_no="1", notify_id="1", trade_status="TRADE_SUCCESS"), a_key("x"))
    assert await alipay.sends(forged) == (400, "failure")
    alipay.pays(trade.number)
    body = alipay.signed(alipay.notice(trade))
    assert await alipay.sends(body) == (200, "success")
    assert await alipay.sends(body) == (200, "success")
    assert await alipay.reports(trade, nth=2) == (200, "success")
    await shop.settles()
    assert await booked(shop, trade) == (0, 2990)
    assert (await state_of(shop, trade), await state_of(shop, other)) == (S.PAID, S.DUE)


async def test_what_no_notice_tells_is_found_within_the_hour(shop: Scene, alipay: AlipayStandIn) -> None:
    _, _, ana, _ = await a_full_team(shop)
    trade = alipay.of_code(await code_of(ana))
    alipay.pays(trade.number)
    await shop.clock.moves(minutes=61)
    assert await state_of(shop, trade) is S.PAID
    assert await alipay.reports(trade) == (200, "success")
    assert await booked(shop, trade) == (0, 2990)


async def test_alipay_is_asked_before_an_order_lapses(shop: Scene, alipay: AlipayStandIn) -> None:
    _, _, ana, ben = await a_full_team(shop)
    paid, unpaid = alipay.of_code(await code_of(ana)), alipay.of_code(await code_of(ben))
    await shop.clock.moves(hours=23, minutes=50)
    alipay.pays(paid.number)
    await shop.clock.moves(hours=24)
    assert (await state_of(shop, paid), await state_of(shop, unpaid)) == (S.PAID, S.LAPSED)


async def test_an_order_waits_half_an_hour_for_a_gateway_that_is_away(shop: Scene, alipay: AlipayStandIn) -> None:
    _, _, ana, _ = await a_full_team(shop)
    trade = alipay.of_code(await code_of(ana))
    order = await shop.bot.db.read(orders.by_reference, trade.number)
    assert order is not None
    assert order.due_until is not None
    alipay.away = True
    alipay.pays(trade.number)
    await shop.clock.moves_to(order.due_until + timedelta(minutes=29))
    assert await state_of(shop, trade) is S.DUE
    await shop.clock.moves(minutes=2)
    await shop.bot.ticks.sweep()
    assert await state_of(shop, trade) is S.LAPSED
    alipay.away = False
    await shop.clock.moves(hours=1)
    assert "is here, but the time to pay is over" in shop.groups[0].leader.newest.text


@pytest.mark.parametrize("language", LANGUAGES)
async def test_late_money_waits_for_the_leader_and_goes_back_the_way_it_came(
    shop: Scene, alipay: AlipayStandIn, language: str
) -> None:
    group, _, ana, _ = await a_full_team(shop, language)
    lin = group.leader
    trade = alipay.of_code(await code_of(ana))
    alipay.pays(trade.number)
    await gives_up(ana)
    assert await state_of(shop, trade) is S.LEFT
    assert await booked(shop, trade) == (-2990, 2990), "Alipay won't close what is paid, and is asked what came"
    assert await alipay.reports(trade) == (200, "success")
    await shop.settles()
    assert await booked(shop, trade) == (-2990, 2990)
    await lin.taps(lin.word("button-refund-buyer"))
    await shop.settles()
    assert await state_of(shop, trade) is S.REFUNDED
    assert trade.refunded == {f"{trade.number}R": "29.90"}
    assert await booked(shop, trade) == (0, 0)
    assert ana.word("gateway-name", gateway="alipay") in ana.newest.text


@pytest.mark.parametrize("language", LANGUAGES)
async def test_after_an_expired_team_the_money_goes_back_by_itself(
    shop: Scene, alipay: AlipayStandIn, language: str
) -> None:
    ana = await shop.person("Ana", language=language)
    group = await a_group(shop, language, [ana])
    card = await shop.a_deal(group, team=2, lines="pay first")
    await ana.taps(ana.word("button-start-team"), on=card)
    trade = alipay.of_code(await code_of(ana))
    alipay.pays(trade.number)
    assert await alipay.reports(trade) == (200, "success")
    await shop.settles()
    assert await state_of(shop, trade) is S.PAID
    alipay.away = True
    await shop.clock.moves(hours=25)
    assert await state_of(shop, trade) is S.REFUND_DUE
    alipay.away = False
    await shop.clock.moves(hours=1)
    assert await state_of(shop, trade) is S.REFUNDED
    assert trade.refunded == {f"{trade.number}R": "29.90"}
    assert await booked(shop, trade) == (0, 0)


async def test_without_an_answer_the_buyer_is_told_in_time_and_gets_the_code_later(
    shop: Scene, alipay: AlipayStandIn
) -> None:
    alipay.away = True
    _, _, ana, _ = await a_full_team(shop)
    await shop.clock.moves(seconds=30)
    assert "The code from Alipay isn't here yet" in ana.newest.text
    alipay.away = False
    await shop.clock.moves(minutes=5)
    trade = alipay.of_code(await code_of(ana))
    alipay.pays(trade.number)
    await alipay.reports(trade)
    await shop.settles()
    assert await state_of(shop, trade) is S.PAID
    assert asks(ana) == []


async def test_a_refused_code_is_said_and_asked_for_once_more_by_the_buyer(shop: Scene, alipay: AlipayStandIn) -> None:
    alipay.refuses = "ACQ.ACCESS_FORBIDDEN"
    _, _, ana, _ = await a_full_team(shop)
    assert "Alipay gives no code just now" in ana.newest.text
    alipay.refuses = ""
    await ana.taps("Open my order")
    assert alipay.of_code(await code_of(ana)).amount == "29.90"


async def test_a_code_that_has_run_out_is_made_anew_for_the_same_payment(shop: Scene, alipay: AlipayStandIn) -> None:
    _, card, ana, _ = await a_full_team(shop)
    first = await code_of(ana)
    number = alipay.of_code(first).number
    await shop.clock.moves(hours=2, minutes=5)
    await ana.opens(next(button["url"] for row in [card.buttons] for button in row if "My order" in button["text"]))
    second = await code_of(ana)
    assert second != first
    assert alipay.of_code(second).number == number
    assert "It's the same payment as before" in asks(ana)[-1].text


async def test_a_trade_that_alipay_has_closed_is_followed_by_another(shop: Scene, alipay: AlipayStandIn) -> None:
    _, card, ana, _ = await a_full_team(shop)
    trade = alipay.of_code(await code_of(ana))
    trade.state = "TRADE_CLOSED"
    await shop.clock.moves(hours=2, minutes=5)
    await ana.opens(next(button["url"] for row in [card.buttons] for button in row if "My order" in button["text"]))
    second = alipay.of_code(await code_of(ana))
    assert second.number == f"{trade.number}N2"
    alipay.pays(second.number)
    await alipay.reports(second)
    await shop.settles()
    assert await state_of(shop, trade) is S.PAID


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"total_amount": "29.89"}, "but €29.90 was asked"),
        ({"app_id": "2021000000000018"}, "another app or merchant"),
        ({"seller_id": "2088000000000018"}, "another app or merchant"),
        ({"out_trade_no": "KT99"}, "a number that I don't know"),
    ],
)
async def test_what_does_not_fit_is_never_paid_and_an_admin_is_told(
    sqlite_url: str, alipay: AlipayStandIn, changed: dict[str, str], said: str
) -> None:
    shop = Scene(sqlite_url, gateways=True, **alipay.settings())
    async with shop:
        boss = await shop.person("Boss")
        shop.admins.add(boss.id)
        await shop.bot_stops()
        await shop.bot_starts()
        _, _, ana, _ = await a_full_team(shop)
        trade = alipay.pays(alipay.of_code(await code_of(ana)).number)
        assert await alipay.reports(trade, **changed) == (200, "success")
        await shop.settles()
        assert await state_of(shop, trade) is S.DUE
        assert said.replace("€", "CN¥") in boss.newest.text


async def away(*_: object, **__: object) -> None:
    raise DatabaseAway("away")


async def test_while_the_database_is_away_alipay_is_asked_to_come_again(shop: Scene, alipay: AlipayStandIn) -> None:
    _, _, ana, _ = await a_full_team(shop)
    trade = alipay.pays(alipay.of_code(await code_of(ana)).number)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Sqlite, "write", away)
        assert (await alipay.reports(trade))[0] == 503
    assert await alipay.reports(trade) == (200, "success")
    assert await booked(shop, trade) == (0, 2990)


async def test_beside_the_leaders_own_account_alipay_is_another_way(shop: Scene, alipay: AlipayStandIn) -> None:
    ana, ben = [await shop.person(name) for name in ("Ana", "Ben")]
    group = await a_group(shop, members=[ana, ben])
    lin = group.leader
    await lin.says("/payee picture https://qr.alipay.com/fkx000000000000000000 Lin Wang", to=group)
    await lin.taps(lin.word("button-add-payee"))
    await shop.clock.moves(days=1)
    card = await shop.a_deal(group, team=2)
    await shop.a_team(card, ana, ben)
    first = await code_of(ana)
    await ana.taps("Another way")
    await ana.taps(ana.word("button-pay-by", standard="Alipay", name="Lin Wang", account="…000000"))
    assert (await code_of(ana)).startswith("https://qr.alipay.com/fkx")
    await ana.taps("Another way")
    await ana.taps(ana.word("button-pay-by", standard="Alipay", name="Alipay", account="…0017"))
    before, trade = alipay.of_code(first), alipay.of_code(await code_of(ana))
    assert trade.number == f"{before.number}N2"
    with pytest.raises(CodeDead):
        alipay.pays(before.number)
    await alipay.reports(alipay.pays(trade.number))
    await shop.settles()
    assert await state_of(shop, before) is S.PAID


async def test_a_gateway_that_is_taken_away_is_no_way_for_new_orders(shop: Scene, alipay: AlipayStandIn) -> None:
    group = await a_group(shop)
    await shop.bot_stops()
    shop.settings = {}
    shop.gateways = False
    await shop.bot_starts()
    community = await shop.bot.db.read(communities.find_chat, group.id)
    assert community is not None
    assert await shop.bot.db.read(payees.counting, community.id, "CNY", shop.clock.now()) == ()


# Closing


async def a_buyer(shop: Scene, alipay: AlipayStandIn, pay: str = "") -> tuple[Group, Somebody, Deal]:
    """A group, and Ana of a full team in it, who has a code; its trade."""
    group, _, ana, _ = await a_full_team(shop, pay=pay)
    return group, ana, alipay.of_code(await code_of(ana))


def asked_of(alipay: AlipayStandIn, trade: Deal) -> list[str]:
    """What Alipay was asked about a trade after its code was made."""
    asked = [method.rpartition(".")[2] for method, content in alipay.calls if content["out_trade_no"] == trade.number]
    return [method for method in asked if method != "precreate"]


def is_dead(alipay: AlipayStandIn, trade: Deal) -> bool:
    """Whether nobody can pay a trade any more."""
    try:
        alipay.scans(trade.number)
    except CodeDead:
        return True
    return False


@pytest.mark.parametrize("scanned", [False, True])
async def test_the_code_of_an_order_that_was_left_is_dead(shop: Scene, alipay: AlipayStandIn, scanned: bool) -> None:
    _, ana, trade = await a_buyer(shop, alipay)
    if scanned:
        alipay.scans(trade.number)
    await gives_up(ana)
    assert is_dead(alipay, trade)
    assert asked_of(alipay, trade) == (["close"] if scanned else ["close", "cancel"])
    await shop.clock.moves(days=2)
    assert asked_of(alipay, trade)[-1] in ("close", "cancel"), "nothing is asked of a closed trade"


async def test_the_code_of_an_order_that_lapsed_is_dead(shop: Scene, alipay: AlipayStandIn) -> None:
    _, _, trade = await a_buyer(shop, alipay)
    await shop.clock.moves(hours=25)
    assert await state_of(shop, trade) is S.LAPSED
    assert is_dead(alipay, trade)


async def test_the_code_of_an_order_whose_team_expired_is_dead(shop: Scene, alipay: AlipayStandIn) -> None:
    ana = await shop.person("Ana")
    card = await shop.a_deal(await a_group(shop, members=[ana]), team=2, until="+20m", lines="pay first")
    await ana.taps(ana.word("button-start-team"), on=card)
    trade = alipay.of_code(await code_of(ana))
    await shop.clock.moves(minutes=21)
    assert await state_of(shop, trade) is S.VOID
    assert is_dead(alipay, trade)


async def test_the_code_of_an_order_that_its_leader_has_the_money_of_is_dead_until_they_take_that_back(
    shop: Scene, alipay: AlipayStandIn
) -> None:
    group, ana, trade = await a_buyer(shop, alipay)
    await group.leader.says("/paid 1", to=group)
    assert await state_of(shop, trade) is S.PAID
    assert is_dead(alipay, trade)
    await group.leader.taps("Undo")
    assert await state_of(shop, trade) is S.DUE
    second = alipay.of_code(await code_of(ana))
    assert second.number == f"{trade.number}N2"
    assert not is_dead(alipay, second)


async def test_a_closing_whose_answer_was_lost_or_forged_is_asked_for_again(shop: Scene, alipay: AlipayStandIn) -> None:
    _, ana, trade = await a_buyer(shop, alipay)
    alipay.away = True
    await gives_up(ana)
    assert not is_dead(alipay, trade)
    alipay.away, alipay.forges = False, True
    await shop.clock.moves(seconds=10)
    assert is_dead(alipay, trade), "it was closed, but not believed"
    alipay.forges = False
    await shop.clock.moves(minutes=2)
    assert asked_of(alipay, trade) == ["close", "close", "close", "query"]
    await shop.clock.moves(days=1)
    assert len(asked_of(alipay, trade)) == 4


async def test_what_is_paid_while_alipay_cancels_it_goes_back_and_foots(shop: Scene, alipay: AlipayStandIn) -> None:
    _, ana, trade = await a_buyer(shop, alipay)
    alipay.is_paid_meanwhile = True
    await gives_up(ana)
    assert trade.refunded == {"cancelled": "29.90"}
    assert (await state_of(shop, trade), await booked(shop, trade)) == (S.LEFT, (0, 0))
    assert "Alipay has paid you back" in ana.newest.text
    trade.state = "TRADE_SUCCESS"  # as it was when this report was written
    assert await alipay.reports(trade) == (200, "success")
    await shop.settles()
    assert await booked(shop, trade) == (0, 0), "its report came later than its end"


# What is paid too much, and what Alipay won't pay back


async def a_surplus(shop: Scene, alipay: AlipayStandIn) -> tuple[Group, Somebody, Deal]:
    """Ana has paid through Alipay, and her leader says that 10.00 more came."""
    group, ana, trade = await a_buyer(shop, alipay)
    await alipay.reports(alipay.pays(trade.number))
    await group.leader.says("/paid 1=10.00", to=group)
    assert await booked(shop, trade) == (-1000, 3990)
    return group, ana, trade


async def test_what_was_paid_too_much_goes_back_by_alipay_when_the_leader_says_so(
    shop: Scene, alipay: AlipayStandIn
) -> None:
    group, ana, trade = await a_surplus(shop, alipay)
    lin = group.leader
    answer = await lin.taps(lin.word("button-refund-surplus"))
    assert answer is not None
    assert "Alipay pays it back, the way it came" in answer.text
    assert trade.refunded == {f"{trade.number}R": "10.00"}
    assert (await state_of(shop, trade), await booked(shop, trade)) == (S.PAID, (0, 2990))
    assert "Alipay has paid you back" in ana.newest.text
    await lin.says("/refunds")
    assert "Nothing is to be paid back" in lin.newest.text


async def test_what_alipay_will_not_pay_back_is_the_leaders_after_an_hour(shop: Scene, alipay: AlipayStandIn) -> None:
    group, ana, trade = await a_surplus(shop, alipay)
    lin = group.leader
    alipay.refuses = "ACQ.SELLER_BALANCE_NOT_ENOUGH"
    await lin.taps(lin.word("button-refund-surplus"))
    await ana.sees("It goes back to you by Alipay")
    await shop.clock.moves(hours=2)
    assert "Alipay doesn't pay back" in lin.newest.text
    assert ana.word("button-leave-account") in ana.newest.labels
    alipay.refuses = ""
    await lin.says("/refunds")
    await lin.taps(next(label for label in lin.newest.labels if "10.00" in label))
    await lin.taps(lin.word("button-mark-refunded"))
    await shop.clock.moves(days=1)
    assert (trade.refunded, await booked(shop, trade)) == ({}, (0, 2990))


async def test_what_came_by_a_gateway_that_is_gone_is_the_leaders_to_pay_back(
    shop: Scene, alipay: AlipayStandIn
) -> None:
    group, ana, trade = await a_surplus(shop, alipay)
    lin = group.leader
    await shop.bot_stops()
    shop.settings, shop.gateways = {}, False
    await shop.bot_starts()
    await lin.taps(lin.word("button-refund-surplus"))
    assert "Alipay doesn't pay back" in lin.newest.text
    assert ana.word("button-leave-account") in ana.newest.labels
    assert trade.refunded == {}
