"""sendInvoice and createInvoiceLink: what may be asked, how an invoice stands in its chat, what becomes of copies."""

from typing import Any

import pytest

from bot.sandbox import TEST_TOKEN
from bot.sandbox.currencies import CURRENCIES
from bot.sandbox.refusals import DoorError
from tests.unit.sandbox.scenes import Scene, a_scene, callback, keyboard

#: 29.90 euros in two parts, one of them a discount.
ASKED: dict[str, Any] = {
    "title": "Navel oranges 5 kg",
    "description": "One box, K7Q2",
    "payload": "order:K7Q2",
    "currency": "EUR",
    "prices": [{"label": "1 x 34.90", "amount": 3490}, {"label": "Team price", "amount": -500}],
    "provider_token": TEST_TOKEN,
}
CANT_EDIT = "400 Bad Request: message can't be edited"


def pay(text: str = "Pay") -> dict[str, Any]:
    return {"text": text, "pay": True}


async def an_invoice(scene: Scene, chat_id: int | None = None, **asked: Any) -> dict[str, Any]:
    sent: dict[str, Any] = await scene.ok("sendInvoice", chat_id=chat_id or scene.bob, **(ASKED | asked))
    return sent


async def test_an_invoice_stands_in_its_chat_with_a_button_that_says_what_to_pay() -> None:
    scene = await a_scene()
    sent = await an_invoice(scene, start_parameter="pay-K7Q2")
    assert sent["invoice"] == {
        "title": "Navel oranges 5 kg",
        "description": "One box, K7Q2",
        "start_parameter": "pay-K7Q2",
        "currency": "EUR",
        "total_amount": 2990,
    }
    assert sent["reply_markup"] == keyboard([pay("Pay 29.90 EUR")])
    assert "payload" not in str(sent)
    shown = scene.sandbox.messages(scene.bob)[-1]
    assert (shown["invoice"]["amount"], shown["invoice"]["is_test"], shown["text"]) == ("29.90 EUR", True, None)
    assert shown["buttons"] == [[{"text": "Pay 29.90 EUR", "kind": "pay"}]]


async def test_its_own_keyboard_begins_with_pay() -> None:
    scene = await a_scene()
    rows = keyboard([pay("Pay now"), callback("I can't pay")], [callback("Another way")])
    assert (await an_invoice(scene, reply_markup=rows))["reply_markup"] == rows
    assert (await an_invoice(scene, reply_markup=keyboard()))["reply_markup"] == keyboard([pay("Pay 29.90 EUR")])


@pytest.mark.parametrize(
    ("markup", "said"),
    [
        (keyboard([callback("Go")]), "REPLY_MARKUP_BUY_EMPTY"),
        (keyboard([{"text": "Pay", "pay": False, "callback_data": "x"}]), "REPLY_MARKUP_BUY_EMPTY"),
        (keyboard([callback("Go"), pay()]), "BUTTON_POS_INVALID"),
        (keyboard([callback("Go")], [pay()]), "BUTTON_POS_INVALID"),
        (keyboard([pay()], [pay("Twice")]), "BUTTON_POS_INVALID"),
        (
            keyboard([{"text": "Pay", "pay": "yes"}]),
            'can\'t parse inline keyboard button: field "pay" must be of type Boolean',
        ),
        ({"force_reply": True}, "inline keyboard expected"),
    ],
)
async def test_a_keyboard_without_pay_in_the_first_place_is_refused(markup: dict[str, Any], said: str) -> None:
    scene = await a_scene()
    refused = await scene.no("sendInvoice", chat_id=scene.bob, **ASKED, reply_markup=markup)
    assert refused == f"400 Bad Request: {said}"


async def test_pay_stands_under_nothing_else() -> None:
    scene = await a_scene()
    refused = await scene.no("sendMessage", chat_id=scene.bob, text="a", reply_markup=keyboard([pay()]))
    assert refused == "400 Bad Request: BUTTON_TYPE_INVALID"


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ({"title": ""}, 'parameter "title" is required'),
        ({"description": ""}, 'parameter "description" is required'),
        ({"payload": ""}, 'parameter "payload" is required'),
        ({"currency": ""}, 'parameter "currency" is required'),
        ({"title": "x" * 33}, "invoice title is too long"),
        ({"description": "x" * 256}, "invoice description is too long"),
        ({"payload": "ä" * 64 + "x"}, "INVOICE_PAYLOAD_INVALID"),
        ({"start_parameter": "a b"}, "START_PARAM_INVALID"),
        ({"start_parameter": "x" * 65}, "START_PARAM_INVALID"),
        ({"provider_data": "{"}, "DATA_JSON_INVALID"),
        ({"prices": []}, "there must be at least one price"),
        ({"prices": "["}, "can't parse prices JSON object"),
        ({"prices": [{"amount": 100}]}, "can't parse labeled price: Can't find field \"label\""),
        ({"prices": [{"label": "a", "amount": 0}]}, "total price must be positive"),
        ({"prices": [{"label": "a", "amount": 10**12}]}, "too big amount of the currency specified"),
        ({"prices": [{"label": "a", "amount": 10**12 - 1}] * 2}, "total price is too big"),
        ({"currency": "EUX"}, "CURRENCY_INVALID"),
        ({"currency": "LAK"}, "CURRENCY_INVALID"),
        ({"provider_token": "284685063:TEST:of_another_bot"}, "PAYMENT_PROVIDER_INVALID"),
        ({"provider_token": ""}, "PAYMENT_PROVIDER_INVALID"),
        ({"currency": "XTR", "prices": [{"label": "a", "amount": 5}]}, "STARS_INVOICE_INVALID"),
        ({"currency": "XTR", "provider_token": ""}, "STARS_INVOICE_INVALID"),
        ({"max_tip_amount": 500}, 'parameter "max_tip_amount" is not modelled by the sandbox'),
        ({"business_connection_id": "x"}, 'unknown parameter "business_connection_id"'),
    ],
)
async def test_what_telegram_does_not_take_is_refused_in_its_words(asked: dict[str, Any], said: str) -> None:
    scene = await a_scene()
    refused = await scene.no("sendInvoice", chat_id=scene.bob, **(ASKED | asked))
    assert refused == f"400 Bad Request: {said}"
    assert len(scene.sandbox.messages(scene.bob)) == 1


async def test_the_longest_of_everything_is_taken() -> None:
    scene = await a_scene()
    longest = {"title": "x" * 32, "description": "x" * 255, "payload": "ä" * 64, "start_parameter": "x" * 64}
    assert (await an_invoice(scene, **longest, provider_data='{"a": 1}'))["invoice"]["title"] == "x" * 32


@pytest.mark.parametrize(("amount", "taken"), [(83, False), (84, True), (848_788, True), (848_789, False)])
async def test_a_dollars_worth_is_the_least_and_ten_thousand_dollars_the_most(amount: int, taken: bool) -> None:
    scene = await a_scene()
    asked = ASKED | {"prices": [{"label": "a", "amount": amount}]}
    status, answer = await scene.sandbox.call("sendInvoice", {"chat_id": scene.bob, **asked})
    said = None if taken else "Bad Request: CURRENCY_TOTAL_AMOUNT_INVALID"
    assert (status == 200, answer.get("description")) == (taken, said)


def test_amounts_are_counted_in_telegrams_smallest_units() -> None:
    written = [CURRENCIES[code].written(2990) for code in ("EUR", "IDR", "JPY", "VND", "XTR")]
    assert written == ["29.90 EUR", "29.90 IDR", "2990 JPY", "2990 VND", "2990 XTR"]


async def test_stars_need_no_provider_and_one_price() -> None:
    scene = await a_scene()
    stars = {"currency": "XTR", "provider_token": "", "prices": [{"label": "a", "amount": 5}]}
    sent = await an_invoice(scene, **stars)
    assert (sent["invoice"]["currency"], sent["invoice"]["total_amount"]) == ("XTR", 5)


async def test_another_provider_can_be_connected() -> None:
    scene = await a_scene()
    scene.sandbox.world.payments.provider_tokens = {"381764678:LIVE:90123"}
    assert "PAYMENT_PROVIDER_INVALID" in await scene.no("sendInvoice", chat_id=scene.bob, **ASKED)
    await an_invoice(scene, provider_token="381764678:LIVE:90123")
    assert scene.sandbox.messages(scene.bob)[-1]["invoice"]["is_test"] is False


async def test_nothing_of_an_invoice_can_be_edited_and_it_can_be_deleted() -> None:
    scene = await a_scene()
    which = {"chat_id": scene.bob, "message_id": (await an_invoice(scene))["message_id"]}
    assert await scene.no("editMessageText", **which, text="a") == CANT_EDIT
    assert await scene.no("editMessageCaption", **which, caption="a") == CANT_EDIT
    assert await scene.no("editMessageMedia", **which, media={"type": "photo", "media": "x"}) == CANT_EDIT
    assert await scene.no("editMessageReplyMarkup", **which, reply_markup=keyboard([callback("a")])) == CANT_EDIT
    assert await scene.ok("deleteMessage", **which) is True
    with pytest.raises(DoorError, match="there is no invoice"):
        scene.sandbox.pay(scene.bob, which["message_id"], scene.bob)


async def test_who_may_not_be_written_to_gets_no_invoice() -> None:
    scene = await a_scene()
    scene.sandbox.block(scene.bob)
    assert "blocked by the user" in await scene.no("sendInvoice", chat_id=scene.bob, **ASKED)
    scene.sandbox.restrict(scene.group, members_may_send=False)
    refused = await scene.no("sendInvoice", chat_id=scene.group, **ASKED)
    assert refused == "400 Bad Request: not enough rights to send invoice messages to the chat"


async def test_a_copy_opens_the_bot_where_there_is_a_start_parameter() -> None:
    scene = await a_scene()
    rows = keyboard(
        [pay("Pay now"), callback("I can't pay")], [{"text": "Deal", "url": "https://t.me/kaituan_bot?start=d"}]
    )
    sent = await an_invoice(scene, start_parameter="K7Q2", reply_markup=rows)
    copy = scene.sandbox.forward(scene.bob, sent["message_id"], scene.bob, scene.group)
    assert copy.sim()["buttons"] == [
        [{"text": "Pay now", "kind": "url", "url": "https://t.me/kaituan_bot?start=K7Q2"}],
        [{"text": "Deal", "kind": "url", "url": "https://t.me/kaituan_bot?start=d"}],
    ]
    with pytest.raises(DoorError, match="no Pay button"):
        scene.sandbox.pay(scene.group, copy.id, scene.ann)
    again = scene.sandbox.forward(scene.group, copy.id, scene.ann, scene.ann)
    assert again.rows()[0][0]["url"] == "https://t.me/kaituan_bot?start=K7Q2"


async def test_a_copy_keeps_its_pay_button_where_there_is_none() -> None:
    scene = await a_scene()
    sent = await an_invoice(scene)
    copy = scene.sandbox.forward(scene.bob, sent["message_id"], scene.bob, scene.group)
    assert copy.sim()["buttons"] == [[{"text": "Pay 29.90 EUR", "kind": "pay"}]]
    scene.sandbox.pay(scene.group, copy.id, scene.ann)
    (update,) = await scene.updates()
    query = update["pre_checkout_query"]
    assert (query["from"]["id"], query["invoice_payload"]) == (scene.ann, "order:K7Q2")


async def test_a_copy_that_the_bot_hears_of_carries_the_invoice() -> None:
    scene = await a_scene()
    sent = await an_invoice(scene)
    scene.sandbox.forward(scene.bob, sent["message_id"], scene.bob, scene.bob)
    (update,) = await scene.updates()
    assert update["message"]["invoice"] == sent["invoice"]


async def test_a_link_is_paid_by_anybody() -> None:
    scene = await a_scene()
    url = await scene.ok("createInvoiceLink", **ASKED)
    assert url.startswith("https://t.me/$")
    scene.sandbox.pay_link(scene.ann, url)
    scene.sandbox.pay_link(scene.bob, url)
    payers = [update["pre_checkout_query"]["from"]["id"] for update in await scene.updates()]
    assert payers == [scene.ann, scene.bob]
    with pytest.raises(DoorError, match="no invoice's link"):
        scene.sandbox.pay_link(scene.ann, "https://t.me/$x")
    assert await scene.no("createInvoiceLink", **ASKED, start_parameter="x") == (
        '400 Bad Request: unknown parameter "start_parameter"'
    )
