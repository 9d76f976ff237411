"""What the sandbox says is what python-telegram-bot understands, over HTTP and parsed by hand."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import pytest
from telegram import (
    Bot,
    BotCommand,
    BotCommandScopeAllGroupChats,
    CallbackQuery,
    CopyTextButton,
    ForceReply,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InputMediaPhoto,
    Invoice,
    LabeledPrice,
    LinkPreviewOptions,
    Message,
    ReplyParameters,
    Update,
)
from telegram.constants import ChatMemberStatus, MessageEntityType
from telegram.error import BadRequest, ChatMigrated, Conflict, Forbidden, InvalidToken, NetworkError, RetryAfter

from bot.sandbox import TEST_TOKEN, serve
from tests.unit.sandbox.scenes import Scene, a_picture, a_scene


@asynccontextmanager
async def a_bot(scene: Scene) -> AsyncIterator[Bot]:
    """The library's own bot over HTTP."""
    served = await serve(0, sandbox=scene.sandbox)
    try:
        async with Bot(served.token, base_url=f"{served.url}/bot", base_file_url=f"{served.url}/file/bot") as bot:
            yield bot
    finally:
        await served.stop()


def leftovers(thing: Any) -> dict[str, Any]:
    """Fields that the library did not know."""
    return dict(thing.api_kwargs)


async def test_bot_does_everything_a_card_needs() -> None:
    scene = await a_scene(bot_is_admin=True)
    async with a_bot(scene) as bot:
        assert (bot.username, bot.supports_inline_queries) == ("kaituan_bot", True)
        rows = [
            [InlineKeyboardButton("Join", callback_data="j"), InlineKeyboardButton("C", copy_text=CopyTextButton("x"))]
        ]
        photo = await bot.send_photo(
            scene.group,
            a_picture(200, 100),
            caption="<b>card</b>",
            parse_mode="HTML",
            reply_markup=InlineKeyboardMarkup(rows),
        )
        assert photo.caption_entities[0].type is MessageEntityType.BOLD
        assert photo.reply_markup == InlineKeyboardMarkup(rows)
        edited = await bot.edit_message_caption(scene.group, photo.id, caption="new")
        assert isinstance(edited, Message)
        media = InputMediaPhoto(a_picture(50, 50), caption="media")
        changed = await bot.edit_message_media(media, scene.group, photo.id)
        assert isinstance(changed, Message)
        assert (changed.caption, changed.photo[-1].width) == ("media", 50)
        again = InputMediaPhoto(photo.photo[-1].file_id)
        assert isinstance(await bot.edit_message_media(again, scene.group, photo.id), Message)
        file = await photo.photo[-1].get_file()
        assert bytes(await file.download_as_bytearray()) == a_picture(200, 100)
        await bot.pin_chat_message(scene.group, photo.id)
        await bot.set_message_reaction(scene.group, photo.id, "👀")
        await bot.delete_message(scene.group, photo.id)


async def test_bot_writes_texts_with_everything_they_carry() -> None:
    scene = await a_scene()
    async with a_bot(scene) as bot:
        sent = await bot.send_message(
            scene.bob,
            f'<tg-time unix="1800000000" format="t">noon</tg-time> 🍊 <a href="tg://user?id={scene.ann}">Ann</a>',
            parse_mode="HTML",
            link_preview_options=LinkPreviewOptions(is_disabled=True),
            reply_parameters=ReplyParameters(1, allow_sending_without_reply=True),
            disable_notification=True,
            protect_content=True,
        )
        assert sent.entities[0].unix_time is not None
        assert sent.parse_entities([MessageEntityType.TEXT_MENTION]) == {sent.entities[1]: "Ann"}
        assert sent.reply_to_message is not None
        assert sent.reply_to_message.text == "/start"
        assert leftovers(sent) == {}
        assert (await bot.send_message(scene.bob, "number?", reply_markup=ForceReply())).text == "number?"
        await bot.send_chat_action(scene.bob, "typing")


async def test_bot_asks_about_chats_and_sets_itself_up() -> None:
    scene = await a_scene(bot_is_admin=True)
    async with a_bot(scene) as bot:
        assert (await bot.get_chat(scene.group)).title == "Fruit"
        assert (await bot.get_chat_member(scene.group, scene.ann)).status == ChatMemberStatus.OWNER
        assert {admin.user.first_name for admin in await bot.get_chat_administrators(scene.group)} == {"Ann", "Kaituan"}
        assert await bot.get_chat_member_count(scene.group) == 3
        commands = [BotCommand("deal", "A deal")]
        await bot.set_my_commands(commands, scope=BotCommandScopeAllGroupChats(), language_code="zh")
        assert await bot.get_my_commands(scope=BotCommandScopeAllGroupChats(), language_code="zh") == tuple(commands)
        await bot.set_my_description("Buy together")
        await bot.set_my_short_description("Teams")
        assert (await bot.get_my_description()).description == "Buy together"
        await bot.delete_webhook()
        assert (await bot.get_webhook_info()).url == ""
        await bot.leave_chat(scene.group)


async def test_every_kind_of_update_is_understood_without_a_leftover() -> None:
    scene = await a_scene(type="group", bot_is_admin=True)
    sandbox = scene.sandbox
    async with a_bot(scene) as bot:
        await bot.get_updates(allowed_updates=Update.ALL_TYPES)
        card = await bot.send_message(scene.group, "card")
        gone = await bot.send_message(scene.group, "gone")
        await bot.delete_message(scene.group, gone.id)
        carl = sandbox.add_user("Carl", last_name="C").id
        sandbox.set_standing(scene.group, carl, "member", by=scene.ann)
        sandbox.tap(scene.group, card.id, carl, data="j")
        sandbox.tap(scene.group, gone.id, carl, data="j")
        photo = sandbox.send(scene.bob, scene.bob, photo=a_picture(200, 100), caption="/deal #a https://a.b/c")
        sandbox.edit(scene.bob, photo.id, scene.bob, caption="/deal 2")
        sandbox.send(scene.group, scene.ann, "/deal", anonymous=True, reply_to=card.id)
        sandbox.block(scene.bob)
        sandbox.set_standing(scene.group, carl, "administrator", by=scene.ann)
        sandbox.set_standing(scene.group, carl, "kicked", by=scene.ann)
        forum = sandbox.add_chat([scene.ann], admins=[scene.ann], is_forum=True)
        topic = sandbox.add_topic(forum.id, "Fruit", by=scene.ann)
        sandbox.send(forum.id, scene.ann, "/my", thread_id=topic.id)
        sandbox.migrate(scene.group)
        updates = await bot.get_updates()
        assert len(updates) == 17
        for update in updates:
            assert leftovers(update) == {}
            part = update.effective_message if update.callback_query is None else None
            for thing in (
                part,
                update.callback_query,
                update.my_chat_member,
                update.chat_member,
                update.effective_user,
            ):
                assert thing is None or leftovers(thing) == {}, thing
        queries = [update.callback_query for update in updates if update.callback_query]
        assert [query.message is not None and query.message.is_accessible for query in queries] == [True, False]
        assert [update.update_id for update in updates] == list(range(updates[0].update_id, updates[0].update_id + 17))


async def test_refusals_are_the_librarys_errors() -> None:
    scene = await a_scene(type="group")
    carl = scene.sandbox.add_user("Carl").id
    scene.sandbox.block(scene.bob)
    async with a_bot(scene) as bot:
        with pytest.raises(Forbidden, match="blocked by the user"):
            await bot.send_message(scene.bob, "a")
        with pytest.raises(BadRequest, match="Chat not found"):
            await bot.send_message(carl, "a")
        scene.sandbox.fault("sendMessage", retry_after=3)
        with pytest.raises(RetryAfter):
            await bot.send_message(scene.ann, "a")
        scene.sandbox.fault("sendMessage", status=502)
        with pytest.raises(NetworkError):
            await bot.send_message(scene.ann, "a")
        scene.sandbox.fault("sendMessage", drop="after")
        with pytest.raises(NetworkError):
            await bot.send_message(scene.ann, "a")
        scene.sandbox.fault("getUpdates", status=409, description="Conflict: terminated by other getUpdates request")
        with pytest.raises(Conflict):
            await bot.get_updates()
        new = scene.sandbox.migrate(scene.group)
        with pytest.raises(ChatMigrated) as migrated:
            await bot.send_message(scene.group, "a")
        assert migrated.value.new_chat_id == new.id
        stranger = Bot("7000000001:" + "x" * 35, base_url=bot.base_url.removesuffix(bot.token))
        with pytest.raises(InvalidToken):
            await stranger.initialize()
        await stranger.shutdown()


async def test_in_process_answers_parse_as_well() -> None:
    scene = await a_scene()
    sent = Message.de_json(await scene.ok("sendMessage", chat_id=scene.bob, text="a"))
    assert sent.text == "a"
    scene.sandbox.tap(scene.bob, sent.id, scene.bob, data="j")
    (raw,) = await scene.updates()
    query = Update.de_json(raw).callback_query
    assert isinstance(query, CallbackQuery)
    assert (query.data, query.from_user.first_name) == ("j", "Bob")


async def test_bot_writes_to_one_member_of_a_group_where_the_server_knows_that() -> None:
    scene = await a_scene(bot_is_admin=True)
    scene.sandbox.world.ephemerals.on = True
    to: dict[str, Any] = {"receiver_user_id": scene.bob}
    async with a_bot(scene) as bot:
        sent = await bot.send_message(scene.group, "a", api_kwargs={"ephemeral_message_parameters": to})
        number = leftovers(sent)["ephemeral_message_id"]
        which = {"chat_id": scene.group, **to, "ephemeral_message_id": number}
        assert await bot.do_api_request("editEphemeralMessageText", api_kwargs=which | {"text": "b"}) is True
        assert [message["text"] for message in scene.sandbox.ephemerals(scene.group, scene.bob)] == ["b"]
        assert await bot.do_api_request("deleteEphemeralMessage", api_kwargs=which) is True


async def test_bot_sends_an_invoice_agrees_and_is_paid() -> None:
    scene = await a_scene()
    async with a_bot(scene) as bot:
        await bot.get_updates(allowed_updates=Update.ALL_TYPES)
        rows = [[InlineKeyboardButton("Pay now", pay=True)], [InlineKeyboardButton("I can't pay", callback_data="x")]]
        sent = await bot.send_invoice(
            scene.bob,
            title="Oranges",
            description="5 kg",
            payload="K7Q2",
            currency="EUR",
            prices=[LabeledPrice("Oranges", 3490), LabeledPrice("Team price", -500)],
            provider_token=TEST_TOKEN,
            start_parameter="K7Q2",
            protect_content=True,
            reply_markup=InlineKeyboardMarkup(rows),
        )
        assert (sent.invoice, leftovers(sent)) == (Invoice("Oranges", "5 kg", "K7Q2", "EUR", 2990), {})
        assert sent.reply_markup == InlineKeyboardMarkup(rows)
        checkout = scene.sandbox.pay(scene.bob, sent.id, scene.bob)
        (asked,) = await bot.get_updates()
        query = asked.pre_checkout_query
        assert query is not None
        assert (query.invoice_payload, query.total_amount, query.from_user.id) == ("K7Q2", 2990, scene.bob)
        assert (leftovers(asked), leftovers(query)) == ({}, {})
        assert await query.answer(ok=True) is True
        (told,) = await bot.get_updates(offset=asked.update_id + 1)
        assert told.message is not None
        paid = told.message.successful_payment
        assert paid is not None
        assert (paid.currency, paid.total_amount, paid.invoice_payload) == ("EUR", 2990, "K7Q2")
        assert (leftovers(told.message), leftovers(paid)) == ({}, {})
        assert checkout.outcome == "paid"


async def test_bot_refuses_a_payment_or_comes_too_late() -> None:
    scene = await a_scene()
    async with a_bot(scene) as bot:
        asked = ("Oranges", "5 kg", "K7Q2", "EUR", [LabeledPrice("Oranges", 2990)])
        url = await bot.create_invoice_link(*asked, provider_token=TEST_TOKEN)
        refused = scene.sandbox.pay_link(scene.ann, url)
        late = scene.sandbox.pay_link(scene.bob, url)
        await bot.answer_pre_checkout_query(refused.id, ok=False, error_message="Sold out")
        assert (refused.outcome, refused.error) == ("refused", "Sold out")
        scene.sandbox.advance(11)
        with pytest.raises(BadRequest, match="Query is too old"):
            await bot.answer_pre_checkout_query(late.id, ok=True)
        assert late.outcome == "late"
        with pytest.raises(BadRequest, match="Payment_provider_invalid"):
            await bot.create_invoice_link(*asked, provider_token="284685063:TEST:of_another_bot")
