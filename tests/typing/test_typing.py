"""The program that the type checkers read uses all that is public."""

import ast
import inspect
import json
import os
import subprocess
import sys
from operator import attrgetter
from pathlib import Path

import imgix_management


def test_the_program_imports_every_public_name():
    tree = ast.parse(Path(__file__).with_name("consumer.py").read_text("utf-8"))
    imported = {
        alias.name
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and node.module == "imgix_management"
        for alias in node.names
    }
    assert imported == set(imgix_management.__all__)


def test_the_program_calls_every_method():
    text = Path(__file__).with_name("consumer.py").read_text("utf-8")
    for group in ("sources", "assets", "uploads", "uploads.sessions", "purges", "reports", "jobs"):
        for name, _ in inspect.getmembers(attrgetter(group)(imgix_management.ManagementClient), inspect.isfunction):
            assert name.startswith("_") or f"client.{group}.{name}(" in text, f"{group}.{name}"


def test_pyright_knows_every_public_type():
    # It takes what is installed for the `python` that comes first on PATH, whatever --pythonpath says.
    path = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
    command = [sys.executable, "-m", "pyright", "--verifytypes", "imgix_management", "--ignoreexternal", "--outputjson"]
    environment = {**os.environ, "PATH": path, "PYRIGHT_PYTHON_IGNORE_WARNINGS": "1"}
    result = subprocess.run(command, env=environment, capture_output=True, text=True, encoding="utf-8", check=False)
    assert result.returncode in (0, 1), result.stderr
    report = json.loads(result.stdout)["typeCompleteness"]
    unclear = [symbol["name"] for symbol in report["symbols"] if symbol["isExported"] and not symbol["isTypeKnown"]]
    assert report["completenessScore"] == 1, "pyright --verifytypes reports more of:\n" + "\n".join(unclear)
