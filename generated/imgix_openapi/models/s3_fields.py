# Derived from openapi/imgix-management.yaml by `invoke generate`. Do not edit.
from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

T = TypeVar("T", bound="S3Fields")


@_attrs_define
class S3Fields:
    """The settings of a deployment on Amazon S3."""

    s3_access_key: str | Unset = UNSET
    """ The access key. """
    s3_secret_key: str | Unset = UNSET
    """ The secret key. """
    s3_bucket: str | Unset = UNSET
    """ The bucket. """
    s3_prefix: str | Unset = UNSET
    """ The folder within the bucket. """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        s3_access_key = self.s3_access_key

        s3_secret_key = self.s3_secret_key

        s3_bucket = self.s3_bucket

        s3_prefix = self.s3_prefix

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({})
        if s3_access_key is not UNSET:
            field_dict["s3_access_key"] = s3_access_key
        if s3_secret_key is not UNSET:
            field_dict["s3_secret_key"] = s3_secret_key
        if s3_bucket is not UNSET:
            field_dict["s3_bucket"] = s3_bucket
        if s3_prefix is not UNSET:
            field_dict["s3_prefix"] = s3_prefix

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        d = dict(src_dict)
        s3_access_key = d.pop("s3_access_key", UNSET)

        s3_secret_key = d.pop("s3_secret_key", UNSET)

        s3_bucket = d.pop("s3_bucket", UNSET)

        s3_prefix = d.pop("s3_prefix", UNSET)

        s3_fields = cls(
            s3_access_key=s3_access_key,
            s3_secret_key=s3_secret_key,
            s3_bucket=s3_bucket,
            s3_prefix=s3_prefix,
        )

        s3_fields.additional_properties = d
        return s3_fields

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
