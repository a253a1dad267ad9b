# Derived from openapi/imgix-management.yaml by `invoke generate`. Do not edit.
from typing import Literal

DeploymentUpdateType = Literal["azure", "gcs", "s3", "s3_compatible", "webfolder", "webproxy"]

DEPLOYMENT_UPDATE_TYPE_VALUES: set[DeploymentUpdateType] = {
    "azure",
    "gcs",
    "s3",
    "s3_compatible",
    "webfolder",
    "webproxy",
}


def check_deployment_update_type(value: str) -> DeploymentUpdateType:
    if value in DEPLOYMENT_UPDATE_TYPE_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {DEPLOYMENT_UPDATE_TYPE_VALUES!r}")
