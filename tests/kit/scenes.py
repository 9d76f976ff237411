"""A scene: a local Telegram and the whole bot in one process, on one clock that moves only when somebody waits.

People act through the sandbox; after every act the scene settles, so a test never sleeps and never guesses.
"""

import asyncio
from collections.abc import Sequence
from contextlib import AsyncExitStack
from datetime import UTC, datetime, timedelta
from types import TracebackType
from typing import Any, Self

from bot.app import LOCALES, Running, Seams, running
from bot.clock import StandingClock
from bot.config import load
from bot.i18n import Languages
from bot.sandbox import Sandbox
from bot.services import deadlines, deliveries, gateways
from storage import invariants
from storage import outbox as stored_outbox
from storage.database import ReadTx
from tests.kit.groups import Group
from tests.kit.messages import Seen
from tests.kit.people import Somebody
from tests.kit.ports import a_free_port
from tests.kit.requests import SandboxRequest

#: Real seconds after which a scene that does not settle has failed.
PATIENCE_S = 10.0
#: What waits to be sent no longer than this is waited for.
OUTBOX_WAITS = timedelta(seconds=90)
#: People don't act at the same instant unless a test says so.
BETWEEN_ACTS_S = 3.0
#: A payee from the standard's own published examples.
IBAN = "DE33 1002 0500 0001 1947 00"
#: Read once for all scenes.
LANGUAGES = Languages(LOCALES)
FRIDAY_NOON = datetime(2026, 11, 27, 11, 0, tzinfo=UTC)
WEBHOOK_SECRET = "the-secret_of_the_scene_" + "x" * 20
_FURTHER_STEPS = 200


def _next_moment(tx: ReadTx) -> datetime | None:
    """When something is due next, or a gateway is called."""
    moments = (deadlines.earliest(tx), gateways.soonest(tx))
    return min((moment for moment in moments if moment is not None), default=None)


class SceneClock:
    """The scene's time: it flows while somebody waits for it, from deadline to deadline."""

    def __init__(self, scene: "Scene", standing: StandingClock) -> None:
        self._scene = scene
        self.standing = standing

    def now(self) -> datetime:
        """This instant, in UTC."""
        return self.standing.now()

    async def moves(self, *, days: float = 0, hours: float = 0, minutes: float = 0, seconds: float = 0) -> None:
        """Time passes as in life: whatever falls due on the way happens at its moment."""
        await self.moves_to(self.now() + timedelta(days=days, hours=hours, minutes=minutes, seconds=seconds))

    async def moves_to(self, instant: datetime) -> None:
        """Time passes until this instant."""
        await self._scene.settles()
        for _ in range(_FURTHER_STEPS):
            due = await self._scene.bot.db.read(_next_moment)
            if due is None or not self.now() < due < instant:
                break
            self.standing.moves_to(due)
            await self._scene.settles()
        self.standing.moves_to(max(instant, self.now()))
        await self._scene.settles()


class Scene:
    """Who is there, what they do, and what they see."""

    def __init__(
        self,
        database_url: str,
        *,
        at: datetime = FRIDAY_NOON,
        limits: bool = True,
        pushed: bool = False,
        gateways: bool = False,
        **settings: Any,
    ) -> None:
        standing = StandingClock(at)
        standing.on_shift(lambda: self.telegram.webhook.wake())
        self.clock = SceneClock(self, standing)
        self.telegram = Sandbox(real_time=lambda: standing.now().timestamp(), limits=limits)
        self.languages = LANGUAGES
        self.groups: list[Group] = []
        self.people: list[Somebody] = []
        #: Parts of Telegram's error texts that this story provokes; any other 400 or 429 fails it.
        self.provoked: list[str] = ["message is not modified"]
        #: People in ADMIN_IDS, from the bot's next start on.
        self.admins: set[int] = set()
        #: Whether Telegram pushes updates, over this machine's loopback, or the bot asks for them.
        self.pushed = pushed
        #: Further settings, as an operator gives them.
        self.settings = settings
        #: Whether gateways report payments, over this machine's loopback.
        self.gateways = gateways
        self._port = a_free_port()
        self._database_url = database_url
        self._stack = AsyncExitStack()
        self._bot: Running | None = None

    async def __aenter__(self) -> Self:
        await self.bot_starts()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        try:
            if kind is None:
                await self.holds_together()
        finally:
            await self._stack.aclose()
            await self.telegram.close()

    @property
    def bot(self) -> Running:
        """The bot, which must be running."""
        assert self._bot is not None, "the bot is stopped"
        return self._bot

    # The bot comes and goes

    async def bot_starts(self, *, loads_menu: bool = False) -> None:
        """The bot starts, on the data it has."""
        settings = load(
            None,
            bot_token=self.telegram.token,
            telegram_api_base="http://127.0.0.1:1",
            database_url=self._database_url,
            http_port=self._port if self.pushed or self.gateways else 0,
            payments_url=f"http://127.0.0.1:{self._port}" if self.gateways else None,
            webhook_url=f"http://127.0.0.1:{self._port}" if self.pushed else None,
            webhook_secret=WEBHOOK_SECRET if self.pushed else None,
            **{"admin_ids": ",".join(map(str, sorted(self.admins))), **self.settings},
        )
        seams = Seams(
            clock=self.clock.standing,
            request=lambda: SandboxRequest(self.telegram),
            sleep=self._sleep,
            languages=LANGUAGES,
            loads_menu=loads_menu,
            freezes=False,
        )
        self._bot = await self._stack.enter_async_context(running(settings, seams))
        self.clock.standing.on_shift(self._bot.ticks.clock_moved)
        self.clock.standing.on_shift(self._bot.worker.wake)
        self.clock.standing.on_shift(self._bot.cashier.wake)
        await self.settles()

    async def bot_stops(self) -> None:
        """The bot stops in good order."""
        await self._stack.aclose()
        self._bot = None

    # Who is there

    async def person(self, name: str, *, language: str = "en", starts: bool = True, **facts: Any) -> Somebody:
        """Somebody on Telegram, who has pressed START unless told otherwise."""
        user = self.telegram.add_user(name, language_code=language, **facts)
        somebody = Somebody(self, user.id, name, language)
        self.people.append(somebody)
        if starts:
            await somebody.opens(f"https://t.me/{self.telegram.bot.username}?start=hello")
        return somebody

    async def group(
        self,
        title: str = "Green Lane",
        *,
        members: Sequence[Somebody] = (),
        admins: Sequence[Somebody] = (),
        **facts: Any,
    ) -> Group:
        """A group with the bot in it."""
        chat = self.telegram.add_chat(
            [one.id for one in members], title=title, admins=[one.id for one in admins], **facts
        )
        group = Group(self, chat.id, title)
        self.groups.append(group)
        await self.settles()
        return group

    async def elsewhere(self, *members: Somebody, title: str = "Family") -> Group:
        """A group that the bot is not in."""
        return await self.group(title, members=members, with_bot=False)

    async def a_led_group(
        self,
        title: str = "Green Lane",
        *,
        leader: Somebody | None = None,
        members: Sequence[Somebody] = (),
        **facts: Any,
    ) -> Group:
        """A group that somebody (Lin, unless named) leads, with a payee: typed and tapped as leaders do."""
        lin = leader or await self.person("Lin", username="lin_leads")
        group = await self.group(title, members=members, admins=[lin], **facts)
        await lin.says("/lead", to=group)
        if lin.language != "en":  # a Chinese group would begin with its own currency and clocks
            await lin.says("/community currency EUR", to=group)
            await lin.says("/community zone Europe/Berlin", to=group)
        await lin.says(f"/payee epc {IBAN} Lin Wang", to=group)
        await lin.taps(lin.word("button-keep-payee"))
        group.leader = lin
        return group

    async def a_deal(
        self,
        group: Group | None = None,
        *,
        title: str = "Navel oranges 5 kg",
        team: int = 3,
        price: str = "29.90",
        alone: str | None = "39.90",
        until: str = "+2d",
        lines: str = "",
        photo: bytes | None = None,
        members: Sequence[Somebody] = (),
    ) -> Seen:
        """A published deal; its card. Written in private and published by its leader, in a group made if need be."""
        group = group or await self.a_led_group(members=members)
        solo = "" if alone is None else f"alone {alone}\n"
        text = f"/deal {title}\n{solo}team {team} {price}\nuntil {until}\n{lines}".strip()
        if photo is None:
            await group.leader.says(text)
        else:
            await group.leader.says(photo=photo, caption=text)
        await group.leader.taps(group.leader.word("button-publish-draft"))
        return group.card

    async def a_team(self, card: Seen, starter: Somebody, *others: Somebody) -> None:
        """These people's team under a card: one starts it, the others join by the card's button."""
        await starter.taps(starter.word("button-start-team"), on=card)
        for other in others:
            await other.taps(f"Join {starter.name}", on=self.card(card))

    def card(self, card: Seen) -> Seen:
        """The same card as it stands now."""
        return next(Seen(raw) for raw in self.telegram.messages(card.chat_id) if raw["id"] == card.id)

    # What must hold

    async def settles(self) -> None:
        """Wait until nothing moves any more: updates are worked off, what is due is done, messages are out."""
        try:
            async with asyncio.timeout(PATIENCE_S):
                await asyncio.sleep(0)
                while not await self._is_still():  # noqa: ASYNC110 many parts, none of which knows the others
                    await asyncio.sleep(0.001)
        except TimeoutError:
            busy = {"ticks": self.bot.ticks.is_busy, "delivery": self.bot.worker.is_busy}
            waits = f"{self.telegram.updates.count()} updates wait, {busy}"
            raise AssertionError(f"the scene does not settle: {waits}") from None

    async def works_off(self) -> None:
        """Wait until the bot has taken in every update, whatever is still to be sent."""
        async with asyncio.timeout(PATIENCE_S):
            while self.telegram.updates.count():  # noqa: ASYNC110 the queue is Telegram's
                await asyncio.sleep(0.001)

    async def holds_together(self) -> None:
        """No count is wrong, no message was lost or refused, no handler failed."""
        if self._bot is not None:
            await self.settles()
            assert await self.bot.db.read(invariants.broken) == []
            dead = await self.bot.db.read(stored_outbox.in_state, "dead")
            assert [(row.kind, row.reason) for row in dead if not self._is_provoked(row.reason)] == []
        assert self.refusals() == []
        broke = [text for person in self.people for text in person.texts() if "Something broke on my side" in text]
        assert broke == []

    def refusals(self) -> list[tuple[str, int, str]]:
        """What Telegram refused, besides what the story provoked: method, status, text."""
        refused = [
            (call.method, call.status, str(call.answer.get("description", "")))
            for call in self.telegram.calls()
            if call.status in (400, 404, 429)
        ]
        return [one for one in refused if not self._is_provoked(one[2])]

    def _is_provoked(self, reason: str) -> bool:
        return any(part in reason for part in self.provoked)

    def _is_busy(self) -> bool:
        bot = self.bot
        return bot.ticks.is_busy or bot.worker.is_busy or bot.cashier.is_busy or bot.wiring.clerk.is_busy

    async def _is_still(self) -> bool:
        bot = self.bot
        if self.telegram.updates.count() or self._is_busy():
            self._lets_telegram_push_again()
            return False
        _, soonest = await bot.db.read(deliveries.pending)
        if self.telegram.updates.count() or self._is_busy():
            return False
        if soonest is None or soonest > self.clock.now() + OUTBOX_WAITS:
            return True
        if soonest > self.clock.now():
            self.clock.standing.moves_to(soonest)
        else:
            bot.worker.wake()
        return False

    def _lets_telegram_push_again(self) -> None:
        """Where nothing is on its way, time flows to the moment of the next try."""
        again_at = self.telegram.webhook.again_at
        if again_at is not None and again_at > self.clock.now().timestamp():
            self.clock.standing.moves_to(datetime.fromtimestamp(again_at, UTC))

    async def _sleep(self, seconds: float) -> None:
        """Whoever waits lets the time flow."""
        self.clock.standing.moves(seconds=seconds)
        await asyncio.sleep(0)
