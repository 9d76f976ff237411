"""Paying: the bot is asked, has ten seconds, agrees or refuses; the card decides; the chat says so."""

import asyncio
from typing import Any

import pytest

from bot.sandbox.methods.callbacks import TOO_OLD
from bot.sandbox.refusals import DoorError
from tests.unit.sandbox.scenes import Scene, a_scene, callback, keyboard
from tests.unit.sandbox.test_invoices import ASKED, an_invoice


async def asked_to_agree(scene: Scene) -> dict[str, Any]:
    """The one pre_checkout_query that waits for the bot."""
    (update,) = await scene.updates()
    query: dict[str, Any] = update["pre_checkout_query"]
    return query


async def agrees(scene: Scene) -> None:
    query = await asked_to_agree(scene)
    assert await scene.ok("answerPreCheckoutQuery", pre_checkout_query_id=query["id"], ok=True) is True


async def test_the_bot_agrees_and_the_money_is_told_of_in_the_private_chat() -> None:
    scene = await a_scene()
    sent = await an_invoice(scene, start_parameter="K7Q2")
    checkout = scene.sandbox.pay(scene.bob, sent["message_id"], scene.bob)
    assert (checkout.outcome, checkout.error) == ("waiting", "")
    query = await asked_to_agree(scene)
    assert query == {
        "id": checkout.id,
        "from": {"id": scene.bob, "is_bot": False, "first_name": "Bob"},
        "currency": "EUR",
        "total_amount": 2990,
        "invoice_payload": "order:K7Q2",
    }
    await scene.ok("answerPreCheckoutQuery", pre_checkout_query_id=query["id"], ok=True)
    assert (checkout.outcome, checkout.error) == ("paid", "")
    (update,) = await scene.updates()
    message, paid = update["message"], update["message"]["successful_payment"]
    assert (message["chat"]["id"], message["from"]["id"]) == (scene.bob, scene.bob)
    assert set(paid) == {
        *("currency", "total_amount", "invoice_payload"),
        *("telegram_payment_charge_id", "provider_payment_charge_id"),
    }
    assert (paid["currency"], paid["total_amount"], paid["invoice_payload"]) == ("EUR", 2990, "order:K7Q2")
    said = scene.sandbox.messages(scene.bob)[-1]["service"]
    assert said == "Bob paid 29.90 EUR to Kaituan for Navel oranges 5 kg"


async def test_who_has_paid_sees_the_receipt_in_place_of_pay() -> None:
    scene = await a_scene()
    rows = keyboard([{"text": "Pay now", "pay": True}, callback("I can't pay")])
    sent = await an_invoice(scene, start_parameter="K7Q2", reply_markup=rows)
    checkout = scene.sandbox.pay(scene.bob, sent["message_id"], scene.bob)
    with scene.sandbox.watch() as events:
        await agrees(scene)
    shown = next(each for each in scene.sandbox.messages(scene.bob) if each["id"] == sent["message_id"])
    assert shown["buttons"] == [[{"text": "Receipt", "kind": "receipt"}, {"text": "I can't pay", "kind": "callback"}]]
    assert [events.get_nowait()["type"] for _ in range(2)] == ["message", "edit"]
    assert checkout.receipt is not None
    assert checkout.sim()["receipt"] == checkout.receipt.id
    with pytest.raises(DoorError, match="is paid"):
        scene.sandbox.pay(scene.bob, sent["message_id"], scene.bob)


async def test_two_devices_that_pressed_before_the_first_payment_pay_twice() -> None:
    scene = await a_scene()
    sent = await an_invoice(scene, start_parameter="K7Q2")
    both = [scene.sandbox.pay(scene.bob, sent["message_id"], scene.bob) for _ in range(2)]
    for checkout in both:
        await scene.ok("answerPreCheckoutQuery", pre_checkout_query_id=checkout.id, ok=True)
    paid = [each["message"]["successful_payment"] for each in await scene.updates() if "message" in each]
    assert {each["invoice_payload"] for each in paid} == {"order:K7Q2"}
    assert len({each["telegram_payment_charge_id"] for each in paid}) == 2
    assert len({each["provider_payment_charge_id"] for each in paid}) == 2


async def test_an_invoice_without_start_parameter_is_paid_again_and_again() -> None:
    scene = await a_scene()
    sent = await an_invoice(scene)
    for _ in range(2):
        scene.sandbox.pay(scene.bob, sent["message_id"], scene.bob)
        await agrees(scene)
        (update,) = await scene.updates()
        assert update["message"]["successful_payment"]["total_amount"] == 2990


async def test_an_invoice_in_a_group_is_paid_in_the_payers_private_chat_which_it_opens() -> None:
    scene = await a_scene()
    carl = scene.sandbox.add_user("Carl").id
    scene.sandbox.set_standing(scene.group, carl, "member", by=scene.ann)
    await scene.updates()
    assert "can't initiate" in await scene.no("sendMessage", chat_id=carl, text="a")
    sent = await an_invoice(scene, scene.group)
    scene.sandbox.pay(scene.group, sent["message_id"], carl)
    await agrees(scene)
    (update,) = await scene.updates()
    assert update["message"]["chat"]["id"] == carl
    await scene.ok("sendMessage", chat_id=carl, text="Thank you")


async def test_the_bot_refuses_and_the_payer_reads_why() -> None:
    scene = await a_scene()
    sent = await an_invoice(scene)
    checkout = scene.sandbox.pay(scene.bob, sent["message_id"], scene.bob)
    query = await asked_to_agree(scene)
    refusal = {"pre_checkout_query_id": query["id"], "ok": False}
    assert await scene.no("answerPreCheckoutQuery", **refusal) == "400 Bad Request: ERROR_TEXT_EMPTY"
    await scene.ok("answerPreCheckoutQuery", **refusal, error_message="The deal is closed.")
    assert (checkout.outcome, checkout.error) == ("refused", "The deal is closed.")
    assert await scene.updates() == []


@pytest.mark.parametrize(("after", "said"), [(10.0, None), (10.1, f"400 Bad Request: {TOO_OLD}")])
async def test_ten_seconds_are_the_bots(after: float, said: str | None) -> None:
    scene = await a_scene()
    sent = await an_invoice(scene)
    checkout = scene.sandbox.pay(scene.bob, sent["message_id"], scene.bob)
    query = await asked_to_agree(scene)
    scene.sandbox.advance(after)
    answer = {"pre_checkout_query_id": query["id"], "ok": True}
    if said is None:
        await scene.ok("answerPreCheckoutQuery", **answer)
        assert checkout.outcome == "paid"
    else:
        assert await scene.no("answerPreCheckoutQuery", **answer) == said
        assert (checkout.outcome, checkout.error) == ("late", "BOT_PRECHECKOUT_TIMEOUT")
        assert await scene.updates() == []


async def test_who_pays_by_a_link_is_somebody_the_bot_knows_from_then_on() -> None:
    scene = await a_scene()
    url = await scene.ok("createInvoiceLink", **ASKED)
    carl = scene.sandbox.add_user("Carl").id
    assert await scene.no("getChat", chat_id=carl) == "400 Bad Request: chat not found"
    scene.sandbox.pay_link(carl, url)
    assert (await scene.ok("getChat", chat_id=carl))["first_name"] == "Carl"


async def test_whoever_waits_is_told_as_soon_as_time_has_run_out() -> None:
    scene = await a_scene()
    sent = await an_invoice(scene)
    checkout = scene.sandbox.pay(scene.bob, sent["message_id"], scene.bob)
    async with asyncio.timeout(2), asyncio.TaskGroup() as tasks:
        tasks.create_task(checkout.wait(60))
        await asyncio.sleep(0)
        scene.sandbox.advance(11)
    assert checkout.outcome == "late"


async def test_a_query_is_answered_once_and_an_unknown_one_never() -> None:
    scene = await a_scene()
    sent = await an_invoice(scene)
    scene.sandbox.pay(scene.bob, sent["message_id"], scene.bob)
    query = await asked_to_agree(scene)
    answer = {"pre_checkout_query_id": query["id"], "ok": True}
    await scene.ok("answerPreCheckoutQuery", **answer)
    refused = f"400 Bad Request: {TOO_OLD}"
    assert await scene.no("answerPreCheckoutQuery", **answer) == refused
    assert await scene.no("answerPreCheckoutQuery", pre_checkout_query_id="1", ok=True) == refused
    assert await scene.no("answerPreCheckoutQuery", pre_checkout_query_id="1") == (
        '400 Bad Request: parameter "ok" is required'
    )


async def test_a_bot_that_did_not_ask_for_checkouts_is_not_told() -> None:
    scene = await a_scene()
    await scene.ok("getUpdates", allowed_updates=["message"])
    sent = await an_invoice(scene)
    scene.sandbox.pay(scene.bob, sent["message_id"], scene.bob)
    assert await scene.updates() == []


async def test_a_card_is_declined_after_the_bot_has_agreed() -> None:
    scene = await a_scene()
    sent = await an_invoice(scene, start_parameter="K7Q2")
    checkout = scene.sandbox.pay(scene.bob, sent["message_id"], scene.bob, card="declined")
    await agrees(scene)
    assert (checkout.outcome, checkout.error) == ("declined", "PAYMENT_FAILED")
    assert await scene.updates() == []
    scene.sandbox.pay(scene.bob, sent["message_id"], scene.bob)
    await agrees(scene)
    assert len(await scene.updates()) == 1


@pytest.mark.parametrize(("declined", "outcome", "told"), [(False, "paid", 1), (True, "declined", 0)])
async def test_a_provider_may_take_its_time(declined: bool, outcome: str, told: int) -> None:
    scene = await a_scene()
    sent = await an_invoice(scene)
    checkout = scene.sandbox.pay(scene.bob, sent["message_id"], scene.bob, card="slow")
    with pytest.raises(DoorError, match="not being charged"):
        scene.sandbox.charge(checkout.id)
    await agrees(scene)
    assert checkout.outcome == "charging"
    assert await scene.updates() == []
    scene.sandbox.advance(3600)
    scene.sandbox.charge(checkout.id, declined=declined)
    assert checkout.outcome == outcome
    assert len(await scene.updates()) == told


async def test_who_cannot_see_an_invoice_cannot_pay_it() -> None:
    scene = await a_scene()
    sent = await an_invoice(scene)
    text = await scene.ok("sendMessage", chat_id=scene.bob, text="a")
    carl = scene.sandbox.add_user("Carl").id
    with pytest.raises(DoorError, match="private chat"):
        scene.sandbox.pay(scene.bob, sent["message_id"], scene.ann)
    with pytest.raises(DoorError, match="is not in chat"):
        scene.sandbox.pay(scene.group, 1, carl)
    with pytest.raises(DoorError, match="there is no invoice"):
        scene.sandbox.pay(scene.bob, text["message_id"], scene.bob)
    with pytest.raises(DoorError, match="card is one of good, declined, slow"):
        scene.sandbox.pay(scene.bob, sent["message_id"], scene.bob, card="gold")
    with pytest.raises(DoorError, match="is no tap"):
        scene.sandbox.tap(scene.bob, sent["message_id"], scene.bob, [0, 0])
    scene.sandbox.block(scene.bob)
    url = await scene.ok("createInvoiceLink", **ASKED)
    scene.sandbox.deactivate(scene.ann)
    for person in (scene.ann, scene.bob):
        with pytest.raises(DoorError, match="has blocked the bot, or no account"):
            scene.sandbox.pay_link(person, url)
