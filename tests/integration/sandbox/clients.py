"""A sandbox behind a real HTTP server on this machine."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from aiohttp import web
from aiohttp.test_utils import TestClient, TestServer

from tests.unit.sandbox.scenes import TOKEN, Scene, a_scene

Client = TestClient[web.Request, web.Application]


@asynccontextmanager
async def served(*, limits: bool = False) -> AsyncIterator[tuple[Scene, Client]]:
    """A scene and a client of its server."""
    scene = await a_scene(limits=limits)
    async with TestClient(TestServer(scene.sandbox.web_app())) as client:
        yield scene, client


def method(name: str, token: str = TOKEN) -> str:
    """The path of a method."""
    return f"/bot{token}/{name}"


async def post(client: Client, path: str, body: dict[str, Any], status: int = 200) -> dict[str, Any]:
    """What the people's door answers."""
    response = await client.post(f"/sim/{path}", json=body)
    answer: dict[str, Any] = await response.json()
    assert response.status == status, answer
    return answer


async def get(client: Client, path: str) -> dict[str, Any]:
    """What the people's door tells."""
    response = await client.get(f"/sim/{path}")
    answer: dict[str, Any] = await response.json()
    assert response.status == 200, answer
    return answer
