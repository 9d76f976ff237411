"""Updates that are pushed: lanes, the secret, tries again, what expires on the way, the calls that set it up."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager

import pytest

from bot.sandbox.webhooks import GONE_FOR, Webhook
from tests.unit.sandbox.listeners import Listener, a_listener
from tests.unit.sandbox.scenes import Scene, a_scene, callback, keyboard
from tests.unit.sandbox.test_invoices import an_invoice

SECRET = "a-secret_of_the_test"
ELSEWHERE = "bad webhook: the sandbox pushes to this machine only, at 127.0.0.1 or localhost"


@asynccontextmanager
async def a_pushed_scene(**asked: object) -> AsyncIterator[tuple[Scene, Listener]]:
    """A scene whose updates go to a listener."""
    async with a_listener() as listener:
        scene = await a_scene()
        assert await scene.ok("setWebhook", url=listener.url, **asked) is True
        try:
            yield scene, listener
        finally:
            await scene.sandbox.close()


def first_of(scene: Scene) -> int:
    """The id that the next update will have."""
    return scene.sandbox.updates._next_id


@contextmanager
def new_ids(scene: Scene) -> Iterator[list[int]]:
    """The ids of the updates made meanwhile."""
    before, ids = first_of(scene), list[int]()
    yield ids
    ids += range(before, first_of(scene))


async def a_card(scene: Scene) -> int:
    sent = await scene.ok("sendMessage", chat_id=scene.group, text="card", reply_markup=keyboard([callback("Join")]))
    return int(sent["message_id"])


async def test_an_update_is_pushed_with_the_secret_and_forgotten_when_it_is_accepted() -> None:
    async with a_pushed_scene(secret_token=SECRET) as (scene, listener):
        with new_ids(scene) as ids:
            scene.sandbox.send(scene.bob, scene.bob, "a")
        await listener.has(*ids)
        await listener.until(lambda: scene.sandbox.updates.count() == 0)
        assert listener.secrets == [SECRET]
        assert [(push.update_id, push.status) for push in scene.sandbox.webhook.pushes] == [(ids[0], 200)]


async def test_what_waited_before_is_pushed_first_and_in_order() -> None:
    async with a_listener() as listener:
        scene = await a_scene()
        with new_ids(scene) as ids:
            for text in "abc":
                scene.sandbox.send(scene.bob, scene.bob, text)
        await scene.ok("setWebhook", url=listener.url)
        await listener.has(*ids)
        await scene.sandbox.close()


async def test_one_persons_taps_go_one_by_one_and_others_beside_them() -> None:
    async with a_pushed_scene() as (scene, listener):
        card = await a_card(scene)
        first = first_of(scene)
        listener.gates[first] = asyncio.Event()
        for person in (scene.bob, scene.bob, scene.ann):
            scene.sandbox.tap(scene.group, card, person, "Join")
        await listener.has(first, first + 2)
        listener.gates[first].set()
        await listener.has(first, first + 2, first + 1)


async def test_a_chats_messages_go_one_by_one_and_a_tap_of_its_member_beside_them() -> None:
    async with a_pushed_scene() as (scene, listener):
        card = await a_card(scene)
        first = first_of(scene)
        listener.gates[first] = asyncio.Event()
        scene.sandbox.send(scene.group, scene.bob, "/a@kaituan_bot")
        scene.sandbox.send(scene.group, scene.ann, "/b@kaituan_bot")
        scene.sandbox.tap(scene.group, card, scene.bob, "Join")
        await listener.has(first, first + 2)
        listener.gates[first].set()
        await listener.has(first, first + 2, first + 1)


async def test_no_more_are_on_their_way_than_the_bot_wants() -> None:
    async with a_pushed_scene(max_connections=2) as (scene, listener):
        card = await a_card(scene)
        people = [scene.sandbox.add_user(name) for name in "abcdef"]
        for person in people:
            scene.sandbox.set_standing(scene.group, person.id, "member", by=scene.ann)
        await listener.is_quiet()
        first = first_of(scene)
        listener.gates |= {first + n: asyncio.Event() for n in range(len(people))}
        listener.most_in_flight = 0
        for person in people:
            scene.sandbox.tap(scene.group, card, person.id, "Join")
        await listener.until(lambda: listener.in_flight == 2)
        await listener.is_quiet()
        assert listener.most_in_flight == 2
        for gate in listener.gates.values():
            gate.set()
        await listener.until(lambda: scene.sandbox.updates.count() == 0)
        assert listener.most_in_flight == 2


async def test_nobody_is_sent_elsewhere_a_redirect_is_a_failure() -> None:
    async with a_pushed_scene() as (scene, listener):
        listener.answers = [302]
        with new_ids(scene) as ids:
            scene.sandbox.send(scene.bob, scene.bob, "a")
        await listener.has(*ids, *ids)
        assert [push.status for push in scene.sandbox.webhook.pushes][:1] == [302]
        assert listener.strayed == 0


async def test_a_refused_one_comes_again_at_once_then_after_2_4_and_8_seconds_and_holds_its_lane() -> None:
    async with a_pushed_scene() as (scene, listener):
        listener.answers = [500, 500, 302, 404]
        with new_ids(scene) as ids:
            scene.sandbox.send(scene.bob, scene.bob, "a")
            scene.sandbox.send(scene.bob, scene.bob, "b")
        came = [ids[0], ids[0]]
        await listener.has(*came)
        for pause in (2, 4, 8):
            scene.sandbox.advance(pause - 0.1)
            await listener.is_quiet()
            assert listener.ids == came
            scene.sandbox.advance(0.1)
            came.append(ids[0])
            if pause < 8:
                await listener.has(*came)
        await listener.has(*came, ids[1])


def test_the_pause_grows_to_a_minute_or_two() -> None:
    webhook = Webhook.__new__(Webhook)
    import random

    webhook._chance = random.Random(1)
    assert [webhook._pause(failures) for failures in (1, 2, 3, 4, 5, 6)] == [0, 2, 4, 8, 16, 32]
    assert all(60 <= webhook._pause(failures) <= 120 for failures in (8, 9, 1000))


async def test_a_retry_after_is_obeyed_up_to_an_hour() -> None:
    async with a_pushed_scene() as (scene, listener):
        listener.answers = [(503, "5"), (503, "9999")]
        scene.sandbox.send(scene.bob, scene.bob, "a")
        for left, tries in ((4.9, 1), (0.1, 2), (3599.9, 2), (0.1, 3)):
            await listener.until(lambda: scene.sandbox.webhook.again_at is not None)
            scene.sandbox.advance(left)
            await listener.until(lambda tries=tries: len(listener.ids) >= tries)
            await listener.is_quiet()
            assert len(listener.ids) == tries
        assert scene.sandbox.updates.count() == 0


async def test_a_tap_is_dropped_when_the_next_try_would_be_too_late_and_the_lane_goes_on() -> None:
    async with a_pushed_scene() as (scene, listener):
        card = await a_card(scene)
        listener.answers = [(503, "149"), (503, "2")]
        first = first_of(scene)
        scene.sandbox.tap(scene.group, card, scene.bob, "Join")
        await listener.has(first)
        await listener.is_quiet()
        scene.sandbox.advance(149)
        await listener.has(first, first)
        await listener.until(lambda: scene.sandbox.updates.count() == 0)
        scene.sandbox.tap(scene.group, card, scene.bob, "Join")
        await listener.has(first, first, first + 1)


async def test_a_lost_200_brings_the_update_again() -> None:
    async with a_pushed_scene() as (scene, listener):
        scene.sandbox.fault("webhook", drop="after")
        with new_ids(scene) as ids:
            scene.sandbox.send(scene.bob, scene.bob, "a")
        await listener.has(ids[0], ids[0])
        await listener.until(lambda: scene.sandbox.updates.count() == 0)


async def test_one_that_breaks_on_its_way_there_comes_once() -> None:
    async with a_pushed_scene() as (scene, listener):
        scene.sandbox.fault("webhook", drop="before")
        scene.sandbox.fault("webhook", status=502)
        with new_ids(scene) as ids:
            scene.sandbox.send(scene.bob, scene.bob, "a")
        await listener.until(lambda: len(scene.sandbox.webhook.pushes) == 2)
        scene.sandbox.advance(2)
        await listener.has(*ids)
        assert [push.status for push in scene.sandbox.webhook.pushes] == [0, 502, 200]


async def test_a_fault_of_any_call_leaves_pushes_alone() -> None:
    async with a_pushed_scene() as (scene, listener):
        scene.sandbox.fault("*", status=500)
        scene.sandbox.send(scene.bob, scene.bob, "a")
        await listener.until(lambda: scene.sandbox.updates.count() == 0)
        assert await scene.no("getMe") == "500 Internal Server Error: restart"


async def test_a_bot_that_is_gone_for_23_hours_loses_its_webhook() -> None:
    async with a_pushed_scene() as (scene, listener):
        listener.answers = [(410, "3600")] * 30
        scene.sandbox.send(scene.bob, scene.bob, "a")
        for hour in range(23):
            await listener.until(lambda hour=hour: len(scene.sandbox.webhook.pushes) == hour + 1)
            assert scene.sandbox.webhook.setting.url
            scene.sandbox.advance(3600)
        await listener.until(lambda: not scene.sandbox.webhook.setting.url)
        assert scene.sandbox.webhook.pushes[-1].at - scene.sandbox.webhook.pushes[0].at == GONE_FOR
        assert len(await scene.updates()) == 1


async def test_the_info_tells_where_how_many_wait_and_what_went_wrong_last() -> None:
    async with a_pushed_scene(max_connections=7, allowed_updates=["message"], secret_token=SECRET) as (scene, listener):
        listener.answers = [(503, "60")]
        scene.sandbox.send(scene.bob, scene.bob, "a")
        await listener.until(lambda: scene.sandbox.webhook.pushes)
        told = await scene.ok("getWebhookInfo")
        assert told == {
            "url": listener.url,
            "has_custom_certificate": False,
            "pending_update_count": 1,
            "max_connections": 7,
            "ip_address": "127.0.0.1",
            "last_error_date": int(scene.sandbox.clock.now()),
            "last_error_message": "Wrong response from the webhook: 503 Service Unavailable",
            "allowed_updates": ["message"],
        }


async def test_nobody_listens_and_that_is_told() -> None:
    scene = await a_scene()
    await scene.ok("setWebhook", url="http://127.0.0.1:9/hook")
    scene.sandbox.send(scene.bob, scene.bob, "a")
    async with asyncio.timeout(5):
        while not scene.sandbox.webhook.pushes:  # noqa: ASYNC110 a socket sets no event
            await asyncio.sleep(0.002)
    assert (await scene.ok("getWebhookInfo"))["last_error_message"] == "Connection refused"
    await scene.sandbox.close()


async def test_polling_is_refused_while_updates_are_pushed_and_goes_on_after() -> None:
    async with a_pushed_scene() as (scene, listener):
        assert await scene.no("getUpdates") == (
            "409 Conflict: can't use getUpdates method while webhook is active; "
            "use deleteWebhook to delete the webhook first"
        )
        listener.answers = [(503, "60")]
        with new_ids(scene) as ids:
            scene.sandbox.send(scene.bob, scene.bob, "a")
        await listener.has(*ids)
        assert await scene.ok("deleteWebhook") is True
        assert [update["update_id"] for update in await scene.updates()] == ids


async def test_a_poll_that_waits_is_ended_by_the_webhook() -> None:
    scene = await a_scene()
    async with asyncio.TaskGroup() as tasks:
        poll = tasks.create_task(scene.no("getUpdates", timeout=30))
        await asyncio.sleep(0)
        await asyncio.sleep(0)
        await scene.ok("setWebhook", url="http://127.0.0.1:9/hook")
    assert poll.result() == "409 Conflict: terminated by setWebhook request"
    await scene.sandbox.close()


async def test_setting_and_deleting_say_whether_anything_changed() -> None:
    scene = await a_scene()
    said = []
    for method in ("setWebhook", "setWebhook", "deleteWebhook", "deleteWebhook", "setWebhook"):
        params = {"url": "http://localhost:9/hook"} if method == "setWebhook" and len(said) < 4 else {}
        said.append((await scene.sandbox.call(method, params))[1]["description"])
    assert said == [
        "Webhook was set", "Webhook is already set", "Webhook was deleted", "Webhook is already deleted",
        "Webhook is already deleted",
    ]  # fmt: skip


async def test_setting_twice_within_a_second_is_refused() -> None:
    scene = await a_scene(limits=True)
    url = "http://127.0.0.1:9/hook"
    await scene.ok("setWebhook", url=url)
    assert await scene.no("setWebhook", url=url) == "429 Too Many Requests: retry after 1"
    assert await scene.ok("deleteWebhook") is True
    scene.sandbox.advance(1)
    await scene.ok("setWebhook", url=url)
    await scene.sandbox.close()


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ({"url": "nonsense"}, "invalid webhook URL specified"),
        ({"url": "http://[::1/x"}, "invalid webhook URL specified"),
        ({"url": "http://127.0.0.1:70000/x"}, "invalid webhook URL specified"),
        ({"url": "http://127.0.0.1/a b"}, "invalid webhook URL specified"),
        ({"url": "ftp://127.0.0.1/x"}, "bad webhook: An HTTPS URL must be provided for webhook"),
        ({"url": "https://example.org/x"}, ELSEWHERE),
        ({"secret_token": "x" * 257}, "secret token is too long"),
        ({"secret_token": "a b"}, "secret token contains unallowed characters"),
        ({"max_connections": 101}, 'parameter "max_connections" must be between 1 and 100'),
        ({"certificate": "x"}, 'parameter "certificate" is not modelled by the sandbox'),
        ({"ip_address": "x"}, 'parameter "ip_address" is not modelled by the sandbox'),
        ({"allowed_updates": ["messages"]}, 'unknown update type "messages"'),
    ],
)  # fmt: skip
async def test_what_cannot_be_set_is_refused(asked: dict[str, object], said: str) -> None:
    scene = await a_scene()
    assert await scene.no("setWebhook", **{"url": "http://127.0.0.1:9/x"} | asked) == f"400 Bad Request: {said}"
    assert (await scene.ok("getWebhookInfo"))["url"] == ""


async def test_what_waits_can_be_dropped_when_it_is_set() -> None:
    async with a_listener() as listener:
        scene = await a_scene()
        scene.sandbox.send(scene.bob, scene.bob, "a")
        await scene.ok("setWebhook", url=listener.url, drop_pending_updates=True)
        with new_ids(scene) as ids:
            scene.sandbox.send(scene.bob, scene.bob, "b")
        await listener.has(*ids)
        await scene.sandbox.close()


async def test_a_payment_is_pushed_again_where_the_bots_answer_got_lost() -> None:
    async with a_pushed_scene() as (scene, listener):
        invoice = await an_invoice(scene)
        with new_ids(scene) as ids:
            checkout = scene.sandbox.pay(scene.bob, invoice["message_id"], scene.bob)
            await listener.until(lambda: len(listener.ids) == 1)
            scene.sandbox.fault("webhook", drop="after")
            await scene.ok("answerPreCheckoutQuery", pre_checkout_query_id=checkout.id, ok=True)
        asked, paid = ids
        await listener.has(asked, paid, paid)
        assert checkout.outcome == "paid"
