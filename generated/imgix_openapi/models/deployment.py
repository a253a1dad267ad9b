# Derived from openapi/imgix-management.yaml by `invoke generate`. Do not edit.
from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Self, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.deployment_default_params_type_0 import DeploymentDefaultParamsType0


T = TypeVar("T", bound="Deployment")


@_attrs_define
class Deployment:
    """A deployment as returned by the API; which attributes are present depends on its type. Secrets are never returned."""

    type_: None | str | Unset = UNSET
    """ The deployment type. """
    imgix_subdomains: list[str] | None | Unset = UNSET
    """ The imgix subdomains, without ".imgix.net". """
    allows_upload: bool | None | Unset = UNSET
    """ Whether imgix may write to the origin. """
    annotation: None | str | Unset = UNSET
    """ A comment on this deployment. """
    cache_ttl_behavior: None | str | Unset = UNSET
    """ How the cache treats the headers of the origin. """
    cache_ttl_error: int | None | Unset = UNSET
    """ How long error images are cached. """
    cache_ttl_value: int | None | Unset = UNSET
    """ How long images are cached. """
    crossdomain_xml_enabled: bool | None | Unset = UNSET
    """ Whether a cross-domain policy file is served. """
    custom_domains: list[str] | None | Unset = UNSET
    """ The custom domains. """
    default_params: DeploymentDefaultParamsType0 | None | Unset = UNSET
    """ Rendering parameters that are always applied. """
    image_error: None | str | Unset = UNSET
    """ The URL of the image that is served when a request fails. """
    image_error_append_qs: bool | None | Unset = UNSET
    """ Whether the rendering parameters of the request are appended to image_error. """
    image_missing: None | str | Unset = UNSET
    """ The URL of the image that is served when the origin has none. """
    image_missing_append_qs: bool | None | Unset = UNSET
    """ Whether the rendering parameters of the request are appended to image_missing. """
    secure_url_enabled: bool | None | Unset = UNSET
    """ Whether requests for images must be signed. """
    robots_txt: None | str | Unset = UNSET
    """ Which robots.txt is served. """
    password_set: bool | None | Unset = UNSET
    """ Whether a password is stored. """
    request_handshake_set: bool | None | Unset = UNSET
    """ Whether a secret for the authentication at the origin is stored, presumably a custom header. The attribute
    that sets it is not known. """
    request_signing_key_set: bool | None | Unset = UNSET
    """ Whether a key that signs each request to the origin is stored. The attribute that sets it is not known. """
    s3_access_key: None | str | Unset = UNSET
    """ s3: the access key. """
    s3_bucket: None | str | Unset = UNSET
    """ s3: the bucket. """
    s3_prefix: None | str | Unset = UNSET
    """ s3: the folder within the bucket. """
    access_key_id: None | str | Unset = UNSET
    """ s3_compatible: the access key. """
    bucket_name: None | str | Unset = UNSET
    """ s3_compatible: the bucket. """
    endpoint_url: None | str | Unset = UNSET
    """ s3_compatible: the endpoint. """
    region: None | str | Unset = UNSET
    """ s3_compatible: the region. """
    storage_provider: None | str | Unset = UNSET
    """ s3_compatible: the storage provider. """
    gcs_access_key: None | str | Unset = UNSET
    """ gcs: the access key. """
    gcs_bucket: None | str | Unset = UNSET
    """ gcs: the bucket. """
    gcs_prefix: None | str | Unset = UNSET
    """ gcs: the folder within the bucket. """
    azure_account: None | str | Unset = UNSET
    """ azure: the storage account. """
    azure_bucket: None | str | Unset = UNSET
    """ azure: the container. """
    azure_prefix: None | str | Unset = UNSET
    """ azure: the folder within the container. """
    azure_service_type: None | str | Unset = UNSET
    """ azure: the kind of storage. """
    webfolder_base_url: None | str | Unset = UNSET
    """ webfolder: the base URL. """
    username: None | str | Unset = UNSET
    """ webfolder, webproxy: the user name at the origin. """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        from ..models.deployment_default_params_type_0 import (
            DeploymentDefaultParamsType0,
        )

        type_: None | str | Unset
        if isinstance(self.type_, Unset):
            type_ = UNSET
        else:
            type_ = self.type_

        imgix_subdomains: list[str] | None | Unset
        if isinstance(self.imgix_subdomains, Unset):
            imgix_subdomains = UNSET
        elif isinstance(self.imgix_subdomains, list):
            imgix_subdomains = self.imgix_subdomains

        else:
            imgix_subdomains = self.imgix_subdomains

        allows_upload: bool | None | Unset
        if isinstance(self.allows_upload, Unset):
            allows_upload = UNSET
        else:
            allows_upload = self.allows_upload

        annotation: None | str | Unset
        if isinstance(self.annotation, Unset):
            annotation = UNSET
        else:
            annotation = self.annotation

        cache_ttl_behavior: None | str | Unset
        if isinstance(self.cache_ttl_behavior, Unset):
            cache_ttl_behavior = UNSET
        else:
            cache_ttl_behavior = self.cache_ttl_behavior

        cache_ttl_error: int | None | Unset
        if isinstance(self.cache_ttl_error, Unset):
            cache_ttl_error = UNSET
        else:
            cache_ttl_error = self.cache_ttl_error

        cache_ttl_value: int | None | Unset
        if isinstance(self.cache_ttl_value, Unset):
            cache_ttl_value = UNSET
        else:
            cache_ttl_value = self.cache_ttl_value

        crossdomain_xml_enabled: bool | None | Unset
        if isinstance(self.crossdomain_xml_enabled, Unset):
            crossdomain_xml_enabled = UNSET
        else:
            crossdomain_xml_enabled = self.crossdomain_xml_enabled

        custom_domains: list[str] | None | Unset
        if isinstance(self.custom_domains, Unset):
            custom_domains = UNSET
        elif isinstance(self.custom_domains, list):
            custom_domains = self.custom_domains

        else:
            custom_domains = self.custom_domains

        default_params: dict[str, Any] | None | Unset
        if isinstance(self.default_params, Unset):
            default_params = UNSET
        elif isinstance(self.default_params, DeploymentDefaultParamsType0):
            default_params = self.default_params.to_dict()
        else:
            default_params = self.default_params

        image_error: None | str | Unset
        if isinstance(self.image_error, Unset):
            image_error = UNSET
        else:
            image_error = self.image_error

        image_error_append_qs: bool | None | Unset
        if isinstance(self.image_error_append_qs, Unset):
            image_error_append_qs = UNSET
        else:
            image_error_append_qs = self.image_error_append_qs

        image_missing: None | str | Unset
        if isinstance(self.image_missing, Unset):
            image_missing = UNSET
        else:
            image_missing = self.image_missing

        image_missing_append_qs: bool | None | Unset
        if isinstance(self.image_missing_append_qs, Unset):
            image_missing_append_qs = UNSET
        else:
            image_missing_append_qs = self.image_missing_append_qs

        secure_url_enabled: bool | None | Unset
        if isinstance(self.secure_url_enabled, Unset):
            secure_url_enabled = UNSET
        else:
            secure_url_enabled = self.secure_url_enabled

        robots_txt: None | str | Unset
        if isinstance(self.robots_txt, Unset):
            robots_txt = UNSET
        else:
            robots_txt = self.robots_txt

        password_set: bool | None | Unset
        if isinstance(self.password_set, Unset):
            password_set = UNSET
        else:
            password_set = self.password_set

        request_handshake_set: bool | None | Unset
        if isinstance(self.request_handshake_set, Unset):
            request_handshake_set = UNSET
        else:
            request_handshake_set = self.request_handshake_set

        request_signing_key_set: bool | None | Unset
        if isinstance(self.request_signing_key_set, Unset):
            request_signing_key_set = UNSET
        else:
            request_signing_key_set = self.request_signing_key_set

        s3_access_key: None | str | Unset
        if isinstance(self.s3_access_key, Unset):
            s3_access_key = UNSET
        else:
            s3_access_key = self.s3_access_key

        s3_bucket: None | str | Unset
        if isinstance(self.s3_bucket, Unset):
            s3_bucket = UNSET
        else:
            s3_bucket = self.s3_bucket

        s3_prefix: None | str | Unset
        if isinstance(self.s3_prefix, Unset):
            s3_prefix = UNSET
        else:
            s3_prefix = self.s3_prefix

        access_key_id: None | str | Unset
        if isinstance(self.access_key_id, Unset):
            access_key_id = UNSET
        else:
            access_key_id = self.access_key_id

        bucket_name: None | str | Unset
        if isinstance(self.bucket_name, Unset):
            bucket_name = UNSET
        else:
            bucket_name = self.bucket_name

        endpoint_url: None | str | Unset
        if isinstance(self.endpoint_url, Unset):
            endpoint_url = UNSET
        else:
            endpoint_url = self.endpoint_url

        region: None | str | Unset
        if isinstance(self.region, Unset):
            region = UNSET
        else:
            region = self.region

        storage_provider: None | str | Unset
        if isinstance(self.storage_provider, Unset):
            storage_provider = UNSET
        else:
            storage_provider = self.storage_provider

        gcs_access_key: None | str | Unset
        if isinstance(self.gcs_access_key, Unset):
            gcs_access_key = UNSET
        else:
            gcs_access_key = self.gcs_access_key

        gcs_bucket: None | str | Unset
        if isinstance(self.gcs_bucket, Unset):
            gcs_bucket = UNSET
        else:
            gcs_bucket = self.gcs_bucket

        gcs_prefix: None | str | Unset
        if isinstance(self.gcs_prefix, Unset):
            gcs_prefix = UNSET
        else:
            gcs_prefix = self.gcs_prefix

        azure_account: None | str | Unset
        if isinstance(self.azure_account, Unset):
            azure_account = UNSET
        else:
            azure_account = self.azure_account

        azure_bucket: None | str | Unset
        if isinstance(self.azure_bucket, Unset):
            azure_bucket = UNSET
        else:
            azure_bucket = self.azure_bucket

        azure_prefix: None | str | Unset
        if isinstance(self.azure_prefix, Unset):
            azure_prefix = UNSET
        else:
            azure_prefix = self.azure_prefix

        azure_service_type: None | str | Unset
        if isinstance(self.azure_service_type, Unset):
            azure_service_type = UNSET
        else:
            azure_service_type = self.azure_service_type

        webfolder_base_url: None | str | Unset
        if isinstance(self.webfolder_base_url, Unset):
            webfolder_base_url = UNSET
        else:
            webfolder_base_url = self.webfolder_base_url

        username: None | str | Unset
        if isinstance(self.username, Unset):
            username = UNSET
        else:
            username = self.username

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({})
        if type_ is not UNSET:
            field_dict["type"] = type_
        if imgix_subdomains is not UNSET:
            field_dict["imgix_subdomains"] = imgix_subdomains
        if allows_upload is not UNSET:
            field_dict["allows_upload"] = allows_upload
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
        if password_set is not UNSET:
            field_dict["password_set"] = password_set
        if request_handshake_set is not UNSET:
            field_dict["request_handshake_set"] = request_handshake_set
        if request_signing_key_set is not UNSET:
            field_dict["request_signing_key_set"] = request_signing_key_set
        if s3_access_key is not UNSET:
            field_dict["s3_access_key"] = s3_access_key
        if s3_bucket is not UNSET:
            field_dict["s3_bucket"] = s3_bucket
        if s3_prefix is not UNSET:
            field_dict["s3_prefix"] = s3_prefix
        if access_key_id is not UNSET:
            field_dict["access_key_id"] = access_key_id
        if bucket_name is not UNSET:
            field_dict["bucket_name"] = bucket_name
        if endpoint_url is not UNSET:
            field_dict["endpoint_url"] = endpoint_url
        if region is not UNSET:
            field_dict["region"] = region
        if storage_provider is not UNSET:
            field_dict["storage_provider"] = storage_provider
        if gcs_access_key is not UNSET:
            field_dict["gcs_access_key"] = gcs_access_key
        if gcs_bucket is not UNSET:
            field_dict["gcs_bucket"] = gcs_bucket
        if gcs_prefix is not UNSET:
            field_dict["gcs_prefix"] = gcs_prefix
        if azure_account is not UNSET:
            field_dict["azure_account"] = azure_account
        if azure_bucket is not UNSET:
            field_dict["azure_bucket"] = azure_bucket
        if azure_prefix is not UNSET:
            field_dict["azure_prefix"] = azure_prefix
        if azure_service_type is not UNSET:
            field_dict["azure_service_type"] = azure_service_type
        if webfolder_base_url is not UNSET:
            field_dict["webfolder_base_url"] = webfolder_base_url
        if username is not UNSET:
            field_dict["username"] = username

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        from ..models.deployment_default_params_type_0 import (
            DeploymentDefaultParamsType0,
        )

        d = dict(src_dict)

        def _parse_type_(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        type_ = _parse_type_(d.pop("type", UNSET))

        def _parse_imgix_subdomains(data: object) -> list[str] | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, list):
                    raise TypeError()
                imgix_subdomains_type_0 = cast(list[str], data)

                return imgix_subdomains_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(list[str] | None | Unset, data)

        imgix_subdomains = _parse_imgix_subdomains(d.pop("imgix_subdomains", UNSET))

        def _parse_allows_upload(data: object) -> bool | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(bool | None | Unset, data)

        allows_upload = _parse_allows_upload(d.pop("allows_upload", UNSET))

        def _parse_annotation(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        annotation = _parse_annotation(d.pop("annotation", UNSET))

        def _parse_cache_ttl_behavior(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        cache_ttl_behavior = _parse_cache_ttl_behavior(d.pop("cache_ttl_behavior", UNSET))

        def _parse_cache_ttl_error(data: object) -> int | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(int | None | Unset, data)

        cache_ttl_error = _parse_cache_ttl_error(d.pop("cache_ttl_error", UNSET))

        def _parse_cache_ttl_value(data: object) -> int | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(int | None | Unset, data)

        cache_ttl_value = _parse_cache_ttl_value(d.pop("cache_ttl_value", UNSET))

        def _parse_crossdomain_xml_enabled(data: object) -> bool | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(bool | None | Unset, data)

        crossdomain_xml_enabled = _parse_crossdomain_xml_enabled(d.pop("crossdomain_xml_enabled", UNSET))

        def _parse_custom_domains(data: object) -> list[str] | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, list):
                    raise TypeError()
                custom_domains_type_0 = cast(list[str], data)

                return custom_domains_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(list[str] | None | Unset, data)

        custom_domains = _parse_custom_domains(d.pop("custom_domains", UNSET))

        def _parse_default_params(
            data: object,
        ) -> DeploymentDefaultParamsType0 | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                default_params_type_0 = DeploymentDefaultParamsType0.from_dict(data)

                return default_params_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(DeploymentDefaultParamsType0 | None | Unset, data)

        default_params = _parse_default_params(d.pop("default_params", UNSET))

        def _parse_image_error(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        image_error = _parse_image_error(d.pop("image_error", UNSET))

        def _parse_image_error_append_qs(data: object) -> bool | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(bool | None | Unset, data)

        image_error_append_qs = _parse_image_error_append_qs(d.pop("image_error_append_qs", UNSET))

        def _parse_image_missing(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        image_missing = _parse_image_missing(d.pop("image_missing", UNSET))

        def _parse_image_missing_append_qs(data: object) -> bool | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(bool | None | Unset, data)

        image_missing_append_qs = _parse_image_missing_append_qs(d.pop("image_missing_append_qs", UNSET))

        def _parse_secure_url_enabled(data: object) -> bool | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(bool | None | Unset, data)

        secure_url_enabled = _parse_secure_url_enabled(d.pop("secure_url_enabled", UNSET))

        def _parse_robots_txt(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        robots_txt = _parse_robots_txt(d.pop("robots.txt", UNSET))

        def _parse_password_set(data: object) -> bool | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(bool | None | Unset, data)

        password_set = _parse_password_set(d.pop("password_set", UNSET))

        def _parse_request_handshake_set(data: object) -> bool | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(bool | None | Unset, data)

        request_handshake_set = _parse_request_handshake_set(d.pop("request_handshake_set", UNSET))

        def _parse_request_signing_key_set(data: object) -> bool | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(bool | None | Unset, data)

        request_signing_key_set = _parse_request_signing_key_set(d.pop("request_signing_key_set", UNSET))

        def _parse_s3_access_key(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        s3_access_key = _parse_s3_access_key(d.pop("s3_access_key", UNSET))

        def _parse_s3_bucket(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        s3_bucket = _parse_s3_bucket(d.pop("s3_bucket", UNSET))

        def _parse_s3_prefix(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        s3_prefix = _parse_s3_prefix(d.pop("s3_prefix", UNSET))

        def _parse_access_key_id(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        access_key_id = _parse_access_key_id(d.pop("access_key_id", UNSET))

        def _parse_bucket_name(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        bucket_name = _parse_bucket_name(d.pop("bucket_name", UNSET))

        def _parse_endpoint_url(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        endpoint_url = _parse_endpoint_url(d.pop("endpoint_url", UNSET))

        def _parse_region(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        region = _parse_region(d.pop("region", UNSET))

        def _parse_storage_provider(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        storage_provider = _parse_storage_provider(d.pop("storage_provider", UNSET))

        def _parse_gcs_access_key(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        gcs_access_key = _parse_gcs_access_key(d.pop("gcs_access_key", UNSET))

        def _parse_gcs_bucket(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        gcs_bucket = _parse_gcs_bucket(d.pop("gcs_bucket", UNSET))

        def _parse_gcs_prefix(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        gcs_prefix = _parse_gcs_prefix(d.pop("gcs_prefix", UNSET))

        def _parse_azure_account(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        azure_account = _parse_azure_account(d.pop("azure_account", UNSET))

        def _parse_azure_bucket(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        azure_bucket = _parse_azure_bucket(d.pop("azure_bucket", UNSET))

        def _parse_azure_prefix(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        azure_prefix = _parse_azure_prefix(d.pop("azure_prefix", UNSET))

        def _parse_azure_service_type(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        azure_service_type = _parse_azure_service_type(d.pop("azure_service_type", UNSET))

        def _parse_webfolder_base_url(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        webfolder_base_url = _parse_webfolder_base_url(d.pop("webfolder_base_url", UNSET))

        def _parse_username(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        username = _parse_username(d.pop("username", UNSET))

        deployment = cls(
            type_=type_,
            imgix_subdomains=imgix_subdomains,
            allows_upload=allows_upload,
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
            password_set=password_set,
            request_handshake_set=request_handshake_set,
            request_signing_key_set=request_signing_key_set,
            s3_access_key=s3_access_key,
            s3_bucket=s3_bucket,
            s3_prefix=s3_prefix,
            access_key_id=access_key_id,
            bucket_name=bucket_name,
            endpoint_url=endpoint_url,
            region=region,
            storage_provider=storage_provider,
            gcs_access_key=gcs_access_key,
            gcs_bucket=gcs_bucket,
            gcs_prefix=gcs_prefix,
            azure_account=azure_account,
            azure_bucket=azure_bucket,
            azure_prefix=azure_prefix,
            azure_service_type=azure_service_type,
            webfolder_base_url=webfolder_base_url,
            username=username,
        )

        deployment.additional_properties = d
        return deployment

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
