"""The resources of the Management API: what verbs return.

Which attributes each has is derived from the contract (`derived/attributes.py`).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from gc import is_tracked
from typing import Any, Final, Self, cast

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
    def _make(cls, attributes: dict[str, Any], resource_object: dict[str, Any], context: Context) -> Self:
        resource = cls._of(attributes, context)
        _set_object(resource, resource_object)
        return resource

    @classmethod
    def _make_all(cls, objects: Iterable[dict[str, Any]], context: Context) -> tuple[Self, ...]:
        """Resources of a list, where most objects have the names of the one before: which to freeze is known then."""
        resources: list[Self] = []
        names: list[str] = []
        changeable: list[str] = []
        for held in objects:
            attributes = held["attributes"]
            if is_tracked(attributes):
                if names != (names := [*attributes]):
                    changeable = cls._changeable(names)
                freeze(attributes, changeable)
            resource = new(cls)
            set_attributes(resource, attributes)
            set_context(resource, context)
            _set_object(resource, held)
            resources.append(resource)
        return tuple(resources)

    @property
    def id(self) -> str:
        """The id; empty if the answer names none."""
        return cast("str", self._object["id"])

    @property
    def type(self) -> str:
        """The type as the answer names it; empty if it names none."""
        return cast("str", self._object["type"])

    @property
    def relationships(self) -> Mapping[str, Any]:
        """The relationships as the answer holds them; empty if it has none."""
        held = frozen(self._object.get("relationships"))
        return cast("Mapping[str, Any]", held) if isinstance(held, dict) else EMPTY

    def related(self, name: str) -> Resource | tuple[Resource, ...] | None:
        """The resource, or the resources, that a relationship leads to, found in `included` by type and id.

        One that is not included comes without attributes. None if there is no such relationship, or an empty one.

        Args:
            name: The relationship, such as `account`.
        """
        held = self.relationships.get(name)
        linkage = held.get("data") if isinstance(held, dict) else None
        if isinstance(linkage, tuple):
            return tuple(self._included(item) for item in linkage if isinstance(item, dict))
        return self._included(linkage) if isinstance(linkage, dict) else None

    def _included(self, identifier: Mapping[str, Any]) -> Resource:
        wanted = identifier.get("type"), identifier.get("id")
        found = next((r for r in self._context.included if (r.get("type"), r.get("id")) == wanted), identifier)
        attributes = found.get("attributes")
        cls = _CLASSES.get(str(wanted[0]), Resource)
        held = dict(attributes) if isinstance(attributes, dict) else {}
        named = {**found, "type": str(wanted[0]), "id": str(wanted[1])}
        return cls._make(held, named, self._context._replace(fieldset=None))

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

    @protected
    def to_dict(self) -> dict[str, Any]:
        """The attributes as plain JSON types, with `id` and `type`; secrets included."""
        return {**super().to_dict(), "id": self.id, "type": self.type}

    def __eq__(self, other: object) -> bool:
        return super().__eq__(other) and isinstance(other, Resource) and (self.id, self.type) == (other.id, other.type)

    def __hash__(self) -> int:
        return hash((type(self), self.id))

    @protected
    def __reduce_ex__(self, protocol: object) -> tuple[object, ...]:
        return type(self)._make, (self.__dict__, self._object, self._context)


_set_object: Final = vars(Resource)["_object"].__set__


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
        return self.response_info.status_code == 409  # noqa: PLR2004 - HTTP's own name for it


class Report(ReportAttributes, Resource):
    """A Report: usage of imgix in a period, as CSV files."""

    __slots__ = ()


_CLASSES: Mapping[str, type[Resource]] = {"sources": Source, "assets": Asset, "purges": Purge, "reports": Report}
