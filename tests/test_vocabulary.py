"""Every identifier uses the field's words: a response, not an answer; a rate limit, not a quota."""

import ast
import os
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

import pytest

ROOT = Path(__file__).parents[1]
PACKAGES = ("facade", "cli", "contract", "sandbox", "tools", "benchmarks", "tests")
NOT_WRITTEN_BY_HAND = {"_sync", "_generated", "node_modules", "__pycache__"}

FACADE = "facade/imgix_management/"
RATE_LIMITS = f"{FACADE}_ratelimit/"


class Rule(NamedTuple):
    """Words that no identifier of a kind may have."""

    instead: str
    words: str
    kind: str = "word"
    """`word`: part of any identifier. `name`: a complete identifier, leading underscores aside. `function`, `class`,
    `module`: a complete identifier of that kind."""
    within: str = ""
    """The beginning of the paths to which the rule applies."""


RULES = (
    Rule("response", "answer answers answered answering"),
    Rule("request", "outgoing"),
    Rule("method", "verb verbs"),
    Rule("rate limit", "quota quotas"),
    Rule("Reservation", "ticket tickets"),
    Rule("BucketLimits", "Budget", "class"),
    Rule("reservations.py", "log", "module", RATE_LIMITS),
    Rule("confirm", "settle settled", within=FACADE),
    Rule("release", "give_back abandon", "name"),
    Rule("block", "shut", "name", RATE_LIMITS),
    Rule("granted", "started goes let_go", "name", RATE_LIMITS),
    Rule("horizon, tolerance, backoff, retry_after", "reach slack pauses next_slot", "name", FACADE),
    Rule("delays", "pauses", "name", "tests/"),
    Rule("MaxWaitExceededError", "SlotTooFarError", "class"),
    Rule("background task", "errand errands"),
    Rule("call, run_shielded, identity", "directly cleanly as_it_is AsyncAsk", "name"),
    Rule("concurrency.py", "threads", "module", FACADE),
    Rule("InlineStore, ThreadStore", "DirectStore ThreadedStore", "class"),
    Rule("Pipeline", "Caller", "class"),
    Rule(
        "what it does, such as build_request", "final foreign built read told", "function", f"{FACADE}_async/pipeline"
    ),
    Rule("RawResponse, RequestBody", "Received Body", "class"),
    Rule("validation.py", "checks", "module", f"{FACADE}_core/"),
    Rule("validate", "checked", "function", f"{FACADE}_"),
    Rule("decoding.py", "unpacking"),
    Rule("RetryState", "Attempts", "class"),
    Rule("DEFAULT_MAX_RETRIES ...", "MOST FIRST_PAUSE LONGEST_PAUSE LONGEST_HONOURED WITHIN", "name"),
    Rule("processed", "acted"),
    Rule("is_transient", "passes_by_itself", "name"),
    Rule(
        "telemetry, polling, storage, operations, permissions",
        "observe waiting transfers low_level access",
        "module",
        FACADE,
    ),
    Rule("redact_echo, sanitize", "without_echo showable", "name"),
    Rule("_models/base.py", "records", "module", FACADE),
    Rule("Model, DateTimeField, AliasedField", "Record Moment Named", "class"),
    Rule("protected, wire_names, EMPTY", "unhidden wires NOTHING", "name"),
    Rule("parse_resource, parse_document ...", "one many document envelope", "function", FACADE),
    Rule("has_more, exceeds, open_upload, spool", "says_more over opened collect writable", "function", f"{FACADE}_"),
    Rule("_i18n", "messages", "module", FACADE),
    Rule("gettext", "mark translate", "function", f"{FACADE}_i18n/"),
    Rule("localized", "bilingual"),
    Rule("_generated", "derived", "module", FACADE),
    Rule("AssetListParams, SourceUpdateParams", "AssetQuery SourceChanges", "class"),
    Rule("variant", "rival rivals"),
    Rule("variant", "question questions", "name"),
    Rule("variants", "path_forms", "name"),
    Rule("APIStatusError, InvalidResponseError", "StatusError NotJSONAPIError", "class"),
    Rule("data, next_cursor, has_more, cursor", "items next has_next start", "name", f"{FACADE}_core/pages"),
    Rule("Timeout", "Timeouts", "class"),
    Rule("context", "world", within="sandbox/"),
    Rule("fault injection", "misbehaviour misbehaves"),
    Rule("host_check, recorded, request_body", "hosts exchanges bodies", "module", "sandbox/"),
    Rule("FaultCase", "deed deeds"),
    Rule("leak scan", "hunt hunts hunter"),
    Rule("as_async.py", "awaitable", "module", "tests/"),
    Rule("exit codes", "exits"),
    Rule("image file", "picture pictures"),
    Rule("images.py", "folder", "module", "cli/"),
    Rule("check result", "finding findings"),
    Rule("messages, read_checks, client, drift", "wording reads probe fit", "module", "tools/"),
    Rule("reported, or the message", "told tell tells"),
    Rule("a noun: message, config, value, requested, client", "said given held wanted made kept found", "name"),
    Rule("package", "rooms"),
    Rule("complete", "whole wholly"),
    Rule("fix", "mend mends mended"),
)

_OPEN_QUESTION = "an open question of UNCERTAIN.md, which has variants only if the sandbox can play them"
ALLOWED = (
    ("tools/verify_live/client.py", "question", _OPEN_QUESTION),
    ("tools/verify_live/edits.py", "question", _OPEN_QUESTION),
    ("tools/verify_live/report.py", "question", _OPEN_QUESTION),
    ("tools/verify_live/run.py", "question questions", _OPEN_QUESTION),
    ("tools/verify_live/verdicts.py", "question", _OPEN_QUESTION),
    ("tests/openapi/test_verify_live.py", "question", _OPEN_QUESTION),
    ("tests/facade/test_files.py", "tell", "a method of Python's files"),
    (f"{FACADE}bulk/hashing.py", "tell", "a method of Python's files"),
    (f"{RATE_LIMITS}reservations.py", "_next_slot", "private, and an instant; the public name is `retry_after`"),
    (f"{FACADE}_i18n/__init__.py", "bilingual", "makes a `LocalizedText` of exactly the two languages"),
)
"""Path, identifiers, and why they may stay; an entry that is no longer needed fails."""


class Identifier(NamedTuple):
    """A name where a source defines it."""

    name: str
    kind: str
    line: int


def identifiers(source: str) -> Iterator[Identifier]:
    """Yield the names that a source defines: functions, classes, arguments, variables, attributes, aliases."""
    for node in ast.walk(ast.parse(source)):
        match node:
            case ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name):
                yield Identifier(name, "function", node.lineno)
            case ast.ClassDef(name=name):
                yield Identifier(name, "class", node.lineno)
            case ast.Name(id=name, ctx=ast.Store()) | ast.Attribute(attr=name, ctx=ast.Store()) | ast.arg(arg=name):
                yield Identifier(name, "variable", node.lineno)
            case ast.alias(asname=str(name)) | ast.ExceptHandler(name=str(name)) | ast.MatchAs(name=str(name)):
                yield Identifier(name, "variable", node.lineno)


@cache
def words(name: str) -> frozenset[str]:
    """Split an identifier: `AnswerTooLarge` and `_too_large_answer` both have the word `answer`."""
    return frozenset(word.lower() for word in re.findall(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+", name))


_WORDS = {rule: frozenset(rule.words.split()) for rule in RULES}
_PATTERNS = {
    rule: re.compile(
        {
            "word": r"(?i)({})",
            "name": r"(?<![\w.])_*({})\b\s*(=|:|,|\)|in\b|\()|\.({})\s*=|\bas _*({})\b",
            "function": r"\bdef _*({})\b",
            "class": r"\bclass _*({})\b",
            "module": r"(?!)({})",
        }[rule.kind].replace("{}", "|".join(_WORDS[rule]))
    )
    for rule in RULES
}
"""What a text must have if its definitions break a rule."""


@cache
def broken(name: str, kind: str) -> tuple[Rule, ...]:
    """Return the rules that an identifier breaks, wherever it stands."""
    complete = name.strip("_")
    return tuple(
        rule
        for rule in RULES
        if (
            _WORDS[rule] & words(name)
            if rule.kind == "word"
            else complete in _WORDS[rule] and ((rule.kind in ("name", kind) and kind != "module") or rule.kind == kind)
        )
    )


def problems(path: str, source: str) -> dict[str, str]:
    """Return the identifiers of a source that break a rule, each with its line and the word to use instead.

    Args:
        path: Relative to the project.
        source: The text of the file.
    """
    file = Path(path)
    modules = [Identifier(part, "module", 1) for part in (*file.parts[1:-1], file.stem)]
    applicable = [rule for rule in RULES if path.startswith(rule.within)]
    # Most files have no such word at all, and need not be parsed.
    suspicious = any(_PATTERNS[rule].search(source) for rule in applicable)
    return {
        identifier.name: f"{path}:{identifier.line}: {identifier.name} (instead: {rule.instead})"
        for identifier in (*modules, *(identifiers(source) if suspicious else ()))
        for rule in broken(identifier.name, identifier.kind)
        if rule in applicable
    }


def sources() -> Iterator[tuple[str, str]]:
    """Yield the path and the text of every Python file that is written by hand."""
    yield "tasks.py", (ROOT / "tasks.py").read_text("utf-8")
    for package in PACKAGES:
        for folder, folders, names in os.walk(ROOT / package):
            folders[:] = set(folders) - NOT_WRITTEN_BY_HAND
            for file in (Path(folder, name) for name in names if name.endswith(".py")):
                yield file.relative_to(ROOT).as_posix(), file.read_text("utf-8")


def test_every_identifier_uses_the_words_of_the_field() -> None:
    reported = {(path, name): problem for path, source in sources() for name, problem in problems(path, source).items()}
    allowed = {(path, name) for path, names, _ in ALLOWED for name in names.split()}
    assert [problem for key, problem in reported.items() if key not in allowed] == []
    assert allowed - reported.keys() == set(), "no longer needed"


PLANTED = """\
class TooLargeAnswer:
    def __init__(self, verb, *, told=None):
        self._made = verb


def settle(records):
    with open("x") as found:
        return [answered for answered in records if answered]
"""


def test_a_word_that_is_planted_is_reported_at_its_line() -> None:
    path = f"{RATE_LIMITS}errands.py"
    assert {name: problem.split(":")[1] for name, problem in problems(path, PLANTED).items()} == {
        "errands": "1",
        "TooLargeAnswer": "1",
        "verb": "2",
        "told": "2",
        "_made": "3",
        "settle": "6",
        "found": "7",
        "answered": "8",
    }
    assert problems(path, PLANTED)["verb"] == f"{path}:2: verb (instead: method)"


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.words)
def test_every_rule_reports_its_words_and_only_where_it_applies(rule: Rule) -> None:
    for word in rule.words.split():
        source = {"class": f"class {word}: ...", "function": f"def {word}(): ...", "module": ""}.get(
            rule.kind, f"{word} = 1"
        )
        folder = rule.within or "facade/"
        path = f"{folder.rstrip('/')}/{word}.py" if rule.kind == "module" else f"{folder}x.py"
        assert word in problems(path, source)
        assert problems("elsewhere/x.py" if rule.within else path, source.replace(word, "response")) == {}


@pytest.mark.parametrize(
    "name", ["whole_response", "wholesale", "teller", "foundation", "givens", "NotFoundError", "made_of"]
)
def test_words_are_compared_as_such(name: str) -> None:
    assert bool(problems("tools/x.py", f"{name} = 1")) == (name == "whole_response")
