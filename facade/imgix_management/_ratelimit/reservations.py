"""The reservation log: who may go when, so that no sliding window ever holds too many.

Pure: no I/O, no lock, no clock of its own. The caller tells the time and lets one caller in at a time.

A caller gets a *ticket* with a *slot*: the earliest time at which every window still has room, behind all
tickets handed out before. The slot is counted at once, so callers only have to sleep until it comes. When a
caller wakes it *settles* its ticket: normally it may go. It sleeps once more only if the slot was moved,
because the bucket has been closed meanwhile, or because somebody who went too late took the room.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable
from typing import Final

from .tickets import BucketLimits, MaxWaitExceededError, Reservation, Usage

LONGEST_FLIGHT: Final = 120.0
"""Seconds after which a ticket in flight is taken for answered: its holder may have been killed."""


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

    Attributes:
        tickets: All that count, or wait, in the order of their slots.
        now: The latest time told, in seconds.
        reach: The longest window of any budget seen, in seconds.
        closed_until: Before this time, in seconds, nobody goes.
        pause: The length of the last closing that was not told how long to be, in seconds; 0 if there was none.
        started: Requests let go since the log was made.
        in_flight: Tickets whose holders went and wait for the answer, and when they went.
    """

    __slots__ = ("closed_until", "granted", "horizon", "in_flight", "now", "pause", "tickets")

    def __init__(self, tickets: Iterable[Reservation] = ()) -> None:
        self.tickets = deque(tickets)
        self.now = float("-inf")
        self.closed_until = float("-inf")
        self.pause = 0.0
        self.horizon = 0.0
        self.granted = 0
        self.in_flight: dict[Reservation, float] = {}

    def reserve(self, budget: BucketLimits, now: float, max_wait: float | None = None, id_: int = 0) -> Reservation:
        """Take the next slot, behind all taken before. If it is now, the ticket's holder may go at once.

        Args:
            budget: The windows to fit into. Requests from before a longer window was first used may be
                missing in it.
            now: The time, in seconds.
            max_wait: The longest wait allowed, in seconds; None for any.
            id_: What the ticket is known by.

        Raises:
            MaxWaitExceededError: The slot is further away than `max_wait`.
        """
        now = self._advance(budget, now)
        slot = self._next_slot(budget, now)
        if max_wait is not None and slot - now > max_wait:
            raise MaxWaitExceededError(slot - now)
        ticket = Reservation(budget, now, slot, "waiting", id_)
        if slot <= now:
            self._go(ticket, now)
        self.tickets.append(ticket)
        return ticket

    def confirm(self, ticket: Reservation, now: float) -> float:
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
        if now - ticket.slot > ticket.budget.tolerance or ticket.slot <= now < self.closed_until:
            if ticket.state != "waiting":
                self.granted -= 1
                self.in_flight.pop(ticket, None)
                ticket.state = "waiting"
            self._rearrange(now, ticket)
        if ticket.slot > now:
            return ticket.slot - now
        if ticket.state == "waiting":
            self._go(ticket, now)
        return 0.0

    def sent(self, ticket: Reservation, now: float) -> None:
        """Count a request when it left, if that was too late for its slot: who was let go is not always next to run.

        Args:
            ticket: A ticket of this log that was let go.
            now: The time, in seconds.
        """
        now = self._advance(ticket.budget, now)
        if ticket.state == "granted" and now - ticket.slot > ticket.budget.tolerance:
            ticket.slot = now
            if ticket not in self.tickets:
                self.tickets.append(ticket)
            self._rearrange(now)

    def mark_done(self, ticket: Reservation, now: float) -> None:
        """Date a ticket in flight: its request was answered, so that it was counted by now.

        Args:
            ticket: A ticket of this log.
            now: The time, in seconds.
        """
        self._advance(ticket.budget, now)
        if self.in_flight.pop(ticket, None) is not None:
            ticket.state = "granted"

    def close(self, budget: BucketLimits, now: float, seconds: float | None = None) -> None:
        """Let nobody go for a while, not even those who hold a slot but have not gone.

        A bucket that is closed never opens earlier for it. Those who wait keep their order and their windows, so
        that they don't all go at the moment it opens.

        Args:
            budget: The windows of the request that was refused.
            now: The time, in seconds.
            seconds: For how long; None if the server did not say. Then it is for the first pause of the budget,
                and for twice as long each time that the bucket was hardly opened again. More refusals while it is
                closed were sent before, and change nothing.
        """
        now = self._advance(budget, now)
        if seconds is None:
            if now < self.closed_until:
                return
            first, longest = budget.backoff
            again = self.pause > 0 and now - self.closed_until <= self.pause
            self.pause = seconds = min(2 * self.pause, longest) if again else first
        self.closed_until = max(self.closed_until, now + seconds)
        self._rearrange(now)

    def usage(self, budget: BucketLimits, now: float) -> Usage:
        """Say how far a budget is used.

        Args:
            budget: The windows.
            now: The time, in seconds.
        """
        now = self._advance(budget, now)
        wait = self._next_slot(budget, now) - now
        used = [
            min(count, sum(ticket.slot > now - length for ticket in self.tickets)) for count, length in budget.windows
        ]
        free = min(count - taken for (count, _), taken in zip(budget.windows, used, strict=True))
        return Usage(used=used[0], free=0 if wait > 0 else free, retry_after=wait, granted=self.granted)

    def shift(self, seconds: float) -> None:
        """Move all times, to go on with a clock that was set anew.

        Args:
            seconds: Added to every time.
        """
        self.now += seconds
        self.closed_until += seconds
        self.in_flight = {ticket: went + seconds for ticket, went in self.in_flight.items()}
        for ticket in self.tickets:
            ticket.asked += seconds
            ticket.slot += seconds

    def _go(self, ticket: Reservation, now: float) -> None:
        ticket.waited = ticket.slot - ticket.asked
        self.granted += 1
        ticket.state = "granted"
        if ticket.budget.strict:
            ticket.state = "in flight"
            self.in_flight[ticket] = now

    def _advance(self, budget: BucketLimits, now: float) -> float:
        """Move the time on, forget what counts no more, and return the time."""
        if now > self.now:
            self.now = now
        else:
            now = self.now
        self.horizon = max(self.horizon, budget.horizon)
        if self.in_flight:
            self._carry(now)
        gone = now - self.horizon
        tickets = self.tickets
        while tickets and tickets[0].slot <= gone:
            tickets.popleft()
        return now

    def _carry(self, now: float) -> None:
        """Count those in flight as if they were sent now."""
        for ticket, went in list(self.in_flight.items()):
            ticket.slot = now
            if ticket.state != "in flight" or now - went > LONGEST_FLIGHT:
                ticket.state = "granted"
                del self.in_flight[ticket]
        self._rearrange(now)

    def _next_slot(self, budget: BucketLimits, earliest: float) -> float:
        """Find the earliest slot behind all tickets that fits every window."""
        tickets = self.tickets
        while tickets and tickets[-1].state == "released":
            tickets.pop()
        slot = max(earliest, self.closed_until)
        if tickets:
            slot = max(slot, tickets[-1].slot)
            held = len(tickets)
            for count, length in budget.windows:
                if held >= count:
                    slot = max(slot, tickets[-count].slot + length)
        return slot

    def _rearrange(self, now: float, first: Reservation | None = None) -> None:
        """Find new slots for all who wait: `first` first, the others in their order, none earlier than before.

        Those who are too late already lose their place, so that nobody waits for a holder that may never come.
        They get a new one when they come.
        """
        others = [ticket for ticket in self.tickets if ticket is not first]
        waiting = [each for each in others if each.state == "waiting" and now - each.slot <= each.budget.tolerance]
        gone = [ticket for ticket in others if ticket.state in ("granted", "in flight")]
        self.tickets = deque(sorted(gone, key=lambda ticket: ticket.slot))
        for ticket in waiting if first is None else [first, *waiting]:
            ticket.slot = self._next_slot(ticket.budget, max(now, ticket.slot))
            self.tickets.append(ticket)
