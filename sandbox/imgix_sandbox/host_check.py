"""Check Host headers, so that no web page can reach the sandbox under its own name (DNS rebinding)."""

import ipaddress
from collections.abc import Iterable
from urllib.parse import urlsplit

_HTTP_PORT = 80


class HostCheck:
    """Allow the Host headers of loopback and of the address the sandbox is bound to, with its port.

    A sandbox bound beyond loopback also allows any IP address: a machine has several, and none is a web page's name.

    Args:
        host: The address or name that the sandbox is bound to.
        port: The port.
        allowed: Other names to allow.
    """

    def __init__(self, host: str, port: int, allowed: Iterable[str] = ()) -> None:
        self._host = host.lower()
        self._allowed = {name.lower() for name in allowed}
        self._port = port
        self._beyond = not _is_loopback(self._host)

    def allows(self, header: str) -> bool:
        """Return whether a Host header is allowed."""
        try:
            parts = urlsplit(f"//{header}")
            name, port = parts.hostname or "", parts.port or _HTTP_PORT
        except ValueError:
            return False
        if parts.netloc != header or "@" in header or port != self._port:
            return False
        if name in self._allowed:
            return True
        return name == self._host or _is_loopback(name) or (self._beyond and _is_address(name))


def _is_address(name: str) -> bool:
    try:
        ipaddress.ip_address(name)
    except ValueError:
        return False
    return True


def _is_loopback(name: str) -> bool:
    return name == "localhost" or (_is_address(name) and ipaddress.ip_address(name).is_loopback)
