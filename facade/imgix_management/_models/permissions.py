"""The permissions of an API key, as far as reads show them. No I/O."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from imgix_openapi.operations import PERMISSIONS

from .._i18n import LocalizedText
from ..errors import ImgixError
from ..errors.headers import http_date


@dataclass(frozen=True, slots=True)
class PermissionCheck:
    """One permission of an API key.

    Attributes:
        id: The permission, such as `asset-browse`.
        name: imgix's name for it, in English and Japanese.
        granted: Whether the key has it; None if reads do not show it, or the call failed for another reason.
        error: That other reason; None if there was none.
    """

    id: str
    name: LocalizedText
    granted: bool | None
    error: ImgixError | None = None


@dataclass(frozen=True, slots=True)
class Access:
    """The result of `client.check_access()`.

    Attributes:
        permissions: All permissions that a key can have.
        clock_skew: Seconds by which the clock of this machine is ahead of the server's, to about a second; None if no
            response had a Date header.
    """

    permissions: tuple[PermissionCheck, ...]
    clock_skew: float | None


def conclude(tried: Mapping[str, bool | ImgixError], clock_skew: float | None) -> Access:
    """Return all permissions, from those that were tried.

    A permission includes those that it implies (documented): a key without one of them does not have it.

    Args:
        tried: Permission -> whether the key has it, or the error that left it unknown.
        clock_skew: See `Access`.
    """
    checks = []
    for permission in PERMISSIONS.values():
        outcome = tried.get(permission.id)
        granted = outcome if isinstance(outcome, bool) else None
        if any(tried.get(implied) is False for implied in permission.implies):
            granted = False
        error = outcome if isinstance(outcome, ImgixError) else None
        name = LocalizedText(permission.name, permission.name_ja)
        checks.append(PermissionCheck(permission.id, name, granted, error))
    return Access(tuple(checks), clock_skew)


def skew(date: str | None, now: float) -> float | None:
    """Return the seconds by which a clock is ahead of a Date header; as that has no fractions, half a second is added.

    Args:
        date: The header Date, or None.
        now: The clock's time when the response arrived, in seconds.
    """
    server = http_date(date)
    return None if server is None else now - server.timestamp() - 0.5
