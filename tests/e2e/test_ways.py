"""Buyers of a group with several accounts choose where to pay; where no reference travels, each has an amount."""

import pytest

from bot.payqr import STANDARDS
from tests.kit.people import Somebody
from tests.kit.scenes import Scene

LANGUAGES = ["en", "zh"]
OTHER = "DE89370400440532013000"


async def asked(scene: Scene, language: str) -> Somebody:
    """Ana with a payment to make and two ways to make it."""
    lin, ana, ben = (
        await scene.person("Lin", language=language),
        await scene.person("Ana", language=language),
        await scene.person("Ben", language=language),
    )
    group = await scene.a_led_group(leader=lin, members=[ana, ben])
    await lin.says(f"/payee epc {OTHER} Lin Wang", to=group)
    await lin.taps(lin.word("button-add-payee"))
    await scene.clock.moves(days=1)
    card = await scene.a_deal(group, team=2)
    for who, button in ((ana, "button-start-team"), (ben, None)):
        shown = scene.card(card)
        label = who.word(button) if button else next(one for one in shown.labels if "Ana" in one)
        await who.taps(label, on=shown)
    return ana


@pytest.mark.parametrize("language", LANGUAGES)
async def test_another_way_shows_the_other_accounts_code_in_the_same_message(scene: Scene, language: str) -> None:
    ana = await asked(scene, language)
    before = STANDARDS["epc"].read(await ana.sees_qr())
    epc = ana.word("code-scheme", scheme="epc")
    (message,) = ana.qr_messages()
    await ana.taps(ana.word("button-another-way"))
    way = ana.word("button-pay-by", standard=epc, name="Lin Wang", account="…3000")
    assert way in ana.newest.labels
    await ana.taps(way)
    after = STANDARDS["epc"].read(await ana.sees_qr())
    assert [shown.id for shown in ana.qr_messages()] == [message.id]
    assert (after.payee.account, after.amount, after.reference) == (OTHER, before.amount, before.reference)
    await ana.taps(ana.word("button-another-way"))
    await ana.taps(ana.word("button-pay-this-way", standard=epc, name="Lin Wang", account="…3000"))
    assert STANDARDS["epc"].read(await ana.sees_qr()) == after
    await ana.taps(ana.word("button-claim-paid"))
    assert ana.qr_messages() == []


async def test_with_one_account_there_is_no_other_way(scene: Scene) -> None:
    ana, ben = await scene.person("Ana"), await scene.person("Ben")
    card = await scene.a_deal(team=2, members=[ana, ben])
    await scene.a_team(card, ana, ben)
    (message,) = ana.qr_messages()
    assert "Another way" not in message.labels


@pytest.mark.parametrize("language", LANGUAGES)
async def test_by_promptpay_each_buyer_pays_an_amount_of_their_own(scene: Scene, language: str) -> None:
    lin = await scene.person("Lin", language=language)
    people = [await scene.person(name, language=language) for name in ("Ana", "Ben")]
    group = await scene.a_led_group(leader=lin, members=people)
    await lin.says("/community currency THB", to=group)
    await lin.says("/payee promptpay 081-234-5678 Lin Wang", to=group)
    await lin.taps(lin.word("button-keep-payee"))
    await scene.clock.moves(days=1)
    await lin.says("/payee", to=group)
    await lin.taps(lin.word("button-own-amounts", on="no", account="…5678"))
    assert lin.word("button-own-amounts", on="yes", account="…5678") in lin.newest.labels
    await lin.says("/deal Figs\nteam 2 29.90\nuntil +2d", to=group)
    await lin.taps(lin.word("button-publish-draft"))
    card = group.posts()[-1]
    for who, button in zip(people, ("button-start-team", ""), strict=True):
        shown = scene.card(card)
        label = who.word(button) if button else next(one for one in shown.labels if "Ana" in one)
        await who.taps(label, on=shown)
    amounts = [STANDARDS["promptpay"].read(await who.sees_qr()).amount.minor for who in people]
    assert sorted(amounts) == [2989, 2990]
    less = people[amounts.index(2989)]
    (message,) = less.qr_messages()
    assert "0.01" in message.text
