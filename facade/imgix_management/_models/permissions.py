"""What a key may do, as far as reading tells. No I/O."""

from __future__ import annotations

from collections.abc import Mapping
from email.utils import parsedate_to_datetime

import attrs

from imgix_openapi.operations import PERMISSIONS

from .._i18n import LocalizedText
from ..errors import ImgixError


@attrs.frozen
class PermissionCheck:
    """What is known of one permission of a key.

    Attributes:
        id: The permission, such as `asset-browse`.
        name: What imgix calls it, in English and Japanese.
        granted: Whether the key has it; None if reading does not tell, or did not this time.
        error: Where a call failed for another reason than the permission: that error; else None.
    """

    id: str
    name: LocalizedText
    granted: bool | None
    error: ImgixError | None = None


@attrs.frozen
class Access:
    """What `check_access` found out.

    Attributes:
        permissions: All permissions that a key can have.
        clock_skew: Seconds by which the clock of this machine is ahead of the server's, to about a second; None if no
            answer told the time.
    """

    permissions: tuple[PermissionCheck, ...]
    clock_skew: float | None


def conclude(tried: Mapping[str, bool | ImgixError], clock_skew: float | None) -> Access:
    """All permissions, from those that were tried.

    Who has a permission has those that it implies (documented): so nobody who lacks one of them has it.

    Args:
        tried: Permission -> whether the key has it, or why that is not known.
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
    """Seconds by which a clock is ahead of an answer's Date, which has no fractions: half a second is taken for them.

    Args:
        date: The header Date, or None.
        now: What the clock said when the answer came, in seconds.
    """
    try:
        return now - parsedate_to_datetime(date or "").timestamp() - 0.5
    except (ValueError, TypeError, OverflowError):
        return None
