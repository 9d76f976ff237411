"""Inline mode: what the bot may answer, what is kept, and what becomes of a chosen result."""

from typing import Any

import pytest

from bot.sandbox import DoorError
from tests.unit.sandbox.scenes import Scene, a_picture, a_scene, callback, keyboard

TOO_OLD = "400 Bad Request: query is too old and response timeout expired or query ID is invalid"


def an_article(id: str = "a", title: str = "Oranges", text: str = "<b>Oranges</b>", **more: Any) -> dict[str, Any]:
    content = {"message_text": text, "parse_mode": "HTML"}
    return {"type": "article", "id": id, "title": title, "input_message_content": content} | more


def a_button() -> dict[str, Any]:
    return {"reply_markup": keyboard([callback("Join", "j")])}


async def asked(scene: Scene, query: str = "or", **facts: Any) -> str:
    """The id of a query that the bot was just asked."""
    scene.sandbox.ask_inline(scene.bob, query, **facts)
    (update,) = await scene.updates()
    return str(update["inline_query"]["id"])


async def answered(scene: Scene, *results: dict[str, Any], query: str = "or", **params: Any) -> None:
    """Bob has typed a query, and the bot has offered these."""
    await scene.ok("answerInlineQuery", inline_query_id=await asked(scene, query), results=list(results), **params)


async def chosen(scene: Scene, chat_id: int | None = None, **more: Any) -> Any:
    """Bob's message via the bot, in a group that the bot is not in."""
    await answered(scene, an_article(**(a_button() | more)))
    elsewhere = scene.sandbox.add_chat([scene.ann, scene.bob], title="Elsewhere", with_bot=False)
    return scene.sandbox.choose_inline(scene.bob, chat_id or elsewhere.id, "or", "a")


async def test_query_reaches_the_bot_with_the_person_the_words_and_the_kind_of_chat() -> None:
    scene = await a_scene()
    scene.sandbox.ask_inline(scene.bob, "or", chat_type="supergroup")
    (update,) = await scene.updates()
    query = update["inline_query"]
    assert (query["query"], query["offset"], query["chat_type"]) == ("or", "", "supergroup")
    assert query["from"]["id"] == scene.bob


async def test_query_lives_30_seconds_and_is_answered_once() -> None:
    scene = await a_scene()
    query = await asked(scene)
    await scene.ok("answerInlineQuery", inline_query_id=query, results=[])
    assert await scene.no("answerInlineQuery", inline_query_id=query, results=[]) == TOO_OLD
    late = await asked(scene, "late")
    scene.sandbox.advance(31)
    assert await scene.no("answerInlineQuery", inline_query_id=late, results=[]) == TOO_OLD
    assert await scene.no("answerInlineQuery", results=[]) == TOO_OLD
    scene.sandbox.ask_inline(scene.bob, "unheard")
    scene.sandbox.advance(30)
    assert await scene.updates() == []


@pytest.mark.parametrize(
    ("params", "said"),
    [
        ({"results": [an_article(str(n)) for n in range(51)]}, "too many inline query results specified"),
        ({"results": [an_article(), an_article()]}, "RESULT_ID_DUPLICATE"),
        ({"results": [an_article("")]}, "RESULT_ID_EMPTY"),
        ({"results": [an_article("é" * 33)]}, "RESULT_ID_INVALID"),
        ({"results": [an_article(title=" ")]}, "ARTICLE_TITLE_EMPTY"),
        ({"results": [an_article(text="")]}, "message text is empty"),
        ({"results": [an_article(text="x" * 4097)]}, "MESSAGE_TOO_LONG"),
        (
            {"results": [an_article(text="<b>x")]},
            "can't parse entities: Can't find end tag corresponding to start tag \"b\"",
        ),
        ({"results": [an_article(reply_markup={"force_reply": True})]}, "inline keyboard expected"),
        (
            {
                "results": [
                    an_article(reply_markup=keyboard([{"text": "App", "web_app": {"url": "https://a.example/"}}]))
                ]
            },
            "BUTTON_TYPE_INVALID",
        ),
        (
            {"results": [{"type": "photo", "id": "p", "photo_file_id": "elsewhere"}]},
            "wrong file identifier/HTTP URL specified",
        ),
        (
            {"results": [{"type": "photo", "id": "p", "photo_url": "https://a.example/a.jpg"}]},
            'parameter "results.photo_url" is not modelled by the sandbox',
        ),
        (
            {"results": [{"type": "video", "id": "v"}]},
            'inline query result of type "video" is not modelled by the sandbox',
        ),
        (
            {"results": [an_article(caption="x")]},
            'can\'t parse JSON encoded inline query results: unknown field "caption"',
        ),
        ({"results": "x"}, "can't parse JSON encoded inline query results"),
        ({"results": [], "cache_time": 86_401}, 'parameter "cache_time" must be between 0 and 86400'),
        ({"results": [], "next_offset": "x" * 65}, "NEXT_OFFSET_INVALID"),
        (
            {"results": [], "button": {"text": "Open", "start_parameter": "a b"}},
            "unallowed characters in start_parameter are used",
        ),
        (
            {"results": [], "button": {"text": "Open", "start_parameter": "x" * 65}},
            "unallowed characters in start_parameter are used",
        ),
        ({"results": [], "button": {"text": " ", "start_parameter": "x"}}, "SWITCH_PM_TEXT_EMPTY"),
        (
            {"results": [], "button": {"text": "Open"}},
            "can't parse inline query results button: exactly one of the optional fields must be used",
        ),
    ],
)
async def test_bad_answer_is_refused_and_the_query_stays_open(params: dict[str, Any], said: str) -> None:
    scene = await a_scene()
    query = await asked(scene)
    assert await scene.no("answerInlineQuery", inline_query_id=query, **params) == f"400 Bad Request: {said}"
    await scene.ok("answerInlineQuery", inline_query_id=query, results=[])


async def test_person_sees_what_is_offered_and_the_button_above() -> None:
    scene = await a_scene()
    asked = scene.sandbox.ask_inline(scene.bob, "or")
    (update,) = await scene.updates()
    button = {"text": "Open the bot", "start_parameter": "hello"}
    results = [an_article(description="29.90", **a_button())]
    query = update["inline_query"]["id"]
    await scene.ok("answerInlineQuery", inline_query_id=query, results=results, button=button, next_offset="1")
    answer = await asked.wait(0)
    assert answer is not None
    shown = answer.sim()
    (offered,) = shown["results"]
    assert (offered["title"], offered["description"], offered["html"]) == ("Oranges", "29.90", "<b>Oranges</b>")
    assert (offered["buttons"], offered["photo"]) == ([[{"text": "Join", "kind": "callback"}]], None)
    assert (shown["button"], shown["next_offset"]) == (button, "1")


async def test_answer_is_kept_for_its_person_or_for_everybody() -> None:
    scene = await a_scene()
    await answered(scene, an_article(), query="mine", cache_time=10, is_personal=True)
    await answered(scene, an_article(), query="ours", cache_time=10)
    kept = scene.sandbox.ask_inline(scene.bob, "mine").answer
    assert kept is not None
    assert [offer.id for offer in kept.offers] == ["a"]
    assert scene.sandbox.ask_inline(scene.ann, "ours").answer is not None
    assert await scene.updates() == []
    assert scene.sandbox.ask_inline(scene.ann, "mine").answer is None
    scene.sandbox.advance(10)
    assert scene.sandbox.ask_inline(scene.bob, "mine").answer is None
    assert scene.sandbox.ask_inline(scene.bob, "ours").answer is None


async def test_answer_that_may_not_be_kept_is_asked_for_again() -> None:
    scene = await a_scene()
    await answered(scene, an_article(), cache_time=0)
    assert scene.sandbox.ask_inline(scene.bob, "or").answer is None


async def test_chosen_result_stands_where_the_bot_is_not_and_only_feedback_tells_of_it() -> None:
    scene = await a_scene()
    message = await chosen(scene)
    (update,) = await scene.updates()
    assert update["chosen_inline_result"] == {
        "result_id": "a",
        "from": scene.sandbox.world.people.get(scene.bob).json(),
        "query": "or",
        "inline_message_id": message.inline_id,
    }
    (shown,) = scene.sandbox.messages(message.chat_id)[-1:]
    assert (shown["from"]["id"], shown["via"], shown["html"]) == (scene.bob, "kaituan_bot", "<b>Oranges</b>")


async def test_without_feedback_the_bot_hears_nothing_until_somebody_taps() -> None:
    scene = await a_scene()
    scene.sandbox.bot.inline_feedback = False
    message = await chosen(scene)
    assert await scene.updates() == []
    scene.sandbox.tap(message.chat_id, message.id, scene.ann, "Join")
    (update,) = await scene.updates()
    query = update["callback_query"]
    assert (query["inline_message_id"], query["data"], query["from"]["id"]) == (message.inline_id, "j", scene.ann)
    assert "message" not in query
    assert isinstance(query["chat_instance"], str)


async def test_feedback_lives_600_seconds() -> None:
    scene = await a_scene()
    await chosen(scene)
    scene.sandbox.advance(600)
    assert await scene.updates() == []


async def test_result_without_buttons_can_never_be_named() -> None:
    scene = await a_scene()
    message = await chosen(scene, reply_markup=None)
    (update,) = await scene.updates()
    assert "inline_message_id" not in update["chosen_inline_result"]
    assert message.inline_id is None


async def test_bot_in_the_chat_is_shown_a_message_via_itself() -> None:
    scene = await a_scene()
    await chosen(scene, scene.group)
    feedback, update = await scene.updates()
    assert "chosen_inline_result" in feedback
    assert update["message"]["via_bot"]["username"] == "kaituan_bot"
    assert update["message"]["from"]["id"] == scene.bob


async def test_updates_come_only_where_they_were_asked_for() -> None:
    scene = await a_scene()
    await scene.ok("getUpdates", allowed_updates=["message"])
    scene.sandbox.ask_inline(scene.bob, "or")
    assert await scene.updates() == []


async def test_edit_by_inline_message_id_answers_true() -> None:
    scene = await a_scene()
    message = await chosen(scene)
    assert await scene.ok("editMessageText", inline_message_id=message.inline_id, text="Two left") is True
    assert scene.sandbox.messages(message.chat_id)[-1]["text"] == "Two left"
    modified = await scene.no("editMessageText", inline_message_id=message.inline_id, text="Two left")
    assert "message is not modified" in modified
    assert (
        await scene.ok(
            "editMessageReplyMarkup", inline_message_id=message.inline_id, reply_markup=keyboard([callback("J")])
        )
        is True
    )


async def test_photo_sent_via_the_bot_takes_another_caption_and_no_upload() -> None:
    scene = await a_scene()
    sent = await scene.sandbox.call("sendPhoto", {"chat_id": scene.bob}, {"photo": a_picture()})
    photo = sent[1]["result"]["photo"][-1]["file_id"]
    await answered(scene, {"type": "photo", "id": "a", "photo_file_id": photo, "caption": "Oranges"} | a_button())
    message = scene.sandbox.choose_inline(scene.bob, scene.group, "or", "a")
    assert scene.sandbox.messages(scene.group)[-1]["photo"]["file_id"] == photo
    assert await scene.ok("editMessageCaption", inline_message_id=message.inline_id, caption="Two left") is True
    media = {"inline_message_id": message.inline_id, "media": {"type": "photo", "media": "attach://new"}}
    status, refused = await scene.sandbox.call("editMessageMedia", media, {"new": a_picture()})
    assert (status, refused["description"]) == (400, "Bad Request: wrong file identifier/HTTP URL specified")


async def test_message_that_is_no_more_or_never_was_cannot_be_edited() -> None:
    scene = await a_scene()
    message = await chosen(scene)
    message.deleted = True
    gone = "400 Bad Request: MESSAGE_ID_INVALID"
    assert await scene.no("editMessageText", inline_message_id=message.inline_id, text="x") == gone
    assert await scene.no("editMessageText", inline_message_id="A" * 27, text="x") == gone
    malformed = "400 Bad Request: invalid inline message identifier specified"
    assert await scene.no("editMessageText", inline_message_id="?", text="x") == malformed
    unnamed = "400 Bad Request: message identifier is not specified"
    assert await scene.no("editMessageText", text="x") == unnamed
    assert await scene.no("editMessageText", chat_id=scene.group, text="x") == unnamed


async def test_edits_count_against_the_limits() -> None:
    scene = await a_scene(limits=True)
    message = await chosen(scene)
    for n in range(20):
        await scene.ok("editMessageText", inline_message_id=message.inline_id, text=str(n))
    refused = await scene.no("editMessageText", inline_message_id=message.inline_id, text="x")
    assert refused == "429 Too Many Requests: retry after 60"


async def test_nobody_sends_what_they_were_not_offered_or_where_they_are_not() -> None:
    scene = await a_scene()
    await answered(scene, an_article())
    with pytest.raises(DoorError, match="was offered no result"):
        scene.sandbox.choose_inline(scene.ann, scene.group, "or", "a")
    with pytest.raises(DoorError, match="was offered no result"):
        scene.sandbox.choose_inline(scene.bob, scene.group, "or", "b")
    elsewhere = scene.sandbox.add_chat([scene.ann], with_bot=False)
    with pytest.raises(DoorError, match="is not in chat"):
        scene.sandbox.choose_inline(scene.bob, elsewhere.id, "or", "a")


async def test_without_inline_mode_nobody_can_ask() -> None:
    scene = await a_scene()
    scene.sandbox.bot.supports_inline_queries = False
    with pytest.raises(DoorError, match="no inline mode"):
        scene.sandbox.ask_inline(scene.bob, "or")


@pytest.mark.parametrize(("facts", "said"), [({"query": "x" * 257}, "at most 256"), ({"chat_type": "room"}, "one of")])
async def test_what_telegram_would_not_carry_is_an_error_of_the_door(facts: dict[str, str], said: str) -> None:
    scene = await a_scene()
    with pytest.raises(DoorError, match=said):
        scene.sandbox.ask_inline(scene.bob, **facts)  # type: ignore[arg-type]


async def test_further_page_stands_beside_the_first() -> None:
    scene = await a_scene()
    await answered(scene, an_article("a"), next_offset="1", cache_time=0)
    query = await asked(scene, offset="1")
    await scene.ok("answerInlineQuery", inline_query_id=query, results=[an_article("b")], cache_time=0)
    for result in ("a", "b"):
        scene.sandbox.choose_inline(scene.bob, scene.group, "or", result)
