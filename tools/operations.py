"""Derives the table of operations, rate limits and permissions from the contract."""

from __future__ import annotations

from collections.abc import Iterator

from tools.contract import Json, operations, resolve, roles

PERIODS = {"second": 1.0, "minute": 60.0, "hour": 3600.0}

PREAMBLE = '''"""The operations of the imgix Management API, their permissions and their rate limits."""

from typing import Final, Literal, NamedTuple

Confidence = Literal["captured", "documented", "seen-in-code", "inferred"]
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


class Grades(NamedTuple):
    """How sure the parts of an operation are."""

    path: Confidence
    body: Confidence | None
    """None if it takes no body."""
    response: Confidence


class PathVariants(NamedTuple):
    """Other forms of a path, where sources disagree."""

    name: str
    """The heading in openapi/UNCERTAIN.md."""
    chosen: str
    """The variant that the operation's own path is."""
    paths: dict[str, str]
    """Other variants -> the path of each."""


class UploadLimit(NamedTuple):
    """The largest upload to Sources of a deployment type."""

    type: str
    """The deployment type."""
    provider: str | None
    """The name of the storage provider, where it differs from the type; not necessarily its `storage_provider`."""
    max_bytes: int | None
    """The largest upload in one request; None if there are none."""
    session_max_bytes: int | None
    """The largest upload in an upload session; None if there are none."""


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
    confidence: Grades
    status: int | None
    """The success status we expect, where no page names one."""
    empty: bool
    """Whether a success has no body."""
    duplicate_status: int | None
    """The error status that means: this was done before."""
    max_bytes: int | None
    """The largest body it takes, where a limit is known."""
    repeatable: bool
    """Whether it can be made twice without harm: it only reads, or the contract says so."""
    pagination: Pagination | None
    """How it pages, if it lists."""
    count_limit: int | None
    """The total at which a list stops counting: it means "at least"."""
    variants: PathVariants | None
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
        lines.append(f"    permissions={_permissions(roles(operation))},")
        extra = ", ".join(
            f"{parameter['name']!r}: {_permissions(parameter['x-imgix-permission'])}"
            for parameter in operation["parameters"]
            if "x-imgix-permission" in parameter
        )
        lines.append(f"    parameter_permissions={{{extra}}},")
        lines.append(f"    rate_limit=RATE_LIMITS[{operation['x-imgix-rate-limit']!r}],")
        lines.append(f"    confidence={_grades(operation)},")
        lines.append(f"    status={operation.get('x-imgix-status')!r},")
        lines.append(f"    empty={any('x-imgix-empty' in response for response in operation['responses'].values())},")
        lines.append(f"    duplicate_status={_duplicate_status(document, operation)!r},")
        lines.append(f"    max_bytes={operation.get('x-imgix-max-bytes')!r},")
        lines.append(f"    repeatable={method == 'get' or operation.get('x-imgix-repeatable', False)},")
        lines.append(f"    pagination={operation.get('x-imgix-pagination')!r},")
        lines.append(f"    count_limit={operation.get('x-imgix-count-limit')!r},")
        lines.append(f"    variants={_variants(operation)},\n)")
    lines.append("\nOPERATIONS: Final[dict[str, Operation]] = {\n    operation.id: operation for operation in (")
    lines.extend(f"        {name}," for name in names)
    lines.append("    )\n}\n")
    lines.append(f"PATH_VARIANTS: Final[dict[str, tuple[str, ...]]] = {_path_variants(document)!r}")
    lines.append(
        '"""Name of variants of paths, a heading in openapi/UNCERTAIN.md -> its values, the default first."""\n'
    )
    lines.append("UPLOAD_LIMITS: Final[tuple[UploadLimit, ...]] = (")
    lines.extend(f"    {limit}," for limit in _upload_limits(document))
    lines.append(")\n")
    lines.append(f"DEPLOYMENT_SECRETS: Final[dict[str, tuple[str, ...]]] = {_secrets(document)!r}")
    lines.append(
        '"""Deployment type -> its secrets: write-only attributes, lost perhaps by an update without them."""\n'
    )
    lines.append(f"DEPLOYMENT_ATTRIBUTES: Final[dict[str, tuple[str, ...]]] = {_deployment_attributes(document)!r}")
    lines.append('"""Deployment type -> the attributes that may be sent, as far as they are known."""\n')
    lines.append(f"SECRET_FLAGS: Final[dict[str, str | None]] = {_secret_flags(document)!r}")
    lines.append(
        '"""A flag of a deployment -> the attribute whose secret is stored if it is true; None if not known."""\n'
    )
    return "\n".join(lines)


def _permissions(names: list[str]) -> str:
    return "(" + "".join(f"PERMISSIONS[{name!r}], " for name in names) + ")"


def _grades(operation: Json) -> str:
    grade = operation["x-imgix-confidence"]
    if isinstance(grade, str):
        grade = {"path": grade, "body": grade if "requestBody" in operation else None, "response": grade}
    return f"Grades({grade['path']!r}, {grade.get('body')!r}, {grade['response']!r})"


def _duplicate_status(document: Json, operation: Json) -> int | None:
    responses = {status: resolve(document, response) for status, response in operation["responses"].items()}
    return next((int(status) for status, response in responses.items() if "x-imgix-duplicate" in response), None)


def _variants(operation: Json) -> str:
    variant = operation.get("x-imgix-variant", {})
    if "paths" not in variant:
        return "None"
    return f"PathVariants({variant['see']!r}, {variant['chosen']!r}, {variant['paths']!r})"


def _path_variants(document: Json) -> dict[str, tuple[str, ...]]:
    variants: dict[str, list[str]] = {}
    for _, _, operation in operations(document):
        variant = operation.get("x-imgix-variant", {})
        if "paths" in variant:
            names = variants.setdefault(variant["see"], [variant["chosen"]])
            names.extend(name for name in variant["paths"] if name not in names)
    return {name: tuple(values) for name, values in variants.items()}


def _upload_limits(document: Json) -> list[str]:
    limits = []
    for type_, limit in document["x-imgix-uploads"].items():
        for provider, own in {None: {}, **limit.get("providers", {})}.items():
            sizes = {**limit, **own}
            limits.append(
                f"UploadLimit({type_!r}, {provider!r}, {sizes.get('max-bytes')}, {sizes.get('session-max-bytes')})"
            )
    return limits


def _secrets(document: Json) -> dict[str, tuple[str, ...]]:
    return {
        type_: tuple(name for name, field in fields.items() if field.get("writeOnly"))
        for type_, fields in _deployments(document)
    }


def _deployment_attributes(document: Json) -> dict[str, tuple[str, ...]]:
    return {type_: ("type", *fields) for type_, fields in _deployments(document)}


def _deployments(document: Json) -> Iterator[tuple[str, Json]]:
    """Yield each deployment type with the attributes that may be sent."""
    deployment = document["components"]["schemas"]["SourceCreateAttributes"]["properties"]["deployment"]
    for type_, reference in deployment["discriminator"]["mapping"].items():
        parts = [resolve(document, part) for part in resolve(document, {"$ref": reference})["allOf"]]
        yield type_, {name: field for part in parts for name, field in part["properties"].items()}


def _secret_flags(document: Json) -> dict[str, str | None]:
    fields = document["components"]["schemas"]["Deployment"]["properties"]
    flags = {name: field["x-imgix-secret"] for name, field in fields.items() if "x-imgix-secret" in field}
    return {flag: None if name == "unknown" else name for flag, name in flags.items()}
