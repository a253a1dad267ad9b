"""The rate limits, kept before a request is sent: the reservation log and its stores."""

from .limits import BucketLimits, BucketStatus, Limit, Limits, margin_for
from .memory import MemoryStore, shared_store
from .reservations import Reservation, ReservationLog
from .settings import RateLimits
from .stores import Store

__all__ = [
    "BucketLimits",
    "BucketStatus",
    "Limit",
    "Limits",
    "MemoryStore",
    "RateLimits",
    "Reservation",
    "ReservationLog",
    "Store",
    "margin_for",
    "shared_store",
]
