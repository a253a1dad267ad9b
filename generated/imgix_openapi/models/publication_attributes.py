# Derived from openapi/imgix-management.yaml by `invoke generate`. Do not edit.
from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

T = TypeVar("T", bound="PublicationAttributes")


@_attrs_define
class PublicationAttributes:
    """The attributes of a publication."""

    publish_id: None | str | Unset = UNSET
    """ The id of the publication. """
    unpublish_id: None | str | Unset = UNSET
    """ The id of the end of the publication. """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        publish_id: None | str | Unset
        if isinstance(self.publish_id, Unset):
            publish_id = UNSET
        else:
            publish_id = self.publish_id

        unpublish_id: None | str | Unset
        if isinstance(self.unpublish_id, Unset):
            unpublish_id = UNSET
        else:
            unpublish_id = self.unpublish_id

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({})
        if publish_id is not UNSET:
            field_dict["publish_id"] = publish_id
        if unpublish_id is not UNSET:
            field_dict["unpublish_id"] = unpublish_id

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        d = dict(src_dict)

        def _parse_publish_id(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        publish_id = _parse_publish_id(d.pop("publish_id", UNSET))

        def _parse_unpublish_id(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        unpublish_id = _parse_unpublish_id(d.pop("unpublish_id", UNSET))

        publication_attributes = cls(
            publish_id=publish_id,
            unpublish_id=unpublish_id,
        )

        publication_attributes.additional_properties = d
        return publication_attributes

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
