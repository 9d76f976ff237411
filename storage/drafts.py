"""Drafts: leaders' messages and answers that are no deals yet."""

from datetime import datetime
from typing import Any

from sqlalchemy import Row, bindparam, case, select, text, update

from bot.domain.communities import Draft
from bot.domain.errors import NotFound
from bot.domain.ids import AccountId, ChatId, CommunityId, DealId, DraftId, PayeeId
from storage.database import ReadTx, WriteTx
from storage.tables import drafts as t
from storage.types import Instant, Whole

_WRITE = text(
    "INSERT INTO drafts"
    " (leader_id, chat_id, message_id, community_id, text, photo, written_at, version, state, toggles, thread_id)"
    " VALUES (:leader, :chat, :message, :community, :text, :photo, :at, 1, 'shown', '', :thread)"
    " ON CONFLICT (chat_id, message_id) DO UPDATE SET text = excluded.text,"
    " photo = CASE WHEN excluded.photo = '' THEN drafts.photo ELSE excluded.photo END,"
    " written_at = excluded.written_at, version = drafts.version + 1, toggles = :toggles,"
    " step = NULL, asked_at = NULL,"
    " community_id = coalesce(excluded.community_id, drafts.community_id),"
    " state = CASE WHEN drafts.state = 'discarded' THEN 'shown' ELSE drafts.state END RETURNING id"
).bindparams(bindparam("at", type_=Instant), bindparam("thread", type_=Whole))
_BEGIN = t.insert().values(version=1, state="shown", toggles="").returning(t.c.id)
#: The newest question of a leader. `IS NOT NULL` as the index says it.
_ASKED = (
    select(t)
    .where(t.c.leader_id == bindparam("leader"), t.c.state == "shown", t.c.step.is_not(None))
    .order_by(t.c.asked_at.desc(), t.c.id.desc())
    .limit(1)
)
_SAME = (
    select(t.c.id)
    .where(t.c.leader_id == bindparam("leader"), t.c.community_id == bindparam("community"))
    .where(t.c.text == bindparam("said"), t.c.photo == bindparam("picture"))
    .where(t.c.state == "shown", t.c.version == 1, t.c.message_id.is_(None))
    .order_by(t.c.id.desc())
    .limit(1)
)
_ASK = (
    update(t)
    .where(t.c.id == bindparam("draft"), t.c.state == "shown", t.c.version == bindparam("seen"))
    .values(step=bindparam("next_step"), asked_at=bindparam("now"))
)
_ANSWER = (
    update(t)
    .where(t.c.id == bindparam("draft"), t.c.state == "shown", t.c.version == bindparam("seen"))
    .values(
        text=bindparam("said"),
        photo=bindparam("picture"),
        toggles=bindparam("turned"),
        written_at=bindparam("at"),
        step=bindparam("next_step"),
        asked_at=bindparam("now"),
        version=t.c.version + 1,
    )
)
_GET = select(t).where(t.c.id == bindparam("draft"))
_OF_MESSAGE = select(t).where(t.c.chat_id == bindparam("chat"), t.c.message_id == bindparam("message"))
_CHOOSE = (
    update(t)
    .where(t.c.id == bindparam("draft"), t.c.state == "shown")
    .values(
        community_id=bindparam("community"),
        # A topic is one group's, and so is a payee.
        thread_id=case((t.c.community_id == bindparam("community"), t.c.thread_id), else_=None),
        payee_id=case((t.c.community_id == bindparam("community"), t.c.payee_id), else_=None),
        version=t.c.version + 1,
    )
)
_END = (
    update(t)
    .where(t.c.id == bindparam("draft"), t.c.state == "shown", t.c.version == bindparam("seen"))
    .values(state=bindparam("to"), deal_id=bindparam("deal"))
)
_SET_THREAD = (
    update(t)
    .where(t.c.id == bindparam("draft"), t.c.state == "shown")
    .values(thread_id=bindparam("thread"), version=t.c.version + 1)
)
_SET_PAYEE = (
    update(t)
    .where(t.c.id == bindparam("draft"), t.c.state == "shown")
    .values(payee_id=bindparam("payee"), version=t.c.version + 1)
)
_MOVE = update(t).where(t.c.community_id == bindparam("goes")).values(community_id=bindparam("stays"))

_SHOW = update(t).where(t.c.id == bindparam("draft")).values(preview_id=bindparam("preview"))
_PREVIEWED = (
    select(t)
    .where(t.c.leader_id == bindparam("leader"), t.c.community_id == bindparam("community"))
    .where(t.c.state == "shown", t.c.preview_id.is_not(None))
    .order_by(t.c.id.desc())
    .limit(bindparam("most"))
)


def write(
    tx: WriteTx,
    *,
    leader: AccountId,
    chat: ChatId,
    message: int,
    community: CommunityId | None,
    text: str,
    photo: str,
    at: datetime,
    toggles: str = "",
    thread: int | None = None,
) -> DraftId:
    """Keep a leader's message as a draft, or its edit as the next version, with the toggles that still stand."""
    facts = {
        "leader": leader,
        "chat": chat,
        "message": message,
        "community": community,
        "text": text,
        "photo": photo,
        "at": at,
        "toggles": toggles,
        "thread": thread,
    }
    return DraftId(int(tx.value(_WRITE, facts)))


def begin(
    tx: WriteTx,
    *,
    leader: AccountId,
    community: CommunityId | None,
    text: str,
    photo: str,
    step: str | None,
    at: datetime,
    thread: int | None = None,
    payee: PayeeId | None = None,
) -> DraftId:
    """A draft made by steps, in its leader's private chat."""
    facts = {
        "leader_id": leader,
        "chat_id": leader,
        "community_id": community,
        "text": text,
        "photo": photo,
        "written_at": at,
        "step": step,
        "asked_at": None if step is None else at,
        "thread_id": thread,
        "payee_id": payee,
    }
    return DraftId(int(tx.value(_BEGIN, facts)))


def asked(tx: ReadTx, leader: AccountId) -> Draft | None:
    """The draft whose question a leader was asked last, if it still waits for the answer."""
    row = tx.first(_ASKED, {"leader": leader})
    return None if row is None else _draft(row)


def find_same(tx: ReadTx, leader: AccountId, community: CommunityId, text: str, photo: str) -> DraftId | None:
    """A draft made by steps that says the same and was not touched yet."""
    row = tx.first(_SAME, {"leader": leader, "community": community, "said": text, "picture": photo})
    return None if row is None else DraftId(row.id)


def ask(tx: WriteTx, draft: DraftId, seen: int, step: str | None, at: datetime) -> bool:
    """Ask a question about this version of a draft, or none; False when it has changed meanwhile."""
    facts = {"draft": draft, "seen": seen, "next_step": step, "now": None if step is None else at}
    return tx.changed(_ASK, facts)


def answer(tx: WriteTx, seen: int, draft: Draft, at: datetime) -> bool:
    """Keep what an answer made of a draft as its next version; False when it has changed since that version."""
    facts = {
        "draft": draft.id,
        "seen": seen,
        "said": draft.text,
        "picture": draft.photo,
        "turned": draft.toggles,
        "at": draft.written_at,
        "next_step": draft.step,
        "now": None if draft.step is None else at,
    }
    return tx.changed(_ANSWER, facts)


def get(tx: ReadTx, draft: DraftId) -> Draft:
    """A draft in any state. Raises NotFound."""
    row = tx.first(_GET, {"draft": draft})
    if row is None:
        raise NotFound()
    return _draft(row)


def find_message(tx: ReadTx, chat: ChatId, message: int) -> Draft | None:
    """The draft of a message, if it is one."""
    row = tx.first(_OF_MESSAGE, {"chat": chat, "message": message})
    return None if row is None else _draft(row)


def choose_community(tx: WriteTx, draft: DraftId, community: CommunityId) -> bool:
    """For which community it is; False when it is no draft any more."""
    return tx.changed(_CHOOSE, {"draft": draft, "community": community})


def set_thread(tx: WriteTx, draft: DraftId, thread: int | None) -> bool:
    """For which topic of its group it is, None for General; False when it is no draft any more."""
    return tx.changed(_SET_THREAD, {"draft": draft, "thread": thread})


def set_payee(tx: WriteTx, draft: DraftId, payee: PayeeId) -> bool:
    """To which payee the draft's buyers pay. False: it was published or discarded already."""
    return tx.changed(_SET_PAYEE, {"draft": draft, "payee": payee})


def show(tx: WriteTx, draft: DraftId, preview: int) -> None:
    """Which message shows a draft to its leader."""
    tx.run(_SHOW, {"draft": draft, "preview": preview})


def previewed(tx: ReadTx, leader: AccountId, community: CommunityId, most: int) -> list[Draft]:
    """A leader's newest drafts for a community that stand before them in a message."""
    return [_draft(row) for row in tx.all(_PREVIEWED, {"leader": leader, "community": community, "most": most})]


def end(tx: WriteTx, draft: Draft, to: str, deal: DealId | None) -> bool:
    """Publish or discard this version of a draft; False when it has changed meanwhile."""
    return tx.changed(_END, {"draft": draft.id, "seen": draft.version, "to": to, "deal": deal})


def move(tx: WriteTx, goes: CommunityId, stays: CommunityId) -> None:
    """One community's drafts are another's."""
    tx.run(_MOVE, {"goes": goes, "stays": stays})


def _draft(row: Row[Any]) -> Draft:
    return Draft(
        id=DraftId(row.id),
        leader_id=AccountId(row.leader_id),
        chat_id=ChatId(row.chat_id),
        message_id=row.message_id,
        community_id=None if row.community_id is None else CommunityId(row.community_id),
        text=row.text,
        photo=row.photo,
        written_at=row.written_at,
        version=row.version,
        state=row.state,
        deal_id=None if row.deal_id is None else DealId(row.deal_id),
        preview_id=row.preview_id,
        step=row.step,
        toggles=row.toggles,
        thread_id=row.thread_id,
        payee_id=None if row.payee_id is None else PayeeId(row.payee_id),
    )
