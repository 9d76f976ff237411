"""A leader is nudged about a claim by day, however often the buyer says "I paid"."""

from datetime import UTC, datetime

from sqlalchemy import text

from bot.clock import StandingClock
from bot.domain.ids import OrderId
from bot.services import payments
from storage.database import ReadTx
from storage.types import Instant
from tests.kit.builders import Stage, a_deal, a_person, a_team, order_id

_NUDGE_AT = text("SELECT remind_at FROM orders WHERE id = :order").columns(remind_at=Instant())
NINE = datetime(2026, 11, 28, 8, 0, tzinfo=UTC)  # in Berlin, the morning after


def nudge_at(tx: ReadTx, order: OrderId) -> datetime | None:
    """When the leader of a claimed order is nudged."""
    moment: datetime | None = tx.value(_NUDGE_AT, {"order": order})
    return moment


async def test_a_claim_that_is_said_again_is_not_nudged_at_night(stage: Stage) -> None:
    assert isinstance(stage.clock, StandingClock)
    deal = await a_deal(stage, target=2)
    await a_team(stage, deal, buyers=2)
    order = order_id(await stage.order_of(deal, a_person(1)))
    await stage.does(a_person(1), payments.claim, order)
    assert await stage.db.read(nudge_at, order) == NINE  # 13:00 and half a day is 1:00
    await stage.does(a_person(1), payments.claim, order, "a-receipt")
    assert await stage.db.read(nudge_at, order) == NINE


async def test_a_claim_that_is_said_again_keeps_its_receipt_and_puts_no_nudge_off(stage: Stage) -> None:
    assert isinstance(stage.clock, StandingClock)
    deal = await a_deal(stage, target=2)
    await a_team(stage, deal, buyers=2)
    order = order_id(await stage.order_of(deal, a_person(1)))
    await stage.does(a_person(1), payments.claim, order)
    stage.clock.moves(hours=11)
    await stage.does(a_person(1), payments.claim, order, "a-receipt")
    assert await stage.db.read(nudge_at, order) == NINE
    assert (await stage.order_of(deal, a_person(1))).claim_photo == "a-receipt"
