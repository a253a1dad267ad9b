# Derived from openapi/imgix-management.yaml by `invoke generate`. Do not edit.
from typing import Literal

DeploymentSettingsRobotsTxt = Literal["allow-all", "disallow-all", "origin"]

DEPLOYMENT_SETTINGS_ROBOTS_TXT_VALUES: set[DeploymentSettingsRobotsTxt] = {
    "allow-all",
    "disallow-all",
    "origin",
}


def check_deployment_settings_robots_txt(value: str) -> DeploymentSettingsRobotsTxt:
    if value in DEPLOYMENT_SETTINGS_ROBOTS_TXT_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {DEPLOYMENT_SETTINGS_ROBOTS_TXT_VALUES!r}")
