# Derived from openapi/imgix-management.yaml by `invoke generate`. Do not edit.
from __future__ import annotations

from collections.abc import Mapping
from typing import (
    TYPE_CHECKING,
    Any,
    Literal,
    Self,
    TypeVar,
    cast,
)

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.deployment_settings_cache_ttl_behavior import (
    DeploymentSettingsCacheTtlBehavior,
    check_deployment_settings_cache_ttl_behavior,
)
from ..models.deployment_settings_robots_txt import (
    DeploymentSettingsRobotsTxt,
    check_deployment_settings_robots_txt,
)
from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.deployment_settings_default_params import (
        DeploymentSettingsDefaultParams,
    )


T = TypeVar("T", bound="WebProxyDeploymentUpdate")


@_attrs_define
class WebProxyDeploymentUpdate:
    """The complete deployment on any URL (Web Proxy) after an update. A secret that is left out may be lost.

    Example:
        {'type': 'webproxy', 'imgix_subdomains': ['shop-example'], 'secure_url_enabled': True, 'annotation': 'Longer
            cache', 'cache_ttl_value': 31536000}

    """

    type_: Literal["webproxy"]
    """ The deployment type. """
    imgix_subdomains: list[str] | Unset = UNSET
    """ The imgix subdomains, without ".imgix.net"; each is unique among all of imgix. """
    annotation: str | Unset = UNSET
    """ A comment on this deployment. """
    cache_ttl_behavior: DeploymentSettingsCacheTtlBehavior | Unset = UNSET
    """ How the cache treats the headers of the origin. """
    cache_ttl_error: int | Unset = UNSET
    """ How long error images are cached. """
    cache_ttl_value: int | Unset = UNSET
    """ How long images are cached. """
    crossdomain_xml_enabled: bool | Unset = UNSET
    """ Whether a cross-domain policy file is served. """
    custom_domains: list[str] | Unset = UNSET
    """ The custom domains, each unique across Sources; with the subdomains, up to 100. """
    default_params: DeploymentSettingsDefaultParams | Unset = UNSET
    """ Rendering parameters that are always applied. """
    image_error: None | str | Unset = UNSET
    """ The URL of the image that is served when a request fails. """
    image_error_append_qs: bool | Unset = UNSET
    """ Whether the rendering parameters of the request are appended to image_error. """
    image_missing: None | str | Unset = UNSET
    """ The URL of the image that is served when the origin has none. """
    image_missing_append_qs: bool | Unset = UNSET
    """ Whether the rendering parameters of the request are appended to image_missing. """
    secure_url_enabled: bool | Unset = UNSET
    """ Whether requests for images must be signed. """
    robots_txt: DeploymentSettingsRobotsTxt | Unset = UNSET
    """ Which robots.txt is served. Not "origin" for webproxy. """
    username: str | Unset = UNSET
    """ The user name at the origin. """
    password: str | Unset = UNSET
    """ The password at the origin. """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        type_ = self.type_

        imgix_subdomains: list[str] | Unset = UNSET
        if not isinstance(self.imgix_subdomains, Unset):
            imgix_subdomains = self.imgix_subdomains

        annotation = self.annotation

        cache_ttl_behavior: str | Unset = UNSET
        if not isinstance(self.cache_ttl_behavior, Unset):
            cache_ttl_behavior = self.cache_ttl_behavior

        cache_ttl_error = self.cache_ttl_error

        cache_ttl_value = self.cache_ttl_value

        crossdomain_xml_enabled = self.crossdomain_xml_enabled

        custom_domains: list[str] | Unset = UNSET
        if not isinstance(self.custom_domains, Unset):
            custom_domains = self.custom_domains

        default_params: dict[str, Any] | Unset = UNSET
        if not isinstance(self.default_params, Unset):
            default_params = self.default_params.to_dict()

        image_error: None | str | Unset
        if isinstance(self.image_error, Unset):
            image_error = UNSET
        else:
            image_error = self.image_error

        image_error_append_qs = self.image_error_append_qs

        image_missing: None | str | Unset
        if isinstance(self.image_missing, Unset):
            image_missing = UNSET
        else:
            image_missing = self.image_missing

        image_missing_append_qs = self.image_missing_append_qs

        secure_url_enabled = self.secure_url_enabled

        robots_txt: str | Unset = UNSET
        if not isinstance(self.robots_txt, Unset):
            robots_txt = self.robots_txt

        username = self.username

        password = self.password

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "type": type_,
            }
        )
        if imgix_subdomains is not UNSET:
            field_dict["imgix_subdomains"] = imgix_subdomains
        if annotation is not UNSET:
            field_dict["annotation"] = annotation
        if cache_ttl_behavior is not UNSET:
            field_dict["cache_ttl_behavior"] = cache_ttl_behavior
        if cache_ttl_error is not UNSET:
            field_dict["cache_ttl_error"] = cache_ttl_error
        if cache_ttl_value is not UNSET:
            field_dict["cache_ttl_value"] = cache_ttl_value
        if crossdomain_xml_enabled is not UNSET:
            field_dict["crossdomain_xml_enabled"] = crossdomain_xml_enabled
        if custom_domains is not UNSET:
            field_dict["custom_domains"] = custom_domains
        if default_params is not UNSET:
            field_dict["default_params"] = default_params
        if image_error is not UNSET:
            field_dict["image_error"] = image_error
        if image_error_append_qs is not UNSET:
            field_dict["image_error_append_qs"] = image_error_append_qs
        if image_missing is not UNSET:
            field_dict["image_missing"] = image_missing
        if image_missing_append_qs is not UNSET:
            field_dict["image_missing_append_qs"] = image_missing_append_qs
        if secure_url_enabled is not UNSET:
            field_dict["secure_url_enabled"] = secure_url_enabled
        if robots_txt is not UNSET:
            field_dict["robots.txt"] = robots_txt
        if username is not UNSET:
            field_dict["username"] = username
        if password is not UNSET:
            field_dict["password"] = password

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        from ..models.deployment_settings_default_params import (
            DeploymentSettingsDefaultParams,
        )

        d = dict(src_dict)
        type_ = cast(Literal["webproxy"], d.pop("type"))
        if type_ != "webproxy":
            raise ValueError(f"type must match const 'webproxy', got '{type_}'")

        imgix_subdomains = cast(list[str], d.pop("imgix_subdomains", UNSET))

        annotation = d.pop("annotation", UNSET)

        _cache_ttl_behavior = d.pop("cache_ttl_behavior", UNSET)
        cache_ttl_behavior: DeploymentSettingsCacheTtlBehavior | Unset
        if isinstance(_cache_ttl_behavior, Unset):
            cache_ttl_behavior = UNSET
        else:
            cache_ttl_behavior = check_deployment_settings_cache_ttl_behavior(_cache_ttl_behavior)

        cache_ttl_error = d.pop("cache_ttl_error", UNSET)

        cache_ttl_value = d.pop("cache_ttl_value", UNSET)

        crossdomain_xml_enabled = d.pop("crossdomain_xml_enabled", UNSET)

        custom_domains = cast(list[str], d.pop("custom_domains", UNSET))

        _default_params = d.pop("default_params", UNSET)
        default_params: DeploymentSettingsDefaultParams | Unset
        if isinstance(_default_params, Unset):
            default_params = UNSET
        else:
            default_params = DeploymentSettingsDefaultParams.from_dict(_default_params)

        def _parse_image_error(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        image_error = _parse_image_error(d.pop("image_error", UNSET))

        image_error_append_qs = d.pop("image_error_append_qs", UNSET)

        def _parse_image_missing(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        image_missing = _parse_image_missing(d.pop("image_missing", UNSET))

        image_missing_append_qs = d.pop("image_missing_append_qs", UNSET)

        secure_url_enabled = d.pop("secure_url_enabled", UNSET)

        _robots_txt = d.pop("robots.txt", UNSET)
        robots_txt: DeploymentSettingsRobotsTxt | Unset
        if isinstance(_robots_txt, Unset):
            robots_txt = UNSET
        else:
            robots_txt = check_deployment_settings_robots_txt(_robots_txt)

        username = d.pop("username", UNSET)

        password = d.pop("password", UNSET)

        web_proxy_deployment_update = cls(
            type_=type_,
            imgix_subdomains=imgix_subdomains,
            annotation=annotation,
            cache_ttl_behavior=cache_ttl_behavior,
            cache_ttl_error=cache_ttl_error,
            cache_ttl_value=cache_ttl_value,
            crossdomain_xml_enabled=crossdomain_xml_enabled,
            custom_domains=custom_domains,
            default_params=default_params,
            image_error=image_error,
            image_error_append_qs=image_error_append_qs,
            image_missing=image_missing,
            image_missing_append_qs=image_missing_append_qs,
            secure_url_enabled=secure_url_enabled,
            robots_txt=robots_txt,
            username=username,
            password=password,
        )

        web_proxy_deployment_update.additional_properties = d
        return web_proxy_deployment_update

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
