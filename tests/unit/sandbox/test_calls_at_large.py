"""Whatever is asked, the answer is one: granted, or refused in words. Nothing breaks."""

import asyncio
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from bot.sandbox.keyboards import ACTIONS
from bot.sandbox.methods import TABLE
from tests.unit.sandbox.scenes import a_scene, callback, keyboard

WORDS = ["photo", "emoji", "HTML", "attach://a", "5000000001", "-1002000000001", "true", "1_0", "default", "[]", "{}"]
NAMES = ["type", "media", "emoji", "text", "message_id", "command", "description", "offset", "length", "keyboard"]
NAMES += ["inline_keyboard", "force_reply", "is_disabled", "style", "chat_id", "user_id", "user", "id", *ACTIONS]
leaves = st.none() | st.booleans() | st.integers(-5, 5) | st.floats() | st.text(max_size=5) | st.sampled_from(WORDS)
values = st.recursive(
    leaves,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(NAMES), inner, max_size=3),
    max_leaves=12,
)
calls = st.sampled_from(sorted(set(TABLE) - {"getupdates"})).flatmap(
    lambda name: st.tuples(
        st.just(name), st.dictionaries(st.sampled_from([*TABLE[name].parameters, "stray"]), values, max_size=8)
    )
)


@given(st.lists(calls, min_size=1, max_size=5))
def test_any_call_is_granted_or_refused(some: list[tuple[str, dict[str, Any]]]) -> None:
    async def play() -> None:
        scene = await a_scene(bot_is_admin=True)
        sent = await scene.ok("sendMessage", chat_id=scene.bob, text="a", reply_markup=keyboard([callback("Go")]))
        usual = {"chat_id": scene.bob, "message_id": sent["message_id"], "user_id": scene.ann, "text": "b"}
        for name, params in some:
            filled = {key: value for key, value in usual.items() if key in TABLE[name].parameters} | params
            for given_params in (params, filled):
                status, answer = await scene.sandbox.call(name, given_params)
                assert answer["ok"] is (status == 200)
                assert status == 200 or answer["description"]

    asyncio.run(play())
