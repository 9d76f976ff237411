"""A play: people and a group on a scene without chance, and the screens that a guide shows of it."""

import random
import secrets
import string
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import AsyncExitStack, asynccontextmanager, contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any
from unittest import mock

from tests.kit.gateways import AlipayStandIn
from tests.kit.groups import Group
from tests.kit.messages import Seen
from tests.kit.people import Somebody
from tests.kit.scenes import Scene

LANGUAGES = ("en", "zh")
#: Monday morning, half past nine in Berlin.
_BEGINS_AT = datetime(2026, 11, 30, 8, 30, tzinfo=UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class Shot:
    """One screen as it stood at a moment, in unix seconds."""

    name: str
    title: str  #: the chat it stands in
    is_group: bool
    seen: Seen
    at: float


class Play:
    """Who is there; what happens is written by the screens themselves."""

    def __init__(self, scene: Scene, language: str, stack: AsyncExitStack) -> None:
        self.scene = scene
        self.language = language
        #: Ends with the play.
        self.stack = stack
        #: What one screen leaves for a later one.
        self.people: dict[str, Somebody] = {}
        self.cards: dict[str, Seen] = {}
        self.alipay: AlipayStandIn | None = None
        self._group: Group | None = None

    def says(self, english: str, chinese: str) -> str:
        """What is said in the language of this play."""
        return chinese if self.language == "zh" else english

    async def enters(self, english: str, chinese: str, *, starts: bool = True) -> Somebody:
        """Somebody new, who is known by the English name from now on."""
        spoken = self.says("en", "zh-hans")
        found = await self.scene.person(
            self.says(english, chinese), language=spoken, username=f"{english.lower()}_here", starts=starts
        )
        self.people[english] = found
        return found

    @property
    def lin(self) -> Somebody:
        """The leader."""
        return self.people["Lin"]

    @property
    def group(self) -> Group:
        """The group it happens in."""
        assert self._group is not None
        return self._group

    @group.setter
    def group(self, group: Group) -> None:
        self._group = group

    def card(self, of: str) -> Seen:
        """A deal's card as it stands now, by the name it was kept under."""
        return self.scene.card(self.cards[of])

    async def passes(self, *, hours: float = 0, minutes: float = 0) -> None:
        """Time passes, and whatever fell due meanwhile has been said."""
        await self.scene.clock.moves(hours=hours, minutes=minutes - 1)
        await self.scene.clock.moves(minutes=1)

    async def is_away(self, at: datetime, *, minutes: float) -> None:
        """From then on the bot is away for so long; until then somebody has used it."""
        await self.scene.clock.moves_to(at - timedelta(minutes=1))
        await self.lin.says("/my")
        await self.scene.clock.moves_to(at)
        await self.scene.bot_stops()
        self.scene.clock.standing.moves(minutes=minutes)
        await self.scene.bot_starts()
        await self.scene.clock.moves(minutes=3)

    async def opens_desk(self, of: str) -> None:
        """The leader opens the desk of a deal from the list of all."""
        await self.lin.says("/deals")
        await self.lin.taps(self.title(of))

    def starting_with(self, key: str, on: Seen) -> str:
        """The label of a button under a message whose words, but for a number, are those of this text."""
        words = self.lin.word(key, count=0).split("0")[0]
        return next(label for label in on.labels if label.startswith(words))

    def title(self, of: str) -> str:
        """The title of a deal, as it stands on a button."""
        return next(line for line in self.card(of).text.splitlines() if line).split(" · ")[0].split(" ", 1)[1]

    def word(self, key: str) -> str:
        """What a button without facts says."""
        return self.lin.word(key)

    async def taps(self, who: Somebody, key: str, on: Seen | None = None, **facts: Any) -> None:
        """Somebody presses the button of this text."""
        await who.taps(who.word(key, **facts), on=on)


Way = Callable[[Play], Awaitable[Seen]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Screen:
    """One screen that a guide shows: under which heading, in which words, and how it comes about."""

    heading: str
    caption: str
    way: Way


@dataclass(frozen=True, slots=True)
class Guide:
    """A page of docs/guide and the screens it shows, in the order of their play."""

    name: str
    screens: dict[str, Screen] = field(default_factory=dict)

    def screen(self, heading: str) -> Callable[[Way], Way]:
        """Shows under this heading what a function plays: its name is the picture's, its docstring the caption."""

        def kept(way: Way) -> Way:
            name, caption = way.__name__.replace("_", "-"), (way.__doc__ or "").strip()
            assert caption, f"{name} has no caption"
            assert name not in self.screens, f"two screens are called {name}"
            self.screens[name] = Screen(heading=heading, caption=caption, way=way)
            return way

        return kept

    async def plays(self, play: Play) -> AsyncIterator[Shot]:
        """Every screen, one after another, as it stands when it is shown."""
        for name, screen in self.screens.items():
            seen = await screen.way(play)
            is_group = seen.chat_id < 0
            title = play.group.title if is_group else play.says("Private chat with the bot", "和机器人的私聊")
            at = play.scene.clock.now().timestamp()
            yield Shot(name=name, title=title, is_group=is_group, seen=seen, at=at)


@asynccontextmanager
async def a_play(database_url: str, language: str) -> AsyncIterator[Play]:
    """An empty scene for a play in a language, the same each time."""
    with _no_chance():
        async with AsyncExitStack() as stack, Scene(database_url, at=_BEGINS_AT) as scene:
            yield Play(scene, language, stack)


@contextmanager
def _no_chance() -> Iterator[None]:
    """Tokens and references come out the same in every play."""
    chance = random.Random(2026)

    def token(size: int) -> str:
        return "".join(chance.choices(string.ascii_letters + string.digits, k=(size * 4 + 2) // 3))

    with mock.patch.multiple(secrets, token_urlsafe=token, randbelow=chance.randrange):
        yield
