"""JSON:API documents to resources, and back. Pure functions: no I/O, no HTTP library."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final, TypeVar, cast

import attrs
import orjson

from .errors import NotJSONAPIError
from .records import FrozenDict, frozen
from .resources import Resource, ResponseInfo

MEDIA_TYPE: Final = "application/vnd.api+json"

R = TypeVar("R", bound=Resource)


@attrs.frozen
class Document:
    """An answer, decoded but not yet made into resources.

    Attributes:
        data: The primary data, as decoded; None if the answer has none.
        meta: The member `meta`, empty if the answer has none.
        included: The member `included`.
        jsonapi: The member `jsonapi`, empty if the answer has none.
        sparse: Whether a sparse fieldset was asked for.
        response_info: The answer apart from its body.
    """

    data: Any
    meta: Mapping[str, Any]
    included: Sequence[Mapping[str, Any]]
    jsonapi: Mapping[str, Any]
    sparse: bool
    response_info: ResponseInfo


def envelope(type_: str, attributes: Mapping[str, Any], id_: str | None = None) -> bytes:
    """A request document of one resource, as bytes.

    Args:
        type_: The type of the resource.
        attributes: Its attributes.
        id_: Its id; None for a new one.
    """
    identity = {"type": type_} if id_ is None else {"id": id_, "type": type_}
    document = {"data": {**identity, "attributes": attributes}, "jsonapi": {"version": "1.0"}}
    return orjson.dumps(document, default=_as_dict)


def _as_dict(value: object) -> object:
    if isinstance(value, Mapping):
        return dict(value)
    raise TypeError


def decode(content: bytes) -> Any:  # noqa: ANN401 - any JSON
    """The JSON of a body, or None where there is none.

    Raises:
        ValueError: The body is not JSON.
    """
    return orjson.loads(content) if content.strip() else None


def document(content: bytes, info: ResponseInfo, *, sparse: bool = False) -> Document:
    """Read the body of a successful answer. An empty body gives a document without data.

    Args:
        content: The body.
        info: The answer apart from its body.
        sparse: Whether a sparse fieldset was asked for.

    Raises:
        NotJSONAPIError: The body is not a JSON:API document.
    """
    try:
        body = decode(content)
    except ValueError:
        body = False
    if body is None:
        body = {}
    if not isinstance(body, dict) or not isinstance(body.get("data"), dict | list | None):
        raise NotJSONAPIError(status=info.status, content_type=info.headers.get("content-type"), content=content)
    included = body.get("included")
    return Document(
        data=body.get("data"),
        meta=_object(body.get("meta")),
        included=tuple(frozen(item) for item in included if isinstance(item, dict))
        if isinstance(included, list)
        else (),
        jsonapi=_object(body.get("jsonapi")),
        sparse=sparse,
        response_info=info,
    )


def many(answer: Document, cls: type[R]) -> tuple[R, ...]:
    """The resources of a list; one object instead of a list counts as a list of one.

    Raises:
        NotJSONAPIError: A member of the list is not a resource.
    """
    items = answer.data if isinstance(answer.data, list) else [] if answer.data is None else [answer.data]
    context = _context(answer)
    return tuple([_resource(item, cls, context, answer) for item in items])


def one(answer: Document, cls: type[R], fallback_id: str = "") -> R:
    """The resource of an answer. Where the answer has none, a resource without attributes.

    Args:
        answer: The answer.
        cls: The class of the resource.
        fallback_id: The id, where the answer does not name it.

    Raises:
        NotJSONAPIError: The answer holds something else than one resource.
    """
    data = answer.data
    if isinstance(data, list):
        if len(data) > 1:
            raise _malformed(answer, data)
        data = data[0] if data else None
    if data is None:
        data = {}
    return _resource(data, cls, _context(answer), answer, fallback_id)


def _context(answer: Document) -> Resource.Context:
    return Resource.Context(answer.meta, answer.included, answer.jsonapi, answer.sparse, answer.response_info)


def _resource(data: Any, cls: type[R], context: Resource.Context, answer: Document, fallback_id: str = "") -> R:  # noqa: ANN401
    try:
        attributes = data.get("attributes")
        if attributes is None:
            attributes = {}
        id_, relationships = data.get("id", fallback_id), data.get("relationships")
    except AttributeError:
        raise _malformed(answer, data) from None
    if type(attributes) is not dict:
        raise _malformed(answer, data)
    if type(id_) is not str:
        id_ = fallback_id if id_ is None else str(id_)
    return cls._make(id_, data.get("type"), attributes, relationships, context)


def _malformed(answer: Document, data: object) -> NotJSONAPIError:
    info = answer.response_info
    return NotJSONAPIError(
        status=info.status, content_type=info.headers.get("content-type"), content=orjson.dumps(data)
    )


def _object(value: object) -> Mapping[str, Any]:
    return cast("Mapping[str, Any]", frozen(value)) if isinstance(value, dict) else FrozenDict()
