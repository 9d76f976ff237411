"""Faults on demand: each kind, before and after the call takes effect."""

import pytest

from bot.sandbox import ConnectionDropped, DoorError
from tests.unit.sandbox.scenes import a_scene


async def test_status_is_answered_instead_and_nothing_happens() -> None:
    scene = await a_scene()
    scene.sandbox.fault("sendMessage", status=502)
    assert await scene.no("sendMessage", chat_id=scene.bob, text="a") == "502 Bad Gateway"
    await scene.ok("sendMessage", chat_id=scene.bob, text="b")
    assert [message["text"] for message in scene.sandbox.messages(scene.bob)] == ["/start", "b"]


async def test_status_after_delivery_loses_only_the_answer() -> None:
    scene = await a_scene()
    scene.sandbox.fault("sendMessage", status=500, delivered=True)
    assert await scene.no("sendMessage", chat_id=scene.bob, text="a") == "500 Internal Server Error: restart"
    assert scene.sandbox.messages(scene.bob)[-1]["text"] == "a"


async def test_retry_after_is_in_the_answer() -> None:
    scene = await a_scene()
    scene.sandbox.fault("sendMessage", retry_after=7, times=2)
    for _ in range(2):
        _, answer = await scene.sandbox.call("sendMessage", {"chat_id": scene.bob, "text": "a"})
        assert answer["parameters"] == {"retry_after": 7}
        assert answer["description"] == "Too Many Requests: retry after 7"
    await scene.ok("sendMessage", chat_id=scene.bob, text="a")


@pytest.mark.parametrize(("drop", "delivered", "messages"), [("before", False, 1), ("after", True, 2)])
async def test_connection_drops_before_or_after_delivery(drop: str, delivered: bool, messages: int) -> None:
    scene = await a_scene()
    scene.sandbox.fault("sendmessage", drop=drop)
    with pytest.raises(ConnectionDropped) as dropped:
        await scene.sandbox.call("sendMessage", {"chat_id": scene.bob, "text": "a"})
    assert dropped.value.delivered is delivered
    assert len(scene.sandbox.messages(scene.bob)) == messages
    assert [(call.status, call.answer) for call in scene.sandbox.calls("sendMessage")] == [
        (0, {"delivered": delivered})
    ]


async def test_refused_call_whose_answer_is_lost_was_not_delivered() -> None:
    scene = await a_scene()
    scene.sandbox.fault("sendMessage", drop="after")
    with pytest.raises(ConnectionDropped) as dropped:
        await scene.sandbox.call("sendMessage", {"chat_id": scene.bob, "text": ""})
    assert dropped.value.delivered is False


async def test_fault_strikes_its_method_and_chat_only() -> None:
    scene = await a_scene()
    scene.sandbox.fault("sendMessage", chat_id=scene.group, status=500)
    await scene.ok("sendMessage", chat_id=scene.bob, text="a")
    await scene.ok("sendChatAction", chat_id=scene.group, action="typing")
    assert await scene.no("sendMessage", chat_id=str(scene.group), text="a") == "500 Internal Server Error: restart"


async def test_delay_only_makes_a_call_late() -> None:
    scene = await a_scene()
    scene.sandbox.fault(delay_s=0.001)
    assert (await scene.ok("getMe"))["username"] == "kaituan_bot"


async def test_description_can_be_given() -> None:
    scene = await a_scene()
    scene.sandbox.fault("sendMessage", status=403, description="Forbidden: user is deactivated")
    assert await scene.no("sendMessage", chat_id=scene.bob, text="a") == "403 Forbidden: user is deactivated"


async def test_faults_can_be_cleared() -> None:
    scene = await a_scene()
    scene.sandbox.fault(status=500, times=100)
    scene.sandbox.clear_faults()
    await scene.ok("getMe")


@pytest.mark.parametrize("given", [{}, {"times": 0, "status": 500}, {"drop": "sideways"}, {"delay_s": -1.0}])
async def test_fault_that_says_nothing_sensible_is_refused(given: dict[str, object]) -> None:
    scene = await a_scene()
    with pytest.raises(DoorError):
        scene.sandbox.fault("sendMessage", **given)  # type: ignore[arg-type]
