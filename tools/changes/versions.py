"""Find the revision to compare with, and the version that a change requires."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path
from typing import NamedTuple

from tools.changes.extensions import BREAKING
from tools.contract import Json, parse

CONTRACT = "openapi/imgix-management.yaml"
VERSION = "facade/imgix_management/version.py"
CHANGELOG = "CHANGELOG.md"
FRAGMENTS = "changelog.d"

Version = tuple[int, int, int]


class Base(NamedTuple):
    """The revision that is compared with."""

    revision: str
    """A git revision."""
    name: str
    contract: Json
    version: Version
    notes: frozenset[str]
    """Its fragments of the changelog, and the versions in its changelog."""
    released: bool
    """Whether anything has been released."""


class NothingToCompareError(Exception):
    """There is no earlier contract; the message says why."""


def release(root: Path) -> str | None:
    """Return the last release among the ancestors of HEAD, such as `v0.1.0`, or None."""
    return _git(root, "describe", "--tags", "--abbrev=0", "--match", "v[0-9]*")


def base(root: Path, requested: str | None = None) -> Base:
    """Return what to compare with.

    Args:
        root: The root of the repository.
        requested: A git revision. By default the last release; before there is one, the commit where the branch left
            main; on main itself, the commit before.

    Raises:
        NothingToCompareError: There is none.
        SystemExit: The requested revision does not exist, or has no contract.
    """
    revision, name = (requested, requested) if requested else _default(root)
    text = _git(root, "show", f"{revision}:{CONTRACT}")
    if text is None:
        if requested:
            raise SystemExit(f"{requested} is not a git revision with {CONTRACT}")
        raise NothingToCompareError(f"{name} has no contract")
    version = _git(root, "show", f"{revision}:{VERSION}") or ""
    listed = _git(root, "ls-tree", "--name-only", revision, f"{FRAGMENTS}/") or ""
    sections = _sections(_git(root, "show", f"{revision}:{CHANGELOG}") or "")
    return Base(
        revision,
        name,
        parse(text),
        _parse(version),
        frozenset([*listed.splitlines(), *sections]),
        release(root) is not None,
    )


def _default(root: Path) -> tuple[str, str]:
    tag = release(root)
    if tag:
        return tag, f"the release {tag}"
    head = _git(root, "rev-parse", "HEAD")
    for main in ("origin/main", "main"):
        left = _git(root, "merge-base", main, "HEAD")
        if left and left != head:
            return left, f"where this branch left {main} ({left[:9]})"
    parent = _git(root, "rev-parse", "--verify", "--quiet", "HEAD^")
    if parent:
        return parent, f"the commit before ({parent[:9]})"
    raise NothingToCompareError("there is no release, and no history to compare with (a shallow clone?)")


def current(root: Path) -> Version:
    """Return the present version of the project."""
    return _parse((root / VERSION).read_text("utf-8"))


def required(rating: str, since: Version) -> Version:
    """Return the lowest version that may follow: in 0.x a breaking change raises the second number, later the first."""
    major, minor, _ = since
    return (major + 1, 0, 0) if rating == BREAKING and major else (major, minor + 1, 0)


def is_documented(root: Path, before: Base, kind: str) -> bool:
    """Return whether the changelog has something new: a section for this version, or a fragment of the kind."""
    sections = _sections((root / CHANGELOG).read_text("utf-8")) - before.notes
    if format_version(current(root)) in sections:
        return True
    fragments = (f"{FRAGMENTS}/{path.name}" for path in (root / FRAGMENTS).glob(f"*.{kind}*.md"))
    return any(fragment not in before.notes for fragment in fragments)


def format_version(version: Version) -> str:
    """Return a version as text, such as `0.2.0`."""
    return ".".join(map(str, version))


def _sections(changelog: str) -> set[str]:
    return set(re.findall(r"^## v?(\d+\.\d+\.\d+)", changelog, re.MULTILINE))


def _parse(text: str) -> Version:
    match = re.search(r"(\d+)\.(\d+)\.(\d+)", text)
    return (int(match[1]), int(match[2]), int(match[3])) if match else (0, 0, 0)


def _git(root: Path, *arguments: str) -> str | None:
    """Return the output of git, or None if it fails or is not installed."""
    try:
        result = subprocess.run(["git", *arguments], cwd=root, capture_output=True, encoding="utf-8", check=False)
    except FileNotFoundError:
        return None
    return result.stdout.strip() if result.returncode == 0 else None
