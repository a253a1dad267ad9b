# Derived from openapi/imgix-management.yaml by `invoke generate`. Do not edit.
from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Self, TypeVar

from attrs import define as _attrs_define

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.deployment_update import DeploymentUpdate


T = TypeVar("T", bound="SourceUpdateAttributes")


@_attrs_define
class SourceUpdateAttributes:
    name: str | Unset = UNSET
    """ The name of the Source. """
    enabled: bool | Unset = UNSET
    """ Whether the Source serves images. """
    deployment: DeploymentUpdate | Unset = UNSET
    """ A deployment of an existing Source. Send all you want to keep; a secret that is left out is kept (seen in
    code). """

    def to_dict(self) -> dict[str, Any]:
        name = self.name

        enabled = self.enabled

        deployment: dict[str, Any] | Unset = UNSET
        if not isinstance(self.deployment, Unset):
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
        from ..models.deployment_update import DeploymentUpdate

        d = dict(src_dict)
        name = d.pop("name", UNSET)

        enabled = d.pop("enabled", UNSET)

        _deployment = d.pop("deployment", UNSET)
        deployment: DeploymentUpdate | Unset
        if isinstance(_deployment, Unset):
            deployment = UNSET
        else:
            deployment = DeploymentUpdate.from_dict(_deployment)

        source_update_attributes = cls(
            name=name,
            enabled=enabled,
            deployment=deployment,
        )

        return source_update_attributes
