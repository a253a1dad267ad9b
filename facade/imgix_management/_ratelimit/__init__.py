"""The rate limits, kept before a request is sent: the reservation log and its stores."""

from .limits import Limit, Limits, limits, parse_limits
from .memory import MemoryStore, shared_store
from .reservations import ReservationLog
from .stores import AsyncStore, Store
from .tickets import BucketStatus, Budget, SlotTooFarError, Ticket, Usage, margin_for

__all__ = [
    "AsyncStore",
    "BucketStatus",
    "Budget",
    "Limit",
    "Limits",
    "MemoryStore",
    "ReservationLog",
    "SlotTooFarError",
    "Store",
    "Ticket",
    "Usage",
    "limits",
    "margin_for",
    "parse_limits",
    "shared_store",
]
