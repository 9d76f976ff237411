"""Topics of groups that are forums, as far as the bot has heard of them."""

from datetime import datetime

from sqlalchemy import bindparam, select, text, update

from bot.domain.communities import Topic
from bot.domain.ids import CommunityId
from storage.database import ReadTx, WriteTx
from storage.tables import topics as t
from storage.types import Flag, Instant, Whole

_HEAR = text(
    "INSERT INTO topics (community_id, thread_id, name, closed, heard_at)"
    " VALUES (:community, :thread, :name, 0, :now)"
    " ON CONFLICT (community_id, thread_id) DO UPDATE SET heard_at = excluded.heard_at,"
    " name = CASE WHEN excluded.name = '' THEN topics.name ELSE excluded.name END"
).bindparams(bindparam("now", type_=Instant))
_THINK_CLOSED = (
    update(t)
    .where(t.c.community_id == bindparam("community"), t.c.thread_id == bindparam("thread"))
    .values(closed=bindparam("is_closed", type_=Flag))
)
_KEEP_NEWEST = text(
    "DELETE FROM topics WHERE community_id = :community AND thread_id NOT IN (SELECT thread_id FROM topics"
    " WHERE community_id = :community ORDER BY heard_at DESC, thread_id DESC LIMIT :most)"
).bindparams(bindparam("community", type_=Whole), bindparam("most", type_=Whole))
_OF = (
    select(t.c.thread_id, t.c.name, t.c.closed)
    .where(t.c.community_id == bindparam("community"))
    .order_by(t.c.heard_at.desc(), t.c.thread_id.desc())
)
_MOVE = text(
    "INSERT INTO topics (community_id, thread_id, name, closed, heard_at)"
    " SELECT :stays, thread_id, name, closed, heard_at FROM topics WHERE community_id = :goes"
    " ON CONFLICT (community_id, thread_id) DO NOTHING"
).bindparams(bindparam("stays", type_=Whole), bindparam("goes", type_=Whole))
_GO = t.delete().where(t.c.community_id == bindparam("goes"))


def hear(tx: WriteTx, community: CommunityId, thread: int, name: str, most: int, now: datetime) -> None:
    """A topic was heard of, by its name or, if that is empty, without; no more than `most` are kept, the newest."""
    tx.run(_HEAR, {"community": community, "thread": thread, "name": name, "now": now})
    tx.run(_KEEP_NEWEST, {"community": community, "most": most})


def think_closed(tx: WriteTx, community: CommunityId, thread: int, closed: bool) -> None:
    """Nothing can be posted in a topic any more, or again."""
    tx.run(_THINK_CLOSED, {"community": community, "thread": thread, "is_closed": closed})


def of(tx: ReadTx, community: CommunityId) -> list[Topic]:
    """A group's topics, that heard of last first."""
    rows = tx.all(_OF, {"community": community})
    return [Topic(thread_id=row.thread_id, name=row.name, is_closed=bool(row.closed)) for row in rows]


def move(tx: WriteTx, goes: CommunityId, stays: CommunityId) -> None:
    """One community's topics are another's."""
    tx.run(_MOVE, {"goes": goes, "stays": stays})
    tx.run(_GO, {"goes": goes})
