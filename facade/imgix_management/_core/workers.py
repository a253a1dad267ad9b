"""Run calls concurrently: as tasks in async code, as threads in the sync code derived from it."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Awaitable, Callable
from contextlib import suppress
from typing import TypeVarTuple

Args = TypeVarTuple("Args")


class StoppedError(BaseException):
    """A wait ended because the job stops. It is no `Exception`, so that no handler takes it for a failure."""


class AsyncWorkers:
    """Tasks, and an event that wakes whoever waits for them.

    Attributes:
        stopping: Whether no further work is to begin.
    """

    def __init__(self) -> None:
        self.stopping: bool = False
        self._tasks: set[asyncio.Future[None]] = set()
        self._changed = asyncio.Event()
        self._stopped = asyncio.Event()

    def start(self, function: Callable[[*Args], Awaitable[None]], *args: *Args) -> None:
        """Run a function in a new task. It must not raise."""
        task = asyncio.ensure_future(function(*args))
        self._tasks.add(task)
        task.add_done_callback(self._forget)

    def _forget(self, task: asyncio.Future[None]) -> None:
        self._tasks.discard(task)
        self.notify()

    def notify(self) -> None:
        """Let `wait` return."""
        self._changed.set()

    async def wait(self, seconds: float | None) -> None:
        """Wait until something changes, with an optional time limit in seconds."""
        with suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                await self._changed.wait()
        self._changed.clear()

    async def sleep(self, seconds: float) -> None:
        """Sleep.

        Raises:
            StoppedError: The work stops.
        """
        with suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                await self._stopped.wait()
        self.check()

    def check(self) -> None:
        """Raise `StoppedError` if the job stops.

        Raises:
            StoppedError: It stops.
        """
        if self.stopping:
            raise StoppedError

    def stop(self) -> None:
        """Start no further work, and wake up sleeping workers."""
        self.stopping = True
        self._stopped.set()

    async def join(self) -> None:
        """Stop, and wait until all tasks have ended."""
        self.stop()
        while self._tasks:
            await asyncio.wait(self._tasks)


class SyncWorkers:
    """The same with threads. A program may end while they run: they are daemons."""

    def __init__(self) -> None:
        self.stopping: bool = False
        self._threads: set[threading.Thread] = set()
        self._changed = threading.Event()
        self._stopped = threading.Event()

    def start(self, function: Callable[[*Args], None], *args: *Args) -> None:
        """Run a function in a new thread. It must not raise."""

        def run() -> None:
            try:
                function(*args)
            finally:
                self._threads.discard(thread)
                self.notify()

        thread = threading.Thread(target=run, name="imgix-job", daemon=True)
        self._threads.add(thread)
        thread.start()

    def notify(self) -> None:
        """Let `wait` return."""
        self._changed.set()

    def wait(self, seconds: float | None) -> None:
        """Wait until something changes, with an optional time limit in seconds."""
        self._changed.wait(seconds)
        self._changed.clear()

    def sleep(self, seconds: float) -> None:
        """Sleep.

        Raises:
            StoppedError: The work stops.
        """
        self._stopped.wait(seconds)
        self.check()

    def check(self) -> None:
        """Raise `StoppedError` if the job stops.

        Raises:
            StoppedError: It stops.
        """
        if self.stopping:
            raise StoppedError

    def stop(self) -> None:
        """Start no further work, and wake up sleeping workers."""
        self.stopping = True
        self._stopped.set()

    def join(self) -> None:
        """Stop, and wait until all threads have ended."""
        self.stop()
        for thread in list(self._threads):
            with suppress(RuntimeError):  # an interruption came before it was started
                thread.join()
