# Derived from openapi/imgix-management.yaml by `invoke generate`. Do not edit.
from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Self, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.colors_dominant_colors_type_0 import ColorsDominantColorsType0


T = TypeVar("T", bound="Colors")


@_attrs_define
class Colors:
    """The colors of an image."""

    dominant_colors: ColorsDominantColorsType0 | None | Unset = UNSET
    """ A weight for each color, whose name is six hexadecimal digits. """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        from ..models.colors_dominant_colors_type_0 import ColorsDominantColorsType0

        dominant_colors: dict[str, Any] | None | Unset
        if isinstance(self.dominant_colors, Unset):
            dominant_colors = UNSET
        elif isinstance(self.dominant_colors, ColorsDominantColorsType0):
            dominant_colors = self.dominant_colors.to_dict()
        else:
            dominant_colors = self.dominant_colors

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({})
        if dominant_colors is not UNSET:
            field_dict["dominant_colors"] = dominant_colors

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        from ..models.colors_dominant_colors_type_0 import ColorsDominantColorsType0

        d = dict(src_dict)

        def _parse_dominant_colors(
            data: object,
        ) -> ColorsDominantColorsType0 | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                dominant_colors_type_0 = ColorsDominantColorsType0.from_dict(data)

                return dominant_colors_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(ColorsDominantColorsType0 | None | Unset, data)

        dominant_colors = _parse_dominant_colors(d.pop("dominant_colors", UNSET))

        colors = cls(
            dominant_colors=dominant_colors,
        )

        colors.additional_properties = d
        return colors

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
