"""Cards that people have sent into chats of their own by inline mode: named by Telegram's inline_message_id."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row, bindparam, func, select, text, update

from bot.domain.ids import CardId, DealId, TeamId
from storage.database import ReadTx, WriteTx
from storage.tables import inline_cards as t
from storage.types import YES, Flag, Instant


@dataclass(frozen=True, slots=True, kw_only=True)
class InlineCard:
    """A card in a chat that nobody but its people knows."""

    id: CardId
    inline_id: str
    deal_id: DealId
    team_id: TeamId | None  #: the one team that it shows
    has_photo: bool
    shown: str
    edited_at: datetime


_COLUMNS = (t.c.id, t.c.inline_id, t.c.deal_id, t.c.team_id, t.c.has_photo, t.c.shown, t.c.edited_at)
_ADOPT = text(
    "INSERT INTO inline_cards (inline_id, deal_id, team_id, has_photo, told, shown, edited_at)"
    " VALUES (:inline_id, :deal, :team, :has_photo, :told, '', :now)"
    " ON CONFLICT (inline_id) DO NOTHING RETURNING id"
).bindparams(bindparam("now", type_=Instant), bindparam("has_photo", type_=Flag), bindparam("told", type_=Flag))
_BY_ID = select(*_COLUMNS).where(t.c.id == bindparam("card"))
_KNOWN = select(t.c.id).where(t.c.inline_id == bindparam("inline_id"))
_NEWEST = select(*_COLUMNS).where(t.c.deal_id == bindparam("deal")).order_by(t.c.id.desc()).limit(bindparam("most"))
_OLDEST_KEPT = (
    select(t.c.id).where(t.c.deal_id == bindparam("deal")).order_by(t.c.id.desc()).limit(1).offset(bindparam("others"))
)
_FORGET_OLDER = t.delete().where(t.c.deal_id == bindparam("deal"), t.c.id < bindparam("oldest"))
_FORGET = t.delete().where(t.c.id == bindparam("card"))
_EDITED = update(t).where(t.c.id == bindparam("card")).values(shown=bindparam("now_shown"), edited_at=bindparam("now"))
_KEPT = select(func.count()).select_from(t)
_TOLD = _KEPT.where(t.c.told == YES)


def adopt(
    tx: WriteTx, inline_id: str, deal: DealId, team: TeamId | None, *, has_photo: bool, told: bool, now: datetime
) -> CardId | None:
    """Keep a card that was not known; None: it was. `told`: Telegram told of it when it was chosen."""
    facts = {"inline_id": inline_id, "deal": deal, "team": team, "has_photo": has_photo, "told": told, "now": now}
    row = tx.first(_ADOPT, facts)
    return None if row is None else CardId(int(row[0]))


def get(tx: ReadTx, card: CardId) -> InlineCard | None:
    """A card; None: it was forgotten."""
    row = tx.first(_BY_ID, {"card": card})
    return None if row is None else _card(row)


def is_known(tx: ReadTx, inline_id: str) -> bool:
    """Whether a card is kept true."""
    return tx.first(_KNOWN, {"inline_id": inline_id}) is not None


def newest(tx: ReadTx, deal: DealId, most: int) -> list[InlineCard]:
    """A deal's cards, the newest first."""
    return [_card(row) for row in tx.all(_NEWEST, {"deal": deal, "most": most})]


def forget_older(tx: WriteTx, deal: DealId, most: int) -> None:
    """Keep no more than so many of a deal's cards true, the newest."""
    oldest = tx.value(_OLDEST_KEPT, {"deal": deal, "others": most - 1})
    if oldest is not None:
        tx.run(_FORGET_OLDER, {"deal": deal, "oldest": oldest})


def forget(tx: WriteTx, card: CardId) -> None:
    """A card can't be edited any more."""
    tx.run(_FORGET, {"card": card})


def edited(tx: WriteTx, card: CardId, shown: str, now: datetime) -> None:
    """A card shows this from now on."""
    tx.run(_EDITED, {"card": card, "now_shown": shown, "now": now})


def count(tx: ReadTx) -> tuple[int, int]:
    """How many cards are kept true, and of how many of them Telegram told when they were chosen."""
    return int(tx.value(_KEPT)), int(tx.value(_TOLD))


def _card(row: Row[Any]) -> InlineCard:
    return InlineCard(
        id=CardId(row.id),
        inline_id=row.inline_id,
        deal_id=DealId(row.deal_id),
        team_id=None if row.team_id is None else TeamId(row.team_id),
        has_photo=row.has_photo,
        shown=row.shown,
        edited_at=row.edited_at,
    )
