"""Compare the public Python names with those of a release: `python -m tools.changes.surface [--base REF]`.

griffe finds the changes, in what the package exports and in the methods of resources, which are reached by a client.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from pathlib import Path

import griffe

from tools.changes import versions
from tools.changes.extensions import BREAKING
from tools.changes.versions import format_version
from tools.contract import ROOT

PACKAGE = "imgix_management"
Module = griffe.Object | griffe.Alias
CLIENTS = {"_sync": "ManagementClient", "_async": "AsyncManagementClient"}


def breakages(root: Path, revision: str) -> list[str]:
    """Return what broke since a git revision, one line each."""
    old = griffe.load_git(PACKAGE, ref=revision, repo=root, search_paths=["facade"])
    new = griffe.load(PACKAGE, search_paths=[root / "facade"])
    before, after = dict(_public(old)), dict(_public(new))
    lines = [f"`{name}`: *Public object was removed*" for name in before if name not in after]
    for name in before.keys() & after.keys():
        for breakage in griffe.find_breaking_changes(before[name], after[name]):
            lines.append(breakage.explain(griffe.ExplanationStyle.MARKDOWN).strip().removeprefix("- "))
    return sorted(set(lines))


def _public(package: Module) -> Iterator[tuple[str, Module]]:
    """Yield all exported classes, wherever they are defined, and the resource classes, with their names."""
    for name in map(str, package.exports or ()):
        member = package.members.get(name)
        if isinstance(member, griffe.Alias):
            yield name, package[member.target_path.removeprefix(f"{PACKAGE}.")]
    for subpackage, client in CLIENTS.items():
        for group in package[subpackage]["client"][client].members:
            if group in package[subpackage].modules:
                for name, cls in package[subpackage][group].classes.items():
                    if not cls.is_alias:
                        yield name, cls


def main() -> None:
    """Compare the working tree with a release; exit with 1 if something broke and the version does not follow."""
    parser = argparse.ArgumentParser(prog="invoke surface.diff")
    parser.add_argument("--base", help="a git revision; the last release if not given")
    revision = parser.parse_args().base or versions.release(ROOT)
    if revision is None:
        print("surface.diff: there is no release (a tag such as v0.1.0) to compare with yet; nothing was checked.")
        return
    lines = breakages(ROOT, revision)
    print("\n".join(lines))
    before = versions.base(ROOT, revision)
    required, now = versions.required(BREAKING, before.version), versions.current(ROOT)
    print(f"Since {revision}: {len(lines)} breaking changes of the Python surface.")
    if lines and now < required:
        raise SystemExit(f"→ breaking, needs {format_version(required)}; the version is {format_version(now)}.")


if __name__ == "__main__":
    main()
