"""The resources of the Management API: what methods return.

Which attributes each has is derived from the contract (`_generated/attributes.py`).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from gc import is_tracked
from typing import Any, Final, Self, cast

from imgix_openapi.operations import CREATE_PURGE

from ._generated.attributes import (
    AssetAttributes,
    Colors,
    Deployment,
    PublicationAttributes,
    PurgeAttributes,
    ReportAttributes,
    SourceAttributes,
    UploadSessionAttributes,
)
from .base import (
    EMPTY,
    Context,
    Model,
    ResponseInfo,
    freeze,
    frozen,
    new,
    protected,
    set_attributes,
    set_context,
)

__all__ = [
    "AddAssetResult",
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


class Resource(Model):
    """A resource: an id, a type, and attributes."""

    __slots__ = ("_object",)

    _object: Mapping[str, Any]

    @classmethod
    def _create_resource(cls, attributes: dict[str, Any], resource_object: dict[str, Any], context: Context) -> Self:
        resource = cls._create(attributes, context)
        _set_object(resource, resource_object)
        return resource

    @classmethod
    def _create_all(cls, objects: Iterable[dict[str, Any]], context: Context) -> tuple[Self, ...]:
        """Create the resources of a list. Most have the same names as the one before: it is known which to freeze."""
        resources: list[Self] = []
        names: list[str] = []
        changeable: list[str] = []
        for resource_object in objects:
            attributes = resource_object["attributes"]
            if is_tracked(attributes):
                if names != (names := [*attributes]):
                    changeable = cls._changeable(names)
                freeze(attributes, changeable)
            resource = new(cls)
            set_attributes(resource, attributes)
            set_context(resource, context)
            _set_object(resource, resource_object)
            resources.append(resource)
        return tuple(resources)

    @property
    def id(self) -> str:
        """The id; empty if the response has none."""
        return cast("str", self._object["id"])

    @property
    def type(self) -> str:
        """The JSON:API type; empty if the response has none."""
        return cast("str", self._object["type"])

    @property
    def relationships(self) -> Mapping[str, Any]:
        """The relationships of the response; empty if it has none."""
        relationships = frozen(self._object.get("relationships"))
        return cast("Mapping[str, Any]", relationships) if isinstance(relationships, dict) else EMPTY

    def related(self, name: str) -> Resource | tuple[Resource, ...] | None:
        """Return the resource, or the resources, that a relationship leads to.

        Those in `included` have attributes, others only type and id. None if the relationship is missing or empty.

        Args:
            name: The relationship, such as `account`.
        """
        relationship = self.relationships.get(name)
        linkage = relationship.get("data") if isinstance(relationship, dict) else None
        if isinstance(linkage, tuple):
            return tuple(self._included(item) for item in linkage if isinstance(item, dict))
        return self._included(linkage) if isinstance(linkage, dict) else None

    def _included(self, identifier: Mapping[str, Any]) -> Resource:
        type_, id_ = key = identifier.get("type"), identifier.get("id")
        resource_object = next((r for r in self._context.included if (r.get("type"), r.get("id")) == key), identifier)
        attributes = resource_object.get("attributes")
        attributes = dict(attributes) if isinstance(attributes, dict) else {}
        cls = _CLASSES.get(str(type_), Resource)
        named = {**resource_object, "type": str(type_), "id": str(id_)}
        return cls._create_resource(attributes, named, replace(self._context, fieldset=None))

    @property
    def meta(self) -> Mapping[str, Any]:
        """The `meta` object of the response."""
        return self._context.meta

    @property
    def jsonapi(self) -> Mapping[str, Any]:
        """The `jsonapi` object of the response."""
        return self._context.jsonapi

    @property
    def response_info(self) -> ResponseInfo:
        """Status, headers and timing of the response."""
        return self._context.response_info

    @protected
    def to_dict(self) -> dict[str, Any]:
        """Return the attributes as plain JSON types, with `id` and `type`; secrets included."""
        return {**super().to_dict(), "id": self.id, "type": self.type}

    def __eq__(self, other: object) -> bool:
        return super().__eq__(other) and isinstance(other, Resource) and (self.id, self.type) == (other.id, other.type)

    def __hash__(self) -> int:
        return hash((type(self), self.id))

    @protected
    def __reduce_ex__(self, protocol: object) -> tuple[object, ...]:
        return type(self)._create_resource, (self.__dict__, self._object, self._context)


_set_object: Final = vars(Resource)["_object"].__set__


class Source(SourceAttributes, Resource):
    """A Source: where imgix fetches images from, and how they are deployed."""

    __slots__ = ()


class Asset(AssetAttributes, Resource):
    """An Asset: a file of a Source and its metadata."""

    __slots__ = ()


class Publication(PublicationAttributes, Resource):
    """The response to publishing or unpublishing an Asset."""

    __slots__ = ()


class UploadSession(UploadSessionAttributes, Resource):
    """A session for the upload of one large file."""

    __slots__ = ()


class Purge(PurgeAttributes, Resource):
    """A purge."""

    __slots__ = ()

    @property
    def duplicate(self) -> bool:
        """Whether imgix responded 409: the purge repeats a recent one, and still succeeds (documented).

        Such a response has no purge_id.
        """
        return self.response_info.status_code == CREATE_PURGE.duplicate_status


@dataclass(frozen=True, slots=True)
class AddAssetResult:
    """What adding an Asset came to. The response has no body (seen in captures)."""

    id: str
    """The id of the Asset; it appears in the Asset Manager some time later."""
    source_id: str
    """The id of its Source."""
    origin_path: str
    """Its path in the origin, without a leading slash."""
    duplicate: bool
    """Whether the Asset was added before: imgix responded 409 (seen in captures)."""
    response_info: ResponseInfo = field(repr=False, compare=False)
    """Status, headers and timing of the response."""


class Report(ReportAttributes, Resource):
    """A Report: usage of imgix in a period, as CSV files."""

    __slots__ = ()


_CLASSES: Mapping[str, type[Resource]] = {"sources": Source, "assets": Asset, "purges": Purge, "reports": Report}
