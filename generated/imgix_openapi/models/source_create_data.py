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
    from ..models.source_create_attributes import SourceCreateAttributes


T = TypeVar("T", bound="SourceCreateData")


@_attrs_define
class SourceCreateData:
    """The resource."""

    type_: Literal["sources"]
    """ The type of resource. """
    attributes: SourceCreateAttributes
    """ The attributes of a new Source. """

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
        from ..models.source_create_attributes import SourceCreateAttributes

        d = dict(src_dict)
        type_ = cast(Literal["sources"], d.pop("type"))
        if type_ != "sources":
            raise ValueError(f"type must match const 'sources', got '{type_}'")

        attributes = SourceCreateAttributes.from_dict(d.pop("attributes"))

        source_create_data = cls(
            type_=type_,
            attributes=attributes,
        )

        return source_create_data
