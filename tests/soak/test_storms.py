"""A storm of joins on hot deals by many at once: exactly full, never oversold, every counter right.

1,000 tries for half as many places, through the real acts; as soak JOINS tries (20,000; 1,000,000 before a release).
"""

import asyncio
import os
from collections import Counter

import pytest

from bot.domain.deals import SoldOut
from bot.domain.ids import DealId
from bot.services import orders
from storage import invariants
from tests.kit.builders import Stage, a_community, a_deal, a_person

JOINS = int(os.environ.get("JOINS", "20000"))
DEALS = 20
CONTENDERS = 64


async def a_contender(stage: Stage, tries: "asyncio.Queue[tuple[int, DealId]]", told: Counter[str]) -> None:
    """Buys for one person after another until nobody is left."""
    while not tries.empty():
        person, deal = tries.get_nowait()
        try:
            await stage.does(a_person(person), orders.buy_alone, deal)
        except SoldOut:
            told["sold out"] += 1
        else:
            told["bought"] += 1


@pytest.mark.parametrize("joins", [1_000, pytest.param(JOINS, marks=pytest.mark.soak)])
async def test_sold_out_deals_are_exactly_full(stage: Stage, joins: int) -> None:
    places = joins // DEALS // 2
    community = await a_community(stage)
    deals = [await a_deal(stage, community, stock=places) for _ in range(DEALS)]
    tries: asyncio.Queue[tuple[int, DealId]] = asyncio.Queue()
    for n in range(joins // DEALS):
        for deal in deals:
            tries.put_nowait((n + 1, deal))
    told: Counter[str] = Counter()
    await asyncio.gather(*(a_contender(stage, tries, told) for _ in range(CONTENDERS)))
    assert told == {"bought": DEALS * places, "sold out": DEALS * (joins // DEALS - places)}
    assert [(await stage.deal(deal)).taken for deal in deals] == [places] * DEALS
    assert await stage.db.read(invariants.broken) == []
