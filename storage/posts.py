"""What went into a group about a deal, or may have: each post once, more only by its leader's word."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import bindparam, func, select, text, update

from bot.domain.ids import ChatId, DealId
from bot.domain.notices import Post
from storage.database import ReadTx, WriteTx
from storage.tables import deals
from storage.tables import posts as t
from storage.types import Instant, Whole


@dataclass(frozen=True, slots=True, kw_only=True)
class Posting:
    """One of a deal's posts in a group; `turn` counts the cards its leader had posted again."""

    deal: DealId
    chat: ChatId
    post: Post
    turn: int


_TAKE = text(
    "INSERT INTO posts (deal_id, chat_id, post, turn, stood, at) VALUES (:deal, :chat, :what, :on_turn, 0, :now)"
    " ON CONFLICT (deal_id, chat_id, post, turn) DO NOTHING"
).bindparams(bindparam("now", type_=Instant))
_GIVE_BACK = t.delete().where(
    t.c.deal_id == bindparam("deal"),
    t.c.chat_id == bindparam("chat"),
    t.c.post == bindparam("what"),
    t.c.turn == bindparam("on_turn"),
)
_STOOD = (
    update(t)
    .where(t.c.deal_id == bindparam("deal"), t.c.chat_id == bindparam("chat"))
    .where(t.c.post == Post.CARD, t.c.turn == bindparam("on_turn"))
    .values(stood=True)
)
_HAS_STOOD = select(t.c.stood).where(
    t.c.deal_id == bindparam("deal"),
    t.c.chat_id == bindparam("chat"),
    t.c.post == Post.CARD,
    t.c.turn == bindparam("on_turn"),
)
_MADE = select(t.c.id).where(
    t.c.deal_id == bindparam("deal"), t.c.post == bindparam("what"), t.c.turn == bindparam("on_turn")
)
_TURN = select(func.coalesce(deals.c.card_turn, 0)).where(deals.c.id == bindparam("deal"))
_NEXT_TURN = (
    update(deals)
    .where(deals.c.id == bindparam("deal"), func.coalesce(deals.c.card_turn, 0) == bindparam("seen", type_=Whole))
    .values(card_turn=bindparam("seen", type_=Whole) + 1)
)


def take(tx: WriteTx, posting: Posting, now: datetime) -> bool:
    """Whether this post is made now; False: it was made before."""
    return tx.changed(_TAKE, {**_facts(posting), "now": now})


def give_back(tx: WriteTx, posting: Posting) -> None:
    """A post that was to be made has surely not gone out."""
    tx.run(_GIVE_BACK, _facts(posting))


def card_stood(tx: WriteTx, deal: DealId, chat: ChatId) -> None:
    """A deal's card is known to stand, or to have stood, in its group."""
    tx.run(_STOOD, {"deal": deal, "chat": chat, "on_turn": card_turn(tx, deal)})


def has_card_stood(tx: ReadTx, deal: DealId, chat: ChatId, turn: int) -> bool:
    """Whether a card that was posted is known to have stood in its group; else its post may have been lost."""
    return bool(tx.value(_HAS_STOOD, {"deal": deal, "chat": chat, "on_turn": turn}))


def was_made(tx: ReadTx, deal: DealId, post: Post, turn: int = 0) -> bool:
    """Whether a deal's post went into its group, or may have."""
    return tx.first(_MADE, {"deal": deal, "what": post, "on_turn": turn}) is not None


def card_turn(tx: ReadTx, deal: DealId) -> int:
    """How often a deal's leader has had its card posted again."""
    return int(tx.value(_TURN, {"deal": deal}))


def next_card_turn(tx: WriteTx, deal: DealId, seen: int) -> bool:
    """A deal's leader has its card posted once more; False: they did so already."""
    return tx.changed(_NEXT_TURN, {"deal": deal, "seen": seen})


def _facts(posting: Posting) -> dict[str, object]:
    return {"deal": posting.deal, "chat": posting.chat, "what": posting.post, "on_turn": posting.turn}
