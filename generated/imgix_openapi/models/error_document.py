# Derived from openapi/imgix-management.yaml by `invoke generate`. Do not edit.
from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Self, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.error_object import ErrorObject
    from ..models.json_api import JsonApi
    from ..models.meta import Meta
    from ..models.server import Server


T = TypeVar("T", bound="ErrorDocument")


@_attrs_define
class ErrorDocument:
    """The body of an error response.

    Example:
        {'errors': [{'detail': 'Resource not found.', 'id': '3f6a1c0e9b7d4e2f8a5c6d7e8f901a2b', 'meta': {}, 'status':
            '404', 'title': 'NotFound'}], 'jsonapi': {'version': '1.0'}, 'meta': {'authentication': {'authorized': True,
            'clientId': None, 'mode': 'PUBLIC_APIKEY', 'modeTitle': 'Public API Key', 'tag': 'dev@example.test', 'user':
            None}, 'server': {'commit': 'production', 'version': '3.213.15', 'status': {'healthy': True, 'read_only': False,
            'tombstone': False}}}}

    """

    errors: list[ErrorObject] | None
    """ The errors. """
    jsonapi: JsonApi | None | Unset = UNSET
    meta: Meta | None | Unset = UNSET
    server: None | Server | Unset = UNSET
    """ Part of imgix's documented sample; in captured responses it is in meta instead. """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        from ..models.json_api import JsonApi
        from ..models.meta import Meta
        from ..models.server import Server

        errors: list[dict[str, Any]] | None
        if isinstance(self.errors, list):
            errors = []
            for errors_type_0_item_data in self.errors:
                errors_type_0_item = errors_type_0_item_data.to_dict()
                errors.append(errors_type_0_item)

        else:
            errors = self.errors

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

        server: dict[str, Any] | None | Unset
        if isinstance(self.server, Unset):
            server = UNSET
        elif isinstance(self.server, Server):
            server = self.server.to_dict()
        else:
            server = self.server

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "errors": errors,
            }
        )
        if jsonapi is not UNSET:
            field_dict["jsonapi"] = jsonapi
        if meta is not UNSET:
            field_dict["meta"] = meta
        if server is not UNSET:
            field_dict["server"] = server

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        from ..models.error_object import ErrorObject
        from ..models.json_api import JsonApi
        from ..models.meta import Meta
        from ..models.server import Server

        d = dict(src_dict)

        def _parse_errors(data: object) -> list[ErrorObject] | None:
            if data is None:
                return data
            try:
                if not isinstance(data, list):
                    raise TypeError()
                errors_type_0 = []
                _errors_type_0 = data
                for errors_type_0_item_data in _errors_type_0:
                    errors_type_0_item = ErrorObject.from_dict(errors_type_0_item_data)

                    errors_type_0.append(errors_type_0_item)

                return errors_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(list[ErrorObject] | None, data)

        errors = _parse_errors(d.pop("errors"))

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

        def _parse_server(data: object) -> None | Server | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                server_type_0 = Server.from_dict(data)

                return server_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | Server | Unset, data)

        server = _parse_server(d.pop("server", UNSET))

        error_document = cls(
            errors=errors,
            jsonapi=jsonapi,
            meta=meta,
            server=server,
        )

        error_document.additional_properties = d
        return error_document

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
