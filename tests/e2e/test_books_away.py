"""The database is away for longer than a hiccup: who taps or writes is told so once, and hears the truth afterwards."""

import asyncio
from collections.abc import AsyncIterator, Callable
from datetime import timedelta
from typing import Any

import pytest
import pytest_asyncio
from sqlalchemy import text

from bot.domain.errors import DatabaseAway
from bot.domain.ids import Kind, code_of
from bot.sandbox import Tap
from bot.views.buttons.cards import StartTeam
from tests.kit.people import Somebody
from tests.kit.scenes import Scene

ORDERS = text("SELECT state, quantity FROM orders ORDER BY id")
STARTS = text("SELECT count(*) AS times FROM audit WHERE act = 'teams.start'")
BEFORE = {"en": "Your tap from before: ", "zh": "你刚才点的："}


@pytest_asyncio.fixture(params=["polled", "pushed"])
async def scene(request: pytest.FixtureRequest, sqlite_url: str) -> AsyncIterator[Scene]:
    """A scene to whose bot Telegram pushes, and one whose bot asks."""
    async with Scene(sqlite_url, pushed=request.param == "pushed") as made:
        yield made


@pytest_asyncio.fixture(params=["polled", "pushed"])
async def everywhere(request: pytest.FixtureRequest, database_url: str) -> AsyncIterator[Scene]:
    """The same, once on each kind of database."""
    async with Scene(database_url, pushed=request.param == "pushed") as made:
        yield made


class Books:
    """The bot's database, away as long as something holds."""

    def __init__(self, scene: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
        self.scene = scene
        self.is_away: Callable[[], bool] = lambda: False
        kind = type(scene.bot.db)
        for name in ("read", "write"):
            monkeypatch.setattr(kind, name, self._unless_away(getattr(kind, name)))

    def _unless_away(self, asked: Callable[..., Any]) -> Callable[..., Any]:
        async def ask(db: Any, *args: Any, **kwargs: Any) -> Any:
            if self.is_away():
                await asyncio.sleep(0)  # whoever asks again and again lets the others go on
                raise DatabaseAway("away")
            return await asked(db, *args, **kwargs)

        return ask

    async def until(self, happens: Callable[[], bool]) -> None:
        """They are away until something happens; then all is worked off."""
        self.is_away = lambda: not happens()
        async with asyncio.timeout(10):
            while not happens():
                self.scene._lets_telegram_push_again()
                await asyncio.sleep(0.001)
        self.is_away = lambda: False
        await self.scene.settles()

    async def until_told(self, tap: Tap) -> str:
        """Away until a tap is answered; with what."""
        await self.until(lambda: tap.answer is not None)
        assert tap.answer is not None
        return str(tap.answer.get("text", ""))


@pytest.fixture
def books(scene: Scene, monkeypatch: pytest.MonkeyPatch) -> Books:
    """The books of the scene's bot."""
    return Books(scene, monkeypatch)


def answers(scene: Scene) -> int:
    """How often the bot has answered a tap."""
    return len(scene.telegram.calls("answerCallbackQuery"))


def late(somebody: Somebody) -> list[str]:
    """What they were told of a tap after it was answered."""
    return [said for said in somebody.texts() if said.startswith(tuple(BEFORE.values()))]


async def rows(scene: Scene) -> tuple[list[tuple[str, int]], int]:
    """State and quantity of every order, and how often a team was started as the audit has it."""
    orders = [(row.state, row.quantity) for row in await scene.bot.db.read(lambda tx: tx.all(ORDERS))]
    return orders, int((await scene.bot.db.read(lambda tx: tx.all(STARTS)))[0].times)


@pytest.mark.parametrize("language", ["en", "zh"])
async def test_a_tap_is_told_to_be_kept_and_its_true_answer_comes_in_private(
    everywhere: Scene, monkeypatch: pytest.MonkeyPatch, language: str
) -> None:
    scene, books = everywhere, Books(everywhere, monkeypatch)
    ana = await scene.person("Ana", language=language)
    card = await scene.a_deal(members=[ana])
    label, before = "Start a team", answers(scene)
    told = await books.until_told(ana.presses(label, on=card))
    assert told == ana.word("toast-kept")
    assert await rows(scene) == ([("placed", 1)], 1)
    assert answers(scene) == before + 1, "a tap has one answer, and it was given"
    (said,) = late(ana)
    wanted = {"en": "Your team is open: 1 of 3.", "zh": "开团成功，1/3 人。"}[language]
    assert said.startswith(BEFORE[language] + wanted)


async def test_the_word_is_in_the_language_of_the_app_and_the_truth_in_the_one_that_was_chosen(
    scene: Scene, books: Books
) -> None:
    ana = await scene.person("Ana", language="zh")
    await ana.says("/language en")
    card = await scene.a_deal(members=[ana])
    told = await books.until_told(ana.presses("Start a team", on=card))
    assert told.startswith("暂时连不上账本")
    assert late(ana)[0].startswith("Your tap from before: Your team is open")


async def test_who_cannot_be_written_to_sees_it_on_the_card(scene: Scene, books: Books) -> None:
    ana = await scene.person("Ana", starts=False)
    card = await scene.a_deal(members=[ana])
    told = await books.until_told(ana.presses("Start a team", on=card))
    assert told == ana.word("toast-kept")
    assert ana.texts() == []
    assert "Join Ana (2 more)" in scene.card(card).labels


@pytest.mark.parametrize("can_write", [True, False])
async def test_a_no_comes_in_private_too_where_that_can_be(scene: Scene, books: Books, can_write: bool) -> None:
    ana, ben = await scene.person("Ana"), await scene.person("Ben", starts=can_write)
    card = await scene.a_deal(members=[ana, ben], lines="stock 3")
    await ana.taps("Start a team", on=card)
    shown = scene.telegram.tap(card.chat_id, card.id, ben.id, data=StartTeam(deal=code_of(Kind.DEAL, 1)).pack())
    assert await books.until_told(shown) == ben.word("toast-kept")
    assert [said.startswith("Your tap from before: Sold out for now.") for said in late(ben)] == [True] * can_write
    sends = [call for call in scene.telegram.calls("sendMessage") if str(call.params["chat_id"]) == str(ben.id)]
    assert bool(sends) is can_write
    assert await rows(scene) == ([("placed", 1)], 1)


async def test_a_tap_in_private_is_answered_by_what_its_message_shows(scene: Scene, books: Books) -> None:
    ana = await scene.person("Ana")
    card = await scene.a_deal(members=[ana])
    await ana.taps("Start a team", on=card)
    await ana.says("/my")
    await ana.taps("1 · Navel oranges 5 kg")
    shown, before = ana.newest, len(ana.told())
    told = await books.until_told(ana.presses("Leave", on=shown))
    assert told == ana.word("toast-kept")
    assert [message.id for message in ana.told()][-1] == shown.id
    assert len(ana.told()) == before
    assert ana.newest.text != shown.text


async def test_a_short_absence_is_not_spoken_of(scene: Scene, books: Books) -> None:
    ana = await scene.person("Ana")
    card = await scene.a_deal(members=[ana])
    tap, back_at = ana.presses("Start a team", on=card), scene.clock.now() + timedelta(seconds=2)
    await books.until(lambda: scene.clock.now() >= back_at)
    assert tap.answer is not None
    assert tap.answer["text"].startswith("Your team is open: 1 of 3.")
    assert late(ana) == []


async def test_whoever_writes_is_told_once_and_everything_is_answered_afterwards(scene: Scene, books: Books) -> None:
    ana = await scene.person("Ana", language="zh")
    kept = ana.word("kept-message")
    for said in ("/my", "/help"):
        scene.telegram.send(ana.id, ana.id, said)
    await books.until(lambda: any(kept in told for told in ana.texts()))
    told = ana.texts()
    assert [kept in each for each in told].count(True) == 1
    assert len(told) == 4, "the welcome, the one word, and two answers"


async def test_a_command_in_a_group_is_told_in_private_and_small_talk_is_not(scene: Scene, books: Books) -> None:
    group = await scene.a_led_group(bot_is_admin=True)
    lin = group.leader
    ben = await scene.person("Ben")
    scene.telegram.set_standing(group.id, ben.id, "member", by=lin.id)
    scene.telegram.send(group.id, lin.id, "/deal Oranges\nteam 2 29.90\nuntil +2d")
    hello = scene.telegram.send(group.id, ben.id, "hello")
    scene.telegram.edit(group.id, hello.id, ben.id, text="hello!")
    await books.until(lambda: any(lin.word("kept-message") in told for told in lin.texts()))
    assert [ben.word("kept-message") in told for told in ben.texts()] == [False]
    assert group.posts() == []
    assert "Publish" in lin.newest.labels


async def test_a_bot_that_is_started_anew_says_the_truth_of_a_tap_that_was_answered_before(
    scene: Scene, books: Books
) -> None:
    scene.provoked.append("query is too old")
    ana = await scene.person("Ana")
    card = await scene.a_deal(members=[ana])
    tap = ana.presses("Start a team", on=card)
    books.is_away = lambda: True
    async with asyncio.timeout(10):
        while tap.answer is None:
            scene._lets_telegram_push_again()
            await asyncio.sleep(0.001)
    await scene.bot_stops()
    books.is_away = lambda: False
    await scene.bot_starts()
    await scene.settles()
    assert tap.answer["text"] == ana.word("toast-kept")
    assert await rows(scene) == ([("placed", 1)], 1)
    assert [said.startswith("Your tap from before: Your team is open: 1 of 3.") for said in late(ana)] == [True]
