# Derived from openapi/imgix-management.yaml by `invoke generate`. Do not edit.
from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.azure_fields_azure_service_type import (
    AzureFieldsAzureServiceType,
    check_azure_fields_azure_service_type,
)
from ..types import UNSET, Unset

T = TypeVar("T", bound="AzureFields")


@_attrs_define
class AzureFields:
    """The settings of a deployment on Azure storage."""

    azure_account: str | Unset = UNSET
    """ The storage account. """
    azure_bucket: str | Unset = UNSET
    """ The container. """
    azure_sas_string: str | Unset = UNSET
    """ The shared access signature. That it is never returned is inferred. """
    azure_service_type: AzureFieldsAzureServiceType | Unset = UNSET
    """ The kind of storage. """
    azure_prefix: str | Unset = UNSET
    """ The folder within the container. """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        azure_account = self.azure_account

        azure_bucket = self.azure_bucket

        azure_sas_string = self.azure_sas_string

        azure_service_type: str | Unset = UNSET
        if not isinstance(self.azure_service_type, Unset):
            azure_service_type = self.azure_service_type

        azure_prefix = self.azure_prefix

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({})
        if azure_account is not UNSET:
            field_dict["azure_account"] = azure_account
        if azure_bucket is not UNSET:
            field_dict["azure_bucket"] = azure_bucket
        if azure_sas_string is not UNSET:
            field_dict["azure_sas_string"] = azure_sas_string
        if azure_service_type is not UNSET:
            field_dict["azure_service_type"] = azure_service_type
        if azure_prefix is not UNSET:
            field_dict["azure_prefix"] = azure_prefix

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        d = dict(src_dict)
        azure_account = d.pop("azure_account", UNSET)

        azure_bucket = d.pop("azure_bucket", UNSET)

        azure_sas_string = d.pop("azure_sas_string", UNSET)

        _azure_service_type = d.pop("azure_service_type", UNSET)
        azure_service_type: AzureFieldsAzureServiceType | Unset
        if isinstance(_azure_service_type, Unset):
            azure_service_type = UNSET
        else:
            azure_service_type = check_azure_fields_azure_service_type(_azure_service_type)

        azure_prefix = d.pop("azure_prefix", UNSET)

        azure_fields = cls(
            azure_account=azure_account,
            azure_bucket=azure_bucket,
            azure_sas_string=azure_sas_string,
            azure_service_type=azure_service_type,
            azure_prefix=azure_prefix,
        )

        azure_fields.additional_properties = d
        return azure_fields

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
