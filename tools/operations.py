"""Derives the table of operations, rate limits and permissions from the contract."""

from __future__ import annotations

from tools.contract import Json, operations

PERIODS = {"second": 1.0, "minute": 60.0, "hour": 3600.0}

PREAMBLE = '''"""The operations of the imgix Management API, their permissions and their rate limits."""

from typing import Final, Literal, NamedTuple

Confidence = Literal["documented", "seen-in-code", "inferred"]
Pagination = Literal["page-number", "cursor"]


class RateLimit(NamedTuple):
    """How many requests a bucket takes in any period."""

    bucket: str
    limit: int
    period: float
    """Seconds."""
    unit: str
    """`second`, `minute` or `hour`."""
    name: str
    name_ja: str


class Permission(NamedTuple):
    """A permission of an API key."""

    id: str
    name: str
    name_ja: str
    implies: tuple[str, ...]


class Rivals(NamedTuple):
    """Other forms of a path, where sources disagree."""

    question: str
    """The heading in openapi/UNCERTAIN.md."""
    chosen: str
    """The answer that the operation's own path stands for."""
    paths: dict[str, str]
    """Other answers -> the path that each means."""


class Operation(NamedTuple):
    """One operation."""

    id: str
    method: str
    path: str
    tag: str
    summary: str
    summary_ja: str
    permissions: tuple[Permission, ...]
    """All of them are needed."""
    parameter_permissions: dict[str, tuple[Permission, ...]]
    """What the use of a parameter needs besides."""
    rate_limit: RateLimit
    confidence: Confidence
    status: int | None
    """The success status we expect, where no page names one."""
    max_bytes: int | None
    """The largest body it takes, where a limit is known."""
    repeatable: bool
    """Whether it can be made twice without harm: it only reads, or the contract says so."""
    pagination: Pagination | None
    """How it pages, if it lists."""
    rivals: Rivals | None
    """Other forms of its path, where it is in doubt."""

'''


def constant(name: str) -> str:
    """`getAsset` -> `GET_ASSET`, `asset-edit` -> `ASSET_EDIT`."""
    spaced = "".join(f"_{letter}" if letter.isupper() else letter for letter in name)
    return spaced.replace("-", "_").upper()


def render(document: Json) -> str:
    """The source of `imgix_openapi/operations.py`."""
    lines = [PREAMBLE]
    lines.append("RATE_LIMITS: Final[dict[str, RateLimit]] = {")
    for bucket, limit in document["x-imgix-rate-limits"].items():
        lines.append(
            f"    {bucket!r}: RateLimit({bucket!r}, {limit['limit']}, {PERIODS[limit['period']]}, "
            f"{limit['period']!r}, {limit['name']!r}, {limit['x-name-ja']!r}),"
        )
    lines.append("}\n\nPERMISSIONS: Final[dict[str, Permission]] = {")
    for permission, facts in document["x-imgix-permissions"].items():
        implies = tuple(facts.get("implies", ()))
        lines.append(
            f"    {permission!r}: Permission({permission!r}, {facts['name']!r}, {facts['x-name-ja']!r}, {implies!r}),"
        )
    lines.append("}\n")
    names = []
    for method, path, operation in operations(document):
        names.append(constant(operation["operationId"]))
        lines.append(f"{names[-1]}: Final = Operation(")
        lines.append(f"    id={operation['operationId']!r},\n    method={method.upper()!r},\n    path={path!r},")
        lines.append(f"    tag={operation['tags'][0]!r},\n    summary={operation['summary']!r},")
        lines.append(f"    summary_ja={operation['x-summary-ja']!r},")
        lines.append(f"    permissions={_permissions(operation)},")
        extra = ", ".join(
            f"{parameter['name']!r}: {_permissions(parameter)}"
            for parameter in operation["parameters"]
            if "x-imgix-permission" in parameter
        )
        lines.append(f"    parameter_permissions={{{extra}}},")
        lines.append(f"    rate_limit=RATE_LIMITS[{operation['x-imgix-rate-limit']!r}],")
        lines.append(f"    confidence={operation['x-imgix-confidence']!r},")
        lines.append(f"    status={operation.get('x-imgix-status')!r},")
        lines.append(f"    max_bytes={operation.get('x-imgix-max-bytes')!r},")
        lines.append(f"    repeatable={method == 'get' or operation.get('x-imgix-repeatable', False)},")
        lines.append(f"    pagination={operation.get('x-imgix-pagination')!r},")
        lines.append(f"    rivals={_rivals(operation)},\n)")
    lines.append("\nOPERATIONS: Final[dict[str, Operation]] = {\n    operation.id: operation for operation in (")
    lines.extend(f"        {name}," for name in names)
    lines.append("    )\n}\n")
    lines.append(f"PATH_VARIANTS: Final[dict[str, tuple[str, ...]]] = {_path_variants(document)!r}")
    lines.append('"""A question about paths -> its answers, the chosen one first."""\n')
    return "\n".join(lines)


def _permissions(node: Json) -> str:
    return "(" + "".join(f"PERMISSIONS[{name!r}], " for name in node["x-imgix-permission"]) + ")"


def _rivals(operation: Json) -> str:
    rival = operation.get("x-imgix-rival", {})
    return f"Rivals({rival['see']!r}, {rival['chosen']!r}, {rival['paths']!r})" if "paths" in rival else "None"


def _path_variants(document: Json) -> dict[str, tuple[str, ...]]:
    forms: dict[str, list[str]] = {}
    for _, _, operation in operations(document):
        rival = operation.get("x-imgix-rival", {})
        if "paths" in rival:
            answers = forms.setdefault(rival["see"], [rival["chosen"]])
            answers.extend(answer for answer in rival["paths"] if answer not in answers)
    return {question: tuple(answers) for question, answers in forms.items()}
