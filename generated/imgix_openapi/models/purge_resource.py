# Derived from openapi/imgix-management.yaml by `invoke generate`. Do not edit.
from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Self, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.purge_attributes import PurgeAttributes
    from ..models.purge_resource_relationships_type_0 import (
        PurgeResourceRelationshipsType0,
    )


T = TypeVar("T", bound="PurgeResource")


@_attrs_define
class PurgeResource:
    id: str
    type_: str
    attributes: PurgeAttributes | Unset = UNSET
    """ The attributes of a purge (documented). """
    relationships: None | PurgeResourceRelationshipsType0 | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        from ..models.purge_resource_relationships_type_0 import (
            PurgeResourceRelationshipsType0,
        )

        id = self.id

        type_ = self.type_

        attributes: dict[str, Any] | Unset = UNSET
        if not isinstance(self.attributes, Unset):
            attributes = self.attributes.to_dict()

        relationships: dict[str, Any] | None | Unset
        if isinstance(self.relationships, Unset):
            relationships = UNSET
        elif isinstance(self.relationships, PurgeResourceRelationshipsType0):
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
        from ..models.purge_attributes import PurgeAttributes
        from ..models.purge_resource_relationships_type_0 import (
            PurgeResourceRelationshipsType0,
        )

        d = dict(src_dict)
        id = d.pop("id")

        type_ = d.pop("type")

        _attributes = d.pop("attributes", UNSET)
        attributes: PurgeAttributes | Unset
        if isinstance(_attributes, Unset):
            attributes = UNSET
        else:
            attributes = PurgeAttributes.from_dict(_attributes)

        def _parse_relationships(
            data: object,
        ) -> None | PurgeResourceRelationshipsType0 | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                relationships_type_0 = PurgeResourceRelationshipsType0.from_dict(data)

                return relationships_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | PurgeResourceRelationshipsType0 | Unset, data)

        relationships = _parse_relationships(d.pop("relationships", UNSET))

        purge_resource = cls(
            id=id,
            type_=type_,
            attributes=attributes,
            relationships=relationships,
        )

        purge_resource.additional_properties = d
        return purge_resource

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
