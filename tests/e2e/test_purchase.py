"""The main job: a team purchase from the post to the payment, and the same with one buyer too few."""

from collections.abc import AsyncIterator

import pytest_asyncio

from bot.payqr import STANDARDS
from tests.kit.scenes import IBAN, Scene

FINISHED = "✅ Lin has your 29.90 €. You are number {number}. This code is finished, don't pay it again."


@pytest_asyncio.fixture
async def everywhere(database_url: str) -> AsyncIterator[Scene]:
    """A scene, once on each kind of database."""
    async with Scene(database_url) as made:
        yield made


async def test_three_buyers_form_a_team_and_pay(everywhere: Scene) -> None:
    scene = everywhere
    ana, ben, chen = [await scene.person(name) for name in ("Ana", "Ben", "Chen")]
    card = await scene.a_deal(team=3, price="29.90", members=[ana, ben])
    group = scene.groups[0]
    lin = group.leader
    assert card.labels == ["Start a team", "All teams", "My order", "Share"]

    started = await ana.taps("Start a team")
    assert started.text == "Your team is open: 1 of 3. Nothing to pay yet, I'll write when it's full."
    joined = await ben.taps("Join Ana (2 more)")
    assert joined.text == "You're in Ana's team: 2 of 3. Nothing to pay yet, I'll write when it's full."
    await ana.opens(group.card.url("My order"))
    await chen.opens((await ana.sees("your number 1")).shared("Share my team"))
    await chen.taps("Join Ana (1 more)")
    assert "✅ 1 team, 3 orders" in group.card.text
    assert "Join Ana" not in " ".join(group.card.labels)

    references = []
    for number, buyer in enumerate((ana, ben, chen), start=1):
        ask = STANDARDS["epc"].read(await buyer.sees_qr())
        assert (ask.payee.account, ask.payee.name) == (IBAN.replace(" ", ""), "Lin Wang")
        assert (ask.amount.minor, ask.amount.currency.code) == (2990, "EUR")
        asked = await buyer.sees(f"Reference {ask.reference} · your number {number}")
        assert "Please pay 29.90 € by Sat 12:0" in asked.text
        assert asked.copied("Copy reference") == ask.reference
        references.append(ask.reference)
    assert len(set(references)) == 3

    for buyer in (ana, ben):
        assert (await buyer.taps("I paid")).text.startswith("Thank you! Lin looks whether it's there")
    assert (await lin.taps("Confirm all 2 (59.80 €)")).text == "2 confirmed. The buyers are told."
    for number, buyer in enumerate((ana, ben), start=1):
        finished = await buyer.sees(FINISHED.format(number=number))
        assert finished.buttons == []
        assert buyer.qr_messages() == []
    await lin.sees("paid 2 · say paid 0")
    assert len(chen.qr_messages()) == 1
    assert len(group.posts()) == 1


async def test_one_buyer_alone_in_a_team_owes_nothing(everywhere: Scene) -> None:
    scene = everywhere
    ana = await scene.person("Ana")
    await scene.a_deal(team=3, lines="lasts 24h", until="+3d", members=[ana])
    await ana.taps("Start a team")
    await scene.clock.moves(hours=23, minutes=59)
    await ana.sees_no("Time's up")
    await scene.clock.moves(hours=1)
    told = await ana.sees("⌛ Time's up with 1 of 3: no order, nothing to pay.")
    assert told.labels == ["Start again", "See the deal"]
    assert ana.qr_messages() == []
    card = scene.groups[0].card
    assert "Ana" not in card.text
    assert card.labels == ["Start a team", "All teams", "My order", "Share"]
    assert len([text for text in ana.texts() if "Time's up" in text]) == 1
    await ana.taps("Start again", on=told)
    assert "Join Ana (2 more)" in scene.groups[0].card.labels
