"""Cards that people have sent into chats of their own: they are kept true like the group's, at a slower pace."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.domain.errors import NotFound
from bot.domain.ids import CardId, DealId, TeamId
from bot.domain.notices import inline_card
from bot.domain.people import Actor, Right
from bot.services import cards
from bot.services.act import Done, act
from bot.services.cards import DealCard, TeamPage
from storage import inline_cards, outbox
from storage.database import ReadTx, WriteTx
from storage.inline_cards import InlineCard

#: Of one deal so many are kept true, the newest; an older one is again from its next tap on.
KEPT = 50
#: One of them is edited no sooner than so long after it was last.
EDITED_EVERY = timedelta(seconds=10)


@act(Right.ANYONE)
def adopt(
    tx: WriteTx, by: Actor, now: datetime, deal_id: DealId, team: TeamId | None, inline_id: str, has_photo: bool,
    *, told: bool,
) -> Done[None]:  # fmt: skip
    """A card that somebody has sent is known from now on: when Telegram tells of it, or at its first tap.

    Raises NotFound.
    """
    cards.place(tx, deal_id)
    card = inline_cards.adopt(tx, inline_id, deal_id, team, has_photo=has_photo, told=told, now=now)
    if card is None:
        return Done(events=())
    inline_cards.forget_older(tx, deal_id, KEPT)
    return Done(events=(), notices=[inline_card(card)])


def follow(tx: WriteTx, deal_id: DealId, now: datetime) -> None:
    """A deal's card in its group was drawn anew: those elsewhere are too, each when its time comes."""
    for card in inline_cards.newest(tx, deal_id, KEPT):
        outbox.queue(tx, [inline_card(card.id)], max(now, card.edited_at + EDITED_EVERY))


def is_known(tx: ReadTx, inline_id: str) -> bool:
    """Whether a card is kept true."""
    return inline_cards.is_known(tx, inline_id)


def find(tx: ReadTx, card: CardId) -> InlineCard | None:
    """A card; None: it was forgotten."""
    return inline_cards.get(tx, card)


def edited(tx: WriteTx, card: CardId, shown: str, now: datetime) -> None:
    """A card shows this from now on."""
    inline_cards.edited(tx, card, shown, now)


def forget(tx: WriteTx, card: CardId) -> None:
    """A card can't be edited any more."""
    inline_cards.forget(tx, card)


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """What an inline card shows: a deal, or one team of it."""

    card: DealCard
    page: TeamPage | None


def shown(tx: ReadTx, card_id: CardId) -> Shown:
    """What a card shows, as of now. Raises NotFound: it was forgotten."""
    card = inline_cards.get(tx, card_id)
    if card is None:
        raise NotFound()
    if card.team_id is None:
        return Shown(card=cards.card(tx, card.deal_id), page=None)
    page = cards.team_page(tx, card.team_id)
    return Shown(card=page.card, page=page)
