"""Compare the contract with an earlier one: `python -m tools.changes [--base REF]`."""

from __future__ import annotations

import argparse

from tools.changes import report, versions
from tools.changes.compare import compare
from tools.contract import ROOT, load, operations


def main() -> None:
    """Print the changes; exit with 1 if the version or the changelog does not follow."""
    parser = argparse.ArgumentParser(prog="invoke contract.diff")
    parser.add_argument("--base", help="a git revision or a release; without it, see CONTRIBUTING.md")
    try:
        before = versions.base(ROOT, parser.parse_args().base)
    except versions.NothingToCompareError as reason:
        print(f"contract.diff: {reason}")
        return
    revision = load()
    changes = compare(before.contract, revision) if before.contract != revision else []
    if changes:
        print(report.format_changes(changes, total=len(operations(revision))) + "\n")
    valid, text = report.verdict(changes, before, ROOT)
    print(text)
    raise SystemExit(0 if valid else 1)


if __name__ == "__main__":
    main()
