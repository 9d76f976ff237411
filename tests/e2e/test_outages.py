"""The bot was away: what fell due happens late, leaders are asked once, admins get one account, cards are true."""

from collections.abc import AsyncIterator
from datetime import datetime, timedelta

import pytest
import pytest_asyncio
from sqlalchemy import update

from bot.domain.notices import NoticeKind, notice
from storage import outbox
from storage.database import WriteTx
from storage.tables import outbox as rows
from tests.e2e.test_wrong_hands import data_of
from tests.kit.messages import Seen
from tests.kit.people import Somebody
from tests.kit.scenes import Scene

LANGUAGES = ["en", "zh"]


class Outage:
    """A group with a deal that closes at two o'clock, and a bot that can be away."""

    def __init__(self, scene: Scene) -> None:
        self.scene = scene

    async def begins(self, language: str = "en", *, until: str = "+2h", team: int = 2) -> None:
        """The deal stands, Ana waits in a team, and the boss is an admin of the bot."""
        scene = self.scene
        self.lin, self.ana, self.ben = [await scene.person(name, language=language) for name in ("Lin", "Ana", "Ben")]
        self.boss = await scene.person("Boss", language=language)
        scene.admins = {self.boss.id}
        group = await scene.a_led_group(leader=self.lin, members=[self.ana, self.ben])
        self.card: Seen = await scene.a_deal(group, team=team, until=until)
        await self.ana.taps(self.ana.word("button-start-team"), on=self.card)

    async def away(self, *, minutes: float) -> None:
        """The bot stops, and comes back so long after."""
        await self.scene.bot_stops()
        self.scene.clock.standing.moves(minutes=minutes)
        await self.scene.bot_starts()
        await self.scene.clock.moves(minutes=3)

    def button(self, person: Somebody, key: str, part: str = "") -> Seen | None:
        """The newest message to a person with such a button."""
        label = part or person.word(key)
        return next((message for message in reversed(person.told()) if message.button(label)), None)


@pytest_asyncio.fixture
async def outage(sqlite_url: str) -> AsyncIterator[Outage]:
    """A scene with room for an outage."""
    async with Scene(sqlite_url) as scene:
        yield Outage(scene)


@pytest.mark.parametrize("language", LANGUAGES)
async def test_a_deal_that_closed_in_an_outage_is_opened_again_for_half_an_hour(outage: Outage, language: str) -> None:
    await outage.begins(language)
    scene, lin, ana, ben = outage.scene, outage.lin, outage.ana, outage.ben
    await scene.clock.moves(minutes=100)
    await outage.away(minutes=40)
    assert scene.card(outage.card).labels == [ana.word("button-my-order")]
    question = outage.button(lin, "button-leave-closed")
    assert question is not None
    assert "Navel oranges 5 kg" in question.text
    tapped_at = scene.clock.now()
    await lin.taps("30", on=question)
    assert outage.button(lin, "button-leave-closed") is None, "asked once"
    assert ana.word("button-start-team") in scene.card(outage.card).labels
    await ben.taps(ben.word("button-start-team"), on=scene.card(outage.card))
    await ana.taps("Ben", on=scene.card(outage.card))
    await ana.sees_qr()
    await scene.clock.moves_to(tapped_at + timedelta(minutes=31))
    assert scene.card(outage.card).labels == [ana.word("button-my-order")], "it closes as ever"
    assert outage.button(lin, "button-leave-closed") is None


@pytest.mark.parametrize("language", LANGUAGES)
async def test_it_stays_closed_when_its_leader_says_so(outage: Outage, language: str) -> None:
    await outage.begins(language)
    scene, lin = outage.scene, outage.lin
    await scene.clock.moves(minutes=100)
    await outage.away(minutes=40)
    question = outage.button(lin, "button-leave-closed")
    assert question is not None
    reopen = data_of(scene, question, "30")
    await lin.taps(lin.word("button-leave-closed"))
    assert outage.button(lin, "button-leave-closed") is None
    answer = await lin.forges(reopen, on=lin.newest)
    assert answer.text
    assert scene.card(outage.card).labels == [lin.word("button-my-order")]
    for other in (outage.ben, outage.boss):
        await other.forges(reopen, on=other.newest)
    assert scene.card(outage.card).labels == [lin.word("button-my-order")], "another's question"


@pytest.mark.parametrize("language", LANGUAGES)
async def test_an_admin_gets_one_account_and_sees_what_nobody_knows(outage: Outage, language: str) -> None:
    await outage.begins(language)
    scene, boss = outage.scene, outage.boss
    await scene.clock.moves(minutes=100)
    community_chat = scene.groups[0].id
    lost = notice(NoticeKind.CALL, community_chat, 1, "lost")
    await scene.bot.db.write(outbox.queue, [lost], scene.clock.now() + timedelta(days=300))
    await scene.bot_stops()
    scene.clock.standing.moves(minutes=40)
    await scene.bot_starts()
    await scene.bot.db.write(lose, scene.clock.now())
    await scene.clock.moves(minutes=3)
    accounts = [message for message in boss.told() if message.text.startswith("🔌")]
    assert len(accounts) == 1
    assert "1" in accounts[0].text
    (label,) = accounts[0].labels
    show = data_of(scene, accounts[0], label)
    await boss.taps(label, on=accounts[0])
    assert "Green Lane" in boss.newest.text
    assert ("call in the group" if language == "en" else "群里的点名") in boss.newest.text
    before = len(outage.ana.told())
    await outage.ana.forges(show, on=outage.ana.newest)
    assert len(outage.ana.told()) == before, "no admin"
    await outage.away(minutes=4)
    assert len([message for message in boss.told() if message.text.startswith("🔌")]) == 1, "five minutes are no outage"


def lose(tx: WriteTx, now: datetime) -> None:
    """The answer to the call in the group was lost."""
    lost = update(rows).where(rows.c.kind == "call").values(state="unknown", ended_at=now)
    tx.execute(lost)


async def test_whose_team_ran_out_may_start_again_and_the_leader_of_the_open_deal_is_told(outage: Outage) -> None:
    await outage.begins(until="+5d")
    scene, lin, ana = outage.scene, outage.lin, outage.ana
    await scene.clock.moves(hours=23, minutes=30)
    await outage.away(minutes=60)
    await lin.sees("Navel oranges 5 kg: one team ran out short while I was away")
    assert outage.button(lin, "button-leave-closed") is None
    await ana.taps("Start a team", on=scene.card(outage.card))
    assert "Join Ana (1 more)" in scene.card(outage.card).labels


async def test_a_clock_that_is_moved_while_the_bot_lives_is_no_outage(outage: Outage) -> None:
    await outage.begins()
    await outage.scene.clock.moves(days=2)
    assert [text for text in outage.boss.texts() + outage.lin.texts() if "away" in text] == []


async def test_a_question_of_yesterday_opens_nothing(outage: Outage) -> None:
    await outage.begins()
    scene, lin = outage.scene, outage.lin
    await scene.clock.moves(minutes=100)
    await outage.away(minutes=40)
    question = outage.button(lin, "button-leave-closed")
    assert question is not None
    await scene.clock.moves(hours=25)
    answer = await lin.taps("Reopen", on=question)
    assert answer.text == "That was more than a day ago: the deal stays as it is."
    assert scene.card(outage.card).labels == ["My order"]
