# Derived from openapi/imgix-management.yaml by `invoke generate`. Do not edit.
from __future__ import annotations

from collections.abc import Mapping
from typing import (
    Any,
    Literal,
    Self,
    TypeVar,
    cast,
)

from attrs import define as _attrs_define

from ..types import UNSET, Unset

T = TypeVar("T", bound="RequestJsonApi")


@_attrs_define
class RequestJsonApi:
    """The version of JSON:API; optional."""

    version: Literal["1.0"] | Unset = UNSET
    """ The version. """

    def to_dict(self) -> dict[str, Any]:
        version = self.version

        field_dict: dict[str, Any] = {}

        field_dict.update({})
        if version is not UNSET:
            field_dict["version"] = version

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        d = dict(src_dict)
        version = cast(Literal["1.0"] | Unset, d.pop("version", UNSET))
        if version != "1.0" and not isinstance(version, Unset):
            raise ValueError(f"version must match const '1.0', got '{version}'")

        request_json_api = cls(
            version=version,
        )

        return request_json_api
