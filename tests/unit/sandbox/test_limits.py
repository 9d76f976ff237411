"""How often the bot may write, and what it is told when it writes too often."""

import pytest

from bot.sandbox.clock import Clock
from bot.sandbox.limits import Limits
from bot.sandbox.refusals import Refusal
from tests.unit.sandbox.scenes import a_scene


def limits() -> tuple[Limits, Clock]:
    clock = Clock(lambda: 1_800_000_000.0)
    return Limits(clock, on=True), clock


def retry_after(limits: Limits, chat_id: int) -> int:
    with pytest.raises(Refusal) as refused:
        limits.take(chat_id)
    assert refused.value.parameters is not None
    return refused.value.parameters["retry_after"]


def test_private_chat_takes_a_burst_of_three_then_one_a_second() -> None:
    some, clock = limits()
    for _ in range(3):
        some.take(5)
    assert retry_after(some, 5) == 1
    clock.advance(1)
    some.take(5)
    assert retry_after(some, 5) == 1


def test_group_takes_twenty_in_any_minute() -> None:
    some, clock = limits()
    for _ in range(20):
        some.take(-5)
        clock.advance(1)
    assert retry_after(some, -5) == 40
    clock.advance(40)
    some.take(-5)
    assert retry_after(some, -5) == 1


def test_thirty_in_any_second_is_the_most_for_all_chats_together() -> None:
    some, clock = limits()
    for chat_id in range(1, 31):
        some.take(chat_id)
    assert retry_after(some, 31) == 1
    clock.advance(1)
    some.take(31)


def test_refused_send_does_not_count() -> None:
    some, clock = limits()
    for _ in range(3):
        some.take(5)
    for _ in range(5):
        retry_after(some, 5)
    clock.advance(1)
    some.take(5)


def test_limits_can_be_switched_off() -> None:
    some, _ = limits()
    some.on = False
    for _ in range(100):
        some.take(5)


async def test_edits_count_as_sends_and_callback_answers_are_free() -> None:
    scene = await a_scene(limits=True)
    sent = await scene.ok("sendMessage", chat_id=scene.group, text="0")
    for number in range(1, 20):
        await scene.ok("editMessageText", chat_id=scene.group, message_id=sent["message_id"], text=str(number))
    status, answer = await scene.sandbox.call("sendMessage", {"chat_id": scene.group, "text": "x"})
    assert (status, answer) == (
        429,
        {
            "ok": False,
            "error_code": 429,
            "description": "Too Many Requests: retry after 60",
            "parameters": {"retry_after": 60},
        },
    )
    assert len(scene.sandbox.messages(scene.group)) == 2
    for _ in range(100):
        tap = scene.sandbox.tap(scene.group, sent["message_id"], scene.bob, data="x")
        await scene.ok("answerCallbackQuery", callback_query_id=tap.id)
