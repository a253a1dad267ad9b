# Derived from openapi/imgix-management.yaml by `invoke generate`. Do not edit.
from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Self, TypeVar

from attrs import define as _attrs_define

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.azure_deployment_update import AzureDeploymentUpdate
    from ..models.gcs_deployment_update import GCSDeploymentUpdate
    from ..models.s3_compatible_deployment_update import S3CompatibleDeploymentUpdate
    from ..models.s3_deployment_update import S3DeploymentUpdate
    from ..models.web_folder_deployment_update import WebFolderDeploymentUpdate
    from ..models.web_proxy_deployment_update import WebProxyDeploymentUpdate


T = TypeVar("T", bound="SourceUpdateAttributes")


@_attrs_define
class SourceUpdateAttributes:
    """The attributes of a Source to change."""

    name: str | Unset = UNSET
    """ The name of the Source. """
    enabled: bool | Unset = UNSET
    """ Whether the Source serves images. """
    deployment: (
        AzureDeploymentUpdate
        | GCSDeploymentUpdate
        | S3CompatibleDeploymentUpdate
        | S3DeploymentUpdate
        | Unset
        | WebFolderDeploymentUpdate
        | WebProxyDeploymentUpdate
    ) = UNSET
    """ The complete deployment, with its secrets. What is left out may be lost. """

    def to_dict(self) -> dict[str, Any]:
        from ..models.azure_deployment_update import AzureDeploymentUpdate
        from ..models.gcs_deployment_update import GCSDeploymentUpdate
        from ..models.s3_compatible_deployment_update import (
            S3CompatibleDeploymentUpdate,
        )
        from ..models.s3_deployment_update import S3DeploymentUpdate
        from ..models.web_folder_deployment_update import WebFolderDeploymentUpdate

        name = self.name

        enabled = self.enabled

        deployment: dict[str, Any] | Unset
        if isinstance(self.deployment, Unset):
            deployment = UNSET
        elif (
            isinstance(self.deployment, S3DeploymentUpdate)
            or isinstance(self.deployment, S3CompatibleDeploymentUpdate)
            or isinstance(self.deployment, GCSDeploymentUpdate)
            or isinstance(self.deployment, AzureDeploymentUpdate)
            or isinstance(self.deployment, WebFolderDeploymentUpdate)
        ):
            deployment = self.deployment.to_dict()
        else:
            deployment = self.deployment.to_dict()

        field_dict: dict[str, Any] = {}

        field_dict.update({})
        if name is not UNSET:
            field_dict["name"] = name
        if enabled is not UNSET:
            field_dict["enabled"] = enabled
        if deployment is not UNSET:
            field_dict["deployment"] = deployment

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        from ..models.azure_deployment_update import AzureDeploymentUpdate
        from ..models.gcs_deployment_update import GCSDeploymentUpdate
        from ..models.s3_compatible_deployment_update import (
            S3CompatibleDeploymentUpdate,
        )
        from ..models.s3_deployment_update import S3DeploymentUpdate
        from ..models.web_folder_deployment_update import WebFolderDeploymentUpdate
        from ..models.web_proxy_deployment_update import WebProxyDeploymentUpdate

        d = dict(src_dict)
        name = d.pop("name", UNSET)

        enabled = d.pop("enabled", UNSET)

        def _parse_deployment(
            data: object,
        ) -> (
            AzureDeploymentUpdate
            | GCSDeploymentUpdate
            | S3CompatibleDeploymentUpdate
            | S3DeploymentUpdate
            | Unset
            | WebFolderDeploymentUpdate
            | WebProxyDeploymentUpdate
        ):
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                deployment_type_0 = S3DeploymentUpdate.from_dict(data)

                return deployment_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                deployment_type_1 = S3CompatibleDeploymentUpdate.from_dict(data)

                return deployment_type_1
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                deployment_type_2 = GCSDeploymentUpdate.from_dict(data)

                return deployment_type_2
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                deployment_type_3 = AzureDeploymentUpdate.from_dict(data)

                return deployment_type_3
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                deployment_type_4 = WebFolderDeploymentUpdate.from_dict(data)

                return deployment_type_4
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            if not isinstance(data, dict):
                raise TypeError()
            deployment_type_5 = WebProxyDeploymentUpdate.from_dict(data)

            return deployment_type_5

        deployment = _parse_deployment(d.pop("deployment", UNSET))

        source_update_attributes = cls(
            name=name,
            enabled=enabled,
            deployment=deployment,
        )

        return source_update_attributes
