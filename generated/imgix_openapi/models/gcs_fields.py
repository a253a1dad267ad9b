# Derived from openapi/imgix-management.yaml by `invoke generate`. Do not edit.
from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

T = TypeVar("T", bound="GCSFields")


@_attrs_define
class GCSFields:
    """The settings of a deployment on Google Cloud Storage."""

    gcs_access_key: str | Unset = UNSET
    """ The access key. """
    gcs_secret_key: str | Unset = UNSET
    """ The secret key. """
    gcs_bucket: str | Unset = UNSET
    """ The bucket. """
    gcs_prefix: str | Unset = UNSET
    """ The folder within the bucket. """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        gcs_access_key = self.gcs_access_key

        gcs_secret_key = self.gcs_secret_key

        gcs_bucket = self.gcs_bucket

        gcs_prefix = self.gcs_prefix

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({})
        if gcs_access_key is not UNSET:
            field_dict["gcs_access_key"] = gcs_access_key
        if gcs_secret_key is not UNSET:
            field_dict["gcs_secret_key"] = gcs_secret_key
        if gcs_bucket is not UNSET:
            field_dict["gcs_bucket"] = gcs_bucket
        if gcs_prefix is not UNSET:
            field_dict["gcs_prefix"] = gcs_prefix

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        d = dict(src_dict)
        gcs_access_key = d.pop("gcs_access_key", UNSET)

        gcs_secret_key = d.pop("gcs_secret_key", UNSET)

        gcs_bucket = d.pop("gcs_bucket", UNSET)

        gcs_prefix = d.pop("gcs_prefix", UNSET)

        gcs_fields = cls(
            gcs_access_key=gcs_access_key,
            gcs_secret_key=gcs_secret_key,
            gcs_bucket=gcs_bucket,
            gcs_prefix=gcs_prefix,
        )

        gcs_fields.additional_properties = d
        return gcs_fields

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
