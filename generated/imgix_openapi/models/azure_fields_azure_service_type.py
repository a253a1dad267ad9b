# Derived from openapi/imgix-management.yaml by `invoke generate`. Do not edit.
from typing import Literal

AzureFieldsAzureServiceType = Literal["blob", "file"]

AZURE_FIELDS_AZURE_SERVICE_TYPE_VALUES: set[AzureFieldsAzureServiceType] = {
    "blob",
    "file",
}


def check_azure_fields_azure_service_type(value: str) -> AzureFieldsAzureServiceType:
    if value in AZURE_FIELDS_AZURE_SERVICE_TYPE_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {AZURE_FIELDS_AZURE_SERVICE_TYPE_VALUES!r}")
