"""Builders for tests of the sandbox: a stopped clock, a group of two, pictures."""

from dataclasses import dataclass
from io import BytesIO
from typing import Any

from PIL import Image

from bot.sandbox import Sandbox

START = 1_800_000_000.0
TOKEN = "7000000001:sandbox_token_of_thirty_letters_"


def a_sandbox(*, limits: bool = False, username: str = "kaituan_bot") -> Sandbox:
    """A sandbox whose real time stands still."""
    return Sandbox(token=TOKEN, bot_username=username, real_time=lambda: START, limits=limits)


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """Ann, who leads a supergroup that Bob and the bot are in; both have started the bot."""

    sandbox: Sandbox
    ann: int
    bob: int
    group: int

    async def ok(self, method: str, **params: Any) -> Any:
        """The result of a call that must be granted."""
        status, answer = await self.sandbox.call(method, params)
        assert (status, answer["ok"]) == (200, True), answer
        return answer["result"]

    async def no(self, method: str, **params: Any) -> str:
        """The description of a call that must be refused."""
        status, answer = await self.sandbox.call(method, params)
        assert answer["ok"] is False
        assert answer["error_code"] == status
        return f"{status} {answer['description']}"

    async def updates(self) -> list[dict[str, Any]]:
        """Everything that waits, confirmed at once."""
        waiting: list[dict[str, Any]] = await self.ok("getUpdates")
        if waiting:
            await self.ok("getUpdates", offset=waiting[-1]["update_id"] + 1)
        return waiting


async def a_scene(*, limits: bool = False, bot_is_admin: bool = False, type: str = "supergroup") -> Scene:
    """A scene in which nothing waits for the bot."""
    sandbox = a_sandbox(limits=limits)
    ann, bob = sandbox.add_user("Ann", username="ann", language_code="en"), sandbox.add_user("Bob")
    group = sandbox.add_chat([ann.id, bob.id], type=type, title="Fruit", admins=[ann.id], bot_is_admin=bot_is_admin)
    for person in (ann, bob):
        sandbox.send(person.id, person.id, "/start")
    scene = Scene(sandbox=sandbox, ann=ann.id, bob=bob.id, group=group.id)
    await scene.updates()
    return scene


def a_picture(width: int = 40, height: int = 30, kind: str = "PNG") -> bytes:
    """A picture as a file's bytes."""
    out = BytesIO()
    Image.new("RGB", (width, height), "white").save(out, kind)
    return out.getvalue()


def keyboard(*rows: list[dict[str, Any]]) -> dict[str, Any]:
    """An inline keyboard."""
    return {"inline_keyboard": list(rows)}


def callback(text: str, data: str = "x") -> dict[str, Any]:
    """A button that asks the bot."""
    return {"text": text, "callback_data": data}
