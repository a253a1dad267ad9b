"""The list of open questions keeps its shape, and it and the contract point at each other truly."""

from __future__ import annotations

import re
import shlex
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pytest
import yaml

PARTS = ["Question", "What we chose", "Why", "Witnesses", "What the client does", "The call that settles it"]
WITNESS = re.compile(r"docs:[a-z0-9-]+|[\w.-]+/[\w.-]+ [\w./@-]+\.\w+")
"""A page, or a file of a public repository."""
SERVER = "https://api.imgix.com"

FOLDER = Path(__file__).resolve().parents[2] / "openapi"
CONTRACT = yaml.safe_load((FOLDER / "imgix-management.yaml").read_text(encoding="utf-8"))


class Call(NamedTuple):
    effect: str
    bucket: str
    method: str
    paths: list[str]


class Entry(NamedTuple):
    id: str
    parts: list[tuple[str, str]]

    def __str__(self) -> str:
        return self.id

    @property
    def call(self) -> Call:
        matches = re.fullmatch(r"\((reads|writes), `([a-z-]+)`\): `(curl [^`]+)` \S.*", self.parts[-1][1])
        assert matches, self.parts[-1]
        effect, bucket, line = matches.groups()
        words = shlex.split(line)
        paths = [word.removeprefix(SERVER).split("?")[0].split("#")[0] for word in words if SERVER in word]
        return Call(effect, bucket, _method(words), paths)


def _method(words: list[str]) -> str:
    if "-X" in words:
        return words[words.index("-X") + 1].lower()
    return "post" if {"-d", "--data-binary"} & set(words) else "get"


def _entries() -> list[Entry]:
    text = (FOLDER / "UNCERTAIN.md").read_text(encoding="utf-8")
    entries = []
    for section in re.split(r"(?m)^## ", text)[1:]:
        heading, *lines = filter(None, section.splitlines())
        matches = [re.fullmatch(r"- \*\*(.+?)\*\* (\S.*)", line) or re.fullmatch("()(.*)", line) for line in lines]
        entries.append(Entry(heading, [(part[1], part[2]) for part in matches if part]))
    return entries


ENTRIES = _entries()
PAGES = dict(re.findall(r"(?m)^\| `(docs:[^`]+)` \| (.+) \|$", (FOLDER / "UNCERTAIN.md").read_text(encoding="utf-8")))
REPOSITORIES = dict(
    re.findall(r"(?m)^\| `([^`:]+)` \| (https://\S+) \|$", (FOLDER / "UNCERTAIN.md").read_text(encoding="utf-8"))
)
each_entry = pytest.mark.parametrize("entry", ENTRIES, ids=str)


def _sees(node: Any) -> Iterator[str]:
    if isinstance(node, dict):
        variant = node.get("x-imgix-variant")
        if variant and "see" in variant:
            yield variant["see"]
        for value in node.values():
            yield from _sees(value)
    elif isinstance(node, list):
        for value in node:
            yield from _sees(value)


def _operation(method: str, path: str) -> dict[str, Any] | None:
    """The operation that a call stands for, or None."""
    for template, item in CONTRACT["paths"].items():
        pattern = re.sub(r"{(\w+)}", lambda name: ".+" if name[1] == "origin_path" else "[^/]+", template)
        if method in item and re.fullmatch(pattern, path):
            return dict(item[method])
    return None


def test_every_see_of_the_contract_has_an_entry() -> None:
    sees = set(_sees(CONTRACT))
    assert sees
    assert sees <= {entry.id for entry in ENTRIES}


NO_SINGLE_PLACE = """default-limit-scope limit-owner bucket-membership limit-headers forbidden-body validation-errors
    success-statuses max-page-size include-values fields-reports path-encoding disabled-edits no-delete asset-sort-keys
    publication-types permission-names too-large-status upload-exists upload-media-type session-resource
    session-permissions"""


def test_the_contract_points_at_every_other_entry() -> None:
    assert {entry.id for entry in ENTRIES} - set(_sees(CONTRACT)) == set(NO_SINGLE_PLACE.split())


def test_no_entry_stands_twice() -> None:
    assert [heading for heading, count in Counter(entry.id for entry in ENTRIES).items() if count > 1] == []


@each_entry
def test_a_heading_is_its_own_anchor(entry: Entry) -> None:
    assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", entry.id)


@each_entry
def test_an_entry_has_its_six_parts(entry: Entry) -> None:
    assert [name for name, _ in entry.parts] == PARTS


@each_entry
def test_a_reader_can_look_up_every_witness(entry: Entry) -> None:
    line = dict(entry.parts)["Witnesses"]
    names = re.findall("`([^`]+)`", line)
    assert names
    assert line == ", ".join(f"`{name}`" for name in names)
    assert [name for name in names if not WITNESS.fullmatch(name)] == []
    assert {name for name in names if name.startswith("docs:")} <= PAGES.keys()


def test_every_page_has_an_address_and_is_used_and_the_playground_is_the_first() -> None:
    cited = {name for entry in ENTRIES for name in re.findall("`(docs:[^`]+)`", dict(entry.parts)["Witnesses"])}
    first, *others = PAGES
    assert first == "docs:api-playground"
    assert cited == set(others)
    assert all(where.startswith("https://docs.imgix.com/") or "docs.imgix.com" in where for where in PAGES.values())


def test_every_repository_that_is_cited_says_at_which_commit_it_was_read() -> None:
    names = {name for entry in ENTRIES for name in re.findall("`([^`]+)`", dict(entry.parts)["Witnesses"])}
    assert {name.split()[0] for name in names if " " in name} == REPOSITORIES.keys()
    for name, address in REPOSITORIES.items():
        assert re.fullmatch(rf"https://github\.com/{re.escape(name)}/tree/[0-9a-f]{{40}}", address)


@each_entry
def test_the_bucket_exists(entry: Entry) -> None:
    assert entry.call.bucket in CONTRACT["x-imgix-rate-limits"]


@pytest.mark.parametrize("entry", [entry for entry in ENTRIES if entry.id != "no-delete"], ids=str)
def test_a_call_is_in_the_contract_with_its_bucket(entry: Entry) -> None:
    call = entry.call
    assert call.paths
    for path in call.paths:
        operation = _operation(call.method, path)
        assert operation, f"{call.method} {path} is not in the contract"
        assert operation["x-imgix-rate-limit"] == call.bucket


def test_the_call_for_deleting_is_in_the_contract_no_more_than_the_operation() -> None:
    (call,) = [entry.call for entry in ENTRIES if entry.id == "no-delete"]
    assert [_operation(call.method, path) for path in call.paths] == [None]


@each_entry
def test_only_a_get_counts_as_reading(entry: Entry) -> None:
    assert (entry.call.effect == "reads") == (entry.call.method == "get")
