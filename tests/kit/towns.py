"""A town: people in a sandbox of another process, who act and look through its people's door alone."""

import asyncio
import io
from collections.abc import Awaitable, Callable
from types import TracebackType
from typing import Any, Self

import aiohttp
import zxingcpp
from PIL import Image

from tests.kit.messages import Seen
from tests.kit.programs import PATIENCE_S, Program

_LOOK_S = 0.02


class Town:
    """The people's door of a sandbox that listens somewhere on this machine."""

    def __init__(self, url: str, token: str) -> None:
        self.url = url
        self.token = token
        self.session = aiohttp.ClientSession(base_url=url)

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.session.close()

    @classmethod
    async def of(cls, sandbox: Program) -> Self:
        """The town of a sandbox's process, from what it prints at its start."""
        said = await sandbox.says("BOT_TOKEN=")
        facts = dict(line.split("=", 1) for line in said.splitlines())
        return cls(facts["TELEGRAM_API_BASE"], facts["BOT_TOKEN"])

    # The door

    async def post(self, path: str, **fields: Any) -> Any:
        """Do something at the door; a refusal fails the test in its own words."""
        async with self.session.post(f"/sim/{path}", json=fields) as answer:
            told = await answer.json()
        assert answer.status == 200, f"{path} {fields}: {told}"
        return told

    async def ask(self, path: str, **query: str) -> Any:
        """Look at something through the door."""
        async with self.session.get(f"/sim/{path}", params=query) as answer:
            return await answer.json()

    async def waiting(self) -> int:
        """How many updates Telegram still keeps for the bot."""
        async with self.session.get(f"/bot{self.token}/getWebhookInfo") as answer:
            return int((await answer.json())["result"]["pending_update_count"])

    async def until(self, holds: Callable[[], Awaitable[Any]], what: str, *, within_s: float = PATIENCE_S) -> Any:
        """Look again and again until there is something; gives it. Raises AssertionError when there isn't in time."""
        found: Any = None

        async def looked() -> bool:
            nonlocal found
            found = await holds()
            return bool(found)

        try:
            async with asyncio.timeout(within_s):
                while not await looked():  # noqa: ASYNC110 another process, which can't set an event of ours
                    await asyncio.sleep(_LOOK_S)
        except TimeoutError:
            raise AssertionError(f"waited {within_s:.0f} s in vain for {what}") from None
        return found

    # Who is there

    async def person(self, name: str, **facts: Any) -> "Resident":
        """Somebody on Telegram, who has never heard of the bot."""
        return Resident(self, (await self.post("users", first_name=name, **facts))["id"], name)

    async def group(self, members: "list[Resident]", admins: "list[Resident]", title: str = "Green Lane") -> int:
        """A group with the bot in it; its chat id."""
        made = await self.post(
            "chats",
            type="supergroup",
            title=title,
            members=[one.id for one in members],
            admins=[one.id for one in admins],
        )
        return int(made["id"])

    async def messages(self, chat_id: int) -> list[Seen]:
        """What stands in a chat, newest last."""
        told = await self.ask(f"chats/{chat_id}/messages")
        return [Seen(raw) for raw in told["messages"] if not raw["deleted"]]

    async def moves(self, *, hours: float = 0, seconds: float = 0) -> None:
        """Time passes for everybody."""
        await self.post("clock", advance_s=hours * 3600 + seconds)


class Resident:
    """Somebody with a phone, in another process."""

    def __init__(self, town: Town, user_id: int, name: str) -> None:
        self.town = town
        self.id = user_id
        self.name = name

    async def says(self, text: str, *, to: int | None = None) -> None:
        """They write, in private unless a group is named."""
        await self.town.post("messages", chat_id=to or self.id, **{"from": self.id}, text=text)

    async def opens(self, url: str) -> None:
        """They open a link to the bot and press START."""
        await self.town.post("links", user_id=self.id, url=url)

    async def taps(self, label: str, *, on: int | None = None) -> str:
        """They press a button as soon as it stands in a chat (their private one, or a group): the toast it shows."""
        chat = on or self.id
        shown = await self._waits_for(chat, lambda seen: seen.is_bots and seen.button(label), f"button {label!r}")
        pressed = await self.town.post(
            "taps", chat_id=chat, message_id=shown.id, user_id=self.id, button=shown.button(label), wait_s=10
        )
        answer = pressed["answer"]
        assert answer is not None, f"the bot did not answer {self.name}'s tap on {label!r}"
        return str(answer.get("text") or answer.get("url") or "")

    async def sees(self, part: str, *, on: int | None = None) -> Seen:
        """The newest message with these words, as soon as it is there."""
        return await self._waits_for(on or self.id, lambda seen: part in seen.text, repr(part))

    async def sees_qr(self) -> str:
        """What the picture of the newest payment message says, read by an independent reader."""
        asks = await self._waits_for(
            self.id,
            lambda seen: seen.photo is not None and any(button["kind"] == "copy" for button in seen.buttons),
            "a payment code",
        )
        async with self.town.session.get(f"/sim/files/{asks.photo}") as answer:
            picture = Image.open(io.BytesIO(await answer.read()))
        codes = zxingcpp.read_barcodes(picture.convert("L"))
        assert len(codes) == 1
        return codes[0].text

    async def told(self) -> list[str]:
        """Everything the bot wrote to them."""
        return [seen.text for seen in await self.town.messages(self.id) if seen.is_bots]

    async def _waits_for(self, chat: int, fits: Callable[[Seen], object], what: str) -> Seen:
        async def newest() -> Seen | None:
            return next((seen for seen in reversed(await self.town.messages(chat)) if fits(seen)), None)

        try:
            found = await self.town.until(newest, f"{self.name} to see {what}")
        except AssertionError as late:
            shown = "\n".join(f"  {seen!r}" for seen in await self.town.messages(chat))
            raise AssertionError(f"{late}; there is:\n{shown}") from None
        assert isinstance(found, Seen)
        return found
