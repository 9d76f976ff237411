"""What nginx does with each push, by the configuration that operators are given: replicas die, or say "come again"."""

from collections.abc import AsyncIterator, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from pathlib import Path

from aiohttp import ClientSession, web

from bot.web import sites
from bot.web.sites import Site
from tests.kit.ports import a_free_port
from tests.kit.proxies import Proxy

PATH = "/telegram/word"


class Replica:
    """Answers pushes with one status; 0: breaks the connection off, as one does that is killed over them."""

    def __init__(self, answers: int) -> None:
        self.port = a_free_port()
        self.answers = answers
        self.asked = 0
        self.site: Site | None = None

    async def takes(self, request: web.Request) -> web.Response:
        self.asked += 1
        if self.answers == 0:
            assert request.transport is not None
            request.transport.abort()
        return web.Response(status=self.answers or 200, headers={"Retry-After": "3"} if self.answers == 503 else {})


@asynccontextmanager
async def a_proxy(folder: Path, replicas: Sequence[Replica], *, dead: int = 0) -> AsyncIterator[ClientSession]:
    """nginx before these and so many at whose port nobody listens: a session that pushes to it."""
    async with AsyncExitStack() as stack:
        for replica in replicas:
            replica.site = await sites.serve("127.0.0.1", replica.port, [web.post(PATH, replica.takes)])
            stack.push_async_callback(replica.site.close)
        ports = [replica.port for replica in replicas] + [a_free_port() for _ in range(dead)]
        proxy = await stack.enter_async_context(Proxy(folder, ports))
        yield await stack.enter_async_context(ClientSession(proxy.url))


async def pushed(session: ClientSession, times: int) -> list[tuple[int, str | None]]:
    """What comes back, one after the other: the status, and when to come again."""
    said = []
    for number in range(times):
        async with session.post(PATH, json={"update_id": number}) as answer:
            said.append((answer.status, answer.headers.get("Retry-After")))
    return said


async def test_what_dead_replicas_do_not_answer_goes_to_the_one_that_lives(tmp_path: Path) -> None:
    lives = Replica(200)
    async with a_proxy(tmp_path, [lives], dead=2) as session:
        assert await pushed(session, 30) == [(200, None)] * 30
    assert lives.asked == 30


async def test_what_a_replica_died_over_goes_to_another(tmp_path: Path) -> None:
    dying, lives = Replica(0), Replica(200)
    async with a_proxy(tmp_path, [dying, lives], dead=1) as session:
        assert await pushed(session, 30) == [(200, None)] * 30
    assert lives.asked == 30
    assert 3 <= dying.asked < 10, "left alone after three failures, for two seconds"


async def test_the_last_replica_may_say_come_again_without_being_given_up(tmp_path: Path) -> None:
    lives = Replica(503)
    async with a_proxy(tmp_path, [lives], dead=2) as session:
        assert await pushed(session, 10) == [(503, "3")] * 10, "Telegram is told so, and when"
        lives.answers = 200
        assert await pushed(session, 10) == [(200, None)] * 10, "and it is asked at once again"


async def test_one_connection_that_breaks_does_not_give_up_the_last_replica(tmp_path: Path) -> None:
    lives = Replica(0)
    async with a_proxy(tmp_path, [lives], dead=2) as session:
        assert await pushed(session, 1) == [(502, None)]
        lives.answers = 200
        assert await pushed(session, 10) == [(200, None)] * 10


async def test_a_replica_that_ends_is_asked_no_more_on_connections_that_were_kept(tmp_path: Path) -> None:
    ends, lives, too = Replica(200), Replica(200), Replica(200)
    async with a_proxy(tmp_path, [ends, lives, too]) as session:
        await pushed(session, 30)
        before = ends.asked
        assert before >= 10
        assert ends.site is not None
        await ends.site.stop_listening(within_s=8)
        assert await pushed(session, 30) == [(200, None)] * 30
    assert (ends.asked, lives.asked + too.asked) == (before, 60 - before)
