"""The reservation log: who may go when, so that no sliding window ever holds too many.

Pure: no I/O, no lock, no clock of its own. The caller tells the time and lets one caller in at a time.

A caller gets a *ticket* with a *slot*: the earliest time at which every window still has room, behind all
tickets handed out before. The slot is counted at once, so callers only have to sleep until it comes. When a
caller wakes it *settles* its ticket: normally it may go. It sleeps once more only if the slot was moved,
because the bucket has been closed meanwhile, or because somebody who went too late took the room.
"""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass
from typing import Final, Literal

from .limits import Limit

MARGIN: Final = 0.020
"""Seconds by which a window is kept longer than the limit says, so that a request which reaches the server a
little faster than the one a whole window before it does no harm. With a window of one second 98 % of the
allowed rate remain. A caller that wakes late may use up half of it; the rest is the network's."""

CLOCK_ERROR: Final = 500e-6
"""The part of a window by which it is kept longer at least, since the clocks of two machines run apart. NTP
corrects the rate of a clock by up to 500 ppm. It outweighs `MARGIN` from 40 s on: 1.8 s in an hour."""


def margin_for(period: float) -> float:
    """Return the safety margin for a window, in seconds.

    Args:
        period: Length of the window, in seconds.
    """
    return max(MARGIN, period * CLOCK_ERROR)


class Budget:
    """The windows which one kind of request must fit into, all at once.

    Attributes:
        bucket: The bucket the requests are counted in.
        windows: For each window how many it takes, and its length with the margin, in seconds.
        reach: The longest of these, in seconds.
        slack: By how many seconds a caller may go later than its slot and still be counted at the slot.
    """

    __slots__ = ("bucket", "reach", "slack", "windows")

    def __init__(self, limit: Limit, *more: Limit, margin: float | None = None) -> None:
        """Take the limits.

        Args:
            limit: A limit; its bucket is the budget's.
            *more: Further limits that hold at the same time.
            margin: Seconds added to each window; None for `margin_for` its length.
        """
        periods = [(each.count, each.period) for each in (limit, *more)]
        margins = [margin_for(period) if margin is None else margin for _, period in periods]
        self.bucket = limit.bucket
        self.windows = tuple((count, period + add) for (count, period), add in zip(periods, margins, strict=True))
        self.reach = max(length for _, length in self.windows)
        self.slack = min(MARGIN, *margins) / 2


class Ticket:
    """A place in the log.

    Attributes:
        budget: The windows it had to fit into.
        asked: When it was asked for, in seconds on the log's clock.
        slot: The time it is counted at, in seconds on the log's clock. While its holder waits it may be
            moved, but only to later.
        state: `waiting` for its slot; `started`: its holder went; `given back`: its holder will never go.
    """

    __slots__ = ("asked", "budget", "slot", "state")

    def __init__(
        self, budget: Budget, asked: float, slot: float, state: Literal["waiting", "started", "given back"]
    ) -> None:
        self.budget = budget
        self.asked = asked
        self.slot = slot
        self.state = state

    def give_back(self) -> None:
        """Say that the holder will never go. A ticket that was let go stays counted.

        This is safe at any time without the lock of the log, which takes notice later.
        """
        if self.state == "waiting":
            self.state = "given back"

    @property
    def waited(self) -> float:
        """Seconds from asking to the slot: what the quota cost this request."""
        return self.slot - self.asked


class SlotTooFarError(Exception):
    """The next slot is further away than the caller will wait. Nothing was reserved.

    Attributes:
        wait: Seconds until the slot would have come.
    """

    def __init__(self, wait: float) -> None:
        super().__init__(f"the next slot is {wait:.3f} s away")
        self.wait = wait


@dataclass(frozen=True, slots=True)
class Usage:
    """How far a bucket is used.

    Attributes:
        used: Requests counted in the window that ends now, or promised to callers who wait; at most the
            limit.
        free: Requests that may go at once.
        next_slot: Seconds until the next request may go; 0 if it may go at once.
        started: Requests let go since the log was made, by all who share it.
    """

    used: int
    free: int
    next_slot: float
    started: int


class ReservationLog:
    """The log of one bucket.

    Two requests that are `count` apart are at least one window plus margin apart in the log, and each goes
    between its slot and `slack` after it; so they are more than the window apart on their way, whatever the
    arrivals.

    Requests of different budgets may share a log. Each budget counts them all.

    It holds what may still count in a window, and who waits: at most the count of the longest window, plus
    one for each waiting caller. What was given back goes when it is the end of the log; in the middle it
    stays counted, for those behind it sleep until their slots anyway.

    A time that is earlier than one told before is taken for that one: the log never runs backwards.
    """

    __slots__ = ("_closed_until", "_now", "_reach", "_started", "_tickets")

    def __init__(self) -> None:
        self._tickets: deque[Ticket] = deque()  # by slot
        self._now = float("-inf")
        self._closed_until = float("-inf")
        self._reach = 0.0
        self._started = 0

    def reserve(self, budget: Budget, now: float, max_wait: float | None = None) -> Ticket:
        """Take the next slot, behind all taken before. If it is now, the ticket is started already.

        Args:
            budget: The windows to fit into. Requests from before a longer window was first used may be
                missing in it.
            now: The time, in seconds.
            max_wait: The longest wait allowed, in seconds; None for any.

        Raises:
            SlotTooFarError: The slot is further away than `max_wait`.
        """
        now = self._advance(budget, now)
        slot = self._next_slot(budget, now)
        if slot <= now:
            ticket = Ticket(budget, now, slot, "started")
            self._started += 1
        elif max_wait is not None and slot - now > max_wait:
            raise SlotTooFarError(slot - now)
        else:
            ticket = Ticket(budget, now, slot, "waiting")
        self._tickets.append(ticket)
        return ticket

    def settle(self, ticket: Ticket, now: float) -> float:
        """Let the holder of a ticket go, or say how long it has to sleep before it asks again.

        A holder that comes later than the slack is counted now instead of at its slot, and those who wait
        behind it are moved where that leaves no room for them. This also serves a holder that was let go but
        could not send its request at once: it may have to wait again.

        Args:
            ticket: A ticket of this log that was not given back.
            now: The time, in seconds.

        Returns:
            Seconds to sleep; 0 if the request may go now.
        """
        now = self._advance(ticket.budget, now)
        if now - ticket.slot > ticket.budget.slack or ticket.slot <= now < self._closed_until:
            if ticket.state == "started":
                self._started -= 1
                ticket.state = "waiting"
            self._rearrange(now, ticket)
        if ticket.slot > now:
            return ticket.slot - now
        if ticket.state == "waiting":
            ticket.state = "started"
            self._started += 1
        return 0.0

    def close_until(self, until: float, now: float) -> None:
        """Let nobody go before a time, not even those who hold a slot but have not gone.

        A bucket that is closed never opens earlier for it.

        Args:
            until: When the bucket opens, in seconds.
            now: The time, in seconds.
        """
        self._now = max(self._now, now)
        self._closed_until = max(self._closed_until, until)
        self._rearrange(self._now)

    def usage(self, budget: Budget, now: float) -> Usage:
        """Say how far the first window of a budget is used.

        Args:
            budget: The windows.
            now: The time, in seconds.
        """
        now = self._advance(budget, now)
        wait = self._next_slot(budget, now) - now
        count, length = budget.windows[0]
        used = min(count, sum(ticket.slot > now - length for ticket in self._tickets))
        return Usage(used=used, free=0 if wait > 0 else count - used, next_slot=wait, started=self._started)

    def _advance(self, budget: Budget, now: float) -> float:
        """Move the time on, forget what counts no more, and return the time."""
        if now > self._now:
            self._now = now
        else:
            now = self._now
        self._reach = max(self._reach, budget.reach)
        gone = now - self._reach
        tickets = self._tickets
        while tickets and tickets[0].slot <= gone:
            tickets.popleft()
        return now

    def _next_slot(self, budget: Budget, earliest: float) -> float:
        """Find the earliest slot behind all tickets that fits every window."""
        tickets = self._tickets
        while tickets and tickets[-1].state == "given back":
            tickets.pop()
        slot = max(earliest, self._closed_until)
        if tickets:
            slot = max(slot, tickets[-1].slot)
            held = len(tickets)
            for count, length in budget.windows:
                if held >= count:
                    slot = max(slot, tickets[-count].slot + length)
        return slot

    def _rearrange(self, now: float, first: Ticket | None = None) -> None:
        """Find new slots for all who wait: `first` first, the others in their order, none earlier than before.

        Those who are too late already lose their place, so that nobody waits for a holder that may never come.
        They get a new one when they come.
        """
        others = [ticket for ticket in self._tickets if ticket is not first]
        waiting = [each for each in others if each.state == "waiting" and now - each.slot <= each.budget.slack]
        self._tickets = deque(ticket for ticket in others if ticket.state == "started")
        for ticket in waiting if first is None else [first, *waiting]:
            ticket.slot = self._next_slot(ticket.budget, max(now, ticket.slot))
            self._tickets.append(ticket)
