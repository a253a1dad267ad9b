"""Runs benchmarks: `python -m benchmarks [--only NAME,...] [--compare REF]`."""

from __future__ import annotations

import argparse
import importlib
import json
import os
import subprocess
import sys
import tempfile
from dataclasses import asdict
from pathlib import Path

from benchmarks import report
from benchmarks.report import Row, Section

ROOT = report.HOME.parent
SOURCES = ("facade", "generated", "contract", "sandbox", "cli")


def names() -> list[str]:
    """All benchmarks, in the order of the report: each is a module of this package with a function `run()`."""
    marked = [line[5:-4] for line in report.README.read_text(encoding="utf-8").splitlines() if line[:5] == "<!-- "]
    return [name for name in marked if name != "goals" and not name.startswith("/")]


def measure(name: str, tree: Path) -> Section:
    """Run a benchmark in a process of its own, on the packages of a work tree."""
    path = os.pathsep.join([*(str(tree / source) for source in SOURCES), str(ROOT)])
    with tempfile.TemporaryDirectory() as scratch:
        target = Path(scratch) / "section.json"
        subprocess.run(
            [sys.executable, "-m", "benchmarks", "--one", name, str(target)],
            cwd=ROOT,
            env={**os.environ, "PYTHONPATH": path},
            check=True,
        )
        fields = json.loads(target.read_text(encoding="utf-8"))
    return Section(**{**fields, "rows": [Row(**row) for row in fields["rows"]]})


def bench(chosen: list[str]) -> None:
    """Run benchmarks and write the report."""
    for name in chosen:
        section = measure(name, ROOT)
        report.write(name, section)
        print(f"{name}:", *section.rows, sep="\n", flush=True)


def compare(chosen: list[str], ref: str) -> None:
    """Run this tree's benchmarks on the packages of a revision and on those that are here, and print both."""
    with tempfile.TemporaryDirectory() as scratch:
        tree = Path(scratch) / "tree"
        subprocess.run(["git", "worktree", "add", "--quiet", "--detach", tree, ref], cwd=ROOT, check=True)
        try:
            print(f"| what | against | {ref} | here | here / {ref} |\n|---|---|---|---|---|", flush=True)
            for name in chosen:
                try:
                    before = measure(name, tree)
                except subprocess.CalledProcessError:
                    print(f"| {name} | | it does not run there | | |", flush=True)
                    continue
                for old, new in zip(before.rows, measure(name, ROOT).rows, strict=True):
                    change = f"{new.value / old.value:.2f}" if old.value else "-"
                    figures = f"{old.value:,.{old.digits}f} | {new.value:,.{new.digits}f} | {change}"
                    print(f"| {new.what} | {new.against} | {figures} |", flush=True)
        finally:
            subprocess.run(["git", "worktree", "remove", "--force", tree], cwd=ROOT, check=True)


def main() -> None:
    """Read the command line."""
    parser = argparse.ArgumentParser(prog="invoke bench")
    parser.add_argument("--only", help="names, separated by commas; else all", default="")
    parser.add_argument("--compare", metavar="REF", help="a revision to compare with, instead of writing the report")
    parser.add_argument("--one", nargs=2, metavar=("NAME", "FILE"), help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.one:
        name, target = arguments.one
        section: Section = importlib.import_module(f"benchmarks.{name}").run()
        Path(target).write_text(json.dumps(asdict(section)), encoding="utf-8")
        return
    chosen = arguments.only.split(",") if arguments.only else names()
    if unknown := set(chosen) - set(names()):
        parser.error(f"no such benchmark: {', '.join(sorted(unknown))}; there are {', '.join(names())}")
    if arguments.compare:
        compare(chosen, arguments.compare)
    else:
        bench(chosen)


if __name__ == "__main__":
    main()
