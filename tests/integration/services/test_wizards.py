"""Drafts made by steps, on both databases: what is kept, what is refused, and that a refusal changes nothing."""

from datetime import timedelta

import pytest
from sqlalchemy import text

from bot.domain.communities import Draft, DraftGone
from bot.domain.deal_terms import StockBelowTeam
from bot.domain.deal_values import BadTarget
from bot.domain.deals import DealNotEnded, DealState, PayMoment
from bot.domain.errors import NotFound, Stale
from bot.domain.ids import ChatId, DealId, DraftId
from bot.domain.wizards import Step
from bot.services import communities, deals, drafts, wizards
from storage import drafts as stored
from storage import invariants
from storage.database import ReadTx
from tests.integration.services.sights import everything
from tests.kit.builders import GROUP, Stage, a_community, a_deal, a_leader, a_person

TYPED = "/deal Oranges\nteam 3 29.90\nuntil +2d"


async def begun(stage: Stage, photo: str = "") -> DraftId:
    """Lea has typed /deal in her group."""
    community = await a_community(stage)
    return DraftId((await stage.does(a_leader(), wizards.begin, community, photo)).subject)


async def read(stage: Stage, draft: DraftId) -> Draft:
    """A draft as it stands."""
    return await stage.db.read(drafts.get, draft)


async def says(stage: Stage, draft: DraftId, *said: str) -> Draft:
    """Lea answers one question after another."""
    for each in said:
        now = await read(stage, draft)
        assert now.step is not None
        await stage.does(a_leader(), wizards.answer, draft, now.step, each, "", now.version)
    return await read(stage, draft)


async def test_answers_make_a_draft_that_is_published_like_any_other(stage: Stage) -> None:
    draft = await begun(stage, "a photo")
    made = await says(stage, draft, "Oranges", "3", "29.90 39.90", "+1d")
    assert (made.step, made.version, made.message_id, made.is_typed) == (None, 5, None, False)
    published = await stage.does(a_leader(), drafts.publish, draft, 5)
    deal = await stage.deal(DealId(published.subject))
    assert (deal.title, deal.photo, deal.target, deal.team_minor, deal.solo_minor) == (
        "Oranges", "a photo", 3, 2990, 3990
    )  # fmt: skip
    assert deal.closes_at == stage.clock.now() + timedelta(days=1)


async def test_a_draft_with_a_question_left_publishes_nothing(stage: Stage) -> None:
    draft = await begun(stage)
    half = await says(stage, draft, "Oranges", "3")
    before = await stage.db.read(everything)
    with pytest.raises(Exception, match="deal-unreadable"):
        await stage.does(a_leader(), drafts.publish, draft, half.version)
    assert await stage.db.read(everything) == before


async def test_bare_deal_goes_on_with_what_was_begun_for_the_group_named_last(stage: Stage) -> None:
    draft = await begun(stage)
    await says(stage, draft, "Oranges")
    south = await a_community(stage, chat=ChatId(-5), leader=a_leader(ChatId(-5)))
    again = await stage.does(a_leader(), wizards.begin, None, "")
    assert again.subject == draft
    assert (await read(stage, draft)).community_id != south
    again = await stage.does(a_leader(), wizards.begin, south, "a photo")
    assert again.subject == draft
    now = await read(stage, draft)
    assert (now.community_id, now.photo, now.step) == (south, "a photo", "team")


async def test_the_same_update_twice_answers_once(stage: Stage) -> None:
    draft = await begun(stage)
    request = stage.request()
    await stage.acts(wizards.answer, a_leader(), request, draft, Step.TITLE, "Oranges", "", 1)
    again = await stage.acts(wizards.answer, a_leader(), request, draft, Step.TEAM, "Oranges", "", 2)
    assert not again.fresh
    now = await read(stage, draft)
    assert (now.step, now.version) == ("team", 2)


async def test_a_wrong_or_an_old_answer_changes_nothing(stage: Stage) -> None:
    draft = await begun(stage)
    await says(stage, draft, "Oranges")
    before = await stage.db.read(everything)
    with pytest.raises(BadTarget):
        await stage.does(a_leader(), wizards.answer, draft, "team", "three", "", 2)
    with pytest.raises(Stale):
        await stage.does(a_leader(), wizards.answer, draft, "team", "3", "", 1)
    with pytest.raises(Stale):
        await stage.does(a_leader(), wizards.ask, draft, "title", 1)
    with pytest.raises(NotFound):
        await stage.does(a_person(2), wizards.answer, draft, "team", "3", "", 2)
    assert await stage.db.read(everything) == before


async def test_of_two_answers_at_the_same_time_the_database_takes_one(stage: Stage) -> None:
    draft = await begun(stage)
    seen = await read(stage, draft)
    await says(stage, draft, "Oranges")
    assert not await stage.db.write(stored.answer, seen.version, seen, stage.clock.now())
    assert not await stage.db.write(stored.ask, draft, seen.version, "stock", stage.clock.now())
    assert (await read(stage, draft)).text == "/deal Oranges"


@pytest.mark.parametrize("end", ["publish", "discard"])
async def test_a_draft_that_is_gone_takes_no_answer(stage: Stage, end: str) -> None:
    draft = await begun(stage)
    made = await says(stage, draft, "Oranges", "3 29.90", "+1d")
    await stage.does(a_leader(), drafts.publish if end == "publish" else drafts.discard, draft, made.version)
    for what, args in ((wizards.answer, ("stock", "60", "")), (wizards.ask, ("stock",)), (wizards.mend, ("title",))):
        with pytest.raises(DraftGone):
            await stage.acts(what, a_leader(), stage.request(), draft, *args, made.version)  # type: ignore[arg-type]
    assert await stage.db.read(wizards.asked, a_leader().id) is None


async def test_the_newest_question_gets_the_answer(stage: Stage) -> None:
    first = await begun(stage)
    written = await stage.does(a_leader(), drafts.write, ChatId(900), 1, TYPED, "", await a_community(stage))
    typed = DraftId(written.subject)
    assert await asked(stage) == first
    stage.clock.moves(seconds=1)
    await stage.does(a_leader(), wizards.ask, typed, "stock", 1)
    assert await asked(stage) == typed
    await says(stage, typed, "60")
    assert await asked(stage) == first


async def asked(stage: Stage) -> DraftId | None:
    """The draft whose question waits."""
    found = await stage.db.read(wizards.asked, a_leader().id)
    return None if found is None else found.id


async def test_buttons_of_a_typed_draft_count_until_an_edit_of_their_line(stage: Stage) -> None:
    community = await a_community(stage)
    lea = a_leader()
    draft = DraftId((await stage.does(lea, drafts.write, ChatId(900), 1, TYPED, "", community)).subject)
    written_at = (await read(stage, draft)).written_at
    stage.clock.moves(hours=1)
    await stage.does(lea, wizards.answer, draft, "stock", "60", "", 1)
    await stage.does(lea, wizards.answer, draft, "pay", "pickup", "", 2)
    toggled = await read(stage, draft)
    assert (toggled.toggles, toggled.text, toggled.version) == ("stock 60\npay pickup", TYPED, 3)
    assert toggled.written_at == written_at, "+2d is counted from when it was typed"
    with pytest.raises(StockBelowTeam):
        await stage.does(lea, wizards.answer, draft, "stock", "2", "", 3)
    await stage.does(lea, drafts.write, ChatId(900), 1, TYPED + "\nstock 70", "", None)
    edited = await read(stage, draft)
    assert (edited.toggles, edited.version) == ("pay pickup", 4)
    published = await stage.does(lea, drafts.publish, draft, 4)
    deal = await stage.deal(DealId(published.subject))
    assert (deal.stock, deal.pay) == (70, PayMoment.PICKUP)


async def test_a_typed_draft_is_asked_no_step_that_its_message_answers(stage: Stage) -> None:
    community = await a_community(stage)
    draft = DraftId((await stage.does(a_leader(), drafts.write, ChatId(900), 1, TYPED, "", community)).subject)
    for what in (wizards.ask, wizards.mend):
        with pytest.raises(Stale):
            await stage.does(a_leader(), what, draft, "title", 1)


def open_drafts(tx: ReadTx) -> int:
    """How many drafts there are."""
    return int(tx.value(text("SELECT count(*) FROM drafts WHERE state = 'shown'")))


async def test_an_ended_deal_is_made_again_once(stage: Stage) -> None:
    deal = await a_deal(stage, stock=60, limit=2, pay=PayMoment.FIRST, closes_in=timedelta(days=2))
    with pytest.raises(DealNotEnded):
        await stage.does(a_leader(), wizards.again, deal)
    stage.clock.moves(days=7)
    await stage.does(a_leader(), deals.cancel, deal)
    made = await stage.does(a_leader(), wizards.again, deal)
    again = await stage.does(a_leader(), wizards.again, deal)
    assert made.subject == again.subject
    assert await stage.db.read(open_drafts) == 1
    before = await stage.deal(deal)
    published = await stage.does(a_leader(), drafts.publish, DraftId(made.subject), 1)
    after = await stage.deal(DealId(published.subject))
    same = ("title", "team_minor", "solo_minor", "target", "stock", "limit", "pay", "team_for", "due_for", "payee_id")
    assert [getattr(after, name) for name in same] == [getattr(before, name) for name in same]
    assert after.closes_at == before.closes_at + timedelta(days=7)
    assert after.state is DealState.OPEN
    third = await stage.does(a_leader(), wizards.again, deal)
    assert third.subject != made.subject, "the first is a deal by now"
    assert await stage.db.read(invariants.broken) == []


async def test_another_leader_of_the_group_makes_it_their_own(stage: Stage) -> None:
    deal = await a_deal(stage)
    await stage.does(a_leader(), deals.cancel, deal)
    cora = a_person(3, administers=GROUP)
    with pytest.raises(NotFound):
        await stage.does(cora, wizards.again, deal)
    await stage.does(cora, communities.lead, GROUP, "Neighbours", "en", open_to_all=True)
    made = await stage.does(cora, wizards.again, deal)
    assert (await read(stage, DraftId(made.subject))).leader_id == cora.id


async def test_prices_in_another_currency_are_asked_for(stage: Stage) -> None:
    deal = await a_deal(stage, pay=PayMoment.PICKUP)
    await stage.does(a_leader(), deals.cancel, deal)
    await stage.does(a_leader(), communities.set_currency, await a_community(stage), "THB")
    made = await stage.does(a_leader(), wizards.again, deal)
    draft = await read(stage, DraftId(made.subject))
    assert draft.step == "price"
    assert "29.90" not in draft.text
