"""What a deal's card shows: the same for everybody, read in one snapshot."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.domain import deals as rules
from bot.domain.communities import CardPlace, Community
from bot.domain.deals import Deal, DealState
from bot.domain.ids import ChatId, Code, DealId, OrderId, TeamId, Token
from bot.domain.notices import Notice, NoticeKind, notice
from bot.domain.payments import Payee
from bot.domain.people import Actor, Right
from bot.domain.teams import Team, TeamState
from bot.services import rights
from bot.services.act import Done, act
from bot.services.receipts import Receipt, receipt
from storage import accounts, communities, deals, messages, orders, outbox, payees, posts, teams
from storage.database import ReadTx, WriteTx
from storage.messages import Standing

#: Teams with a button on the card; the rest stand behind `All teams`.
TEAMS_SHOWN = 4
TEAMS_LISTED = 30
#: Refused taps have a card drawn again no sooner than so long after it was last.
REDRAWN_EVERY = timedelta(minutes=1)


@act(Right.ANYONE)
def redraw(tx: WriteTx, by: Actor, now: datetime, deal_id: DealId) -> Done[None]:
    """A tap on the card was refused, so the card may show what is past: it is drawn again, and edited if it differs."""
    drawn = _drawn(tx, deal_id)
    return Done(events=(), notices=[drawn] if outbox.rests(tx, drawn, now - REDRAWN_EVERY) else [])


def may_redraw(tx: ReadTx, deal_id: DealId, now: datetime) -> bool:
    """Whether a card has stood for a minute as it was drawn last. Raises NotFound."""
    return outbox.rests(tx, _drawn(tx, deal_id), now - REDRAWN_EVERY)


@act(Right.ANYONE)
def adopt(tx: WriteTx, by: Actor, now: datetime, deal_id: DealId, message_id: int, has_photo: bool) -> Done[None]:
    """A card was tapped that nobody knows: the answer to its post was lost. From now on it is kept true too."""
    at = place(tx, deal_id)
    if messages.is_kept(tx, at.chat, message_id):
        return Done(events=())
    found = Standing(
        kind=NoticeKind.CARD,
        chat_id=at.chat,
        subject=deal_id,
        message_id=message_id,
        has_photo=has_photo,
        shown="",
        finished=False,
    )
    messages.keep(tx, found, now)
    posts.card_stood(tx, deal_id, at.chat)
    return Done(events=(), notices=[_drawn(tx, deal_id)])


@act(Right.LEADS_DEAL)
def post_again(tx: WriteTx, by: Actor, now: datetime, deal_id: DealId, turn: int) -> Done[bool]:
    """The leader has a card posted again that no longer stands, for the `turn`-th time; shows whether it is posted now.

    Nothing is posted where it stands, or was posted at this word before. Raises DealNotOpen.
    """
    deal = deals.locked(tx, deal_id)
    rules.takes_orders(deal, now)
    at = place(tx, deal_id)
    if messages.about(tx, [NoticeKind.CARD], deal_id, at.chat) or not posts.next_card_turn(tx, deal_id, turn):
        return Done(events=(), shown=False)
    return Done(events=(), notices=[_drawn(tx, deal_id)], shown=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class GoneCard:
    """A deal whose card may stand in its group no more."""

    card: "DealCard"
    stands: bool
    turn: int  #: how often its leader has had it posted again
    was_seen: bool  #: the card of this turn is known to have stood

    @property
    def is_gone(self) -> bool:
        """Whether the newest card stood, and stands no more."""
        return self.was_seen and not self.stands


def gone(tx: ReadTx, deal_id: DealId) -> GoneCard:
    """A deal, and whether its card stands. Raises NotFound."""
    found = card(tx, deal_id)
    chat, turn = found.community.chat_id, posts.card_turn(tx, deal_id)
    return GoneCard(
        card=found,
        stands=bool(messages.about(tx, [NoticeKind.CARD], deal_id, chat)),
        turn=turn,
        was_seen=posts.has_card_stood(tx, deal_id, chat, turn),
    )


def own_gone(tx: ReadTx, by: Actor, deal_id: DealId) -> GoneCard:
    """The same for who leads the deal and still may. Raises NotFound, NotAllowed."""
    rights.check(tx, Right.LEADS_DEAL, by, deal_id, "cards.own_gone")
    return gone(tx, deal_id)


def is_known(tx: ReadTx, chat: ChatId, message_id: int) -> bool:
    """Whether a message of ours was written down when it was sent."""
    return messages.is_kept(tx, chat, message_id)


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenTeam:
    """One open team as everybody sees it."""

    code: Code
    token: Token
    starter: str
    joined: int  #: with places held for somebody who is paying
    target: int
    missing: int
    deadline_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class DealCard:
    """A deal as everybody sees it."""

    deal: Deal
    community: Community
    leader: str
    payee: Payee | None
    teams: tuple[OpenTeam, ...]  #: the fullest first
    more_teams: int  #: open teams that are not among these
    formed: int
    orders: int  #: live ones


def card(tx: ReadTx, deal_id: DealId, most: int = TEAMS_SHOWN) -> DealCard:
    """A deal with its fullest open teams. Raises NotFound."""
    deal = deals.get(tx, deal_id)
    listed = teams.open_with_starters(tx, deal_id, most)
    return DealCard(
        deal=deal,
        community=communities.get(tx, deal.community_id),
        leader=accounts.get(tx, deal.leader_id).name,
        payee=None if deal.payee_id is None else payees.get(tx, deal.payee_id),
        teams=tuple(open_team(team, starter) for team, starter in listed),
        more_teams=max(teams.count(tx, deal_id, TeamState.OPEN) - len(listed), 0),
        formed=teams.count(tx, deal_id, TeamState.FORMED),
        orders=orders.live_count(tx, deal_id),
    )


def cards(tx: ReadTx, these: Sequence[Deal], most: int = TEAMS_SHOWN) -> list[DealCard]:
    """These deals, each with its fullest open teams: as many statements as for one."""
    ids = [deal.id for deal in these]
    places = communities.these(tx, {deal.community_id for deal in these})
    leaders = accounts.names(tx, {deal.leader_id for deal in these})
    paid_to = payees.these(tx, {deal.payee_id for deal in these if deal.payee_id is not None})
    listed: dict[DealId, list[OpenTeam]] = {deal: [] for deal in ids}
    for team, starter in teams.fullest_of(tx, ids, most):
        listed[team.deal_id].append(open_team(team, starter))
    counts, live = teams.counts(tx, ids), orders.live_counts(tx, ids)
    return [
        DealCard(
            deal=deal,
            community=places[deal.community_id],
            leader=leaders[deal.leader_id],
            payee=None if deal.payee_id is None else paid_to[deal.payee_id],
            teams=tuple(listed[deal.id]),
            more_teams=max(counts.get((deal.id, TeamState.OPEN), 0) - len(listed[deal.id]), 0),
            formed=counts.get((deal.id, TeamState.FORMED), 0),
            orders=live.get(deal.id, 0),
        )
        for deal in these
    ]


def place(tx: ReadTx, deal_id: DealId) -> CardPlace:
    """Where a deal's card stands. Raises NotFound."""
    return communities.card_place(tx, deal_id)


def place_of_team(tx: ReadTx, team_id: TeamId) -> CardPlace:
    """Where the card of a team's deal stands. Raises NotFound."""
    return communities.card_place_of_team(tx, team_id)


def card_by_token(tx: ReadTx, token: Token) -> DealCard:
    """The deal that a link opens. Raises NotFound."""
    return card(tx, deals.by_token(tx, token).id)


@dataclass(frozen=True, slots=True, kw_only=True)
class TeamPage:
    """One team in any state, with its deal."""

    card: DealCard
    team: OpenTeam
    state: TeamState
    id: TeamId


def team_page(tx: ReadTx, team_id: TeamId) -> TeamPage:
    """A team with its deal. Raises NotFound."""
    return _page(tx, teams.get(tx, team_id))


def deal_of_link(tx: ReadTx, token: Token) -> DealId:
    """The deal that a link names. Raises NotFound."""
    return deals.by_token(tx, token).id


def team_of_link(tx: ReadTx, token: Token) -> Team:
    """The team that a link names. Raises NotFound."""
    return teams.by_token(tx, token)


def team_by_token(tx: ReadTx, token: Token) -> TeamPage:
    """The team that a link opens. Raises NotFound."""
    return _page(tx, teams.by_token(tx, token))


@dataclass(frozen=True, slots=True, kw_only=True)
class EndedPlace:
    """An order whose team has ended, and a team of the same deal that could be joined instead, if there is one."""

    receipt: Receipt
    others: tuple[OpenTeam, ...]  #: one at most


def ended_place(tx: ReadTx, order_id: OrderId) -> EndedPlace:
    """An order with the deal's fullest open team. Raises NotFound."""
    found = receipt(tx, order_id)
    listed = teams.open_with_starters(tx, found.deal.id, 1) if found.deal.state is DealState.OPEN else []
    return EndedPlace(receipt=found, others=tuple(open_team(team, starter) for team, starter in listed))


def open_deals(tx: ReadTx, community: Community) -> list[Deal]:
    """The deals of a community that are open or will be, the next to close first."""
    return deals.open_in(tx, community.id)


def _drawn(tx: ReadTx, deal_id: DealId) -> Notice:
    return notice(NoticeKind.CARD, communities.card_place(tx, deal_id).chat, deal_id)


def _page(tx: ReadTx, team: Team) -> TeamPage:
    starter = accounts.get(tx, team.starter_id).name
    return TeamPage(card=card(tx, team.deal_id), team=open_team(team, starter), state=team.state, id=team.id)


def open_team(team: Team, starter: str) -> OpenTeam:
    """A team as everybody sees it."""
    return OpenTeam(
        code=team.code,
        token=team.token,
        starter=starter,
        joined=team.joined + team.holding,
        target=team.target,
        missing=team.missing,
        deadline_at=team.deadline_at,
    )
