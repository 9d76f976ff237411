"""The bot's own account, the log of its calls, and what is no method."""

import pytest

from bot.sandbox import Sandbox
from tests.unit.sandbox.scenes import START, a_sandbox, a_scene


async def test_bot_says_what_it_may_do() -> None:
    scene = await a_scene()
    me = await scene.ok("getMe")
    assert (me["id"], me["username"], me["is_bot"]) == (7_000_000_001, "kaituan_bot", True)
    assert (me["can_join_groups"], me["can_read_all_group_messages"], me["supports_inline_queries"]) == (
        True,
        False,
        True,
    )
    scene.sandbox.bot.can_read_all_group_messages = True
    scene.sandbox.bot.supports_inline_queries = False
    me = await scene.ok("getme")
    assert (me["can_read_all_group_messages"], me["supports_inline_queries"]) == (True, False)


@pytest.mark.parametrize("method", ["logOut", "close", "sendVideo", "nonsense"])
async def test_what_is_not_modelled_is_not_found(method: str) -> None:
    scene = await a_scene()
    assert await scene.no(method) == "404 Not Found: method not found"


async def test_commands_are_kept_by_scope_and_language() -> None:
    scene = await a_scene()
    deal, my = [{"command": "deal", "description": "A deal"}], [{"command": "my", "description": "My orders"}]
    await scene.ok("setMyCommands", commands=deal, scope={"type": "all_group_chats"}, language_code="zh")
    await scene.ok("setMyCommands", commands=my)
    assert await scene.ok("getMyCommands", scope='{"type": "all_group_chats"}', language_code="zh") == deal
    assert await scene.ok("getMyCommands", scope={"type": "default"}) == my
    assert await scene.ok("getMyCommands", language_code="zh") == []
    await scene.ok("deleteMyCommands")
    assert await scene.ok("getMyCommands") == []


@pytest.mark.parametrize(
    ("params", "said"),
    [
        ({"commands": [{"command": "Deal", "description": "x"}]}, "BOT_COMMAND_INVALID"),
        ({"commands": [{"command": "x" * 33, "description": "x"}]}, "BOT_COMMAND_INVALID"),
        ({"commands": [{"command": "x", "description": ""}]}, "BOT_COMMAND_DESCRIPTION_INVALID"),
        ({"commands": [{"command": "x", "description": "x" * 257}]}, "BOT_COMMAND_DESCRIPTION_INVALID"),
        ({"commands": [{"description": "x"}]}, "command name must be non-empty"),
        ({"commands": [{"command": "x", "description": "x"}] * 101}, "can't set more than 100 bot commands"),
        ({"commands": "x"}, "can't parse commands specified"),
        ({}, "can't parse commands specified"),
        ({"commands": [], "language_code": "eng"}, "LANG_CODE_INVALID"),
        (
            {"commands": [], "scope": {"type": "chat"}},
            "can't parse BotCommandScope JSON object: unsupported type specified",
        ),
        (
            {"commands": [], "scope": {"type": "everybody"}},
            "can't parse BotCommandScope JSON object: unsupported type specified",
        ),
    ],
)
async def test_bad_commands_are_refused(params: dict[str, object], said: str) -> None:
    scene = await a_scene()
    assert await scene.no("setMyCommands", **params) == f"400 Bad Request: {said}"


async def test_descriptions_fall_back_to_everybodys() -> None:
    scene = await a_scene()
    await scene.ok("setMyDescription", description="Buy together")
    await scene.ok("setMyDescription", description="一起买", language_code="zh")
    assert await scene.ok("getMyDescription", language_code="zh") == {"description": "一起买"}
    assert await scene.ok("getMyDescription", language_code="de") == {"description": "Buy together"}
    await scene.ok("setMyShortDescription", short_description="Teams")
    assert await scene.ok("getMyShortDescription") == {"short_description": "Teams"}
    assert await scene.no("setMyDescription", description="x" * 513) == "400 Bad Request: description is too long"
    said = await scene.no("setMyShortDescription", short_description="x" * 121)
    assert said == "400 Bad Request: short description is too long"


async def test_no_webhook_is_set_at_first_and_updates_can_be_dropped() -> None:
    scene = await a_scene()
    await scene.ok("getUpdates", allowed_updates=["message"])
    scene.sandbox.send(scene.bob, scene.bob, "a")
    assert await scene.ok("getWebhookInfo") == {
        "url": "",
        "has_custom_certificate": False,
        "pending_update_count": 1,
        "allowed_updates": ["message"],
    }
    assert await scene.ok("deleteWebhook") is True
    assert (await scene.ok("getWebhookInfo"))["pending_update_count"] == 1
    assert await scene.ok("deleteWebhook", drop_pending_updates=True) is True
    assert await scene.updates() == []


@pytest.mark.parametrize(
    ("params", "said"),
    [
        ({"limit": 0}, 'parameter "limit" must be between 1 and 100'),
        ({"limit": 101}, 'parameter "limit" must be between 1 and 100'),
        ({"timeout": -1}, f'parameter "timeout" must be between 0 and {2**52}'),
        ({"allowed_updates": ["messages"]}, 'unknown update type "messages"'),
        ({"allowed_updates": "message"}, "can't parse allowed_updates JSON array"),
        ({"offfset": 1}, 'unknown parameter "offfset"'),
    ],
)
async def test_bad_poll_is_refused(params: dict[str, object], said: str) -> None:
    scene = await a_scene()
    assert await scene.no("getUpdates", **params) == f"400 Bad Request: {said}"


async def test_every_call_is_in_the_truth_log() -> None:
    scene = await a_scene()
    await scene.ok("sendMESSAGE", chat_id=scene.bob, text="a")
    await scene.no("sendMessage", chat_id=scene.bob)
    scene.sandbox.send(scene.bob, scene.bob, "b")
    (update,) = await scene.ok("getUpdates")
    assert [call.method for call in scene.sandbox.calls()][-3:] == ["sendMessage", "sendMessage", "getUpdates"]
    sent, refused = scene.sandbox.calls("sendMessage")
    assert (sent.method, sent.status, sent.params, sent.at) == (
        "sendMessage",
        200,
        {"chat_id": scene.bob, "text": "a"},
        START,
    )
    assert sent.answer["result"]["text"] == "a"
    assert (refused.status, refused.answer["description"]) == (400, "Bad Request: message text is empty")
    assert scene.sandbox.calls("getUpdates")[-1].answer == {"ok": True, "result": [update["update_id"]]}


def test_token_must_look_like_one_and_is_made_up_otherwise() -> None:
    with pytest.raises(ValueError, match="a token is"):
        Sandbox(token="123:short")
    assert Sandbox().token != Sandbox().token
    assert a_sandbox().bot.id == 7_000_000_001
