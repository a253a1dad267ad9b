"""Connections that can be reset and closed by what answers on them."""

import asyncio
import socket
import struct
import sys

from starlette.types import Scope
from uvicorn.protocols.http.h11_impl import H11Protocol

_KEY = "imgix_sandbox.connection"
_LINGER = struct.pack("hh" if sys.platform == "win32" else "ii", 1, 0)
"""Makes closing a socket a reset."""


class Connection(H11Protocol):
    """A connection that a fault can take hold of."""

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override] # uvicorn's own type
        """Put itself into the scope of its requests."""
        super().connection_made(transport)
        self._lost = asyncio.Event()
        self.app_state = {**self.app_state, _KEY: self}

    def connection_lost(self, exc: Exception | None) -> None:
        """Remember it."""
        super().connection_lost(exc)
        self._lost.set()

    @property
    def is_closing(self) -> bool:
        """Whether an answer reaches nobody any more."""
        return self.transport.is_closing()

    async def reset(self) -> None:
        """Reset the connection; what the system has not taken yet is dropped."""
        bound: socket.socket = self.transport.get_extra_info("socket")
        if not self.is_closing:
            bound.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _LINGER)
            self.transport.abort()
        await self._lost.wait()

    async def close(self) -> None:
        """Close the connection after what has been written, if it isn't closed yet, and wait until it is."""
        self.transport.close()
        await self._lost.wait()


def connection_of(scope: Scope) -> Connection:
    """Return the connection that a request came on."""
    connection: Connection = scope["state"][_KEY]
    return connection
