"""Convert JSON:API documents to resources and back. Pure functions: no I/O, no HTTP library."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, TypeVar

import orjson

from .._i18n import Language
from .._models.base import EMPTY, Context, Model, ResponseInfo, as_mapping, frozen, mask
from .._models.resources import Resource, Source, UploadSession
from ..errors import InvalidInputError, InvalidResponseError

MEDIA_TYPE: Final = "application/vnd.api+json"

SECRETS: Final[frozenset[str]] = Source._secret | UploadSession._secret
"""Names of attributes that hold a secret, in a document whose resources are not known."""

R = TypeVar("R", bound=Resource)


@dataclass(frozen=True, slots=True)
class Document:
    """A JSON:API document of a response, with its data as plain JSON types. Its repr masks secrets.

    Attributes:
        data: The primary data, as decoded; None if the response has none.
    """

    data: Any
    _context: Context
    _invalid: Callable[[], InvalidResponseError]

    def __repr__(self) -> str:
        return f"Document(data={mask(self.data, SECRETS)!r})"

    @property
    def meta(self) -> Mapping[str, Any]:
        """Return the `meta` object of the response; empty if it has none."""
        return self._context.meta

    @property
    def included(self) -> Sequence[Mapping[str, Any]]:
        """Return the included resources of the response; empty if it has none."""
        return self._context.included

    @property
    def response_info(self) -> ResponseInfo:
        """Return the status, headers and times of the response."""
        return self._context.response_info


def build_document(type_: str, attributes: Mapping[str, Any], id_: str | None = None) -> dict[str, Any]:
    """Return the JSON:API document of one resource, to be sent.

    Args:
        type_: The type of the resource.
        attributes: Its attributes.
        id_: Its id; None for a new one.
    """
    identity = {"type": type_} if id_ is None else {"id": id_, "type": type_}
    return {"data": {**identity, "attributes": attributes}, "jsonapi": {"version": "1.0"}}


def encode(document: Mapping[str, Any]) -> bytes:
    """Encode a document.

    Raises:
        InvalidInputError: It cannot be written as JSON (`attributes_invalid`).
    """
    try:
        _refuse_not_finite(document)
        return orjson.dumps(document, default=_as_dict)
    except (TypeError, ValueError, RecursionError) as error:
        raise InvalidInputError("attributes_invalid", reason=str(error)) from error


def _refuse_not_finite(value: object) -> None:
    """Refuse NaN and infinity: they are no JSON, and would be sent as null."""
    if isinstance(value, float) and not math.isfinite(value):
        raise ValueError(f"{value} is no number")
    if isinstance(value, Mapping):
        value = list(value.values())
    if isinstance(value, list | tuple):
        for item in value:
            _refuse_not_finite(item)


def _as_dict(value: object) -> object:
    if isinstance(value, Mapping | Model):
        return as_mapping(value)
    raise TypeError


def decode(content: bytes) -> Any:  # noqa: ANN401 - any JSON
    """Decode the JSON of a body; None if the body is empty.

    Raises:
        ValueError: The body is not JSON.
    """
    return orjson.loads(content) if content.strip() else None


def decode_leniently(content: bytes) -> Any:  # noqa: ANN401 - any JSON
    """Decode the JSON of a body; None if it is not JSON."""
    try:
        return decode(content)
    except ValueError:
        return None


def parse_document(
    content: bytes,
    info: ResponseInfo,
    *,
    refuse: Callable[[], InvalidResponseError],
    may_be_empty: bool = True,
    fieldset: frozenset[str] | None = None,
    language: Language | None = None,
) -> Document:
    """Parse the body of a successful response. An empty body gives a document without data.

    Args:
        content: The body.
        info: The response apart from its body.
        refuse: Returns the error for a response that is not JSON:API.
        may_be_empty: Whether a response without a document is valid.
        fieldset: The sparse fieldset that was requested, or None for all attributes.
        language: The client's language.

    Raises:
        InvalidResponseError: The body is not a JSON:API document.
    """
    try:
        body = decode(content)
    except ValueError:
        raise refuse() from None
    if content and not _is_json(info.headers.get("content-type", MEDIA_TYPE)):
        raise refuse()
    if may_be_empty and (body is None or body == {}):
        body = {"data": None}
    if not _is_document(body):
        raise refuse()
    included = body.get("included")
    context = Context(
        meta=_object(body.get("meta")),
        included=tuple([frozen(item) for item in included if isinstance(item, dict)])
        if isinstance(included, list)
        else (),
        jsonapi=_object(body.get("jsonapi")),
        fieldset=fieldset,
        response_info=info,
        language=language,
    )
    return Document(body.get("data"), context, refuse)


def _is_json(content_type: str) -> bool:
    """Return whether a media type is JSON. The charset is ignored: JSON is UTF-8 (RFC 8259)."""
    return content_type.partition(";")[0].strip().lower().endswith("json")


def _is_document(body: object) -> bool:
    """Return whether a body has the members of a successful document, which the JSON of a proxy has not."""
    if not isinstance(body, dict) or not isinstance(body.get("data"), dict | list | None):
        return False
    return not body.get("errors") and ("data" in body or "meta" in body)


def parse_resources(document: Document, cls: type[R]) -> tuple[R, ...]:
    """Create the resources of a list; one object instead of a list counts as a list of one.

    Raises:
        InvalidResponseError: A member of the list is not a resource.
    """
    data = document.data
    items = data if isinstance(data, list) else [] if data is None else [data]
    return cls._create_all([_resource_object(item, document) for item in items], document._context)


def parse_resource(document: Document, cls: type[R], fallback_id: str | None = None) -> R:
    """Create the resource of a response; one without attributes where the response has none but its id is known.

    Args:
        document: The response.
        cls: The class of the resource.
        fallback_id: The id, where the response does not name it; None if it must.

    Raises:
        InvalidResponseError: The response has something else than one resource, or one whose id is not known.
    """
    data = document.data
    if isinstance(data, list):
        if len(data) > 1:
            raise document._invalid()
        data = data[0] if data else None
    if fallback_id is None and (not isinstance(data, dict) or data.get("id") in (None, "")):
        raise document._invalid()
    resource_object = _resource_object({} if data is None else data, document, fallback_id or "")
    return cls._create_resource(resource_object["attributes"], resource_object, document._context)


def _resource_object(data: Any, document: Document, fallback_id: str = "") -> dict[str, Any]:  # noqa: ANN401
    """Complete a resource object with the members that a resource needs. The argument is modified."""
    if type(data) is not dict:
        raise document._invalid()
    attributes = data.get("attributes")
    if attributes is None:
        attributes = data["attributes"] = {}
    if type(attributes) is not dict:
        raise document._invalid()
    id_ = data.get("id")
    if type(id_) is not str:
        data["id"] = fallback_id if id_ is None else str(id_)
    if type(data.get("type")) is not str:
        data["type"] = ""
    return data


def _object(value: object) -> Mapping[str, Any]:
    result: Mapping[str, Any] = frozen(value) if isinstance(value, dict) else EMPTY
    return result
