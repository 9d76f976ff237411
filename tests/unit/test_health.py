from aiohttp import web
from aiohttp.test_utils import TestClient, TestServer

from bot import metrics
from bot.web import health


async def answers(path: str, **parts: bool) -> tuple[int, str]:
    async def ready() -> dict[str, bool]:
        return parts

    app = web.Application()
    app.add_routes(health.routes(ready))
    async with TestClient(TestServer(app)) as client, client.get(path) as answer:
        return answer.status, await answer.text()


async def test_it_says_that_it_is_alive_even_when_nothing_is_ready() -> None:
    assert await answers("/healthz", database=False) == (200, '{"alive": true}')


async def test_it_is_ready_when_all_its_parts_are() -> None:
    assert await answers("/readyz", database=True, polling=True) == (200, '{"database": true, "polling": true}')


async def test_one_part_that_is_not_ready_is_named() -> None:
    assert await answers("/readyz", database=True, polling=False) == (503, '{"database": true, "polling": false}')


async def test_it_shows_what_was_counted() -> None:
    metrics.update_ended("message", "done")
    status, page = await answers("/metrics")
    assert status == 200
    assert 'kaituan_updates_total{kind="message",outcome="done"}' in page
