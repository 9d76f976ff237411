"""Communities and their leaders."""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from sqlalchemy import Row, bindparam, select, text, union, update

from bot.domain.communities import Ability, Approval, CardPlace, Community
from bot.domain.errors import NotFound
from bot.domain.ids import AccountId, ChatId, CommunityId, DealId, TeamId
from storage.database import ReadTx, WriteTx
from storage.tables import accounts, deals, leaders, orders, teams
from storage.tables import communities as t
from storage.types import YES, Flag, Instant, Whole

_NOW = bindparam("now", type_=Instant)
_SERVE = text(
    "INSERT INTO communities (chat_id, title, language, zone, currency, created_at, zone_chosen, lacks)"
    " VALUES (:chat_id, :title, :language, :zone, :currency, :now, 0, '')"
    " ON CONFLICT (chat_id) DO UPDATE SET title = excluded.title RETURNING id"
).bindparams(_NOW)
_NAME = text(
    "INSERT INTO leaders (community_id, account_id, active, named_at, approval)"
    " VALUES (:community, :account, 1, :now, 'none')"
    " ON CONFLICT (community_id, account_id) DO UPDATE SET active = 1, named_at = excluded.named_at"
).bindparams(_NOW)
_ASK = text(
    "INSERT INTO leaders (community_id, account_id, active, named_at, approval)"
    " VALUES (:community, :account, 0, :now, 'asked')"
    " ON CONFLICT (community_id, account_id) DO UPDATE SET approval = 'asked' WHERE leaders.approval = 'none'"
).bindparams(_NOW)
_DECIDE = (
    update(leaders)
    .where(leaders.c.community_id == bindparam("community"), leaders.c.account_id == bindparam("account"))
    .where(leaders.c.approval.in_(bindparam("was", expanding=True)))
    .values(approval=bindparam("word"), active=bindparam("leads"))
)
_APPROVAL = select(leaders.c.approval).where(
    leaders.c.community_id == bindparam("community"), leaders.c.account_id == bindparam("account")
)
_END = (
    update(leaders)
    .where(leaders.c.community_id == bindparam("community"), leaders.c.account_id == bindparam("account"))
    .where(leaders.c.active == YES)
    .values(active=False)
)
_COLUMNS = (
    t.c.id,
    t.c.chat_id,
    t.c.title,
    t.c.language,
    t.c.zone,
    t.c.currency,
    t.c.left_at,
    t.c.lacks,
    t.c.zone_chosen,
)
_BY_ID = select(*_COLUMNS).where(t.c.id == bindparam("community"))
_FIRST = select(*_COLUMNS).order_by(t.c.id).limit(1)
_BY_CHAT = select(*_COLUMNS).where(t.c.chat_id == bindparam("chat"))
_LED_BY = (
    select(*_COLUMNS)
    .join(leaders, leaders.c.community_id == t.c.id)
    .join(accounts, accounts.c.id == leaders.c.account_id)
    .where(leaders.c.account_id == bindparam("account"), leaders.c.active == YES, accounts.c.suspended_at.is_(None))
    .order_by(t.c.id)
)
_KNOWN_IN = union(
    select(leaders.c.community_id)
    .join(accounts, accounts.c.id == leaders.c.account_id)
    .where(leaders.c.account_id == bindparam("account"), leaders.c.active == YES, accounts.c.suspended_at.is_(None)),
    select(deals.c.community_id)
    .join(orders, orders.c.deal_id == deals.c.id)
    .where(orders.c.buyer_id == bindparam("account")),
)
_THESE = select(*_COLUMNS).where(t.c.id.in_(bindparam("these", expanding=True)))
_LEADERS = (
    select(leaders.c.account_id)
    .join(accounts, accounts.c.id == leaders.c.account_id)
    .where(leaders.c.community_id == bindparam("community"), leaders.c.active == YES)
    .where(accounts.c.suspended_at.is_(None))
    .order_by(leaders.c.named_at)
)
_LEADS_SINCE = select(leaders.c.named_at).where(
    leaders.c.community_id == bindparam("community"), leaders.c.account_id == bindparam("account")
)
_LEADS = (
    select(leaders.c.active)
    .join(accounts, accounts.c.id == leaders.c.account_id)
    .where(leaders.c.community_id == bindparam("community"), leaders.c.account_id == bindparam("account"))
    .where(accounts.c.suspended_at.is_(None))
)
_CARD_OF = (
    select(deals.c.id, t.c.chat_id).join(t, t.c.id == deals.c.community_id).where(deals.c.id == bindparam("deal"))
)
_CARD_OF_TEAM = (
    select(deals.c.id, t.c.chat_id)
    .join(t, t.c.id == deals.c.community_id)
    .join(teams, teams.c.deal_id == deals.c.id)
    .where(teams.c.id == bindparam("team"))
)
_MIGRATE = update(t).where(t.c.chat_id == bindparam("old")).values(chat_id=bindparam("new"))
_LEADERS_MOVE = text(
    "INSERT INTO leaders (community_id, account_id, active, named_at, approval)"
    " SELECT :stays, account_id, active, named_at, approval FROM leaders WHERE community_id = :goes"
    " ON CONFLICT (community_id, account_id) DO UPDATE SET"
    " active = CASE WHEN excluded.active = 1 THEN 1 ELSE leaders.active END"
).bindparams(bindparam("stays", type_=Whole), bindparam("goes", type_=Whole))
_LEADERS_GO = leaders.delete().where(leaders.c.community_id == bindparam("goes"))
_GO = t.delete().where(t.c.id == bindparam("goes"))
_SET = update(t).where(t.c.id == bindparam("community"))
_SET_LANGUAGE = _SET.values(language=bindparam("value"))
_SET_ZONE = _SET.values(zone=bindparam("value"), zone_chosen=bindparam("chosen", type_=Flag))
_SET_CURRENCY = _SET.values(currency=bindparam("value"))
_EVER_LED = (
    select(leaders.c.account_id)
    .where(leaders.c.community_id == bindparam("community"), leaders.c.approval.not_in(["asked", "declined"]))
    .limit(1)
)
_ENTER = _SET.values(left_at=None, lacks="")
_LEAVE = _SET.where(t.c.left_at.is_(None)).values(left_at=bindparam("now"))
_LACK = _SET.where(t.c.lacks.not_like(bindparam("like", type_=t.c.lacks.type))).values(
    lacks=t.c.lacks + bindparam("word", type_=t.c.lacks.type)
)
_MAY_AGAIN = _SET.where(t.c.lacks != "").values(lacks="")


def serve(tx: WriteTx, chat: ChatId, title: str, language: str, zone: str, currency: str, now: datetime) -> CommunityId:
    """Serve a chat; its language, zone and currency are kept when it was served before."""
    facts = {"chat_id": chat, "title": title, "language": language, "zone": zone, "currency": currency, "now": now}
    return CommunityId(int(tx.value(_SERVE, facts)))


def name_leader(tx: WriteTx, community: CommunityId, account: AccountId, now: datetime) -> None:
    """Make an account a leader of a community."""
    tx.run(_NAME, {"community": community, "account": account, "now": now})


def ask_for_leader(tx: WriteTx, community: CommunityId, account: AccountId, now: datetime) -> bool:
    """Ask an admin whether an account may lead; False when it was asked, or decided, before."""
    return tx.changed(_ASK, {"community": community, "account": account, "now": now})


def decide(tx: WriteTx, community: CommunityId, account: AccountId, word: Approval) -> bool:
    """An admin's word on who asked to lead; False when there is nothing to decide. A no may become a yes."""
    was = [Approval.ASKED, Approval.DECLINED] if word is Approval.GRANTED else [Approval.ASKED]
    facts = {"community": community, "account": account, "was": was, "word": word}
    return tx.changed(_DECIDE, facts | {"leads": word is Approval.GRANTED})


def approval(tx: ReadTx, community: CommunityId, account: AccountId) -> Approval:
    """What an admin has said of somebody who wants to lead, if one was asked."""
    return Approval(tx.value(_APPROVAL, {"community": community, "account": account}) or Approval.NONE)


def end_leader(tx: WriteTx, community: CommunityId, account: AccountId) -> bool:
    """End an account's leadership; whether it had any."""
    return tx.changed(_END, {"community": community, "account": account})


def get(tx: ReadTx, community: CommunityId) -> Community:
    """A community. Raises NotFound."""
    found = find(tx, community)
    if found is None:
        raise NotFound()
    return found


def find(tx: ReadTx, community: CommunityId) -> Community | None:
    """A community, if it is still one of its own."""
    row = tx.first(_BY_ID, {"community": community})
    return None if row is None else _community(row)


def leads_since(tx: ReadTx, community: CommunityId, account: AccountId) -> datetime | None:
    """Since when an account leads a community, or led it; None: never."""
    since: datetime | None = tx.value(_LEADS_SINCE, {"community": community, "account": account})
    return since


def first(tx: ReadTx) -> Community | None:
    """The community that was served first, if any is."""
    row = tx.first(_FIRST)
    return None if row is None else _community(row)


def find_chat(tx: ReadTx, chat: ChatId) -> Community | None:
    """The community of a chat, if it is served."""
    row = tx.first(_BY_CHAT, {"chat": chat})
    return None if row is None else _community(row)


def led_by(tx: ReadTx, account: AccountId) -> list[Community]:
    """Every community that an account leads."""
    return [_community(row) for row in tx.all(_LED_BY, {"account": account})]


def known_in(tx: ReadTx, account: AccountId) -> list[CommunityId]:
    """Communities that an account leads, or has ever had an order in."""
    return [CommunityId(row.community_id) for row in tx.all(_KNOWN_IN, {"account": account})]


def these(tx: ReadTx, ids: Collection[CommunityId]) -> dict[CommunityId, Community]:
    """These communities."""
    return {found.id: found for found in map(_community, tx.all(_THESE, {"these": list(ids)}))} if ids else {}


def leads(tx: ReadTx, community: CommunityId, account: AccountId) -> bool:
    """Whether an account is an active leader of a community."""
    return bool(tx.value(_LEADS, {"community": community, "account": account}))


def leaders_of(tx: ReadTx, community: CommunityId) -> tuple[AccountId, ...]:
    """The active leaders of a community, longest first."""
    return tuple(AccountId(row.account_id) for row in tx.all(_LEADERS, {"community": community}))


def card_place(tx: ReadTx, deal: DealId) -> CardPlace:
    """Where a deal's card stands. Raises NotFound."""
    return _card_place(tx.first(_CARD_OF, {"deal": deal}))


def card_place_of_team(tx: ReadTx, team: TeamId) -> CardPlace:
    """Where the card of a team's deal stands. Raises NotFound."""
    return _card_place(tx.first(_CARD_OF_TEAM, {"team": team}))


def migrate(tx: WriteTx, old: ChatId, new: ChatId) -> None:
    """A group has become a supergroup: its chat has another number."""
    tx.run(_MIGRATE, {"old": old, "new": new})


def move_leaders(tx: WriteTx, goes: CommunityId, stays: CommunityId) -> None:
    """Who leads one community leads another instead."""
    tx.run(_LEADERS_MOVE, {"goes": goes, "stays": stays})
    tx.run(_LEADERS_GO, {"goes": goes})


def end(tx: WriteTx, community: CommunityId) -> None:
    """A community that nothing belongs to any more is no more."""
    tx.run(_GO, {"goes": community})


def was_led(tx: ReadTx, community: CommunityId) -> bool:
    """Whether anybody leads a community, or did once."""
    return tx.first(_EVER_LED, {"community": community}) is not None


def enter(tx: WriteTx, community: CommunityId) -> None:
    """The bot is in the chat, with rights that nobody knows yet."""
    tx.run(_ENTER, {"community": community})


def leave(tx: WriteTx, community: CommunityId, now: datetime) -> bool:
    """The bot is in the chat no more; whether it was."""
    return tx.changed(_LEAVE, {"community": community, "now": now})


def lack(tx: WriteTx, community: CommunityId, ability: Ability) -> bool:
    """The chat doesn't let the bot do something; whether that is news."""
    return tx.changed(_LACK, {"community": community, "like": f"% {ability} %", "word": f" {ability} "})


def may_again(tx: WriteTx, community: CommunityId) -> bool:
    """The bot's rights were changed, so nothing is known to be missing; whether anything was."""
    return tx.changed(_MAY_AGAIN, {"community": community})


def set_language(tx: WriteTx, community: CommunityId, language: str) -> None:
    """The language of what is posted in the group."""
    tx.run(_SET_LANGUAGE, {"community": community, "value": language})


def set_zone(tx: WriteTx, community: CommunityId, zone: str, *, chosen: bool = True) -> None:
    """The zone of the group's clocks: chosen by a leader, or guessed."""
    tx.run(_SET_ZONE, {"community": community, "value": zone, "chosen": chosen})


def set_currency(tx: WriteTx, community: CommunityId, currency: str) -> None:
    """The currency of new deals."""
    tx.run(_SET_CURRENCY, {"community": community, "value": currency})


def _card_place(row: Row[Any] | None) -> CardPlace:
    if row is None:
        raise NotFound()
    return CardPlace(deal=DealId(row.id), chat=ChatId(row.chat_id))


def _community(row: Row[Any]) -> Community:
    return Community(
        id=CommunityId(row.id),
        chat_id=ChatId(row.chat_id),
        title=row.title,
        language=row.language,
        zone=row.zone,
        currency=row.currency,
        left_at=row.left_at,
        lacks=frozenset(map(Ability, row.lacks.split())),
        zone_chosen=row.zone_chosen,
    )
