"""The long form of the replicas: 5,000 taps in a minute and a half, one of three replicas killed every ten seconds."""

import pytest

from tests.kit.fleets import Fleet
from tests.kit.programs import Programs

pytestmark = pytest.mark.soak


async def test_5000_taps_with_a_kill_every_ten_seconds(programs: Programs, postgres_url: str) -> None:
    async with Fleet(programs, postgres_url, taps=5_000, in_teams=500) as fleet:
        await fleet.is_struck(kills=8, every_s=10, rate=55)
        found = await fleet.counts()
    print(found)  # noqa: T201 a run reports what really happened
    assert (found.kills, found.taps) == (8, 5_000)
    assert (found.lost, found.twice, found.unasked, found.copied) == (0, 0, 0, 0)
