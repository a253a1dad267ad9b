"""A reservation log as bytes, for a store that outlives the process."""

from __future__ import annotations

from typing import Any, Final

import orjson

from .limits import BucketLimits
from .reservations import Reservation, ReservationLog, State

_STATES: Final[tuple[State, ...]] = ("granted", "waiting", "in flight", "released")


class MalformedLogError(ValueError):
    """The bytes are not a reservation log."""


def dump(log: ReservationLog, wall: float) -> bytes:
    """Write a log, with the time by the wall clock, which is needed after the machine restarted."""
    return orjson.dumps(
        {
            "now": log.now,
            "wall": wall,
            "blocked_until": max(log.blocked_until, 0.0),  # JSON has no infinity
            "backoff": log.backoff,
            "horizon": log.horizon,
            "granted": log.granted,
            "reservations": [_dump_reservation(log, reservation) for reservation in log.reservations],
        }
    )


def _dump_reservation(log: ReservationLog, reservation: Reservation) -> list[Any]:
    values: list[Any] = [reservation.id, reservation.slot, _STATES.index(reservation.state)]
    if reservation.state == "waiting":
        values += [reservation.asked, reservation.limits.windows, reservation.limits.tolerance]
    elif reservation.state == "in flight":
        values.append(log.in_flight[reservation])
    return values


def load(content: bytes | None, now: float, wall: float) -> ReservationLog:
    """Read what `dump` wrote; None gives an empty log.

    If the clock went back, the machine restarted since then; the wall clock shows how long ago that was. If that went
    back as well, no time is taken to have passed. If the clock did not go back, a restart does no harm: more time has
    passed than the two readings say, and no slot is freed too early.

    Raises:
        MalformedLogError: The content is not what `dump` wrote.
    """
    log = ReservationLog()
    if content is None:
        return log
    try:
        stored = orjson.loads(content)
        log.now, log.blocked_until = float(stored["now"]), float(stored["blocked_until"])
        log.backoff, log.horizon = float(stored["backoff"]), float(stored["horizon"])
        log.granted = int(stored["granted"])
        for each in stored["reservations"]:
            _load_reservation(log, *each)
        stored_at = float(stored["wall"])
    except (ValueError, KeyError, TypeError, IndexError) as error:
        raise MalformedLogError("it holds a malformed reservation log") from error
    if now < log.now - 1:
        log.shift(now - log.now - max(0.0, wall - stored_at))
    return log


# Of a reservation that was granted, only the slot counts, whatever its limits were.
_ANY: Final = BucketLimits.stored((), 0.0)


def _load_reservation(log: ReservationLog, id_: int, slot: float, state: int, *more: Any) -> None:  # noqa: ANN401 - JSON
    if _STATES[state] == "waiting":
        asked, windows, tolerance = more
        reservation = Reservation(BucketLimits.stored(windows, tolerance), asked, slot, "waiting", id_)
    else:
        reservation = Reservation(_ANY, slot, slot, _STATES[state], id_)
    log.reservations.append(reservation)
    if reservation.state == "in flight":
        (log.in_flight[reservation],) = more
