from handlers import misses as module
from handlers.misses import MOST, WINDOW_S, Misses


def missed(times: int, *, person: int = 1, every_s: float = 1.0) -> Misses:
    """A person who missed so many times from second 0 on."""
    misses = Misses()
    for number in range(times):
        misses.count(person, number * every_s)
    return misses


def test_who_missed_nine_times_is_still_looked_up_and_ten_times_not() -> None:
    assert MOST == 10
    assert not missed(9).is_cooling(1, 9.0)
    assert missed(10).is_cooling(1, 9.0)


def test_nobody_else_is_cooled_down_by_it() -> None:
    assert not missed(10).is_cooling(2, 9.0)


def test_cooling_ends_ten_minutes_after_the_first_of_the_ten() -> None:
    misses = missed(10)
    assert WINDOW_S == 600.0
    assert misses.is_cooling(1, 599.9)
    assert not misses.is_cooling(1, 600.0)


def test_misses_far_apart_cool_nobody_down() -> None:
    assert not missed(30, every_s=67.0).is_cooling(1, 29 * 67.0)


def test_people_who_missed_long_ago_are_forgotten_when_there_are_many() -> None:
    misses = Misses()
    for person in range(module._FORGET_ABOVE):
        misses.count(person, 0.0)
    misses.count(-1, 100.0)
    assert len(misses._people) == module._FORGET_ABOVE + 1
    misses.count(-2, WINDOW_S + 50.0)
    assert set(misses._people) == {-1, -2}
