"""Three replicas on one PostgreSQL behind nginx, killed in turns while people tap: nothing lost, nothing twice."""

import pytest

from tests.kit.fleets import Fleet
from tests.kit.programs import Programs
from tests.kit.proxies import nginx


async def test_400_taps_and_two_kills_lose_nothing_and_do_nothing_twice(programs: Programs, postgres_url: str) -> None:
    async with Fleet(programs, postgres_url, taps=400, in_teams=40) as fleet:
        await fleet.is_struck(kills=2, every_s=1.2, rate=120)
        found = await fleet.counts()
    print(found)  # noqa: T201 a run reports what really happened
    assert (found.kills, found.taps) == (2, 400)
    assert (found.lost, found.twice, found.unasked, found.copied) == (0, 0, 0, 0)
    assert found.turned_away == 0, "one of three lived all the time"


def test_where_nginx_is_missing_it_is_said_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("NGINX", raising=False)
    monkeypatch.setattr("tests.kit.proxies.shutil.which", lambda name, path: None)
    with pytest.raises(AssertionError, match="apt-get install nginx-light"):
        nginx()
