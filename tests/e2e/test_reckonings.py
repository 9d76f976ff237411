"""/money: what a leader sees of the community's money, in both languages, and who doesn't."""

import pytest

from bot.domain.ids import Kind, code_of
from bot.views.buttons.cards import JoinTeam
from bot.views.buttons.money import DealMoney, MonthMoney, ShowMoney
from bot.views.buttons.orders import ClaimPaid
from tests.kit.messages import Seen
from tests.kit.people import Somebody
from tests.kit.scenes import IBAN, Scene


async def a_paid_team(scene: Scene, language: str = "en") -> tuple[Somebody, list[Somebody]]:
    """A formed team of three: one has paid, one says so, one has still to pay."""
    lin = await scene.person("Lin", language=language, username="lin_leads")
    people = [await scene.person(name, language=language) for name in ("Ana", "Ben", "Chen")]
    group = await scene.a_led_group(leader=lin, members=people)
    card = await scene.a_deal(group, team=3)
    await people[0].taps(lin.word("button-start-team"), on=card)
    for other in people[1:]:
        await other.forges(JoinTeam(code_of(Kind.TEAM, 1)).pack(), on=scene.card(card))
    await lin.says("/paid 1")
    await people[1].forges(ClaimPaid(code_of(Kind.ORDER, 2)).pack(), on=people[1].newest)
    return lin, people


async def asks(lin: Somebody, said: str = "/money") -> Seen:
    await lin.says(said)
    return lin.newest


async def test_a_leader_is_told_what_the_money_adds_up_to(scene: Scene) -> None:
    lin, _ = await a_paid_team(scene)
    told = await asks(lin)
    assert told.text.splitlines() == [
        "💰 Green Lane: its money in EUR",
        "asked 89.70 €",
        "paid 29.90 €",
        "say paid 29.90 €",
        "waiting 29.90 €",
        "owed back 0.00 €",
        "⚖ asked 89.70 € = paid 29.90 € + say paid 29.90 € + waiting 29.90 €",
        "By account",
        "🏦 Lin Wang …4700: asked 89.70 € · paid 29.90 € · say paid 29.90 € · waiting 29.90 € · owed back 0.00 €",
        "By month · by the clocks of Berlin",
        "Nov 2026: asked 89.70 € · paid 29.90 € · open at the end 59.80 € · owed back 0.00 €",
        "By deal",
        "🛒 Navel oranges 5 kg: asked 89.70 € · paid 29.90 € · say paid 29.90 € · waiting 29.90 € · owed back 0.00 €",
    ]
    assert told.labels == [
        "Navel oranges 5 kg", "Nov 2026", "📊 Chart", "XLSX", "CSV: orders", "CSV: months",
    ]  # fmt: skip


async def test_in_chinese(scene: Scene) -> None:
    lin, _ = await a_paid_team(scene, "zh")
    told = await asks(lin)
    assert told.text.splitlines()[:7] == [
        "💰 Green Lane 的账，货币 EUR",
        "请付 89.70 €",
        "已收 29.90 €",
        "说已付 29.90 €",
        "待付 29.90 €",
        "待退 0.00 €",
        "⚖ 请付 89.70 € = 已收 29.90 € + 说已付 29.90 € + 待付 29.90 €",
    ]
    await lin.taps("2026年11月")
    assert "💰 Green Lane：2026年11月的账，货币 EUR" in lin.newest.text


async def test_a_deal_and_a_month_by_themselves(scene: Scene) -> None:
    lin, _ = await a_paid_team(scene)
    await asks(lin)
    await lin.taps("Navel oranges 5 kg")
    assert lin.newest.text.splitlines()[0] == "🛒 Navel oranges 5 kg: its money in EUR"
    assert lin.newest.labels == ["Open the desk", "💰 All sums"]
    await lin.taps("💰 All sums")
    await lin.taps("Nov 2026")
    assert lin.newest.text.splitlines() == [
        "💰 Green Lane: Nov 2026, in EUR",
        "asked 89.70 €",
        "paid 29.90 €",
        "open at the end 59.80 €",
        "owed back 0.00 €",
        "⚖ asked 89.70 € = paid 29.90 € + open at the end 59.80 €",
        "By account",
        "🏦 Lin Wang …4700: asked 89.70 € · paid 29.90 € · open at the end 59.80 € · owed back 0.00 €",
    ]


async def test_next_month_begins_with_what_is_open(scene: Scene) -> None:
    lin, _ = await a_paid_team(scene)
    await scene.clock.moves(days=4)
    assert scene.clock.now().month == 12
    await lin.says("/paid 2")
    told = await asks(lin)
    assert "Dec 2026: asked 0.00 € · paid 29.90 € · open at the end 0.00 € · owed back 0.00 €" in told.text
    assert "Nov 2026: asked 59.80 € · paid 29.90 € · open at the end 29.90 € · owed back 0.00 €" in told.text
    await lin.taps("Dec 2026")
    assert "⚖ open before 29.90 € = paid 29.90 €" in lin.newest.text


async def test_before_anything_is_asked_there_are_no_sums(scene: Scene) -> None:
    group = await scene.a_led_group()
    assert (await asks(group.leader)).text == (
        "💰 Green Lane: nobody has been asked for money yet. It adds up here from the first order that falls due."
    )


async def test_typed_in_the_group_it_is_answered_in_private(scene: Scene) -> None:
    lin, _ = await a_paid_team(scene)
    group = scene.groups[0]
    before = len(group.messages())
    await lin.says("/money", to=group)
    assert lin.newest.text.startswith("💰 Green Lane: its money in EUR")
    assert len(group.messages()) == before + 1  # what Lin typed


async def test_who_leads_several_groups_chooses_one(scene: Scene) -> None:
    lin, _ = await a_paid_team(scene)
    await scene.a_led_group("Hill Road", leader=lin)
    told = await asks(lin)
    assert (told.text, told.labels) == ("Which group's money?", ["Green Lane", "Hill Road"])
    await lin.taps("Green Lane")
    assert lin.newest.text.startswith("💰 Green Lane: its money in EUR")


@pytest.mark.parametrize("who", ["a buyer", "a leader of another group"])
async def test_the_money_of_others_is_not_told(scene: Scene, who: str) -> None:
    _, people = await a_paid_team(scene)
    other = people[0]
    if who != "a buyer":
        other = await scene.person("Olga")
        await scene.a_led_group("Hill Road", leader=other)
    for data in (ShowMoney(1, "EUR", 0, 0), DealMoney(code_of(Kind.DEAL, 1)), MonthMoney(1, "EUR", 202611)):  # type: ignore[arg-type]
        answer = await other.forges(data.pack(), on=other.newest)
        assert answer.alert, data
    assert not [text for text in other.texts() if "Green Lane: its money" in text or "asked 89.70" in text]
    await other.says("/money")
    assert "Green Lane" not in other.newest.text or who == "a buyer"


async def test_a_co_leader_sees_the_money_of_anothers_deal(scene: Scene) -> None:
    lin, cora = [await scene.person(name) for name in ("Lin", "Cora")]
    buyers = [await scene.person(name) for name in ("Ana", "Ben")]
    group = await scene.group(members=buyers, admins=[lin, cora])
    for leader in (lin, cora):
        await leader.says("/lead", to=group)
    await lin.says(f"/payee epc {IBAN} Lin Wang", to=group)
    await lin.taps(lin.word("button-keep-payee"))
    group.leader = lin
    await scene.a_team(await scene.a_deal(group, team=2), *buyers)
    await asks(cora)
    await cora.taps("Navel oranges 5 kg")
    assert "asked 59.80 €" in cora.newest.text
    assert cora.newest.labels == ["💰 All sums"], "the desk is Lin's"
