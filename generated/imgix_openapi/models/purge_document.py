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
    from ..models.purge_resource import PurgeResource
    from ..models.resource_identifier import ResourceIdentifier


T = TypeVar("T", bound="PurgeDocument")


@_attrs_define
class PurgeDocument:
    """A response to a purge.

    Example:
        {'data': {'attributes': {'purge_id': '0b6f3c1e-5d2a-4a8e-9c77-2f1d0e9a8b7c'}, 'id':
            '0b6f3c1e-5d2a-4a8e-9c77-2f1d0e9a8b7c', 'type': 'purges'}, 'included': [], 'jsonapi': {'version': '1.0'},
            'meta': {'authentication': {'authorized': True, 'clientId': None, 'mode': 'PUBLIC_APIKEY', 'modeTitle': 'Public
            API Key', 'tag': 'dev@example.test', 'user': None}, 'server': {'commit': 'production', 'version': '3.213.15',
            'status': {'healthy': True, 'read_only': False, 'tombstone': False}}}}

    """

    data: None | PurgeResource
    included: list[ResourceIdentifier] | None | Unset = UNSET
    """ Related resources; always empty in captured responses. """
    jsonapi: JsonApi | None | Unset = UNSET
    meta: Meta | None | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        from ..models.json_api import JsonApi
        from ..models.meta import Meta
        from ..models.purge_resource import PurgeResource

        data: dict[str, Any] | None
        if isinstance(self.data, PurgeResource):
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
        field_dict.update(
            {
                "data": data,
            }
        )
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
        from ..models.purge_resource import PurgeResource
        from ..models.resource_identifier import ResourceIdentifier

        d = dict(src_dict)

        def _parse_data(data: object) -> None | PurgeResource:
            if data is None:
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                data_type_0 = PurgeResource.from_dict(data)

                return data_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | PurgeResource, data)

        data = _parse_data(d.pop("data"))

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

        purge_document = cls(
            data=data,
            included=included,
            jsonapi=jsonapi,
            meta=meta,
        )

        purge_document.additional_properties = d
        return purge_document

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
