"""What delivery records while something else happens to the same order or person."""

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from bot.clock import StandingClock, SystemClock
from bot.domain.deals import OverLimit
from bot.domain.ids import OrderId
from bot.domain.notices import NoticeKind
from bot.scheduler import AGAIN_AFTER, Ticks
from bot.services import deliveries, endings, orders, people
from storage.database import ReadTx, WriteTx
from storage.messages import Standing
from storage.outbox import OutboxRow
from tests.kit.builders import Stage, a_deal, a_person, a_team, order_id

ANA = a_person(1)


async def due(stage: Stage) -> tuple[OrderId, OutboxRow]:
    """Ana's due order, and the row of its payment code that is being sent."""
    deal = await a_deal(stage, target=2)
    await a_team(stage, deal, buyers=2)
    order = order_id(await stage.order_of(deal, ANA))
    rows = await stage.db.write(deliveries.take, 50, stage.clock.now())
    return order, next(row for row in rows if row.kind is NoticeKind.PAYMENT_DUE and row.subject == order)


def state_of(tx: ReadTx, row: OutboxRow) -> str:
    """Where a row of the outbox stands."""
    return str(tx.value(text(f"SELECT state FROM outbox WHERE id = {row.id}")))


def finishing(tx: ReadTx) -> int:
    """How many messages wait to be finished."""
    return int(tx.value(text("SELECT count(*) FROM outbox WHERE kind = 'payment-finished' AND state = 'pending'")))


async def test_who_opens_the_chat_while_their_code_is_found_unsendable_gets_it(stage: Stage) -> None:
    _, row = await due(stage)
    await stage.does(ANA, people.open_chat)
    await stage.db.write(deliveries.unreachable, row, deliveries.NEVER_OPENED, stage.clock.now())
    assert await stage.db.read(state_of, row) == "pending"


async def test_a_code_that_arrives_after_its_order_ended_is_finished_still(stage: Stage) -> None:
    order, row = await due(stage)
    await stage.does(ANA, orders.leave, order)
    later = await stage.db.write(deliveries.take, 50, stage.clock.now())
    finished = next(other for other in later if other.kind is NoticeKind.PAYMENT_FINISHED)
    await stage.db.write(deliveries.ended, finished, "dropped", "", stage.clock.now())
    put = Standing(
        kind=row.kind,
        chat_id=row.chat_id,
        subject=row.subject,
        message_id=7,
        has_photo=True,
        shown="code",
        finished=False,
    )
    await stage.db.write(deliveries.sent, row, [put], {}, stage.clock.now())
    assert await stage.db.read(finishing) == 1


async def test_no_button_takes_more_units_than_anybody_could_want(stage: Stage) -> None:
    deal = await a_deal(stage, target=2, solo_minor=None)
    await a_team(stage, deal)
    order = order_id(await stage.order_of(deal, ANA))
    with pytest.raises(OverLimit):
        await stage.does(ANA, orders.set_quantity, order, 999_999_999_999_999)


async def test_what_can_not_be_done_is_tried_again_without_haste(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    assert isinstance(stage.clock, StandingClock)
    deal = await a_deal(stage)
    await a_team(stage, deal)

    def fails(*_: object) -> None:
        raise RuntimeError("a bug")

    monkeypatch.setattr(endings, "end_teams", fails)
    stage.clock.moves(hours=25)
    ticks = Ticks(stage.db, stage.acts, stage.clock)
    asked: list[float] = []
    monkeypatch.setattr("bot.scheduler.DateTrigger", lambda at: asked.append(at.timestamp()))
    monkeypatch.setattr(ticks._scheduler, "add_job", lambda *_, **__: None)
    before = SystemClock().now().timestamp()
    assert await ticks.sweep() == 0
    assert asked[0] - before >= AGAIN_AFTER.total_seconds()


async def test_no_error_of_the_database_holds_what_was_written(stage: Stage) -> None:
    def wrong(tx: WriteTx) -> None:
        tx.run(text("INSERT INTO payees (account) VALUES (:account)"), {"account": "+66812345678"})

    with pytest.raises(DBAPIError) as refused:
        await stage.db.write(wrong)
    assert "66812345678" not in str(refused.value)
