"""The server of a sandbox: uvicorn, in a thread, on a socket that is bound before it starts."""

import asyncio
import socket
import threading
from collections.abc import Callable
from concurrent.futures import Future
from contextlib import suppress
from typing import TypeVar

import uvicorn

T = TypeVar("T")

_GRACE = 2
"""Seconds that running requests get when the sandbox stops."""
_TICK = 0.1
"""Seconds between the ticks that uvicorn needs, such as for the header Date."""
_PAUSE = 0.002
"""Seconds between looks at whether requests still run."""


class Server(uvicorn.Server):
    """A uvicorn server with events for being ready and for stopping."""

    def __init__(self, config: uvicorn.Config, stopping: asyncio.Event) -> None:
        super().__init__(config)
        self.ready = threading.Event()
        self._stopping = stopping
        self._exit = asyncio.Event()
        self.event_loop: asyncio.AbstractEventLoop

    def call(self, function: Callable[[], T]) -> T:
        """Call a function between two steps of requests, and return its result; from any other thread."""
        future: Future[T] = Future()

        def run() -> None:
            try:
                future.set_result(function())
            except BaseException as error:
                future.set_exception(error)

        self.event_loop.call_soon_threadsafe(run)
        return future.result()

    def request_exit(self) -> None:
        """Stop immediately, from any thread; uvicorn would notice within 0.1 s."""
        self.should_exit = True
        self.event_loop.call_soon_threadsafe(self._exit.set)

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Start, and set the event."""
        await super().startup(sockets)
        self.event_loop = asyncio.get_running_loop()
        self.ready.set()

    async def main_loop(self) -> None:
        """Do what uvicorn does ten times a second, until the exit is requested."""
        counter = 0
        while not await self.on_tick(counter):
            counter = (counter + 1) % 864_000
            with suppress(TimeoutError):
                await asyncio.wait_for(self._exit.wait(), _TICK)

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """Set the event, and stop as soon as no request runs; uvicorn by itself sleeps at least 0.1 s."""
        self._stopping.set()
        for server in self.servers:
            server.close()
        for listening in sockets or []:
            listening.close()
        state = self.server_state
        for connection in list(state.connections):
            connection.shutdown()
        deadline = self.event_loop.time() + _GRACE
        while (state.connections or state.tasks) and self.event_loop.time() < deadline:
            await asyncio.sleep(_PAUSE)
        for task in state.tasks:
            task.cancel()


def bind(host: str, port: int) -> socket.socket:
    """Bind a socket.

    Raises:
        OSError: The address or port can't be bound.
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    # asyncio sets TCP_NODELAY only if the protocol is given; without it every response takes 40 ms.
    bound = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    try:
        bound.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        bound.bind((host, port))
    except BaseException:
        bound.close()
        raise
    return bound
