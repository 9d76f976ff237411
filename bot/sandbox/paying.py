"""What people do with invoices: they press Pay, the bot agrees or refuses, the provider takes the money."""

import secrets

from bot.sandbox.invoices import Invoice
from bot.sandbox.messages import Message
from bot.sandbox.payments import Card, Checkout, Outcome
from bot.sandbox.refusals import DoorError
from bot.sandbox.world import World


def pay(world: World, chat_id: int, message_id: int, user_id: int, card: str) -> Checkout:
    """A person presses Pay under an invoice or a copy of one, and confirms. Raises DoorError where they can't."""
    _check_sees(world, chat_id, user_id)
    message = world.messages.find_alive(chat_id, message_id)
    if message is None or message.invoice is None:
        raise DoorError(f"there is no invoice {message_id} in chat {chat_id}")
    if message.receipt is not None:
        raise DoorError(f"invoice {message_id} in chat {chat_id} is paid: its button shows the receipt")
    if not any("pay" in button for row in message.rows() for button in row):
        raise DoorError(f"message {message_id} in chat {chat_id} is a copy that opens the bot: it has no Pay button")
    return _check_out(world, user_id, message.invoice, message, card)


def pay_link(world: World, url: str, user_id: int, card: str) -> Checkout:
    """A person opens an invoice's link and confirms. Raises DoorError where there is none behind it."""
    invoice = world.payments.linked(url)
    if invoice is None:
        raise DoorError(f"{url!r} is no invoice's link")
    return _check_out(world, user_id, invoice, None, card)


def _check_sees(world: World, chat_id: int, user_id: int) -> None:
    if chat_id > 0 and chat_id != user_id:
        raise DoorError(f"user {user_id} can't pay in the private chat of {chat_id}")
    if chat_id < 0 and not world.chats.get(chat_id).has(user_id):
        raise DoorError(f"user {user_id} is not in chat {chat_id}")


def _check_out(world: World, user_id: int, invoice: Invoice, message: Message | None, card: str) -> Checkout:
    person = world.people.get(user_id)
    if person.deactivated or person.blocked:
        raise DoorError(f"user {user_id} has blocked the bot, or no account any more")
    if card not in tuple(Card):
        raise DoorError(f"card is one of {', '.join(Card)}")
    checkout = world.payments.open(user_id, invoice, message, Card(card))
    person.met = True
    world.updates.push("pre_checkout_query", {"id": checkout.id, "from": person.json()} | invoice.asked())
    return checkout


def agreed(world: World, checkout: Checkout) -> None:
    """The bot has agreed: the card decides."""
    if checkout.card is Card.SLOW:
        checkout.stands(Outcome.CHARGING)
    else:
        _end(world, checkout, declined=checkout.card is Card.DECLINED)


def charge(world: World, query_id: str, *, declined: bool) -> Checkout:
    """The provider that took its time charges the card, or declines it. Raises DoorError where nothing is charged."""
    checkout = world.payments.find(query_id)
    if checkout is None or checkout.outcome is not Outcome.CHARGING:
        raise DoorError(f"checkout {query_id} is not being charged")
    _end(world, checkout, declined=declined)
    return checkout


def _end(world: World, checkout: Checkout, *, declined: bool) -> None:
    if declined:
        checkout.stands(Outcome.DECLINED)
        return
    checkout.receipt = _receipt(world, checkout)
    paid = checkout.message
    if paid is not None and checkout.invoice.start_parameter:
        paid.receipt = checkout.receipt
        world.tell_message("edit", paid)
    checkout.stands(Outcome.PAID)


def _receipt(world: World, checkout: Checkout) -> Message:
    """The service message in the payer's private chat; it opens the chat for the bot as any message does."""
    person, invoice = world.people.get(checkout.user_id), checkout.invoice
    charges = {
        "telegram_payment_charge_id": f"{person.id}_{secrets.token_hex(12)}",
        "provider_payment_charge_id": f"ch_{secrets.token_hex(12)}",
    }
    message = Message(
        id=world.messages.next_id(person.id),
        chat=person.chat_json(),
        sender=person.json(),
        date=world.clock.date(),
        service={"successful_payment": invoice.asked() | charges},
        service_text=f"{person.first_name} paid {invoice.amount} to {world.bot.first_name} for {invoice.title}",
    )
    person.started = True
    world.keep(message)
    world.updates.push("message", message.json())
    return message
