"""Whose lane an update is in."""

import pytest

from bot.intake.lanes import kind_of, lane_of, lanes_of, person_of
from tests.unit.intake.updates import Raw, a_member_change, a_message, a_tap


def test_a_lane_is_a_person_in_every_chat() -> None:
    updates = [a_message(1, 7), a_tap(2, 8), a_message(3, 7, chat=-100), a_tap(4, 7), a_message(5, 8)]
    assert [[one["update_id"] for one in lane] for lane in lanes_of(updates)] == [[1, 3, 4], [2, 5]]


@pytest.mark.parametrize(
    ("update", "kind", "person", "lane"),
    [
        (a_message(1, 7), "message", 7, 7),
        (a_member_change(1, 9), "chat_member", 9, 9),
        (a_message(1, 1087968824, chat=-100, is_bot=True), "message", None, -100),
        ({"update_id": 1, "channel_post": {"chat": {"id": -200}}}, "channel_post", None, -200),
        ({"update_id": 1, "poll_answer": {"user": {"id": 5, "is_bot": False}}}, "poll_answer", 5, 5),
        ({"update_id": 1, "poll": {"id": "3"}}, "poll", None, 0),
        ({"update_id": 1, "pre_checkout_query": {"from": {"id": 5}}}, "pre_checkout_query", 5, "checkout 1"),
        ({"update_id": 1, "new_thing": [1]}, "new_thing", None, 0),
        ({"update_id": 1, "message": {"from": "x", "chat": 3}}, "message", None, 0),
        ({"update_id": 1, "message": {"from": {"id": "x"}}}, "message", None, 0),
        ({"update_id": 1}, "empty", None, 0),
    ],
)
def test_person_and_lane_of_an_update(update: Raw, kind: str, person: int | None, lane: int | str) -> None:
    assert (kind_of(update), person_of(update), lane_of(update)) == (kind, person, lane)
