"""The long form of the kills around calls to a gateway: KILLS of them (300 unless said otherwise), on each database."""

import os
from collections.abc import Iterator

import pytest

from tests.acceptance.test_tills import books
from tests.kit.crashes import Nest

pytestmark = pytest.mark.soak
KILLS = int(os.environ.get("KILLS", "300"))


@pytest.fixture(scope="module")
def nest(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Nest]:
    """One process that forks every bot of this module."""
    made = Nest(tmp_path_factory.mktemp("nest"))
    yield made
    made.close()


async def test_nothing_is_lost_and_nothing_goes_back_twice(nest: Nest, database_url: str) -> None:
    found = await books(nest, database_url, kills=KILLS)
    assert (found.kills, found.lost, found.twice) == (KILLS, 0, 0)
    assert found.struck > KILLS / 4, "hardly a call was under way at a kill"
