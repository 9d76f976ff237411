"""What quiet hours hold back, on both databases: all but money and edits, until they are over or changed."""

from collections.abc import Callable
from datetime import time, timedelta
from typing import Any

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from bot.domain.notices import POLICIES, NoticeKind, Priority, notice
from bot.domain.quiet_hours import QuietHours
from bot.services import deliveries, people
from storage import accounts, outbox
from storage.database import ReadTx, WriteTx
from tests.integration.delivery.mouths import Notebook, works_off
from tests.integration.delivery.test_worker import Interfering
from tests.kit.builders import Stage, a_deal, a_person, a_team, order_id

ANA = a_person(1)
NIGHT = "22-8"
K = NoticeKind


async def at_night(stage: Stage, *kinds: NoticeKind, hours: str = NIGHT) -> None:
    """It is 23:00 in Berlin, Ana has quiet hours, and these notices about her order are queued; nothing else is."""
    deal = await a_deal(stage, target=2)
    await a_team(stage, deal, buyers=2)
    order = order_id(await stage.order_of(deal, ANA))
    await stage.does(ANA, people.open_chat)
    await stage.does(ANA, people.set_quiet, hours)
    stage.clock.moves_to(stage.clock.now().replace(hour=22, minute=0) + timedelta(days=1))
    told = [notice(kind, ANA.id, order) for kind in kinds]
    await stage.db.write(lambda tx: tx.run(text("DELETE FROM outbox"), {}))
    await stage.db.write(outbox.queue, told, stage.clock.now())


async def waiting(stage: Stage) -> list[tuple[str, str, timedelta]]:
    """Of each row its kind, its state, and how long it waits still."""

    def read(tx: ReadTx) -> list[tuple[str, str, timedelta]]:
        rows = tx.all(outbox.select(outbox.t.c.kind, outbox.t.c.state, outbox.t.c.not_before).order_by(outbox.t.c.id))
        return [(row.kind, row.state, row.not_before - stage.clock.now()) for row in rows]

    return await stage.db.read(read)


async def test_news_waits_until_the_hours_are_over_and_is_sent_then(stage: Stage) -> None:
    await at_night(stage, K.PICKUP_DUE)
    notebook = Notebook()
    await works_off(stage, notebook)
    assert notebook.posts == []
    assert await waiting(stage) == [("pickup-due", "pending", timedelta(hours=9))]
    stage.clock.moves(hours=8, minutes=59)
    await works_off(stage, notebook)
    assert notebook.posts == []
    stage.clock.moves(minutes=1)
    await works_off(stage, notebook)
    assert [chat for chat, _ in notebook.posts] == [ANA.id]
    assert [state for _, state, _ in await waiting(stage)] == ["sent"]


async def test_waiting_is_no_failed_try(stage: Stage) -> None:
    await at_night(stage, K.PICKUP_DUE)
    await works_off(stage, Notebook())
    assert await stage.db.read(lambda tx: tx.value(text("SELECT attempts FROM outbox"))) == 0


async def test_money_comes_at_once(stage: Stage) -> None:
    await at_night(stage, K.PAYMENT_DUE, K.PICKUP_DUE)
    notebook = Notebook()
    await works_off(stage, notebook)
    assert len(notebook.posts) == 1
    assert [(kind, state) for kind, state, _ in await waiting(stage)] == [
        ("payment-due", "sent"), ("pickup-due", "pending"),
    ]  # fmt: skip


def test_money_is_what_goes_first_by_money() -> None:
    assert {kind for kind, policy in POLICIES.items() if policy.is_money} == {
        kind for kind, policy in POLICIES.items() if policy.priority is Priority.MONEY
    } >= {K.PAYMENT_DUE, K.PAYMENT_REMINDER, K.REFUND_OWED, K.REFUNDED, K.CREDIT_GIVEN, K.LATE_MONEY}  # fmt: skip


@pytest.mark.parametrize("wanted", ["off", "1-2"])
async def test_other_hours_count_at_once_for_what_waits(stage: Stage, wanted: str) -> None:
    await at_night(stage, K.PICKUP_DUE)
    notebook = Notebook()
    await works_off(stage, notebook)
    assert notebook.posts == []
    await stage.does(ANA, people.set_quiet, wanted)
    await works_off(stage, notebook)
    assert len(notebook.posts) == 1


async def test_longer_hours_hold_back_what_waited_for_the_end_of_the_shorter(stage: Stage) -> None:
    await at_night(stage, K.PICKUP_DUE)
    await works_off(stage, Notebook())
    await stage.does(ANA, people.set_quiet, "22-10")
    await works_off(stage, Notebook())
    assert await waiting(stage) == [("pickup-due", "pending", timedelta(hours=11))]


async def test_what_waits_for_another_reason_is_not_hurried(stage: Stage) -> None:
    await at_night(stage, K.PICKUP_DUE)
    (row,) = await stage.db.write(deliveries.take, 1, stage.clock.now())
    await stage.db.write(deliveries.hold, row, stage.clock.now() + timedelta(minutes=5))
    await stage.does(ANA, people.set_quiet, "off")
    assert await waiting(stage) == [("pickup-due", "pending", timedelta(minutes=5))]


async def test_hours_switched_off_while_a_row_is_looked_at_hold_nothing_back(stage: Stage) -> None:
    await at_night(stage, K.PICKUP_DUE)

    async def meanwhile(fn: Callable[..., Any], write: Callable[[], Any]) -> Any:
        if fn is deliveries.wait_for_quiet_end:
            await stage.does(ANA, people.set_quiet, "off")
        return await write()

    notebook = Notebook()
    await works_off(stage, notebook, Interfering(stage.db, meanwhile))  # type: ignore[arg-type]
    await works_off(stage, notebook)
    assert len(notebook.posts) == 1


async def test_a_standing_desk_is_edited_at_any_hour_and_a_new_one_waits(stage: Stage) -> None:
    await at_night(stage)
    deal = next(iter(await stage.db.read(lambda tx: tx.all(text("SELECT id FROM deals"))))).id
    await stage.db.write(lambda tx: tx.run(text("UPDATE deals SET leader_id = :ana"), {"ana": ANA.id}))
    desk = notice(K.DESK, ANA.id, deal)
    await stage.db.write(outbox.queue, [desk], stage.clock.now())
    notebook = Notebook()
    await works_off(stage, notebook)
    assert (notebook.posts, notebook.edits) == ([], [])
    stage.clock.moves(hours=9)
    await works_off(stage, notebook)
    assert len(notebook.posts) == 1
    stage.clock.moves(hours=15)
    await stage.does(a_person(3), people.set_quiet, "off")
    await stage.db.write(lambda tx: tx.run(text("UPDATE deals SET title = 'Pears'"), {}))
    await stage.db.write(outbox.queue, [desk], stage.clock.now())
    await works_off(stage, notebook)
    assert (len(notebook.posts), len(notebook.edits)) == (1, 1)


async def test_the_hours_stand_in_the_account_and_stay_while_they_are_off(stage: Stage) -> None:
    await stage.does(ANA, people.set_quiet, "23:30-7")
    await stage.does(ANA, people.set_quiet, "off")
    found = await stage.db.read(accounts.get, ANA.id)
    assert found.quiet == QuietHours(starts=time(23, 30), ends=time(7), is_on=False)
    again = await stage.does(ANA, people.set_quiet, "on")
    assert again.account is not None
    found = await stage.db.read(accounts.get, ANA.id)
    assert found.quiet == QuietHours(starts=time(23, 30), ends=time(7), is_on=True)


@pytest.mark.parametrize(
    "wrong",
    [
        "quiet_from = 0, quiet_until = 0", "quiet_from = -1, quiet_until = 5", "quiet_from = 5, quiet_until = 1440",
        "quiet_from = 5", "quiet_since = 1",
    ],
)  # fmt: skip
async def test_the_schema_takes_no_hours_that_are_none(stage: Stage, wrong: str) -> None:
    await stage.does(ANA, people.open_chat)

    def spoil(tx: WriteTx) -> None:
        tx.run(text(f"UPDATE accounts SET {wrong}"), {})

    with pytest.raises(IntegrityError):
        await stage.db.write(spoil)
