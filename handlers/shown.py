"""Whether a tap's button was ever shown to who taps: codes can be counted through, so a code alone opens nothing."""

from telegram import CallbackQuery, Message

from bot.domain.communities import CardPlace
from bot.domain.errors import NotFound
from bot.domain.ids import ChatId, DealId, Kind, TeamId, number_of
from bot.services import cards
from bot.views.buttons.cards import (
    AllTeams,
    BuyAlone,
    ConfirmAlone,
    JoinByLink,
    JoinTeam,
    MoveToTeam,
    ReadNote,
    SeeDeal,
    ShareTeam,
    StartByLink,
    StartTeam,
    StayInTeam,
)
from bot.views.packing import ButtonData
from handlers import inline
from handlers.context import Context

_DEALS = (SeeDeal, ReadNote, StartTeam, AllTeams, BuyAlone, ConfirmAlone)
_TEAMS = (JoinTeam, MoveToTeam, StayInTeam, ShareTeam)


async def check(context: Context, query: CallbackQuery, data: ButtonData) -> None:
    """Raise NotFound for what anybody may tap who sees it, where the tapped message shows no such button.

    In the deal's own group an older button passes, since its card changes all the time: the act looks at today's state.
    """
    if not isinstance(data, (*_DEALS, *_TEAMS)) or _stands_on(query):
        return
    if _chat_of(query) != (await _place(context, data)).chat:
        raise NotFound()


async def redraw(context: Context, query: CallbackQuery, data: ButtonData) -> None:
    """A tap was refused: where it was on a deal's card, the next reader is to see how the deal stands.

    Asked of the database only, as long as the card was drawn within a minute: hammering a button writes nothing.
    """
    if isinstance(data, JoinByLink | StartByLink):
        await _redraw_all(context, await inline.deal_of(context, data))
        return
    if not isinstance(data, (*_DEALS, *_TEAMS)):
        return
    place = await _place(context, data)
    if place.chat == _chat_of(query):
        await _redraw_all(context, place.deal)


async def _redraw_all(context: Context, deal: DealId) -> None:
    if await context.read(cards.may_redraw, deal, context.wiring.clock.now()):
        await context.act(cards.redraw, deal)


async def adopt(context: Context, query: CallbackQuery, data: ButtonData) -> None:
    """A card whose post was never answered is known from its first tap on, and kept true like any other.

    Only Telegram's word counts: the message stands in the deal's own group and has this very button.
    """
    await inline.adopt(context, data)
    message = query.message
    if context.is_private or not isinstance(message, Message) or not isinstance(data, (*_DEALS, *_TEAMS)):
        return
    answered = message.reply_to_message
    if answered is not None and answered.forum_topic_created is None:
        return  # a last call answers its card, and is no card; in a topic all else "answers" the topic's first message
    here = (ChatId(message.chat.id), message.message_id)
    if here in context.wiring.known or not _stands_on(query):
        return
    place = await _place(context, data)
    if place.chat == here[0] and not await context.read(cards.is_known, *here):
        await context.act(cards.adopt, place.deal, message.message_id, bool(message.photo))
    context.wiring.known.add(*here)


def _stands_on(query: CallbackQuery) -> bool:
    """Whether Telegram shows the button under the message: its word, not the sender's."""
    message = query.message
    if not isinstance(message, Message) or message.reply_markup is None:
        return False
    return any(button.callback_data == query.data for row in message.reply_markup.inline_keyboard for button in row)


def _chat_of(query: CallbackQuery) -> int | None:
    return None if query.message is None else query.message.chat.id


async def _place(context: Context, data: ButtonData) -> CardPlace:
    if isinstance(data, _TEAMS):
        return await context.read(cards.place_of_team, TeamId(number_of(Kind.TEAM, data.team)))
    assert isinstance(data, _DEALS)  # noqa: S101 asked before
    return await context.read(cards.place, DealId(number_of(Kind.DEAL, data.deal)))
