"""The report: what a benchmark gives back, and how it is written into `benchmarks/README.md`."""

from __future__ import annotations

import os
import platform
import re
from dataclasses import dataclass, field
from datetime import UTC, datetime
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

HOME = Path(__file__).resolve().parent
README = HOME / "README.md"
HEADINGS = "| what | against | goal | measured | met |\n|---|---|---|---|---|"


@dataclass
class Row:
    """One figure."""

    what: str
    against: str
    """What it is a ratio to; "-" for a figure that is none."""
    value: float
    at_most: float | None = None
    """The goal, where less is better."""
    at_least: float | None = None
    """The goal, where more is better."""
    unit: str = ""
    """Of a figure that is no ratio: MB, ms ..."""
    digits: int = 2

    @property
    def met(self) -> bool | None:
        """Whether the goal is met, as it is printed; None where there is none."""
        value = round(self.value, self.digits)
        if self.at_most is not None:
            return value <= self.at_most
        return None if self.at_least is None else value >= self.at_least

    def __str__(self) -> str:
        goal = "-"
        if self.at_most is not None:
            goal = f"<= {self.at_most:g}"
        elif self.at_least is not None:
            goal = f">= {self.at_least:g}"
        unit = f" {self.unit}" if self.unit else ""
        met = {True: "yes", False: "**no**", None: "-"}[self.met]
        measured = f"{self.value:,.{self.digits}f}{unit}"
        return f"| {self.what} | {self.against} | {goal}{unit if goal != '-' else ''} | {measured} | {met} |"


@dataclass
class Section:
    """What the `run()` of a benchmark gives back."""

    rows: list[Row]
    notes: list[str] = field(default_factory=list)
    """Paragraphs of Markdown below the table: how it was measured, where the time goes."""
    libraries: list[str] = field(default_factory=list)
    """Distributions whose versions matter."""
    charts: dict[str, str] = field(default_factory=dict)
    """File name -> SVG, put into `benchmarks/charts/`."""


def write(name: str, section: Section, readme: Path = README) -> None:
    """Write a section between its markers, `<!-- name -->` and `<!-- /name -->`, and the table of goals anew.

    Args:
        name: The benchmark, which is the name of its module.
        section: What it gave back.
        readme: The file, which holds the markers already.
    """
    for file, svg in section.charts.items():
        (HOME / "charts").mkdir(exist_ok=True)
        (HOME / "charts" / file).write_text(svg, encoding="utf-8")
    command = f"`invoke bench --only {name}`, {datetime.now(UTC):%Y-%m-%d}: {environment(section.libraries)}."
    charts = [f"![{file}](charts/{file})" for file in section.charts]
    table = "\n".join([HEADINGS, *map(str, section.rows)])
    text = _between(readme.read_text(encoding="utf-8"), name, "\n\n".join([table, *charts, *section.notes, command]))
    goals = [line for line in _details(text).splitlines() if re.search(r"\| (yes|\*\*no\*\*) \|$", line)]
    readme.write_text(_between(text, "goals", "\n".join([HEADINGS, *goals])), encoding="utf-8")


def _details(text: str) -> str:
    """All but the table of goals."""
    return text.partition("<!-- /goals -->")[2]


def _between(text: str, name: str, body: str) -> str:
    pattern = re.compile(rf"(<!-- {re.escape(name)} -->\n).*?(<!-- /{re.escape(name)} -->)", re.DOTALL)
    if not pattern.search(text):
        raise ValueError(f"there is no <!-- {name} --> ... <!-- /{name} --> to write to")
    return pattern.sub(lambda match: f"{match[1]}{body}\n{match[2]}", text)


def environment(libraries: list[str]) -> str:
    """The machine and the versions."""
    python = f"{platform.python_implementation()} {platform.python_version()}"
    machine = f"{_cpu()}, {os.cpu_count()} CPUs, {platform.system()} {platform.machine()}"
    return ", ".join([machine, python, *(f"{name} {_version(name)}" for name in libraries)])


def _cpu() -> str:
    facts = Path("/proc/cpuinfo")
    match = re.search(r"^model name\s*: (.+)$", facts.read_text(encoding="utf-8"), re.M) if facts.exists() else None
    return match[1].strip() if match else platform.processor() or "unknown CPU"


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return "?"
