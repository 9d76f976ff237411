"""Questions that the bot passes on: what is asked for, what arrives, and when it can't."""

from typing import Any

from bot.domain.questions import LONGEST
from bot.i18n import Name, Texts, joined
from bot.services.questions import Asked
from bot.services.receipts import Receipt
from bot.views import offers
from bot.views.buttons.orders import AskBuyer, AskLeader, ShowOrder
from bot.views.buttons.taps import label, tap
from bot.views.lengths import fits
from bot.views.links import Bot
from bot.views.screens import Button, Screen, Tap


def question(texts: Texts, receipt: Receipt, facts: dict[str, Any], bot: Bot) -> Screen:
    """Asks for the question: a message that the reader's app lets them reply to."""
    is_buyer = facts.get("reader") == receipt.buyer.id
    to = receipt.leader.name if is_buyer else receipt.buyer.name
    text = texts("question", to=Name(to), title=offers.bare(receipt.deal.title), number=receipt.order.number)
    return Screen(text=fits(text), asks_reply=label(texts, "question-field"))


def asked(texts: Texts, model: Asked | None, facts: dict[str, Any], bot: Bot) -> Screen | None:
    """The question as its reader gets it. None: it was forgotten, or somebody else leads the deal by now."""
    if model is None or model.question.reader_id not in (model.receipt.leader.id, model.receipt.buyer.id):
        return None
    receipt = model.receipt
    who = receipt.buyer if model.is_for_leader else receipt.leader
    lines = [
        texts(
            "asked",
            who=Name(who.name),
            role="buyer" if model.is_for_leader else "leader",
            title=offers.bare(receipt.deal.title),
            number=receipt.order.number,
        ),
        offers.note(texts, model.question.text, LONGEST),
    ]
    return Screen(text=fits(joined(lines)), keyboard=(_answers(texts, model),))


def question_waits(texts: Texts, model: Asked | None, facts: dict[str, Any], bot: Bot) -> Screen | None:
    """The other one can't be written to: the question waits until they open the chat."""
    if model is None:
        return None
    receipt = model.receipt
    to = receipt.leader if model.is_for_leader else receipt.buyer
    title = offers.bare(receipt.deal.title)
    return Screen(text=fits(texts("question-waits", to=Name(to.name), title=title, number=receipt.order.number)))


def passed_on(texts: Texts, model: Asked) -> Screen:
    """The answer to a question typed."""
    to = model.receipt.leader if model.is_for_leader else model.receipt.buyer
    return Screen(text=texts("question-passed-on", to=Name(to.name)))


def only_words(texts: Texts) -> Screen:
    """A picture or a sticker isn't passed on."""
    return Screen(text=texts("question-only-words"))


def _answers(texts: Texts, model: Asked) -> tuple[Button, ...]:
    code = model.receipt.order.code
    if model.is_for_leader:
        return (Tap(label(texts, "button-answer"), AskBuyer(code).pack()),)
    return Tap(label(texts, "button-answer"), AskLeader(code).pack()), tap(texts, ShowOrder(code))
