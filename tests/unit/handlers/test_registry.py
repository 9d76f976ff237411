"""Which updates handlers are there for, and that the bot asks Telegram for each of those."""

from typing import Any, cast

from telegram.ext import (
    CallbackQueryHandler,
    ChatMemberHandler,
    ChosenInlineResultHandler,
    CommandHandler,
    InlineQueryHandler,
    MessageHandler,
    PreCheckoutQueryHandler,
)

from bot.intake.allowed import ALLOWED_UPDATES
from handlers.context import KaituanApplication
from handlers.registry import register

#: What the library hands to each kind of handler.
_NEEDS = {
    CallbackQueryHandler: {"callback_query"},
    InlineQueryHandler: {"inline_query"},
    ChosenInlineResultHandler: {"chosen_inline_result"},
    CommandHandler: {"message"},
    MessageHandler: {"message", "edited_message"},
    ChatMemberHandler: {"my_chat_member", "chat_member"},
    PreCheckoutQueryHandler: {"pre_checkout_query"},
}


class Registered:
    """Stands for the application: notes its handlers."""

    def __init__(self, *, by_invoice: bool) -> None:
        self.handlers: list[Any] = []
        register(cast(KaituanApplication, self), by_invoice=by_invoice)

    def add_handlers(self, handlers: list[Any]) -> None:
        self.handlers += handlers

    def add_error_handler(self, handler: object) -> None:
        """There is one."""


def test_the_bot_asks_for_each_kind_of_update_that_a_handler_needs_and_no_other() -> None:
    kinds = [_NEEDS[type(handler)] for handler in Registered(by_invoice=True).handlers]
    assert set().union(*kinds) == set(ALLOWED_UPDATES)


def test_where_nobody_pays_by_invoice_nothing_listens_for_it() -> None:
    with_them, without = Registered(by_invoice=True).handlers, Registered(by_invoice=False).handlers
    assert len(with_them) == len(without) + 2
    assert [handler for handler in without if isinstance(handler, PreCheckoutQueryHandler)] == []
