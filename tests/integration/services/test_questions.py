"""Asking through the bot: who may, how much, how often, and what is kept."""

from datetime import timedelta

import pytest

from bot.domain.errors import NotAllowed, NotFound
from bot.domain.ids import DealId, OrderId, QuestionId
from bot.domain.people import ITSELF
from bot.domain.questions import LONGEST, MOST, OwnDeal, QuestionTooLong, TooManyQuestions
from bot.services import communities, desks, orders, questions
from storage import questions as stored
from tests.kit.builders import Stage, a_deal, a_leader, a_person, a_team, order_id

LEA = a_leader()
ANA, BEN, STRANGER = a_person(1), a_person(2), a_person(9)


async def anas_order(stage: Stage) -> OrderId:
    """Ana's order in a team with Ben."""
    deal = await a_deal(stage, target=2)
    await a_team(stage, deal, buyers=2)
    return order_id(await stage.order_of(deal, ANA))


async def test_each_asks_the_other_and_nobody_else_does(stage: Stage) -> None:
    order = await anas_order(stage)
    first = (await stage.does(ANA, questions.tell_leader, order, "When <b>does</b> it come?")).shown
    assert first is not None
    kept = await stage.db.read(stored.find, first)
    assert kept is not None
    assert (kept.asker_id, kept.reader_id, kept.text) == (ANA.id, LEA.id, "When <b>does</b> it come?")
    second = (await stage.does(LEA, questions.tell_buyer, order, "Friday.")).shown
    assert second is not None
    answer = await stage.db.read(questions.asked, second)
    assert answer is not None
    assert (answer.is_for_leader, answer.question.reader_id) == (False, ANA.id)
    for what in (questions.tell_leader, questions.tell_buyer):
        for other in (BEN, STRANGER):
            with pytest.raises(NotFound):
                await stage.does(other, what, order, "Me too!")
    for begins in (questions.ask_leader, questions.ask_buyer):
        for other in (BEN, STRANGER):
            with pytest.raises(NotFound):
                await stage.does(other, begins, order)


async def test_who_leads_no_more_asks_nobody(stage: Stage) -> None:
    order = await anas_order(stage)
    deal = await stage.db.read(desks.deal_of_order, order)
    community = (await stage.db.read(desks.desk, deal)).community
    await stage.does(ITSELF, communities.end_leadership, community.id, LEA.id)
    with pytest.raises(NotAllowed):
        await stage.does(LEA, questions.tell_buyer, order, "Where do you live?")


async def test_a_thousand_characters_pass_and_one_more_does_not(stage: Stage) -> None:
    order = await anas_order(stage)
    await stage.does(ANA, questions.tell_leader, order, "字" * LONGEST)
    with pytest.raises(QuestionTooLong) as refused:
        await stage.does(ANA, questions.tell_leader, order, "字" * (LONGEST + 1))
    assert refused.value.facts == {"most": 1000, "length": 1001}


async def test_ten_within_an_hour_pass_whatever_they_are_about(stage: Stage) -> None:
    order = await anas_order(stage)
    another = OrderId((await stage.does(ANA, orders.buy_alone, await a_deal(stage))).subject)
    for n in range(MOST):
        await stage.does(ANA, questions.tell_leader, (order, another)[n % 2], f"Number {n}")
    with pytest.raises(TooManyQuestions):
        await stage.does(ANA, questions.tell_leader, order, "And?")
    await stage.does(BEN, questions.tell_leader, await bens(stage, order), "Ben's first")
    await stage.does(LEA, questions.tell_buyer, order, "Slowly.")
    stage.clock.moves(hours=1)
    await stage.does(ANA, questions.tell_leader, order, "And now?")


async def bens(stage: Stage, order: OrderId) -> OrderId:
    """Ben's order in the same deal."""
    return order_id(await stage.order_of(await stage.db.read(desks.deal_of_order, order), BEN))


async def test_who_buys_in_an_own_deal_asks_nobody(stage: Stage) -> None:
    deal: DealId = await a_deal(stage)
    order = OrderId((await stage.does(LEA, orders.buy_alone, deal)).subject)
    for what in (questions.ask_leader, questions.ask_buyer):
        with pytest.raises(OwnDeal):
            await stage.does(LEA, what, order)


async def test_a_question_is_forgotten_after_a_while(stage: Stage) -> None:
    order = await anas_order(stage)
    question = (await stage.does(ANA, questions.tell_leader, order, "When?")).shown
    assert question is not None
    await stage.db.write(stored.prune, stage.clock.now() + timedelta(seconds=1))
    assert await stage.db.read(questions.asked, QuestionId(question)) is None
