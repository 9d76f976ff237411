"""The bare Telegram of the benchmarks answers in Telegram's shapes, and knows every method that the bot asks for."""

import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from aiohttp.test_utils import TestServer
from telegram import Bot, ChatMember, ChatMemberAdministrator, InputFile, Invoice, LabeledPrice
from telegram.error import InvalidToken

from benchmarks.answers import Answers
from benchmarks.stub import Stub
from benchmarks.taps import GROUP, LEADER
from bot.delivery.request import AiohttpRequest

ROOT = Path(__file__).parents[2]
TOKEN = "7000000002:stub-of-the-tests"
#: What the stub itself keeps an eye on.
_WATCHED = {"getUpdates", "answerCallbackQuery", "setWebhook", "getWebhookInfo"}
#: Only asked for when people do what nobody does in a benchmark of the stub.
_ELSEWHERE = {"getFile", "answerInlineQuery", "savePreparedInlineMessage"}


@asynccontextmanager
async def a_bot() -> AsyncIterator[Bot]:
    async with TestServer(Stub().app()) as server:
        base = str(server.make_url("/bot"))
        async with Bot(TOKEN, base_url=base, request=AiohttpRequest(), get_updates_request=AiohttpRequest()) as bot:
            yield bot


async def test_a_board_is_posted_and_pinned() -> None:
    async with a_bot() as bot:
        member = await bot.get_chat_member(GROUP, bot.id)
        assert isinstance(member, ChatMemberAdministrator)
        assert (member.user.id, member.can_pin_messages) == (7_000_000_002, True)
        board = await bot.send_message(GROUP, "Open deals")
        assert (board.chat.id, board.chat.type, board.edit_date) == (GROUP, "supergroup", None)
        assert await bot.pin_chat_message(GROUP, board.message_id) is True
        assert await bot.unpin_chat_message(GROUP, board.message_id) is True
        assert await bot.delete_message(GROUP, board.message_id) is True


async def test_an_edit_gives_the_same_message_and_one_sent_inline_only_that_it_is_edited() -> None:
    async with a_bot() as bot:
        edited = await bot.edit_message_text("Closed", GROUP, 12)
        assert not isinstance(edited, bool)
        assert (edited.message_id, edited.edit_date is not None) == (12, True)
        assert await bot.edit_message_text("Closed", inline_message_id="inline-1") is True


@pytest.mark.parametrize("photo", ["photo-800", InputFile(b"png", "code.png")], ids=["known", "uploaded"])
async def test_a_picture_is_shown_in_the_chat_it_was_sent_to(photo: str | InputFile) -> None:
    async with a_bot() as bot:
        sent = await bot.send_photo(4711, photo, caption="Pay")
        assert (sent.chat.id, sent.text, sent.photo[-1].file_id) == (4711, None, "photo-800")


async def test_an_invoice_asks_for_the_sum_of_its_prices() -> None:
    async with a_bot() as bot:
        prices = [LabeledPrice("Oranges", 3490), LabeledPrice("Team price", -500)]
        asked = {"title": "Oranges", "description": "5 kg", "payload": "K7Q2", "currency": "EUR", "prices": prices}
        sent = await bot.send_invoice(4711, **asked, start_parameter="K7Q2", provider_token="x")
        assert (sent.chat.id, sent.text, sent.invoice) == (4711, None, Invoice("Oranges", "5 kg", "K7Q2", "EUR", 2990))
        assert (await bot.create_invoice_link(**asked, provider_token="x")).startswith("https://t.me/$")
        assert await bot.answer_pre_checkout_query("1", ok=True) is True


async def test_one_person_has_made_every_group_and_the_others_are_in_it() -> None:
    async with a_bot() as bot:
        standings = [(await bot.get_chat_member(GROUP, person)).status for person in (LEADER, 10_000)]
        assert standings == [ChatMember.OWNER, ChatMember.MEMBER]


async def test_a_method_that_it_does_not_know_is_refused() -> None:
    async with a_bot() as bot:
        with pytest.raises(InvalidToken):  # what the library makes of "not found"
            await bot.get_chat(GROUP)


def test_it_knows_every_method_that_the_bot_asks_for() -> None:
    places = ("bot/delivery", "bot/intake", "handlers")
    sources = [file.read_text(encoding="utf-8") for place in places for file in (ROOT / place).glob("*.py")]
    called = {name for source in sources for name in re.findall(r"\b_?bot\.([a-z]+(?:_[a-z]+)+)\(", source)}
    methods = {re.sub(r"_([a-z])", lambda part: part[1].upper(), name) for name in called}
    assert {"pinChatMessage", "getChatMember", "editMessageText"} < methods
    answers = Answers(7_000_000_002)
    assert {name for name in methods - _WATCHED - _ELSEWHERE if not answers.knows(name)} == set()
