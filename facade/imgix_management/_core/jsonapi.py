"""JSON:API documents to resources, and back. Pure functions: no I/O, no HTTP library."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final, TypeVar

import attrs
import orjson

from .._i18n import Language
from .._models.base import EMPTY, Context, Model, ResponseInfo, as_mapping, frozen, mask
from .._models.resources import Resource, Source, UploadSession
from ..errors import InvalidInputError, InvalidResponseError

MEDIA_TYPE: Final = "application/vnd.api+json"

SECRETS: Final[frozenset[str]] = Source._secret | UploadSession._secret
"""Names of attributes that hold a secret, in a document whose resources are not known."""

R = TypeVar("R", bound=Resource)


@attrs.frozen
class Document:
    """An answer, decoded but not yet made into resources.

    Attributes:
        data: The primary data, as decoded; None if the answer has none. Making resources uses it up. Its repr masks
            secrets.
        context: What its resources share.
    """

    data: Any = attrs.field(repr=lambda data: repr(mask(data, SECRETS)))
    context: Context = attrs.field(repr=False)
    _refuse: Callable[[], InvalidResponseError] = attrs.field(repr=False)

    @property
    def meta(self) -> Mapping[str, Any]:
        """The `meta` of the answer; empty if it has none."""
        return self.context.meta

    @property
    def included(self) -> Sequence[Mapping[str, Any]]:
        """The `included` of the answer; empty if it has none."""
        return self.context.included

    @property
    def response_info(self) -> ResponseInfo:
        """Status, headers and times of the answer."""
        return self.context.response_info


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
    """A document as bytes.

    Raises:
        InvalidInputError: It cannot be written as JSON (`attributes_invalid`).
    """
    try:
        _refuse_not_finite(document)
        return orjson.dumps(document, default=_as_dict)
    except (TypeError, ValueError, RecursionError) as error:
        raise InvalidInputError("attributes_invalid", reason=str(error)) from error


def _refuse_not_finite(value: object) -> None:
    """NaN and infinity are no JSON; they would go as null."""
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
    """The JSON of a body, or None where there is none.

    Raises:
        ValueError: The body is not JSON.
    """
    return orjson.loads(content) if content.strip() else None


def decode_leniently(content: bytes) -> Any:  # noqa: ANN401 - any JSON
    """The JSON of a body, or None where it is none."""
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
    """Read the body of a successful answer. An empty body gives a document without data.

    Args:
        content: The body.
        info: The answer apart from its body.
        refuse: Makes the error for an answer that is not JSON:API.
        may_be_empty: Whether an answer without a document will do.
        fieldset: The sparse fieldset that was asked for, or None for all attributes.
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
    """Whether a media type is one of JSON. Its charset makes no difference: JSON is UTF-8 (RFC 8259)."""
    return content_type.partition(";")[0].strip().lower().endswith("json")


def _is_document(body: object) -> bool:
    """Whether it has a member that a document of success must have, so that a proxy's JSON is not taken for one."""
    if not isinstance(body, dict) or not isinstance(body.get("data"), dict | list | None):
        return False
    return not body.get("errors") and ("data" in body or "meta" in body)


def parse_resources(answer: Document, cls: type[R]) -> tuple[R, ...]:
    """The resources of a list; one object instead of a list counts as a list of one.

    Raises:
        InvalidResponseError: A member of the list is not a resource.
    """
    items = answer.data if isinstance(answer.data, list) else [] if answer.data is None else [answer.data]
    return cls._make_all([_resource_object(item, answer) for item in items], answer.context)


def parse_resource(answer: Document, cls: type[R], fallback_id: str | None = None) -> R:
    """The resource of an answer. Where the answer has none, a resource without attributes, if its id is known.

    Args:
        answer: The answer.
        cls: The class of the resource.
        fallback_id: The id, where the answer does not name it; None if it must.

    Raises:
        InvalidResponseError: The answer holds something else than one resource, or none whose id is known.
    """
    data = answer.data
    if isinstance(data, list):
        if len(data) > 1:
            raise answer._refuse()
        data = data[0] if data else None
    if fallback_id is None and (not isinstance(data, dict) or data.get("id") in (None, "")):
        raise answer._refuse()
    held = _resource_object({} if data is None else data, answer, fallback_id or "")
    return cls._make(held["attributes"], held, answer.context)


def _resource_object(data: Any, answer: Document, fallback_id: str = "") -> dict[str, Any]:  # noqa: ANN401
    """A resource object that has all that a resource needs."""
    if type(data) is not dict:
        raise answer._refuse()
    attributes = data.get("attributes")
    if attributes is None:
        attributes = data["attributes"] = {}
    if type(attributes) is not dict:
        raise answer._refuse()
    id_ = data.get("id")
    if type(id_) is not str:
        data["id"] = fallback_id if id_ is None else str(id_)
    if type(data.get("type")) is not str:
        data["type"] = ""
    return data


def _object(value: object) -> Mapping[str, Any]:
    result: Mapping[str, Any] = frozen(value) if isinstance(value, dict) else EMPTY
    return result
