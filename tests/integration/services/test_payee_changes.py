"""A change of payee counts a day later, another takes it back, and what was published or asked stays."""

from datetime import timedelta

from bot.domain.ids import CommunityId, PayeeId
from bot.domain.payments import PayeeState
from bot.services.payees import CHANGE_AFTER
from storage import payees as stored_payees
from tests.kit.builders import Stage, a_community, a_deal, a_payee

OLD, THIEF, RIGHT = "DE33100205000001194700", "DE89370400440532013000", "FR1420041010050500013M02606"
A_MOMENT = timedelta(seconds=1)


async def counts_now(stage: Stage, community: CommunityId) -> str:
    """The account that a deal published now would be paid to."""
    payee = await stage.db.read(stored_payees.counting, community, "EUR", stage.clock.now())
    return "" if payee is None else payee.account


async def state_of(stage: Stage, payee: PayeeId) -> PayeeState:
    """Where a payee stands."""
    return (await stage.db.read(stored_payees.get, payee)).state


async def test_the_first_payee_counts_at_once_and_a_change_a_day_later(stage: Stage) -> None:
    community = await a_community(stage)
    assert await counts_now(stage, community) == OLD
    await a_payee(stage, community, iban=RIGHT)
    stage.clock.moves(seconds=(CHANGE_AFTER - A_MOMENT).total_seconds())
    assert await counts_now(stage, community) == OLD
    stage.clock.moves(seconds=1)
    assert await counts_now(stage, community) == RIGHT


async def test_a_change_that_is_answered_by_another_never_counts(stage: Stage) -> None:
    """Else a thief's account would be paid from its day on until the day of the right one."""
    community = await a_community(stage)
    stolen = await a_payee(stage, community, iban=THIEF)
    stage.clock.moves(hours=23)
    await a_payee(stage, community, iban=RIGHT)
    assert await state_of(stage, stolen) is PayeeState.DISCARDED
    stage.clock.moves(hours=2)
    assert await counts_now(stage, community) == OLD
    stage.clock.moves(hours=22)
    assert await counts_now(stage, community) == RIGHT


async def test_a_deal_keeps_the_payee_it_was_published_with(stage: Stage) -> None:
    community = await a_community(stage)
    deal = await a_deal(stage, community, closes_in=timedelta(days=5))
    published_with = (await stage.deal(deal)).payee_id
    await a_payee(stage, community, iban=RIGHT)
    stage.clock.moves(days=2)
    assert (await stage.deal(deal)).payee_id == published_with
    assert (await stage.deal(await a_deal(stage, community))).payee_id != published_with
