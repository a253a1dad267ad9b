"""Start-up: new processes that import, or show the help of the command."""

from __future__ import annotations

import subprocess
import sys

from benchmarks.measure import best, interleaved, ratio
from benchmarks.report import Row, Section

PROGRAMS = {
    "python -c pass": "pass",
    "import httpx": "import httpx",
    "import imgix_management": "import imgix_management",
    "from imgix_management import ManagementClient": "from imgix_management import ManagementClient",
    "imgix --help": "import sys; sys.argv = ['imgix', '--help']; from imgix_cli import main; main()",
}


def run() -> Section:
    """Measure it."""

    def start(program: str) -> None:
        subprocess.run([sys.executable, "-c", program], check=True, stdout=subprocess.DEVNULL)

    # A function's default keeps each program: all lambdas of a loop would share the last one.
    times = interleaved({name: lambda code=code: start(code) for name, code in PROGRAMS.items()}, rounds=15)  # type: ignore[misc]
    goals = {"import imgix_management": 1.15, "imgix --help": 1.0}
    rows = [
        Row(f"`{name}`", "`import httpx`", ratio(times, name, "import httpx"), at_most=goals.get(name))
        for name in PROGRAMS
        if name != "import httpx"
    ]
    fastest = ", ".join(f"`{name}` {best(times, name) * 1000:.0f} ms" for name in PROGRAMS)
    how = f"Complete processes, the interpreter's own start included; the least of 15: {fastest}."
    return Section(rows, [how, WHY], ["httpx", "click"])


WHY = (
    "`import imgix_management` loads no other module of the package: each public name is loaded when it is first used. "
    "The first use of a client imports httpx, attrs and orjson, and makes the classes of resources and errors; the "
    "generated models are left out. The command imports click and the catalogue of messages for its help."
)
