# Derived from openapi/imgix-management.yaml by `invoke generate`. Do not edit.
from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Self, TypeVar

from attrs import define as _attrs_define

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.azure_deployment import AzureDeployment
    from ..models.gcs_deployment import GCSDeployment
    from ..models.s3_compatible_deployment import S3CompatibleDeployment
    from ..models.s3_deployment import S3Deployment
    from ..models.web_folder_deployment import WebFolderDeployment
    from ..models.web_proxy_deployment import WebProxyDeployment


T = TypeVar("T", bound="SourceCreateAttributes")


@_attrs_define
class SourceCreateAttributes:
    """The attributes of a new Source."""

    name: str
    """ The name of the Source. """
    deployment: (
        AzureDeployment
        | GCSDeployment
        | S3CompatibleDeployment
        | S3Deployment
        | WebFolderDeployment
        | WebProxyDeployment
    )
    """ How to deploy the Source. """
    enabled: bool | Unset = UNSET
    """ Whether the Source serves images. """

    def to_dict(self) -> dict[str, Any]:
        from ..models.azure_deployment import AzureDeployment
        from ..models.gcs_deployment import GCSDeployment
        from ..models.s3_compatible_deployment import S3CompatibleDeployment
        from ..models.s3_deployment import S3Deployment
        from ..models.web_folder_deployment import WebFolderDeployment

        name = self.name

        deployment: dict[str, Any]
        if (
            isinstance(self.deployment, S3Deployment)
            or isinstance(self.deployment, S3CompatibleDeployment)
            or isinstance(self.deployment, GCSDeployment)
            or isinstance(self.deployment, AzureDeployment)
            or isinstance(self.deployment, WebFolderDeployment)
        ):
            deployment = self.deployment.to_dict()
        else:
            deployment = self.deployment.to_dict()

        enabled = self.enabled

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "name": name,
                "deployment": deployment,
            }
        )
        if enabled is not UNSET:
            field_dict["enabled"] = enabled

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        from ..models.azure_deployment import AzureDeployment
        from ..models.gcs_deployment import GCSDeployment
        from ..models.s3_compatible_deployment import S3CompatibleDeployment
        from ..models.s3_deployment import S3Deployment
        from ..models.web_folder_deployment import WebFolderDeployment
        from ..models.web_proxy_deployment import WebProxyDeployment

        d = dict(src_dict)
        name = d.pop("name")

        def _parse_deployment(
            data: object,
        ) -> (
            AzureDeployment
            | GCSDeployment
            | S3CompatibleDeployment
            | S3Deployment
            | WebFolderDeployment
            | WebProxyDeployment
        ):
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                deployment_type_0 = S3Deployment.from_dict(data)

                return deployment_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                deployment_type_1 = S3CompatibleDeployment.from_dict(data)

                return deployment_type_1
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                deployment_type_2 = GCSDeployment.from_dict(data)

                return deployment_type_2
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                deployment_type_3 = AzureDeployment.from_dict(data)

                return deployment_type_3
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                deployment_type_4 = WebFolderDeployment.from_dict(data)

                return deployment_type_4
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            if not isinstance(data, dict):
                raise TypeError()
            deployment_type_5 = WebProxyDeployment.from_dict(data)

            return deployment_type_5

        deployment = _parse_deployment(d.pop("deployment"))

        enabled = d.pop("enabled", UNSET)

        source_create_attributes = cls(
            name=name,
            deployment=deployment,
            enabled=enabled,
        )

        return source_create_attributes
