"""One person's flood is stopped and nobody else's updates are."""

import pytest

from bot.intake import floods
from bot.intake.floods import Floods, Verdict, is_counted
from tests.unit.intake.updates import Raw, a_member_change, a_message, a_tap


def verdicts(bucket: Floods, ids: range, *, person: int = 7, now: float = 0.0) -> list[Verdict]:
    return [bucket.verdict(person, number, now) for number in ids]


def test_twenty_pass_one_is_warned_and_the_rest_is_silence_for_five_minutes() -> None:
    bucket = Floods()
    assert verdicts(bucket, range(23)) == [Verdict.PASS] * 20 + [Verdict.WARN] + [Verdict.DROP] * 2
    assert bucket.verdict(7, 30, 299.9) is Verdict.DROP
    assert bucket.verdict(7, 31, 300.0) is Verdict.PASS


def test_twenty_in_ten_seconds_again_and_again_is_no_flood() -> None:
    bucket = Floods()
    assert {bucket.verdict(7, number, number * 0.5) for number in range(200)} == {Verdict.PASS}


def test_one_persons_flood_does_not_silence_another() -> None:
    bucket = Floods()
    verdicts(bucket, range(30))
    assert bucket.verdict(8, 100, 0.0) is Verdict.PASS


def test_what_was_let_through_passes_again_even_in_the_silence_and_counts_once() -> None:
    bucket = Floods()
    assert verdicts(bucket, range(20)) == verdicts(bucket, range(20), now=1.0)
    assert bucket.verdict(7, 20, 2.0) is Verdict.WARN
    assert verdicts(bucket, range(20), now=60.0) == [Verdict.PASS] * 20


def test_idle_people_are_forgotten_and_silenced_ones_are_not(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(floods, "_FORGET_ABOVE", 3)
    bucket = Floods()
    verdicts(bucket, range(20), person=1, now=100.0)
    assert bucket.verdict(1, 20, 109.0) is Verdict.WARN
    for person in (2, 3):
        bucket.verdict(person, 50, 0.0)
    bucket.verdict(4, 51, 405.0)
    assert sorted(bucket._people) == [1, 4]


def test_newcomers_among_busy_people_do_not_look_through_all_of_them_each(monkeypatch: pytest.MonkeyPatch) -> None:
    looked: list[float] = []
    monkeypatch.setattr(floods, "_FORGET_ABOVE", 10)
    monkeypatch.setattr(floods, "_is_idle", lambda person, now: bool(looked.append(now)))
    bucket = Floods()
    for person in range(1_000):
        bucket.verdict(person, person, 0.0)
    assert len(looked) < 2 * 1_000


@pytest.mark.parametrize(
    ("update", "counted"),
    [
        (a_message(1), True),
        (a_tap(1), True),
        (a_member_change(1), False),
        ({"update_id": 1, "pre_checkout_query": {}}, False),
        (a_message(1, successful_payment={}), False),
        (a_message(1, refunded_payment={}), False),
        (a_message(1, chat=-5, migrate_to_chat_id=-100), False),
        (a_message(1, chat=-5, new_chat_members=[]), False),
    ],
)
def test_only_what_a_person_sends_is_counted(update: Raw, counted: bool) -> None:
    assert is_counted(update) is counted
