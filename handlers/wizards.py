"""A deal made by steps: bare /deal, its questions' answers typed or tapped, and an ended deal once more."""

from collections.abc import Callable, Coroutine
from typing import Any

from telegram import Message, Update

from bot.domain.communities import Community, Draft
from bot.domain.deal_texts import DealUnreadable
from bot.domain.errors import DomainError, NotFound, Stale
from bot.domain.ids import DealId, DraftId, Kind, number_of
from bot.domain.wizards import MUST, NotAPhoto, Step, chosen, read_answers
from bot.services import communities, receipts, wizards
from bot.services.drafts import DeadlinePassed
from bot.views import drafts as draft_views
from bot.views import wizards as views
from bot.views.buttons.desks import RepeatDeal
from bot.views.buttons.drafts import AnswerDraft, AskDraft, AskGroup, DealHelp, EditDraft
from handlers import previews, topics
from handlers.context import Context

Handler = Callable[[Update, Context], Coroutine[Any, Any, None]]


async def begin(context: Context, led: Community | None, photo: str) -> None:
    """Bare `/deal`: the first question, or the one that a deal begun earlier waits at, in private."""
    before = await context.read(wizards.asked, context.actor.id)
    topic = await topics.heard(context)
    result = await context.act(wizards.begin, None if led is None else led.id, photo, topic)
    await previews.show(context, DraftId(result.subject))
    if before is not None and before.id == result.subject:
        await _leave(context, before)


def unless_answer(handler: Handler) -> Handler:
    """The handler for private messages that are no answer to a question about a draft."""

    async def handled(update: Update, context: Context) -> None:
        message = update.effective_message
        if message is None or not await _takes(context, message):
            await handler(update, context)

    return handled


async def ask(context: Context, tap: AskDraft) -> None:
    """A button that leads to a question, back to one, or back to the preview."""
    try:
        await context.act(wizards.ask, tap.draft, views.step_of(tap.step), tap.version)
    except Stale as refusal:
        await previews.show(context, tap.draft, refusal=refusal)
        return
    await previews.show(context, tap.draft)


async def answer(context: Context, tap: AnswerDraft) -> None:
    """A button that is an answer. Raises NotFound: none that was offered."""
    step, choice = views.answer_of(tap.answer)
    draft = await previews.own(context, tap.draft)
    if step is None or draft.community_id is None:
        raise NotFound()
    community = await context.read(communities.get, draft.community_id)
    said = chosen(step, choice, community.clock)
    try:
        await context.act(wizards.answer, tap.draft, step, said, "", tap.version)
    except Stale as refusal:
        await previews.show(context, tap.draft, refusal=refusal)
        return
    await previews.show(context, tap.draft)


async def help_(context: Context, tap: DealHelp) -> None:
    """How a whole deal is written in one message; the question stays where it is."""
    await context.post(context.user.id, draft_views.deal_help(await context.texts()))


async def ask_group(context: Context, tap: AskGroup) -> None:
    """For which group a draft is, of those one leads."""
    await context.reply(await previews.which_group(context, await previews.own(context, tap.draft)))


async def edit(context: Context, tap: EditDraft) -> None:
    """What of a deal made by steps is to be said again. Raises NotFound: it is another's."""
    draft = await previews.own(context, tap.draft)
    try:
        await context.reply(await previews.preview(context, draft, changes=True))
    except (DealUnreadable, DeadlinePassed):
        await previews.show(context, draft.id)


async def repeat(context: Context, tap: RepeatDeal) -> None:
    """`Again`: an ended deal as a new draft, beside its desk."""
    result = await context.act(wizards.again, DealId(number_of(Kind.DEAL, tap.deal)))
    await previews.show(context, DraftId(result.subject), is_new=True)


async def _takes(context: Context, message: Message) -> bool:
    """Take a private message as the answer to the newest question about a draft, where it is meant as one."""
    draft = await context.read(wizards.asked, context.actor.id)
    if draft is None or draft.step is None or draft.community_id is None or _answers_another(message, draft):
        return False
    said, photo = message.text or message.caption or "", message.photo[-1].file_id if message.photo else ""
    if said.startswith("/") or (photo and not await _takes_photo(context, draft)):
        return False
    if not message.text and not photo:
        return await _refused_media(context, message, draft)
    try:
        result = await context.act(wizards.answer, draft.id, draft.step, said, photo, draft.version)
    except DomainError as error:
        await previews.show_wrong(context, draft, said, error)
        return True
    await previews.show(context, draft.id)
    if result.fresh:
        await _leave(context, draft)
    return True


def _answers_another(message: Message, draft: Draft) -> bool:
    """Whether it is a reply to something else than the question."""
    replied = message.reply_to_message
    return replied is not None and replied.message_id != draft.preview_id


async def _takes_photo(context: Context, draft: Draft) -> bool:
    """Whether a photo is the deal's: where it is asked for; later only if it has none and it can't be a receipt."""
    if draft.step == Step.TITLE:
        return True
    if draft.step not in MUST or draft.photo:
        return False
    return not await context.read(receipts.asked_payments, context.actor.id, None)


async def _refused_media(context: Context, message: Message, draft: Draft) -> bool:
    """A file, a sticker, a video where a photo is asked for; elsewhere it is no answer."""
    if draft.step != Step.TITLE:
        return False
    what = "other" if message.document is None else "file"
    await previews.show_wrong(context, draft, "", NotAPhoto(what=what))
    return True


async def _leave(context: Context, before: Draft) -> None:
    """Where the answered question stood, its buttons go: the next one stands below."""
    if before.preview_id is None or before.preview_id == context.shows_in or before.step not in MUST:
        return
    now = await previews.own(context, before.id)
    left = views.answered(await context.texts(), now, read_answers(now.text))
    await context.edit(before.preview_id, left)
