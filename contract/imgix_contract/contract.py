"""Match requests to operations of the contract, and validate requests and responses."""

import importlib.resources
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache, cached_property
from http import HTTPStatus
from typing import Any, NamedTuple
from urllib.parse import unquote_to_bytes

from imgix_contract import schemas
from imgix_contract.errors import ApiError, ContractViolation, Fault, SchemaError, listed
from imgix_contract.variants import Variants
from imgix_openapi.operations import OPERATIONS, Operation

MEDIA_TYPE = "application/vnd.api+json"
JSON_TYPES = frozenset({"", MEDIA_TYPE, "application/json"})
"""Content types of JSON bodies: `application/json` and none at all were seen in code."""


class Match(NamedTuple):
    """An operation and its path parameters, percent-decoded."""

    operation: Operation
    path: dict[str, str]


class _Route(NamedTuple):
    pattern: re.Pattern[str]
    operation: Operation


class Contract:
    """The OpenAPI document, compiled for matching and validation.

    Args:
        document: The document; by default the one that ships with the generated client.
        variants: The variants of paths that are in doubt; by default those of the document.
    """

    def __init__(self, document: Mapping[str, Any] | None = None, variants: Variants | None = None) -> None:
        self.document: Mapping[str, Any] = document if document is not None else _shipped()
        self._requests = schemas.Schemas(self.document)
        self._responses = schemas.Schemas(schemas.closed(self.document))
        variants = variants or Variants()
        self._routes = [self._route(operation, variants.path(operation)) for operation in self._operations()]

    def _operations(self) -> Iterator[Operation]:
        """Yield the operations of this document."""
        for path, item in self.document["paths"].items():
            for method, definition in item.items():
                if method != "parameters":
                    yield OPERATIONS[definition["operationId"]]._replace(path=path, method=method.upper())

    def _route(self, operation: Operation, path: str) -> _Route:
        spans = {p["name"] for p in self.parameters(operation, "path") if p.get("x-imgix-segments")}
        parts = []
        for segment in path.strip("/").split("/"):
            name = segment[1:-1] if segment.startswith("{") else None
            if name is None:
                parts.append(re.escape(segment))
            else:
                parts.append(f"(?P<{name}>{'.+' if name in spans else '[^/]+'})")
        return _Route(re.compile("/" + "/".join(parts)), operation)

    def match(self, method: str, raw_path: str) -> Match:
        """Return the operation of a request. No two operations share a method and path.

        Args:
            method: The HTTP method.
            raw_path: The path as it was sent, still percent-encoded, without the query.

        Raises:
            ApiError: 404 for an unknown path, 405 for another method.
        """
        matches = [(route, match) for route in self._routes if (match := route.pattern.fullmatch(raw_path))]
        if not matches:
            raise ApiError(HTTPStatus.NOT_FOUND)
        for route, match in matches:
            if route.operation.method == method:
                # Whether imgix treats "%2F" within origin_path as a separator is not known; here it does.
                return Match(route.operation, {name: _decoded(value) for name, value in match.groupdict().items()})
        allowed = ", ".join(sorted({route.operation.method for route, _ in matches}))
        raise ApiError(HTTPStatus.METHOD_NOT_ALLOWED, f"The method {method} is not allowed here.", {"Allow": allowed})

    def _item(self, operation: Operation) -> Mapping[str, Any]:
        item: Mapping[str, Any] = self.document["paths"][operation.path]
        return item

    def _definition(self, operation: Operation) -> Mapping[str, Any]:
        definition: Mapping[str, Any] = self._item(operation)[operation.method.lower()]
        return definition

    def parameters(self, operation: Operation, place: str) -> tuple[Mapping[str, Any], ...]:
        """List the parameters of an operation in `path` or `query`."""
        listed = [
            *self._item(operation).get("parameters", ()),
            *self._definition(operation).get("parameters", ()),
        ]
        resolved = (self.resolve(parameter) for parameter in listed)
        return tuple(parameter for parameter in resolved if parameter["in"] == place)

    def resolve(self, node: Mapping[str, Any]) -> Mapping[str, Any]:
        """Follow a `$ref` within the document."""
        return schemas.resolve(self.document, node)

    def expected_status(self, operation: Operation) -> int:
        """Return the status of a success: the documented one, or the one that is expected."""
        if operation.status is not None:
            return operation.status
        return min(int(status) for status in self._definition(operation)["responses"] if status.startswith("2"))

    def sample_error(self, operation: Operation | None, status: int) -> dict[str, Any]:
        """Return the example of an error object for a status, where the contract has one.

        Args:
            operation: The operation; None if the request meant none.
            status: The HTTP status.
        """
        response = self.response(operation, status) or {}
        example = response.get("content", {}).get(MEDIA_TYPE, {}).get("example")
        return dict(example["errors"][0]) if example else {}

    # ------------------------------------------------------------------------------------------------- requests
    def check_path(self, match: Match) -> None:
        """Validate the path parameters.

        Raises:
            ApiError: 400.
        """
        for parameter in self.parameters(match.operation, "path"):
            name = parameter["name"]
            if name not in match.path:  # a variant of the path without it
                continue
            self._requests.check(parameter["schema"], match.path[name], name)
            if parameter.get("x-imgix-segments"):
                _check_segments(name, match.path[name])

    def query(
        self, operation: Operation, pairs: Iterable[tuple[str, str]], *, ignoring: bool = False
    ) -> dict[str, Any]:
        """Convert the query parameters by their schemas, and add defaults.

        Free-form names such as `filter[custom:KEY]` are collected in a dictionary under the name in the contract.

        Args:
            operation: The operation.
            pairs: Names and texts.
            ignoring: Whether to ignore unknown names.

        Raises:
            ApiError: 400 for an unknown name, a repeated name, or an invalid value. What imgix does with unknown and
                repeated parameters is not known.
        """
        known = {parameter["name"]: parameter for parameter in self.parameters(operation, "query")}
        free = {
            name: re.compile(parameter["schema"]["propertyNames"]["pattern"])
            for name, parameter in known.items()
            if parameter["schema"].get("type") == "object"
        }
        values: dict[str, Any] = {}
        seen: set[str] = set()
        for name, text in pairs:
            if name in seen:
                raise ApiError(HTTPStatus.BAD_REQUEST, f"The query parameter {name} is repeated.")
            seen.add(name)
            family = next((known_as for known_as, pattern in free.items() if pattern.search(name)), None)
            if family is not None:
                values.setdefault(family, {})[name] = text
            elif name in known and name not in free:
                values[name] = schemas.typed(known[name]["schema"], text)
            elif not ignoring:
                raise SchemaError([Fault("", "parameter", name, f"The query parameter {name} is not known.")])
        for name, value in values.items():
            self._requests.check(known[name]["schema"], value, name)
        defaults = {
            name: parameter["schema"]["x-imgix-default"]
            for name, parameter in known.items()
            if "x-imgix-default" in parameter["schema"]
        }
        return {**defaults, **values}

    def takes_json(self, operation: Operation) -> bool:
        """Return whether the operation takes a JSON document."""
        return MEDIA_TYPE in self._definition(operation).get("requestBody", {}).get("content", {})

    def takes_bytes(self, operation: Operation) -> bool:
        """Return whether the operation takes raw bytes."""
        return "requestBody" in self._definition(operation) and not self.takes_json(operation)

    def check_body(self, operation: Operation, body: object) -> None:
        """Validate a JSON body; None if there is none.

        Raises:
            ApiError: 400 with the places and the reasons.
        """
        if self.takes_json(operation):
            schema = self._definition(operation)["requestBody"]["content"][MEDIA_TYPE]["schema"]
            self._requests.check(schema, body)
        elif body not in (None, {}):
            # Both no body and an empty object have been seen.
            raise ApiError(HTTPStatus.BAD_REQUEST, "This operation takes no body.")

    def check_component(self, name: str, value: object, prefix: str) -> None:
        """Validate a value against a schema of the components.

        Raises:
            ApiError: 400; its text begins with the prefix.
        """
        self._requests.check(self.document["components"]["schemas"][name], value, prefix)

    # ------------------------------------------------------------------------------------------------ responses
    def check_response(self, operation: Operation | None, status: int, document: object) -> None:
        """Validate a response strictly: it may have no member that the contract doesn't list.

        Args:
            operation: The operation; None if the request matches none.
            status: The HTTP status.
            document: The body; None if there is none.

        Raises:
            ContractViolation: The status isn't documented for the operation, or the body is invalid.
        """
        name = operation.id if operation else "no operation"
        response = self.response(operation, status)
        if response is None:
            raise ContractViolation(f"{name}: the status {status} is not in the contract")
        if "x-imgix-empty" in response:
            if document is not None:
                raise ContractViolation(f"{name}: the response {status} has a body")
            return
        faults = self.response_faults(response, document, strict=True)
        if faults:
            raise ContractViolation(f"{name}: the response {status} does not match the contract: {listed(faults)}")

    def response(self, operation: Operation | None, status: int) -> Mapping[str, Any] | None:
        """Return the response of an operation for a status; None if the status isn't listed.

        `default` covers undocumented errors; one of them is worth reporting, so it doesn't count here.

        Args:
            operation: The operation; None if the request matches none.
            status: The HTTP status.
        """
        if operation is None:
            unnamed: Mapping[str, Any] = self.document["components"]["responses"]["Error"]
            shared: Mapping[str, Any] = self._errors.get(status, unnamed)
            return shared
        responses = self._definition(operation)["responses"]
        response = responses.get(str(status)) or responses.get(f"{status // 100}XX")
        return None if response is None else self.resolve(response)

    def response_faults(self, response: Mapping[str, Any], document: object, *, strict: bool) -> list[Fault]:
        """List where a response doesn't match the contract.

        Args:
            response: The response in the contract.
            document: The body.
            strict: Whether to report members that the contract doesn't list.
        """
        schema = response["content"][MEDIA_TYPE]["schema"]
        return (self._responses if strict else self._requests).faults(schema, document)

    @cached_property
    def _errors(self) -> dict[int, Mapping[str, Any]]:
        """The errors that every operation has."""
        responses = [set(self._definition(operation)["responses"]) for operation in self._operations()]
        first = next(self._operations())
        shared = (status for status in set.intersection(*responses) if status.isdigit())
        return {int(status): self.resolve(self._definition(first)["responses"][status]) for status in shared}


@cache
def _shipped() -> Mapping[str, Any]:
    text = importlib.resources.files("imgix_openapi").joinpath("contract.json").read_text(encoding="utf-8")
    document: Mapping[str, Any] = json.loads(text)
    return document


def _decoded(segment: str) -> str:
    try:
        return unquote_to_bytes(segment).decode("utf-8")
    except UnicodeDecodeError:
        raise ApiError(HTTPStatus.BAD_REQUEST, "The path is not valid UTF-8.") from None


def _check_segments(name: str, path: str) -> None:
    # What imgix does with such paths is not known.
    if any(segment in {"", ".", ".."} for segment in path.split("/")):
        raise ApiError(HTTPStatus.BAD_REQUEST, f"{name}: empty, '.' and '..' segments are not allowed.")
    if any(ord(character) < 32 or ord(character) == 127 for character in path):  # noqa: PLR2004 - ASCII control
        raise ApiError(HTTPStatus.BAD_REQUEST, f"{name}: control characters are not allowed.")
