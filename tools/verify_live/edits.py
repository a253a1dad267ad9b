"""Name the line of the contract that a person has to change, and its new value."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

import yaml

from tools.contract import DOCUMENT, ROOT, load, operations
from tools.verify_live.verdicts import Edit, Verdict

UNCERTAIN = ROOT / "openapi" / "UNCERTAIN.md"
_NAME = "openapi/imgix-management.yaml"


def instructions(question: str, verdict: Verdict) -> list[str]:
    """Return what to do after a verdict, one step each.

    Args:
        question: The heading in UNCERTAIN.md.
        verdict: What the check found.
    """
    steps = [verdict.then] if verdict.then else []
    steps += [_instruction(edit) for edit in verdict.edits]
    if verdict.outcome == "confirmed" or verdict.edits:
        steps += [
            f"{_NAME}:{number}: remove the variant `{question}`; the confidence is `captured`"
            for number in _references(question)
        ]
        steps.append(f"openapi/UNCERTAIN.md: remove the entry `{question}`")
    return steps


def _instruction(edit: Edit) -> str:
    first, *keys = edit.place.split("/")
    paths = {operation["operationId"]: (path, method) for method, path, operation in operations(load())}
    prefix = [first]
    if first in paths:
        prefix = ["paths", *paths[first]] if keys else ["paths", paths[first][0]]
    line = _line([*prefix, *keys])
    if line is None:
        return f"{_NAME}: set `{edit.place}` to `{edit.value}`; no line matches"
    what = f"set `{keys[-1]}`" if keys else "change the path"
    return f"{_NAME}:{line}: {what} to `{edit.value}`"


def _line(keys: list[str]) -> int | None:
    """Return the number of the line of the contract where a key stands, or None. A parameter is a key by its name."""
    node, number = _tree(), None
    for key in keys:
        number, node = next(((line, child) for name, line, child in _children(node) if name == key), (None, node))
        if number is None:
            return None
    return number


@cache
def _tree() -> yaml.Node | None:
    return yaml.compose(DOCUMENT.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)


def _children(node: yaml.Node | None) -> Iterator[tuple[str, int, yaml.Node]]:
    """Yield the keys of a mapping, or the names or positions of a list, with their lines and values."""
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            yield key.value, key.start_mark.line + 1, value
    elif isinstance(node, yaml.SequenceNode):
        for index, item in enumerate(node.value):
            names = (value.value for name, _, value in _children(item) if name == "name")
            yield next(names, str(index)), item.start_mark.line + 1, item


def _references(question: str) -> list[int]:
    lines = DOCUMENT.read_text(encoding="utf-8").splitlines()
    return [number for number, text in enumerate(lines, 1) if re.search(rf"\bsee: {question}\b", text)]
