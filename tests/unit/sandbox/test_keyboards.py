"""Keyboards: what Telegram takes, and its words for what it doesn't."""

from typing import Any

import pytest

from bot.sandbox.keyboards import inline_keyboard, other_markup
from bot.sandbox.refusals import Refusal
from tests.unit.sandbox.scenes import callback, keyboard


def said(markup: object, *, private: bool = True) -> str:
    with pytest.raises(Refusal) as refused:
        inline_keyboard(markup, private=private)
    return refused.value.description.removeprefix("Bad Request: ")


@pytest.mark.parametrize(
    "button",
    [
        callback("a", "ä" * 32),
        {"text": "a", "url": "https://t.me/kaituan_bot?start=x"},
        {"text": "a", "url": "tg://user?id=5"},
        {"text": "a", "copy_text": {"text": "x" * 256}},
        {"text": "a", "switch_inline_query": ""},
        {"text": "a", "switch_inline_query_current_chat": "q"},
        {"text": "a", "switch_inline_query_chosen_chat": {"query": "q", "allow_group_chats": True}},
        {"text": "a", "web_app": {"url": "https://a.example/x"}},
        {"text": "a", "callback_data": "x", "style": "success"},
    ],
)
def test_each_kind_of_button_is_given_back_as_it_came(button: dict[str, Any]) -> None:
    assert inline_keyboard(keyboard([button]), private=True) == keyboard([button])


def test_empty_rows_go_and_an_empty_keyboard_is_none() -> None:
    assert inline_keyboard(keyboard([], [callback("a")]), private=True) == keyboard([callback("a")])
    assert inline_keyboard(keyboard([]), private=True) is None


def test_hundred_buttons_of_eight_a_row_are_the_most() -> None:
    rows = [[callback("a")] * 8] * 12 + [[callback("a")] * 4]
    assert inline_keyboard(keyboard(*rows), private=True) == keyboard(*rows)
    assert said(keyboard(*rows, [callback("a")])) == "reply markup is too long"
    assert said(keyboard([callback("a")] * 9)) == "reply markup is too long"


CANT = "can't parse inline keyboard button: "


@pytest.mark.parametrize(
    ("button", "text"),
    [
        ({"text": "a"}, f"{CANT}Text buttons are unallowed in the inline keyboard"),
        ({"text": " ", "callback_data": "x"}, "inline keyboard button text must be non-empty"),
        ({"callback_data": "x"}, f'{CANT}field "text" must be of type String'),
        (callback("a", ""), "BUTTON_DATA_INVALID"),
        (callback("a", "ä" * 32 + "x"), "BUTTON_DATA_INVALID"),
        ({"text": "a", "callback_data": 1}, f'{CANT}field "callback_data" must be of type String'),
        ({"text": "a", "url": "nowhere"}, "BUTTON_URL_INVALID"),
        ({"text": "a", "url": 1}, f'{CANT}field "url" must be of type String'),
        ({"text": "a", "copy_text": {"text": ""}}, "BUTTON_COPY_TEXT_INVALID"),
        ({"text": "a", "copy_text": {"text": "x" * 257}}, "BUTTON_COPY_TEXT_INVALID"),
        ({"text": "a", "copy_text": "x"}, f'{CANT}field "copy_text" must be of type Object'),
        ({"text": "a", "web_app": {"url": "http://a.example"}}, "BUTTON_URL_INVALID"),
        ({"text": "a", "web_app": "x"}, f'{CANT}field "web_app" must be of type Object'),
        ({"text": "a", "switch_inline_query": "x" * 257}, "BUTTON_DATA_INVALID"),
        ({"text": "a", "switch_inline_query": 1}, f'{CANT}field "switch_inline_query" must be of type String'),
        (
            {"text": "a", "switch_inline_query_chosen_chat": {"allow_user_chats": 1}},
            f'{CANT}field "allow_user_chats" must be of type Boolean',
        ),
        (
            {"text": "a", "switch_inline_query_chosen_chat": "x"},
            f'{CANT}field "switch_inline_query_chosen_chat" must be of type Object',
        ),
        ({"text": "a", "switch_inline_query_chosen_chat": {}}, f"{CANT}at least one chat type must be allowed"),
        ({"text": "a", "callback_data": "x", "style": "pink"}, f"{CANT}invalid button style specified"),
        ({"text": "a", "callback_data": "x", "colour": "red"}, f'{CANT}unknown field "colour"'),
        (
            {"text": "a", "callback_data": "x", "url": "https://a.example"},
            f"{CANT}exactly one of the optional fields must be used to specify type of the button",
        ),
        ("a", f"{CANT}InlineKeyboardButton must be an Object"),
    ],
)
def test_bad_button_is_refused_in_telegrams_words(button: Any, text: str) -> None:
    assert said(keyboard([button])) == text


def test_web_app_button_is_refused_in_a_group() -> None:
    assert (
        said(keyboard([{"text": "a", "web_app": {"url": "https://a.example"}}]), private=False) == "BUTTON_TYPE_INVALID"
    )


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ([], "object expected as reply markup"),
        ({"force_reply": True}, "inline keyboard expected"),
        ({"inline_keyboard": [{}]}, 'field "inline_keyboard" of the InlineKeyboardMarkup must be an Array of Arrays'),
        ({"inline_keyboard": 1}, 'field "inline_keyboard" of the InlineKeyboardMarkup must be an Array of Arrays'),
    ],
)
def test_bad_markup_is_refused_in_telegrams_words(markup: object, text: str) -> None:
    assert said(markup) == text


@pytest.mark.parametrize(
    ("markup", "name"),
    [
        ({"force_reply": True, "input_field_placeholder": "x" * 64}, "force_reply"),
        ({"remove_keyboard": True}, "remove_keyboard"),
        ({"keyboard": [["a", {"text": "b"}]], "resize_keyboard": True}, "keyboard"),
    ],
)
def test_other_markups_are_known(markup: object, name: str) -> None:
    assert other_markup(markup) == name


@pytest.mark.parametrize(
    "markup",
    [
        {"force_reply": False},
        {"force_reply": True, "input_field_placeholder": "x" * 65},
        {"force_reply": True, "colour": "red"},
        {"remove_keyboard": 1},
        {"keyboard": ["a"]},
        {"keyboard": [[""]]},
        {},
        "x",
    ],
)
def test_bad_other_markups_are_refused(markup: object) -> None:
    with pytest.raises(Refusal):
        other_markup(markup)
