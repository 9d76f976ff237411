"""Who may lead: admins are told, approve, suspend and restore; nobody else can."""

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio

from tests.kit.scenes import IBAN, Scene

ADMIN_ID = 77_001
SAYS = {
    "asked": {"en": "wants to lead it with me", "zh": "想当团长"},
    "waits": {"en": "I have asked whether you may lead", "zh": "我已经去问"},
    "leads": {"en": "You lead Green Lane with me now.", "zh": "你现在是 Green Lane 的团长了。"},
    "not": {"en": "doesn't let you lead Green Lane", "zh": "没有同意你当 Green Lane 的团长"},
}
DEAL = "/deal Oranges\nteam 2 29.90\nalone 39.90\nuntil +2d"


@pytest_asyncio.fixture
async def approved(sqlite_url: str) -> AsyncIterator[Scene]:
    """A bot whose admins approve each leader."""
    async with Scene(sqlite_url, admin_ids=str(ADMIN_ID), leadership="approved") as made:
        yield made


@pytest_asyncio.fixture
async def told(sqlite_url: str) -> AsyncIterator[Scene]:
    """A bot that anybody may lead, whose admin is told."""
    async with Scene(sqlite_url, admin_ids=str(ADMIN_ID)) as made:
        yield made


@pytest.mark.parametrize("language", ["en", "zh"])
async def test_an_admin_approves_and_only_then_something_can_be_published(approved: Scene, language: str) -> None:
    adam = await approved.person("Adam", id=ADMIN_ID, language=language)
    lin = await approved.person("Lin", language=language)
    group = await approved.group(admins=[lin])
    await lin.taps(lin.word("button-lead-here"), on=group.greetings[0])
    await lin.sees(SAYS["waits"][language])
    await lin.says("/lead", to=group)
    asked = await adam.sees(SAYS["asked"][language])
    assert len([text for text in adam.texts() if SAYS["asked"][language] in text]) == 1
    before = len(lin.told())
    await lin.says(DEAL, to=group)
    assert lin.finds(SAYS["leads"][language]) is None
    assert len(lin.told()) == before + 1, "told why not, in private"
    await adam.taps(adam.word("button-approve-leader"), on=asked)
    await lin.sees(SAYS["leads"][language])
    await lin.says("/deal Eggs\nteam 2 1.00\nuntil +2d\npay pickup", to=group)
    await lin.taps(lin.word("button-publish-draft"))
    assert len(group.cards) == 1


@pytest.mark.parametrize("language", ["en", "zh"])
async def test_a_no_is_told_once_and_may_become_a_yes(approved: Scene, language: str) -> None:
    adam = await approved.person("Adam", id=ADMIN_ID, language=language)
    lin = await approved.person("Lin", language=language)
    group = await approved.group(admins=[lin])
    await lin.says("/lead", to=group)
    await adam.taps(adam.word("button-decline-leader"))
    await lin.sees(SAYS["not"][language])
    await lin.says("/lead", to=group)
    assert len([text for text in adam.texts() if SAYS["asked"][language] in text]) == 0, "it was edited, not sent again"
    await adam.taps(adam.word("button-approve-after-all"))
    await lin.sees(SAYS["leads"][language])


async def test_an_admin_leads_without_being_asked(approved: Scene) -> None:
    adam = await approved.person("Adam", id=ADMIN_ID)
    group = await approved.group(admins=[adam])
    await adam.says("/lead", to=group)
    await adam.sees("You lead Green Lane with me now.")
    await adam.sees_no("wants to lead")


async def test_who_asks_and_can_not_be_written_to_is_told_by_the_tap(approved: Scene) -> None:
    await approved.person("Adam", id=ADMIN_ID)
    lin = await approved.person("Lin", starts=False)
    group = await approved.group(admins=[lin])
    answer = await lin.taps("I'm the leader", on=group.greetings[0])
    assert (answer.alert, "I have asked" in answer.text) == (True, True)


async def test_an_admin_is_told_of_each_new_leader_and_of_the_first_payee(told: Scene) -> None:
    adam = await told.person("Adam", id=ADMIN_ID)
    group = await told.a_led_group()
    named, payee = adam.told()[-2:]
    assert ("Lin (@lin_leads) leads Green Lane now" in named.text, named.labels) == (True, ["Suspend"])
    assert ("Lin Wang …4700" in payee.text, payee.labels) == (True, ["Suspend"])
    assert IBAN not in "".join(adam.texts())
    await group.leader.says(f"/payee epc {IBAN} Lin Wu", to=group)
    await group.leader.taps("In place of …4700")
    assert len(adam.told()) == 3


async def test_a_suspended_leader_leads_nothing_and_buyers_hear_nothing(told: Scene) -> None:
    adam = await told.person("Adam", id=ADMIN_ID)
    ana, ben, chen = [await told.person(name) for name in ("Ana", "Ben", "Chen")]
    card = await told.a_deal(team=2, until="+5d", members=[ana, ben, chen])
    group, lin = told.groups[0], told.groups[0].leader
    await told.a_team(card, ana, ben)
    await chen.taps("Start a team", on=told.card(card))
    before = [len(person.told()) for person in (ana, ben)]
    await adam.taps("Suspend", on=adam.newest)
    assert "Suspend Lin (@lin_leads)?" in adam.newest.text
    assert lin.finds("suspended you") is None, "asked once more first"
    await adam.taps("Yes, suspend")
    await lin.sees("has suspended you as a leader")
    assert "takes no orders for now" in told.card(card).text
    assert told.card(card).button("Start a team") is None
    await lin.says("/lead", to=group)
    assert "has suspended you as a leader. Write to them" in lin.newest.text
    other = await told.group("South", admins=[lin])
    await lin.says("/lead", to=other)
    await lin.sees_no("You lead South")
    await lin.says(DEAL, to=group)
    await lin.sees_no("Oranges")
    await told.clock.moves(days=3)
    assert [len(person.told()) for person in (ana, ben)] == before, "no reminder, nothing has lapsed"
    await adam.taps("Restore")
    await lin.sees("You may lead again")
    assert "takes no orders for now" not in told.card(card).text
    await ana.taps("I paid")
    await lin.taps("Confirm")
    await ana.sees("has your 29.90 €")


async def test_only_an_admin_suspends_restores_and_approves(told: Scene) -> None:
    adam, mallory = await told.person("Adam", id=ADMIN_ID), await told.person("Mallory")
    group = await told.a_led_group()
    lin = group.leader
    community = 1
    forged = [f"gs:{lin.id}:0", f"gs:{lin.id}:1", f"gr:{lin.id}", f"ga:{community}:{mallory.id}", f"gd:1:{lin.id}"]
    for data in forged:
        for person in (mallory, lin):
            answer = await person.forges(data, on=person.newest)
            assert answer.text == "That isn't yours to do here.", data
    assert lin.finds("suspended you") is None
    await lin.says("/community", to=group)
    assert "Green Lane" in lin.newest.text
    assert (await adam.forges(f"ga:1:{mallory.id}", on=adam.newest)).alert, "nobody has asked"


async def test_settings_that_ask_nobody_are_refused(sqlite_url: str) -> None:
    from bot.config import SettingsWrong, load

    with pytest.raises(SettingsWrong, match="LEADERSHIP: approved needs ADMIN_IDS"):
        load(None, bot_token="123456789:" + "a" * 35, leadership="approved")
