"""The rate limits, kept before a request is sent: the reservation log and its stores."""

from .limits import Limit, Limits, limits, parse_limits
from .memory import MemoryStore, shared_store
from .reservations import ReservationLog
from .stores import AsyncStore, Store
from .tickets import BucketLimits, BucketStatus, MaxWaitExceededError, Reservation, Usage, margin_for

__all__ = [
    "AsyncStore",
    "BucketLimits",
    "BucketStatus",
    "Limit",
    "Limits",
    "MaxWaitExceededError",
    "MemoryStore",
    "Reservation",
    "ReservationLog",
    "Store",
    "Usage",
    "limits",
    "margin_for",
    "parse_limits",
    "shared_store",
]
