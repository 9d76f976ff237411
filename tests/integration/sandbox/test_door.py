"""The people's door over HTTP: a story scripted from outside."""

import asyncio
import base64
import json
from typing import Any

import pytest

from bot.sandbox import TEST_TOKEN
from tests.integration.sandbox.clients import Client, get, method, post, served
from tests.unit.sandbox.scenes import START, a_picture, callback, keyboard


async def test_story_is_told_through_the_door() -> None:
    async with served() as (scene, client):
        dora = await post(client, "users", {"first_name": "Dora", "username": "dora", "language_code": "zh"})
        group = await post(
            client,
            "chats",
            {"type": "group", "title": "New", "members": [dora["id"]], "admins": [scene.ann], "bot_is_admin": True},
        )
        written = await post(client, "messages", {"chat_id": group["id"], "from": dora["id"], "text": "/deal"})
        await post(
            client,
            "edits",
            {"chat_id": group["id"], "message_id": written["id"], "from": dora["id"], "text": "/deal 2"},
        )
        picture = base64.b64encode(a_picture()).decode()
        photo = await post(
            client,
            "messages",
            {
                "chat_id": group["id"],
                "from": dora["id"],
                "photo": f"data:image/png;base64,{picture}",
                "caption": "c",
                "reply_to": written["id"],
            },
        )
        assert (photo["photo"]["width"], photo["caption"], photo["reply_to"]) == (40, "c", written["id"])
        started = await post(client, "links", {"user_id": dora["id"], "url": "https://t.me/kaituan_bot?start=x"})
        assert (started["chat_id"], started["text"]) == (dora["id"], "/start x")
        blocked = await post(client, "block", {"user_id": dora["id"], "blocked": True})
        assert (blocked["blocked"], blocked["started"]) == (True, True)
        moved = await post(client, "migrate", {"chat_id": group["id"]})
        assert moved["chat_id"] < -1_000_000_000_000
        shown = await get(client, f"chats/{group['id']}/messages")
        assert [message["text"] or message["caption"] or message["service"] for message in shown["messages"]] == [
            "Ann added Kaituan",
            "/deal 2",
            "c",
            "The group became a supergroup",
        ]


async def test_tap_waits_for_the_answer() -> None:
    async with served() as (scene, client):
        card = await _a_card(scene, client)
        async with asyncio.TaskGroup() as tasks:
            tap = tasks.create_task(post(client, "taps", card | {"user_id": scene.bob, "button": "Join"}))
            polled = await client.post(method("getUpdates"), json={"timeout": 30})
            (update,) = (await polled.json())["result"]
            answer = {"callback_query_id": update["callback_query"]["id"], "text": "In!"}
            await client.post(method("answerCallbackQuery"), json=answer)
        assert tap.result() == {"answer": {"text": "In!", "show_alert": False, "url": None}}


async def test_tap_says_what_the_button_does_by_itself_or_that_nobody_answered() -> None:
    async with served() as (scene, client):
        card = await _a_card(scene, client) | {"user_id": scene.bob}
        assert await post(client, "taps", card | {"button": [0, 1]}) == {"url": "https://a.example/"}
        assert await post(client, "taps", card | {"button": [0, 2]}) == {"copy": "DE33"}
        assert await post(client, "taps", card | {"button": [0, 3]}) == {"switch_inline": "q"}
        assert await post(client, "taps", card | {"button": "Join", "wait_s": 0}) == {"answer": None}
        assert await post(client, "taps", card | {"data": "forged", "wait_s": 0}) == {"answer": None}


async def _a_card(scene: Any, client: Client) -> dict[str, Any]:
    markup = keyboard(
        [
            callback("Join"),
            {"text": "Link", "url": "https://a.example/"},
            {"text": "Copy", "copy_text": {"text": "DE33"}},
            {"text": "Share", "switch_inline_query": "q"},
        ]
    )
    sent = await scene.ok("sendMessage", chat_id=scene.group, text="card", reply_markup=markup)
    return {"chat_id": scene.group, "message_id": sent["message_id"]}


async def test_world_is_shown_whole() -> None:
    async with served() as (scene, client):
        await scene.ok("setMyDescription", description="Buy together")
        world = await get(client, "world")
        assert world["now"] == START
        assert world["token"] == scene.sandbox.token
        assert (world["bot"]["username"], world["bot"]["description"]) == ("kaituan_bot", "Buy together")
        assert world["users"][0] == {
            "id": scene.ann,
            "first_name": "Ann",
            "username": "ann",
            "language_code": "en",
            "blocked": False,
            "started": True,
        }
        private, _, group = world["chats"]
        assert private == {
            "id": scene.ann,
            "type": "private",
            "user_id": scene.ann,
            "members": [scene.ann],
            "admins": [],
        }
        assert (group["title"], group["members"], group["admins"]) == ("Fruit", [scene.ann, scene.bob], [scene.ann])


async def test_clock_moves_and_followers_see_it() -> None:
    async with served() as (_, client):
        assert await get(client, "clock") == {"now": START, "shift_s": 0, "version": 0}
        async with asyncio.TaskGroup() as tasks:
            follower = tasks.create_task(_follow_twice(client))
            await asyncio.sleep(0.05)
            moved = await post(client, "clock", {"advance_s": 3600})
        assert moved == {"now": START + 3600, "shift_s": 3600, "version": 1}
        assert follower.result() == [1, 1]
        assert await get(client, "clock?seen=0") == moved


async def _follow_twice(client: Client) -> list[int]:
    first = await get(client, "clock?seen=0&wait_s=25")
    second = await get(client, f"clock?seen={first['version']}&wait_s=0.01")
    return [first["version"], second["version"]]


async def test_members_topics_rights_and_settings_can_be_changed() -> None:
    async with served() as (scene, client):
        forum = await post(
            client, "chats", {"type": "supergroup", "members": [scene.bob], "admins": [scene.ann], "is_forum": True}
        )
        topic = await post(client, "topics", {"chat_id": forum["id"], "name": "Fruit", "by": scene.ann})
        renamed = {"chat_id": forum["id"], "thread_id": topic["id"], "name": "Eggs", "by": scene.ann}
        assert await post(client, "topics/name", renamed) == {"id": topic["id"], "name": "Eggs", "state": "open"}
        said = await post(
            client, "messages", {"chat_id": forum["id"], "from": scene.bob, "text": "/my", "thread_id": topic["id"]}
        )
        assert said["thread_id"] == topic["id"]
        made = {"chat_id": scene.group, "user_id": scene.bob, "status": "administrator", "by": scene.ann}
        await post(client, "members", made)
        assert scene.sandbox.world.chats.get(scene.group).is_admin(scene.bob)
        await post(client, "restrict", {"chat_id": scene.group, "members_may_send": False})
        assert (await scene.no("sendMessage", chat_id=scene.group, text="a")).startswith("400 ")
        assert (await post(client, "bot", {"can_read_all_group_messages": True}))["can_read_all_group_messages"] is True
        assert await post(client, "limits", {"on": True}) == {"on": True}
        await post(client, "deactivate", {"user_id": scene.bob})
        assert (await scene.no("sendMessage", chat_id=scene.bob, text="a")) == "403 Forbidden: user is deactivated"


async def test_faults_are_set_and_calls_are_seen() -> None:
    async with served() as (scene, client):
        await post(client, "faults", {"method": "sendMessage", "times": 2, "status": 502})
        await scene.no("sendMessage", chat_id=scene.bob, text="a")
        await post(client, "faults/clear", {})
        await scene.ok("sendMessage", chat_id=scene.bob, text="b")
        calls = (await get(client, "calls?method=sendMessage"))["calls"]
        assert [(call["status"], call["params"]["text"], call["at"]) for call in calls] == [
            (502, "a", START),
            (200, "b", START),
        ]


@pytest.mark.parametrize(
    ("path", "body", "said"),
    [
        ("users", {}, "first_name is missing"),
        ("users", {"first_name": 5}, "first_name must be str, not 5"),
        ("users", {"first_name": "A", "age": 5}, "unknown field 'age'"),
        ("users", {"first_name": "A", "id": True}, "id must be int, not True"),
        ("chats", {"type": "supergroup", "members": ["x"]}, "members must be a list of ids"),
        ("messages", {"chat_id": 1, "from": 1, "photo": "!"}, "photo must be base64"),
        ("messages", {"chat_id": 1, "from": 1, "text": "a"}, "there is no user 1"),
        ("taps", {"chat_id": 1, "message_id": 1, "user_id": 1}, "a tap needs button, or data to forge one"),
        ("taps", {"chat_id": 1, "message_id": 1, "user_id": 1, "button": [1]}, "must be a text or [row, column]"),
        ("clock", {"advance_s": -1}, "time only moves forward"),
        ("faults", {"method": "x"}, "a fault needs status, retry_after, drop or delay_s"),
        ("faults", {"drop": "sideways"}, "drop is before or after"),
        ("members", {"chat_id": 1, "user_id": 1, "status": "king", "by": 1}, "a status is creator"),
    ],
)  # fmt: skip
async def test_door_says_what_was_wrong(path: str, body: dict[str, Any], said: str) -> None:
    async with served() as (_, client):
        assert said in (await post(client, path, body, status=400))["error"]


async def test_door_wants_json_numbers_and_known_chats() -> None:
    async with served() as (_, client):
        for data in (b"{", b"[]"):
            response = await client.post("/sim/users", data=data)
            assert (response.status, "JSON" in (await response.json())["error"]) == (400, True)
        for path in ("clock?seen=x", "clock?seen=nan", "chats/-5/messages", "files/x"):
            assert (await client.get(f"/sim/{path}")).status == 400


async def test_stream_tells_what_happens_as_it_happens() -> None:
    async with served() as (scene, client):
        response = await client.get("/sim/stream")
        assert response.content_type == "text/event-stream"
        assert await response.content.readline() == b": open\n"
        sent = await scene.ok("sendMessage", chat_id=scene.bob, text="a", reply_markup=keyboard([callback("Go")]))
        where = {"chat_id": scene.bob, "message_id": sent["message_id"]}
        await scene.ok("editMessageText", **where, text="b")
        tap = scene.sandbox.tap(scene.bob, sent["message_id"], scene.bob, data="x")
        await scene.ok("answerCallbackQuery", callback_query_id=tap.id, text="In!")
        await scene.ok("deleteMessage", **where)
        scene.sandbox.advance(60)
        scene.sandbox.block(scene.bob)
        scene.sandbox.add_chat([scene.bob], with_bot=False)
        events = [await _next_event(response.content) for _ in range(7)]
        assert [event["type"] for event in events] == ["message", "edit", "answer", "delete", "clock", "user", "chat"]
        assert (events[0]["chat_id"], events[0]["message"]["text"]) == (scene.bob, "a")
        assert events[1]["message"]["text"] == "b"
        assert events[2] == {"type": "answer", "user_id": scene.bob, "text": "In!", "show_alert": False, "url": None}
        assert events[3]["message"]["deleted"] is True
        assert events[4]["now"] == START + 60
        response.close()


async def _next_event(content: Any) -> dict[str, Any]:
    while not (line := await content.readline()).startswith(b"data: "):
        pass
    event: dict[str, Any] = json.loads(line[6:])
    return event


async def test_ephemeral_messages_are_switched_on_and_seen_by_one_member() -> None:
    async with served() as (scene, client):
        given = {"chat_id": scene.group, "text": "a", "ephemeral_message_parameters": {"receiver_user_id": scene.bob}}
        scene.sandbox.set_standing(scene.group, scene.sandbox.bot.id, "administrator", by=scene.ann)
        assert "unknown parameter" in await scene.no("sendMessage", **given)
        assert await post(client, "ephemerals", {"on": True}) == {"on": True, "lost": False}
        button = {"inline_keyboard": [[{"text": "Seen", "callback_data": "s"}]]}
        sent = await scene.ok("sendMessage", reply_markup=button, **given)
        shown = (await get(client, f"chats/{scene.group}/ephemerals/{scene.bob}"))["messages"]
        assert [(one["text"], one["ephemeral_id"]) for one in shown] == [("a", sent["ephemeral_message_id"])]
        assert (await get(client, f"chats/{scene.group}/ephemerals/{scene.ann}"))["messages"] == []
        tap = {"chat_id": scene.group, "ephemeral_id": shown[0]["ephemeral_id"], "user_id": scene.bob, "button": "Seen"}
        assert await post(client, "taps", tap | {"wait_s": 0}) == {"answer": None}
        assert await post(client, "ephemerals", {"lost": True}) == {"on": True, "lost": True}


async def test_an_invoice_is_paid_through_the_door_as_soon_as_the_bot_agrees() -> None:
    async with served() as (scene, client):
        (token,) = (await get(client, "world"))["provider_tokens"]
        invoice = await _an_invoice(scene, token)
        async with asyncio.TaskGroup() as tasks:
            payment = tasks.create_task(post(client, "payments", invoice | {"user_id": scene.bob}))
            polled = await client.post(method("getUpdates"), json={"timeout": 30})
            (update,) = (await polled.json())["result"]
            answer = {"pre_checkout_query_id": update["pre_checkout_query"]["id"], "ok": True}
            await client.post(method("answerPreCheckoutQuery"), json=answer)
        paid = payment.result()
        assert (paid["outcome"], paid["error"], paid["query_id"]) == ("paid", None, answer["pre_checkout_query_id"])
        receipt = (await get(client, f"chats/{scene.bob}/messages"))["messages"][-1]
        assert (receipt["id"], receipt["service"]) == (paid["receipt"], "Bob paid 29.90 EUR to Kaituan for Oranges")
        again = await post(client, "payments", invoice | {"user_id": scene.bob}, status=400)
        assert "is paid" in again["error"]


async def test_a_slow_card_is_charged_later_and_a_bot_that_says_nothing_is_late() -> None:
    async with served() as (scene, client):
        invoice = await _an_invoice(scene, TEST_TOKEN)
        slow = await post(client, "payments", invoice | {"user_id": scene.bob, "card": "slow", "wait_s": 0})
        assert slow["outcome"] == "waiting"
        await scene.ok("answerPreCheckoutQuery", pre_checkout_query_id=slow["query_id"], ok=True)
        charged = await post(client, "payments/charge", {"query_id": slow["query_id"], "declined": True})
        assert (charged["outcome"], charged["error"]) == ("declined", "PAYMENT_FAILED")
        async with asyncio.TaskGroup() as tasks:
            late = tasks.create_task(post(client, "payments", invoice | {"user_id": scene.bob}))
            polled = await client.post(method("getUpdates"), json={"timeout": 30, "offset": -1})
            assert (await polled.json())["result"]
            await post(client, "clock", {"advance_s": 11})
        assert late.result()["error"] == "BOT_PRECHECKOUT_TIMEOUT"


async def test_providers_are_connected_and_links_are_paid() -> None:
    async with served() as (scene, client):
        tokens = ["381764678:LIVE:90123"]
        assert await post(client, "payments/providers", {"tokens": tokens}) == {"tokens": tokens}
        url = await scene.ok("createInvoiceLink", **_ORANGES, provider_token=tokens[0])
        paid = await post(client, "payments", {"url": url, "user_id": scene.ann, "wait_s": 0})
        assert (paid["outcome"], paid["receipt"]) == ("waiting", None)
        for body in ({"user_id": scene.ann}, {"user_id": scene.ann, "chat_id": scene.ann}):
            assert "needs chat_id" in (await post(client, "payments", body, status=400))["error"]
        assert "list of texts" in (await post(client, "payments/providers", {"tokens": [5]}, status=400))["error"]


_ORANGES = {
    "title": "Oranges",
    "description": "5 kg",
    "payload": "K7Q2",
    "currency": "EUR",
    "prices": [{"label": "Oranges", "amount": 2990}],
}


async def _an_invoice(scene: Any, token: str) -> dict[str, Any]:
    sent = await scene.ok("sendInvoice", chat_id=scene.bob, **_ORANGES, provider_token=token, start_parameter="K7Q2")
    return {"chat_id": scene.bob, "message_id": sent["message_id"]}
