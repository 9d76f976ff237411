"""The outbox: what is taken, ended, sent again; live messages that coalesce; two takers."""

import asyncio
from dataclasses import replace
from datetime import timedelta

from bot.clock import StandingClock
from bot.domain.ids import ChatId
from bot.domain.notices import Notice, NoticeKind
from storage import outbox
from storage.database import Database, WriteTx
from storage.outbox import OutboxRow

LEASE = timedelta(seconds=60)
CARD = Notice(kind=NoticeKind.CARD, chat_id=ChatId(-1), subject=1, key="card:-1:1")
DUE = Notice(kind=NoticeKind.PAYMENT_DUE, chat_id=ChatId(5), subject=2, key="due:2")
FULL = Notice(kind=NoticeKind.TEAM_FULL, chat_id=ChatId(6), subject=3, key="full:3")


async def queue(db: Database, clock: StandingClock, *notices: Notice) -> None:
    """Queue messages now."""
    await db.write(outbox.queue, notices, clock.now())


async def take(db: Database, clock: StandingClock, most: int = 10) -> list[OutboxRow]:
    """Take what is next."""
    return await db.write(outbox.take, most, clock.now(), clock.now() + LEASE)


async def test_money_goes_first_and_each_row_once(database: Database, clock: StandingClock) -> None:
    await queue(database, clock, CARD, FULL, DUE)
    assert await database.read(outbox.pending) == 3
    assert [row.key for row in await take(database, clock, 2)] == [DUE.key, FULL.key]
    assert [row.key for row in await take(database, clock)] == [CARD.key]
    assert await take(database, clock) == []
    assert await database.read(outbox.pending) == 0


async def test_some_cards_go_however_much_money_waits(database: Database, clock: StandingClock) -> None:
    more = [replace(DUE, key=f"due:{number}") for number in range(3, 6)]
    other = replace(CARD, chat_id=ChatId(-2), key="card:-2:1")
    await queue(database, clock, DUE, *more, CARD, other)
    taken = await database.write(outbox.take, 3, clock.now(), clock.now() + LEASE, cards=1)
    assert [row.key for row in taken] == [DUE.key, "due:3", CARD.key]
    assert [row.key for row in await take(database, clock, 3)] == ["due:4", "due:5", other.key]


async def test_a_held_groups_card_waits_though_cards_have_places(database: Database, clock: StandingClock) -> None:
    await queue(database, clock, CARD, DUE)
    await database.write(outbox.hold, CARD.chat_id, clock.now() + timedelta(seconds=5))
    taken = await database.write(outbox.take, 3, clock.now(), clock.now() + LEASE, cards=2)
    assert [row.key for row in taken] == [DUE.key]


async def test_the_same_message_is_never_queued_twice(database: Database, clock: StandingClock) -> None:
    await queue(database, clock, DUE)
    await queue(database, clock, DUE, replace(DUE, facts='{"other":1}'))
    (row,) = await take(database, clock)
    assert (row.facts, row.generation, row.attempts, row.queued_at) == ("{}", 1, 1, clock.now())
    await database.write(outbox.end, row, "sent", "", clock.now())
    await queue(database, clock, DUE)
    assert await take(database, clock) == []


async def test_ten_changes_of_a_card_are_one_row(database: Database, clock: StandingClock) -> None:
    for _ in range(10):
        await queue(database, clock, CARD, CARD)
    (row,) = await take(database, clock)
    assert (row.generation, row.attempts) == (10, 1)


async def test_a_card_that_changes_while_it_is_sent_is_drawn_again(database: Database, clock: StandingClock) -> None:
    await queue(database, clock, CARD)
    (row,) = await take(database, clock)
    await queue(database, clock, CARD)
    assert await take(database, clock) == []
    await database.write(outbox.end, row, "sent", "", clock.now())
    (again,) = await take(database, clock)
    assert (again.id, again.generation) == (row.id, 2)
    await database.write(outbox.end, again, "sent", "", clock.now())
    assert await take(database, clock) == []


async def test_a_sent_card_is_drawn_anew_by_the_next_change(database: Database, clock: StandingClock) -> None:
    await queue(database, clock, CARD)
    (row,) = await take(database, clock)
    await database.write(outbox.end, row, "sent", "", clock.now())
    clock.moves(minutes=5)
    await queue(database, clock, CARD)
    (anew,) = await take(database, clock)
    assert (anew.id, anew.attempts, anew.queued_at) == (row.id, 1, clock.now())


async def test_what_may_have_arrived_is_not_drawn_over(database: Database, clock: StandingClock) -> None:
    await queue(database, clock, CARD)
    (row,) = await take(database, clock)
    await database.write(outbox.end, row, "unknown", "no answer", clock.now())
    await queue(database, clock, CARD)
    assert await take(database, clock) == []
    assert [found.id for found in await database.read(outbox.in_state, "unknown")] == [row.id]


async def test_a_row_sent_again_waits_for_its_moment(database: Database, clock: StandingClock) -> None:
    await queue(database, clock, DUE)
    (row,) = await take(database, clock)
    at = clock.now() + timedelta(seconds=30)
    await database.write(outbox.again, row, at, "429")
    assert await take(database, clock) == []
    assert await database.read(outbox.soonest) == at
    clock.moves_to(at)
    (again,) = await take(database, clock)
    assert (again.id, again.attempts) == (row.id, 2)


async def test_a_lease_that_ran_out_names_the_row(database: Database, clock: StandingClock) -> None:
    await queue(database, clock, DUE)
    (row,) = await take(database, clock)
    until = clock.now() + 2 * LEASE
    assert await database.write(outbox.leased_out, clock.now(), until) == []
    clock.moves(seconds=60)
    assert await database.write(outbox.leased_out, clock.now(), until) == [row]
    assert await database.write(outbox.leased_out, clock.now(), until) == [], "who asked first has it"
    assert await database.write(outbox.being_sent, until) == [row]
    await database.write(outbox.again, row, clock.now(), "sender gone")
    clock.moves_to(until)
    assert await database.write(outbox.leased_out, clock.now(), until + LEASE) == []
    assert await database.write(outbox.being_sent, until + LEASE) == []


async def test_a_try_that_does_not_count_is_as_if_it_had_not_been(database: Database, clock: StandingClock) -> None:
    await queue(database, clock, CARD)
    for counts, tries in ((False, 0), (True, 1), (False, 1)):
        (row,) = await take(database, clock)
        await database.write(outbox.again, row, clock.now(), "", counts=counts)
        (row,) = await take(database, clock)
        assert row.attempts == tries + 1
        await database.write(outbox.again, row, clock.now(), "", counts=False)


async def test_only_who_sends_a_row_ends_it(database: Database, clock: StandingClock) -> None:
    await queue(database, clock, DUE)
    (row,) = await take(database, clock)
    await database.write(outbox.end, row, "sent", "", clock.now())
    await database.write(outbox.end, row, "dead", "late word of a hung sender", clock.now())
    await database.write(outbox.again, row, clock.now(), "late word of a hung sender")
    assert await take(database, clock) == []
    assert [found.id for found in await database.read(outbox.in_state, "sent")] == [row.id]


async def test_rows_of_a_chat_that_is_held_wait(database: Database, clock: StandingClock) -> None:
    await queue(database, clock, DUE, FULL)
    until = clock.now() + timedelta(seconds=5)
    await database.write(outbox.hold, DUE.chat_id, until)
    assert [row.key for row in await take(database, clock)] == [FULL.key]
    assert await take(database, clock) == []
    clock.moves_to(until)
    assert [row.key for row in await take(database, clock)] == [DUE.key]


async def test_what_waits_for_start_is_sent_when_the_chat_opens(database: Database, clock: StandingClock) -> None:
    await queue(database, clock, DUE)
    (row,) = await take(database, clock)
    await database.write(outbox.end, row, "waiting", "never opened", clock.now())
    assert await database.write(outbox.wake, ChatId(6), clock.now()) == 0
    clock.moves(days=1)
    assert await database.write(outbox.wake, DUE.chat_id, clock.now()) == 1
    (woken,) = await take(database, clock)
    assert (woken.id, woken.attempts, woken.queued_at) == (row.id, 1, clock.now())


async def test_a_group_that_became_a_supergroup_keeps_its_messages(database: Database, clock: StandingClock) -> None:
    await queue(database, clock, CARD)
    await database.write(outbox.migrate, CARD.chat_id, ChatId(-100))
    assert [row.chat_id for row in await take(database, clock)] == [ChatId(-100)]


async def test_what_was_sent_long_ago_is_forgotten_but_cards_are_kept(database: Database, clock: StandingClock) -> None:
    await queue(database, clock, CARD, DUE, FULL)
    due, full, card = await take(database, clock)
    for row, state in ((due, "sent"), (full, "unknown"), (card, "sent")):
        await database.write(outbox.end, row, state, "", clock.now())
    assert await database.write(outbox.prune, clock.now()) == 0
    clock.moves(days=15)
    assert await database.write(outbox.prune, clock.now()) == 1
    assert len(await database.read(outbox.in_state, "sent")) == 1


async def test_takers_side_by_side_take_each_row_once(postgres: Database, clock: StandingClock) -> None:
    await queue(postgres, clock, *(replace(DUE, key=f"due:{n}", subject=n) for n in range(200)))
    shares = await asyncio.gather(*(take(postgres, clock, 30) for _ in range(8)))
    taken = [row.key for share in shares for row in share]
    assert len(set(taken)) == len(taken)
    rest = await take(postgres, clock, 200)
    assert len(taken) + len(rest) == 200
    assert not set(taken) & {row.key for row in rest}


async def test_a_taker_does_not_wait_for_rows_another_is_taking(postgres: Database, clock: StandingClock) -> None:
    await queue(postgres, clock, DUE, FULL)
    taking, other_is_through = asyncio.Event(), asyncio.Event()

    def slow_take(tx: WriteTx) -> tuple[list[str], bool]:
        rows = outbox.take(tx, 1, clock.now(), clock.now() + LEASE)
        taking.set()
        for _ in range(1_000):
            if other_is_through.is_set():
                break
            outbox.pending(tx)  # stays in its transaction; the loop goes on meanwhile
        return [row.key for row in rows], other_is_through.is_set()

    async def quick_take() -> list[str]:
        await taking.wait()
        rows = await take(postgres, clock, 2)
        other_is_through.set()
        return [row.key for row in rows]

    slow, quick = await asyncio.gather(postgres.write(slow_take), quick_take())
    assert slow == ([DUE.key], True)
    assert quick == [FULL.key]
