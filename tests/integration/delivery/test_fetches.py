"""getUpdates over the wire, raw."""

import json

import pytest
from telegram import Bot
from telegram.error import NetworkError

from bot.intake.fetches import fetch_from
from tests.integration.delivery import servers
from tests.integration.delivery.servers import Answer, gives, http
from tests.integration.delivery.test_wire import TOKEN, a_request


async def fetched(answer: Answer) -> tuple[list[dict[str, object]], servers.Server]:
    async with servers.a_server(answer) as server, a_request() as request:
        bot = Bot(TOKEN, base_url=f"http://127.0.0.1:{server.port}/bot", request=request, get_updates_request=request)
        return await fetch_from(bot, request, ("message", "chat_member"))(17, 100, 30), server


async def test_updates_come_as_they_are_with_the_kinds_named() -> None:
    updates = [{"update_id": 17, "message": {"odd": True}}, {"update_id": 18, "brand_new": {}}]
    given, server = await fetched(gives(updates))
    assert given == updates
    assert server.seen[0][0] == f"POST /bot{TOKEN}/getUpdates HTTP/1.1"
    assert json.loads(server.seen[0][1]) == {
        "offset": 17, "limit": 100, "timeout": 30, "allowed_updates": ["message", "chat_member"]
    }  # fmt: skip


@pytest.mark.parametrize("answer", [http(200, b"[]"), http(200, b'{"ok": true}'), gives({"a": 1}), gives(True)])
async def test_an_answer_that_is_no_list_of_updates_is_a_network_error(answer: Answer) -> None:
    with pytest.raises(NetworkError, match="no list of updates"):
        await fetched(answer)
