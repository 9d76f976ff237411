"""Whose an object is: what the policy table of `bot/domain/people.py` asks before an act may run."""

from collections.abc import Callable

from bot.domain.communities import Community
from bot.domain.ids import AccountId, ChatId, CommunityId, DealId, DraftId, OrderId, PayeeId, StatementId
from bot.domain.people import Actor, Owners, Right, require
from storage import communities, deals, drafts, orders, payees, statements
from storage.database import ReadTx

#: Rights for which Telegram is asked who administers the group.
ASKED = frozenset(
    {
        Right.LEADS_DEAL,
        Right.LEADS_ORDER,
        Right.REPEATS_DEAL,
        Right.LEADS_COMMUNITY,
        Right.ADMINISTERS,
        Right.OWN_PAYEE,
        Right.LEADS_PAYEE,
        Right.LEADS_STATEMENT,
        Right.OWN_DRAFT,
    }
)

#: Rights that a leader keeps when the bot was removed from the group, and Telegram can't be asked any more.
WITHOUT_GROUP = frozenset({Right.LEADS_DEAL, Right.LEADS_ORDER})


def owners(tx: ReadTx, right: Right, by: Actor, about: int) -> Owners:
    """Whose the act's object is, as far as the right asks. Raises NotFound: no such object."""
    find = _OWNERS.get(right)
    return Owners() if find is None else find(tx, by, about)


def check(tx: ReadTx, right: Right, by: Actor, about: int, what: str) -> None:
    """The same for what is only read. Raises NotFound: no such object, or another's; NotAllowed: no more."""
    require(right, by, owners(tx, right, by, about), what)


def chat_of(tx: ReadTx, right: Right, about: int) -> ChatId | None:
    """The group whose administrators Telegram must be asked for before an act with this right. Raises NotFound."""
    match right:
        case Right.LEADS_DEAL | Right.REPEATS_DEAL:
            return communities.get(tx, deals.get(tx, DealId(about)).community_id).chat_id
        case Right.LEADS_ORDER:
            return communities.get(tx, deals.of_order(tx, OrderId(about)).community_id).chat_id
        case Right.LEADS_COMMUNITY:
            return communities.get(tx, CommunityId(about)).chat_id
        case Right.ADMINISTERS:
            return ChatId(about)
        case Right.OWN_PAYEE | Right.LEADS_PAYEE:
            return communities.get(tx, payees.get(tx, PayeeId(about)).community_id).chat_id
        case Right.LEADS_STATEMENT:
            return communities.get(tx, statements.get(tx, StatementId(about)).community_id).chat_id
        case Right.OWN_DRAFT:
            community = drafts.get(tx, DraftId(about)).community_id
            return None if community is None else communities.get(tx, community).chat_id
        case _:
            return None


def _of_order(tx: ReadTx, by: Actor, about: int) -> Owners:
    return Owners(owner=orders.get(tx, OrderId(about)).buyer_id)


def _of_deal(tx: ReadTx, by: Actor, about: int) -> Owners:
    deal = deals.get(tx, DealId(about))
    return _of_community(tx, by, communities.get(tx, deal.community_id), deal.leader_id)


def _of_order_deal(tx: ReadTx, by: Actor, about: int) -> Owners:
    return _of_deal(tx, by, deals.of_order(tx, OrderId(about)).id)


def _of_community_id(tx: ReadTx, by: Actor, about: int) -> Owners:
    return _of_community(tx, by, communities.get(tx, CommunityId(about)), None)


def _of_community(tx: ReadTx, by: Actor, community: Community, owner: AccountId | None) -> Owners:
    leads = communities.leads(tx, community.id, by.id)
    return Owners(owner=owner, community=community.id, chat=community.chat_id, leads=leads)


def _of_draft(tx: ReadTx, by: Actor, about: int) -> Owners:
    return Owners(owner=drafts.get(tx, DraftId(about)).leader_id)


def _of_payee(tx: ReadTx, by: Actor, about: int) -> Owners:
    return Owners(owner=payees.get(tx, PayeeId(about)).created_by)


def _of_payees_community(tx: ReadTx, by: Actor, about: int) -> Owners:
    return _of_community_id(tx, by, payees.get(tx, PayeeId(about)).community_id)


def _of_statements_community(tx: ReadTx, by: Actor, about: int) -> Owners:
    return _of_community_id(tx, by, statements.get(tx, StatementId(about)).community_id)


def _of_chat(tx: ReadTx, by: Actor, about: int) -> Owners:
    return Owners(chat=ChatId(about))


_OWNERS: dict[Right, Callable[[ReadTx, Actor, int], Owners]] = {
    Right.OWN_ORDER: _of_order,
    Right.LEADS_DEAL: _of_deal,
    Right.LEADS_ORDER: _of_order_deal,
    Right.REPEATS_DEAL: _of_deal,
    Right.LEADS_COMMUNITY: _of_community_id,
    Right.OWN_DRAFT: _of_draft,
    Right.OWN_PAYEE: _of_payee,
    Right.LEADS_PAYEE: _of_payees_community,
    Right.LEADS_STATEMENT: _of_statements_community,
    Right.ADMINISTERS: _of_chat,
}
