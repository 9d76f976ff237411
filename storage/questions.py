"""Questions of buyers and leaders to each other, kept until they are passed on and a while longer."""

from datetime import datetime

from sqlalchemy import bindparam, func, select

from bot.domain.ids import AccountId, OrderId, QuestionId
from bot.domain.questions import Question
from storage.database import ReadTx, WriteTx
from storage.tables import questions as t

_ADD = t.insert().returning(t.c.id)
_GET = select(t.c.id, t.c.order_id, t.c.asker_id, t.c.reader_id, t.c.text, t.c.asked_at).where(
    t.c.id == bindparam("question")
)
_SINCE = (
    select(func.count()).select_from(t).where(t.c.asker_id == bindparam("asker"), t.c.asked_at > bindparam("since"))
)
_PRUNE = t.delete().where(t.c.asked_at < bindparam("before"))


def add(tx: WriteTx, order: OrderId, asker: AccountId, reader: AccountId, said: str, now: datetime) -> QuestionId:
    """Keep a question."""
    facts = {"order_id": order, "asker_id": asker, "reader_id": reader, "text": said, "asked_at": now}
    return QuestionId(int(tx.value(_ADD, facts)))


def find(tx: ReadTx, question: QuestionId) -> Question | None:
    """A question; None: it was forgotten."""
    row = tx.first(_GET, {"question": question})
    if row is None:
        return None
    return Question(
        id=QuestionId(row.id),
        order_id=OrderId(row.order_id),
        asker_id=AccountId(row.asker_id),
        reader_id=AccountId(row.reader_id),
        text=row.text,
        asked_at=row.asked_at,
    )


def count_since(tx: ReadTx, asker: AccountId, since: datetime) -> int:
    """How often somebody has asked since a moment."""
    return int(tx.value(_SINCE, {"asker": asker, "since": since}))


def prune(tx: WriteTx, before: datetime) -> int:
    """Forget what was asked long ago; how many."""
    return tx.run(_PRUNE, {"before": before})
