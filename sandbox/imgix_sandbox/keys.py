"""API keys of the sandbox: one with every permission, and one for each single permission."""

import secrets
from collections.abc import Iterable

from imgix_openapi.operations import PERMISSIONS, Permission

SANDBOX_KEY = "ak_sandbox_"
"""How the keys begin that a sandbox makes; the client sends them over plain http, too."""


class Keys:
    """The API keys, derived from one.

    Args:
        main: The key with all permissions; by default a new random one.

    Raises:
        ValueError: The key is empty or contains characters that an HTTP header can't carry.
    """

    def __init__(self, main: str | None = None) -> None:
        self.main = main if main is not None else f"{SANDBOX_KEY}{secrets.token_hex(28)}"
        if not self.main or not self.main.isascii() or not self.main.isprintable() or " " in self.main:
            raise ValueError("a key consists of printable ASCII characters without spaces, at least one")
        self.single = {name: f"{self.main}-{name}" for name in PERMISSIONS}
        self._granted = {self.main: frozenset(PERMISSIONS)}
        for name, key in self.single.items():
            self._granted[key] = frozenset({name, *PERMISSIONS[name].implies})

    def permissions(self, authorization: str | None) -> frozenset[str] | None:
        """Return the permissions of the key in an Authorization header; None if the key is unknown."""
        scheme, _, key = (authorization or "").partition(" ")
        if scheme.lower() != "bearer":
            return None
        return self._granted.get(key.strip())


def lacking(granted: frozenset[str], needed: Iterable[Permission]) -> list[Permission]:
    """List the permissions that are needed and not granted."""
    return [permission for permission in needed if permission.id not in granted]
