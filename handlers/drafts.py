"""/deal: a leader's message read as a deal, shown back in private, read again when edited, published by a tap."""

import asyncio
import contextlib

from telegram import Message, ReactionTypeEmoji, Update
from telegram.constants import ReactionEmoji
from telegram.error import TelegramError

from bot.delivery.outcomes import Dead, outcome
from bot.domain.communities import Ability, Community, Draft
from bot.domain.deal_texts import DealUnreadable
from bot.domain.ids import ChatId, CommunityId, DealId, DraftId
from bot.services import cards, communities, drafts, memberships
from bot.services.drafts import DeadlinePassed
from bot.views import drafts as views
from bot.views.buttons import ChooseCommunity, DiscardDraft, EditDraft, PublishDraft
from bot.views.screens import Screen
from handlers.communities import the_led
from handlers.context import Context

#: Seconds that the sign under a command may take: it is a courtesy, and the acknowledgement waits for it.
SIGN_WITHIN_S = 2.0


async def deal(update: Update, context: Context) -> None:
    """`/deal …` as text, as a photo's caption, or in reply to a photo."""
    message = update.effective_message
    assert message is not None  # noqa: S101 registered for messages only
    led = await the_led(context)
    text = message.text or message.caption or ""
    if not _says_something(text):
        await context.reply(views.deal_help(await context.texts()))
        return
    await _write(context, message, text, led)
    await _seen(context, message)


async def edited(update: Update, context: Context) -> None:
    """An edited message that is a draft is read again; any other edit is none of ours."""
    message = update.edited_message
    if message is None or message.from_user is None:
        return
    draft = await context.read(drafts.of_message, ChatId(message.chat.id), message.message_id)
    text = message.text or message.caption or ""
    if draft is not None and draft.leader_id == context.actor.id and draft.state != "published":
        await _write(context, message, text, None)


async def publish(context: Context, tap: PublishDraft) -> None:
    """Publish what the preview shows."""
    result = await context.act(drafts.publish, tap.draft, tap.version)
    card = await context.read(cards.card, DealId(result.subject))
    await context.reply(
        views.published(await context.texts(card.community.clock), card, context.wiring.bot), decided=True
    )


async def edit(context: Context, tap: EditDraft) -> None:
    """How a draft is changed."""
    draft = await _own(context, tap.draft)
    await context.post(context.user.id, views.edit_hint(await context.texts(), draft))


async def discard(context: Context, tap: DiscardDraft) -> None:
    """Throw it away."""
    await context.act(drafts.discard, tap.draft, tap.version)
    await context.reply(views.discarded(await context.texts()), decided=True)


async def choose_community(context: Context, tap: ChooseCommunity) -> None:
    """For which group it is."""
    await context.act(drafts.choose_community, tap.draft, tap.community)
    await _preview(context, tap.draft)


async def _write(context: Context, message: Message, text: str, led: Community | None) -> None:
    community = None if led is None else led.id
    chat = ChatId(message.chat.id)
    result = await context.act(drafts.write, chat, message.message_id, text, _photo(message), community)
    await _preview(context, DraftId(result.subject))


async def _preview(context: Context, draft_id: DraftId) -> None:
    """The draft as it would be published, or every fault of it."""
    draft = await _own(context, draft_id)
    if draft.community_id is None:
        mine = await context.read(communities.led_by, context.actor.id)
        await context.reply(views.which_community(await context.texts(), draft, mine))
        return
    try:
        screen = await _drawn(context, draft, CommunityId(draft.community_id))
    except DealUnreadable as error:
        community = await context.read(communities.get, CommunityId(draft.community_id))
        await context.reply(views.unreadable(await context.texts(community.clock), error))
        return
    await context.reply(screen)
    if context.shows_in is not None:
        await context.act(drafts.show, draft.id, context.shows_in)


async def show_again(context: Context, community: CommunityId) -> None:
    """Previews of a group's deals, drawn anew where they stand: a payee is there now."""
    for draft in await context.read(drafts.previewed, context.actor.id, community):
        assert draft.preview_id is not None  # noqa: S101 asked for so
        with contextlib.suppress(DealUnreadable, DeadlinePassed):  # shown as it was: it can't be published anyway
            await context.edit(draft.preview_id, await _drawn(context, draft, community))


async def _drawn(context: Context, draft: Draft, community_id: CommunityId) -> Screen:
    """A draft as it would be published. Raises DealUnreadable, DeadlinePassed."""
    community = await context.read(communities.get, community_id)
    now = context.wiring.clock.now()
    terms = drafts.terms_of(draft, community, now)
    payee = await context.read(drafts.payee_for, community, now)
    last = await context.read(drafts.last_prices, draft, terms, community)
    return views.preview(await context.texts(community.clock), draft, terms, community, payee, last)


async def _own(context: Context, draft_id: DraftId) -> Draft:
    return await context.read(drafts.own, draft_id, context.actor.id)


async def _seen(context: Context, message: Message) -> None:
    """A command typed in a group gets a sign that it was read; the answer is in private."""
    if context.is_private:
        return
    try:
        async with asyncio.timeout(SIGN_WITHIN_S):
            await message.set_reaction(ReactionTypeEmoji(ReactionEmoji.EYES))
    except TimeoutError:
        return  # the answer in private says enough
    except TelegramError as error:
        what = outcome(error)
        if isinstance(what, Dead) and what.missing is Ability.REACT:
            await context.act_as_bot(memberships.miss, ChatId(message.chat.id), Ability.REACT)


def _photo(message: Message) -> str:
    """The photo of the message, or of the one it replies to: the largest of its sizes."""
    replied = message.reply_to_message
    sizes = message.photo or (replied.photo if replied is not None else ())
    return sizes[-1].file_id if sizes else ""


def _says_something(text: str) -> bool:
    return len(text.split(maxsplit=1)) > 1
