"""A group that becomes a supergroup which is served already: both are one community, and nothing is lost."""

from sqlalchemy import text

from bot.domain.ids import ChatId, CommunityId, DealId
from bot.domain.notices import NoticeKind
from bot.domain.people import ITSELF
from bot.services import communities, deliveries, teams, topics
from storage import deals, invariants, payees
from storage.database import ReadTx
from tests.kit.builders import Stage, a_community, a_deal, a_leader, a_payee, a_person

OLD, NEW = ChatId(-4_001), ChatId(-1_001_000_004_001)
OTHER_IBAN = "DE89370400440532013000"


async def moves(stage: Stage) -> None:
    """Telegram says that the group has moved."""
    await stage.does(ITSELF, communities.migrate, OLD, NEW)


async def community_of(stage: Stage, chat: ChatId) -> CommunityId | None:
    """The community that a chat is."""
    found = await stage.db.read(communities.of_chat, chat)
    return None if found is None else found.id


def cards(tx: ReadTx) -> set[tuple[int, int]]:
    """The cards that wait to be posted or edited: deal and chat."""
    rows = tx.all(text("SELECT subject, chat_id FROM outbox WHERE kind = 'card' AND state = 'pending'"))
    return {(deal, chat) for deal, chat in rows}


async def counts(stage: Stage, community: CommunityId, iban: str) -> bool:
    """Whether new deals of a community are paid to this account."""
    counting = await stage.db.read(payees.counting, community, "EUR", stage.clock.now())
    return [payee.account for payee in counting] == [iban]


async def test_the_community_with_deals_stays_when_the_bot_was_in_the_supergroup_first(stage: Stage) -> None:
    old = await a_community(stage, chat=OLD, leader=a_leader(OLD))
    deal = await a_deal(stage, old, leader=a_leader(OLD))
    second = a_person(5, administers=NEW)
    await a_community(stage, chat=NEW, leader=second, payee=False)
    await moves(stage)
    assert (await community_of(stage, OLD), await community_of(stage, NEW)) == (None, old)
    assert (await stage.deal(deal)).community_id == old
    assert await stage.db.read(communities.leads, old, second.id)
    assert await stage.db.read(communities.leads, old, a_leader().id)
    assert await stage.db.read(cards) == {(deal, NEW)}
    assert (await stage.does(a_person(1), teams.start, deal)).subject
    await moves(stage)
    assert await community_of(stage, NEW) == old
    assert await stage.db.read(invariants.broken) == []


async def test_a_supergroup_that_has_the_deals_stays_itself(stage: Stage) -> None:
    old = await a_community(stage, chat=OLD, leader=a_leader(OLD), payee=False)
    new = await a_community(stage, chat=NEW, leader=a_leader(NEW))
    deal = await a_deal(stage, new, leader=a_leader(NEW))
    await stage.db.write(lambda tx: tx.run(text("UPDATE communities SET language = 'zh' WHERE id = :id"), {"id": new}))
    await moves(stage)
    assert (await community_of(stage, OLD), await community_of(stage, NEW)) == (None, new)
    assert old != new
    assert await stage.db.read(cards) == {(deal, NEW)}
    found = await stage.db.read(communities.get, new)
    assert found.language == "zh"


async def test_deals_of_both_go_on_each_with_its_own_payee(stage: Stage) -> None:
    old = await a_community(stage, chat=OLD, leader=a_leader(OLD))
    first = await a_deal(stage, old, leader=a_leader(OLD))
    other = a_person(6, administers=NEW)
    new = await a_community(stage, chat=NEW, leader=other, payee=False)
    await a_payee(stage, new, iban=OTHER_IBAN, leader=other)
    second = await a_deal(stage, new, leader=other)
    paid_to = [(await stage.deal(deal)).payee_id for deal in (first, second)]
    await moves(stage)
    assert [(await stage.deal(deal)).community_id for deal in (first, second)] == [old, old]
    assert [(await stage.deal(deal)).payee_id for deal in (first, second)] == paid_to
    assert await stage.db.read(cards) == {(first, NEW), (second, NEW)}
    assert await counts(stage, old, "DE33100205000001194700"), "nobody's money goes elsewhere because a group moved"
    assert [deal.id for deal in await stage.db.read(deals.open_in, old)] == [first, second]
    assert await stage.db.read(invariants.broken) == []


async def test_an_only_payee_is_kept_whoever_had_it(stage: Stage) -> None:
    old = await a_community(stage, chat=OLD, leader=a_leader(OLD), payee=False)
    new = await a_community(stage, chat=NEW, leader=a_leader(NEW))
    await moves(stage)
    assert await community_of(stage, NEW) == old
    assert new != old
    assert await counts(stage, old, "DE33100205000001194700")


async def test_a_send_that_learns_of_the_move_goes_on_in_the_supergroup(stage: Stage) -> None:
    old = await a_community(stage, chat=OLD, leader=a_leader(OLD))
    deal: DealId = await a_deal(stage, old, leader=a_leader(OLD))
    await a_community(stage, chat=NEW, leader=a_leader(NEW), payee=False)
    taken = await stage.db.write(deliveries.take, 10, stage.clock.now())
    [card] = [row for row in taken if row.kind is NoticeKind.CARD]
    await stage.db.write(deliveries.migrated, card, NEW, stage.clock.now())
    assert await stage.db.read(cards) == {(deal, NEW)}


async def test_topics_go_with_their_group(stage: Stage) -> None:
    old = await a_community(stage, chat=OLD, leader=a_leader(OLD))
    await a_deal(stage, old, leader=a_leader(OLD))
    await a_community(stage, chat=NEW, leader=a_person(5, administers=NEW), payee=False)
    for chat, name in ((NEW, "Fruit"), (OLD, "Eggs")):
        await stage.does(ITSELF, topics.hear, chat, 5 if name == "Eggs" else 7, name, None)
    await moves(stage)
    found = await stage.db.read(topics.of, old)
    assert {(topic.thread_id, topic.name) for topic in found} == {(5, "Eggs"), (7, "Fruit")}
