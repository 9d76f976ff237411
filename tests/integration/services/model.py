"""A second, small account of how deals, teams, orders and their money behave: everything is counted, nothing is kept.

It shares no rule with the bot but the hours at which payments fall due. What an act refuses is the name of the error.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import combinations
from typing import Any
from zoneinfo import ZoneInfo

from bot.domain.payment_hours import due_until

ZONE = ZoneInfo("Europe/Berlin")
LIVE = ("placed", "due", "claimed", "paid")
GONE = ("left", "void", "lapsed")


class Refused(Exception):
    """The model says no; the name of the error the bot must say no with."""


@dataclass
class ModelOrder:
    """One buyer's place."""

    deal: "ModelDeal"
    team: "ModelTeam | None"
    buyer: int
    number: int
    unit: int
    quantity: int = 1
    state: str = "placed"
    until: datetime | None = None
    asked: int | None = None  #: what the payment code asks; None: no code
    used: int = 0  #: credit that pays for it
    once: int = 0  #: credit that was to pay for it, given back since or not
    given: int = 0  #: credit that came of it
    held: int = 0  #: money that came and was not paid back
    late: bool = False
    rest: str = "even"  #: whether its money is too little or too much, and what is decided about that
    off: int = 0  #: what its leader has let it off

    @property
    def key(self) -> tuple[int, int]:
        return self.deal.id, self.number

    @property
    def amount(self) -> int:
        return self.unit * self.quantity - self.off

    @property
    def owed(self) -> int:
        """What its buyer still owes; below 0: what too much came."""
        charged, held, credited = self.ledger()
        return charged - held - credited

    @property
    def live(self) -> bool:
        return self.state in LIVE

    @property
    def counts(self) -> bool:
        """Whether it counts toward its team's target."""
        return self.live and (self.deal.pay != "first" or self.state == "paid")

    def ledger(self) -> tuple[int, int, int]:
        """Charged, held, credited."""
        charged = self.amount if self.state in ("due", "claimed", "paid") else 0
        return charged, self.held, self.used - self.given


@dataclass
class ModelTeam:
    """Buyers who need each other."""

    id: int
    deal: "ModelDeal"
    starter: int
    deadline: datetime
    state: str = "open"

    @property
    def members(self) -> list[ModelOrder]:
        return [order for order in self.deal.orders if order.team is self and order.live]

    @property
    def joined(self) -> int:
        return sum(order.counts for order in self.members)

    @property
    def missing(self) -> int:
        return self.deal.target - len(self.members)


@dataclass
class ModelDeal:
    """A leader's offer."""

    id: int
    pay: str
    target: int
    team_price: int
    solo: int | None
    stock: int | None
    limit: int | None
    opens_at: datetime
    closes_at: datetime
    team_for: timedelta
    due_for: timedelta
    state: str = "open"
    closed_at: datetime | None = None
    ends_at: datetime | None = None  #: from when what is left in it is ended
    orders: list[ModelOrder] = field(default_factory=list)
    teams: list[ModelTeam] = field(default_factory=list)

    @property
    def open_teams(self) -> list[ModelTeam]:
        return [team for team in self.teams if team.state == "open"]

    @property
    def claims(self) -> list[ModelOrder]:
        """What is confirmed together: not where a part came, and something is to be decided."""
        return [order for order in self.orders if order.state == "claimed" and order.rest != "short"]

    @property
    def taken(self) -> int:
        return sum(order.quantity for order in self.orders if order.live)

    @property
    def set_aside(self) -> int:
        return sum(team.missing for team in self.open_teams)

    def needs(self, units: int) -> None:
        if self.stock is not None and units > self.stock - self.taken - self.set_aside:
            raise Refused("SoldOut")

    def takes_orders(self, now: datetime) -> None:
        if self.state != "open" or not self.opens_at <= now < self.closes_at:
            raise Refused("DealNotOpen")

    def has_none_of(self, buyer: int) -> None:
        if any(order.buyer == buyer and order.live for order in self.orders):
            raise Refused("AlreadyIn")


class Model:
    """What should be so."""

    def __init__(self, now: datetime) -> None:
        self.now = now
        self.deals: dict[int, ModelDeal] = {}

    @property
    def teams(self) -> list[ModelTeam]:
        return [team for deal in self.deals.values() for team in deal.teams]

    @property
    def orders(self) -> list[ModelOrder]:
        return [order for deal in self.deals.values() for order in deal.orders]

    def credit_of(self, buyer: int) -> int:
        return sum(order.given - order.used for order in self.orders if order.buyer == buyer)

    # Places

    def start(self, buyer: int, deal: ModelDeal, team_id: int) -> None:
        team = ModelTeam(team_id, deal, buyer, min(self.now + deal.team_for, deal.closes_at))
        deal.teams.append(team)
        self._place(buyer, deal, team, deal.team_price)

    def can_start(self, buyer: int, deal: ModelDeal) -> None:
        deal.takes_orders(self.now)
        deal.has_none_of(buyer)
        deal.needs(deal.target)

    def join(self, buyer: int, team: ModelTeam) -> None:
        team.deal.has_none_of(buyer)
        team.deal.takes_orders(self.now)
        if team.state != "open" or self.now >= team.deadline:
            raise Refused("TeamClosed")
        if team.missing == 0:
            raise Refused("TeamFull")
        self._place(buyer, team.deal, team, team.deal.team_price)
        self._form_if_full(team)

    def move(self, buyer: int, team: ModelTeam) -> None:
        order = next((one for one in team.deal.orders if one.buyer == buyer and one.live), None)
        if order is None:
            raise Refused("NothingToMove")
        left = order.team
        if left is None or left is team:
            raise Refused("AlreadyIn")
        team.deal.takes_orders(self.now)
        if order.state not in ("placed", "due") or left.state != "open" or self.now >= left.deadline:
            raise Refused("OrderSettled")
        if team.state != "open" or self.now >= team.deadline:
            raise Refused("TeamClosed")
        if team.missing == 0:
            raise Refused("TeamFull")
        order.team = team
        self._goes_on(left, order)
        self._form_if_full(team)

    def buy_alone(self, buyer: int, deal: ModelDeal) -> None:
        deal.has_none_of(buyer)
        deal.takes_orders(self.now)
        deal.needs(1)
        if deal.solo is None:
            raise Refused("NoSoloPrice")
        self._ask([self._place(buyer, deal, None, deal.solo)])

    def set_quantity(self, order: ModelOrder, quantity: int) -> None:
        if order.state != "placed":
            raise Refused("OrderSettled")
        order.deal.takes_orders(self.now)
        if quantity < 1:
            raise Refused("BadQuantity")
        if order.deal.limit is not None and quantity > order.deal.limit:
            raise Refused("OverLimit")
        if quantity != order.quantity:
            order.deal.needs(quantity - order.quantity)
        order.quantity = quantity

    def leave(self, order: ModelOrder, to: str = "left") -> None:
        if order.state not in ("placed", "due"):
            raise Refused("OrderSettled")
        order.late = order.rest != "even"
        self._end(order, to)
        if order.team is not None and order.team.state == "open":
            self._goes_on(order.team, order)

    # Money

    def claim(self, order: ModelOrder) -> None:
        if order.state in GONE and order.asked is not None:
            order.late = True
        elif order.state not in ("due", "claimed"):
            raise Refused("OrderSettled")
        else:
            order.state = "claimed"

    def confirm(self, order: ModelOrder) -> None:
        if order.state == "paid":
            return
        if order.state not in ("due", "claimed"):
            raise Refused("OrderSettled")
        order.held += order.owed
        self._paid(order, "even")

    def confirm_all(self, deal: ModelDeal, seen: int) -> None:
        claims = deal.claims
        if len(claims) != seen:
            raise Refused("ClaimsChanged")
        for order in claims:
            self.confirm(order)

    def reject(self, order: ModelOrder) -> None:
        if order.state != "claimed":
            raise Refused("OrderSettled")
        order.state, order.until = "due", self._until(order.deal)
        order.rest = "asked" if order.rest == "short" else order.rest

    def receive(self, order: ModelOrder, came: int) -> None:
        if order.state in ("due", "claimed"):
            owed = order.owed
            order.held += came
            if came < owed:
                order.rest, order.asked = "short", None if order.asked is None else owed - came
            else:
                self._paid(order, "even" if came == owed else "over")
        elif order.state == "placed":
            raise Refused("OrderSettled")
        else:
            order.held += came
            order.rest = "over" if order.state == "paid" else "even"
            order.late = order.late or order.state in GONE
            order.state = "refund_due" if order.state == "refunded" else order.state

    def ask_rest(self, order: ModelOrder) -> None:
        if order.rest == "asked":
            return
        self._differs(order, "short")
        if order.asked is None:
            raise Refused("OrderSettled")
        order.state, order.until, order.rest, order.asked = "due", self._until(order.deal), "asked", order.owed

    def accept_part(self, order: ModelOrder) -> None:
        self._differs(order, "short", "asked")
        order.off += order.owed
        self._paid(order, "even")

    def give_part_back(self, order: ModelOrder) -> None:
        self._differs(order, "short", "asked")
        self._end(order, "refund_due")
        if order.team is not None and order.team.state == "open":
            self._goes_on(order.team, order)

    def credit_surplus(self, order: ModelOrder) -> None:
        self._differs(order, "over")
        order.rest, order.given = "even", order.given - order.owed

    def refund_surplus(self, order: ModelOrder) -> None:
        self._differs(order, "over")
        order.rest = "back"

    def give_stock(self, order: ModelOrder) -> None:
        came, waits = self._late_money(order)
        if order.deal.state == "cancelled":
            raise Refused("DealOver")
        order.deal.has_none_of(order.buyer)
        order.deal.needs(order.quantity)
        used = max(order.amount - waits, 0)
        if used > order.once:
            raise Refused("TooLittleCame")
        if used > self.credit_of(order.buyer):
            raise Refused("CreditSpent")
        order.state, order.team, order.late = "paid", None, False
        order.rest = "over" if waits > order.amount else "even"
        order.held, order.used = order.held + came, order.used + used

    def credit(self, order: ModelOrder) -> None:
        came, waits = self._late_money(order)
        order.held, order.given, order.late = order.held + came, order.given + waits, False

    def owe_refund(self, order: ModelOrder) -> None:
        came, _ = self._late_money(order)
        order.state, order.held, order.late = "refund_due", order.held + came, False

    def mark_refunded(self, order: ModelOrder) -> None:
        if order.state != "refund_due" and order.rest != "back":
            raise Refused("OrderSettled")
        order.held += order.owed
        order.state, order.rest = "refunded" if order.state == "refund_due" else order.state, "even"

    # Deals and deadlines

    def close_now(self, deal: ModelDeal) -> None:
        if deal.state not in ("scheduled", "open"):
            raise Refused("DealOver")
        deal.closed_at = min(self.now, deal.closes_at)
        deal.ends_at = min(self.now + timedelta(minutes=5), deal.closes_at)
        deal.state = "closed"

    def undo_close(self, deal: ModelDeal) -> None:
        if deal.state in ("scheduled", "open"):
            return
        if deal.state == "cancelled":
            raise Refused("DealOver")
        if deal.ends_at is None or self.now >= deal.ends_at or deal.closed_at is None:
            raise Refused("TooLateToUndo")
        deal.state = "scheduled" if deal.closed_at < deal.opens_at else "open"
        deal.closed_at = deal.ends_at = None

    def reopen(self, deal: ModelDeal) -> None:
        if deal.state not in ("closed", "settled"):
            raise Refused("DealOver")
        deal.state, deal.closes_at = "open", self.now + timedelta(minutes=30)
        deal.closed_at = deal.ends_at = None

    def cancel(self, deal: ModelDeal) -> None:
        if deal.state not in ("scheduled", "open", "closed"):
            raise Refused("DealOver")
        deal.state, deal.ends_at = "cancelled", self.now

    def extend(self, deal: ModelDeal, closes_at: datetime) -> None:
        if deal.state not in ("scheduled", "open"):
            raise Refused("DealOver")
        if closes_at <= deal.closes_at or closes_at <= self.now:
            raise Refused("NotLater")
        deal.closes_at = closes_at

    def open_due(self, deal: ModelDeal) -> None:
        if deal.state == "scheduled" and self.now >= deal.opens_at:
            deal.state = "open"

    def close_due(self, deal: ModelDeal) -> None:
        if deal.state == "open" and self.now >= deal.closes_at:
            deal.state, deal.closed_at, deal.ends_at = "closed", deal.closes_at, self.now

    def run_out(self, team: ModelTeam) -> None:
        if team.state == "open" and self.now >= team.deadline:
            self._end_team(team)

    def lapse(self, order: ModelOrder) -> None:
        if order.state == "due" and order.until is not None and self.now >= order.until:
            self.leave(order, "lapsed")

    def end_slice(self, deal: ModelDeal) -> None:
        if deal.ends_at is None or self.now < deal.ends_at:
            return
        if deal.state == "closed":
            self._end_closed(deal)
        else:
            self._end_cancelled(deal)

    def sweep(self) -> None:
        """What is due happens, in rounds: openings, deadlines, closings, the rest of ended deals, unpaid orders."""
        tried: set[tuple[str, int]] = set()
        while True:
            due = [each for each in self._due() if (each[0].__name__, id(each[1])) not in tried]
            if not due:
                return
            for what, about in due:
                tried.add((what.__name__, id(about)))
                what(about)

    def end(self, deal: ModelDeal) -> None:
        """Everything that is left of an ended deal."""
        while deal.ends_at is not None:
            self.end_slice(deal)

    def _due(self) -> list[tuple[Callable[[Any], None], Any]]:
        deals, now = self.deals.values(), self.now
        out = [team for team in self.teams if team.state == "open" and now >= team.deadline and self._waits(team.deal)]
        late = [order for order in self.orders if order.state == "due" and order.until and now >= order.until]
        return [
            *((self.open_due, deal) for deal in deals if deal.state == "scheduled" and now >= deal.opens_at),
            *((self.run_out, team) for team in sorted(out, key=lambda one: (one.deadline, one.id))),
            *((self.close_due, deal) for deal in deals if deal.state == "open" and now >= deal.closes_at),
            *((self.end, deal) for deal in deals if deal.ends_at is not None and now >= deal.ends_at),
            *((self.lapse, order) for order in late),
        ]

    # How

    def _waits(self, deal: ModelDeal) -> bool:
        """Whether a deal does not end its teams itself yet."""
        if deal.state == "closed":
            return deal.ends_at is not None and self.now < deal.ends_at
        return deal.state == "open" and self.now < deal.closes_at

    def _place(self, buyer: int, deal: ModelDeal, team: ModelTeam | None, unit: int) -> ModelOrder:
        order = ModelOrder(deal, team, buyer, len(deal.orders) + 1, unit)
        deal.orders.append(order)
        if team is not None and deal.pay == "first":
            self._ask([order])
        return order

    def _until(self, deal: ModelDeal) -> datetime | None:
        if deal.pay == "pickup":
            return None
        return self.now + timedelta(minutes=30) if deal.pay == "first" else due_until(self.now, deal.due_for, ZONE)

    def _ask(self, orders: Iterable[ModelOrder]) -> None:
        for order in orders:
            order.used = 0 if order.deal.pay == "first" else min(self.credit_of(order.buyer), order.amount)
            order.once = order.used
            order.asked = None if order.deal.pay == "pickup" else order.amount - order.used
            order.state, order.until = "due", self._until(order.deal)
            if order.used == order.amount:
                order.state = "paid"

    def _goes_on(self, team: ModelTeam, gone: ModelOrder) -> None:
        if not team.members:
            team.state = "cancelled"
        elif team.starter == gone.buyer:
            team.starter = team.members[0].buyer

    def _form_if_full(self, team: ModelTeam) -> None:
        if team.state == "open" and team.joined == team.deal.target:
            team.state = "formed"
            self._ask([order for order in team.members if order.state == "placed"])

    def _paid(self, order: ModelOrder, rest: str) -> None:
        order.state, order.rest = "paid", rest
        if order.team is not None and order.deal.pay == "first":
            self._form_if_full(order.team)

    def _differs(self, order: ModelOrder, *rests: str) -> None:
        if order.rest not in rests:
            raise Refused("RestSettled")

    def _end(self, order: ModelOrder, to: str) -> None:
        order.state, order.used, order.rest = to, 0, "even"

    def _void(self, order: ModelOrder) -> None:
        """An order ends with its team or deal."""
        order.late = order.state == "claimed"
        goes_back = order.held > 0 if order.state == "paid" else order.state == "due" and order.rest != "even"
        self._end(order, "refund_due" if goes_back else "void")

    def _end_team(self, team: ModelTeam) -> None:
        for order in team.members:
            if not order.counts:
                self._void(order)
        needed = team.deal.target - team.joined
        whole = [other for other in team.deal.open_teams if other is not team and other.joined == len(other.members)]
        chosen = first_exact([other.joined for other in whole], needed) if team.joined else None
        if chosen is None:
            for order in team.members:
                self._void(order)
            team.state = "expired"
            return
        together = sorted([team, *(whole[place] for place in chosen)], key=lambda one: one.id)
        for other in together[1:]:
            for order in other.members:
                order.team = together[0]
            other.state = "merged"
        self._form_if_full(together[0])

    def _end_closed(self, deal: ModelDeal) -> None:
        deal.ends_at = deal.closed_at
        if not deal.open_teams:
            deal.state, deal.ends_at = "settled", None
        while deal.open_teams:
            self._end_team(deal.open_teams[0])

    def _end_cancelled(self, deal: ModelDeal) -> None:
        living = [order for order in deal.orders if order.live]
        if deal.open_teams:
            for team in deal.open_teams:
                team.state = "cancelled"
        elif living:
            for order in living:
                self._void(order)
        else:
            deal.ends_at = None

    def _late_money(self, order: ModelOrder) -> tuple[int, int]:
        """What came that nobody has booked, and what waits for the leader with it."""
        if order.state not in GONE or not order.late:
            raise Refused("OrderSettled")
        booked = max(-order.owed, 0)
        asked = order.amount - order.once if order.asked is None else order.asked
        came = 0 if booked else asked
        return came, came + booked


def first_exact(sizes: list[int], needed: int) -> tuple[int, ...] | None:
    """The places of the oldest whole teams that make exactly the number, by trying every choice there is."""
    choices = (c for count in range(1, len(sizes) + 1) for c in combinations(range(len(sizes)), count))
    return min((c for c in choices if sum(sizes[place] for place in c) == needed), default=None)
