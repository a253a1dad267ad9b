"""Compares two contracts: redocly rates what OpenAPI knows, `extensions` our own words, this puts both together."""

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
_IMPACTS = {"major": BREAKING, "minor": COMPATIBLE, "patch": INTERNAL}
_TEXTS = {"description", "summary", "example", "examples", "title", "version"}
_SAID = {"property-added", "property-removed", "parameter-added", "operation-added", "response-added"}
_JAPANESE = {"x-summary-ja", "x-description-ja", "x-name-ja"}


class Change(NamedTuple):
    """One change, and all operations it concerns."""

    rating: str
    """`breaking`, `compatible` or `internal`."""
    rule: str
    """What happened: the name of a rule of redocly, or of one of ours; the key of the wording."""
    place: Place
    what: str
    """The property of the contract that changed, such as `type`."""
    old: Any
    new: Any


def compare(base: Json, revision: Json) -> list[Change]:
    """All changes from one contract to another, the breaking ones first."""
    flat = flatten(base), flatten(revision)
    found = [*_of_redocly(*flat), *_of_extensions(*flat)]
    return sorted(_grouped(_with_renames(found)), key=lambda change: RATINGS.index(change.rating))


def _of_redocly(base: Json, revision: Json) -> Iterator[Change]:
    for row in _report(base, revision):
        keys, what = steps(row["path"]), row.get("property", "")
        if what.startswith("x-"):
            continue  # `extensions` tells those
        where = place(keys, (base, revision) if row["kind"] == "removed" else (revision, base))
        old, new = _value(row, "base", keys), _value(row, "revision", keys)
        what = what or next(key for key in reversed(keys) if not key.isdigit())
        for rating, rule in _rules(row, keys):
            yield _text_changed(where) if rule == "text-changed" else Change(rating, rule, where, what, old, new)


def _rules(row: Json, keys: list[str]) -> Iterator[tuple[str, str]]:
    """What redocly says of a change, as ratings and rules of ours."""
    what, kind, type_name, rating = row.get("property"), row["kind"], row["typeName"], _IMPACTS[row["impact"]]
    rules = [verdict["ruleId"] for verdict in row["verdicts"]]
    part = "operation" if type_name == "PathItem" else type_name.lower()
    if type_name == "Schema" and kind != "modified" and keys[-2] == "properties":
        part = "property"
    if rating == INTERNAL and what in _TEXTS:
        yield INTERNAL, "text-changed"
    elif type_name == "Parameter" and what == "name":
        # The same on the wire, but the generated functions take it by this name.
        yield BREAKING, "parameter-renamed"
    elif type_name == "PathItem" and what == "key" and not rules:
        return  # a parameter of the path has a new name, as told above
    elif type_name == "RequestBody" and kind == "added" and row["revision"]["value"].get("required"):
        # redocly knows it only of a body that was there before.
        yield BREAKING, "request-body-became-required"
    elif type_name == "PathItem" and kind != "modified":
        yield rating, f"operation-{kind}"
    elif rules:
        yield from ((rating, rule) for rule in rules)
    elif f"{part}-{kind}" in _SAID:
        yield rating, f"{part}-{kind}"
    elif type_name == "Schema" and kind != "modified":
        yield rating, "schema-combinator-changed"
    else:
        # What redocly passes over in a schema or a parameter is more freedom than before.
        freer = rating == INTERNAL and type_name in ("Schema", "Parameter")
        yield COMPATIBLE if freer else rating, "changed"


def _value(row: Json, side: str, keys: list[str]) -> Any:  # noqa: ANN401 - any JSON
    """What stood or stands there; for a server its URL, for a media type its name."""
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


def _of_extensions(base: Json, revision: Json) -> Iterator[Change]:
    for keys, rating, old, new in extensions.changed(_moved(base, revision), revision, []):
        where = place(keys[:-1], (revision, base))
        if keys[-1] in _JAPANESE:
            yield _text_changed(where)
        else:
            yield Change(rating, keys[-1], where, keys[-1], old, new)
    for word, rows in (
        ("x-imgix-rate-limits", extensions.limits(base, revision)),
        ("x-imgix-permissions", extensions.permissions(base, revision)),
    ):
        for name, rating, old, new in rows:
            operations = tuple(sorted({*_users(base, word, name), *_users(revision, word, name)}))
            where = Place(operations, "operation", name, "", "")
            yield _text_changed(where) if old == new else Change(rating, word, where, word, old, new)


def _moved(base: Json, revision: Json) -> Json:
    """The base with the paths of the revision, where an operation has moved."""
    now = {name: path for path, item in revision["paths"].items() for name in _operations(item)}
    paths = {}
    for path, item in base["paths"].items():
        moved = (now[name] for name in _operations(item) if name in now)
        paths[path if path in revision["paths"] else next(moved, path)] = item
    return {**base, "paths": paths}


def _operations(item: Json) -> Iterator[str]:
    yield from (item[method]["operationId"] for method in METHODS if method in item)


def _users(document: Json, word: str, name: str) -> Iterator[str]:
    """The operations that count in a bucket, or need a permission."""
    single = word.removesuffix("s")
    for item in document["paths"].values():
        for operation in (item[method] for method in METHODS if method in item):
            used = operation.get(single, ())
            if name == used or (isinstance(used, list) and name in used):
                yield operation["operationId"]


def _with_renames(changes: list[Change]) -> Iterator[Change]:
    """Says of a field that went while another just like it came, that it was renamed."""

    def spot(change: Change, facts: Any) -> str:  # noqa: ANN401 - any JSON
        parent = change.place._replace(field=change.place.field.rpartition(".")[0])
        return json.dumps([*parent, facts])

    added = {spot(change, change.new): change for change in changes if change.rule == "property-added"}
    for change in changes:
        twin = added.get(spot(change, change.old)) if change.rule == "property-removed" else None
        if twin is not None:
            yield change._replace(rule="property-renamed", what=twin.place.field.rpartition(".")[2], old=None)
        else:
            yield change


def _grouped(changes: Iterator[Change]) -> Iterator[Change]:
    """One change for what happens to several operations, or to several forms of one body."""
    groups: dict[str, Change] = {}
    for change in changes:
        spot = change.place
        owner = spot.owner if spot.kind == "response" else ""  # the forms of one request have many owners
        same = [*change[:2], *spot[1:3], spot.field.replace("[]", ""), owner, *change[3:]]
        if change.rule in ("property-added", "property-removed", "parameter-added", "operation-added"):
            same = same[:6]
        key = json.dumps(same)
        known = groups.setdefault(key, change)
        every = tuple(dict.fromkeys([*known.place.operations, *spot.operations]))
        groups[key] = known._replace(place=known.place._replace(operations=every))
    yield from groups.values()
