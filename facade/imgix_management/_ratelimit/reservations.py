"""The reservation log: which request may be sent when, so that no sliding window ever holds too many.

Pure: no I/O, no lock and no clock. The store passes the time and lets one caller in at a time.

A caller gets a *reservation* with a *slot*: the earliest time at which every window still has room, behind all earlier
reservations. The slot is counted at once, so the caller only sleeps until it comes. Then it *confirms* the reservation:
normally it is granted. It sleeps once more only if the slot was moved, because the bucket has been blocked meanwhile,
or because somebody who was late took the room.
"""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, field
from typing import Final, Literal

from ..errors import RateLimitWaitError
from .limits import BucketLimits, BucketStatus

MAX_IN_FLIGHT: Final = 120.0
"""Seconds after which a reservation in flight counts as done: its holder may have been killed."""

State = Literal["waiting", "in flight", "granted", "released"]


@dataclass(slots=True, eq=False)
class Reservation:
    """A place in a log.

    All times are in seconds: on the clock of the log, or of this process if the log is on a server.

    Attributes:
        limits: The windows it has to fit into.
        asked: When it was asked for.
        slot: The time it is counted at. While its holder waits it may be moved, but only to later.
        state: `waiting` for its slot; `in flight`: granted, and counted as if it were sent now until the response is
            there; `granted`: counted at its slot; `released`: it will never be used.
        id: Its name in the log of a store outside the process; 0 in memory.
        waited: Seconds from asking to being granted: what the rate limit cost this request.
    """

    limits: BucketLimits
    asked: float
    slot: float
    state: State
    id: int = 0
    waited: float = 0.0

    def is_late(self, now: float) -> bool:
        """Whether a request sent now must not be counted at the slot any more."""
        return now - self.slot > self.limits.tolerance

    def release(self) -> None:
        """Give the slot back, unless it was granted; one in flight counts as done.

        This is safe at any time without the lock of the log, which takes notice later.
        """
        if self.state == "waiting":
            self.state = "released"
        elif self.state == "in flight":
            self.state = "granted"


@dataclass(slots=True, eq=False)
class ReservationLog:
    """The log of one bucket.

    Two requests that are `count` apart are at least one window plus margin apart in the log, and each is sent between
    its slot and `tolerance` after it; so they are more than the window apart on their way, whatever the arrivals.

    Reservations with different limits may share a log: each set of limits counts them all.

    It holds what may still count in a window, and who waits. A released reservation is removed when it is the last; in
    the middle it stays counted, since those behind it sleep until their slots anyway.

    A time earlier than one passed before is taken for that one: the log never runs backwards.

    Attributes:
        reservations: All that count, or wait, in the order of their slots.
        now: The latest time passed, in seconds.
        horizon: The longest window seen, in seconds.
        blocked_until: Before this time, in seconds, nothing is granted.
        backoff: The length of the last block without a stated length, in seconds; 0 if there was none.
        granted: Requests granted since the log began.
        in_flight: Reservations in flight, and when they were granted.
    """

    reservations: deque[Reservation] = field(default_factory=deque)
    now: float = float("-inf")
    horizon: float = 0.0
    blocked_until: float = float("-inf")
    backoff: float = 0.0
    granted: int = 0
    in_flight: dict[Reservation, float] = field(default_factory=dict)

    def reserve(self, limits: BucketLimits, now: float, max_wait: float | None = None, id_: int = 0) -> Reservation:
        """Take the next slot, behind all taken before. If it is now, the reservation is granted.

        Requests from before a longer window was first used may be missing in it.

        Raises:
            RateLimitWaitError: The slot is more than `max_wait` seconds away; nothing was reserved.
        """
        now = self._advance(limits, now)
        slot = self._next_slot(limits, now)
        if max_wait is not None and slot - now > max_wait:
            raise RateLimitWaitError(bucket=limits.bucket, wait=slot - now, max_wait=max_wait)
        reservation = Reservation(limits, now, slot, "waiting", id_)
        if slot <= now:
            self._grant(reservation, now)
        self.reservations.append(reservation)
        return reservation

    def confirm(self, reservation: Reservation, now: float) -> float:
        """Grant a reservation (0), or return the seconds to sleep before it is confirmed again.

        One that is late is counted now instead of at its slot, and those who wait behind it are moved where that leaves
        no room for them. This also serves a request that was granted but could not be sent at once: it may have to wait
        again.
        """
        now = self._advance(reservation.limits, now)
        if reservation.is_late(now) or reservation.slot <= now < self.blocked_until:
            if reservation.state != "waiting":
                self.granted -= 1
                self.in_flight.pop(reservation, None)
                reservation.state = "waiting"
            self._rearrange(now, reservation)
        if reservation.slot > now:
            return reservation.slot - now
        if reservation.state == "waiting":
            self._grant(reservation, now)
        return 0.0

    def sent(self, reservation: Reservation, now: float) -> None:
        """Count a granted request now if it was sent late: other tasks may have run between."""
        now = self._advance(reservation.limits, now)
        if reservation.state == "granted" and reservation.is_late(now):
            reservation.slot = now
            if reservation not in self.reservations:
                self.reservations.append(reservation)
            self._rearrange(now)

    def mark_done(self, reservation: Reservation, now: float) -> None:
        """Count a reservation in flight now: the response is there, so the server has counted it before."""
        self._advance(reservation.limits, now)
        if self.in_flight.pop(reservation, None) is not None:
            reservation.state = "granted"

    def release(self, reservation: Reservation, now: float) -> None:
        """Give a slot back, see `Reservation.release`."""
        self.mark_done(reservation, now)
        reservation.release()

    def block(self, limits: BucketLimits, now: float, seconds: float | None = None) -> None:
        """Grant nothing for a while, not even to those who hold a slot. No block ends earlier for it.

        Those who wait keep their order and their windows, so that they are not all granted when the block ends. If the
        server did not say for how long, it is the first backoff, doubled each time that the bucket was hardly open
        again. Further refusals of requests sent before the block change nothing then.
        """
        now = self._advance(limits, now)
        if seconds is None:
            if now < self.blocked_until:
                return
            first, longest = limits.backoff
            again = self.backoff > 0 and now - self.blocked_until <= self.backoff
            self.backoff = seconds = min(2 * self.backoff, longest) if again else first
        self.blocked_until = max(self.blocked_until, now + seconds)
        self._rearrange(now)

    def status(self, limits: BucketLimits, now: float) -> BucketStatus:
        """Return how much of the limits is used."""
        now = self._advance(limits, now)
        wait = self._next_slot(limits, now) - now
        counted = [sum(each.slot > now - length for each in self.reservations) for _, length in limits.windows]
        return limits.status(counted, wait, self.granted)

    def shift(self, seconds: float) -> None:
        """Add seconds to all times, to continue on a clock that was reset."""
        self.now += seconds
        self.blocked_until += seconds
        self.in_flight = {reservation: granted + seconds for reservation, granted in self.in_flight.items()}
        for reservation in self.reservations:
            reservation.asked += seconds
            reservation.slot += seconds

    def _grant(self, reservation: Reservation, now: float) -> None:
        reservation.waited = reservation.slot - reservation.asked
        self.granted += 1
        reservation.state = "granted"
        if reservation.limits.strict:
            reservation.state = "in flight"
            self.in_flight[reservation] = now

    def _advance(self, limits: BucketLimits, now: float) -> float:
        """Move the time on, forget what no longer counts, and return the time."""
        if now > self.now:
            self.now = now
        else:
            now = self.now
        self.horizon = max(self.horizon, limits.horizon)
        if self.in_flight:
            self._carry(now)
        oldest = now - self.horizon
        reservations = self.reservations
        while reservations and reservations[0].slot <= oldest:
            reservations.popleft()
        return now

    def _carry(self, now: float) -> None:
        """Count those in flight as if they were sent now."""
        for reservation, granted in list(self.in_flight.items()):
            reservation.slot = now
            if reservation.state != "in flight" or now - granted > MAX_IN_FLIGHT:
                reservation.state = "granted"
                del self.in_flight[reservation]
        self._rearrange(now)

    def _next_slot(self, limits: BucketLimits, earliest: float) -> float:
        """Find the earliest slot behind all reservations that fits every window."""
        reservations = self.reservations
        while reservations and reservations[-1].state == "released":
            reservations.pop()
        slot = max(earliest, self.blocked_until)
        if reservations:
            slot = max(slot, reservations[-1].slot)
            total = len(reservations)
            for count, length in limits.windows:
                if total >= count:
                    slot = max(slot, reservations[-count].slot + length)
        return slot

    def _rearrange(self, now: float, first: Reservation | None = None) -> None:
        """Find new slots for all who wait: `first` first, the others in their order, none earlier than before.

        Those who are late already lose their place, so that nobody waits for a holder that may never come. They get a
        new one when they confirm.
        """
        others = [each for each in self.reservations if each is not first]
        waiting = [each for each in others if each.state == "waiting" and not each.is_late(now)]
        counted = [each for each in others if each.state in ("granted", "in flight")]
        self.reservations = deque(sorted(counted, key=lambda each: each.slot))
        for reservation in waiting if first is None else [first, *waiting]:
            reservation.slot = self._next_slot(reservation.limits, max(now, reservation.slot))
            self.reservations.append(reservation)
