"""kill -9 at named places around commit, send and acknowledge: after the restart nothing is lost and nothing twice."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.sandbox import Tap
from tests.kit.crashes import Holds, Nest, Victim
from tests.kit.shops import Shop, open_shops

#: Each place with the passages at which a story of its own is struck.
COMMITS = {
    "begin.before": (1, 4),
    "begin.after": (1, 4),
    "savepoint.before": (2,),
    "savepoint.after": (2,),
    "release.before": (1, 3),
    "release.after": (1, 3),
    "commit.before": (1, 5),
    "commit.after": (1, 5),
}
ACTS = {
    f"write.{act}.{where}": (1,)
    for act in ("teams.start", "teams.join", "payments.claim", "payments.confirm", "orders.remind")
    for where in ("before", "inside", "after")
}
SENDS = {
    "write.deliveries.take.before": (2,),
    "write.deliveries.take.inside": (1, 3),
    "write.deliveries.take.after": (1, 3),
    "post.before": (1, 2),
    "call.sendPhoto.before": (1, 2),
    "call.sendPhoto.after": (1, 2),
    "post.after": (1, 2),
    "edit.before": (1, 3),
    "call.editMessageMedia.before": (1,),
    "call.editMessageMedia.after": (1,),
    "edit.after": (1, 2),
    "write.deliveries.sent.before": (1, 3),
    "write.deliveries.sent.inside": (1, 3),
    "write.deliveries.sent.after": (1, 3),
}
ACKNOWLEDGEMENTS = {
    "call.getUpdates.after": (2, 3),
    "batch.before": (1, 2),
    "update.before": (1, 2),
    "call.answerCallbackQuery.before": (1, 2),
    "call.answerCallbackQuery.after": (1, 2),
    "update.after": (1, 2),
    "batch.after": (1, 2),
    "call.getUpdates.before": (1, 2),
}
STORY = {**COMMITS, **ACTS, **SENDS, **ACKNOWLEDGEMENTS}
STARTS = (
    "call.getMe.before",
    "write.deadlines.redraw.before",
    "write.deadlines.redraw.inside",
    "write.deadlines.redraw.after",
    "recovery.before",
    "write.deliveries.left_over.inside",
    "write.deliveries.left_over.after",
    "write.deliveries.again.inside",
    "recovery.after",
)
MIGRATIONS = {"migrate.before": 1, "migrate.statement": 12, "migrate.commit.before": 1, "migrate.commit.after": 1}
ON_POSTGRES = (
    "write.teams.join.inside",
    "write.teams.join.after",
    "write.payments.claim.inside",
    "write.deliveries.take_as.after",
    "call.sendPhoto.after",
    "call.answerCallbackQuery.after",
)


@pytest.fixture(scope="module")
def nest(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Nest]:
    """One process that forks every bot of this module."""
    made = Nest(tmp_path_factory.mktemp("nest"))
    yield made
    made.close()


class Killings:
    """A story that is told to its end, whatever dies."""

    def __init__(self, victim: Victim) -> None:
        self.victim = victim
        self.taps: list[Tap] = []
        self.updates: set[int] = set()

    async def opens(self, shops: list[Shop]) -> None:
        """The cards stand, everybody's START is worked off."""

        async def is_open() -> bool:
            sending = await self.victim.data.rows("SELECT 1 FROM outbox WHERE state NOT IN ('sent', 'dropped')")
            return not self.victim.waiting() and not sending and all(shop.card() for shop in shops)

        await self.victim.until(is_open, "the cards")

    async def tells(self, shop: Shop, *, kills: int) -> None:
        """The whole story, with so many deaths on the way; each is survived."""
        before = self.victim.kills
        for do, is_there in shop.steps:
            tap = await do()
            if do != shop.hours_pass:
                self.updates.add(self.victim.last_update())
            if tap is not None:
                self.taps.append(tap)
            await self.until(is_there)
        await self.until(self._all_is_answered)
        assert self.victim.kills == before + kills, f"{self.victim.kills - before} deaths, not {kills}"
        await is_told_once(shop, kills)

    async def until(self, is_there: Holds) -> None:
        """Wait for an effect; who dies meanwhile is started again."""

        async def there() -> bool:
            if not self.victim.lives:
                await self.is_lost_nowhere()
                await self.victim.starts()
            return bool(await is_there())

        await self.victim.until(there, is_there.__name__, pushes=True)

    async def is_lost_nowhere(self) -> None:
        """At this instant each update is still Telegram's to give, or committed; every counter is right."""
        committed = await self.victim.done()
        assert self.updates - self.victim.waiting() - committed == set(), "acknowledged, but not committed"
        await self.victim.holds_together()

    async def _all_is_answered(self) -> bool:
        return not self.victim.waiting() and all(tap.answer is not None for tap in self.taps)


async def is_told_once(shop: Shop, kills: int) -> None:
    """Every act had its effect once, payment notices came, and what may come at most once did not come twice."""
    assert await shop.acts() == {
        "teams.start": 1,
        "teams.join": 1,
        "payments.claim": 1,
        "payments.confirm": 1,
        "orders.remind": 1,
    }
    for buyer in (shop.ana, shop.ben):
        copies = shop.asked(buyer, "Please pay")
        assert 1 <= len(copies) <= 1 + kills, f"{len(copies)} payment messages with {kills} deaths"
    assert len(shop.asked(shop.ben, "Still to pay")) <= 1
    assert len(shop.posted(shop.group, "sendMessage")) == 1, "the card stands once"
    await shop.victim.holds_together()


async def plays(nest: Nest, database_url: str, failpoint: str, passages: tuple[int, ...]) -> int:
    """A story for each passage of a failpoint at which the bot dies; how many kills there were."""
    async with Victim(nest, database_url) as victim:
        shops = await open_shops(victim, database_url, len(passages))
        story = Killings(victim)
        await victim.starts()
        await story.opens(shops)
        for shop, passage in zip(shops, passages, strict=True):
            await victim.is_armed(failpoint, passage)
            await story.tells(shop, kills=1)
        await victim.stops()
        return victim.kills


@pytest.mark.parametrize("failpoint", STORY)
async def test_a_story_survives_a_kill_at(nest: Nest, sqlite_url: str, failpoint: str) -> None:
    assert await plays(nest, sqlite_url, failpoint, STORY[failpoint]) == len(STORY[failpoint])


@pytest.mark.parametrize("failpoint", ON_POSTGRES)
async def test_a_story_on_postgresql_survives_a_kill_at(nest: Nest, postgres_url: str, failpoint: str) -> None:
    assert await plays(nest, postgres_url, failpoint, (1,)) == 1


@pytest.mark.parametrize("failpoint", STARTS)
async def test_a_start_after_a_kill_survives_a_kill_at(nest: Nest, sqlite_url: str, failpoint: str) -> None:
    """The first death leaves a row half sent; the second strikes while the bot starts on it."""
    async with Victim(nest, sqlite_url) as victim:
        shops = await open_shops(victim, sqlite_url, 1)
        story = Killings(victim)
        await victim.starts()
        await story.opens(shops)
        await victim.is_armed("call.sendPhoto.after")
        victim.next_start = (failpoint, 1)
        await story.tells(shops[0], kills=2)
        await victim.stops()


@pytest.mark.parametrize("failpoint", MIGRATIONS)
async def test_a_first_start_survives_a_kill_at(nest: Nest, tmp_path: Path, failpoint: str) -> None:
    async with Victim(nest, f"sqlite:///{tmp_path}/new.db") as victim:
        assert not await victim.starts(failpoint, MIGRATIONS[failpoint])
        assert victim.kills == 1
        assert await victim.starts()
        tables = await victim.data.rows("SELECT count(*) FROM sqlite_master WHERE type = 'table'")
        assert tables[0][0] > 10
        await victim.holds_together()
        await victim.stops()
