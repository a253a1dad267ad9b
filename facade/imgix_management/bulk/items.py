"""The items of a job, from the input to their outcome."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

from ..errors import ImgixError
from .report import JobMethod, State


@dataclass(frozen=True, slots=True)
class JobIdentity:
    """What a journal belongs to.

    Attributes:
        method: What the job does with each item.
        arguments: Its arguments, as plain JSON types; never a secret.
        account: A hash of the account or the API key, and the base URL.
        base_url: Where the API is.
    """

    method: JobMethod
    arguments: Mapping[str, Any]
    account: str
    base_url: str


class Entry(NamedTuple):
    """An item to plan: its key, and what is needed besides, as JSON."""

    key: str
    input: str | None = None


@dataclass(frozen=True, slots=True)
class Item:
    """An item that was claimed.

    Attributes:
        id: Its number in the journal.
        key: Its key.
        input: What was planned with it.
        attempts: How often it was begun before.
        doubt: Whether an earlier attempt may have been processed.
        began: When that attempt began, or this one, in Unix seconds.
    """

    id: int
    key: str
    input: Any
    attempts: int
    doubt: bool
    began: float


@dataclass(slots=True)
class Outcome:
    """How an item ended, as the journal keeps it."""

    state: State
    duplicate: bool = False
    reason: str | None = None
    error: ImgixError | None = None
