# Derived from openapi/imgix-management.yaml by `invoke generate`. Do not edit.
from typing import Literal

DeploymentSettingsCacheTtlBehavior = Literal["enforce_minimum", "override_origin", "respect_origin"]

DEPLOYMENT_SETTINGS_CACHE_TTL_BEHAVIOR_VALUES: set[DeploymentSettingsCacheTtlBehavior] = {
    "enforce_minimum",
    "override_origin",
    "respect_origin",
}


def check_deployment_settings_cache_ttl_behavior(
    value: str,
) -> DeploymentSettingsCacheTtlBehavior:
    if value in DEPLOYMENT_SETTINGS_CACHE_TTL_BEHAVIOR_VALUES:
        return value
    raise TypeError(
        f"Unexpected value {value!r}. Expected one of {DEPLOYMENT_SETTINGS_CACHE_TTL_BEHAVIOR_VALUES!r}"
    )
