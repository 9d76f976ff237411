"""A draft as it stands, in private: which group it is for, the question that waits, or the preview."""

import contextlib

from bot.domain.communities import Community, Draft
from bot.domain.deal_lines import line_of
from bot.domain.deal_texts import DealUnreadable
from bot.domain.deal_words import Keyword
from bot.domain.errors import DomainError
from bot.domain.ids import CommunityId, DraftId
from bot.domain.wizards import MUST, Step, evenings, example, read_answers
from bot.i18n import Html
from bot.services import communities, drafts, topics, wizards
from bot.services.drafts import DeadlinePassed
from bot.views import drafts as views
from bot.views import wizards as questions
from bot.views.screens import Screen, refused
from handlers.context import Context


async def show(
    context: Context, draft_id: DraftId, *, refusal: DomainError | None = None, is_new: bool = False
) -> None:
    """The draft as it stands, where the leader tapped; `is_new`: in a message of its own. `refusal` is told beside."""
    draft = await own(context, draft_id)
    screen = await _screen(context, draft)
    toast = None if refusal is None else refused(await context.texts(), refusal)
    if is_new:
        await context.post(context.user.id, screen)
    else:
        await context.reply(screen, toast)
    await _shown(context, draft)


async def show_wrong(context: Context, draft: Draft, said: str, error: DomainError) -> None:
    """The question once more, with why this answer wasn't taken and what would do."""
    community = await _community(context, draft)
    texts = await context.texts(community.clock)
    step = Step(draft.step or Step.TITLE)
    would_do = example(step, said, error, wizards.place_of(community, context.wiring.clock.now()))
    await context.reply(await _screen(context, draft, questions.wrong(texts, said, error, would_do)))
    await _shown(context, draft)


async def show_again(context: Context, community: CommunityId) -> None:
    """Previews of a group's deals, drawn anew where they stand: a payee is there now."""
    for draft in await context.read(drafts.previewed, context.actor.id, community):
        assert draft.preview_id is not None  # noqa: S101 asked for so
        with contextlib.suppress(DealUnreadable, DeadlinePassed):  # shown as it was: it can't be published anyway
            if draft.step not in MUST:
                await context.edit(draft.preview_id, await preview(context, draft))


async def preview(context: Context, draft: Draft, *, wrong: Html | None = None, changes: bool = False) -> Screen:
    """A draft as it would be published, or what its buttons ask. Raises DealUnreadable, DeadlinePassed."""
    community = await _community(context, draft)
    now = context.wiring.clock.now()
    terms = drafts.terms_of(draft, community, now)
    offered = await context.read(drafts.payees_for, community, now)
    last = await context.read(drafts.last_prices, draft, terms, community)
    several = len(await context.read(communities.led_by, context.actor.id)) > 1
    known = await context.read(topics.of, community.id)
    texts = await context.texts(community.clock)
    return views.preview(
        texts, draft, terms, community, offered, last, known, several=several, wrong=wrong, changes=changes
    )


async def own(context: Context, draft_id: DraftId) -> Draft:
    """A draft of the person's own. Raises NotFound."""
    return await context.read(drafts.own, draft_id, context.actor.id)


async def which_group(context: Context, draft: Draft) -> Screen:
    """The groups that a draft may be for."""
    mine = await context.read(communities.led_by, context.actor.id)
    return views.which_community(await context.texts(), draft, mine)


async def _screen(context: Context, draft: Draft, wrong: Html | None = None) -> Screen:
    if draft.community_id is None:
        return await which_group(context, draft)
    if draft.step in MUST:
        return await _question(context, draft, wrong)
    try:
        return await preview(context, draft, wrong=wrong)
    except DealUnreadable as error:
        if not draft.is_typed:
            return await _mended(context, draft, _step_of(error), error.faults[0].error)
        community = await _community(context, draft)
        return views.unreadable(await context.texts(community.clock), error)
    except DeadlinePassed as error:
        if draft.is_typed:
            raise
        return await _mended(context, draft, Step.UNTIL, error)


async def _question(context: Context, draft: Draft, wrong: Html | None) -> Screen:
    community = await _community(context, draft)
    now = context.wiring.clock.now()
    texts, place = await context.texts(community.clock), wizards.place_of(community, now)
    return questions.question(
        texts, draft, read_answers(draft.text), community, place, evenings(now, community.clock), wrong
    )


async def _mended(context: Context, draft: Draft, step: Step, error: DomainError) -> Screen:
    """A draft made by steps that can't be published as it stands: the question whose answer is to be given again."""
    await context.act(wizards.mend, draft.id, step, draft.version)
    community = await _community(context, draft)
    texts = await context.texts(community.clock)
    return await _question(context, await own(context, draft.id), questions.wrong(texts, "", error))


def _step_of(error: DealUnreadable) -> Step:
    keyword = line_of(0, error.faults[0].text).keyword
    return Step.UNTIL if keyword is Keyword.UNTIL else Step.PRICE if keyword else Step.TITLE


async def _shown(context: Context, draft: Draft) -> None:
    if context.shows_in is not None:
        await context.act(drafts.show, draft.id, context.shows_in)


async def _community(context: Context, draft: Draft) -> Community:
    assert draft.community_id is not None  # noqa: S101 asked before
    return await context.read(communities.get, CommunityId(draft.community_id))
