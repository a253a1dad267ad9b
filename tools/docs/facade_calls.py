"""The line of Python for each operation, from the sources of the library: which method sends it, with which example."""

from __future__ import annotations

import ast
import functools
import inspect
import re
import textwrap
from collections.abc import Iterator
from typing import Final, NamedTuple

from tools.contract import ROOT

GROUPS: Final = {
    "sources": ("Sources", "client.sources"),
    "assets": ("Assets", "client.assets"),
    "uploads": ("Uploads", "client.uploads"),
    "upload_sessions": ("UploadSessions", "client.uploads.sessions"),
    "purges": ("Purges", "client.purges"),
    "reports": ("Reports", "client.reports"),
}
"""Module of `_sync` -> class, and how a program gets it."""

_EXAMPLE: Final = re.compile(r"Example:\n((?: .*\n?|\n)+)")


class FacadeCall(NamedTuple):
    """The method that sends an operation.

    Attributes:
        reference: The complete public name, to link to.
        code: How it is called, as a few lines of Python.
    """

    reference: str
    code: str


@functools.cache
def facade_calls() -> dict[str, FacadeCall]:
    """Return the method for each operation, by the name of its generated module, such as `create_purge`."""
    calls: dict[str, FacadeCall] = {}
    for name in GROUPS:
        for module, call in _of_module(name):
            calls.setdefault(module, call)
    return calls


def facade_call(operation_id: str) -> FacadeCall:
    """Return the method that sends an operation.

    Args:
        operation_id: Such as `createPurge`.

    Raises:
        KeyError: There is none.
    """
    return facade_calls()[re.sub("(?=[A-Z])", "_", operation_id).lower()]


def _of_module(name: str) -> Iterator[tuple[str, FacadeCall]]:
    class_name, prefix = GROUPS[name]
    tree = ast.parse((ROOT / "facade/imgix_management/_sync" / f"{name}.py").read_text("utf-8"))
    body = next(node for node in tree.body if isinstance(node, ast.ClassDef) and node.name == class_name)
    methods = [node for node in body.body if isinstance(node, ast.FunctionDef) and not node.name.startswith("_")]
    for method in methods:
        for module in _operations(method):
            yield module, FacadeCall(f"imgix_management.types.{class_name}.{method.name}", _code(method, prefix))


def _operations(method: ast.FunctionDef) -> Iterator[str]:
    for node in ast.walk(method):
        if isinstance(node, ast.Attribute) and node.attr == "request" and isinstance(node.value, ast.Name):
            yield node.value.id


def _code(method: ast.FunctionDef, prefix: str) -> str:
    """Return the example of a docstring, else a call with its required arguments."""
    docstring = inspect.cleandoc(ast.get_docstring(method) or "")
    if example := _EXAMPLE.search(docstring + "\n"):
        return textwrap.dedent(example[1]).strip()
    arguments = method.args
    required = arguments.args[1 : len(arguments.args) - len(arguments.defaults)]
    keywords = [
        name for name, default in zip(arguments.kwonlyargs, arguments.kw_defaults, strict=True) if default is None
    ]
    words = [_value(each.arg) for each in required] + [f"{each.arg}={_value(each.arg)}" for each in keywords]
    return f"{prefix}.{method.name}({', '.join(words)})"


def _value(argument: str) -> str:
    """Return what an example passes for an argument."""
    return {"source_id": "source.id", "session_id": "session.id", "report_id": "report.id"}.get(
        argument, '"cats/tom.jpg"' if argument == "origin_path" else argument
    )
