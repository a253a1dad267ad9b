"""Connections that faults can reset and close."""

import asyncio
import socket
import struct
import sys

from starlette.types import Scope
from uvicorn.protocols.http.h11_impl import H11Protocol

_KEY = "imgix_sandbox.connection"
_LINGER = struct.pack("hh" if sys.platform == "win32" else "ii", 1, 0)
"""Turns closing a socket into a reset."""


class Connection(H11Protocol):
    """A connection that a fault can reset or close."""

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override] # uvicorn's own type
        """Add the connection to the scope of its requests."""
        super().connection_made(transport)
        self._lost = asyncio.Event()
        self.app_state = {**self.app_state, _KEY: self}

    def connection_lost(self, exc: Exception | None) -> None:
        """Record that the connection was lost."""
        super().connection_lost(exc)
        self._lost.set()

    @property
    def is_closing(self) -> bool:
        """Whether the connection is closing, so that no response can reach the client."""
        return self.transport.is_closing()

    async def reset(self) -> None:
        """Reset the connection and drop unsent data."""
        bound: socket.socket = self.transport.get_extra_info("socket")
        if not self.is_closing:
            bound.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _LINGER)
            self.transport.abort()
        await self._lost.wait()

    async def close(self) -> None:
        """Send what has been written, close the connection, and wait until it is closed."""
        self.transport.close()
        await self._lost.wait()


def connection_of(scope: Scope) -> Connection:
    """Return the connection of a request."""
    connection: Connection = scope["state"][_KEY]
    return connection
