# Derived from openapi/imgix-management.yaml by `invoke generate`. Do not edit.
from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Self, TypeVar, cast

from attrs import define as _attrs_define

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.asset_update_attributes_custom_fields_type_0 import (
        AssetUpdateAttributesCustomFieldsType0,
    )
    from ..models.asset_update_attributes_tags_type_0 import (
        AssetUpdateAttributesTagsType0,
    )


T = TypeVar("T", bound="AssetUpdateAttributes")


@_attrs_define
class AssetUpdateAttributes:
    """The attributes of an Asset to change."""

    categories: list[str] | None | Unset = UNSET
    """ The categories. """
    custom_fields: AssetUpdateAttributesCustomFieldsType0 | None | Unset = UNSET
    """ The custom fields; all of them are replaced. """
    description: None | str | Unset = UNSET
    """ The description. """
    name: None | str | Unset = UNSET
    """ The name. """
    tags: AssetUpdateAttributesTagsType0 | None | Unset = UNSET
    """ A score from 0 to 1 for each label; a score of 0 removes the tag. """

    def to_dict(self) -> dict[str, Any]:
        from ..models.asset_update_attributes_custom_fields_type_0 import (
            AssetUpdateAttributesCustomFieldsType0,
        )
        from ..models.asset_update_attributes_tags_type_0 import (
            AssetUpdateAttributesTagsType0,
        )

        categories: list[str] | None | Unset
        if isinstance(self.categories, Unset):
            categories = UNSET
        elif isinstance(self.categories, list):
            categories = self.categories

        else:
            categories = self.categories

        custom_fields: dict[str, Any] | None | Unset
        if isinstance(self.custom_fields, Unset):
            custom_fields = UNSET
        elif isinstance(self.custom_fields, AssetUpdateAttributesCustomFieldsType0):
            custom_fields = self.custom_fields.to_dict()
        else:
            custom_fields = self.custom_fields

        description: None | str | Unset
        if isinstance(self.description, Unset):
            description = UNSET
        else:
            description = self.description

        name: None | str | Unset
        if isinstance(self.name, Unset):
            name = UNSET
        else:
            name = self.name

        tags: dict[str, Any] | None | Unset
        if isinstance(self.tags, Unset):
            tags = UNSET
        elif isinstance(self.tags, AssetUpdateAttributesTagsType0):
            tags = self.tags.to_dict()
        else:
            tags = self.tags

        field_dict: dict[str, Any] = {}

        field_dict.update({})
        if categories is not UNSET:
            field_dict["categories"] = categories
        if custom_fields is not UNSET:
            field_dict["custom_fields"] = custom_fields
        if description is not UNSET:
            field_dict["description"] = description
        if name is not UNSET:
            field_dict["name"] = name
        if tags is not UNSET:
            field_dict["tags"] = tags

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        from ..models.asset_update_attributes_custom_fields_type_0 import (
            AssetUpdateAttributesCustomFieldsType0,
        )
        from ..models.asset_update_attributes_tags_type_0 import (
            AssetUpdateAttributesTagsType0,
        )

        d = dict(src_dict)

        def _parse_categories(data: object) -> list[str] | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, list):
                    raise TypeError()
                categories_type_0 = cast(list[str], data)

                return categories_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(list[str] | None | Unset, data)

        categories = _parse_categories(d.pop("categories", UNSET))

        def _parse_custom_fields(
            data: object,
        ) -> AssetUpdateAttributesCustomFieldsType0 | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                custom_fields_type_0 = AssetUpdateAttributesCustomFieldsType0.from_dict(data)

                return custom_fields_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(AssetUpdateAttributesCustomFieldsType0 | None | Unset, data)

        custom_fields = _parse_custom_fields(d.pop("custom_fields", UNSET))

        def _parse_description(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        description = _parse_description(d.pop("description", UNSET))

        def _parse_name(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        name = _parse_name(d.pop("name", UNSET))

        def _parse_tags(data: object) -> AssetUpdateAttributesTagsType0 | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                tags_type_0 = AssetUpdateAttributesTagsType0.from_dict(data)

                return tags_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(AssetUpdateAttributesTagsType0 | None | Unset, data)

        tags = _parse_tags(d.pop("tags", UNSET))

        asset_update_attributes = cls(
            categories=categories,
            custom_fields=custom_fields,
            description=description,
            name=name,
            tags=tags,
        )

        return asset_update_attributes
