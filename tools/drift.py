"""Name what an operation of the contract still lacks, and what a removed one left: `invoke contract.drift`.

It reads sources without importing them, so it works while half of an operation is written. Signatures, attributes and
bodies that no longer match are found by mypy and by `tests/facade/test_coverage.py`.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Final, NamedTuple

from tools.contract import ROOT, Json, load, operations

WITHOUT_METHOD: Final[Mapping[str, str]] = {}
"""Operations that the facade leaves to `client.operation()` on purpose -> why."""


class Part(NamedTuple):
    """A place in the repository that every operation needs."""

    name: str
    path: str
    """A glob pattern."""
    find: Callable[[str], Iterator[str]]
    """Return the operation ids in the text of one file."""
    instruction: str
    only_writes: bool = False


def missing(root: Path, document: Json) -> list[str]:
    """Return one line for each part that an operation lacks, and for each part of an operation that was removed.

    Args:
        root: The root of the repository.
        document: The contract.
    """
    methods = {operation["operationId"]: method for method, _, operation in operations(document)}
    lines = []
    for part in PARTS:
        files = {path: path.read_text("utf-8") for path in sorted(root.glob(part.path))}
        places = {id_: path.relative_to(root) for path, text in files.items() for id_ in part.find(text)}
        required = {id_ for id_, method in methods.items() if method != "get" or not part.only_writes}
        if part.name == "facade method":
            required -= WITHOUT_METHOD.keys()
        lines += [f"{id_} has no {part.name}: {part.instruction}" for id_ in methods if id_ in required - places.keys()]
        lines += [
            f"{id_} is not in the contract, but has a {part.name}: remove it from {path}"
            for id_, path in sorted(places.items())
            if id_ not in methods
        ]
    return lines


def _imported_operations(text: str) -> Iterator[str]:
    """Yield the operations whose generated module a source file imports."""
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("imgix_openapi.api."):
            yield from (_operation_id(name.name) for name in node.names)


def _operation_id(module: str) -> str:
    """`get_source` -> `getSource`."""
    first, *rest = module.split("_")
    return first + "".join(word.capitalize() for word in rest)


def _keys_of(variable: str) -> Callable[[str], Iterator[str]]:
    """Return a function that yields the keys of a dictionary defined in a source file."""

    def find(text: str) -> Iterator[str]:
        for node in ast.parse(text).body:
            match node:
                case (
                    ast.Assign(targets=[ast.Name(id=name)], value=ast.Dict(keys=keys))
                    | ast.AnnAssign(target=ast.Name(id=name), value=ast.Dict(keys=keys))
                ) if name == variable:
                    yield from (str(key.value) for key in keys if isinstance(key, ast.Constant))

    return find


def _matches_of(pattern: str) -> Callable[[str], Iterator[str]]:
    """Return a function that yields what the group of a pattern matches, line by line."""
    return lambda text: (match[1] for match in re.finditer(pattern, text, re.MULTILINE))


PARTS: Final = (
    Part(
        "facade method",
        "facade/imgix_management/_async/*.py",
        _imported_operations,
        "write one in facade/imgix_management/_async/, then run `invoke sync` and `invoke surface`",
    ),
    Part(
        "outcome check",
        "facade/imgix_management/errors/base.py",
        _keys_of("OUTCOME_CHECKS"),
        "say in OUTCOME_CHECKS in errors/base.py what to look at if nobody knows whether it was done",
        only_writes=True,
    ),
    Part(
        "sandbox handler",
        "sandbox/imgix_sandbox/handlers/*.py",
        _matches_of(r'^@handles\("(\w+)"\)'),
        "write one in sandbox/imgix_sandbox/handlers/; until then the sandbox responds with 501",
    ),
    Part(
        "recorded success",
        "tests/contract/cassettes.txt",
        _matches_of(r"^yes (\w+) status 2\d\d$"),
        "write a test in tests/cassettes/, then run `invoke record -k NAME` and `invoke cassettes.table`",
    ),
    Part(
        "call on the mock",
        "tests/contract/test_mock.py",
        _keys_of("CALLS"),
        "add one to CALLS in tests/contract/test_mock.py",
    ),
    Part(
        "second record of its facts",
        "tests/openapi/test_facts.py",
        _matches_of(r"^(\w+) +(?:GET|POST|PATCH|PUT|DELETE) +/"),
        "add a row to INDEX in tests/openapi/test_facts.py",
    ),
)


def main() -> None:
    """Print what is missing.

    Raises:
        SystemExit: Something is.
    """
    lines = missing(ROOT, load())
    if lines:
        raise SystemExit("\n".join(lines))
    print("every operation has all its parts")


if __name__ == "__main__":
    main()
