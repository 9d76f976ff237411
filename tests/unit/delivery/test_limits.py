"""When a message may go, in virtual time against the limits of a strict server."""

from itertools import pairwise

import pytest

from bot.delivery.limits import Lane, Limits, NoTurn
from bot.delivery.paces import LATE_MOST, OVERALL_MOST, OVERALL_WINDOW, LinePace
from tests.unit.delivery.virtual_time import VirtualTime

GROUP = -1001
PERSON = 7


def limits_of(time: VirtualTime) -> Limits:
    return Limits(monotonic=time.monotonic, sleep=time.sleep, jitter=lambda: 0.0)


async def send(limits: Limits, time: VirtualTime, chat: int | None, lane: Lane, at: list[float]) -> float:
    """Take a turn, note when, and say how long it took."""
    asked = time.now
    await limits.turn(chat, lane)
    at.append(time.now)
    return time.now - asked


async def after(time: VirtualTime, seconds: float, limits: Limits, chat: int | None, lane: Lane) -> float:
    await time.sleep(seconds)
    return await send(limits, time, chat, lane, [])


def most_within(times: list[float], window: float) -> int:
    """The most sends in any stretch of `window` seconds, open at its end."""
    times, most, first = sorted(times), 0, 0
    for last, at in enumerate(times):
        while times[first] <= at - window + 1e-9:
            first += 1
        most = max(most, last - first + 1)
    return most


def refusals_of_bucket(times: list[float], rate: float = 30.0, burst: float = 1.0) -> int:
    """What a token bucket with hardly any burst would refuse."""
    left, before, refused = burst, times[0], 0
    for at in times:
        left, before = min(burst, left + (at - before) * rate), at
        if left < 1 - 1e-9:
            refused += 1
        else:
            left -= 1
    return refused


async def test_a_thousand_notices_go_without_refusal_in_1_03_of_the_ideal_time() -> None:
    time, at = VirtualTime(), []
    limits, start = limits_of(time), time.now
    await time.run(*(send(limits, time, 1 + n, Lane.BULK, at) for n in range(1000)))
    assert most_within(at, 1.0) <= 30
    assert refusals_of_bucket(at) == 0
    assert time.now - start <= 1.03 * 1000 / 30


async def test_wakers_that_are_late_by_some_milliseconds_lose_no_time() -> None:
    time, at = VirtualTime(), []

    async def late_sleep(seconds: float) -> None:
        await time.sleep(seconds + 0.015)

    limits, start = Limits(monotonic=time.monotonic, sleep=late_sleep, jitter=lambda: 0.0), time.now
    await time.run(*(send(limits, time, 1 + n, Lane.BULK, at) for n in range(300)))
    assert most_within(at, 1.0) <= 30
    assert time.now - start <= 1.03 * 300 / 30


async def test_a_send_that_is_very_late_brings_no_second_over_the_limit() -> None:
    time, at = VirtualTime(), []
    stalls = iter([0.0] * 50 + [0.12] + [0.0] * 1000)

    async def stalling_sleep(seconds: float) -> None:
        await time.sleep(seconds + next(stalls))

    limits = Limits(monotonic=time.monotonic, sleep=stalling_sleep, jitter=lambda: 0.0)
    await time.run(*(send(limits, time, 1 + n, Lane.BULK, at) for n in range(300)))
    assert most_within(at, 1.0) <= 30


def test_a_late_send_counts_from_when_it_went_not_from_its_slot() -> None:
    line, now = LinePace(rate=30.0), 1000.0
    for _ in range(OVERALL_MOST):
        late = now + 0.019  # within what doesn't move the slots behind it
        line.take(late)
        now += 1 / 30
    assert line.at(1001.0) == pytest.approx(1000.019 + OVERALL_WINDOW)


def test_a_late_answer_means_a_late_arrival_by_what_it_took_longer_than_the_quickest() -> None:
    line = LinePace(rate=30.0)
    late, *others = [line.take(1000.0 + number / 30) for number in range(OVERALL_MOST)]
    for departure in others:
        line.answered(departure, departure.at + 0.200)  # far away, and always the same
    line.answered(late, 1000.0 + 0.230)
    assert line.at(1001.0) == pytest.approx(1000.030 + OVERALL_WINDOW)
    line.answered(late, 1000.0 + 9.0)
    assert line.at(1001.0) == pytest.approx(1000.030 + LATE_MOST + OVERALL_WINDOW)


async def test_answers_that_take_long_and_the_same_slow_nothing_down() -> None:
    time, at = VirtualTime(), []
    limits, start = limits_of(time), time.now

    async def sent(number: int) -> None:
        departure = await limits.turn(1 + number, Lane.BULK)
        at.append(time.now)
        await time.sleep(0.3)
        limits.answered(departure)

    await time.run(*(sent(number) for number in range(300)))
    assert most_within(at, 1.0) <= 30
    assert max(at) - start <= 1.03 * 300 / 30


async def test_a_persons_own_message_goes_before_the_bulk_and_no_window_overflows() -> None:
    time, at, waits = VirtualTime(), [], []
    limits = limits_of(time)

    async def answer(second: int) -> None:
        await time.sleep(second * 1.37)
        waits.append(await send(limits, time, 100_000 + second, Lane.OWN, at))

    bulk = [send(limits, time, 1 + n, Lane.BULK, at) for n in range(600)]
    await time.run(*bulk, *(answer(second) for second in range(14)))
    assert max(waits) < 0.1
    assert most_within(at, 1.0) <= 30


async def test_own_messages_keep_the_order_of_asking() -> None:
    time, done = VirtualTime(), []
    limits = limits_of(time)

    async def answer(number: int) -> None:
        await limits.turn(PERSON, Lane.OWN)
        done.append(number)

    await time.run(*(answer(number) for number in range(6)))
    assert done == [0, 1, 2, 3, 4, 5]


async def test_a_private_chat_gets_a_small_burst_and_then_one_a_second() -> None:
    time, at = VirtualTime(start=0.0), []
    limits = limits_of(time)
    await time.run(*(send(limits, time, PERSON, Lane.OWN, at) for _ in range(4)))
    assert at == pytest.approx([0.0, 1 / 29.3, 1.0, 2.0])


@pytest.mark.parametrize("lane", list(Lane))
async def test_a_group_never_gets_more_than_eighteen_a_minute(lane: Lane) -> None:
    time, at = VirtualTime(), []
    limits = limits_of(time)
    await time.run(*(send(limits, time, GROUP, lane, at) for _ in range(70)))
    assert most_within(at, 60.0) <= 18


async def test_cards_keep_their_distance_and_leave_room_for_a_word() -> None:
    time, at = VirtualTime(), []
    limits = limits_of(time)
    word = after(time, 200.0, limits, GROUP, Lane.OWN)
    results = await time.run(word, *(send(limits, time, GROUP, Lane.CARD, at) for _ in range(80)))
    assert results[0] < 1.1
    assert min(later - earlier for earlier, later in pairwise(at)) >= 3.5 - 1e-6
    assert most_within(at, 60.0) == 17


async def test_a_notice_does_not_wait_behind_a_card() -> None:
    time = VirtualTime()
    limits = limits_of(time)
    cards = [send(limits, time, GROUP, Lane.CARD, []) for _ in range(30)]
    waits = await time.run(*cards, after(time, 70.0, limits, GROUP, Lane.BULK))
    assert waits[-1] < 1.1


async def test_a_limited_chat_delays_nobody_else() -> None:
    time, slow = VirtualTime(), []
    limits = limits_of(time)
    limits.limited(GROUP, 300)
    blocked = [send(limits, time, GROUP, Lane.BULK, slow) for _ in range(30)]
    waits = await time.run(*blocked, *(send(limits, time, 1 + n, Lane.BULK, []) for n in range(20)))
    assert max(waits[30:]) < 1.0
    assert min(slow) >= 1300.0


async def test_a_chat_limited_while_it_stands_in_the_queue_steps_out() -> None:
    time, at = VirtualTime(), []
    limits = limits_of(time)

    async def refused() -> None:
        limits.limited(50, 300)

    waits = await time.run(*(send(limits, time, 1 + n, Lane.BULK, at) for n in range(60)), refused())
    assert waits[49] >= 300
    assert max(wait for chat, wait in enumerate(waits[:60]) if chat != 49) < 2.2


async def test_an_own_message_that_sleeps_minds_a_429_of_its_chat() -> None:
    time = VirtualTime()
    limits = limits_of(time)

    async def refused() -> None:
        limits.limited(PERSON, 5)

    waits = await time.run(*(send(limits, time, PERSON, Lane.OWN, []) for _ in range(4)), refused())
    assert waits[2] >= 5
    assert waits[3] >= 6


async def test_two_chats_limited_within_a_second_pause_everything_for_the_shorter_wait() -> None:
    time = VirtualTime()
    limits = limits_of(time)
    limits.limited(GROUP, 300)
    limits.limited(-1002, 4)
    waits = await time.run(*(send(limits, time, 50, lane, []) for lane in (Lane.OWN, Lane.BULK)))
    assert waits == pytest.approx([4.0, 4.0 + 1 / 29.3])


async def test_the_same_chat_limited_twice_pauses_only_itself() -> None:
    time = VirtualTime()
    limits = limits_of(time)
    limits.limited(GROUP, 300)
    limits.limited(GROUP, 300)
    assert await time.run(send(limits, time, PERSON, Lane.BULK, [])) == [0.0]


async def test_two_chats_limited_apart_pause_nobody_else() -> None:
    time = VirtualTime()
    limits = limits_of(time)
    limits.limited(GROUP, 300)
    time.now += 1.1
    limits.limited(-1002, 300)
    assert await time.run(send(limits, time, PERSON, Lane.BULK, [])) == [0.0]


async def test_a_429_without_a_chat_pauses_everything() -> None:
    time = VirtualTime()
    limits = limits_of(time)
    assert limits.limited(None, 7) == 7
    assert await time.run(send(limits, time, None, Lane.OWN, [])) == pytest.approx([7.0])


@pytest.mark.parametrize("lane", list(Lane))
async def test_a_pause_holds_those_who_have_a_slot_already(lane: Lane) -> None:
    time = VirtualTime()
    limits = limits_of(time)

    async def refused() -> None:
        limits.limited(None, 7)

    waits = await time.run(*(send(limits, time, 10 + n, lane, []) for n in range(20)), refused())
    assert waits[0] == 0.0
    assert min(waits[1:20]) >= 7.0


async def test_jitter_is_added_to_the_wait_and_told() -> None:
    time = VirtualTime()
    limits = Limits(monotonic=time.monotonic, sleep=time.sleep, jitter=lambda: 0.25)
    assert limits.limited(PERSON, 3) == 3.25
    assert limits.wait_for(PERSON, Lane.OWN) == 3.25
    assert limits.wait_for(8, Lane.OWN) == 0.0


@pytest.mark.parametrize("lane", list(Lane))
async def test_who_does_not_want_to_wait_is_told_at_once(lane: Lane) -> None:
    time = VirtualTime()
    limits = limits_of(time)
    limits.limited(PERSON, 300)
    with pytest.raises(NoTurn) as caught:
        await limits.turn(PERSON, lane, within_s=5)
    assert caught.value.wait_s == 300
    assert time.now == 1000.0


@pytest.mark.parametrize("lane", list(Lane))
@pytest.mark.parametrize("chat", [PERSON, None])
async def test_a_pause_is_told_at_once_too(lane: Lane, chat: int | None) -> None:
    time = VirtualTime()
    limits = limits_of(time)
    limits.limited(None, 300)
    with pytest.raises(NoTurn) as caught:
        await limits.turn(chat, lane, within_s=5)
    assert caught.value.wait_s == 300


async def test_a_long_queue_for_one_group_costs_no_more_wakings_than_it_has_messages() -> None:
    time, sleeps = VirtualTime(), []

    async def counted(seconds: float) -> None:
        sleeps.append(seconds)
        await time.sleep(seconds)

    limits = Limits(monotonic=time.monotonic, sleep=counted, jitter=lambda: 0.0)
    await time.run(*(send(limits, time, GROUP, Lane.BULK, []) for _ in range(60)))
    assert len(sleeps) <= 60


async def test_a_chat_with_a_message_in_the_line_is_not_forgotten() -> None:
    time = VirtualTime()
    limits = limits_of(time)
    limits.limited(None, 5)

    async def forget() -> None:
        limits._forget_idle()
        assert list(limits._chats) == [PERSON]

    await time.run(send(limits, time, PERSON, Lane.BULK, []), forget())


async def test_idle_chats_are_forgotten_and_waiting_or_stopped_ones_are_not() -> None:
    time = VirtualTime()
    limits = limits_of(time)
    limits.limited(PERSON, 100_000)
    await time.run(*(send(limits, time, 10 + n, Lane.BULK, []) for n in range(50)))
    time.now += 100
    limits._forget_idle()
    assert list(limits._chats) == [PERSON]
