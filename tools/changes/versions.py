"""Against what a change is judged, and the version that it demands."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path
from typing import NamedTuple

from tools.changes.extensions import BREAKING
from tools.changes.messages import Said
from tools.contract import Json, parse

CONTRACT = "openapi/imgix-management.yaml"
VERSION = "facade/imgix_management/version.py"
CHANGELOG = "CHANGELOG.md"
FRAGMENTS = "changelog.d"

Version = tuple[int, int, int]


class Base(NamedTuple):
    """What is compared with."""

    revision: str
    """A git revision."""
    name: Said
    contract: Json
    version: Version
    notes: frozenset[str]
    """The fragments of the changelog that it had, and the versions that its changelog named."""


class NothingToCompareError(Exception):
    """There is no earlier contract; the message says why, in English and Japanese."""


def release(root: Path) -> str | None:
    """The last release among the ancestors of HEAD, such as `v0.1.0`, or None."""
    return _git(root, "describe", "--tags", "--abbrev=0", "--match", "v[0-9]*")


def base(root: Path, wanted: str | None = None) -> Base:
    """The earlier contract: of the revision wanted, else the last release, else where the branch left main.

    On main itself, without a release, it is the commit before.

    Raises:
        NothingToCompareError: There is none.
        SystemExit: The revision wanted does not exist, or has no contract.
    """
    revision, name = (wanted, Said(wanted, wanted)) if wanted else _usual(root)
    text = _git(root, "show", f"{revision}:{CONTRACT}")
    if text is None:
        if wanted:
            raise SystemExit(f"{wanted} is no git revision that has {CONTRACT} / {wanted} には {CONTRACT} がありません")
        raise NothingToCompareError(f"{name.en} has no contract / {name.ja}には定義がありません")
    version = _git(root, "show", f"{revision}:{VERSION}") or ""
    listed = _git(root, "ls-tree", "--name-only", revision, f"{FRAGMENTS}/") or ""
    sections = _sections(_git(root, "show", f"{revision}:{CHANGELOG}") or "")
    return Base(revision, name, parse(text), _parse(version), frozenset([*listed.splitlines(), *sections]))


def _usual(root: Path) -> tuple[str, Said]:
    tag = release(root)
    if tag:
        return tag, Said(f"the release {tag}", f"リリース {tag}")
    head = _git(root, "rev-parse", "HEAD")
    for main in ("origin/main", "main"):
        left = _git(root, "merge-base", main, "HEAD")
        if left and left != head:
            return left, Said(f"where this branch left {main} ({left[:9]})", f"{main} からの分岐点 ({left[:9]})")
    parent = _git(root, "rev-parse", "--verify", "--quiet", "HEAD^")
    if parent:
        return parent, Said(f"the commit before ({parent[:9]})", f"直前のコミット ({parent[:9]})")
    raise NothingToCompareError(
        "there is no release, and no history to compare with (a shallow clone?) / "
        "リリースも比較できる履歴もありません (浅いクローンかもしれません)"
    )


def current(root: Path) -> Version:
    """The version that the project has now."""
    return _parse((root / VERSION).read_text("utf-8"))


def demanded(rating: str, since: Version) -> Version:
    """The lowest version that may follow: in 0.x a breaking change raises the second number, later the first."""
    major, minor, _ = since
    return (major + 1, 0, 0) if rating == BREAKING and major else (major, minor + 1, 0)


def told(root: Path, before: Base, kind: str) -> bool:
    """Whether the changelog says something new: a section for this version, or a fragment of the kind."""
    sections = _sections((root / CHANGELOG).read_text("utf-8")) - before.notes
    if spelt(current(root)) in sections:
        return True
    fragments = (f"{FRAGMENTS}/{path.name}" for path in (root / FRAGMENTS).glob(f"*.{kind}*.md"))
    return any(fragment not in before.notes for fragment in fragments)


def spelt(version: Version) -> str:
    """`0.2.0`."""
    return ".".join(map(str, version))


def _sections(changelog: str) -> set[str]:
    return set(re.findall(r"^## v?(\d+\.\d+\.\d+)", changelog, re.MULTILINE))


def _parse(text: str) -> Version:
    found = re.search(r"(\d+)\.(\d+)\.(\d+)", text)
    return (int(found[1]), int(found[2]), int(found[3])) if found else (0, 0, 0)


def _git(root: Path, *arguments: str) -> str | None:
    """What git says, or None if it fails or is not there."""
    try:
        result = subprocess.run(["git", *arguments], cwd=root, capture_output=True, encoding="utf-8", check=False)
    except FileNotFoundError:
        return None
    return result.stdout.strip() if result.returncode == 0 else None
