"""Two lead a group: one changes where the money goes, the other lets it count at once or stops it, and all learn it."""

import pytest

from bot.sandbox.chats import Standing
from tests.kit.groups import Group
from tests.kit.people import Somebody
from tests.kit.scenes import Scene

LANGUAGES = ["en", "zh"]
OTHER = "DE89370400440532013000"


async def two_leaders(scene: Scene, language: str) -> tuple[Somebody, Somebody, Group]:
    """Lin leads with Mei, and has just typed another account."""
    lin, mei = await scene.person("Lin", language=language), await scene.person("Mei", language=language)
    group = await scene.a_led_group(leader=lin, members=[mei])
    scene.telegram.world.chats.get(group.id).standings[mei.id] = Standing.ADMINISTRATOR
    await mei.says("/lead", to=group)
    await scene.clock.moves(minutes=1)
    await lin.says(f"/payee epc {OTHER} Lin Wang", to=group)
    await lin.taps(lin.word("button-replace-payee", account="…4700"))
    return lin, mei, group


@pytest.mark.parametrize("language", LANGUAGES)
async def test_a_second_leader_lets_it_count_at_once(scene: Scene, language: str) -> None:
    lin, mei, group = await two_leaders(scene, language)
    own = next(message for message in lin.told() if lin.word("button-counts-now") in message.labels)
    answer = await lin.taps(lin.word("button-counts-now"), on=own)
    assert answer.text == lin.word("error-own-change")
    await mei.taps(mei.word("button-counts-now"))
    for leader in (lin, mei):
        assert leader.newest.text.count("🏦") == 1
        assert "3704 0044" in leader.newest.text.replace("\u00a0", " ")
    card = await scene.a_deal(group)
    assert "…3000" in card.text


@pytest.mark.parametrize("language", LANGUAGES)
async def test_any_leader_stops_it_and_old_buttons_say_so_kindly(scene: Scene, language: str) -> None:
    lin, mei, group = await two_leaders(scene, language)
    own = next(message for message in lin.told() if lin.word("button-stop-payee") in message.labels)
    await mei.taps(mei.word("button-stop-payee"))
    await lin.sees("🛑")
    answer = await lin.taps(lin.word("button-stop-payee"), on=own)
    assert answer.text == lin.word("error-payee-decided")
    await scene.clock.moves(days=2)
    card = await scene.a_deal(group)
    assert "…4700" in card.text


@pytest.mark.parametrize("language", LANGUAGES)
async def test_an_account_beside_the_others_is_told_counts_a_day_later_and_can_be_chosen_for_a_deal(
    scene: Scene, language: str
) -> None:
    lin, mei = await scene.person("Lin", language=language), await scene.person("Mei", language=language)
    group = await scene.a_led_group(leader=lin, members=[mei])
    scene.telegram.world.chats.get(group.id).standings[mei.id] = Standing.ADMINISTRATOR
    await mei.says("/lead", to=group)
    await scene.clock.moves(minutes=1)
    await lin.says(f"/payee epc {OTHER} Lin Wang", to=group)
    await lin.taps(lin.word("button-add-payee"))
    added = mei.newest
    assert mei.word("payee-added", leader="Lin", community=group.title)[:8] in added.text
    await scene.clock.moves(hours=23)
    assert "…4700" in (await scene.a_deal(group)).text
    await scene.clock.moves(hours=2)
    await lin.says("/deal Figs\nteam 2 1.00\nuntil +2d", to=group)
    assert "…4700" in lin.newest.text
    other = lin.word("button-pay-to", name="Lin Wang", account="…3000")
    await lin.taps(other)
    assert "…3000" in lin.newest.text
    await lin.taps(lin.word("button-pay-to", name="Lin Wang", account="…4700"))
    await lin.taps(other)
    await lin.taps(lin.word("button-publish-draft"))
    card = next(post for post in reversed(group.posts()) if "Figs" in post.text)
    assert "…3000" in card.text


async def test_the_same_account_is_not_kept_twice(scene: Scene) -> None:
    lin = await scene.person("Lin")
    group = await scene.a_led_group(leader=lin)
    await lin.says("/payee epc DE33 1002 0500 0001 1947 00 Lin Wang", to=group)
    answer = await lin.taps("Beside the others")
    assert answer.text == lin.word("error-payee-known", account="…4700")


async def test_an_ended_deal_made_again_pays_to_the_account_it_paid_to(scene: Scene) -> None:
    lin = await scene.person("Lin")
    group = await scene.a_led_group(leader=lin)
    await lin.says(f"/payee epc {OTHER} Lin Wang", to=group)
    await lin.taps("Beside the others")
    await scene.clock.moves(days=1)
    await lin.says("/deal Figs\nteam 2 1.00\nuntil +2d", to=group)
    await lin.taps("Pay to Lin Wang …3000 instead")
    await lin.taps("Publish")
    await scene.clock.moves(days=3)
    await lin.says("/deals")
    await lin.taps("Figs")
    await lin.taps("Again")
    assert "…3000" in lin.newest.text
