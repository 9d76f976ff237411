"""Random weeks: whatever people, leaders and the network do, no deal posts more than four times in its group.

A leader's `Post it again` is a word of theirs for one more.
"""

import random
from collections.abc import Awaitable, Callable

import pytest

from bot.domain.ids import DealId, Kind, code_of
from bot.domain.notices import Post
from bot.views.buttons.cards import JoinTeam, PostCardAgain
from bot.views.buttons.desks import CancelDeal, CloseNow, ExtendDeal
from storage import deals, posts
from storage.database import ReadTx
from tests.kit.groups import Group
from tests.kit.people import Somebody
from tests.kit.scenes import Scene

TITLES = ("Oranges", "Eggs", "Figs")
STEPS = 28


class Week:
    """One random week; everything that happens is chosen by the seed."""

    def __init__(self, scene: Scene, group: Group, buyers: list[Somebody], seed: int) -> None:
        self.scene, self.group, self.buyers = scene, group, buyers
        self.random = random.Random(seed)
        self.published: list[str] = []
        self.words = dict.fromkeys(TITLES, 0)
        scene.provoked += ["message to edit not found", "Too Many Requests", "not found"]

    async def passes(self) -> None:
        await self.publishes()
        steps: list[Callable[[], Awaitable[None]]] = [
            self.publishes, self.orders, self.orders, self.orders, self.deletes, self.posts_again, self.extends,
            self.ends, self.breaks, self.waits, self.waits,
        ]  # fmt: skip
        for _ in range(STEPS):
            await self.random.choice(steps)()
            self.holds()
        self.scene.telegram.clear_faults()
        await self.scene.clock.moves(days=3)
        self.holds()

    def holds(self) -> None:
        for title in self.published:
            assert self.posted(title) <= len(Post) + self.words[title], f"{title} is posted too often"

    def posted(self, title: str) -> int:
        """How often the bot has posted about a deal, or tried to and may have."""
        sends = [*self.group.sends("sendMessage"), *self.group.sends("sendPhoto")]
        said = [str(call.params.get("text") or call.params.get("caption")) for call in sends if call.status != 429]
        return sum(title in text and not text.startswith("📌") for text in said)

    async def publishes(self) -> None:
        if len(self.published) == len(TITLES):
            return
        title = TITLES[len(self.published)]
        self.published.append(title)
        hours = self.random.choice([4, 9, 30])
        await self.group.leader.says(f"/deal {title}\nalone 39.90\nteam 2 29.90\nuntil +{hours}h\nstock 30\ndue 2h")
        await self.group.leader.taps("Publish")

    async def orders(self) -> None:
        deal = self.deal()
        buyer = self.random.choice(self.buyers)
        link = f"/start d_{await self.scene.bot.db.read(_token, deal)}"
        await buyer.says(link)
        on = buyer.told()[-1] if buyer.told() else None
        if on is not None and on.buttons:
            await buyer.taps(self.random.choice(on.labels[:2]), on=on)
        team = code_of(Kind.TEAM, self.random.randint(1, 4))
        if self.group.cards:
            await buyer.forges(JoinTeam(team).pack(), on=self.random.choice(self.group.cards))

    async def deletes(self) -> None:
        cards = [post for post in self.group.posts() if not post.text.startswith("📌")]
        if cards:
            await self.group.leader.deletes(self.random.choice(cards))

    async def posts_again(self) -> None:
        """A word of the leader's: the newest one that is asked for, or one that was said before."""
        deal = self.deal()
        asked = [seen for seen in self.group.leader.told() if "Post it again" in seen.labels]
        on = self.random.choice(asked) if asked else self.group.leader.newest
        turn = self.random.randint(0, 2)
        before = await self.scene.bot.db.read(_turn, deal)
        await self.group.leader.forges(PostCardAgain(code_of(Kind.DEAL, deal), turn).pack(), on=on)
        self.words[TITLES[deal - 1]] += (await self.scene.bot.db.read(_turn, deal)) - before

    async def extends(self) -> None:
        await self._leads(ExtendDeal(code_of(Kind.DEAL, self.deal()), self.random.choice([1, 6])).pack())

    async def ends(self) -> None:
        if self.random.random() < 0.3:
            kind = self.random.choice([CloseNow, CancelDeal])
            await self._leads(kind(code_of(Kind.DEAL, self.deal()), 1).pack())

    async def breaks(self) -> None:
        """Telegram's answers to posts are lost, or it asks to wait."""
        method = self.random.choice(["sendMessage", "sendPhoto"])
        if self.random.random() < 0.3:
            self.scene.telegram.fault(method, chat_id=self.group.id, retry_after=self.random.choice([2, 40]))
        else:
            lost = self.random.choice(["before", "after", "after"])
            self.scene.telegram.fault(method, chat_id=self.group.id, drop=lost, times=self.random.choice([1, 2, 5]))

    async def waits(self) -> None:
        await self.scene.clock.moves(minutes=self.random.choice([2, 50, 200]))

    def deal(self) -> int:
        return self.random.randint(1, len(self.published))

    async def _leads(self, data: str) -> None:
        await self.group.leader.forges(data, on=self.group.leader.newest)


def _token(tx: ReadTx, deal: int) -> str:
    return str(deals.get(tx, DealId(deal)).token)


def _turn(tx: ReadTx, deal: int) -> int:
    return posts.card_turn(tx, DealId(deal))


@pytest.mark.parametrize("seed", range(8))
async def test_no_deal_is_posted_more_than_four_times(scene: Scene, seed: int) -> None:
    buyers = [await scene.person(name, starts=seed % 2 == 0) for name in ("Ana", "Ben", "Chen", "Dora")]
    group = await scene.a_led_group(members=buyers, bot_is_admin=seed % 3 == 0)
    await Week(scene, group, buyers, seed).passes()
