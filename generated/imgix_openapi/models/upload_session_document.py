# Derived from openapi/imgix-management.yaml by `invoke generate`. Do not edit.
from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Self, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.json_api import JsonApi
    from ..models.meta import Meta
    from ..models.resource_identifier import ResourceIdentifier
    from ..models.upload_session_resource import UploadSessionResource


T = TypeVar("T", bound="UploadSessionDocument")


@_attrs_define
class UploadSessionDocument:
    """A response with an upload session.

    Example:
        {'data': {'id': 'upload-session-example', 'type': 'upload-sessions', 'attributes': {'id': 'upload-session-
            example', 'origin_path': '/cats/tom.jpg', 'source_id': '65a1b2c3d4e5f60718293a4b', 'status': 'PENDING',
            'date_created': 1700000000, 'date_modified': 1700000000, 'date_expires': 1700028800, 'url':
            'https://storage.example/upload?signature=example'}}, 'included': [], 'jsonapi': {'version': '1.0'}, 'meta':
            {'authentication': {'authorized': True, 'clientId': None, 'mode': 'PUBLIC_APIKEY', 'modeTitle': 'Public API
            Key', 'tag': 'dev@example.test', 'user': None}, 'server': {'commit': 'production', 'version': '3.213.15',
            'status': {'healthy': True, 'read_only': False, 'tombstone': False}}}}

    """

    data: None | Unset | UploadSessionResource = UNSET
    included: list[ResourceIdentifier] | None | Unset = UNSET
    """ Related resources; always empty in captured responses. """
    jsonapi: JsonApi | None | Unset = UNSET
    meta: Meta | None | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        from ..models.json_api import JsonApi
        from ..models.meta import Meta
        from ..models.upload_session_resource import UploadSessionResource

        data: dict[str, Any] | None | Unset
        if isinstance(self.data, Unset):
            data = UNSET
        elif isinstance(self.data, UploadSessionResource):
            data = self.data.to_dict()
        else:
            data = self.data

        included: list[dict[str, Any]] | None | Unset
        if isinstance(self.included, Unset):
            included = UNSET
        elif isinstance(self.included, list):
            included = []
            for componentsschemas_included_type_0_item_data in self.included:
                componentsschemas_included_type_0_item = componentsschemas_included_type_0_item_data.to_dict()
                included.append(componentsschemas_included_type_0_item)

        else:
            included = self.included

        jsonapi: dict[str, Any] | None | Unset
        if isinstance(self.jsonapi, Unset):
            jsonapi = UNSET
        elif isinstance(self.jsonapi, JsonApi):
            jsonapi = self.jsonapi.to_dict()
        else:
            jsonapi = self.jsonapi

        meta: dict[str, Any] | None | Unset
        if isinstance(self.meta, Unset):
            meta = UNSET
        elif isinstance(self.meta, Meta):
            meta = self.meta.to_dict()
        else:
            meta = self.meta

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({})
        if data is not UNSET:
            field_dict["data"] = data
        if included is not UNSET:
            field_dict["included"] = included
        if jsonapi is not UNSET:
            field_dict["jsonapi"] = jsonapi
        if meta is not UNSET:
            field_dict["meta"] = meta

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        from ..models.json_api import JsonApi
        from ..models.meta import Meta
        from ..models.resource_identifier import ResourceIdentifier
        from ..models.upload_session_resource import UploadSessionResource

        d = dict(src_dict)

        def _parse_data(data: object) -> None | Unset | UploadSessionResource:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                data_type_0 = UploadSessionResource.from_dict(data)

                return data_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | Unset | UploadSessionResource, data)

        data = _parse_data(d.pop("data", UNSET))

        def _parse_included(data: object) -> list[ResourceIdentifier] | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, list):
                    raise TypeError()
                componentsschemas_included_type_0 = []
                _componentsschemas_included_type_0 = data
                for componentsschemas_included_type_0_item_data in _componentsschemas_included_type_0:
                    componentsschemas_included_type_0_item = ResourceIdentifier.from_dict(
                        componentsschemas_included_type_0_item_data
                    )

                    componentsschemas_included_type_0.append(componentsschemas_included_type_0_item)

                return componentsschemas_included_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(list[ResourceIdentifier] | None | Unset, data)

        included = _parse_included(d.pop("included", UNSET))

        def _parse_jsonapi(data: object) -> JsonApi | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                jsonapi_type_0 = JsonApi.from_dict(data)

                return jsonapi_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(JsonApi | None | Unset, data)

        jsonapi = _parse_jsonapi(d.pop("jsonapi", UNSET))

        def _parse_meta(data: object) -> Meta | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                meta_type_0 = Meta.from_dict(data)

                return meta_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(Meta | None | Unset, data)

        meta = _parse_meta(d.pop("meta", UNSET))

        upload_session_document = cls(
            data=data,
            included=included,
            jsonapi=jsonapi,
            meta=meta,
        )

        upload_session_document.additional_properties = d
        return upload_session_document

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
