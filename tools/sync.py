"""Derive the synchronous half of the library, `_sync`, from `_async`, by unasync and a table of names."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path

import unasync

from tools.contract import ROOT

SOURCE = ROOT / "facade" / "imgix_management" / "_async"
TARGET = SOURCE.with_name("_sync")
MARK = "# Derived from {source} by `invoke sync`. Do not edit.\n"
# Besides these, a class that `_async` defines loses the "Async" of its name, and any other one gets "Sync" for it.
NAMES = {
    "AsyncClient": "Client",
    "AsyncGenerator": "Generator",
    "AsyncIterable": "Iterable",
    "AsyncIterator": "Iterator",
    "AsyncRunner": "Runner",
    "AwaitablePager": "LazyPager",
    "__aenter__": "__enter__",
    "__aexit__": "__exit__",
    "__aiter__": "__iter__",
    "__anext__": "__next__",
    "_aclose": "_close",
    "aclose": "close",
    "aiter_bytes": "iter_bytes",
    "aiter_raw": "iter_raw",
    "asynccontextmanager": "contextmanager",
    "concurrency": "blocking",
    "asyncio": "time",
    "AsyncInput": "Input",
    "create_async": "create_sync",
    "pull_async": "pull",
    "run_hook": "call_directly",
    "run_shielded": "call_directly",
    "run_shielded_within": "call_within",
    "running_loop": "no_event_loop",
    "spool_async": "spool",
    "to_thread": "call_directly",
    "to_thread_completely": "call_directly",
}


def main(arguments: list[str]) -> None:
    """Write `_sync`; with `--check`, only print which files would change.

    Raises:
        SystemExit: With `--check`, something differs.
    """
    derived = derive()
    present = {path.name: path.read_text(encoding="utf-8") for path in TARGET.glob("*.py")}
    changed = sorted(name for name in derived.keys() | present.keys() if derived.get(name) != present.get(name))
    if "--check" in arguments:
        if changed:
            raise SystemExit("run `invoke sync`; these differ from what _async/ gives: " + ", ".join(changed))
        return
    TARGET.mkdir(exist_ok=True)
    for name in changed:
        if name in derived:
            (TARGET / name).write_text(derived[name], encoding="utf-8")
        else:
            (TARGET / name).unlink()
    print(f"_sync/: {len(changed)} of {len(derived)} files changed", *changed)


def derive() -> dict[str, str]:
    """Return the text of each file of `_sync`."""
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch) / "_sync"
        sources = sorted(SOURCE.glob("*.py"))
        classes = {name for path in sources for name in re.findall(r"(?m)^class Async(\w+)", path.read_text("utf-8"))}
        names = {f"Async{name}": name for name in classes} | NAMES
        rule = unasync.Rule(f"{SOURCE}{os.sep}", f"{folder}{os.sep}", additional_replacements=names)
        unasync.unasync_files([str(path) for path in sources], [rule])
        for path in folder.glob("*.py"):
            text = path.read_text(encoding="utf-8").replace("_async", "_sync")
            # The examples in docstrings.
            text = re.sub(r"\bAwaitable\[(\w+)\]", r"\1", text)
            text = re.sub(r"\b(async|await) ", "", text).replace("AsyncManagementClient", "ManagementClient")
            path.write_text(
                MARK.format(source=f"{SOURCE.relative_to(ROOT).as_posix()}/{path.name}") + text, encoding="utf-8"
            )
        settings = ["--quiet", "--config", str(ROOT / "pyproject.toml"), str(folder)]
        for step in (["check", "--fix-only", "--select", "I,F401,UP"], ["format"]):
            subprocess.run([sys.executable, "-m", "ruff", *step, *settings], cwd=ROOT, check=True)
        return {path.name: path.read_text(encoding="utf-8") for path in folder.glob("*.py")}


if __name__ == "__main__":
    main(sys.argv[1:])
