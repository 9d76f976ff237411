"""Money is conserved: whatever is said of an order in whatever order, what is held is what came less what went back."""

import random
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

import pytest

from bot.domain.errors import DomainError
from bot.domain.ids import DealId, OrderId
from bot.domain.orders import OrderSettled
from bot.domain.people import ITSELF
from bot.services import orders, payments, receipts, rests, taking_back
from bot.services.receipts import Receipt
from bot.services.taking_back import Said
from storage import invariants, ledger
from tests.kit.builders import Stage, a_deal, a_leader, a_person

LEA, ANA = a_leader(), a_person(1)
PROGRAMS, STEPS = 12, 25


@dataclass
class Purse:
    """One order, and what passed from hand to hand for it by what was said."""

    stage: Stage
    deal: DealId
    order: OrderId
    dice: random.Random
    came: int = 0
    went: int = 0
    undos: list[tuple[Said, int]] = field(default_factory=list)
    done: list[str] = field(default_factory=list)

    async def stands(self) -> Receipt:
        return await self.stage.db.read(receipts.receipt, self.order)

    async def receives(self) -> None:
        amount = self.dice.choice([1, 990, 1490, 2500, 3990, 3990, 5000])
        result = await self.stage.does(LEA, payments.receive, self.order, amount)
        assert result.shown is not None
        self._keeps(result.shown.said, amount)

    async def confirms(self) -> None:
        before = await self.stands()
        result = await self.stage.does(LEA, payments.confirm, self.order)
        if result.shown is not None:
            self._keeps(result.shown, before.missing.minor)

    async def rejects(self) -> None:
        result = await self.stage.does(LEA, payments.reject, self.order)
        self._keeps(result.shown, 0)

    async def takes_back(self) -> None:
        if not self.undos:
            return
        said, booked = self.dice.choice(self.undos[-2:])
        await self.stage.does(LEA, taking_back.take_back, said.deal_id, said.undo, said.undo)
        self.undos.remove((said, booked))
        self.came -= booked

    async def settles_late(self) -> None:
        """Late money that nobody has booked yet counts as come, as much as the code asked for."""
        before = await self.stands()
        what = self.dice.choice([payments.give_stock, payments.credit, payments.owe_refund])
        await self.stage.does(LEA, what, self.order)
        self.came += 0 if before.surplus.minor else before.asked.minor

    async def refunds(self) -> None:
        before = await self.stands()
        await self.stage.does(LEA, payments.mark_refunded, self.order)
        self.went += before.surplus.minor
        with pytest.raises(OrderSettled):
            await self.stage.does(LEA, payments.mark_refunded, self.order)

    async def says(self) -> None:
        """Something by which no money moves."""
        told: list[tuple[Any, Any]] = [
            (ANA, payments.claim), (ANA, payments.claim), (ANA, orders.leave), (LEA, rests.ask), (LEA, rests.accept),
            (LEA, rests.give_back), (LEA, rests.credit_surplus), (LEA, rests.refund_surplus), (ITSELF, orders.lapse),
        ]  # fmt: skip
        by, what = self.dice.choice(told)
        await self.stage.does(by, what, self.order)

    async def waits(self) -> None:
        self.stage.clock.moves(hours=self.dice.choice([0.05, 0.2, 30]))

    def _keeps(self, said: Said | None, booked: int) -> None:
        self.came += booked
        if said is not None:
            self.undos.append((said, booked))


STEP: list[Callable[[Purse], Any]] = [
    Purse.receives, Purse.receives, Purse.receives, Purse.confirms, Purse.rejects, Purse.takes_back, Purse.takes_back,
    Purse.settles_late, Purse.settles_late, Purse.refunds, Purse.refunds, Purse.says, Purse.says, Purse.says,
    Purse.says, Purse.waits,
]  # fmt: skip


async def a_purse(stage: Stage, dice: random.Random) -> Purse:
    deal = await a_deal(stage, closes_in=timedelta(days=60))
    order = OrderId((await stage.does(ANA, orders.buy_alone, deal)).subject)
    return Purse(stage, deal, order, dice)


async def test_what_is_held_is_what_came_less_what_went_back(stage: Stage) -> None:
    seed = random.getrandbits(32)
    for number in range(PROGRAMS):
        purse = await a_purse(stage, random.Random(f"{seed}:{number}"))
        for _ in range(STEPS):
            step = purse.dice.choice(STEP)
            before = (await stage.db.read(ledger.held, purse.order), purse.came, purse.went)
            try:
                await step(purse)
                purse.done.append(step.__name__)
            except DomainError as refusal:
                purse.done.append(f"{step.__name__}: {refusal.code}")
                held = await stage.db.read(ledger.held, purse.order)
                assert (held, purse.came, purse.went) == before, (seed, number, purse.done)
            held = await stage.db.read(ledger.held, purse.order)
            assert held == purse.came - purse.went >= 0, (seed, number, purse.done)
            assert await stage.db.read(ledger.refunded, purse.order) == purse.went, (seed, number, purse.done)
            assert await stage.db.read(invariants.broken) == [], (seed, number, purse.done)
