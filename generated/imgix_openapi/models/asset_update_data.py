# Derived from openapi/imgix-management.yaml by `invoke generate`. Do not edit.
from __future__ import annotations

from collections.abc import Mapping
from typing import (
    TYPE_CHECKING,
    Any,
    Literal,
    Self,
    TypeVar,
    cast,
)

from attrs import define as _attrs_define

if TYPE_CHECKING:
    from ..models.asset_update_attributes import AssetUpdateAttributes


T = TypeVar("T", bound="AssetUpdateData")


@_attrs_define
class AssetUpdateData:
    """The resource."""

    id: str
    """ The id of the resource. """
    type_: Literal["assets"]
    """ The type of resource. """
    attributes: AssetUpdateAttributes
    """ The attributes of an Asset to change. """

    def to_dict(self) -> dict[str, Any]:
        id = self.id

        type_ = self.type_

        attributes = self.attributes.to_dict()

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "id": id,
                "type": type_,
                "attributes": attributes,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        from ..models.asset_update_attributes import AssetUpdateAttributes

        d = dict(src_dict)
        id = d.pop("id")

        type_ = cast(Literal["assets"], d.pop("type"))
        if type_ != "assets":
            raise ValueError(f"type must match const 'assets', got '{type_}'")

        attributes = AssetUpdateAttributes.from_dict(d.pop("attributes"))

        asset_update_data = cls(
            id=id,
            type_=type_,
            attributes=attributes,
        )

        return asset_update_data
