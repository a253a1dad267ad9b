# Derived from openapi/imgix-management.yaml by `invoke generate`. Do not edit.
from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

T = TypeVar("T", bound="S3CompatibleFields")


@_attrs_define
class S3CompatibleFields:
    """The settings of a deployment on S3-compatible storage. A path prefix exists, too; its name is not known."""

    access_key_id: str | Unset = UNSET
    """ The access key. """
    secret_key: str | Unset = UNSET
    """ The secret key. """
    bucket_name: str | Unset = UNSET
    """ The bucket. """
    endpoint_url: str | Unset = UNSET
    """ The endpoint. """
    region: str | Unset = UNSET
    """ The region. """
    storage_provider: str | Unset = UNSET
    """ The storage provider. Cloudflare R2 is supported, too; its value is not known. """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        access_key_id = self.access_key_id

        secret_key = self.secret_key

        bucket_name = self.bucket_name

        endpoint_url = self.endpoint_url

        region = self.region

        storage_provider = self.storage_provider

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({})
        if access_key_id is not UNSET:
            field_dict["access_key_id"] = access_key_id
        if secret_key is not UNSET:
            field_dict["secret_key"] = secret_key
        if bucket_name is not UNSET:
            field_dict["bucket_name"] = bucket_name
        if endpoint_url is not UNSET:
            field_dict["endpoint_url"] = endpoint_url
        if region is not UNSET:
            field_dict["region"] = region
        if storage_provider is not UNSET:
            field_dict["storage_provider"] = storage_provider

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        d = dict(src_dict)
        access_key_id = d.pop("access_key_id", UNSET)

        secret_key = d.pop("secret_key", UNSET)

        bucket_name = d.pop("bucket_name", UNSET)

        endpoint_url = d.pop("endpoint_url", UNSET)

        region = d.pop("region", UNSET)

        storage_provider = d.pop("storage_provider", UNSET)

        s3_compatible_fields = cls(
            access_key_id=access_key_id,
            secret_key=secret_key,
            bucket_name=bucket_name,
            endpoint_url=endpoint_url,
            region=region,
            storage_provider=storage_provider,
        )

        s3_compatible_fields.additional_properties = d
        return s3_compatible_fields

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
