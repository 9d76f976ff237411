"""The one ordered list of handlers: the first that fits an update has it."""

from telegram import Message, Update
from telegram.ext import (
    BaseHandler,
    CallbackQueryHandler,
    ChatMemberHandler,
    ChosenInlineResultHandler,
    CommandHandler,
    InlineQueryHandler,
    MessageHandler,
    PreCheckoutQueryHandler,
    filters,
)
from telegram.ext.filters import ChatType, MessageFilter, UpdateType

from handlers import (
    communities,
    deals,
    drafts,
    errors,
    groups,
    inline,
    invoices,
    leaders,
    orders,
    paid,
    payees,
    payments,
    people,
    reckonings,
    refunds,
    statements,
    topics,
)
from handlers.anonymous import by_name
from handlers.context import Context, KaituanApplication
from handlers.replies import Handler, unless_reply
from handlers.taps import tapped
from handlers.wizards import unless_answer


class _Addressed(MessageFilter):
    """A command that names this bot, or stands in a private chat: what other bots know too is heard only so."""

    def filter(self, message: Message) -> bool:
        """Whether the command is meant for us."""
        first = (message.text or message.caption or "").split(maxsplit=1)[:1]
        return message.chat.id > 0 or bool(first and "@" in first[0])


class _ViaUs(MessageFilter):
    """A message that a person has sent by our inline mode."""

    def filter(self, message: Message) -> bool:
        """Whether it came about so."""
        return message.via_bot is not None and message.via_bot.id == message.get_bot().id


_TYPED = UpdateType.MESSAGE
_ADDRESSED = _TYPED & _Addressed()
_TOPICS = (
    filters.StatusUpdate.FORUM_TOPIC_CREATED
    | filters.StatusUpdate.FORUM_TOPIC_EDITED
    | filters.StatusUpdate.FORUM_TOPIC_CLOSED
    | filters.StatusUpdate.FORUM_TOPIC_REOPENED
)
_CAPTION_DEAL = UpdateType.MESSAGE & filters.CaptionRegex(r"(?i)^/deal(@\w+)?(\s|$)")
_CAPTION_PAYEE = UpdateType.MESSAGE & filters.CaptionRegex(r"(?i)^/payee(@\w+)?(\s|$)")
_CAPTION_STATEMENT = UpdateType.MESSAGE & filters.CaptionRegex(r"(?i)^/statement(@\w+)?(\s|$)")


_INVOICES: tuple[BaseHandler[Update, Context, None], ...] = (
    PreCheckoutQueryHandler(invoices.about_to_pay),
    MessageHandler(filters.SUCCESSFUL_PAYMENT, invoices.paid),
)


async def own_membership(update: Update, context: Context) -> None:
    """The bot's own standing in a chat: a person who blocks it, or a group."""
    await (people.membership if context.is_private else groups.own_membership)(update, context)


def passed_on_or(handler: Handler) -> Handler:
    """A private message may be a reply to what was asked, or an answer about a draft; else the handler has it."""
    return unless_reply(unless_answer(handler))


def register(application: KaituanApplication, *, by_invoice: bool = False) -> None:
    """Give the application every handler, in order; those of invoices where somebody pays by one, or has."""
    application.add_handlers(
        [
            *(_INVOICES if by_invoice else ()),
            CallbackQueryHandler(tapped),
            InlineQueryHandler(inline.asked),
            ChosenInlineResultHandler(inline.chosen),
            MessageHandler((_TYPED | UpdateType.EDITED_MESSAGE) & _ViaUs(), inline.sent),
            CommandHandler("start", people.start, _ADDRESSED),
            CommandHandler("help", people.help_, _ADDRESSED),
            CommandHandler("language", people.language, _ADDRESSED),
            CommandHandler("quiet", people.quiet, _ADDRESSED),
            CommandHandler("my", by_name(orders.mine), _TYPED),
            CommandHandler("lead", leaders.lead, _TYPED),
            CommandHandler("community", by_name(communities.community), _TYPED),
            CommandHandler("payee", by_name(payees.payee), _TYPED),
            MessageHandler(_CAPTION_PAYEE, by_name(payees.payee)),
            CommandHandler("deal", by_name(drafts.deal), _TYPED),
            MessageHandler(_CAPTION_DEAL, by_name(drafts.deal)),
            CommandHandler("deals", by_name(deals.deals), _TYPED),
            CommandHandler("paid", by_name(paid.paid), _TYPED),
            CommandHandler("refunds", by_name(refunds.listed), _TYPED),
            CommandHandler("statement", by_name(statements.statement), _TYPED),
            MessageHandler(_CAPTION_STATEMENT, by_name(statements.statement)),
            CommandHandler("money", by_name(reckonings.money), _TYPED),
            MessageHandler(UpdateType.EDITED_MESSAGE, drafts.edited),
            MessageHandler(filters.StatusUpdate.MIGRATE, groups.migrated),
            MessageHandler(_TYPED & _TOPICS, topics.told),
            MessageHandler(
                _TYPED & ChatType.PRIVATE & filters.PHOTO, passed_on_or(payees.unless_code(payments.receipt_photo))
            ),
            MessageHandler(_TYPED & ChatType.PRIVATE & filters.Document.ALL, passed_on_or(statements.file)),
            MessageHandler(_TYPED & ChatType.PRIVATE & ~filters.StatusUpdate.ALL, passed_on_or(people.talked)),
            ChatMemberHandler(own_membership, ChatMemberHandler.MY_CHAT_MEMBER),
            ChatMemberHandler(groups.membership, ChatMemberHandler.CHAT_MEMBER),
        ]
    )
    application.add_error_handler(errors.failed)
