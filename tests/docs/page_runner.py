"""Run the blocks of a page in the order in which a reader meets them, against the sandbox.

- `python`: executed; names carry over to the next block of the page. A block whose first line is a comment with a file
  name, such as `# purge_nightly.py`, is written to that file; so is a block of another language.
- `output`: what the block before it printed.
- `sh`: a script for bash. `console`: commands behind `$ ` and what they print, where `...` stands for anything.

`<!-- skip: next "reason" -->` leaves out the next block.
"""

import ast
import asyncio
import contextlib
import inspect
import io
import os
import re
import subprocess
import sys
import unittest
from pathlib import Path

from sybil import Sybil
from sybil.parsers.markdown import CodeBlockParser, SkipParser

ROOT = Path(__file__).resolve().parents[2]
DOCS = ROOT / "docs"
QUICK = (
    *("../README.md", "bulk.md", "errors.md", "logging-and-tracing.md", "rate-limits.md"),
    *("retries-and-outcomes.md", "sandbox.md", "settings.md", "uploads.md"),
)
"""Pages that take less than a second, and need no extra but `dev`. The others are run by `invoke docs.check`."""

FILE = re.compile(r"#(?: |!.*\n# )([\w./-]+\.\w+)\n")
EXECUTED = ("python", "output", "sh", "console")
FILES = ("yaml", "toml", "ini", "dockerfile")


def pages():
    """The pages of `docs/`, relative to it, and the READMEs."""
    names = [path.relative_to(DOCS).as_posix() for path in sorted(DOCS.rglob("*.md"))]
    return ["../README.md", "../README.ja.md", *names]


class PageRunner:
    """A page on its way.

    Args:
        path: The page.
        folder: Where its files are written and its commands run.
        names: What its blocks take for granted. None for complete programs, which share nothing.
        environment: For its commands.
    """

    def __init__(self, path, folder, names, environment):
        self.folder = folder
        self.names = names
        self.environment = {**environment, "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"}
        self.printed = ""
        self.counts = dict.fromkeys(EXECUTED, 0)
        self.skipped = 0
        self.files = set()
        parsers = [CodeBlockParser(language, evaluator=self._evaluator(language)) for language in (*EXECUTED, *FILES)]
        self.document = Sybil([*parsers, SkipParser()]).parse(path)

    def run(self):
        """Run the blocks.

        Raises:
            Exception: A block failed; its traceback names the line of the page.
        """
        with asyncio.Runner() as self.loop:
            for example in self.document.examples():
                try:
                    example.evaluate()
                except unittest.SkipTest:
                    self.skipped += 1
        commands = "".join(str(region.parsed) for _, region in self.document.regions)
        for file in self.files:
            by_pytest = file.startswith(("test_", "conftest")) and "pytest" in commands
            uses = len(re.findall(rf"\b{re.escape(Path(file).stem)}\b", commands))
            assert by_pytest or uses > 1, f"{self.document.path}: nothing uses {file}"

    def _evaluator(self, language):
        def evaluate(example):
            if (match := FILE.match(example.parsed)) and language not in ("output", "console"):
                self._write(match[1], example.parsed)
            elif language in EXECUTED:
                self.counts[language] += 1
                where = f"{example.path}:{example.line}"
                getattr(self, f"_{language}")(example, where)

        return evaluate

    def _write(self, name, text):
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
        self.files.add(name)

    def _python(self, example, where):
        source = "\n" * (example.line + example.parsed.line_offset) + example.parsed
        code = compile(source, example.path, "exec", flags=ast.PyCF_ALLOW_TOP_LEVEL_AWAIT)
        names = {} if self.names is None else example.namespace
        names.update(self.names or {})
        output = io.StringIO()
        with contextlib.redirect_stdout(output):
            pending = eval(code, names)
            if inspect.iscoroutine(pending):
                self.loop.run(pending)
        self.printed = output.getvalue()
        assert self.printed.strip(), f"{where} prints nothing"

    def _output(self, example, where):
        compare(self.printed, example.parsed, where)

    def _sh(self, example, where):
        self.printed = self._shell(example.parsed, where)

    def _console(self, example, where):
        blocks = re.split(r"^\$ ", example.parsed, flags=re.M)[1:]
        assert blocks, f"{where} has no command"
        for block in blocks:
            command, _, expected = block.partition("\n")
            while command.endswith("\\"):
                more, _, expected = expected.partition("\n")
                command = f"{command}\n{more}"
            self.printed = self._shell(command, where)
            compare(self.printed, expected, where)

    def _shell(self, script, where):
        result = subprocess.run(
            ["bash", "-euo", "pipefail", "-c", script],
            cwd=self.folder,
            env=self.environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            encoding="utf-8",
            timeout=50,
            check=False,
        )
        assert result.returncode == 0, f"{where}: {script}\n{result.stdout}"
        return result.stdout


def compare(printed, expected, where):
    """Compare what was printed with what the page shows: `...` stands for anything, within a line or for lines."""
    lines = [line.rstrip() for line in printed.strip().splitlines()]
    pattern = r"\n".join(
        r"(?:.*\n?)*?" if line.strip() == "..." else re.escape(line.rstrip()).replace(r"\.\.\.", ".*")
        for line in expected.strip("\n").splitlines()
    ).replace(r"(?:.*\n?)*?\n", r"(?:.*\n)*?")
    assert re.fullmatch(pattern, "\n".join(lines)), f"{where} shows\n{expected}\nbut it is\n{printed}"
