# Derived from openapi/imgix-management.yaml by `invoke generate`. Do not edit.
from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self, TypeVar

from attrs import define as _attrs_define

from ..types import UNSET, Unset

T = TypeVar("T", bound="PurgeCreateAttributes")


@_attrs_define
class PurgeCreateAttributes:
    url: str
    """ The whole URL on an imgix or custom domain; query parameters make no difference. """
    sub_image: bool | Unset = UNSET
    """ True for a picture within pictures, such as an overlay. """
    source_id: str | Unset = UNSET
    """ The id of the Source; with sub_image. """

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
