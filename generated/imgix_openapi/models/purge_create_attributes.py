# Derived from openapi/imgix-management.yaml by `invoke generate`. Do not edit.
from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self, TypeVar

from attrs import define as _attrs_define

from ..types import UNSET, Unset

T = TypeVar("T", bound="PurgeCreateAttributes")


@_attrs_define
class PurgeCreateAttributes:
    """What to purge."""

    url: str
    """ The full URL on an imgix domain or a custom domain. Non-ASCII characters are percent-encoded. Query
    parameters make no difference, except for a sub-image: there the URL names it by mark or blend. """
    sub_image: bool | Unset = UNSET
    """ True for a sub-image, such as an overlay; its parents' derivatives that use it are purged, too. """
    source_id: str | Unset = UNSET
    """ The id of the Source of the parent image, not of the URL; required with sub_image. """

    def to_dict(self) -> dict[str, Any]:
        url = self.url

        sub_image = self.sub_image

        source_id = self.source_id

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "url": url,
            }
        )
        if sub_image is not UNSET:
            field_dict["sub_image"] = sub_image
        if source_id is not UNSET:
            field_dict["source_id"] = source_id

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        d = dict(src_dict)
        url = d.pop("url")

        sub_image = d.pop("sub_image", UNSET)

        source_id = d.pop("source_id", UNSET)

        purge_create_attributes = cls(
            url=url,
            sub_image=sub_image,
            source_id=source_id,
        )

        return purge_create_attributes
