"""`python -m tools.changes.surface [--base REF]`: what changed in the Python names that programs rely on.

griffe finds the changes. It looks at what the package exports, and at the verbs, which are reached through a client.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from pathlib import Path

import griffe

from tools.changes import versions
from tools.changes.extensions import BREAKING
from tools.changes.versions import spelt
from tools.contract import ROOT

PACKAGE = "imgix_management"
Module = griffe.Object | griffe.Alias
CLIENTS = {"_sync": "ManagementClient", "_async": "AsyncManagementClient"}


def breakages(root: Path, revision: str) -> list[str]:
    """What broke since a git revision, a line each."""
    old = griffe.load_git(PACKAGE, ref=revision, repo=root, search_paths=["facade"])
    new = griffe.load(PACKAGE, search_paths=[root / "facade"])
    before, after = dict(_public(old)), dict(_public(new))
    found = [f"`{name}`: *Public object was removed*" for name in before if name not in after]
    for name in before.keys() & after.keys():
        for breakage in griffe.find_breaking_changes(before[name], after[name]):
            found.append(breakage.explain(griffe.ExplanationStyle.MARKDOWN).strip().removeprefix("- "))
    return sorted(set(found))


def _public(package: Module) -> Iterator[tuple[str, Module]]:
    """All exported classes, wherever they are defined, and those that hold the verbs, by their names."""
    for name in map(str, package.exports or ()):
        held = package.members.get(name)
        if isinstance(held, griffe.Alias):
            yield name, package[held.target_path.removeprefix(f"{PACKAGE}.")]
    for storey, client in CLIENTS.items():
        for group in package[storey]["client"][client].members:
            if group in package[storey].modules:
                for name, cls in package[storey][group].classes.items():
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
    found = breakages(ROOT, revision)
    print("\n".join(found))
    before = versions.base(ROOT, revision)
    needed, now = versions.demanded(BREAKING, before.version), versions.current(ROOT)
    print(f"Since {revision}: {len(found)} breaking changes of the Python surface.")
    if found and now < needed:
        raise SystemExit(f"→ breaking, needs {spelt(needed)}; the version is {spelt(now)}.")


if __name__ == "__main__":
    main()
