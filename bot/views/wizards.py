"""The wizard's questions, and those behind a preview's buttons: what is known so far, what is asked, what to tap."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from bot.domain.amounts import write_amount
from bot.domain.communities import Community, Draft, Topic
from bot.domain.deal_terms import DealTerms
from bot.domain.deal_values import Place
from bot.domain.deal_words import Keyword
from bot.domain.deals import PayMoment
from bot.domain.errors import DomainError
from bot.domain.money import everyday
from bot.domain.wizards import EVENING, Answers, Step, before
from bot.i18n import Html, Name, Texts, code, joined
from bot.views.buttons.drafts import AnswerDraft, AskDraft, AskGroup, AskTopic, DealHelp, DiscardDraft
from bot.views.buttons.taps import label, tap
from bot.views.lengths import fits
from bot.views.screens import Button, Keyboard, Screen, Style, Tap

_STEPS = tuple(Step)
_TARGETS = (2, 3, 5, 10)
_STOCKS = (10, 20, 30, 50, 100)
_LIMITS = (1, 2, 3, 5, 10)
_MOMENTS = tuple(PayMoment)
_DUE_HOURS = (3, 12, 24, 48)
#: An answer is one number in the data of its button, so that it fits: the choice so many times, and the step.
_ANSWERS = 16
_QUESTIONS = {
    Step.TITLE: "wizard-ask-title",
    Step.TEAM: "wizard-ask-team",
    Step.UNTIL: "wizard-ask-until",
    Step.STOCK: "wizard-ask-stock",
    Step.LIMIT: "wizard-ask-limit",
    Step.PAY: "wizard-ask-pay",
    Step.DUE: "wizard-ask-due",
}


def step_of(number: int) -> Step | None:
    """The step that a button's number names; None: the preview."""
    return _STEPS[number - 1] if 1 <= number <= len(_STEPS) else None


def answer_of(number: int) -> tuple[Step | None, int]:
    """The step and the choice that a button's number means."""
    return step_of(number % _ANSWERS), number // _ANSWERS


def number_of(step: Step | None) -> int:
    """The number of a step in a button's data."""
    return 0 if step is None else _STEPS.index(step) + 1


def question(
    texts: Texts,
    draft: Draft,
    answers: Answers,
    community: Community,
    place: Place,
    closes: Mapping[str, datetime],
    wrong: Html | None = None,
) -> Screen:
    """A question that must be answered, under what is known so far; `wrong`: why an answer wasn't taken."""
    step = Step(draft.step or Step.TITLE)
    lines = [
        *([wrong] if wrong else []),
        texts("wizard-heading", community=Name(community.title)),
        *so_far(texts, draft, answers),
        _asked(texts, step, place),
    ]
    choices: list[Button] = []
    if step is Step.TEAM:
        choices = [tap(texts, _answer(draft, step, target), count=target) for target in _TARGETS]
    if step is Step.UNTIL:
        choices = [
            Tap(
                label(texts, "button-answer-until", day=day, time=f"{EVENING:%H:%M}"),
                _answer(draft, step, int(at.timestamp()) // 60).pack(),
            )
            for day, at in closes.items()
        ]
    rows: Keyboard = (tuple(choices),) if choices else ()
    return Screen(text=fits(joined(lines)), keyboard=(*rows, tuple(_ways_out(texts, draft, step, answers))))


def answered(texts: Texts, draft: Draft, answers: Answers) -> Screen:
    """What is left where a question stood: what is known so far; the next one stands below."""
    lines = so_far(texts, draft, answers)
    return Screen(text=fits(joined([texts("wizard-goes-on"), *lines])))


def so_far(texts: Texts, draft: Draft, answers: Answers) -> list[Html]:
    """What is known so far, as it was said."""
    lines: list[Html] = []
    if answers.title:
        lines.append(texts("draft-title", title=answers.title))
    if draft.photo:
        lines.append(texts("wizard-photo"))
    if answers.target:
        alone = answers.lines.get(Keyword.ALONE, "")
        told = "both" if alone else "team" if answers.team_price else "none"
        lines.append(
            texts("wizard-team", target=answers.target, told=told, team=answers.team_price or "-", alone=alone or "-")
        )
    if until := answers.lines.get(Keyword.UNTIL):
        lines.append(texts("wizard-until", until=until))
    return lines


def wrong(texts: Texts, said: str, error: DomainError, example: str = "") -> Html:
    """Why an answer wasn't taken."""
    why = texts.refusal_html(error)
    told = texts("wizard-wrong", said=said, why=why) if said else texts("wizard-wrong-media", why=why)
    return joined([told, texts("wizard-example", example=code(example))]) if example else told


def question_of(texts: Texts, step: Step) -> Html:
    """What a preview's button asks."""
    return texts(_QUESTIONS[step])


def _asked(texts: Texts, step: Step, place: Place) -> Html:
    """The question itself, with an example of prices in the group's currency."""
    if step is not Step.PRICE:
        return question_of(texts, step)
    unit = place.currency
    both = " ".join(write_amount(everyday(cents, unit)) for cents in (2990, 3990))
    return texts("wizard-ask-price", currency=unit.code, example=code(both))


def toggles(
    texts: Texts, draft: Draft, terms: DealTerms, community: Community, topics: Sequence[Topic], *, several: bool
) -> Keyboard:
    """What a preview's buttons change, each with how it is; the group only for who leads several, the topic only where
    there is another one.
    """
    stock = Tap(label(texts, "button-toggle-stock", stock=terms.stock or 0), _ask(draft, Step.STOCK))
    limit = Tap(label(texts, "button-toggle-limit", limit=terms.limit or 0), _ask(draft, Step.LIMIT))
    pay = Tap(label(texts, "button-toggle-pay", pay=terms.pay), _ask(draft, Step.PAY))
    due = Tap(label(texts, "button-toggle-due", due=terms.due_for), _ask(draft, Step.DUE))
    group = tap(texts, AskGroup(draft.id), community=Name(community.title))
    rows = [(stock, limit), (pay, due) if terms.pay is PayMoment.CLOSE else (pay,)]
    last = [*([group] if several else []), *_topic(texts, draft, topics)]
    return (*rows, tuple(last)) if last else tuple(rows)


def _topic(texts: Texts, draft: Draft, topics: Sequence[Topic]) -> list[Tap]:
    """In which topic the card is to stand; nothing where only General is known."""
    name = next((topic.name for topic in topics if topic.thread_id == draft.thread_id), "")
    if draft.thread_id is None and not any(topic.name and not topic.is_closed for topic in topics):
        return []
    where = "general" if draft.thread_id is None else "named" if name else "typed"
    return [tap(texts, AskTopic(draft.id), where=where, topic=Name(name))]


def choices(texts: Texts, draft: Draft, terms: DealTerms, step: Step) -> Keyboard:
    """The answers to what a preview's button asks, and the way back."""
    row: list[Button] = []
    match step:
        case Step.STOCK | Step.LIMIT:
            most = terms.stock or _STOCKS[-1]
            offered = _STOCKS if step is Step.STOCK else _LIMITS
            fitting = [n for n in offered if (n >= terms.target if step is Step.STOCK else n <= most)]
            row = [Tap(label(texts, "button-answer-none"), _answer(draft, step, 0).pack())]
            row += [tap(texts, _answer(draft, step, count), count=count) for count in fitting]
        case Step.PAY:
            row = [
                Tap(label(texts, "button-answer-pay", pay=pay), _answer(draft, step, place).pack())
                for place, pay in enumerate(_MOMENTS)
            ]
        case Step.DUE:
            row = [
                Tap(
                    label(texts, "button-answer-due", length=timedelta(hours=hours)),
                    _answer(draft, step, hours * 60).pack(),
                )
                for hours in _DUE_HOURS
            ]
    size = 1 if step is Step.PAY else 3
    rows = [tuple(row[at : at + size]) for at in range(0, len(row), size)]
    return (*rows, (back(texts, draft),))


def changes(texts: Texts, draft: Draft) -> Keyboard:
    """What of a deal made by steps can be said again."""
    again = [tap(texts, AskDraft(draft.id, draft.version, number_of(step)), step=step) for step in _CHANGED]
    return (*((each,) for each in again), (back(texts, draft),))


_CHANGED = (Step.TITLE, Step.TEAM, Step.UNTIL)


def _ways_out(texts: Texts, draft: Draft, step: Step, answers: Answers) -> list[Button]:
    cancel = Tap(label(texts, "button-wizard-cancel"), DiscardDraft(draft.id, draft.version).pack(), Style.STOP)
    if step is Step.TITLE and answers.missing is not None:
        return [tap(texts, DealHelp()), cancel]
    return [back(texts, draft, before(step, answers)), cancel]


def back(texts: Texts, draft: Draft, to: Step | None = None) -> Tap:
    """The way back to an earlier question, or to the preview."""
    return tap(texts, AskDraft(draft.id, draft.version, number_of(to)), step="back")


def _ask(draft: Draft, step: Step) -> str:
    return AskDraft(draft.id, draft.version, number_of(step)).pack()


def _answer(draft: Draft, step: Step, choice: int) -> AnswerDraft:
    return AnswerDraft(draft.id, draft.version, choice * _ANSWERS + number_of(step))
