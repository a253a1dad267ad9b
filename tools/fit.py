"""Whether the hand-written facade still fits what is derived from the contract. `invoke generate` ends with it.

Type checks find most of this, too, but by file and line; this says it by operation and field, in a second, and before
any test runs. It reads the sources and imports nothing of them. What it knows a variable by is its annotation, or its
name, such as `source`.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from tools.changes.flat import SCHEMA, flatten
from tools.contract import ROOT, Json, load, operations

FACADE = Path("facade/imgix_management")
COMMAND = Path("cli/imgix_cli")
API = Path("generated/imgix_openapi/api")
NOT_BY_HAND = {"_generated", "_sync"}
DERIVED = tuple(f"{prefix}_generated.{name}" for prefix in ("", "_models.") for name in ("attributes", "params"))
QUERIES = ("SourceListParams", "AssetListParams", "ReportListParams")

Function = ast.FunctionDef | ast.AsyncFunctionDef


class Piece(NamedTuple):
    """A function of the facade."""

    file: Path
    name: str
    node: Function

    def __str__(self) -> str:
        return f"the facade's {self.file.stem}.{self.name}"


class Facts(NamedTuple):
    """What is derived from the contract."""

    functions: dict[str, ast.arguments]
    """The arguments of each generated operation, by the name of its module."""
    classes: dict[str, ast.ClassDef]
    """The records and inputs."""
    sent: dict[str, set[str]]
    """The attributes that each operation takes in its body."""
    answering: dict[str, list[str]]
    """The operations that answer with a schema."""


def misfits(root: Path, document: Json) -> list[str]:
    """What no longer fits, a line each."""
    trees = {
        path: ast.parse(path.read_text("utf-8"))
        for path in sorted([*(root / FACADE).rglob("*.py"), *(root / COMMAND).rglob("*.py")])
    }
    facts = _facts(root, document, trees)
    called: set[str] = set()
    found: list[str] = []
    for path, tree in trees.items():
        if NOT_BY_HAND.isdisjoint(path.parts):
            called |= _imported(tree, "imgix_openapi.api")
            found += _of_file(path.relative_to(root), tree, facts)
    found += [f"{_id(name)}: no verb of the facade calls it yet" for name in sorted(facts.functions.keys() - called)]
    found += _converters(trees[root / FACADE / "_core/query.py"], facts)
    return list(dict.fromkeys(found))


def _of_file(path: Path, tree: ast.Module, facts: Facts) -> Iterator[str]:
    for name in sorted(_imported(tree, "imgix_openapi.api") - facts.functions.keys()):
        yield f"{_id(name)}: {path} asks for it, but the contract has no such operation"
    for name in sorted(_imported(tree, *DERIVED) - facts.classes.keys() - {"*"}):
        yield f"{path} uses {name}, which is no longer derived from the contract"
    imported = _imported(tree, "")
    functions = (node for node in ast.walk(tree) if isinstance(node, Function))
    pieces = [Piece(path, node.name, node) for node in functions]
    for piece in pieces:
        yield from _calls(piece, facts)
        yield from _reads(piece, facts, imported)
    yield from _sends(pieces, facts)


def _facts(root: Path, document: Json, trees: dict[Path, ast.Module]) -> Facts:
    functions = {}
    for path in sorted((root / API).glob("*/*.py")):
        for node in ast.parse(path.read_text("utf-8")).body:
            if isinstance(node, ast.FunctionDef) and node.name == "request":
                functions[path.stem] = node.args
    names = (
        "_models/_generated/attributes.py",
        "_models/_generated/params.py",
        "_models/base.py",
        "_models/resources.py",
    )
    classes = {
        node.name: node for name in names for node in trees[root / FACADE / name].body if isinstance(node, ast.ClassDef)
    }
    sent: dict[str, set[str]] = {}
    answering: dict[str, list[str]] = {}
    for _, _, operation in operations(flatten(document)):
        name = operation["operationId"]
        for content in operation.get("requestBody", {}).get("content", {}).values():
            data = content["schema"].get("properties", {}).get("data", {})
            sent[name] = set(data.get("properties", {}).get("attributes", {}).get("properties", {}))
        for schema in set(_schemas(operation["responses"])):
            answering.setdefault(schema, []).append(name)
    return Facts(functions, classes, sent, answering)


def _schemas(node: Any) -> Iterator[str]:  # noqa: ANN401 - any JSON
    if isinstance(node, dict):
        if SCHEMA in node:
            yield node[SCHEMA]
        node = list(node.values())
    if isinstance(node, list):
        for item in node:
            yield from _schemas(item)


def _id(module: str) -> str:
    """`get_source` -> `getSource`."""
    first, *rest = module.split("_")
    return first + "".join(word.capitalize() for word in rest)


def _imported(tree: ast.Module, *sources: str) -> set[str]:
    nodes = (node for node in ast.walk(tree) if isinstance(node, ast.ImportFrom))
    return {name.name for node in nodes if (node.module or "").startswith(sources) for name in node.names}


def _requests(node: ast.AST) -> Iterator[tuple[str, ast.Call]]:
    """The calls of `get_source.request(...)` within a function."""
    for call in ast.walk(node):
        match call:
            case ast.Call(func=ast.Attribute(value=ast.Name(id=module), attr="request")):
                yield module, call


def _calls(piece: Piece, facts: Facts) -> Iterator[str]:
    """Arguments that a generated operation does not take, or does not get."""
    for module, call in _requests(piece.node):
        if module not in facts.functions:
            continue
        taken = facts.functions[module]
        positional = [argument.arg for argument in taken.args]
        known = {*positional, *(argument.arg for argument in taken.kwonlyargs)}
        given = [argument.id if isinstance(argument, ast.Name) else None for argument in call.args]
        keywords = [keyword.arg for keyword in call.keywords]
        start = f"{_id(module)}: {piece}"
        for name in given + keywords:
            if name is not None and name not in known:
                yield f"{start} uses the parameter {name}, which the contract doesn't have any more"
        for place, name in enumerate(given):
            expected = positional[place] if place < len(positional) else None
            if name in known and name != expected:
                yield f"{start} passes {name} where the contract now has {expected or 'nothing'}"
        needed = positional[len(call.args) : len(positional) - len(taken.defaults)]
        needed += [
            name.arg for name, default in zip(taken.kwonlyargs, taken.kw_defaults, strict=True) if default is None
        ]
        for name in needed:
            if name not in keywords:
                yield f"{start} does not give the parameter {name}, which the contract now requires"


def _reads(piece: Piece, facts: Facts, imported: set[str]) -> Iterator[str]:
    """Attributes of records that the contract does not have."""
    for node in ast.walk(piece.node):
        if not isinstance(node, ast.Attribute) or not isinstance(node.value, ast.Name | ast.Attribute):
            continue
        name = node.value.id if isinstance(node.value, ast.Name) else node.value.attr
        if name in imported:  # a module
            continue
        record = _record(name, piece.node, facts) if isinstance(node.value, ast.Name) else _named(name, facts)
        if record is not None and node.attr not in _members(record, facts):
            places = facts.answering.get(f"{record}Attributes") or facts.answering.get(record) or []
            yield f"{', '.join(places)}: {piece} reads {name}.{node.attr}, which the contract doesn't have any more"


def _record(name: str, function: Function, facts: Facts) -> str | None:
    for argument in (*function.args.args, *function.args.kwonlyargs):
        if argument.arg == name and argument.annotation is not None:
            kind = ast.unparse(argument.annotation)
            return kind if "_known" in _members(kind, facts) else None
    return _named(name, facts)


def _named(name: str, facts: Facts) -> str | None:
    """The record that a variable is named after: `source`, `deployment`, `upload_session`, or `session`."""
    kind = {"session": "UploadSession"}.get(name) or name.title().replace("_", "")
    return kind if name.islower() and "_known" in _members(kind, facts) else None


def _members(name: str, facts: Facts) -> set[str]:
    """All that a class and its bases define."""
    found: set[str] = set()
    if name in facts.classes:
        for node in facts.classes[name].body:
            targets = node.targets if isinstance(node, ast.Assign) else [getattr(node, "target", None)]
            found |= {target.id for target in targets if isinstance(target, ast.Name)}
            found |= {node.name} if isinstance(node, ast.FunctionDef) else set()
        for base in facts.classes[name].bases:
            found |= _members(ast.unparse(base), facts)
    return found


def _sends(pieces: list[Piece], facts: Facts) -> Iterator[str]:
    """Attributes that a verb, or a helper it calls, writes into a body and that the contract does not have."""
    written = {piece.name: set(_written(piece.node)) for piece in pieces}
    for piece in pieces:
        helped = {node.attr for node in ast.walk(piece.node) if isinstance(node, ast.Attribute)} & written.keys()
        keys = written[piece.name].union(*(written[name] for name in helped if name.startswith("_")))
        for operation in {_id(module) for module, _ in _requests(piece.node)} & facts.sent.keys():
            for key in sorted(keys - facts.sent[operation]):
                yield f"{operation}: {piece} sends the attribute {key}, which the contract doesn't have any more"


def _written(function: Function) -> Iterator[str]:
    """The keys of the dictionary `attributes`, and of one given to `envelope(...)`."""
    for node in ast.walk(function):
        match node:
            case ast.AnnAssign(target=ast.Name(id="attributes"), value=ast.Dict(keys=keys)):
                yield from _constants(keys)
            case ast.Call(func=ast.Attribute(attr="envelope"), args=[_, ast.Dict(keys=keys), *_]):
                yield from _constants(keys)
            case ast.Subscript(value=ast.Name(id="attributes"), slice=key, ctx=ast.Store()):
                yield from _constants([key])


def _constants(keys: list[Any]) -> Iterator[str]:
    return (str(key.value) for key in keys if isinstance(key, ast.Constant))


def _converters(query: ast.Module, facts: Facts) -> Iterator[str]:
    """Keywords of lists that are treated specially, and that no list takes any more."""
    keywords = {"fields", "sort"}.union(*(_members(name, facts) for name in QUERIES))
    for node in query.body:
        match node:
            case ast.AnnAssign(target=ast.Name(id="_CONVERTERS"), value=ast.Dict(keys=keys)):
                for key in _constants(keys):
                    if key not in keywords:
                        yield f"query.py converts the filter {key}, which the contract doesn't have any more"


def check(root: Path = ROOT) -> None:
    """Tell the misfits.

    Raises:
        SystemExit: There are some.
    """
    found = misfits(root, load(root / "openapi" / "imgix-management.yaml"))
    if found:
        raise SystemExit("the facade no longer fits the contract:\n  " + "\n  ".join(found))


if __name__ == "__main__":
    check()
