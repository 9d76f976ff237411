"""Deals, teams, orders and money equal a small model after every step of many programs, whatever happens in between.

KAITUAN_PROGRAMS sets how many programs run on SQLite (240), KAITUAN_SEED plays the ones of another run again; a program
that fails prints its seed and its steps. Then bugs are planted, and the same programs must find each of them.
"""

import os
import random
import shutil
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from itertools import count
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

import pytest
from sqlalchemy import update

from bot.domain import deals as deal_rules
from bot.domain import merging, receiving
from bot.domain import orders as order_rules
from bot.domain import teams as team_rules
from bot.domain.ids import CommunityId
from bot.domain.teams import TeamState
from bot.services import orders, payments, places, rests, settling
from storage import deals as stored_deals
from storage import orders as stored_orders
from storage import requests
from storage.tables import deals as deal_rows
from tests.integration.services.programs import Differs, Program, a_market

STEPS = 50
PARTS = 8
EACH = int(os.environ.get("KAITUAN_PROGRAMS", "240")) // PARTS
#: Programs within which a planted bug must be found.
WITHIN = 100


class Markets:
    """SQLite files to run programs on, each with a community and a payee."""

    def __init__(self, folder: Path, migrated: Path) -> None:
        self._folder, self._template = folder, folder / "template.db"
        self._numbers = count()
        shutil.copyfile(migrated, self._template)

    async def open(self) -> None:
        self._community = await a_market(f"sqlite:///{self._template}")

    async def runs(self, seed: str, theme: str | None) -> None:
        """Run the program of this seed. Raises Differs."""
        home = self._folder / str(next(self._numbers))
        home.mkdir()
        shutil.copyfile(self._template, home / "program.db")
        await Program(f"sqlite:///{home / 'program.db'}", self._community, seed, theme).run(STEPS)
        shutil.rmtree(home)

    async def runs_all(self, seeds: Iterable[str], theme: str | None = None) -> None:
        """Run the programs of these seeds until one differs."""
        for seed in seeds:
            await self.runs(seed, theme)


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[Path]:
    """Where files are fast: in memory, where there is such a place."""
    memory = Path("/dev/shm")  # noqa: S108 a directory of its own in there
    home = Path(mkdtemp(prefix="kaituan-", dir=memory if os.access(memory, os.W_OK) else tmp_path))
    yield home
    shutil.rmtree(home)


@pytest.fixture
async def markets(folder: Path, migrated_file: Path) -> Markets:
    """A market to copy for each program."""
    made = Markets(folder, migrated_file)
    await made.open()
    return made


def a_seed() -> str:
    """Of this run of the tests, which prints it as --randomly-seed; or the one that is asked for."""
    return os.environ.get("KAITUAN_SEED") or str(random.getrandbits(32))


@pytest.mark.parametrize("part", range(PARTS))
async def test_every_step_on_sqlite_ends_as_the_model_says(markets: Markets, part: int) -> None:
    seed = a_seed()
    await markets.runs_all(f"{seed}:{part}:{number}" for number in range(EACH))


@pytest.mark.parametrize("part", range(4))
async def test_every_step_on_postgres_ends_as_the_model_says(postgres_url: str, part: int) -> None:
    community: CommunityId = await a_market(postgres_url)
    await Program(postgres_url, community, f"{a_seed()}:postgres:{part}").run(STEPS)


# Bugs to be found

Patch = pytest.MonkeyPatch


def places_of_a_team_stay_set_aside(patch: Patch) -> None:
    patch.setattr(places, "set_aside", lambda team: team.missing)


def stock_is_not_looked_at(patch: Patch) -> None:
    """Neither by the rule nor by the guard of the statement; the CHECK of the schema is left, and is heard."""
    unguarded = (
        update(deal_rows)
        .where(deal_rows.c.id == stored_deals.bindparam("deal"))
        .values(
            taken=deal_rows.c.taken + stored_deals.bindparam("units"),
            set_aside=deal_rows.c.set_aside + stored_deals.bindparam("places"),
            orders_made=deal_rows.c.orders_made + stored_deals.bindparam("made"),
        )
    )
    patch.setattr(stored_deals, "_TAKE", unguarded)
    patch.setattr(deal_rules, "has_room", lambda deal, units: None)


def a_request_that_comes_again_is_done_again(patch: Patch) -> None:
    patch.setattr(requests, "claim", lambda tx, request, subject, now: None)


def what_was_asked_stays_asked(patch: Patch) -> None:
    patch.setattr(settling, "uncharge", lambda tx, deal, order: ())


def credit_is_not_given_back(patch: Patch) -> None:
    real = settling.uncharge
    patch.setattr(settling, "uncharge", lambda tx, deal, order: real(tx, deal, order)[:1])


def teams_merge_short_of_the_target(patch: Patch) -> None:
    patch.setattr(merging, "partners", lambda team, others: list(others)[1:2])


def what_is_claimed_goes_to_another_team(patch: Patch) -> None:
    patch.setattr(order_rules, "can_move", lambda order: None)


def who_moves_keeps_the_place_left(patch: Patch) -> None:
    """The team that is left still counts them."""
    real = places.move

    def move(tx: Any, deal: Any, order: Any, left: Any, into: Any, where: Any, now: Any) -> Any:
        after = real(tx, deal, order, left, into, where, now)
        tx.connection.exec_driver_sql(f"UPDATE teams SET joined = {left.joined} WHERE id = {left.id}")
        return after

    patch.setattr(places, "move", move)


def a_team_left_by_its_starter_keeps_them(patch: Patch) -> None:
    patch.setattr(places, "_next_starter", lambda tx, deal, team, gone, where: (team, []))


def the_last_one_leaves_an_open_team(patch: Patch) -> None:
    real = team_rules.leave
    patch.setattr(team_rules, "leave", lambda *a, **k: replace(real(*a, **k), state=TeamState.OPEN))


def teams_are_joined_after_their_deadline(patch: Patch) -> None:
    patch.setattr(team_rules, "is_open", lambda team, now: None)


def who_pays_first_counts_before_paying(patch: Patch) -> None:
    patch.setattr(order_rules, "counts_at_once", lambda deal: True)
    patch.setattr(places, "counts_at_once", lambda deal: True)


def a_buyers_limit_is_not_kept(patch: Patch) -> None:
    patch.setattr(deal_rules, "within_limit", lambda deal, quantity: None)


def a_closed_deal_takes_orders(patch: Patch) -> None:
    patch.setattr(deal_rules, "takes_orders", lambda deal, now: None)


def a_claim_lapses(patch: Patch) -> None:
    """`claimed` is taken for `due`."""
    real = orders.lapse

    def lapse(tx: Any, by: Any, now: Any, order: Any) -> Any:
        tx.connection.exec_driver_sql(f"UPDATE orders SET state = 'due' WHERE id = {order} AND state = 'claimed'")
        return real.fn(tx, by, now, order)

    patch.setattr(orders, "lapse", replace(real, fn=lapse))


def late_money_buys_what_nobody_has(patch: Patch) -> None:
    patch.setattr(deal_rules, "is_not_cancelled", lambda deal: None)


def late_money_is_forgotten(patch: Patch) -> None:
    real = payments.orders.mark_late
    patch.setattr(
        payments.orders, "mark_late", lambda tx, order, late, photo="": real(tx, order, False, photo) if late else True
    )


def a_part_is_taken_for_the_whole(patch: Patch) -> None:
    real = receiving.becomes
    patch.setattr(receiving, "becomes", lambda order, owed, came: real(order, min(owed, came), came))


def a_part_of_what_lapsed_is_forgotten(patch: Patch) -> None:
    patch.setattr(order_rules, "UNDERPAID", frozenset())


def a_surplus_is_credited_and_kept_as_well(patch: Patch) -> None:
    patch.setattr(rests.ledger, "balance", lambda tx, order: 0)


def the_rest_asks_for_the_whole(patch: Patch) -> None:
    real = settling.owes
    patch.setattr(settling, "owes", lambda tx, order, minor, now: real(tx, order, order.amount_minor, now))


def a_claim_of_a_part_is_confirmed_with_all_others(patch: Patch) -> None:
    patch.setattr(
        stored_orders, "claims", lambda tx, deal: stored_orders.in_deal(tx, deal, [order_rules.OrderState.CLAIMED])
    )


def the_quantity_is_changed_after_the_price_was_asked(patch: Patch) -> None:
    patch.setattr(order_rules, "can_change_quantity", lambda order: None)


def an_update_queues_twice(patch: Patch) -> None:
    """What comes again is told again."""
    real = requests.claim

    def claim(tx: Any, request: str, subject: int, now: Any) -> Any:
        before = real(tx, request, subject, now)
        if before is not None:
            tx.connection.exec_driver_sql("UPDATE outbox SET generation = generation + 1")
        return before

    patch.setattr(requests, "claim", claim)


#: Each bug, and what programs must be about to come across it soon.
BUGS: dict[Callable[[Patch], None], str] = {
    places_of_a_team_stay_set_aside: "places",
    stock_is_not_looked_at: "places",
    a_request_that_comes_again_is_done_again: "anything",
    what_was_asked_stays_asked: "anything",
    credit_is_not_given_back: "credit",
    teams_merge_short_of_the_target: "merging",
    what_is_claimed_goes_to_another_team: "moving",
    who_moves_keeps_the_place_left: "moving",
    a_team_left_by_its_starter_keeps_them: "places",
    the_last_one_leaves_an_open_team: "places",
    teams_are_joined_after_their_deadline: "merging",
    who_pays_first_counts_before_paying: "places",
    a_buyers_limit_is_not_kept: "places",
    a_closed_deal_takes_orders: "anything",
    a_claim_lapses: "late money",
    late_money_buys_what_nobody_has: "late money",
    late_money_is_forgotten: "late money",
    a_part_is_taken_for_the_whole: "rests",
    a_part_of_what_lapsed_is_forgotten: "rests",
    a_surplus_is_credited_and_kept_as_well: "rests",
    the_rest_asks_for_the_whole: "rests",
    a_claim_of_a_part_is_confirmed_with_all_others: "rests",
    the_quantity_is_changed_after_the_price_was_asked: "anything",
    an_update_queues_twice: "anything",
}


@pytest.mark.parametrize("bug", BUGS, ids=lambda bug: bug.__name__)
async def test_programs_find_a_planted_bug(
    markets: Markets, monkeypatch: pytest.MonkeyPatch, bug: Callable[[Patch], None]
) -> None:
    bug(monkeypatch)
    with pytest.raises(Differs):
        await markets.runs_all((f"planted:{number}" for number in range(WITHIN)), BUGS[bug])
