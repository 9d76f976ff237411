"""Forged taps, links and commands through the whole bot: nothing breaks, and nobody does what isn't theirs to do.

KAITUAN_FORGED sets how many forgeries there are; a failure prints the seed, which KAITUAN_SEED plays again.
"""

import os
import random
from typing import Any

import pytest
from sqlalchemy import select

from bot.domain.ids import Kind, code_of
from bot.domain.people import Right
from bot.services import act
from bot.services.act import ACTS
from bot.views.buttons.unpacking import unpack
from handlers import errors
from handlers.taps import TAPS
from storage import tables as t
from storage.database import ReadTx
from tests.integration.handlers.forgeries import Forger
from tests.kit.messages import Seen
from tests.kit.people import Somebody
from tests.kit.scenes import Scene

PARTS = 5
FORGED = int(os.environ.get("KAITUAN_FORGED", "5000"))
#: Forgeries of one person between two looks: under what is taken for a flood.
AT_ONCE = 4
_CODES = (t.deals.c.token, t.teams.c.token, t.orders.c.reference)


def seed() -> str:
    """Of this run of the tests, or the one that is asked for."""
    return os.environ.get("KAITUAN_SEED") or str(random.getrandbits(32))


async def a_town(scene: Scene) -> tuple[Somebody, list[Somebody]]:
    """Lin's deals with teams and orders in many states, and those who will forge: buyers, strangers, another leader."""
    ana, ben, chen, mallory = [await scene.person(name) for name in ("Ana", "Ben", "Chen", "<b>Mallory</b> \u202e@x")]
    silent = await scene.person("Silent", starts=False)
    olga = await scene.person("Olga")
    everybody = [ana, ben, chen, mallory, silent, olga]
    group = await scene.a_led_group(members=everybody)
    await scene.a_led_group("Elsewhere", leader=olga, members=everybody)
    full = await scene.a_deal(group, title="Full <teams> & more", team=2, until="+9d", members=everybody)
    await scene.a_team(full, ana, ben)
    await ana.taps("I paid")
    waiting = await scene.a_deal(group, title="Waiting", team=3, until="+9d", lines="pay first\nstock 9\nlimit 3")
    await scene.a_team(waiting, chen)
    third = await scene.a_deal(group, title="Third", team=4, until="+9d", lines="stock 40")
    await scene.a_team(third, mallory)
    await group.leader.says("/deal Draft\nteam 2 1.00\nuntil +9d")
    return group.leader, everybody


async def there_is(scene: Scene) -> list[str]:
    """Every code and token of what is there, and numbers that are ids."""

    def read(tx: ReadTx) -> list[str]:
        tokens = [str(value) for column in _CODES for (value,) in tx.all(select(column)) if value]
        numbers = [str(row.id) for table in (t.drafts, t.payees, t.communities) for row in tx.all(select(table.c.id))]
        return tokens + numbers

    codes = [str(code_of(kind, number)) for kind in Kind for number in range(1, 12)]
    return [*codes, *await scene.bot.db.read(read)]


def out_of_policy(tx: ReadTx) -> list[str]:
    """Acts of the audit log whose actor had no right to them."""
    owner: dict[Right, dict[int, int]] = {
        Right.OWN_ORDER: {row.id: row.buyer_id for row in tx.all(select(t.orders))},
        Right.LEADS_DEAL: {row.id: row.leader_id for row in tx.all(select(t.deals))},
        Right.OWN_PAYEE: {row.id: row.created_by for row in tx.all(select(t.payees))},
    }
    community_of = {row.id: row.community_id for row in tx.all(select(t.payees))}
    leads = {(row.community_id, row.account_id) for row in tx.all(select(t.leaders))}
    owner[Right.LEADS_ORDER] = {row.id: owner[Right.LEADS_DEAL][row.deal_id] for row in tx.all(select(t.orders))}
    owner[Right.OWN_DRAFT] = {row.id: row.leader_id for row in tx.all(select(t.drafts))}

    def fits(row: Any) -> bool:
        right = ACTS[row.act].right
        if row.act == "drafts.publish":
            right = Right.LEADS_DEAL
        if right in owner:
            return owner[right].get(row.subject) == row.actor_id
        if right is Right.LEADS_PAYEE:
            return (community_of[row.subject], row.actor_id) in leads
        if right in (Right.LEADS_COMMUNITY, Right.ADMINISTERS):
            return (row.subject, row.actor_id) in leads
        return (row.actor_id == 0) is (right is Right.ITSELF)

    return [f"{row.act} of {row.subject} by {row.actor_id}" for row in tx.all(select(t.audit)) if not fits(row)]


def stands(tx: ReadTx, leader: int) -> list[tuple[Any, ...]]:
    """What only the leader may change."""
    columns = (t.deals.c.id, t.deals.c.state, t.deals.c.closes_at, t.deals.c.title, t.deals.c.team_minor)
    return [
        *(tuple(row) for row in tx.all(select(*columns).where(t.deals.c.leader_id == leader).order_by(t.deals.c.id))),
        *(tuple(row) for row in tx.all(select(t.payees).order_by(t.payees.c.id).limit(1))),
        *(tuple(row) for row in tx.all(select(t.drafts).where(t.drafts.c.leader_id == leader).order_by(t.drafts.c.id))),
        *(tuple(row) for row in tx.all(select(t.orders.c.id).where(t.orders.c.state.in_(["paid", "refunded"])))),
    ]


def forges(scene: Scene, forger: Forger, by: Somebody, cards: list[Seen]) -> None:
    """Send one forgery, from the private chat or the group."""
    group = scene.groups[0].id
    match forger.choose(["tap", "tap", "tap", "tap", "link", "command", "group"]):
        case "tap":
            on = forger.choose(cards)
            assert isinstance(on, Seen)
            scene.telegram.tap(on.chat_id, on.id, by.id, data=forger.data())
            return
        case "link":
            said, where = f"/start {forger.payload()}", by.id
        case "command":
            said, where = forger.command(), by.id
        case _:
            said, where = forger.command(), group
    scene.telegram.send(where, by.id, said)


async def complaints(url: str, patch: pytest.MonkeyPatch, played: str, count: int) -> list[str]:
    """What broke or was done that should not, after so many forgeries of a seed."""
    broke: list[str] = []
    apologise = errors._apologise

    async def heard(update: Any, context: Any, error: Exception) -> None:
        query, message = update.callback_query, update.effective_message
        broke.append(f"{(query.data if query else message.text)!r}: {error!r}")
        await apologise(update, context, error)

    patch.setattr(errors, "_apologise", heard)
    async with Scene(url) as scene:
        scene.provoked.append("query is too old")  # many wait at once, and each wait moves the one clock of the scene
        leader, everybody = await a_town(scene)
        before = await scene.bot.db.read(stands, leader.id)
        forger = Forger(played, await there_is(scene))
        cards = [post for group in scene.groups for post in group.posts()]
        for _ in range(count // len(everybody) // AT_ONCE + 1):
            scene.clock.standing.moves(seconds=3)
            for by in everybody * AT_ONCE:
                own = [message for message in by.told()[-3:] if message.buttons]
                forges(scene, forger, by, [*cards, *own])
            await scene.settles()
            if broke:
                return broke
        if await scene.bot.db.read(stands, leader.id) != before:
            broke.append("what only the leader may change has changed")
        return broke + await scene.bot.db.read(out_of_policy)


@pytest.mark.parametrize("part", range(PARTS))
async def test_forgeries_break_nothing_and_do_nothing_that_is_anothers(
    sqlite_url: str, monkeypatch: pytest.MonkeyPatch, part: int
) -> None:
    played = f"{seed()}:{part}"
    assert await complaints(sqlite_url, monkeypatch, played, FORGED // PARTS) == [], f"seed {played}"


async def test_forgeries_find_acts_that_ask_for_no_right(sqlite_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """The control: a code in callback data is trusted."""
    monkeypatch.setattr(act, "require", lambda right, by, of, name: None)
    assert await complaints(sqlite_url, monkeypatch, "control", 1000) != []


def test_what_is_read_from_a_tap_is_what_was_packed() -> None:
    forger = Forger("packed", ["Y6N4", "Z6NH", "GC9V", "zh", "2"])
    read = set()
    for _ in range(60_000):
        data = forger.data()
        try:
            found = unpack(data)
        except errors.DomainError:
            continue
        assert found.pack() == data
        read.add(type(found))
    assert read >= set(TAPS)
