"""Pressing buttons and answering."""

import asyncio

import pytest

from bot.sandbox import DoorError
from tests.unit.sandbox.scenes import Scene, a_scene, callback, keyboard

TOO_OLD = "400 Bad Request: query is too old and response timeout expired or query ID is invalid"


async def a_card(scene: Scene) -> int:
    sent = await scene.ok(
        "sendMessage",
        chat_id=scene.group,
        text="card",
        reply_markup=keyboard(
            [callback("Join", "j"), {"text": "Link", "url": "https://t.me/kaituan_bot?start=x"}],
            [{"text": "Copy", "copy_text": {"text": "DE33"}}, {"text": "Share", "switch_inline_query": "deal"}],
        ),
    )
    return int(sent["message_id"])


async def test_press_reaches_the_bot_with_the_card_and_the_person() -> None:
    scene = await a_scene()
    card = await a_card(scene)
    tap = scene.sandbox.tap(scene.group, card, scene.bob, "Join")
    (update,) = await scene.updates()
    query = update["callback_query"]
    assert (query["id"], query["data"], query["from"]["id"]) == (tap.id, "j", scene.bob)
    assert (query["message"]["message_id"], query["message"]["text"]) == (card, "card")
    assert isinstance(query["chat_instance"], str)


async def test_answer_is_shown_to_who_pressed_and_only_once() -> None:
    scene = await a_scene()
    tap = scene.sandbox.tap(scene.group, await a_card(scene), scene.bob, [0, 0])
    assert await tap.wait(0) is None
    assert await scene.ok("answerCallbackQuery", callback_query_id=tap.id, text="In!", show_alert=True) is True
    assert await tap.wait(0) == {"text": "In!", "show_alert": True, "url": None}
    assert await scene.no("answerCallbackQuery", callback_query_id=tap.id) == TOO_OLD
    assert tap.answer == {"text": "In!", "show_alert": True, "url": None}


async def test_who_pressed_can_wait_for_the_answer() -> None:
    scene = await a_scene()
    tap = scene.sandbox.tap(scene.group, await a_card(scene), scene.bob, "Join")
    async with asyncio.TaskGroup() as tasks:
        waiting = tasks.create_task(tap.wait(30))
        await asyncio.sleep(0)
        await scene.ok("answerCallbackQuery", callback_query_id=tap.id)
    assert waiting.result() == {"text": "", "show_alert": False, "url": None}
    unanswered = scene.sandbox.tap(scene.group, 2, scene.bob, "Join")
    assert await unanswered.wait(0) is None


async def test_answer_comes_within_150_seconds_or_too_late() -> None:
    scene = await a_scene()
    card = await a_card(scene)
    first, second = (scene.sandbox.tap(scene.group, card, scene.bob, "Join") for _ in range(2))
    scene.sandbox.advance(150)
    await scene.ok("answerCallbackQuery", callback_query_id=first.id)
    scene.sandbox.advance(1)
    assert await scene.no("answerCallbackQuery", callback_query_id=second.id) == TOO_OLD
    assert await scene.no("answerCallbackQuery", callback_query_id="1") == TOO_OLD
    assert await scene.no("answerCallbackQuery") == TOO_OLD


@pytest.mark.parametrize(
    ("params", "said"),
    [
        ({"text": "x" * 201}, "MESSAGE_TOO_LONG"),
        ({"url": "https://a.example/"}, "URL_INVALID"),
        ({"url": "https://t.me/other_bot?start=x"}, "URL_INVALID"),
        ({"url": "https://t.me/kaituan_bot"}, "URL_INVALID"),
        ({"url": "https://t.me/kaituan_bot?start=a.b"}, "URL_INVALID"),
        ({"cache_time": -1}, f'parameter "cache_time" must be between 0 and {2**52}'),
    ],
)
async def test_bad_answer_is_refused_and_can_be_given_again(params: dict[str, object], said: str) -> None:
    scene = await a_scene()
    tap = scene.sandbox.tap(scene.group, await a_card(scene), scene.bob, "Join")
    refused = await scene.no("answerCallbackQuery", callback_query_id=tap.id, **params)
    assert refused == f"400 Bad Request: {said}"
    await scene.ok("answerCallbackQuery", callback_query_id=tap.id, text="x" * 200)


@pytest.mark.parametrize("url", ["https://t.me/Kaituan_Bot?start=j_x", "tg://resolve?domain=kaituan_bot&start=j_x"])
async def test_answer_may_open_the_bot(url: str) -> None:
    scene = await a_scene()
    tap = scene.sandbox.tap(scene.group, await a_card(scene), scene.bob, "Join")
    await scene.ok("answerCallbackQuery", callback_query_id=tap.id, url=url)
    assert tap.answer == {"text": "", "show_alert": False, "url": url}


async def test_other_buttons_do_their_work_without_the_bot() -> None:
    scene = await a_scene()
    card = await a_card(scene)
    assert scene.sandbox.tap(scene.group, card, scene.bob, "Link").url == "https://t.me/kaituan_bot?start=x"
    assert scene.sandbox.tap(scene.group, card, scene.bob, "Copy").copy == "DE33"
    assert scene.sandbox.tap(scene.group, card, scene.bob, "Share").query == "deal"
    assert await scene.updates() == []


async def test_press_on_a_deleted_message_brings_an_inaccessible_one() -> None:
    scene = await a_scene()
    card = await a_card(scene)
    await scene.ok("deleteMessage", chat_id=scene.group, message_id=card)
    scene.sandbox.tap(scene.group, card, scene.bob, "Join")
    (update,) = await scene.updates()
    assert update["callback_query"]["message"] == {
        "chat": {"id": scene.group, "title": "Fruit", "type": "supergroup"},
        "message_id": card,
        "date": 0,
    }


async def test_forged_data_and_people_unmet_reach_the_bot_all_the_same() -> None:
    scene = await a_scene()
    card = await a_card(scene)
    carl = scene.sandbox.add_user("Carl").id
    scene.sandbox.set_standing(scene.group, carl, "member", by=scene.ann)
    scene.sandbox.tap(scene.group, card, carl, data="forged")
    assert [update["callback_query"]["data"] for update in await scene.updates() if "callback_query" in update] == [
        "forged"
    ]


async def test_press_that_nobody_could_make_is_refused_at_the_door() -> None:
    scene = await a_scene()
    card = await a_card(scene)
    carl = scene.sandbox.add_user("Carl").id
    for chat_id, message_id, user_id, button in (
        (scene.group, card, scene.bob, "Leave"),
        (scene.group, card, scene.bob, [5, 0]),
        (scene.group, 99, scene.bob, "Join"),
        (scene.group, card, carl, "Join"),
        (scene.ann, 1, scene.bob, "Join"),
    ):
        with pytest.raises(DoorError):
            scene.sandbox.tap(chat_id, message_id, user_id, button)
    assert await scene.updates() == []


async def test_presses_that_can_no_longer_be_answered_are_forgotten() -> None:
    scene = await a_scene()
    card = await a_card(scene)
    late = scene.sandbox.tap(scene.group, card, scene.bob, "Join")
    scene.sandbox.advance(151)
    for _ in range(1000):
        scene.sandbox.tap(scene.group, card, scene.bob, "Join")
    assert late.id not in scene.sandbox.world.queries._open
    assert await scene.no("answerCallbackQuery", callback_query_id=late.id) == TOO_OLD


async def test_buttons_of_web_apps_and_chosen_chats_do_their_work_too() -> None:
    scene = await a_scene()
    markup = keyboard(
        [{"text": "App", "web_app": {"url": "https://a.example/w"}}],
        [{"text": "Chat", "switch_inline_query_chosen_chat": {"query": "q", "allow_user_chats": True}}],
        [{"text": "Here", "switch_inline_query_current_chat": "h"}],
    )
    sent = await scene.ok("sendMessage", chat_id=scene.bob, text="a", reply_markup=markup)
    taps = [scene.sandbox.tap(scene.bob, sent["message_id"], scene.bob, name) for name in ("App", "Chat", "Here")]
    assert [tap.url or tap.query for tap in taps] == ["https://a.example/w", "q", "h"]


async def test_press_in_a_group_without_the_bot_is_never_answered() -> None:
    scene = await a_scene()
    card = await a_card(scene)
    await scene.ok("leaveChat", chat_id=scene.group)
    await scene.updates()
    scene.sandbox.tap(scene.group, card, scene.bob, "Join")
    assert await scene.updates() == []
