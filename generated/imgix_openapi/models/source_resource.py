# Derived from openapi/imgix-management.yaml by `invoke generate`. Do not edit.
from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Self, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.source_attributes import SourceAttributes
    from ..models.source_resource_relationships_type_0 import (
        SourceResourceRelationshipsType0,
    )


T = TypeVar("T", bound="SourceResource")


@_attrs_define
class SourceResource:
    """A Source."""

    id: None | str
    """ The id. """
    type_: None | str
    """ The type of resource. """
    attributes: None | SourceAttributes | Unset = UNSET
    relationships: None | SourceResourceRelationshipsType0 | Unset = UNSET
    """ Related resources; an account has been seen. """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        from ..models.source_attributes import SourceAttributes
        from ..models.source_resource_relationships_type_0 import (
            SourceResourceRelationshipsType0,
        )

        id: None | str
        id = self.id

        type_: None | str
        type_ = self.type_

        attributes: dict[str, Any] | None | Unset
        if isinstance(self.attributes, Unset):
            attributes = UNSET
        elif isinstance(self.attributes, SourceAttributes):
            attributes = self.attributes.to_dict()
        else:
            attributes = self.attributes

        relationships: dict[str, Any] | None | Unset
        if isinstance(self.relationships, Unset):
            relationships = UNSET
        elif isinstance(self.relationships, SourceResourceRelationshipsType0):
            relationships = self.relationships.to_dict()
        else:
            relationships = self.relationships

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "id": id,
                "type": type_,
            }
        )
        if attributes is not UNSET:
            field_dict["attributes"] = attributes
        if relationships is not UNSET:
            field_dict["relationships"] = relationships

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        from ..models.source_attributes import SourceAttributes
        from ..models.source_resource_relationships_type_0 import (
            SourceResourceRelationshipsType0,
        )

        d = dict(src_dict)

        def _parse_id(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        id = _parse_id(d.pop("id"))

        def _parse_type_(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        type_ = _parse_type_(d.pop("type"))

        def _parse_attributes(data: object) -> None | SourceAttributes | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                attributes_type_0 = SourceAttributes.from_dict(data)

                return attributes_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | SourceAttributes | Unset, data)

        attributes = _parse_attributes(d.pop("attributes", UNSET))

        def _parse_relationships(
            data: object,
        ) -> None | SourceResourceRelationshipsType0 | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                relationships_type_0 = SourceResourceRelationshipsType0.from_dict(data)

                return relationships_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | SourceResourceRelationshipsType0 | Unset, data)

        relationships = _parse_relationships(d.pop("relationships", UNSET))

        source_resource = cls(
            id=id,
            type_=type_,
            attributes=attributes,
            relationships=relationships,
        )

        source_resource.additional_properties = d
        return source_resource

    @property
    def additional_keys(self) -> list[str]:
        return list(self.additional_properties.keys())

    def __getitem__(self, key: str) -> Any:
        return self.additional_properties[key]

    def __setitem__(self, key: str, value: Any) -> None:
        self.additional_properties[key] = value

    def __delitem__(self, key: str) -> None:
        del self.additional_properties[key]

    def __contains__(self, key: str) -> bool:
        return key in self.additional_properties
