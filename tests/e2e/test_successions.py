"""A leader who stops being administrator: their buyers lose nothing, another leader goes on."""

import pytest

from tests.kit.groups import Group
from tests.kit.people import Somebody
from tests.kit.scenes import Scene

WORDS = {
    "en": ("Whoever led this deal leads Green Lane no more, so it's yours now:", "from Lin", "Confirm all 2 (59.80 €)"),
    "zh-hans": ("原来的团长不再是Green Lane的团长，这个团购现在归你：", "团长 Lin", "全部确认 2 笔（59.80 €）"),
}


async def two_leaders(scene: Scene, language: str, *, bot_is_admin: bool) -> tuple[Group, Somebody, Somebody]:
    """Lin and Mo lead a group; Lin longer."""
    lin = await scene.person("Lin", language=language)
    mo = await scene.person("Mo", language=language)
    group = await scene.group(admins=[lin, mo], bot_is_admin=bot_is_admin)
    for leader in (lin, mo):
        await leader.says("/lead", to=group)
    for setting in ("currency EUR", "zone Europe/Berlin"):
        await lin.says(f"/community {setting}")
    await lin.says("/payee epc DE33 1002 0500 0001 1947 00 Lin Wang")
    await lin.taps(lin.word("button-keep-payee"))
    return group, lin, mo


@pytest.mark.parametrize("language", ["en", "zh-hans"])
@pytest.mark.parametrize("bot_is_admin", [True, False])
async def test_another_leader_confirms_the_buyers_of_one_who_leads_no_more(
    scene: Scene, language: str, bot_is_admin: bool
) -> None:
    passed_on, is_from, confirm_all = WORDS[language]
    group, lin, mo = await two_leaders(scene, language, bot_is_admin=bot_is_admin)
    ana, ben = await scene.person("Ana"), await scene.person("Ben")
    for buyer in (ana, ben):
        scene.telegram.set_standing(group.id, buyer.id, "member", by=lin.id)
    group.leader = mo
    card = await scene.a_deal(group, team=2)
    await ana.taps(lin.word("button-start-team") if language == "en" else mo.word("button-start-team"), on=card)
    await ben.taps("Ana", on=scene.card(card))
    await ana.taps("I paid")
    await ben.taps("I paid")
    scene.telegram.set_standing(group.id, mo.id, "member", by=lin.id)
    await scene.settles()
    if not bot_is_admin:  # Telegram tells nobody: it is asked when another leader looks
        assert lin.finds(passed_on) is None
        await scene.clock.moves(minutes=2)
        await lin.says("/deals")
    told = await lin.sees(passed_on)
    assert is_from in scene.card(card).text
    heard = len(mo.told())
    await scene.clock.moves(minutes=40)
    assert len(mo.told()) == heard, "who leads no more hears nothing more of it, what was to be said before neither"
    await lin.taps(lin.word("button-show-desk"), on=told)
    await lin.taps(confirm_all)
    await ana.sees("✅ Lin has your 29.90 €.")
