"""Report the changes, the version that they require, and whether the project follows."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

from tools.changes import versions
from tools.changes.compare import RATINGS, Change
from tools.changes.extensions import BREAKING, COMPATIBLE
from tools.changes.messages import describe
from tools.changes.versions import Base, format_version

MAX_OPERATIONS = 6
"""Further operations are counted, not listed."""


def format_changes(changes: list[Change], total: int) -> str:
    """Return all changes as text, two lines each.

    Args:
        changes: What changed.
        total: How many operations the contract has.
    """
    return "\n".join(_entry(change, total) for change in changes)


def _entry(change: Change, total: int) -> str:
    operations = change.place.operations
    where = ", ".join(operations[:MAX_OPERATIONS])
    if not operations or len(operations) == total:
        where = "the entire contract"
    elif len(operations) > MAX_OPERATIONS:
        where += f" and {len(operations) - MAX_OPERATIONS} more"
    return f"{change.rating}: {where}\n    {describe(change)}."


def verdict(changes: list[Change], before: Base, root: Path) -> tuple[bool, str]:
    """Return whether the project's version and changelog follow the changes, and a summary.

    Args:
        changes: What changed.
        before: What it was compared with.
        root: The root of the repository.
    """
    counts = Counter(change.rating for change in changes)
    lines = [f"Since {before.name}: {', '.join(f'{counts[rating]} {rating}' for rating in RATINGS)}."]
    now = versions.current(root)
    required = versions.required(BREAKING if counts[BREAKING] else COMPATIBLE, before.version)
    valid = True
    if counts[BREAKING] and not before.released:
        lines.append("→ breaking, but nothing has been released yet: neither version nor changelog has to follow.")
    elif counts[BREAKING]:
        if now < required:
            valid = False
            lines.append(
                f"→ breaking, needs {format_version(required)} (in 0.x, a breaking change raises the second number); "
                f"the version is {format_version(now)}: raise it in {versions.VERSION}."
            )
        if not versions.is_documented(root, before, BREAKING):
            valid = False
            lines.append(f"→ CHANGELOG.md does not mention it: write {versions.FRAGMENTS}/+NAME.breaking.md.")
        if valid:
            lines.append(f"→ breaking: the version, {format_version(now)}, and the changelog follow.")
    elif counts[COMPATIBLE]:
        lines.append(
            f"→ compatible: nothing breaks. The next release should be {format_version(required)} (minor); "
            f"describe the change in {versions.FRAGMENTS}/+NAME.added.md."
        )
    return valid, "\n".join(lines)
