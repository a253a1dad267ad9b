"""The resources of the Management API: what verbs return.

Which attributes each has is derived from the contract (`derived/attributes.py`).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple, Self, cast

from .derived.attributes import (
    AssetAttributes,
    Colors,
    Deployment,
    PublicationAttributes,
    PurgeAttributes,
    ReportAttributes,
    SourceAttributes,
    UploadSessionAttributes,
)
from .errors import FieldNotRequestedError
from .records import Record, frozen

__all__ = [
    "Asset",
    "Colors",
    "Deployment",
    "Publication",
    "Purge",
    "Report",
    "Resource",
    "ResponseInfo",
    "Source",
    "UploadSession",
]


class ResponseInfo(NamedTuple):
    """An answer apart from its body."""

    status: int
    """The HTTP status."""
    headers: Mapping[str, str]
    """The headers of the answer; names in lower case."""
    request_id: str | None
    """What the server calls the request, from the header x-cloud-trace-context (seen in captures), or None."""
    duration: float
    """Seconds from sending the request to having the whole answer."""
    quota_wait: float
    """Seconds waited for the rate limit before the request was sent."""


_set = object.__setattr__


class Resource(Record):
    """A resource: an id, a type, and attributes."""

    class Context(NamedTuple):
        """What all resources of one answer share."""

        meta: Mapping[str, Any]
        included: Sequence[Mapping[str, Any]]
        jsonapi: Mapping[str, Any]
        sparse: bool
        response_info: ResponseInfo

    __slots__ = ("_context", "_relationships", "id", "type")

    id: str
    type: str
    _context: Context
    _relationships: Any

    @classmethod
    def _make(
        cls, id_: str, type_: object, attributes: dict[str, Any], relationships: object, context: Context
    ) -> Self:
        resource = cls.__new__(cls)
        _set(resource, "__dict__", attributes)
        _set(resource, "id", id_)
        _set(resource, "type", type_)
        _set(resource, "_relationships", relationships)
        _set(resource, "_context", context)
        return resource

    def _missing(self, name: str) -> None:
        if self._context.sparse:
            raise FieldNotRequestedError(resource=type(self).__name__, field=name)

    @property
    def relationships(self) -> Mapping[str, Any]:
        """The relationships as the answer holds them; empty if it has none."""
        held = frozen(self._relationships)
        return cast("Mapping[str, Any]", held) if isinstance(held, dict) else {}

    @property
    def meta(self) -> Mapping[str, Any]:
        """The `meta` of the answer."""
        return self._context.meta

    @property
    def jsonapi(self) -> Mapping[str, Any]:
        """The `jsonapi` of the answer."""
        return self._context.jsonapi

    @property
    def response_info(self) -> ResponseInfo:
        """Status, headers and times of the answer."""
        return self._context.response_info

    def to_dict(self) -> dict[str, Any]:
        """The attributes as plain JSON types, with `id` and `type`; secrets included."""
        return {**super().to_dict(), "id": self.id, "type": self.type}

    def __eq__(self, other: object) -> bool:
        return (
            type(other) is type(self)
            and self.id == other.id
            and self.type == other.type
            and self.__dict__ == other.__dict__
        )

    def __hash__(self) -> int:
        return hash((type(self), self.id))

    def __reduce__(self) -> tuple[object, ...]:
        state = (self.id, self.type, self.__dict__, self._relationships, self._context)
        return _remake, (type(self), *state)


def _remake(cls: type[Resource], *state: Any) -> Resource:  # noqa: ANN401
    return cls._make(*state)


class Source(SourceAttributes, Resource):
    """A Source: where imgix fetches images from, and how they are deployed."""

    __slots__ = ()


class Asset(AssetAttributes, Resource):
    """An Asset: a file of a Source and its metadata."""

    __slots__ = ()


class Publication(PublicationAttributes, Resource):
    """The answer to publishing an Asset, or to the end of it."""

    __slots__ = ()


class UploadSession(UploadSessionAttributes, Resource):
    """A session for the upload of one large file."""

    __slots__ = ()


class Purge(PurgeAttributes, Resource):
    """A purge."""

    __slots__ = ()

    @property
    def duplicate(self) -> bool:
        """Whether imgix answered 409: the purge repeats a recent one, and may have succeeded all the same (documented).

        Such an answer names no purge_id.
        """
        return self.response_info.status == 409  # noqa: PLR2004 - HTTP's own name for it


class Report(ReportAttributes, Resource):
    """A Report: usage of imgix in a period, as CSV files."""

    __slots__ = ()
