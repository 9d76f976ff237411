"""/paid in all its forms: numbers and runs, codes, references, and in reply to what somebody wrote."""

import pytest

from tests.kit.messages import Seen
from tests.kit.people import Somebody
from tests.kit.scenes import Scene


async def a_full_team(scene: Scene, title: str = "Navel oranges 5 kg") -> tuple[Seen, list[Somebody]]:
    """Three buyers of a formed team, numbers 1 to 3."""
    people = [await scene.person(name) for name in ("Ana", "Ben", "Chen")]
    card = await scene.a_deal(team=3, members=people)
    await scene.a_team(card, *people)
    return card, people


async def test_numbers_and_runs_confirm_the_buyers_of_the_only_deal_that_waits(scene: Scene) -> None:
    _, people = await a_full_team(scene)
    lin = scene.groups[0].leader
    await lin.says("/paid 2-3, 9")
    assert "✅ Confirmed: 2 and 3" in lin.newest.text
    assert "9: I can't find that." in lin.newest.text
    for buyer in people[1:]:
        await buyer.sees("✅ Lin has your 29.90 €.")
    await people[0].sees_no("Lin has your")


async def test_with_two_deals_that_wait_numbers_need_a_reply_to_one_of_them(scene: Scene) -> None:
    card, people = await a_full_team(scene)
    group = scene.groups[0]
    lin = group.leader
    desk = await lin.sees("waiting 3")
    second = await scene.a_deal(group, title="Figs", team=2)
    await scene.a_team(second, people[0], people[1])
    await lin.says("/paid 1")
    assert "1: Several of your deals wait for money." in lin.newest.text
    await people[0].sees_no("Lin has your")
    await lin.says("/paid 1", reply_to=desk.id)
    await people[0].sees("✅ Lin has your 29.90 €. You are number 1.")
    await lin.says("/paid 2", to=group, reply_to=scene.card(card).id)
    await people[1].sees("✅ Lin has your 29.90 €. You are number 2.")


async def test_a_reference_confirms_its_order(scene: Scene) -> None:
    _, people = await a_full_team(scene)
    lin = scene.groups[0].leader
    (message,) = people[0].qr_messages()
    reference = next(part for part in message.text.split() if part.startswith("KT"))
    await lin.says(f"/paid {reference.lower()}")
    await people[0].sees("✅ Lin has your 29.90 €. You are number 1.")


async def test_in_reply_to_what_somebody_wrote_their_order_is_confirmed(scene: Scene) -> None:
    _, people = await a_full_team(scene)
    group = scene.groups[0]
    said = await people[1].says("Sent it just now!", to=group)
    await group.leader.says("/paid", to=group, reply_to=said.id)
    await people[1].sees("✅ Lin has your 29.90 €. You are number 2.")
    again = await people[1].says("Thanks", to=group)
    await group.leader.says("/paid", to=group, reply_to=again.id)
    assert "Nobody you mean has anything to pay." in group.leader.newest.text


async def test_who_has_several_orders_is_asked_about_by_code(scene: Scene) -> None:
    _, people = await a_full_team(scene)
    group = scene.groups[0]
    second = await scene.a_deal(group, title="Figs", team=2)
    await scene.a_team(second, people[0], people[1])
    said = await people[1].says("Paid", to=group)
    await group.leader.says("/paid", to=group, reply_to=said.id)
    assert "This person has several orders to pay. Write which, like /paid " in group.leader.newest.text
    await people[1].sees_no("Lin has your")


@pytest.mark.parametrize("text", ["/paid 3", "/paid", "/paid 1-3"])
async def test_nobody_but_the_leader_confirms_anything(scene: Scene, text: str) -> None:
    card, people = await a_full_team(scene)
    group = scene.groups[0]
    said = await people[1].says("Paid", to=group)
    await people[2].says(text, to=group, reply_to=said.id)
    await people[2].says(text, to=group, reply_to=scene.card(card).id)
    for buyer in people:
        await buyer.sees_no("Lin has your")


async def test_a_run_backwards_confirms_nothing_at_all(scene: Scene) -> None:
    _, people = await a_full_team(scene)
    lin = scene.groups[0].leader
    await lin.says("/paid 1 3-2")
    assert "“3-2” names no run of numbers I can take" in lin.newest.text
    await people[0].sees_no("Lin has your")
