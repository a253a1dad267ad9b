"""The rate limits, kept before a request is sent: the reservation log and its store."""

from .limits import Limit, limits, parse_limit
from .log import Budget, ReservationLog, SlotTooFarError, Ticket, Usage, margin_for
from .memory import MemoryStore, shared_store

__all__ = [
    "Budget",
    "Limit",
    "MemoryStore",
    "ReservationLog",
    "SlotTooFarError",
    "Ticket",
    "Usage",
    "limits",
    "margin_for",
    "parse_limit",
    "shared_store",
]
