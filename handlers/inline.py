"""Inline mode: what is offered in any chat, and the cards that people send there.

Nobody is ever written to because of a query: it is answered, emptily if need be, and that is all.
"""

import structlog
from telegram import (
    InlineQueryResult,
    InlineQueryResultArticle,
    InlineQueryResultCachedPhoto,
    InlineQueryResultsButton,
    InputTextMessageContent,
    LinkPreviewOptions,
    Update,
)
from telegram.constants import ParseMode
from telegram.error import TelegramError

from bot.delivery.outcomes import outcome
from bot.delivery.telegram import markup
from bot.domain.errors import NotFound
from bot.domain.ids import DealId, TeamId
from bot.services import cards, inline_cards, inline_offers
from bot.services.inline_offers import Offer
from bot.views import inline as views
from bot.views.buttons.cards import JoinByLink, StartByLink
from bot.views.inline import Result, Shape
from bot.views.links import LinkKind, StartLink, read_typed
from bot.views.packing import ButtonData
from bot.views.screens import StoredPhoto
from handlers.context import ANSWER_WITHIN_S, Context

log = structlog.get_logger(__name__)

#: Seconds for which Telegram may give a person the same answer again: places are taken all the time.
CACHE_S = 5
#: What the button above an empty list opens.
_HELLO = "hello"
_NO_PREVIEW = LinkPreviewOptions(is_disabled=True)


async def asked(update: Update, context: Context) -> None:
    """Somebody types behind the bot's name: open deals and teams that they may see, or what their link opens."""
    assert update.inline_query is not None  # noqa: S101 registered for these only
    offers = await _offers(context, update.inline_query.query)
    reads, now, languages = await context.texts(), context.wiring.clock.now(), context.wiring.languages
    results = []
    for offer in offers:
        community = offer.card.community
        local = languages.texts(reads.language, community.clock, now)
        texts = languages.texts(community.language, community.clock, now)
        results.append(_result(views.offered(local, texts, offer, context.wiring.bot)))
    nothing = InlineQueryResultsButton(views.nothing_found(reads), start_parameter=_HELLO)
    await _answer(update, results, None if results else nothing)


async def chosen(update: Update, context: Context) -> None:
    """Telegram tells which result somebody has sent: the card is kept true from now on."""
    choice = update.chosen_inline_result
    assert choice is not None  # noqa: S101 registered for these only
    if choice.inline_message_id is None:
        return
    link, shape = views.chosen(choice.result_id)
    deal, team = await _named(context, link)
    await _adopt(context, deal, team, choice.inline_message_id, shape, told=True)


async def sent(update: Update, context: Context) -> None:
    """A card that somebody sent where the bot is too: it is the bot's own, and nothing to answer."""


async def failed(update: Update) -> None:
    """A query that came to nothing is answered all the same, so that nobody waits."""
    if update.inline_query is not None:
        await _answer(update, [], None)


async def adopt(context: Context, data: ButtonData) -> None:
    """A card that nobody told of is known from its first tap on."""
    query = context.incoming.callback_query
    assert query is not None  # noqa: S101 asked for at taps only
    inline_id = query.inline_message_id
    if inline_id is None or not isinstance(data, JoinByLink | StartByLink):
        return
    if await context.read(inline_cards.is_known, inline_id):
        return
    shape = Shape(data.shape & 3)
    deal, team = await _named(context, _link_of(data))
    await _adopt(context, deal, team if Shape.TEAM in shape else None, inline_id, shape, told=False)


async def deal_of(context: Context, data: JoinByLink | StartByLink) -> DealId:
    """The deal that a button of such a card is about. Raises NotFound."""
    return (await _named(context, _link_of(data)))[0]


async def _adopt(
    context: Context, deal: DealId, team: TeamId | None, inline_id: str, shape: Shape, *, told: bool
) -> None:
    has_photo = Shape.PHOTO in shape
    result = await context.act(inline_cards.adopt, deal, team, inline_id, has_photo, told=told)
    if result.fresh:
        log.info("inline-card.adopted", deal=deal, told=told)


async def _offers(context: Context, words: str) -> list[Offer]:
    link, now = read_typed(words), context.wiring.clock.now()
    if link is None:
        return await context.read(inline_offers.offers, context.actor.id, words, now)
    misses, instant = context.wiring.misses, context.wiring.clock.monotonic()
    if misses.is_cooling(context.user.id, instant):
        return []
    find = inline_offers.of_team_link if link.kind is LinkKind.TEAM else inline_offers.of_deal_link
    try:
        return await context.read(find, link.token, now)
    except NotFound:
        misses.count(context.user.id, instant)
        return []


async def _named(context: Context, link: StartLink) -> tuple[DealId, TeamId | None]:
    """What a link names: a team with its deal, or a deal. Raises NotFound."""
    if link.kind is LinkKind.TEAM:
        team = await context.read(cards.team_of_link, link.token)
        return team.deal_id, team.id
    return await context.read(cards.deal_of_link, link.token), None


def _link_of(data: JoinByLink | StartByLink) -> StartLink:
    return StartLink(LinkKind.TEAM if isinstance(data, JoinByLink) else LinkKind.DEAL, data.token)


def _result(offered: Result) -> InlineQueryResult:
    screen, keyboard = offered.screen, markup(offered.screen.keyboard)
    if isinstance(screen.photo, StoredPhoto):
        return InlineQueryResultCachedPhoto(
            offered.id,
            screen.photo.file_id,
            title=offered.title,
            description=offered.description,
            caption=screen.text,
            parse_mode=ParseMode.HTML,
            reply_markup=keyboard,
        )
    said = InputTextMessageContent(screen.text, parse_mode=ParseMode.HTML, link_preview_options=_NO_PREVIEW)
    return InlineQueryResultArticle(
        offered.id, offered.title, said, reply_markup=keyboard, description=offered.description
    )


async def _answer(update: Update, results: list[InlineQueryResult], button: InlineQueryResultsButton | None) -> None:
    """Best effort, never repeated: whoever still types asks again."""
    assert update.inline_query is not None  # noqa: S101 asked before
    try:
        await update.inline_query.answer(
            results, cache_time=CACHE_S, is_personal=True, button=button, read_timeout=ANSWER_WITHIN_S
        )
    except TelegramError as error:
        log.info("inline.unanswered", update_id=update.update_id, outcome=type(outcome(error)).__name__)
