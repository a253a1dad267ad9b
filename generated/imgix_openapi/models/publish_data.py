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
    from ..models.publication_request import PublicationRequest


T = TypeVar("T", bound="PublishData")


@_attrs_define
class PublishData:
    """The resource."""

    type_: Literal["publishes"]
    """ The type of resource. """
    attributes: PublicationRequest
    """ The Asset to publish or unpublish. """

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
        from ..models.publication_request import PublicationRequest

        d = dict(src_dict)
        type_ = cast(Literal["publishes"], d.pop("type"))
        if type_ != "publishes":
            raise ValueError(f"type must match const 'publishes', got '{type_}'")

        attributes = PublicationRequest.from_dict(d.pop("attributes"))

        publish_data = cls(
            type_=type_,
            attributes=attributes,
        )

        return publish_data
