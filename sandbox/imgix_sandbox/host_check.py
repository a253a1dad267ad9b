"""Which Host headers are taken: a web page must not reach the sandbox under a name of its own (DNS rebinding)."""

import ipaddress
from urllib.parse import urlsplit

_HTTP_PORT = 80


class HostCheck:
    """The Host headers that a sandbox takes: loopback and what it is bound to, with its port.

    Beyond loopback, any IP address is taken as well: a machine has several, and a web page's name is none of them.

    Args:
        host: What the sandbox is bound to.
        port: The port.
    """

    def __init__(self, host: str, port: int) -> None:
        self._host = host.lower()
        self._port = port
        self._beyond = not _is_loopback(self._host)

    def allows(self, header: str) -> bool:
        """Tell whether a Host header is taken."""
        try:
            parts = urlsplit(f"//{header}")
            name, port = parts.hostname or "", parts.port or _HTTP_PORT
        except ValueError:
            return False
        if parts.netloc != header or "@" in header or port != self._port:
            return False
        return name == self._host or _is_loopback(name) or (self._beyond and _is_address(name))


def _is_address(name: str) -> bool:
    try:
        ipaddress.ip_address(name)
    except ValueError:
        return False
    return True


def _is_loopback(name: str) -> bool:
    return name == "localhost" or (_is_address(name) and ipaddress.ip_address(name).is_loopback)
