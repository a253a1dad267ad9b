"""Keep a client's connections safe from interrupts and forks."""

from __future__ import annotations

import _thread
import contextlib
import os
import weakref
from collections.abc import Callable
from typing import Any, Final, Generic

from ..errors import ClientStateError, ImgixError
from .transport import AsyncHTTP, Http, SyncHTTP, TransportError

MAX_IDLE: Final = 20
"""The maximum number of httpx clients kept for later sync calls, as httpx keeps connections."""
MAX_CONCURRENT: Final = 100
"""The maximum number of async requests in flight, as many as httpx opens connections."""

_all: weakref.WeakSet[Connections[Any]] = weakref.WeakSet()


def _after_fork_in_child() -> None:
    for connections in list(_all):
        connections._after_fork()


if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_after_fork_in_child)


class _Shared(Generic[Http]):
    """Lends an httpx client that other calls use, too."""

    __slots__ = ("_http",)

    def __init__(self, http: Http) -> None:
        self._http: Http = http

    def __enter__(self) -> Http:
        return self._http

    def __exit__(self, *_: object) -> None:
        """Do nothing."""


class _Exclusive(Generic[Http]):
    """Lends an httpx client to one call at a time."""

    __slots__ = ("_connections", "_http", "_idle")

    def __init__(self, connections: Connections[Http], http: Http) -> None:
        self._connections: Connections[Http] = connections
        self._http: Http = http
        self._idle: list[Http] = (
            connections._idle
        )  # after a fork, which leaves this one to the parent, there is another list

    def __enter__(self) -> Http:
        return self._http

    def __exit__(self, _type: object, error: BaseException | None, _traceback: object) -> None:
        if error is not None and not isinstance(error, (ImgixError, *TransportError)):
            # The interrupt may have left a lock of the client held for ever, so this is not waited for.
            _thread.start_new_thread(_close, (self._http,))
            return
        self._idle.append(self._http)
        for surplus in self._connections._surplus():
            _close(surplus)


def _close(http: object) -> None:
    if isinstance(http, SyncHTTP):
        http.close()


class Connections(Generic[Http]):
    """The httpx clients of a client and of its `with_options` copies.

    An interrupt, such as KeyboardInterrupt or a time limit that a signal handler raises, can stop sync code of a
    connection pool anywhere, even while it holds its lock. So no two sync calls share a pool, and an interrupted call
    throws its own away. Async code is cancelled where it awaits, which httpcore withstands: all calls share a pool.

    Attributes:
        slot: A context manager that every async request is sent within: the pool is slow with many that wait for it.
    """

    def __init__(self, create: Callable[[], Http], custom: Http | None) -> None:
        """Open the connections.

        Args:
            create: Creates an httpx client.
            custom: The program's own httpx client, which is shared by all calls, and neither replaced nor closed.
        """
        self.slot: Any = contextlib.nullcontext()
        self._create: Callable[[], Http] = create
        self._custom: Http | None = custom
        self._idle: list[Http] = [create()] if custom is None else []
        self._shared: Http | None = custom
        self._loop: object = None
        self._closed = False
        self._inherited: list[object] = []
        _all.add(self)

    def check(self, loop: object) -> None:
        """Check that a call can be made now.

        Args:
            loop: The running event loop, or None in sync code.

        Raises:
            ClientStateError: The client is closed, belongs to another event loop, or had its `http_client` before a
                fork.
        """
        if self._closed or (self._shared is not None and self._shared.is_closed):
            raise ClientStateError("client_closed")
        if self._custom is not None and self._shared is None:
            raise ClientStateError("http_client_of_another_process")
        if self._loop is None and loop is not None:
            self._loop = loop
            if self._custom is None:
                import asyncio  # noqa: PLC0415 - the sync code does without it

                self.slot = asyncio.Semaphore(MAX_CONCURRENT)
        if loop is not self._loop:
            raise ClientStateError("client_of_another_event_loop")

    def use(self) -> _Shared[Http] | _Exclusive[Http]:
        """Return a context manager with the httpx client for one exchange."""
        if self._shared is not None:
            return _Shared(self._shared)
        try:
            http = self._idle.pop()
        except IndexError:
            http = self._create()
        if isinstance(http, AsyncHTTP):
            self._shared = http
            return _Shared(http)
        return _Exclusive(self, http)

    def close(self, loop: object) -> list[Http]:
        """Close the connections. No call can use them afterwards.

        Args:
            loop: The running event loop, or None in sync code.

        Returns:
            The httpx clients to close: those that no call uses, none of the program.

        Raises:
            ClientStateError: The connections belong to another event loop.
        """
        if self._loop is not None and loop is not self._loop and not self._closed:
            raise ClientStateError("client_of_another_event_loop")
        self._closed = True
        shared = [] if self._shared is None or self._custom is not None else [self._shared]
        return self._surplus() + shared

    def _surplus(self) -> list[Http]:
        """Remove and return the clients that are not kept for later calls."""
        idle = self._idle
        surplus: list[Http] = []
        while len(idle) > (0 if self._closed else MAX_IDLE):
            try:
                surplus.append(idle.pop(0))
            except IndexError:  # another thread was quicker
                break
        return surplus

    def _after_fork(self) -> None:
        """Leave the parent's connections alone: to close one would write into it, or end it."""
        self._inherited += [self._idle, self._shared]
        self._idle, self._shared = [], None
        self._loop = None
        self.slot = contextlib.nullcontext()
