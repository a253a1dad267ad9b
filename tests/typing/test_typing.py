"""The program that the type checkers read uses all that is public."""

import ast
import inspect
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
    for group in ("sources", "assets", "uploads", "uploads.sessions", "purges", "reports"):
        for name, _ in inspect.getmembers(attrgetter(group)(imgix_management.ManagementClient), inspect.isfunction):
            assert name.startswith("_") or f"client.{group}.{name}(" in text, f"{group}.{name}"
