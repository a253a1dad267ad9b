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
    from ..models.purge_create_attributes import PurgeCreateAttributes


T = TypeVar("T", bound="PurgeCreateData")


@_attrs_define
class PurgeCreateData:
    """The resource."""

    type_: Literal["purges"]
    """ The type of resource. """
    attributes: PurgeCreateAttributes
    """ What to purge. """

    def to_dict(self) -> dict[str, Any]:
        type_ = self.type_

        attributes = self.attributes.to_dict()

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "type": type_,
                "attributes": attributes,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        from ..models.purge_create_attributes import PurgeCreateAttributes

        d = dict(src_dict)
        type_ = cast(Literal["purges"], d.pop("type"))
        if type_ != "purges":
            raise ValueError(f"type must match const 'purges', got '{type_}'")

        attributes = PurgeCreateAttributes.from_dict(d.pop("attributes"))

        purge_create_data = cls(
            type_=type_,
            attributes=attributes,
        )

        return purge_create_data
