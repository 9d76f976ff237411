"""Paid by invoice in the private chat: at once, late, refused while money can still be kept, told again, forwarded."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from typing import Any

import pytest
import pytest_asyncio
from telegram.ext import PreCheckoutQueryHandler

import handlers.invoices
from bot.domain.money import Money, currency
from bot.domain.orders import Order, OrderState
from bot.payqr.errors import UnreadablePicture
from bot.sandbox import TEST_TOKEN, Checkout
from bot.sandbox.payments import Card
from bot.services import invoices
from bot.views.buttons.orders import ClaimPaid
from storage import communities, ledger, orders, payees
from tests.e2e.test_books_away import Books
from tests.kit.groups import Group
from tests.kit.messages import Seen
from tests.kit.people import Somebody
from tests.kit.scenes import IBAN, Scene

LANGUAGES = ["en", "zh"]
S = OrderState
_EUROS = Money(2990, currency("EUR"))
SETTINGS = {
    "invoice_provider_token": TEST_TOKEN,
    "invoice_name": "Green Market",
    "invoice_currencies": "EUR,USD",
    "invoice_groups": "all",
}


@pytest_asyncio.fixture
async def shop(database_url: str) -> AsyncIterator[Scene]:
    async with Scene(database_url, **SETTINGS) as made:
        yield made


async def a_group(shop: Scene, language: str = "en", members: Sequence[Somebody] = ()) -> Group:
    """A group in euros whose only way to pay are invoices; Lin leads it."""
    lin = await shop.person("Lin", language=language, username="lin_leads")
    group = await shop.group(admins=[lin], members=members)
    await lin.says("/lead", to=group)
    if language != "en":
        await lin.says("/community currency EUR", to=group)
    group.leader = lin
    shop.bot.cashier.wake()
    await shop.settles()
    return group


async def a_full_team(shop: Scene, language: str = "en", pay: str = "") -> tuple[Group, Seen, Somebody, Somebody]:
    """Ana's and Ben's team is full: each has an invoice."""
    ana, ben = await shop.person("Ana", language=language), await shop.person("Ben", language=language)
    group = await a_group(shop, language, [ana, ben])
    card = await shop.a_deal(group, team=2, lines=pay)
    await ana.taps(ana.word("button-start-team"), on=card)
    await ben.taps(next(label for label in shop.card(card).labels if "Ana" in label), on=shop.card(card))
    return group, card, ana, ben


class Form:
    """A payment form that somebody has open: what becomes of its invoice meanwhile doesn't close it."""

    def __init__(self, shop: Scene, seen: Seen) -> None:
        message = shop.telegram.world.messages.find_alive(seen.chat_id, seen.id)
        assert message is not None
        assert message.invoice is not None
        self.shop, self.invoice = shop, message.invoice

    @property
    def number(self) -> str:
        """Of its trade, which nobody is shown."""
        return self.invoice.payload

    async def confirmed_by(self, who: Somebody) -> Checkout:
        """They confirm that they want to pay."""
        world = self.shop.telegram.world
        checkout = world.payments.open(who.id, self.invoice, None, Card.GOOD)
        asked = {"id": checkout.id, "from": world.people.get(who.id).json()} | self.invoice.asked()
        world.updates.push("pre_checkout_query", asked)
        await self.shop.settles()
        return checkout


async def state_of(shop: Scene, form: Form) -> OrderState:
    """Where the order of an invoice stands."""
    return (await the_order(shop, form)).state


async def the_order(shop: Scene, form: Form) -> Order:
    order = await shop.bot.db.read(orders.by_reference, form.number.partition("N")[0])
    assert order is not None
    return order


async def booked(shop: Scene, form: Form) -> tuple[int, int]:
    """What is still owed for an order, and what came and was not paid back, in minor units."""
    order = await the_order(shop, form)
    return await shop.bot.db.read(ledger.balance, order.id), await shop.bot.db.read(ledger.held, order.id)


def refusal(who: Somebody, code: str) -> tuple[str, str]:
    return "refused", who.word(f"error-invoice-{code}")


def said(checkout: Checkout) -> tuple[str, str]:
    return checkout.outcome, checkout.error


@pytest.mark.parametrize("language", LANGUAGES)
async def test_who_pays_the_invoice_under_the_request_has_paid_at_once(shop: Scene, language: str) -> None:
    _, _, ana, _ = await a_full_team(shop, language)
    request, invoice = ana.told()[-2:]
    assert ana.word("payment-by-invoice") in request.text
    assert ana.word("button-cannot-pay") in request.labels
    assert invoice.raw["invoice"]["total"] == 2990
    assert invoice.labels == [ana.word("button-pay-invoice", amount=_EUROS), ana.word("button-cannot-pay")]
    form = Form(shop, invoice)
    assert (await ana.pays()).outcome == "paid"
    assert await booked(shop, form) == (0, 2990)
    assert await state_of(shop, form) is S.PAID
    assert ana.invoices() == []
    assert ana.newest.id == request.id
    assert ana.word("gateway-name", gateway="telegram") in ana.newest.text
    assert "✅" in ana.newest.text
    assert ana.newest.photo is None


@pytest.mark.parametrize("language", LANGUAGES)
async def test_an_invoice_names_goods_group_and_leader_and_no_code_of_ours(shop: Scene, language: str) -> None:
    _, _, ana, _ = await a_full_team(shop, language)
    (shown,) = [each.raw["invoice"] for each in ana.invoices()]
    assert shown["title"] == "Navel oranges 5 kg"
    for part in ("29.90", "Green Lane", "Lin"):
        assert part in shown["description"]
    assert Form(shop, ana.invoices()[0]).number not in str(ana.messages())


async def test_money_told_twice_counts_once(shop: Scene) -> None:
    _, _, ana, _ = await a_full_team(shop)
    form = Form(shop, ana.invoices()[0])
    receipt = (await ana.pays()).receipt
    assert receipt is not None
    shop.telegram.world.updates.push("message", receipt.json())
    await shop.settles()
    assert await booked(shop, form) == (0, 2990)
    assert len(shop.telegram.calls("answerPreCheckoutQuery")) == 1


@pytest.mark.parametrize("language", LANGUAGES)
async def test_late_money_waits_for_the_leader_who_gets_both_numbers_to_pay_it_back(shop: Scene, language: str) -> None:
    group, _, ana, _ = await a_full_team(shop, language)
    lin, form = group.leader, Form(shop, ana.invoices()[0])
    slow = await ana.pays(card="slow")
    assert slow.outcome == "charging"
    await shop.clock.moves(hours=49)
    assert await state_of(shop, form) is S.LAPSED
    assert ana.invoices() == []
    await ana.is_charged(slow)
    assert await state_of(shop, form) is S.LAPSED
    assert slow.receipt is not None
    numbers = slow.receipt.service["successful_payment"]
    both = [numbers["telegram_payment_charge_id"], numbers["provider_payment_charge_id"]]
    late = lin.finds(lin.word("button-refund-buyer")) or lin.newest
    assert all(number in "".join(lin.texts()) for number in both)
    await lin.taps(lin.word("button-refund-buyer"))
    await shop.settles()
    assert await state_of(shop, form) is S.REFUND_DUE
    told = [seen for seen in lin.told() if lin.word("button-mark-refunded") in seen.labels]
    assert all(number in told[-1].text for number in both), late
    assert lin.word("button-leave-account") not in ana.newest.labels
    await lin.taps(lin.word("button-mark-refunded"), on=told[-1])
    assert await state_of(shop, form) is S.REFUNDED
    assert await booked(shop, form) == (0, 0)


@pytest.mark.parametrize("language", LANGUAGES)
async def test_after_an_expired_team_the_leader_is_told_once_what_goes_back_by_hand(shop: Scene, language: str) -> None:
    ana = await shop.person("Ana", language=language)
    group = await a_group(shop, language, [ana])
    card = await shop.a_deal(group, team=2, lines="pay first")
    await ana.taps(ana.word("button-start-team"), on=card)
    form = Form(shop, ana.invoices()[0])
    paid = await ana.pays()
    await shop.clock.moves(hours=25)
    assert await state_of(shop, form) is S.REFUND_DUE
    assert paid.receipt is not None
    number = paid.receipt.service["successful_payment"]["provider_payment_charge_id"]
    await shop.clock.moves(hours=1)
    assert len([text for text in group.leader.texts() if number in text]) == 1
    assert await booked(shop, form) == (-2990, 2990)


@pytest.mark.parametrize("language", LANGUAGES)
async def test_who_waited_too_long_is_told_whether_there_is_still_a_place(shop: Scene, language: str) -> None:
    ana, ben = await shop.person("Ana", language=language), await shop.person("Ben", language=language)
    group = await a_group(shop, language, [ana, ben])
    card = await shop.a_deal(group, team=2, lines="pay first\nstock 2")
    await ana.taps(ana.word("button-start-team"), on=card)
    form = Form(shop, ana.invoices()[0])
    await shop.clock.moves(minutes=31)
    assert said(await form.confirmed_by(ana)) == refusal(ana, "over")
    await ben.taps(ben.word("button-start-team"), on=shop.card(card))
    await shop.settles()
    assert said(await form.confirmed_by(ana)) == refusal(ana, "full")
    assert await booked(shop, form) == (0, 0)


@pytest.mark.parametrize("language", LANGUAGES)
async def test_an_open_form_is_refused_when_the_order_is_settled_otherwise(shop: Scene, language: str) -> None:
    group, _, ana, ben = await a_full_team(shop, language)
    lin, hers, his = group.leader, Form(shop, ana.invoices()[0]), Form(shop, ben.invoices()[0])
    await lin.says(f"/paid {(await the_order(shop, hers)).code}")
    assert said(await hers.confirmed_by(ana)) == refusal(ana, "paid")
    assert said(await his.confirmed_by(ana)) == refusal(ana, "of-another")
    await ben.taps(ben.word("button-cannot-pay"), on=ben.invoices()[0])
    await ben.taps(ben.word("button-confirm-cannot-pay"))
    assert said(await his.confirmed_by(ben)) == refusal(ben, "left")
    assert (ana.invoices(), ben.invoices()) == ([], [])
    assert await booked(shop, his) == (0, 0)


@pytest.mark.parametrize("language", LANGUAGES)
async def test_an_open_form_is_refused_when_the_deal_is_called_off(shop: Scene, language: str) -> None:
    group, _, ana, _ = await a_full_team(shop, language)
    lin, form = group.leader, Form(shop, ana.invoices()[0])
    await lin.taps(lin.word("button-cancel-deal"))
    await lin.taps(lin.word("button-confirm-cancel-deal"))
    assert said(await form.confirmed_by(ana)) == refusal(ana, "void")
    assert ana.invoices() == []


@pytest.mark.parametrize("language", LANGUAGES)
async def test_a_forwarded_invoice_brings_its_buyer_to_the_order_and_nobody_else(shop: Scene, language: str) -> None:
    group, _, ana, ben = await a_full_team(shop, language)
    copy = await ana.forwards(ana.invoices()[0], to=group)
    (link,) = [button["url"] for button in copy.buttons if button["kind"] == "url"]
    await ben.opens(link)
    assert ben.newest.text == ben.word("error-invoice-of-another")
    before = ana.invoices()[0].id
    await ana.opens(link)
    (now,) = ana.invoices()
    assert now.id > before
    assert (await ana.pays()).outcome == "paid"
    stranger = await shop.person("Eve", language=language)
    await stranger.opens(link)
    assert stranger.newest.text == stranger.word("error-invoice-of-another")
    await stranger.opens(link[:-22] + "A" * 22)
    assert stranger.newest.text == stranger.word("error-not-found")


@pytest.mark.parametrize("language", LANGUAGES)
async def test_another_way_takes_the_invoice_away_and_brings_it_back(shop: Scene, language: str) -> None:
    ana, ben = await shop.person("Ana", language=language), await shop.person("Ben", language=language)
    group = await a_group(shop, language, [ana, ben])
    lin = group.leader
    await lin.says(f"/payee epc {IBAN} Lin Wang", to=group)
    await lin.taps(lin.word("button-add-payee"))
    await shop.clock.moves(days=1)
    card = await shop.a_deal(group, team=2)
    await ana.taps(ana.word("button-start-team"), on=card)
    await ben.taps(next(label for label in shop.card(card).labels if "Ana" in label), on=shop.card(card))
    form = Form(shop, ana.invoices()[0])
    await ana.taps(ana.word("button-another-way"), on=ana.invoices()[0])
    bank = next(label for label in ana.newest.labels if "Lin Wang" in label)
    await ana.taps(bank)
    assert ana.invoices() == []
    assert said(await form.confirmed_by(ana)) == refusal(ana, "elsewhere")
    await ana.taps(ana.word("button-another-way"))
    assert "SCT" in ana.reads(ana.newest)
    await ana.taps(next(label for label in ana.newest.labels if "Green Market" in label))
    (request,) = [seen for seen in ana.told() if seen.photo and ana.word("button-cannot-pay") in seen.labels]
    with pytest.raises(UnreadablePicture):
        ana.reads(request)
    (invoice,) = ana.invoices()
    again = Form(shop, invoice)
    assert again.number == f"{form.number}N2"
    assert said(await form.confirmed_by(ana)) == refusal(ana, "replaced")
    assert (await ana.pays()).outcome == "paid"
    assert await state_of(shop, form) is S.PAID
    assert await booked(shop, form) == (0, 2990)
    await shop.settles()
    assert [seen for seen in ana.told() if ana.word("button-cannot-pay") in seen.labels] == []


@pytest.mark.parametrize("language", LANGUAGES)
async def test_who_says_they_paid_elsewhere_pays_no_invoice_until_that_is_settled(shop: Scene, language: str) -> None:
    _, _, ana, _ = await a_full_team(shop, language)
    form = Form(shop, ana.invoices()[0])
    order = await the_order(shop, form)
    await ana.forges(ClaimPaid(order.code).pack(), on=ana.invoices()[0])
    assert await state_of(shop, form) is S.CLAIMED
    assert said(await form.confirmed_by(ana)) == refusal(ana, "claimed")
    lin = shop.groups[0].leader
    await lin.taps(lin.word("button-one-by-one"))
    await lin.taps(next(label for label in lin.newest.labels if lin.word("button-reject-paid") in label))
    await lin.taps(lin.newest.labels[0])
    assert (await ana.pays()).outcome == "paid"


async def test_the_reminder_brings_the_invoice_anew_so_that_one_stands(shop: Scene) -> None:
    _, _, ana, _ = await a_full_team(shop)
    first = ana.invoices()[0]
    await shop.clock.moves(hours=22)
    assert any("Still to pay" in text for text in ana.texts())
    (now,) = ana.invoices()
    assert now.id > first.id
    assert (await ana.pays()).outcome == "paid"


async def test_who_paid_while_the_bot_was_away_has_paid_when_it_is_back(shop: Scene) -> None:
    _, _, ana, _ = await a_full_team(shop)
    form = Form(shop, ana.invoices()[0])
    slow = await ana.pays(card="slow")
    await shop.bot_stops()
    shop.telegram.charge(slow.id)
    await shop.bot_starts()
    assert await state_of(shop, form) is S.PAID
    assert ana.invoices() == []


async def test_a_payment_for_a_paid_order_is_a_surplus_and_an_alarm(shop: Scene) -> None:
    group, _, ana, _ = await a_full_team(shop)
    form = Form(shop, ana.invoices()[0])
    slow = await ana.pays(card="slow")
    assert (await form.confirmed_by(ana)).outcome == "paid"
    await ana.is_charged(slow)
    assert await booked(shop, form) == (-2990, 5980)
    assert "was paid already" in group.leader.newest.text
    assert slow.receipt is not None
    assert slow.receipt.service["successful_payment"]["provider_payment_charge_id"] in group.leader.newest.text


@pytest.mark.parametrize(
    ("changed", "held"), [({"total_amount": 1990}, 1990), ({"currency": "USD"}, 0), ({"invoice_payload": "KT1"}, 0)]
)
async def test_what_was_not_asked_for_is_never_paid(shop: Scene, changed: dict[str, object], held: int) -> None:
    group, _, ana, _ = await a_full_team(shop)
    form = Form(shop, ana.invoices()[0])
    world, payer = shop.telegram.world, shop.telegram.world.people.get(ana.id)
    asked = form.invoice.asked() | changed
    shop.provoked.append("query is too old")
    world.updates.push("pre_checkout_query", {"id": "77", "from": payer.json()} | asked)
    await shop.settles()
    (answer,) = shop.telegram.calls("answerPreCheckoutQuery")
    assert answer.params["ok"] is False
    paid = asked | {"telegram_payment_charge_id": "t-1", "provider_payment_charge_id": "p-1"}
    message = {"message_id": 900, "from": payer.json(), "chat": payer.chat_json(), "date": world.clock.date()}
    for number in (900, 901):
        world.updates.push("message", message | {"message_id": number, "successful_payment": paid})
    await shop.settles()
    assert await state_of(shop, form) is S.DUE
    assert (await booked(shop, form))[1] == held
    told = [text for text in group.leader.texts() + ana.texts() if "p-1" in text]
    assert len(told) == (0 if "invoice_payload" in changed else 1)


@pytest.mark.parametrize("language", LANGUAGES)
async def test_too_little_for_an_invoice_is_told_and_paid_another_way(shop: Scene, language: str) -> None:
    ana = await shop.person("Ana", language=language)
    group = await a_group(shop, language, [ana])
    await shop.a_deal(group, team=2, price="0.40", alone="0.50")
    shop.provoked.append("CURRENCY_TOTAL_AMOUNT_INVALID")
    await ana.opens(group.card.url(group.leader.word("button-my-order")))
    await ana.taps(ana.word("button-buy-alone", price=Money(50, currency("EUR"))))
    await ana.taps(ana.word("button-confirm-alone", price=Money(50, currency("EUR"))))
    assert ana.invoices() == []
    name = ana.word("gateway-name", gateway="telegram")
    assert ana.word("payment-no-code", why="invoice", gateway=name) in ana.newest.text
    assert ana.word("button-cannot-pay") in ana.newest.labels


async def test_one_that_can_t_be_deleted_any_more_is_refused_and_its_buttons_answer_beside_it(shop: Scene) -> None:
    group, _, ana, ben = await a_full_team(shop)
    hers, his = ana.invoices()[0], ben.invoices()[0]
    shop.provoked.append("can't be deleted")
    too_old = "Bad Request: message can't be deleted for everyone"
    shop.telegram.fault("deleteMessage", chat_id=ana.id, status=400, description=too_old)
    shop.telegram.fault("deleteMessage", chat_id=ben.id, status=400, description=too_old)
    await group.leader.says(f"/paid {(await the_order(shop, Form(shop, hers))).code}")
    assert said(await ana.pays(on=hers)) == refusal(ana, "paid")
    await ben.taps("I can't pay", on=his)
    await ben.taps("Yes, give up my place")
    assert said(await ben.pays(on=his)) == refusal(ben, "left")
    before = len(ben.told())
    await ben.taps("I can't pay", on=his)
    assert len(ben.told()) == before + 1, "an invoice can't be made to say something else"
    assert ben.newest.text != his.text


async def test_a_lost_answer_to_sending_is_sent_again_and_both_ask_for_one_payment(shop: Scene) -> None:
    ana = await shop.person("Ana")
    group = await a_group(shop, members=[ana])
    card = await shop.a_deal(group, team=2, lines="pay first")
    shop.telegram.fault("sendInvoice", chat_id=ana.id, drop="after")
    await ana.taps("Start a team", on=card)
    await shop.clock.moves(minutes=2)
    first, second = ana.invoices()
    form = Form(shop, first)
    assert form.number == Form(shop, second).number
    assert (await ana.pays(on=second)).outcome == "paid"
    assert said(await ana.pays(on=first)) == refusal(ana, "paid")
    assert await booked(shop, form) == (0, 2990)


async def test_a_price_that_was_undone_asks_by_another_invoice(shop: Scene) -> None:
    group, _, ana, _ = await a_full_team(shop)
    lin, form = group.leader, Form(shop, ana.invoices()[0])
    await lin.says(f"/paid {(await the_order(shop, form)).code}")
    assert ana.invoices() == []
    await lin.taps("Undo")
    (invoice,) = ana.invoices()
    assert Form(shop, invoice).number == f"{form.number}N2"
    assert (await ana.pays()).outcome == "paid"


async def test_without_a_provider_nothing_is_asked_for_and_what_was_under_way_counts(shop: Scene) -> None:
    group, _, ana, ben = await a_full_team(shop)
    form, slow = Form(shop, ben.invoices()[0]), await ben.pays(card="slow")
    await shop.bot_stops()
    shop.settings = {}
    await shop.bot_starts()
    community = await shop.bot.db.read(communities.find_chat, group.id)
    assert community is not None
    assert await shop.bot.db.read(payees.counting, community.id, "EUR", shop.clock.now()) == ()
    await ben.is_charged(slow)
    assert await state_of(shop, form) is S.PAID
    await ana.opens(group.card.url("My order"))
    assert "There is no Telegram invoice for this just now" in ana.newest.text
    assert ana.invoices() == []


async def test_a_bot_that_never_had_one_hears_of_no_checkout(sqlite_url: str) -> None:
    async with Scene(sqlite_url) as scene:
        registered = [handler for group in scene.bot.application.handlers.values() for handler in group]
        assert [handler for handler in registered if isinstance(handler, PreCheckoutQueryHandler)] == []


@pytest.mark.parametrize("language", LANGUAGES)
async def test_while_the_books_are_away_nobody_pays_and_each_is_told_at_once(
    database_url: str, monkeypatch: pytest.MonkeyPatch, language: str
) -> None:
    async with Scene(database_url, **SETTINGS) as shop:
        _, _, ana, ben = await a_full_team(shop, language)
        books, invoice = Books(shop, monkeypatch), ana.invoices()[0]
        await ben.says("/language en" if language == "en" else "/language zh")
        checkout = shop.telegram.pay(invoice.chat_id, invoice.id, ana.id)
        await books.until(lambda: checkout.outcome != "waiting")
        assert said(checkout) == refusal(ana, "not-looked-up")
        assert (await ana.pays()).outcome == "paid"


async def test_behind_a_tap_that_waits_for_the_books_a_payer_is_answered_too(
    sqlite_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with Scene(sqlite_url, **SETTINGS) as shop:
        _, _, ana, _ = await a_full_team(shop)
        books, invoice = Books(shop, monkeypatch), ana.invoices()[0]
        books.is_away = lambda: True
        shop.provoked.append("query is too old")  # the payer's question comes again as long as the tap waits
        tap = ana.presses("I can't pay", on=invoice)
        checkout = shop.telegram.pay(invoice.chat_id, invoice.id, ana.id)
        await books.until(lambda: checkout.outcome != "waiting" and tap.answer is not None)
        assert said(checkout) == refusal(ana, "not-looked-up")


async def test_books_that_are_slow_are_not_waited_for(sqlite_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    async with Scene(sqlite_url, **SETTINGS) as shop:
        _, _, ana, _ = await a_full_team(shop)
        asked = type(shop.bot.db).read

        async def slow(db: Any, *args: Any, **kwargs: Any) -> Any:
            if args[0] is invoices.check:
                await asyncio.Event().wait()
            return await asked(db, *args, **kwargs)

        with monkeypatch.context() as patch:
            patch.setattr(handlers.invoices, "LOOK_WITHIN_S", 0.01)
            patch.setattr(type(shop.bot.db), "read", slow)
            assert said(await ana.pays()) == refusal(ana, "not-looked-up")
        assert (await ana.pays()).outcome == "paid"


async def test_an_answer_that_comes_too_late_is_dropped(shop: Scene) -> None:
    _, _, ana, _ = await a_full_team(shop)
    shop.provoked.append("query is too old")
    invoice = ana.invoices()[0]
    await shop.bot_stops()
    checkout = shop.telegram.pay(invoice.chat_id, invoice.id, ana.id)
    shop.clock.standing.moves(seconds=20)
    await shop.bot_starts()
    await shop.settles()
    assert checkout.outcome == "late"
    assert (await ana.pays(on=invoice)).outcome == "paid"


async def test_a_flood_of_words_stops_no_payment(shop: Scene) -> None:
    _, _, ana, _ = await a_full_team(shop)
    for _ in range(25):
        shop.telegram.send(ana.id, ana.id, "hello")
    await shop.settles()
    assert (await ana.pays()).outcome == "paid"
