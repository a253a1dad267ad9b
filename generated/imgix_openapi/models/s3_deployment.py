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


T = TypeVar("T", bound="S3Deployment")


@_attrs_define
class S3Deployment:
    """A deployment on Amazon S3.

    Example:
        {'type': 's3', 'imgix_subdomains': ['shop-example'], 's3_access_key': 'EXAMPLEACCESSKEY', 's3_secret_key':
            'example-secret-key', 's3_bucket': 'shop-images', 's3_prefix': 'products'}

    """

    imgix_subdomains: list[str]
    """ The imgix subdomains, without ".imgix.net"; each is unique among all of imgix. """
    s3_access_key: str
    """ The access key. """
    s3_secret_key: str
    """ The secret key. """
    s3_bucket: str
    """ The bucket. """
    type_: Literal["s3"]
    """ The deployment type. """
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
    s3_prefix: str | Unset = UNSET
    """ The folder within the bucket. """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        imgix_subdomains = self.imgix_subdomains

        s3_access_key = self.s3_access_key

        s3_secret_key = self.s3_secret_key

        s3_bucket = self.s3_bucket

        type_ = self.type_

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

        s3_prefix = self.s3_prefix

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "imgix_subdomains": imgix_subdomains,
                "s3_access_key": s3_access_key,
                "s3_secret_key": s3_secret_key,
                "s3_bucket": s3_bucket,
                "type": type_,
            }
        )
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
        if s3_prefix is not UNSET:
            field_dict["s3_prefix"] = s3_prefix

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        from ..models.deployment_settings_default_params import (
            DeploymentSettingsDefaultParams,
        )

        d = dict(src_dict)
        imgix_subdomains = cast(list[str], d.pop("imgix_subdomains"))

        s3_access_key = d.pop("s3_access_key")

        s3_secret_key = d.pop("s3_secret_key")

        s3_bucket = d.pop("s3_bucket")

        type_ = cast(Literal["s3"], d.pop("type"))
        if type_ != "s3":
            raise ValueError(f"type must match const 's3', got '{type_}'")

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

        s3_prefix = d.pop("s3_prefix", UNSET)

        s3_deployment = cls(
            imgix_subdomains=imgix_subdomains,
            s3_access_key=s3_access_key,
            s3_secret_key=s3_secret_key,
            s3_bucket=s3_bucket,
            type_=type_,
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
            s3_prefix=s3_prefix,
        )

        s3_deployment.additional_properties = d
        return s3_deployment

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
