"""Somebody's week in a group: what people do in it, and what the bot says to whom, written down as it happens."""

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import text

from storage.database import ReadTx
from tests.kit.groups import Group
from tests.kit.messages import Seen
from tests.kit.people import Answer, Somebody
from tests.kit.scenes import Scene

BERLIN = ZoneInfo("Europe/Berlin")


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """One passage of the story: a heading, the teller's words, or a message as it stood then."""

    at: datetime
    kind: str  #: day, words, group, private
    text: str
    reader: str = ""
    seen: Seen | None = None


class Week:
    """A group of neighbours and their week, told in one language."""

    def __init__(self, scene: Scene, language: str) -> None:
        self.scene = scene
        self.language = language
        self.passages: list[Passage] = []
        #: Everything that anybody has seen, in order: messages, edits, answers to taps.
        self.seen: asyncio.Queue[dict[str, Any]] = asyncio.Queue()
        scene.telegram.world.watchers.add(self.seen)
        self.neighbours: list[Somebody] = []
        self.titles: list[str] = []
        self._group: Group | None = None

    # Telling

    def says(self, english: str, chinese: str) -> str:
        """What is said in the language of this telling."""
        return chinese if self.language == "zh" else english

    def day(self, english: str, chinese: str) -> None:
        """A new day begins."""
        self._tells("day", self.says(english, chinese))

    def tells(self, english: str, chinese: str) -> None:
        """The teller's own words."""
        self._tells("words", self.says(english, chinese))

    def shows(self, seen: Seen, reader: Somebody | None = None) -> None:
        """A message as it stands now, in the group or in somebody's private chat."""
        kind, name = ("group", "") if reader is None else ("private", reader.name)
        self.passages.append(Passage(at=self.scene.clock.now(), kind=kind, text="", reader=name, seen=seen))

    def _tells(self, kind: str, text: str) -> None:
        self.passages.append(Passage(at=self.scene.clock.now(), kind=kind, text=text))

    # The group

    @property
    def group(self) -> Group:
        """The group it happens in."""
        assert self._group is not None
        return self._group

    @group.setter
    def group(self, group: Group) -> None:
        self._group = group

    def card(self, title: str) -> Seen:
        """A deal's card as it stands now."""
        return next(card for card in reversed(self.group.cards) if title in card.text)

    async def until(self, day: int, hour: int, minute: int = 0) -> None:
        """Time passes until a time of the group's clocks, on a day of December 2026 (0: the last of November)."""
        month, number = (11, 30) if day == 0 else (12, day)
        await self.scene.clock.moves_to(datetime(2026, month, number, hour, minute, tzinfo=BERLIN))

    # What people do

    async def publishes(self, leader: Somebody, english: str, chinese: str, photo: bytes | None = None) -> Seen:
        """A leader writes a deal and publishes it; its card."""
        text = "/deal " + self.says(english, chinese)
        title = text.splitlines()[0].removeprefix("/deal ")
        await (leader.says(text) if photo is None else leader.says(photo=photo, caption=text))
        await leader.taps(leader.word("button-publish-draft"))
        self.titles.append(title)
        return self.card(title)

    async def publishes_step_by_step(self, leader: Somebody, title: str, target: str, prices: str) -> Seen:
        """They type nothing but /deal, and answer what the bot asks; its card."""
        await leader.says("/deal")
        self.shows(leader.newest, leader)
        await leader.says(title)
        await leader.taps(target)
        await leader.says(prices)
        self.shows(leader.newest, leader)
        await leader.taps(self.says("Sunday", "周日"))
        self.shows(leader.newest, leader)
        await leader.taps(leader.word("button-publish-draft"))
        self.titles.append(title)
        return self.card(title)

    async def takes_part_by_link(self, person: Somebody, card: Seen) -> None:
        """They open the deal's link, and take the first way in that its screen has."""
        await person.opens(f"https://{card.text.rsplit(' ', 1)[-1].rsplit('：', 1)[-1]}")
        await person.taps(person.newest.labels[0], on=person.newest)

    async def takes_part(self, person: Somebody, title: str) -> Answer:
        """They join the first team that wants somebody, or start one."""
        card = self.card(title)
        names = {one.name for one in self.neighbours} - {person.name}
        joins = [label for label in card.labels if any(name in label for name in names)]
        return await person.taps(joins[0] if joins else self.word("button-start-team"), on=card)

    async def take_part(self, people: Sequence[Somebody], title: str) -> None:
        """One after the other they take part."""
        for person in people:
            await self.takes_part(person, title)

    async def pay(self, people: Sequence[Somebody], *, unless: Callable[[Somebody], bool] = lambda _: False) -> None:
        """Who has a payment code that asks for money says that it is paid."""
        for person in people:
            if person.qr_messages() and not unless(person):
                await person.taps(person.word("button-claim-paid"), on=person.qr_messages()[-1])

    async def confirms_all(self, leader: Somebody) -> int:
        """The leader confirms all claims of every desk; how many taps that took."""
        taps, words = 0, self.word("button-confirm-all-paid-short")
        while found := next((one for one in reversed(leader.told()) if one.button(words)), None):
            await leader.taps(words, on=found)
            taps += 1
        return taps

    async def confirms_one_by_one(self, leader: Somebody) -> None:
        """The leader confirms whoever stands on the page of orders, until nobody waits there any more."""
        words = f" · {self.word('button-confirm-paid')}"
        while label := leader.newest.button(words):
            await leader.taps(label, on=leader.newest)

    def claims(self, person: Somebody) -> str:
        """What their button for having paid says."""
        return person.word("button-claim-paid")

    def desk(self, leader: Somebody) -> Seen:
        """The newest desk that a leader has open."""
        return next(one for one in reversed(leader.told()) if one.button(self.word("button-close-now")))

    def word(self, key: str) -> str:
        """What the group's buttons say."""
        if key == "button-confirm-all-paid-short":
            return self.says("Confirm all", "全部确认")
        return self.scene.languages.texts(self.language).plain(key)

    # What came of it

    async def states(self) -> dict[str, int]:
        """How many orders stand in each state."""

        def read(tx: ReadTx) -> dict[str, int]:
            counted = text("SELECT state, count(*) AS orders FROM orders GROUP BY state")
            return {row.state: row.orders for row in tx.all(counted, {})}

        return await self.scene.bot.db.read(read)

    async def counts(self) -> tuple[int, int]:
        """How many orders are paid, and how many have ended without being paid."""
        states = await self.states()
        return states["paid"], sum(states.get(state, 0) for state in ("left", "void", "lapsed"))

    def posts_about(self, title: str) -> list[Seen]:
        """Everything that the bot has posted in the group about one deal: its cards, and what answers them."""
        deleted_too = [Seen(raw) for raw in self.scene.telegram.messages(self.group.id)]
        cards = [post for post in deleted_too if post.is_bots and post.buttons and title in post.text]
        ids = {card.id for card in cards}
        answers = [post for post in deleted_too if post.is_bots and post.reply_to in ids]
        return sorted({post.id: post for post in cards + answers}.values(), key=lambda post: post.id)

    def sent_at_night(self) -> list[tuple[str, str]]:
        """What made a phone ring between 22:00 and 9:00 of the group's clocks: when, and its words."""
        rang = []
        for call in self.scene.telegram.calls():
            at = datetime.fromtimestamp(call.at, BERLIN)
            if call.method.startswith("send") and call.status == 200 and not time(9) <= at.time() < time(22):
                rang.append((f"{at:%a %H:%M}", str(call.params.get("text") or call.params.get("caption"))))
        return rang

    def lapsed(self, reader: Somebody) -> str:
        """How a reader is told that the time to pay is over."""
        return "付款时间已过" if reader.language.startswith("zh") else "The time to pay is over"
