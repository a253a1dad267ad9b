"""A reservation log as bytes, for a store that outlives the process."""

from __future__ import annotations

from typing import Any, Final

import orjson

from .reservations import ReservationLog
from .tickets import BucketLimits, Reservation, State

_STATES: Final[tuple[State, ...]] = ("granted", "waiting", "in flight", "released")


def dump(log: ReservationLog, wall: float) -> bytes:
    """Write a log.

    Args:
        log: The log.
        wall: The time by the wall clock, in seconds. It serves only to go on after the machine was started anew.
    """
    return orjson.dumps(
        {
            "now": log.now,
            "wall": wall,
            "closed_until": max(log.closed_until, 0.0),  # JSON has no infinity
            "pause": log.pause,
            "horizon": log.horizon,
            "granted": log.granted,
            "tickets": [_dump_ticket(log, ticket) for ticket in log.tickets],
        }
    )


def _dump_ticket(log: ReservationLog, ticket: Reservation) -> list[Any]:
    written: list[Any] = [ticket.id, ticket.slot, _STATES.index(ticket.state)]
    if ticket.state == "waiting":
        written += [ticket.asked, ticket.budget.windows, ticket.budget.tolerance]
    elif ticket.state == "in flight":
        written.append(log.in_flight[ticket])
    return written


def load(content: bytes | None, now: float, wall: float) -> ReservationLog:
    """Read a log.

    If the clock went back, the machine was started anew since the log was written; the wall clock tells how long
    ago that was. Where that went back as well, no time is taken to have passed. If the clock did not go back, a
    restart does no harm: more time has passed than the two readings say, and no slot is freed too early.

    Args:
        content: What `dump` wrote; None for a log that was never written.
        now: The time, in seconds.
        wall: The time by the wall clock, in seconds.

    Raises:
        ValueError: The content is not what `dump` wrote.
    """
    log = ReservationLog()
    if content is None:
        return log
    try:
        read = orjson.loads(content)
        log.now, log.closed_until, log.pause = float(read["now"]), float(read["closed_until"]), float(read["pause"])
        log.horizon, log.granted = float(read["horizon"]), int(read["granted"])
        for written in read["tickets"]:
            _load_ticket(log, *written)
        written_at = float(read["wall"])
    except (KeyError, TypeError, IndexError) as error:
        raise ValueError("not a reservation log") from error
    if now < log.now - 1:
        log.shift(now - log.now - max(0.0, wall - written_at))
    return log


# Of a ticket that went, only the slot counts, whatever its budget was.
_ANY: Final = BucketLimits.of((), 0.0)


def _load_ticket(log: ReservationLog, id_: int, slot: float, state: int, *more: Any) -> None:  # noqa: ANN401 - JSON
    if _STATES[state] == "waiting":
        asked, windows, tolerance = more
        budget = BucketLimits.of(tuple((count, length) for count, length in windows), tolerance)
        ticket = Reservation(budget, asked, slot, "waiting", id_)
    else:
        ticket = Reservation(_ANY, slot, slot, _STATES[state], id_)
    log.tickets.append(ticket)
    if ticket.state == "in flight":
        (log.in_flight[ticket],) = more
