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
    from ..models.source_update_attributes import SourceUpdateAttributes


T = TypeVar("T", bound="SourceUpdateData")


@_attrs_define
class SourceUpdateData:
    """The resource."""

    id: str
    """ The id of the resource. """
    type_: Literal["sources"]
    """ The type of resource. """
    attributes: SourceUpdateAttributes
    """ The attributes of a Source to change. """

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
        from ..models.source_update_attributes import SourceUpdateAttributes

        d = dict(src_dict)
        id = d.pop("id")

        type_ = cast(Literal["sources"], d.pop("type"))
        if type_ != "sources":
            raise ValueError(f"type must match const 'sources', got '{type_}'")

        attributes = SourceUpdateAttributes.from_dict(d.pop("attributes"))

        source_update_data = cls(
            id=id,
            type_=type_,
            attributes=attributes,
        )

        return source_update_data
