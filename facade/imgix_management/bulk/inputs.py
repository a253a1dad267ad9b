"""Read the input of a job, page by page, and notice when it has changed."""

from __future__ import annotations

import hashlib
import time
from collections.abc import AsyncIterable, AsyncIterator, Callable, Iterable, Iterator
from typing import Any, Final, TypeVar

from .._core.concurrency import to_thread
from .items import Entry

T = TypeVar("T")

Input = Iterable[T]
"""What a sync job reads: a collection is read and checked before anything is sent, an iterator as it goes."""

AsyncInput = Iterable[T] | AsyncIterable[T]
"""The same for an async job, which also takes what is iterated over with `async for`."""

PAGE: Final = 500
"""Entries that are planned in one transaction at most."""

PAGE_SECONDS: Final = 0.2
"""Seconds for which entries are collected before they are planned, if the source is slow."""

AHEAD: Final = 1000
"""Entries of an iterator that are planned ahead of the calls at most."""

FEW: Final = 50
"""Pending items below which each entry of an iterator is planned at once."""


def is_checked_first(source: object) -> bool:
    """Return whether an input is read to its end, and checked, before anything is sent.

    An iterator is not: it may be slow, or endless.
    """
    return not hasattr(source, "__next__") and not hasattr(source, "__aiter__")


def iterator_of(source: Any) -> Any:  # noqa: ANN401 - sync or async
    """Return an iterator, sync or async, over an input."""
    return source.__aiter__() if hasattr(source, "__aiter__") else iter(source)


async def pull_async(iterator: Iterator[T] | AsyncIterator[T], limit: int, seconds: float) -> list[T]:
    """Take the next values, up to a number of values and of seconds; none at the end."""
    if not isinstance(iterator, AsyncIterator):
        return await to_thread(pull, iterator, limit, seconds)
    values, started = list[T](), time.monotonic()
    async for value in iterator:
        values.append(value)
        if len(values) >= limit or time.monotonic() - started >= seconds:
            break
    return values


def pull(iterator: Iterator[T], limit: int, seconds: float) -> list[T]:
    """Take the next values, see `pull_async`."""
    values, started = list[T](), time.monotonic()
    for value in iterator:
        values.append(value)
        if len(values) >= limit or time.monotonic() - started >= seconds:
            break
    return values


def chain(digest: bytes, entries: Iterable[Entry]) -> bytes:
    """Return the digest of all entries up to the last of these.

    Args:
        digest: The digest of all entries before them.
        entries: The entries.
    """
    for key, text in entries:
        digest = hashlib.sha256(
            b"\0".join([digest, key.encode(errors="surrogatepass"), (text or "").encode()])
        ).digest()
    return digest


ToEntry = Callable[[Any], Entry]
"""Makes an entry of what a program passed. It raises InvalidInputError for what cannot be sent."""
