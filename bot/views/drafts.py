"""A leader's draft: shown back before it is published, or every fault of it with a corrected line."""

from collections.abc import Sequence

from bot.domain.communities import Community, Draft, Topic
from bot.domain.deal_terms import DealTerms
from bot.domain.deal_texts import DealUnreadable, LineFault
from bot.domain.deals import DealState, PayMoment
from bot.domain.names import clean
from bot.domain.payments import Payee
from bot.domain.slips import LastPrices, Slip, slips
from bot.domain.wizards import NotAPhoto, Step
from bot.i18n import Html, Name, Texts, code, joined
from bot.payqr.fingerprints import fingerprint
from bot.services.cards import DealCard
from bot.services.drafts import chosen
from bot.views import offers, wizards
from bot.views.buttons.cards import DealPoster
from bot.views.buttons.desks import ShowDesk
from bot.views.buttons.drafts import ChooseCommunity, ChooseTopic, DiscardDraft, EditDraft, PayTo, PublishDraft
from bot.views.buttons.taps import label, tap
from bot.views.lengths import CAPTION_LIMIT, fits
from bot.views.links import Bot, deal_link, share_link, written
from bot.views.screens import Keyboard, Link, Screen, StoredPhoto, Style

#: So many other accounts are offered.
_OTHERS = 4
#: So much of a wrong line is repeated.
_SHOWN = 60
_SLIPS = {
    Slip.TEAM_PRICE_LOW: "draft-slip-team-price-low",
    Slip.PRICE_UNLIKE_LAST: "draft-slip-price-unlike-last",
    Slip.CLOSES_AT_NIGHT: "draft-slip-closes-at-night",
    Slip.CLOSES_SOON: "draft-slip-closes-soon",
    Slip.CLOSES_LATE: "draft-slip-closes-late",
}


def preview(
    texts: Texts,
    draft: Draft,
    terms: DealTerms,
    community: Community,
    payees: Sequence[Payee],
    last: LastPrices | None = None,
    topics: Sequence[Topic] = (),
    *,
    several: bool = False,
    wrong: Html | None = None,
    changes: bool = False,
) -> Screen:
    """The deal as its buyers would see it, and what looks like a slip. Nothing is published before the tap.

    Where a button asks something, the question stands above it. `topics`: of the group, as far as known; `several`: the
    leader has other groups too; `wrong`: why an answer wasn't taken; `changes`: what was said is to be said again.
    """
    step = Step(draft.step) if draft.step else None
    lines = [
        _heading(texts, step, community, changes=changes),
        texts("draft-title", title=offers.titled(texts, terms.title)),
        offers.prices(texts, terms),
        _window(texts, terms),
        _teams(texts, terms),
        *offers.limit(texts, terms),
        *_payment(texts, terms, chosen(draft, payees)),
    ]
    note = offers.note(texts, terms.note)
    warned = _warnings(texts, terms, community, last)
    if offers.is_cut([*lines, *warned], note, CAPTION_LIMIT):
        warned = [*warned, texts("draft-note-cut")]
    if changes:
        keyboard = wizards.changes(texts, draft)
    elif step is not None:
        keyboard = wizards.choices(texts, draft, terms, step)
    else:
        publish = tap(texts, PublishDraft(draft.id, draft.version), Style.GO)
        ends = (tap(texts, EditDraft(draft.id)), tap(texts, DiscardDraft(draft.id, draft.version)))
        toggles = wizards.toggles(texts, draft, terms, community, topics, several=several)
        keyboard = ((publish,), *toggles, *_other_payees(texts, draft, terms, payees), ends)
    above = [wrong] if wrong else []
    return Screen(
        text=offers.with_note([*above, *lines, *warned], note, 3 + len(above), CAPTION_LIMIT),
        photo=StoredPhoto(draft.photo) if draft.photo else None,
        keyboard=keyboard,
    )


def which_community(texts: Texts, draft: Draft, communities: Sequence[Community]) -> Screen:
    """A leader of several groups is asked which one a draft is for."""
    rows = tuple(
        (tap(texts, ChooseCommunity(draft.id, community.id), community=Name(community.title)),)
        for community in communities[:40]
    )
    return Screen(text=texts("draft-which"), keyboard=rows)


def which_topic(texts: Texts, draft: Draft, topics: Sequence[Topic]) -> Screen:
    """A leader is asked in which topic of the group a draft's card is to stand: of those that are open, and General."""
    there = [topic for topic in topics if topic.name and not topic.is_closed]
    buttons = [
        tap(texts, ChooseTopic(draft.id, topic.thread_id), where="named", topic=Name(topic.name)) for topic in there
    ]
    buttons.append(tap(texts, ChooseTopic(draft.id, 0), where="general", topic=""))
    rows = tuple(tuple(buttons[at : at + 2]) for at in range(0, len(buttons), 2))
    return Screen(text=texts("draft-which-topic"), keyboard=(*rows, (wizards.back(texts, draft),)))


def unreadable(texts: Texts, error: DealUnreadable) -> Screen:
    """Every fault at once: the line as typed, what is wrong, and a line that would do."""
    faults = [_fault(texts, fault) for fault in error.faults]
    return Screen(text=fits(joined([texts("draft-unreadable"), *faults, texts("draft-unreadable-how")], by="\n\n")))


def published(texts: Texts, card: DealCard, bot: Bot) -> Screen:
    """The deal stands; where its card is, and its link."""
    deal = card.deal
    link = deal_link(bot.username, deal.token)
    told = texts(
        "draft-published",
        state="scheduled" if deal.state is DealState.SCHEDULED else "open",
        title=deal.title,
        community=Name(card.community.title),
        opens=deal.opens_at,
    )
    shared = texts.plain("deal-shared", title=deal.title, target=deal.target, team=deal.team_price)
    share = Link(label(texts, "button-share"), share_link(link, shared))
    return Screen(
        text=fits(joined([told, texts("deal-share", link=written(link))])),
        keyboard=((tap(texts, ShowDesk(deal.code)),), (share, tap(texts, DealPoster(deal.token)))),
    )


def discarded(texts: Texts) -> Screen:
    """The draft is gone."""
    return Screen(text=texts("draft-discarded"))


def edit_hint(texts: Texts, draft: Draft) -> Screen:
    """How a draft is changed: its own message is edited."""
    return Screen(text=texts("draft-edit"))


def deal_help(texts: Texts) -> Screen:
    """How a deal is written."""
    return Screen(text=joined([texts("deal-help"), texts("deal-help-example"), texts("deal-help-lines")], by="\n\n"))


def no_photo(texts: Texts, error: NotAPhoto) -> Screen:
    """What came with a deal is nothing that its card can show."""
    return Screen(text=texts("wizard-wrong-media", why=texts.refusal_html(error)))


def _heading(texts: Texts, step: Step | None, community: Community, *, changes: bool) -> Html:
    if changes:
        return texts("wizard-ask-changes")
    return texts("draft-preview", community=Name(community.title)) if step is None else wizards.question_of(texts, step)


def _warnings(texts: Texts, terms: DealTerms, community: Community, last: LastPrices | None) -> list[Html]:
    """A line for everything that looks like a slip."""
    if texts.now is None:
        return []
    found = slips(terms, texts.now, community.clock, last)
    before = last.team_price if last else terms.team_price
    return [texts(_SLIPS[slip], last=before, closes=terms.closes_at) for slip in found]


def _window(texts: Texts, terms: DealTerms) -> Html:
    opens = terms.opens_at
    state = DealState.OPEN if opens is None else DealState.SCHEDULED
    shown = texts("deal-window", state=state, opens=opens or terms.closes_at, closes=terms.closes_at)
    return shown if terms.stock is None else texts("deal-window-left", window=shown, left=terms.stock)


def _teams(texts: Texts, terms: DealTerms) -> Html:
    """How long a team may take: no longer than the deal is open."""
    begins = [moment for moment in (terms.opens_at, texts.now) if moment is not None]
    is_cut = bool(begins) and max(begins) + terms.team_for >= terms.closes_at
    return texts("draft-teams", until="close" if is_cut else "lasts", lasts=terms.team_for)


def _payment(texts: Texts, terms: DealTerms, payee: Payee | None) -> list[Html]:
    """When and to whom buyers pay; without a payee, what is missing."""
    if terms.pay is PayMoment.PICKUP:
        return offers.payment(texts, terms.pay, None)
    told = offers.payment(texts, terms.pay, payee) if payee else [texts("draft-no-payee")]
    return [*told, texts("draft-due", due=terms.due_for)] if terms.pay is PayMoment.CLOSE else told


def _other_payees(texts: Texts, draft: Draft, terms: DealTerms, payees: Sequence[Payee]) -> Keyboard:
    """The group's other accounts, each a button that has this deal's buyers pay there."""
    if terms.pay is PayMoment.PICKUP:
        return ()
    now_to = chosen(draft, payees)
    others = [each for each in payees if each is not now_to][:_OTHERS]
    return tuple(
        (tap(texts, PayTo(draft.id, each.id), name=Name(each.name), account=fingerprint(each)),) for each in others
    )


def _fault(texts: Texts, fault: LineFault) -> Html:
    why, example = texts.refusal_html(fault.error), code(fault.example)
    if fault.line == 0 and fault.text:
        return texts("draft-fault-toggled", text=fault.text, why=why, example=example)
    if fault.line == 0:
        return texts("draft-fault-missing", why=why, example=example)
    return texts("draft-fault", line=fault.line, text=clean(fault.text, _SHOWN), why=why, example=example)
