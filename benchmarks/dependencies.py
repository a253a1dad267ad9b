"""How many distributions an installation without extras brings."""

from __future__ import annotations

import tomllib
from importlib.metadata import requires
from pathlib import Path

from packaging.requirements import Requirement

import imgix_management
from benchmarks.report import Row, Section


def direct() -> list[str]:
    """The project's own requirements."""
    root = Path(imgix_management.__file__).parents[2]
    return list(tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))["project"]["dependencies"])


def closure(requirements: list[str]) -> set[str]:
    """The distributions that requirements bring here, as the installed ones declare."""
    names: set[str] = set()
    left = [(Requirement(line), "") for line in requirements]
    while left:
        requirement, extra = left.pop()
        name = requirement.name.lower().replace("_", "-")
        if (requirement.marker and not requirement.marker.evaluate({"extra": extra})) or name in names:
            continue
        names.add(name)
        left += [(Requirement(line), each) for line in requires(name) or () for each in requirement.extras or {""}]
    return names


def run() -> Section:
    """Count them."""
    names = closure(direct())
    rows = [
        Row("distributions, this one included", "-", len(names) + 1, at_most=12, digits=0),
        Row("direct dependencies", "-", len(direct()), at_most=4, digits=0),
        Row("httpx alone", "-", len(closure(["httpx"])), digits=0),
    ]
    return Section(rows, ["They are: imgix-management, " + ", ".join(sorted(names)) + "."])
