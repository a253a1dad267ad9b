"""The program that the type checkers read uses all that is public."""

import ast
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


def test_the_program_calls_every_verb():
    text = Path(__file__).with_name("consumer.py").read_text("utf-8")
    with imgix_management.ManagementClient("key") as client:
        for group in ("sources", "assets", "uploads", "purges", "reports"):
            for verb in dir(getattr(client, group)):
                assert verb.startswith("_") or f"client.{group}.{verb}(" in text, f"{group}.{verb}"
