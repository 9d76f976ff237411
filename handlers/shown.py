"""Whether a tap's button was ever shown to who taps: codes can be counted through, so a code alone opens nothing."""

from telegram import CallbackQuery, Message

from bot.domain.errors import NotFound
from bot.domain.ids import ChatId, DealId, Kind, TeamId, number_of
from bot.services import cards
from bot.views import buttons as b
from bot.views.packing import ButtonData
from handlers.context import Context

_DEALS = (b.SeeDeal, b.StartTeam, b.AllTeams, b.BuyAlone, b.ConfirmAlone)
_TEAMS = (b.JoinTeam, b.MoveToTeam, b.StayInTeam, b.ShareTeam)


async def check(context: Context, query: CallbackQuery, data: ButtonData) -> None:
    """Raise NotFound for what anybody may tap who sees it, where the tapped message shows no such button.

    In the deal's own group an older button passes, since its card changes all the time: the act looks at today's state.
    """
    if not isinstance(data, (*_DEALS, *_TEAMS)) or _stands_on(query):
        return
    chat = None if query.message is None else query.message.chat.id
    if chat != await _group_of(context, data):
        raise NotFound()


def _stands_on(query: CallbackQuery) -> bool:
    """Whether Telegram shows the button under the message: its word, not the sender's."""
    message = query.message
    if not isinstance(message, Message) or message.reply_markup is None:
        return False
    return any(button.callback_data == query.data for row in message.reply_markup.inline_keyboard for button in row)


async def _group_of(context: Context, data: ButtonData) -> ChatId:
    if isinstance(data, _TEAMS):
        page = await context.read(cards.team_page, TeamId(number_of(Kind.TEAM, data.team)))
        return page.card.community.chat_id
    assert isinstance(data, _DEALS)  # noqa: S101 asked before
    return (await context.read(cards.card, DealId(number_of(Kind.DEAL, data.deal)))).community.chat_id
