"""The HTTP API: a section for each operation, made from the contract."""

from __future__ import annotations

import json
import shlex
from collections.abc import Iterator
from functools import cache
from typing import Any, Final
from urllib.parse import quote

from imgix_management._i18n import gettext
from tools.contract import Json, load, operations, resolve, roles

from .facade_calls import facade_call
from .labels import Lang, label
from .markdown import code, fence, table

EVIDENCE: Final = {
    "captured": "a recorded response of the real API",
    "documented": "imgix's own pages",
    "seen-in-code": "code written from those pages, or against the API",
    "inferred": "our conclusion; it may be otherwise",
}
"""Grade of `x-imgix-confidence` -> what it rests on."""

PERIODS: Final = {"second": "{limit} per second", "minute": "{limit} per minute", "hour": "{limit} per hour"}
"""Period -> a rate in words, whose Japanese is in the catalogue of the library."""

OPEN_QUESTIONS: Final = "/explanation/open-questions.md"
_KEY: Final = "Authorization: Bearer $IMGIX_API_KEY"


@cache
def contract() -> Json:
    """Return the contract."""
    return load()


def text_of(node: Json, key: str, language: Lang) -> str:
    """Return a text of the contract.

    Args:
        node: What it describes.
        key: `name`, `summary` or `description`.
        language: The language.
    """
    return str(node.get(key if language == "en" else f"x-{key}-ja", ""))


def permission(name: str, language: Lang) -> str:
    """Return the name of a permission, as the dashboard shows it."""
    return text_of(contract()["x-imgix-permissions"][name], "name", language)


def rate(name: str, language: Lang) -> str:
    """Return the limit of a rate-limit bucket in words."""
    limits = contract()["x-imgix-rate-limits"][name]
    return gettext(PERIODS[limits["period"]], language, limit=limits["limit"])


def operations_of(tag: str) -> list[tuple[str, str, Json]]:
    """Return method, path and definition of the operations of a tag."""
    return [row for row in operations(contract()) if tag in row[2]["tags"]]


def operations_page(tag: str, language: Lang) -> str:
    """Return the sections of all operations of a tag, as Markdown.

    Args:
        tag: A tag of the contract, such as `sources`.
        language: The language.
    """
    return "\n\n".join(part for row in operations_of(tag) for part in _operation(*row, language))


def permissions_table(language: Lang) -> str:
    """Return the permissions, what each implies, and the operations that need it."""
    rows = []
    for name, definition in contract()["x-imgix-permissions"].items():
        needed = [_reference(each) for _, _, each in operations(contract()) if name in roles(each)]
        implied = ", ".join(permission(each, language) for each in definition.get("implies", ()))
        rows.append([permission(name, language), implied, ", ".join(needed)])
    return table([label(each, language) for each in ("Permission", "Implies", "Operations")], rows)


def rate_limits_table(language: Lang) -> str:
    """Return the buckets, their documented limits, and the operations that count in each."""
    rows = []
    for name in contract()["x-imgix-rate-limits"]:
        counted = [_reference(each) for _, _, each in operations(contract()) if each["x-imgix-rate-limit"] == name]
        rows.append([code(name), rate(name, language), ", ".join(counted)])
    return table([label(each, language) for each in ("Bucket", "Limit", "Operations")], rows)


def upload_limits_table(language: Lang) -> str:
    """Return the largest upload by deployment type, in one request and in a session."""
    rows = []
    for name, definition in contract()["x-imgix-uploads"].items():
        session = _size(definition.get("session-max-bytes"), language)
        for provider, exception in definition.get("providers", {}).items():
            session += brackets(f"{provider}: {_size(exception['session-max-bytes'], language)}", language)
        rows.append([code(name), _size(definition.get("max-bytes"), language), session])
    return table([label(each, language) for each in ("Deployment type", "In one request", "In a session")], rows)


def _size(number: int | None, language: Lang) -> str:
    if number is None:
        return label("none", language)
    return f"{number / 1e9:g} GB" if number >= 1e9 else f"{number / 1e6:g} MB"  # noqa: PLR2004 - units


def _bucket(name: str, language: Lang) -> str:
    return code(name) + brackets(rate(name, language), language)


def _reference(operation: Json) -> str:
    name = operation["operationId"]
    return f"[{name}](#http-{name.lower()})"


def _operation(method: str, path: str, operation: Json, language: Lang) -> Iterator[str]:
    name = operation["operationId"]
    yield f"(http-{name.lower()})=\n## {text_of(operation, 'summary', language)}"
    yield fence("text", f"{method.upper()} {path}")
    yield _links(text_of(operation, "description", language))
    yield table([code(name), ""], _facts(method, operation, language))
    if parameters := operation["parameters"]:
        yield f"**{label('Parameters', language)}**"
        yield table(
            [label(each, language) for each in ("Parameter", "Type", "Meaning", "How sure")],
            [_parameter(each, language) for each in parameters],
        )
    yield from _body(operation, language)
    yield from _responses(operation, language)
    call = facade_call(name)
    yield f"**{label('Python', language)}** – {{py:meth}}`~{call.reference}`"
    yield fence("python", call.code)
    yield f"**{label('curl', language)}**"
    yield fence("sh", curl(method, path, operation))


def _facts(method: str, operation: Json, language: Lang) -> Iterator[list[str]]:
    names = [permission(each, language) for each in roles(operation)]
    for parameter in operation["parameters"]:
        extra = [permission(each, language) for each in parameter.get("x-imgix-permission", ())]
        names += [each + brackets(label("only with overwrite", language), language) for each in extra]
    yield [label("Permissions" if len(names) > 1 else "Permission", language), ", ".join(names)]
    yield [label("Rate limit", language), _bucket(operation["x-imgix-rate-limit"], language)]
    if method == "get":
        repeatable = "a read"
    elif operation.get("x-imgix-repeatable"):
        repeatable = "yes: a second request does no harm"
    else:
        repeatable = "not known: the client repeats it only when imgix cannot have processed it"
    yield [label("May be repeated", language), label(repeatable, language)]
    yield [label("How sure", language), _confidence(operation, language)]
    yield [label("Evidence", language), ", ".join(_evidence(operation, language))]
    if see := operation.get("x-imgix-variant", {}).get("see"):
        yield [label("Open question", language), f"[{see}]({OPEN_QUESTIONS}#{see})"]


def grade(value: str, language: Lang) -> str:
    """Return a grade of confidence in words."""
    return f"{label(value, language)}{brackets(label(EVIDENCE[value], language), language)}"


def brackets(text: str, language: Lang) -> str:
    """Put a text into brackets, which are full-width ones in Japanese, and follow another text."""
    return f" ({text})" if language == "en" else f"（{text}）"


def _confidence(operation: Json, language: Lang) -> str:
    grades = operation["x-imgix-confidence"]
    if isinstance(grades, str):
        return grade(grades, language)
    return "; ".join(f"{label(part, language)}: {grade(value, language)}" for part, value in grades.items())


def _evidence(operation: Json, language: Lang) -> Iterator[str]:
    grades = operation["x-imgix-confidence"]
    values = {grades} if isinstance(grades, str) else set(grades.values())
    tag = next(each for each in contract()["tags"] if each["name"] == operation["tags"][0])
    if "captured" in values:
        yield code(f"cassettes/captured/{_captured(operation)}")
    url = tag["externalDocs"]["url" if language == "en" else "x-url-ja"]
    page = label("imgix's page", language)
    yield f"[{page}]({url})"
    if "seen-in-code" in values or "inferred" in values:
        yield f"[UNCERTAIN.md]({OPEN_QUESTIONS})"


def _captured(operation: Json) -> str:
    """Return the recording of the real API that shows an operation."""
    return {"addAsset": "add_asset.yaml"}[operation["operationId"]]


def _type(schema: Json) -> str:
    """Return the type of a parameter or an attribute."""
    schema = resolve(contract(), schema)
    if "const" in schema:
        return code(json.dumps(schema["const"]))
    alternatives = [each for each in schema.get("oneOf") or schema.get("anyOf") or () if each.get("type") != "null"]
    if alternatives:
        return " / ".join(dict.fromkeys(_type(each) for each in alternatives))
    kinds = schema.get("type", "object")
    names = [each for each in ([kinds] if isinstance(kinds, str) else kinds) if each != "null"]
    if names == ["array"]:
        return f"array of {_type(schema.get('items', {}))}"
    return ", ".join(names)


def _meaning(node: Json, schema: Json, language: Lang) -> str:
    text = text_of(node, "description", language)
    if known := schema.get("x-extensible-enum"):
        text += brackets(f"{label('known values', language)}: {', '.join(map(code, known))}", language)
    if "x-imgix-default" in schema:
        text += brackets(f"{label('default', language)}: {code(json.dumps(schema['x-imgix-default']))}", language)
    return _links(text)


def _links(text: str) -> str:
    """Let names that Markdown would take for its own signs stand as they are."""
    return text.replace("UNCERTAIN.md", f"[UNCERTAIN.md]({OPEN_QUESTIONS})").replace("*", r"\*").replace("<", "&lt;")


def _parameter(parameter: Json, language: Lang) -> list[str]:
    schema = resolve(contract(), parameter["schema"])
    where = label(parameter["in"], language) + (
        (", " if language == "en" else "、") + label("required", language) if parameter.get("required") else ""
    )
    grades = parameter.get("x-imgix-confidence")
    return [
        code(parameter["name"]),
        _type(schema) + brackets(where, language),
        _meaning(parameter, schema, language),
        label(grades, language) if grades else "",
    ]


def _attributes(schema: Json) -> Json:
    """Return the schema of the attributes within a document, or of the document itself."""
    data = resolve(contract(), resolve(contract(), schema).get("properties", {}).get("data", {}))
    if "items" in data:
        data = resolve(contract(), data["items"])
    for each in data.get("oneOf", ()):
        if "$ref" in each:
            data = resolve(contract(), each)
    return resolve(contract(), data.get("properties", {}).get("attributes", {}))


def _fields(schema: Json, language: Lang) -> str:
    attributes = _attributes(schema)
    required = set(attributes.get("required", ()))
    rows = []
    for name, reference in attributes.get("properties", {}).items():
        definition = resolve(contract(), reference)
        mark = brackets(label("required", language), language) if name in required else ""
        rows.append([code(name), _type(reference) + mark, _meaning({**definition, **reference}, definition, language)])
    return table([label(each, language) for each in ("Attribute", "Type", "Meaning")], rows) if rows else ""


def _body(operation: Json, language: Lang) -> Iterator[str]:
    if "requestBody" not in operation:
        return
    body = operation["requestBody"]
    media_type, content = next(iter(body["content"].items()))
    yield f"**{label('Request body', language)}** – `{media_type}`"
    if description := text_of(body, "description", language):
        yield _links(description)
    if fields := _fields(content["schema"], language):
        yield fields
    example = example_of(content)
    if example is not None:
        yield fence("json", json.dumps(example, ensure_ascii=False, indent=2))


def example_of(content: Json) -> Any:  # noqa: ANN401 - any JSON
    """Return the example of a body: its own, else that of its schema; None if there is none."""
    return content.get("example", resolve(contract(), content.get("schema", {})).get("example"))


def _responses(operation: Json, language: Lang) -> Iterator[str]:
    rows, success = [], None
    for status, reference in operation["responses"].items():
        response = resolve(contract(), reference)
        shown = f"2XX ({operation['x-imgix-status']})" if "x-imgix-status" in operation and status == "2XX" else status
        if status == "default":
            shown = label("Any other status", language)
        rows.append([shown, _links(text_of(response, "description", language))])
        if status.startswith("2") and success is None:
            success = response
    yield f"**{label('Response', language)}**"
    yield table([label("Status", language), label("Meaning", language)], rows)
    content = next(iter((success or {}).get("content", {}).values()), None)
    if content is None:
        return
    if fields := _fields(content["schema"], language):
        yield fields
    example = example_of(content)
    if example is not None:
        yield fence("json", json.dumps(example, ensure_ascii=False, indent=2))


def curl(method: str, path: str, operation: Json) -> str:
    """Return the command line that sends an operation.

    Args:
        method: In lower case.
        path: With its parameters in braces.
        operation: The definition.
    """
    for parameter in operation["parameters"]:
        if parameter["in"] == "path" and "example" in parameter:
            path = path.replace(f"{{{parameter['name']}}}", quote(str(parameter["example"])))
    url = contract()["servers"][0]["url"] + path
    words = ["curl", "-H", f'"{_KEY}"']
    if method != "get":
        words[1:1] = ["-X", method.upper()]
    if "requestBody" in operation:
        media_type, content = next(iter(operation["requestBody"]["content"].items()))
        words += ["-H", shlex.quote(f"Content-Type: {media_type}")]
        example = example_of(content)
        body = "@tom.jpg" if example is None else json.dumps(example, ensure_ascii=False)
        words += ["--data-binary" if example is None else "-d", shlex.quote(body)]
    words.append(shlex.quote(url) if "{" in url else url)
    return " ".join(words)
