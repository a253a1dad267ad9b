import itertools
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.rate_limit_server import StrictWindow
from benchmarks.virtual import World
from imgix_management._ratelimit import (
    BucketLimits,
    Limit,
    MemoryStore,
    Reservation,
    ReservationLog,
    Store,
    margin_for,
)
from imgix_management._ratelimit.sqlite import SQLiteStore
from imgix_management.errors import RateLimitWaitError

MARGIN = 0.02


@dataclass
class Waiter:
    """One who wants to send a request, and what happens to it (all in seconds)."""

    arrives: float
    late: float = 0.0  # wakes so much later than asked
    connects: float = 0.0  # needs so long between being granted and sending
    gives_up: float | None = None  # after so long, if still waiting
    dawdles: float = 0.0  # leaves so long after it was granted for good
    travels: float = 0.0  # is counted by the server so long after it left
    returns: float = 0.0  # gets its response so long after that
    reservation: Reservation | None = None
    sent: float | None = None


class Simulation:
    """Callers, blocks and a store on a virtual clock."""

    def __init__(self, *limits: Limit, bucket_limits: BucketLimits | None = None, stored: bool = False) -> None:
        self.limits = limits
        self.bucket_limits = bucket_limits or BucketLimits(*limits, margin=MARGIN)
        self.world = World()
        self.folder = tempfile.TemporaryDirectory()
        self.store: Store = MemoryStore(clock=self.world.clock)
        if stored:  # written and read between any two operations
            file = Path(self.folder.name) / "limits.sqlite"
            self.store = SQLiteStore(file, "account", clock=self.world.clock, wall=self.world.clock)
        self.sleeps = 0

    def run(self, callers: Sequence[Waiter], blocks: Sequence[tuple[float, float | None]] = ()) -> None:
        for waiter in callers:
            self.world.at(waiter.arrives, partial(self._arrive, waiter))
        for start, seconds in blocks:
            self.world.at(start, partial(self.store.block, self.bucket_limits, seconds))
        self.world.run()
        self.store.close()
        self.folder.cleanup()

    def _arrive(self, waiter: Waiter) -> None:
        waiter.reservation = self.store.reserve(self.bucket_limits)
        if waiter.gives_up is not None:
            self.world.at(self.world.now + waiter.gives_up, partial(self._give_up, waiter))
        self._confirm(waiter)

    def _give_up(self, waiter: Waiter) -> None:
        if waiter.reservation is not None and waiter.reservation.state == "waiting":
            self.store.release(waiter.reservation)

    def _confirm(self, waiter: Waiter) -> None:
        assert waiter.reservation is not None
        if waiter.reservation.state == "released":
            return
        now, wait = self.world.now, self.store.confirm(waiter.reservation)
        if wait > 0:
            self.sleeps += 1
            wakes = max(now + wait, waiter.reservation.slot)  # no sleep ends early, as rounding would have it
            self.world.at(wakes + waiter.late, partial(self._confirm, waiter))
        elif waiter.connects:
            delay, waiter.connects = waiter.connects, 0.0
            self.world.at(now + delay, partial(self._confirm, waiter))
        else:
            self.world.at(now + waiter.dawdles, partial(self._leave, waiter))

    def _leave(self, waiter: Waiter) -> None:
        assert waiter.reservation is not None
        waiter.sent = self.world.now
        if waiter.reservation.state == "granted" and waiter.reservation.is_late(self.world.now):
            self.store.sent(waiter.reservation)
        elif waiter.reservation.state == "in flight":
            responded = waiter.sent + waiter.travels + waiter.returns
            self.world.at(responded, partial(self.store.mark_done, waiter.reservation))


def assert_accepted(callers: Sequence[Waiter], limits: Sequence[Limit]) -> None:
    counted = sorted(waiter.sent + waiter.travels for waiter in callers if waiter.sent is not None)
    for limit in limits:
        server = StrictWindow(limit.count, limit.period)
        assert all(server.accepts(time) for time in counted)


def seconds(most: float) -> st.SearchStrategy[float]:
    return st.floats(0, most, allow_subnormal=False)


def windows(most: int) -> st.SearchStrategy[list[Limit]]:
    one = st.builds(Limit, st.just("x"), st.integers(1, 5), st.floats(0.5, 8))
    return st.lists(one, min_size=1, max_size=most)


@st.composite
def crowds(draw: st.DrawFn, *, troubled: bool) -> list[Waiter]:
    """Callers in the order of arrival; troubled ones wake late, connect slowly and give up."""
    now = 0.0
    callers = []
    for _ in range(draw(st.integers(1, 40))):
        now += draw(st.just(0.0) | seconds(3))
        callers.append(Waiter(now))
        if troubled:
            callers[-1].late = draw(st.just(0.0) | seconds(MARGIN) | seconds(5))
            callers[-1].connects = draw(st.just(0.0) | seconds(0.5) | seconds(5))
            callers[-1].gives_up = draw(st.none() | seconds(20))
    return callers


def blocks(lengths: st.SearchStrategy[float | None]) -> st.SearchStrategy[list[tuple[float, float | None]]]:
    return st.lists(st.tuples(seconds(30), lengths), max_size=4)


@given(limits=windows(3), callers=crowds(troubled=False))
def test_no_window_is_exceeded_whatever_the_arrivals(limits: list[Limit], callers: list[Waiter]) -> None:
    Simulation(*limits).run(callers)
    assert all(waiter.sent is not None for waiter in callers)
    assert_accepted(callers, limits)


@given(
    limits=windows(3),
    callers=crowds(troubled=True),
    blocks=blocks(seconds(10)),
)
def test_no_window_is_exceeded_by_the_late_the_slow_and_those_who_give_up(
    limits: list[Limit], callers: list[Waiter], blocks: list[tuple[float, float | None]]
) -> None:
    Simulation(*limits).run(callers, blocks)
    assert_accepted(callers, limits)
    for waiter in callers:
        assert waiter.reservation is not None
        assert (waiter.sent is not None) == (waiter.reservation.state == "granted")
        for start, length in blocks:
            # At the very moment of the block, whoever was first was first.
            assert length is not None
            assert waiter.sent is None or not start < waiter.sent < start + length


@given(
    limits=windows(3),
    callers=crowds(troubled=True),
    blocks=blocks(st.none() | seconds(10)),
    stored=st.booleans(),
    dawdles=st.lists(st.just(0.0) | seconds(0.45), min_size=1),
)
def test_no_window_is_exceeded_by_those_who_leave_late(
    limits: list[Limit],
    callers: list[Waiter],
    blocks: list[tuple[float, float | None]],
    stored: bool,
    dawdles: list[float],
) -> None:
    """They were granted, and then others came between; but for less than a window."""
    for waiter, delay in zip(callers, itertools.cycle(dawdles), strict=False):
        waiter.dawdles = delay
    Simulation(*limits, stored=stored).run(callers, blocks)
    assert_accepted(callers, limits)


@given(
    limits=windows(3),
    callers=crowds(troubled=True),
    blocks=blocks(st.none() | seconds(10)),
    stored=st.booleans(),
    ways=st.lists(st.tuples(seconds(30), seconds(10)), min_size=1),
)
def test_no_window_is_exceeded_if_strict_whatever_the_network(
    limits: list[Limit],
    callers: list[Waiter],
    blocks: list[tuple[float, float | None]],
    stored: bool,
    ways: list[tuple[float, float]],
) -> None:
    for waiter, (travels, returns) in zip(callers, itertools.cycle(ways), strict=False):
        waiter.travels, waiter.returns = travels, returns
    Simulation(*limits, bucket_limits=BucketLimits(*limits, margin=MARGIN, strict=True), stored=stored).run(
        callers, blocks
    )
    assert_accepted(callers, limits)


@given(limits=windows(2), callers=crowds(troubled=False), latency=st.lists(seconds(MARGIN), min_size=1))
def test_the_margin_covers_requests_that_overtake_each_other(
    limits: list[Limit], callers: list[Waiter], latency: list[float]
) -> None:
    Simulation(*limits).run(callers)
    for waiter, delay in zip(callers, itertools.cycle(latency), strict=False):
        assert waiter.sent is not None
        waiter.sent += delay * 0.999
    assert_accepted(callers, limits)


@given(limits=windows(3), callers=crowds(troubled=False))
def test_first_come_first_served_and_one_sleep_each(limits: list[Limit], callers: list[Waiter]) -> None:
    simulation = Simulation(*limits)
    simulation.run(callers)
    slots = [waiter.reservation.slot for waiter in callers if waiter.reservation is not None]
    assert slots == sorted(slots)
    assert [waiter.sent for waiter in callers] == pytest.approx(slots, abs=1e-9)
    assert simulation.sleeps <= len(callers)


@given(limits=windows(3), callers=crowds(troubled=False))
def test_nobody_waits_without_need(limits: list[Limit], callers: list[Waiter]) -> None:
    """Each is granted on arrival, with the one before, or when a full window has room again."""
    Simulation(*limits).run(callers)
    sent = [waiter.sent for waiter in callers if waiter.sent is not None]
    for i, (waiter, time) in enumerate(zip(callers, sent, strict=True)):
        reasons = [waiter.arrives, *sent[max(0, i - 1) : i]]
        reasons += [sent[i - each.count] + each.period + MARGIN for each in limits if i >= each.count]
        assert time == pytest.approx(max(reasons), abs=1e-6)


@pytest.mark.parametrize(("count", "period"), [(4, 1.0), (10, 60.0), (60, 3600.0)])
def test_the_greedy_get_all_of_the_rate_but_the_margin(count: int, period: float) -> None:
    limit = Limit("x", count, period)
    callers = [Waiter(0.0) for _ in range(count * 100)]
    Simulation(limit, bucket_limits=BucketLimits(limit)).run(callers)
    last = callers[-1].sent
    assert last == pytest.approx(99 * (period + margin_for(period)))
    assert count * 99 / (last or 0) >= 0.98 * count / period


def test_waking_within_the_tolerance_costs_neither_a_second_sleep_nor_rate() -> None:
    limit = Limit("x", 4, 1.0)
    callers = [Waiter(0.0, late=0.009) for _ in range(40)]
    simulation = Simulation(limit)
    simulation.run(callers)
    assert simulation.sleeps == 36
    assert callers[-1].sent == pytest.approx(9 * 1.02 + 0.009)
    assert_accepted(callers, [limit])


def test_a_stall_of_all_delays_but_starves_nobody() -> None:
    limit = Limit("x", 4, 1.0)
    callers = [Waiter(0.0, late=1.5 if 4 <= i < 12 else 0.001) for i in range(40)]
    Simulation(limit).run(callers)
    assert_accepted(callers, [limit])
    assert max(waiter.sent or 0 for waiter in callers) < 9 * 1.02 + 2.5


def test_who_overslept_is_granted_as_soon_as_there_is_room() -> None:
    simulation = Simulation(Limit("x", 2, 1.0))
    callers = [Waiter(0.0), Waiter(0.0), Waiter(0.0, late=0.5), *(Waiter(0.0) for _ in range(5))]
    simulation.run(callers)
    assert [waiter.sent for waiter in callers] == pytest.approx([0, 0, 1.52, 1.02, 2.04, 2.54, 3.06, 3.56])
    assert_accepted(callers, simulation.limits)


def test_a_slow_connection_moves_the_request_to_when_it_leaves() -> None:
    simulation = Simulation(Limit("x", 1, 1.0))
    callers = [Waiter(0.0, connects=0.3), Waiter(0.5)]
    simulation.run(callers)
    assert [waiter.sent for waiter in callers] == pytest.approx([0.3, 1.32])


def test_a_request_that_is_held_up_waits_again_if_its_room_is_taken() -> None:
    simulation = Simulation(Limit("x", 1, 1.0))
    callers = [Waiter(0.0, connects=1.1), Waiter(0.5)]
    simulation.run(callers)
    assert [waiter.sent for waiter in callers] == pytest.approx([2.04, 1.02])


def test_a_released_slot_is_used_by_the_next() -> None:
    log, bucket_limits = ReservationLog(), BucketLimits(Limit("x", 1, 1.0), margin=0.0)
    log.reserve(bucket_limits, 0.0)
    waiting = log.reserve(bucket_limits, 0.0)
    assert waiting.slot == 1.0
    waiting.release()
    assert log.reserve(bucket_limits, 0.5).slot == 1.0


@given(order=st.permutations(range(6)), count=st.integers(1, 3))
def test_all_released_slots_are_free_again_in_any_order_and_no_others(order: list[int], count: int) -> None:
    log, bucket_limits = ReservationLog(), BucketLimits(Limit("x", count, 1.0), margin=0.0)
    for _ in range(2 * count):
        log.reserve(bucket_limits, 0.0)
    reservations = [log.reserve(bucket_limits, 0.0) for _ in order]
    slots = [reservation.slot for reservation in reservations]
    for i in order:
        reservations[i].release()
    assert [log.reserve(bucket_limits, 0.5).slot for _ in order] == slots


def test_a_slot_released_before_others_is_not_handed_out_past_them() -> None:
    log, bucket_limits = ReservationLog(), BucketLimits(Limit("x", 1, 1.0), margin=0.0)
    first, second, third = (log.reserve(bucket_limits, 0.0) for _ in range(3))
    second.release()
    assert (first.slot, third.slot) == (0.0, 2.0)
    assert log.reserve(bucket_limits, 0.0).slot == 3.0


def test_a_granted_request_cannot_be_released() -> None:
    log, bucket_limits = ReservationLog(), BucketLimits(Limit("x", 1, 1.0), margin=0.0)
    log.reserve(bucket_limits, 0.0).release()
    assert log.reserve(bucket_limits, 0.0).slot == 1.0


def test_refuses_instead_of_reserving_if_the_slot_is_too_far() -> None:
    log, bucket_limits = ReservationLog(), BucketLimits(Limit("x", 1, 1.0), margin=0.0)
    log.reserve(bucket_limits, 0.0)
    for _ in range(3):
        with pytest.raises(RateLimitWaitError) as caught:
            log.reserve(bucket_limits, 0.25, max_wait=0.5)
        assert caught.value.wait == 0.75
    assert log.reserve(bucket_limits, 0.25, max_wait=0.75).slot == 1.0
    assert log.reserve(bucket_limits, 5.0, max_wait=0.0).state == "granted"


def test_a_blocked_bucket_holds_back_those_who_have_a_slot_already() -> None:
    simulation = Simulation(Limit("x", 2, 1.0))
    callers = [Waiter(0.0) for _ in range(6)] + [Waiter(3.0)]
    simulation.run(callers, blocks=[(0.5, 10.0), (0.6, 1.0)])
    assert [waiter.sent for waiter in callers] == pytest.approx([0, 0, 10.5, 10.5, 11.52, 11.52, 12.54])
    assert simulation.sleeps == 4 + 4 + 1  # those who held a slot sleep a second time


def test_who_comes_after_a_closing_is_script_with_clock_behind_those_it_holds_back() -> None:
    log, bucket_limits = ReservationLog(), BucketLimits(Limit("x", 1, 1.0), margin=0.0)
    log.reserve(bucket_limits, 0.0)
    held_back = log.reserve(bucket_limits, 0.0)
    log.block(bucket_limits, 0.5, 9.5)
    with pytest.raises(RateLimitWaitError) as caught:
        log.reserve(bucket_limits, 0.5, max_wait=10.0)
    assert caught.value.wait == 10.5
    assert held_back.slot == 10.0


def test_a_block_moves_nobody_to_earlier_than_it_will_wake() -> None:
    log, bucket_limits = ReservationLog(), BucketLimits(Limit("x", 1, 1.0), margin=0.0)
    _, second, third = (log.reserve(bucket_limits, 0.0) for _ in range(3))
    second.release()
    log.block(bucket_limits, 0.1, 0.4)
    assert third.slot == 2.0


def test_nobody_waits_for_a_holder_that_oversleeps() -> None:
    log, bucket_limits = ReservationLog(), BucketLimits(Limit("x", 2, 1.0), margin=MARGIN)
    reservations = [log.reserve(bucket_limits, 0.0) for _ in range(4)]
    oversleeps, late = reservations[2:]
    assert (oversleeps.slot, late.slot) == (1.02, 1.02)
    assert log.confirm(late, 1.5) == 0.0
    assert log.reserve(bucket_limits, 1.5).state == "granted"
    assert log.confirm(oversleeps, 1.6) == pytest.approx(1.5 + 1.02 - 1.6)


def test_a_block_holds_back_a_request_that_has_not_left_yet() -> None:
    simulation = Simulation(Limit("x", 2, 1.0))
    waiter = Waiter(0.0, connects=0.005)
    simulation.run([waiter], blocks=[(0.004, 1.0)])
    assert waiter.sent == pytest.approx(1.004)


@given(limits=windows(2), times=st.lists(st.floats(0, 20), min_size=1, max_size=60))
def test_a_clock_that_runs_backwards_does_no_harm(limits: list[Limit], times: list[float]) -> None:
    log, bucket_limits = ReservationLog(), BucketLimits(*limits, margin=0.0)
    slots = [log.reserve(bucket_limits, now).slot for now in times]
    assert slots == sorted(slots)
    for limit in limits:
        for then, later in zip(slots, slots[limit.count :], strict=False):
            assert later >= then + limit.period


def test_a_clock_that_runs_backwards_does_not_bring_back_what_was_forgotten() -> None:
    log, bucket_limits = ReservationLog(), BucketLimits(Limit("x", 1, 1.0), margin=0.0)
    log.reserve(bucket_limits, 0.0)
    assert log.status(bucket_limits, 5.0).free == 1
    assert log.reserve(bucket_limits, 0.5).slot == 5.0


@given(callers=crowds(troubled=True))
def test_each_keeps_its_own_limit_and_counts_the_others(callers: list[Waiter]) -> None:
    low, high = Limit("x", 1, 2.0), Limit("x", 4, 1.0)
    simulation = Simulation(low, high)
    all_limits = [BucketLimits(low, margin=MARGIN), BucketLimits(high, margin=MARGIN)]
    turns = {id(waiter): i % 2 for i, waiter in enumerate(callers)}

    def arrive(waiter: Waiter) -> None:
        simulation.bucket_limits = all_limits[turns[id(waiter)]]
        Simulation._arrive(simulation, waiter)

    simulation._arrive = arrive  # type: ignore[method-assign]
    simulation.run(callers)
    assert_accepted(callers, [high])
    sent = [(waiter.sent, turns[id(waiter)]) for waiter in callers if waiter.sent is not None]
    for time, turn in sent:
        # Whoever came after it may have been sent before it within the tolerance.
        before = [other for other, _ in sent if other < time - all_limits[turn].tolerance]
        assert turn == 1 or all(time - other > low.period for other in before)


def test_status() -> None:
    log, bucket_limits = ReservationLog(), BucketLimits(Limit("x", 2, 1.0), margin=0.0)
    assert (log.status(bucket_limits, 0.0).used, log.status(bucket_limits, 0.0).free) == (0, 2)
    log.reserve(bucket_limits, 0.0)
    status = log.status(bucket_limits, 0.0)
    assert (status.used, status.free, status.retry_after, status.granted) == (1, 1, 0.0, 1)
    waiting = [log.reserve(bucket_limits, 0.0) for _ in range(3)][1:]
    status = log.status(bucket_limits, 0.25)
    assert (status.used, status.free, status.retry_after, status.granted) == (2, 0, 1.75, 2)
    for reservation in waiting:
        reservation.release()
    status = log.status(bucket_limits, 0.25)
    assert (status.used, status.free, status.retry_after, status.granted) == (2, 0, 0.75, 2)
    status = log.status(bucket_limits, 1.0)
    assert (status.used, status.free, status.retry_after, status.granted) == (0, 2, 0.0, 2)
    log.block(bucket_limits, 1.0, 4)
    status = log.status(bucket_limits, 1.0)
    assert (status.used, status.free, status.retry_after) == (0, 0, 4.0)


def test_a_request_counts_once_however_often_it_is_held_up() -> None:
    log, bucket_limits = ReservationLog(), BucketLimits(Limit("x", 1, 1.0), margin=0.0)
    reservation = log.reserve(bucket_limits, 0.0)
    for now in (0.5, 1.0, 1.5):
        assert log.confirm(reservation, now) == 0.0
    assert log.status(bucket_limits, 1.5).granted == 1
    assert reservation.waited == 1.5


def test_the_log_forgets_what_counts_no_more() -> None:
    log = ReservationLog()
    bucket_limits = BucketLimits(Limit("x", 5, 1.0), Limit("x", 20, 10.0), margin=0.0)
    now = 0.0
    for _ in range(2000):
        now = max(now, log.reserve(bucket_limits, now).slot)
        assert len(log.reservations) <= 20 + 1  # and one who waits


def test_the_margin_grows_with_long_windows() -> None:
    assert margin_for(1.0) == 0.02
    assert margin_for(3600.0) == pytest.approx(1.8)
