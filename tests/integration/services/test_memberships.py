"""The bot in a group: what is written down of it, once, on both databases."""

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import text

from bot.domain.communities import Ability
from bot.domain.errors import NotAllowed
from bot.domain.ids import AccountId, ChatId, CommunityId, DealId
from bot.domain.notices import NoticeKind
from bot.domain.people import ITSELF, Actor
from bot.services import communities, deals, deliveries, drafts, memberships, teams
from bot.services.memberships import GREET_AFTER
from storage import outbox
from storage.database import ReadTx
from tests.kit.builders import GROUP, Stage, a_community, a_deal, a_leader, a_person

HOUR = timedelta(hours=1)


def waiting(tx: ReadTx) -> list[tuple[str, int]]:
    """What waits to be sent: kind and chat."""
    rows = tx.all(text("SELECT kind, chat_id FROM outbox WHERE state = 'pending' ORDER BY id"))
    return [(kind, chat) for kind, chat in rows]


async def added(stage: Stage, *, language: str = "en") -> CommunityId:
    """The bot is added to the group."""
    began = await stage.does(ITSELF, memberships.begin, GROUP, "Neighbours", language)
    return CommunityId(began.subject)


async def test_the_same_update_twice_greets_once(stage: Stage) -> None:
    for _ in range(2):
        await stage.acts(memberships.begin, ITSELF, "update:77", GROUP, "Neighbours", "zh")
    assert await stage.db.read(waiting) == [("greeting", GROUP)]
    assert await stage.db.read(outbox.soonest) == stage.clock.now() + GREET_AFTER
    greeted = await stage.db.read(communities.of_chat, GROUP)
    assert greeted is not None
    assert (greeted.language, greeted.zone, greeted.left_at) == ("zh", "Asia/Shanghai", None)


async def test_the_first_leaders_language_counts_and_is_kept(stage: Stage) -> None:
    community = await added(stage, language="zh")
    lea = a_leader()
    await stage.does(lea, communities.lead, GROUP, "Neighbours", "en", open_to_all=True)
    await stage.does(lea, communities.set_zone, community, "Asia/Bangkok")
    await stage.does(ITSELF, memberships.end, GROUP)
    await added(stage, language="zh")
    led = await stage.db.read(communities.get, community)
    assert (led.language, led.zone, led.currency) == ("en", "Asia/Bangkok", "EUR")


async def test_a_group_that_is_led_is_not_greeted_but_its_cards_are_drawn(stage: Stage) -> None:
    deal = await a_deal(stage)
    assert await added(stage) == await a_community(stage)
    kinds = await stage.db.read(waiting)
    assert ("greeting", GROUP) not in kinds
    assert ("bot-back", a_leader().id) in kinds
    assert ("card", GROUP) in kinds
    assert (await stage.deal(deal)).state == "open"


async def test_leaving_is_told_once_whoever_says_so(stage: Stage) -> None:
    await a_deal(stage)
    await stage.does(ITSELF, memberships.end, GROUP)
    await stage.does(ITSELF, memberships.end, GROUP)
    (card,) = [row for row in await stage.db.write(outbox.take, 20, stage.clock.now(), stage.clock.now() + HOUR)
               if row.kind is NoticeKind.CARD]  # fmt: skip
    assert not await stage.db.write(deliveries.unreachable, card, deliveries.NEVER_OPENED, stage.clock.now())
    rows = await stage.db.read(everything_of, "bot-removed")
    assert len(rows) == 1
    assert await stage.db.read(everything_of, "card") == [("dropped", deliveries.REMOVED)]


def everything_of(tx: ReadTx, kind: str) -> list[Any]:
    """State and reason of all rows of a kind."""
    return [tuple(row) for row in tx.all(text("SELECT state, reason FROM outbox WHERE kind = :kind"), {"kind": kind})]


async def test_a_refused_send_says_that_the_bot_was_removed(stage: Stage) -> None:
    await a_deal(stage)
    now = stage.clock.now()
    (card,) = [row for row in await stage.db.write(outbox.take, 20, now, now + HOUR) if row.kind is NoticeKind.CARD]
    assert await stage.db.write(deliveries.unreachable, card, "Forbidden: bot was kicked from the group chat", now)
    assert await stage.db.read(memberships.was_removed, GROUP)
    assert not (await stage.db.read(deliveries.reader, GROUP)).can_write
    await added(stage)
    assert (await stage.db.read(deliveries.reader, GROUP)).can_write


async def test_what_is_missing_is_told_once_until_rights_are_changed(stage: Stage) -> None:
    await a_community(stage)
    for ability in (Ability.PIN, Ability.PIN, Ability.PHOTOS, Ability.PIN):
        await stage.does(ITSELF, memberships.miss, GROUP, ability)
    assert len(await stage.db.read(everything_of, "ability-missed")) == 2
    assert not (await stage.db.read(deliveries.reader, GROUP)).takes_photos
    await stage.does(ITSELF, memberships.change, GROUP)
    assert (await stage.db.read(deliveries.reader, GROUP)).takes_photos
    stage.clock.moves(seconds=1)
    await stage.does(ITSELF, memberships.miss, GROUP, Ability.PIN)
    assert len(await stage.db.read(everything_of, "ability-missed")) == 3


async def test_a_leader_of_a_group_without_the_bot_ends_what_is_begun_and_begins_nothing(stage: Stage) -> None:
    deal = DealId(await a_deal(stage))
    await stage.does(a_person(1), teams.start, deal)
    await stage.does(ITSELF, memberships.end, GROUP)
    unproven = Actor(person=a_leader().person)
    with pytest.raises(NotAllowed):
        await stage.does(unproven, deals.close_now, deal)
    community = await a_community(stage)
    written = await stage.does(
        unproven,
        drafts.write,
        ChatId(unproven.id),
        stage.message_id(),
        "/deal Eggs\nteam 2 1\nuntil +2d",
        "",
        community,
    )
    with pytest.raises(NotAllowed):
        await stage.does(unproven, drafts.publish, written.subject, 1)  # type: ignore[arg-type]


async def test_a_group_that_moves_is_told_to_each_leader_once(stage: Stage) -> None:
    await a_community(stage)
    new = ChatId(-1_001_000_009_999)
    for _ in range(2):
        await stage.does(ITSELF, communities.migrate, GROUP, new)
    assert await stage.db.read(everything_of, "group-moved") == [("pending", "")]


async def test_a_channel_is_declined_once(stage: Stage) -> None:
    for _ in range(2):
        await stage.acts(memberships.decline, ITSELF, "update:5", ChatId(-1009), "News", AccountId(4))
    assert await stage.db.read(waiting) == [("channel-declined", 4)]
    assert await stage.db.read(communities.of_chat, ChatId(-1009)) is None
