"""/deal: a leader's message read as a deal, shown back in private, read again when edited, published by a tap."""

import asyncio

from telegram import Message, ReactionTypeEmoji, Update
from telegram.constants import ReactionEmoji
from telegram.error import TelegramError

from bot.delivery.outcomes import Dead, outcome
from bot.domain.communities import Ability, Community
from bot.domain.errors import Stale
from bot.domain.ids import ChatId, DealId, DraftId
from bot.domain.wizards import NotAPhoto
from bot.services import cards, drafts, memberships
from bot.views import drafts as views
from bot.views.buttons.drafts import ChooseCommunity, DiscardDraft, EditDraft, PayTo, PublishDraft
from handlers import previews, topics, wizards
from handlers.communities import the_led
from handlers.context import Context

#: Seconds that the sign under a command may take: it is a courtesy, and the acknowledgement waits for it.
SIGN_WITHIN_S = 2.0


async def deal(update: Update, context: Context) -> None:
    """`/deal …` as text, as a photo's caption, or in reply to a photo; alone it asks step by step."""
    message = update.effective_message
    assert message is not None  # noqa: S101 registered for messages only
    led = await the_led(context)
    text = message.text or message.caption or ""
    if _says_something(text):
        await _write(context, message, text, led)
    else:
        await wizards.begin(context, led, _photo(message))
    await seen(context, message)


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
    try:
        result = await context.act(drafts.publish, tap.draft, tap.version)
    except Stale as refusal:
        await previews.show(context, tap.draft, refusal=refusal)
        return
    card = await context.read(cards.card, DealId(result.subject))
    await context.reply(
        views.published(await context.texts(card.community.clock), card, context.wiring.bot), decided=True
    )


async def edit(context: Context, tap: EditDraft) -> None:
    """How a draft is changed."""
    draft = await previews.own(context, tap.draft)
    if not draft.is_typed:
        await wizards.edit(context, tap)
        return
    await context.post(context.user.id, views.edit_hint(await context.texts(), draft))


async def discard(context: Context, tap: DiscardDraft) -> None:
    """Throw it away."""
    try:
        await context.act(drafts.discard, tap.draft, tap.version)
    except Stale as refusal:
        await previews.show(context, tap.draft, refusal=refusal)
        return
    await context.reply(views.discarded(await context.texts()), decided=True)


async def choose_community(context: Context, tap: ChooseCommunity) -> None:
    """For which group it is."""
    await context.act(drafts.choose_community, tap.draft, tap.community)
    await previews.show(context, tap.draft)


async def pay_to(context: Context, tap: PayTo) -> None:
    """To which of the group's accounts its buyers pay."""
    await context.act(drafts.set_payee, tap.draft, tap.payee)
    await previews.show(context, tap.draft)


async def _write(context: Context, message: Message, text: str, led: Community | None) -> None:
    community = None if led is None else led.id
    chat = ChatId(message.chat.id)
    topic = await topics.heard(context)
    result = await context.act(drafts.write, chat, message.message_id, text, _photo(message), community, topic)
    await previews.show(context, DraftId(result.subject))
    if message.effective_attachment and not message.photo:
        what = NotAPhoto(what="other" if message.document is None else "file")
        await context.post(context.user.id, views.no_photo(await context.texts(), what))


async def seen(context: Context, message: Message) -> None:
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
