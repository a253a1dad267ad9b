"""Build requests: of the generated operations, of an operation by its id, and of any path of the API."""

from __future__ import annotations

import importlib
import inspect
import re
from collections.abc import Callable, Mapping
from functools import cache
from typing import Any, Final, cast
from urllib.parse import unquote

from imgix_openapi.operations import OPERATIONS, RATE_LIMITS, UPLOAD_LIMITS, Operation, UploadLimit
from imgix_openapi.types import Request

from .._i18n import LocalizedText, bilingual, gettext_noop, listing
from ..errors import Call, InvalidInputError
from . import validation
from .config import Config

VALIDATORS: Final[Mapping[str, Callable[[Any], str]]] = {
    "source_id": validation.source_id,
    "report_id": validation.report_id,
    "session_id": validation.session_id,
    "origin_path": validation.origin_path,
}
"""Path parameter -> the function that validates it. A test fails if the contract has a path parameter without one."""

MEGABYTE: Final = 10**6
GIGABYTE: Final = 10**9

METHODS: Final = ("GET", "POST", "PATCH", "PUT", "DELETE")


def build_request(function: Callable[..., Request], args: tuple[Any, ...], kwargs: Mapping[str, Any]) -> Request:
    """Validate the path parameters of a generated operation and build its request.

    Args:
        function: The `request` function of a module in `imgix_openapi.api`.
        args: Its positional arguments.
        kwargs: Its keyword arguments.

    Raises:
        InvalidInputError: A path parameter is not valid.
        TypeError: The operation has no such argument.
    """
    names = _positional(function)
    values = [
        VALIDATORS[name](value) if name in VALIDATORS else value for name, value in zip(names, args, strict=False)
    ]
    named = {name: VALIDATORS[name](value) if name in VALIDATORS else value for name, value in kwargs.items()}
    return function(*values, **named)


@cache
def upload_limits() -> LocalizedText:
    """Return the largest upload for each deployment type that accepts uploads, as the contract states it."""
    return listing(_upload_limit(limit) for limit in UPLOAD_LIMITS if limit.max_bytes is not None)


def _upload_limit(limit: UploadLimit) -> LocalizedText:
    size = limit.session_max_bytes or limit.max_bytes or 0
    text = f"{limit.provider or limit.type} {size / MEGABYTE:g} MB"
    if size >= GIGABYTE:
        text = f"{limit.provider or limit.type} {size / GIGABYTE:g} GB"
    if limit.session_max_bytes is None:
        return bilingual(gettext_noop("{limit} without upload sessions"), limit=text)
    return LocalizedText(text, text)


@cache
def _positional(function: Callable[..., Request]) -> tuple[str, ...]:
    kinds = (inspect.Parameter.POSITIONAL_ONLY, inspect.Parameter.POSITIONAL_OR_KEYWORD)
    return tuple(name for name, each in inspect.signature(function).parameters.items() if each.kind in kinds)


def describe(request: Request, config: Config) -> Call:
    """Return the description of a call for hooks, the log and errors.

    Args:
        request: The request.
        config: The client's settings.
    """
    operation, values = request.operation, list(request.values.values())
    item = unquote(values[-1]) if values else None
    return Call(operation.id, operation.method, request.path_in(config.path_variants), item)


def resource_id(request: Request) -> str:
    """Return the id of the resource that a request names in its path: of an Asset, `SOURCE_ID/ORIGIN_PATH`."""
    values = [unquote(value) for value in request.values.values()]
    return "/".join(values) if "origin_path" in request.values else values[-1]


def operation_request(operation_id: str, arguments: Mapping[str, Any]) -> Request:
    """Build the request of an operation by its id.

    Args:
        operation_id: The operationId.
        arguments: Path and query parameters, named as `imgix_openapi.api` names them.

    Raises:
        InvalidInputError: There is no such operation (`operation_unknown`), or a path parameter is not valid.
        TypeError: The operation has no such argument.
    """
    operation = OPERATIONS.get(operation_id)
    if operation is None:
        raise InvalidInputError("operation_unknown", value=operation_id, known=", ".join(OPERATIONS))
    name = re.sub(r"(?=[A-Z])", "_", operation.id).lower()
    module = importlib.import_module(f"imgix_openapi.api.{operation.tag}.{name}")
    return build_request(cast("Callable[..., Request]", module.request), (), arguments)


def path_request(method: str, path: str, params: Mapping[str, Any] | None) -> Request:
    """Build a request to any path of the API. A path of the contract counts in its own bucket, others in `default`.

    Args:
        method: The HTTP method.
        path: The path below the base URL, percent-encoded, such as `/api/v1/sources`.
        params: Query parameters; None values are left out.

    Raises:
        InvalidInputError: The method is unknown (`argument_invalid`), or the path is not valid (`path_invalid`).
    """
    if method not in METHODS:
        raise InvalidInputError("argument_invalid", name="method", value=method, allowed=", ".join(METHODS))
    path = validation.request_path(path)
    known = next((each for each in OPERATIONS.values() if each.method == method and _matches(each, path)), None)
    template = path.replace("{", "{{").replace("}", "}}")
    if known is None:
        operation = _unknown_operation(method, template)
    else:
        operation = known._replace(path=template, variants=None, repeatable=method == "GET")
    return Request(operation, {}, {name: value for name, value in (params or {}).items() if value is not None})


def _matches(operation: Operation, path: str) -> bool:
    """Return whether a path belongs to an operation, in any of its variants."""
    templates = [operation.path, *(operation.variants.paths.values() if operation.variants else ())]
    return any(re.fullmatch(_pattern(template), path) for template in templates)


@cache
def _pattern(template: str) -> str:
    """Return a template as a regular expression; only an origin path may hold slashes."""
    pieces = re.split(r"\{(\w+)\}", template)
    return "".join(
        re.escape(piece) if index % 2 == 0 else "[^/]+(?:/[^/]+)*" if piece == "origin_path" else "[^/]+"
        for index, piece in enumerate(pieces)
    )


def _unknown_operation(method: str, template: str) -> Operation:
    some = next(each for each in OPERATIONS.values() if each.rate_limit == RATE_LIMITS["default"])
    return some._replace(
        id=f"{method} {template}",
        method=method,
        path=template,
        permissions=(),
        max_bytes=None,
        duplicate_status=None,
        parameter_permissions={},
        repeatable=method == "GET",
        variants=None,
    )
