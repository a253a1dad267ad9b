"""Compare two contracts: redocly rates changes of OpenAPI's own keywords, `extensions` those of our extensions."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from tools.changes import extensions
from tools.changes.extensions import BREAKING, COMPATIBLE, INTERNAL
from tools.changes.flat import Place, flatten, place, steps
from tools.changes.redocly import redocly
from tools.contract import METHODS, Json

RATINGS = (BREAKING, COMPATIBLE, INTERNAL)
_RATING_OF_IMPACT = {"major": BREAKING, "minor": COMPATIBLE, "patch": INTERNAL}
_TEXT_PROPERTIES = {"description", "summary", "example", "examples", "title", "version"}
_OWN_RULES = {"property-added", "property-removed", "parameter-added", "operation-added", "response-added"}
_JAPANESE = {"x-summary-ja", "x-description-ja", "x-name-ja"}


class Change(NamedTuple):
    """A change, and all operations it concerns."""

    rating: str
    """`breaking`, `compatible` or `internal`."""
    rule: str
    """The name of a rule of redocly or of ours; `messages` has a sentence for each."""
    place: Place
    what: str
    """The keyword of the contract that changed, such as `type`."""
    old: Any
    new: Any


def compare(base: Json, revision: Json) -> list[Change]:
    """Return all changes from one contract to another, the breaking ones first."""
    flat = flatten(base), flatten(revision)
    changes = [*_from_redocly(*flat), *_from_extensions(*flat)]
    return sorted(_grouped(_with_renames(changes)), key=lambda change: RATINGS.index(change.rating))


def _from_redocly(base: Json, revision: Json) -> Iterator[Change]:
    for row in _report(base, revision):
        keys, what = steps(row["path"]), row.get("property", "")
        if what.startswith("x-"):
            continue  # an extension, see `extensions`
        if row["typeName"] == "Schema" and what == "key":  # a field whose new name resembles the old one
            where = place(steps(row["base"]["pointer"]), (base, revision))
            yield Change(BREAKING, "property-renamed", where, row["revision"]["value"], None, None)
            continue
        where = place(keys, (base, revision) if row["kind"] == "removed" else (revision, base))
        old, new = _value(row, "base", keys), _value(row, "revision", keys)
        what = what or next(key for key in reversed(keys) if not key.isdigit())
        for rating, rule in _rules(row, keys):
            yield _text_changed(where) if rule == "text-changed" else Change(rating, rule, where, what, old, new)


def _rules(row: Json, keys: list[str]) -> Iterator[tuple[str, str]]:
    """Yield the ratings and rules for a change that redocly reports."""
    what, kind, type_name, rating = row.get("property"), row["kind"], row["typeName"], _RATING_OF_IMPACT[row["impact"]]
    rules = [verdict["ruleId"] for verdict in row["verdicts"]]
    part = "operation" if type_name == "PathItem" else type_name.lower()
    if type_name == "Schema" and kind != "modified" and keys[-2] == "properties":
        part = "property"
    if rating == INTERNAL and what in _TEXT_PROPERTIES:
        yield INTERNAL, "text-changed"
    elif type_name == "Parameter" and what == "name":
        # It is the same on the wire, but an argument of the generated function.
        yield BREAKING, "parameter-renamed"
    elif type_name == "PathItem" and what == "key" and not rules:
        return  # a path parameter was renamed, see above
    elif type_name == "RequestBody" and kind == "added" and row["revision"]["value"].get("required"):
        # redocly reports it only for a body that existed before.
        yield BREAKING, "request-body-became-required"
    elif part == "property" and kind == "removed":
        # redocly passes over it where unknown fields are let through, but a typed program no longer works.
        yield BREAKING, "property-removed"
    elif type_name == "PathItem" and kind != "modified":
        yield rating, f"operation-{kind}"
    elif rules:
        yield from ((rating, rule) for rule in rules)
    elif f"{part}-{kind}" in _OWN_RULES:
        yield rating, f"{part}-{kind}"
    elif type_name == "Schema" and kind != "modified":
        yield rating, "schema-combinator-changed"
    else:
        # Changes of schemas and parameters that redocly ignores allow more than before.
        looser = rating == INTERNAL and type_name in ("Schema", "Parameter")
        yield COMPATIBLE if looser else rating, "changed"


def _value(row: Json, side: str, keys: list[str]) -> Any:  # noqa: ANN401 - any JSON
    """Return the value on one side; for a server its URL, for a media type its name."""
    value = row.get(side, {}).get("value")
    if isinstance(value, dict) and row["typeName"] == "Server":
        return value.get("url")
    return keys[-1] if isinstance(value, dict) and row["typeName"] == "MediaType" else value


def _text_changed(where: Place) -> Change:
    return Change(INTERNAL, "text-changed", Place(where.operations, "operation", "", "", ""), "", None, None)


def _report(base: Json, revision: Json) -> list[Json]:
    with tempfile.TemporaryDirectory() as scratch:
        for name, document in (("base", base), ("revision", revision)):
            Path(scratch, f"{name}.json").write_text(json.dumps(document), encoding="utf-8")
        files = ("base.json", "revision.json")
        result = redocly("diff", *files, "--format", "json", "--fail-on", "none", cwd=Path(scratch), capture=True)
    if result.returncode:
        raise SystemExit(result.stdout + result.stderr)
    changes: list[Json] = json.loads(result.stdout)["changes"]
    return changes


def _from_extensions(base: Json, revision: Json) -> Iterator[Change]:
    for keys, rating, old, new in extensions.changed(_moved(base, revision), revision, []):
        where = place(keys[:-1], (revision, base))
        if keys[-1] in _JAPANESE:
            yield _text_changed(where)
        else:
            yield Change(rating, keys[-1], where, keys[-1], old, new)
    for word, rows in (
        ("x-imgix-rate-limits", extensions.limits(base, revision)),
        ("x-imgix-permissions", extensions.permissions(base, revision)),
        ("x-imgix-uploads", extensions.uploads(base, revision)),
    ):
        for name, rating, old, new in rows:
            operations = tuple(sorted({*_users(base, word, name), *_users(revision, word, name)}))
            where = Place(operations, "operation", name, "", "")
            yield _text_changed(where) if old == new else Change(rating, word, where, word, old, new)


def _moved(base: Json, revision: Json) -> Json:
    """Return the base with the paths of the revision, where an operation has moved."""
    now = {name: path for path, item in revision["paths"].items() for name in _operations(item)}
    paths = {}
    for path, item in base["paths"].items():
        moved = (now[name] for name in _operations(item) if name in now)
        paths[path if path in revision["paths"] else next(moved, path)] = item
    return {**base, "paths": paths}


def _operations(item: Json) -> Iterator[str]:
    yield from (item[method]["operationId"] for method in METHODS if method in item)


def _users(document: Json, word: str, name: str) -> Iterator[str]:
    """Yield the operations that count in a bucket, or need a permission."""
    single = word.removesuffix("s")
    for item in document["paths"].values():
        for operation in (item[method] for method in METHODS if method in item):
            used = operation.get(single, ())
            if name == used or (isinstance(used, list) and name in used):
                yield operation["operationId"]


def _with_renames(changes: list[Change]) -> Iterator[Change]:
    """Turn a field that was removed while an equal one was added into a renamed field."""

    def spot(change: Change, facts: Any) -> str:  # noqa: ANN401 - any JSON
        parent = change.place._replace(field=change.place.field.rpartition(".")[0])
        return json.dumps([*parent, facts])

    added = {spot(change, change.new): change for change in changes if change.rule == "property-added"}
    removed = {spot(change, change.old) for change in changes if change.rule == "property-removed"}
    for change in changes:
        twin = added.get(spot(change, change.old)) if change.rule == "property-removed" else None
        if twin is not None:
            yield change._replace(rule="property-renamed", what=twin.place.field.rpartition(".")[2], old=None)
        elif change.rule != "property-added" or spot(change, change.new) not in removed:
            yield change


def _grouped(changes: Iterator[Change]) -> Iterator[Change]:
    """Merge equal changes of several operations, or of several variants of one body."""
    groups: dict[str, Change] = {}
    for change in changes:
        spot = change.place
        owner = spot.owner if spot.kind == "response" else ""  # a request body may have several schemas
        identity = [*change[:2], *spot[1:3], spot.field.replace("[]", ""), owner, *change[3:]]
        if change.rule in ("property-added", "property-removed", "parameter-added", "operation-added"):
            identity = identity[:6]
        key = json.dumps(identity)
        first = groups.setdefault(key, change)
        operations = tuple(dict.fromkeys([*first.place.operations, *spot.operations]))
        groups[key] = first._replace(place=first.place._replace(operations=operations))
    yield from groups.values()
