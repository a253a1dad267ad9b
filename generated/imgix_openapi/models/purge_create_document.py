# Derived from openapi/imgix-management.yaml by `invoke generate`. Do not edit.
from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Self, TypeVar

from attrs import define as _attrs_define

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.purge_create_data import PurgeCreateData
    from ..models.request_json_api import RequestJsonApi


T = TypeVar("T", bound="PurgeCreateDocument")


@_attrs_define
class PurgeCreateDocument:
    """A request to purge an Asset.

    Example:
        {'data': {'type': 'purges', 'attributes': {'url': 'https://shop-example.imgix.net/cats/tom.jpg'}}}

    """

    data: PurgeCreateData
    """ The resource. """
    jsonapi: RequestJsonApi | Unset = UNSET
    """ The version of JSON:API; optional. """

    def to_dict(self) -> dict[str, Any]:
        data = self.data.to_dict()

        jsonapi: dict[str, Any] | Unset = UNSET
        if not isinstance(self.jsonapi, Unset):
            jsonapi = self.jsonapi.to_dict()

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "data": data,
            }
        )
        if jsonapi is not UNSET:
            field_dict["jsonapi"] = jsonapi

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        from ..models.purge_create_data import PurgeCreateData
        from ..models.request_json_api import RequestJsonApi

        d = dict(src_dict)
        data = PurgeCreateData.from_dict(d.pop("data"))

        _jsonapi = d.pop("jsonapi", UNSET)
        jsonapi: RequestJsonApi | Unset
        if isinstance(_jsonapi, Unset):
            jsonapi = UNSET
        else:
            jsonapi = RequestJsonApi.from_dict(_jsonapi)

        purge_create_document = cls(
            data=data,
            jsonapi=jsonapi,
        )

        return purge_create_document
