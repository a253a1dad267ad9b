# Derived from openapi/imgix-management.yaml by `invoke generate`. Do not edit.
from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self, TypeVar

from attrs import define as _attrs_define

T = TypeVar("T", bound="PublicationRequest")


@_attrs_define
class PublicationRequest:
    """The Asset to publish or unpublish."""

    url: str
    """ The URL of the Asset on imgix. """
    source_id: str
    """ The id of the Source. """

    def to_dict(self) -> dict[str, Any]:
        url = self.url

        source_id = self.source_id

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "url": url,
                "source_id": source_id,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        d = dict(src_dict)
        url = d.pop("url")

        source_id = d.pop("source_id")

        publication_request = cls(
            url=url,
            source_id=source_id,
        )

        return publication_request
