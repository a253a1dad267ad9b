"""How tasks use a store that may block. The sync code, derived from the async, calls it directly."""

from __future__ import annotations

import os
from collections.abc import Callable
from contextlib import suppress
from typing import TYPE_CHECKING, TypeVar, TypeVarTuple

if TYPE_CHECKING:
    from concurrent.futures import Future, ThreadPoolExecutor

Args = TypeVarTuple("Args")
T = TypeVar("T")


class AsyncRunner:
    """Calls blocking functions in a pool of threads, or directly if there is none."""

    def __init__(self, threads: int) -> None:
        self._threads = threads
        self._executor: ThreadPoolExecutor | None = None
        self._pid = 0

    async def run(self, function: Callable[[*Args], T], *args: *Args) -> T:
        """Call a function."""
        if not self._threads:
            return function(*args)
        import asyncio  # noqa: PLC0415 - the sync code does without it

        return await asyncio.wrap_future(self._submit(function, *args))

    async def run_or_undo(self, undo: Callable[[T], object], function: Callable[[*Args], T], *args: *Args) -> T:
        """Call a function. If waiting for it is cancelled, undo its result."""
        if not self._threads:
            return function(*args)
        import asyncio  # noqa: PLC0415

        future = self._submit(function, *args)
        try:
            return await asyncio.wrap_future(future)
        except asyncio.CancelledError:
            future.add_done_callback(lambda done: done.cancelled() or done.exception() or undo(done.result()))
            raise

    def start(self, function: Callable[[*Args], None], *args: *Args) -> None:
        """Call a function and do not wait for it."""
        if not self._threads:
            function(*args)
            return
        with suppress(RuntimeError):  # while the interpreter shuts down
            self._submit(function, *args)

    async def aclose(self) -> None:
        """Wait for what still runs."""
        executor, self._executor = self._executor, None
        if executor is not None and self._pid == os.getpid():
            import asyncio  # noqa: PLC0415

            await asyncio.to_thread(executor.shutdown)

    def _submit(self, function: Callable[[*Args], T], *args: *Args) -> Future[T]:
        if self._executor is None or self._pid != os.getpid():  # threads do not live on in a forked child
            from concurrent.futures import ThreadPoolExecutor  # noqa: PLC0415

            self._executor = ThreadPoolExecutor(self._threads, thread_name_prefix="imgix-rate-limit")
            self._pid = os.getpid()
        return self._executor.submit(function, *args)


class Runner:
    """The same for sync code, which may block."""

    def __init__(self, _threads: int) -> None:
        """Need no threads."""

    def run(self, function: Callable[[*Args], T], *args: *Args) -> T:
        """Call a function."""
        return function(*args)

    def run_or_undo(self, _undo: Callable[[T], object], function: Callable[[*Args], T], *args: *Args) -> T:
        """Call a function."""
        return function(*args)

    def start(self, function: Callable[[*Args], None], *args: *Args) -> None:
        """Call a function."""
        function(*args)

    def close(self) -> None:
        """Do nothing."""
