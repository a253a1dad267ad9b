# Derived from openapi/imgix-management.yaml by `invoke generate`. Do not edit.
from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Self, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.deployment import Deployment


T = TypeVar("T", bound="SourceAttributes")


@_attrs_define
class SourceAttributes:
    """The attributes of a Source."""

    date_deployed: int | None | Unset = UNSET
    """ When the Source was last deployed. That it is null before the first deployment is inferred. """
    deployment: Deployment | None | Unset = UNSET
    """ How the Source is deployed. """
    deployment_status: None | str | Unset = UNSET
    """ The state of the deployment. """
    enabled: bool | None | Unset = UNSET
    """ Whether the Source serves images. If not, the CDN responds with 410 to requests for images that are not
    cached. """
    name: None | str | Unset = UNSET
    """ The name of the Source. """
    secure_url_token: None | str | Unset = UNSET
    """ The token for signed URLs, a secret; present only while deployment.secure_url_enabled is true. """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        from ..models.deployment import Deployment

        date_deployed: int | None | Unset
        if isinstance(self.date_deployed, Unset):
            date_deployed = UNSET
        else:
            date_deployed = self.date_deployed

        deployment: dict[str, Any] | None | Unset
        if isinstance(self.deployment, Unset):
            deployment = UNSET
        elif isinstance(self.deployment, Deployment):
            deployment = self.deployment.to_dict()
        else:
            deployment = self.deployment

        deployment_status: None | str | Unset
        if isinstance(self.deployment_status, Unset):
            deployment_status = UNSET
        else:
            deployment_status = self.deployment_status

        enabled: bool | None | Unset
        if isinstance(self.enabled, Unset):
            enabled = UNSET
        else:
            enabled = self.enabled

        name: None | str | Unset
        if isinstance(self.name, Unset):
            name = UNSET
        else:
            name = self.name

        secure_url_token: None | str | Unset
        if isinstance(self.secure_url_token, Unset):
            secure_url_token = UNSET
        else:
            secure_url_token = self.secure_url_token

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({})
        if date_deployed is not UNSET:
            field_dict["date_deployed"] = date_deployed
        if deployment is not UNSET:
            field_dict["deployment"] = deployment
        if deployment_status is not UNSET:
            field_dict["deployment_status"] = deployment_status
        if enabled is not UNSET:
            field_dict["enabled"] = enabled
        if name is not UNSET:
            field_dict["name"] = name
        if secure_url_token is not UNSET:
            field_dict["secure_url_token"] = secure_url_token

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        from ..models.deployment import Deployment

        d = dict(src_dict)

        def _parse_date_deployed(data: object) -> int | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(int | None | Unset, data)

        date_deployed = _parse_date_deployed(d.pop("date_deployed", UNSET))

        def _parse_deployment(data: object) -> Deployment | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                deployment_type_0 = Deployment.from_dict(data)

                return deployment_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(Deployment | None | Unset, data)

        deployment = _parse_deployment(d.pop("deployment", UNSET))

        def _parse_deployment_status(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        deployment_status = _parse_deployment_status(d.pop("deployment_status", UNSET))

        def _parse_enabled(data: object) -> bool | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(bool | None | Unset, data)

        enabled = _parse_enabled(d.pop("enabled", UNSET))

        def _parse_name(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        name = _parse_name(d.pop("name", UNSET))

        def _parse_secure_url_token(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        secure_url_token = _parse_secure_url_token(d.pop("secure_url_token", UNSET))

        source_attributes = cls(
            date_deployed=date_deployed,
            deployment=deployment,
            deployment_status=deployment_status,
            enabled=enabled,
            name=name,
            secure_url_token=secure_url_token,
        )

        source_attributes.additional_properties = d
        return source_attributes

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
