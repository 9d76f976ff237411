"""The desk: one live message of a deal, wherever its leader opens it, and one writer of what it shows."""

import asyncio
from dataclasses import dataclass, field
from typing import Any

import pytest

from bot.delivery.telegram import Mouth
from tests.kit.messages import Seen
from tests.kit.people import Somebody
from tests.kit.scenes import Scene

MOVED = "🛒 Navel oranges 5 kg: you have the desk open in another message now."


@dataclass
class Held:
    """The next edit of one message: it is on its way until it is let go."""

    on_its_way: asyncio.Event = field(default_factory=asyncio.Event)
    goes: asyncio.Event = field(default_factory=asyncio.Event)


@pytest.fixture
def holds(monkeypatch: pytest.MonkeyPatch) -> Any:
    """Holds the next edit of a message."""

    def hold(message: Seen) -> Held:
        held, edits = Held(), Mouth.edit

        async def edit(mouth: Mouth, chat_id: int, message_id: int, *rest: Any, **facts: Any) -> Any:
            if (chat_id, message_id) == (message.chat_id, message.id) and not held.on_its_way.is_set():
                held.on_its_way.set()
                await held.goes.wait()
            return await edits(mouth, chat_id, message_id, *rest, **facts)

        monkeypatch.setattr(Mouth, "edit", edit)
        return held

    return hold


async def a_ping_below_a_desk(scene: Scene) -> tuple[Somebody, Seen, Seen]:
    """The leader; their desk, which stands above; the message that buyers say they paid."""
    ana, ben = [await scene.person(name) for name in ("Ana", "Ben")]
    card = await scene.a_deal(team=2, until="+5d", members=[ana, ben])
    await scene.a_team(card, ana, ben)
    lin = scene.groups[0].leader
    desk = await lin.sees("paid 0 · say paid 0 · waiting 2")
    await ana.taps("I paid")
    ping = await lin.sees("💬 1 buyer says 29.90 € is paid.")
    return lin, desk, ping


def now(lin: Somebody, message: Seen) -> Seen:
    """The same message as it stands now."""
    return next(one for one in lin.told() if one.id == message.id)


async def test_a_desk_opened_in_the_ping_leaves_the_older_one(scene: Scene) -> None:
    lin, desk, ping = await a_ping_below_a_desk(scene)
    await lin.taps("Confirm all 1 (29.90 €)", on=ping)
    assert (now(lin, desk).text, now(lin, desk).labels) == (MOVED, [])
    assert "paid 1 · say paid 0 · waiting 1" in now(lin, ping).text


async def test_an_edit_that_was_on_its_way_does_not_bring_the_older_desk_back(scene: Scene, holds: Any) -> None:
    lin, desk, ping = await a_ping_below_a_desk(scene)
    ben = next(one for one in scene.people if one.name == "Ben")
    await ben.taps("I can't pay")
    await scene.clock.moves(seconds=30)
    held = holds(desk)
    ben.presses("Yes, give up my place", on=ben.newest)
    await asyncio.wait_for(held.on_its_way.wait(), 5)
    lin.presses("Confirm all 1 (29.90 €)", on=ping)
    await scene.works_off()
    held.goes.set()
    await scene.settles()
    assert (now(lin, desk).text, now(lin, desk).labels) == (MOVED, [])
    assert "paid 1 · say paid 0 · waiting 0" in now(lin, ping).text


async def test_wherever_a_desk_is_opened_one_has_buttons(scene: Scene) -> None:
    lin, _, ping = await a_ping_below_a_desk(scene)
    await lin.taps("Confirm all 1 (29.90 €)", on=ping)
    for _ in range(2):
        await lin.says("/deals")
        await lin.taps("Navel oranges 5 kg")
    desks = [message.id for message in lin.told() if "🛒 Navel oranges 5 kg · 2 orders" in message.text]
    assert desks == [lin.newest.id]
    assert len([message for message in lin.told() if message.text == MOVED]) == 3


async def test_a_desk_that_was_deleted_comes_anew_and_not_where_it_was_left(scene: Scene) -> None:
    lin, left, ping = await a_ping_below_a_desk(scene)
    await lin.taps("Confirm all 1 (29.90 €)", on=ping)
    scene.provoked.append("message to edit not found")
    await lin.deletes(now(lin, ping))
    ben = next(one for one in scene.people if one.name == "Ben")
    await ben.taps("I paid")
    desk = await lin.sees("paid 1 · say paid 1 · waiting 0")
    assert desk.id > ping.id
    assert now(lin, left).text == MOVED


async def test_what_a_desk_asks_stands_below_it_and_stays_whatever_happens_to_the_deal(scene: Scene) -> None:
    lin, _, ping = await a_ping_below_a_desk(scene)
    await lin.taps("Confirm all 1 (29.90 €)", on=ping)
    ben = next(one for one in scene.people if one.name == "Ben")
    await lin.taps("Close now", on=now(lin, ping))
    question = lin.newest
    assert question.id > ping.id
    await ben.taps("I paid")
    assert now(lin, question).labels == question.labels
    assert "paid 1 · say paid 1 · waiting 0" in now(lin, ping).text
    await lin.taps("No, go on", on=question)
    assert "paid 1 · say paid 1 · waiting 0" in now(lin, question).text
    assert now(lin, ping).text == MOVED


async def test_a_desk_opened_while_another_is_being_posted_is_the_live_one(
    scene: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    lin, desk, ping = await a_ping_below_a_desk(scene)
    ben = next(one for one in scene.people if one.name == "Ben")
    scene.provoked.append("message to edit not found")
    await lin.deletes(desk)
    posting, goes, posts = asyncio.Event(), asyncio.Event(), Mouth.post

    async def post(mouth: Mouth, chat_id: int, *rest: Any, **facts: Any) -> Any:
        put = await posts(mouth, chat_id, *rest, **facts)
        if chat_id == lin.id and not posting.is_set():
            posting.set()
            await goes.wait()
        return put

    await ben.taps("I can't pay")
    await scene.clock.moves(seconds=30)
    monkeypatch.setattr(Mouth, "post", post)
    ben.presses("Yes, give up my place", on=ben.newest)
    await asyncio.wait_for(posting.wait(), 5)
    posted = lin.newest
    lin.presses("Confirm all 1 (29.90 €)", on=ping)
    await scene.works_off()
    goes.set()
    await scene.settles()
    assert now(lin, posted).text == MOVED
    assert "paid 1 · say paid 0 · waiting 0" in now(lin, ping).text
