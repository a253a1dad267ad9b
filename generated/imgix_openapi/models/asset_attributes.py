# Derived from openapi/imgix-management.yaml by `invoke generate`. Do not edit.
from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Self, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.asset_attributes_custom_fields_type_0 import (
        AssetAttributesCustomFieldsType0,
    )
    from ..models.colors import Colors
    from ..models.tags import Tags
    from ..models.uploader import Uploader


T = TypeVar("T", bound="AssetAttributes")


@_attrs_define
class AssetAttributes:
    """The attributes of an Asset. Which of them may be null is inferred for most."""

    analyzed_content_warnings: bool | None | Unset = UNSET
    """ Whether the analysis for content warnings was run. """
    analyzed_faces: bool | None | Unset = UNSET
    """ Whether the analysis for faces was run. """
    analyzed_tags: bool | None | Unset = UNSET
    """ Whether the analysis for tags was run. """
    categories: list[str] | None | Unset = UNSET
    """ The categories given by people. """
    color_model: None | str | Unset = UNSET
    """ The color model, such as "RGB". """
    color_profile: None | str | Unset = UNSET
    """ The name of the color profile. """
    colors: Colors | None | Unset = UNSET
    """ The dominant colors. """
    content_type: None | str | Unset = UNSET
    """ The media type. """
    custom_fields: AssetAttributesCustomFieldsType0 | None | Unset = UNSET
    """ The custom fields; each value is a string, a number or a boolean. """
    date_created: int | None | Unset = UNSET
    """ When the Asset was created. """
    date_modified: int | None | Unset = UNSET
    """ When the Asset was last changed. """
    description: None | str | Unset = UNSET
    """ The description given by people. """
    dpi_height: float | int | None | Unset = UNSET
    """ The vertical resolution in dots per inch. """
    dpi_width: float | int | None | Unset = UNSET
    """ The horizontal resolution in dots per inch. """
    face_count: int | None | Unset = UNSET
    """ The number of faces found. """
    file_size: int | None | Unset = UNSET
    """ The size of the file. """
    has_frames: bool | None | Unset = UNSET
    """ Whether the file has several frames. """
    media_height: int | None | Unset = UNSET
    """ The height in pixels. """
    media_kind: None | str | Unset = UNSET
    """ The kind of media. """
    media_width: int | None | Unset = UNSET
    """ The width in pixels. """
    name: None | str | Unset = UNSET
    """ The name given by people. """
    origin_path: None | str | Unset = UNSET
    """ The path in the origin; begins with a slash in captured responses. """
    source_id: None | str | Unset = UNSET
    """ The id of the Source. """
    tags: list[str] | None | Tags | Unset = UNSET
    """ Labels with a score from 0 to 1; a score of 0 means that the tag was removed. One third-party client also
    accepts a list of labels. """
    uploaded_by: None | str | Unset | Uploader = UNSET
    """ Who uploaded the file; a string or an object, sources differ. """
    uploaded_by_api: bool | None | Unset = UNSET
    """ Whether the file was uploaded through the API. """
    warning_adult: int | None | Unset = UNSET
    """ How likely adult content is, from 1 (very unlikely) to 5; the scale is inferred. """
    warning_medical: int | None | Unset = UNSET
    """ How likely medical content is, from 1 (very unlikely) to 5; the scale is inferred. """
    warning_racy: int | None | Unset = UNSET
    """ How likely racy content is, from 1 (very unlikely) to 5; the scale is inferred. """
    warning_spoof: int | None | Unset = UNSET
    """ How likely spoof content is, from 1 (very unlikely) to 5; the scale is inferred. """
    warning_violence: int | None | Unset = UNSET
    """ How likely violent content is, from 1 (very unlikely) to 5; the scale is inferred. """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        from ..models.asset_attributes_custom_fields_type_0 import (
            AssetAttributesCustomFieldsType0,
        )
        from ..models.colors import Colors
        from ..models.tags import Tags
        from ..models.uploader import Uploader

        analyzed_content_warnings: bool | None | Unset
        if isinstance(self.analyzed_content_warnings, Unset):
            analyzed_content_warnings = UNSET
        else:
            analyzed_content_warnings = self.analyzed_content_warnings

        analyzed_faces: bool | None | Unset
        if isinstance(self.analyzed_faces, Unset):
            analyzed_faces = UNSET
        else:
            analyzed_faces = self.analyzed_faces

        analyzed_tags: bool | None | Unset
        if isinstance(self.analyzed_tags, Unset):
            analyzed_tags = UNSET
        else:
            analyzed_tags = self.analyzed_tags

        categories: list[str] | None | Unset
        if isinstance(self.categories, Unset):
            categories = UNSET
        elif isinstance(self.categories, list):
            categories = self.categories

        else:
            categories = self.categories

        color_model: None | str | Unset
        if isinstance(self.color_model, Unset):
            color_model = UNSET
        else:
            color_model = self.color_model

        color_profile: None | str | Unset
        if isinstance(self.color_profile, Unset):
            color_profile = UNSET
        else:
            color_profile = self.color_profile

        colors: dict[str, Any] | None | Unset
        if isinstance(self.colors, Unset):
            colors = UNSET
        elif isinstance(self.colors, Colors):
            colors = self.colors.to_dict()
        else:
            colors = self.colors

        content_type: None | str | Unset
        if isinstance(self.content_type, Unset):
            content_type = UNSET
        else:
            content_type = self.content_type

        custom_fields: dict[str, Any] | None | Unset
        if isinstance(self.custom_fields, Unset):
            custom_fields = UNSET
        elif isinstance(self.custom_fields, AssetAttributesCustomFieldsType0):
            custom_fields = self.custom_fields.to_dict()
        else:
            custom_fields = self.custom_fields

        date_created: int | None | Unset
        if isinstance(self.date_created, Unset):
            date_created = UNSET
        else:
            date_created = self.date_created

        date_modified: int | None | Unset
        if isinstance(self.date_modified, Unset):
            date_modified = UNSET
        else:
            date_modified = self.date_modified

        description: None | str | Unset
        if isinstance(self.description, Unset):
            description = UNSET
        else:
            description = self.description

        dpi_height: float | int | None | Unset
        if isinstance(self.dpi_height, Unset):
            dpi_height = UNSET
        else:
            dpi_height = self.dpi_height

        dpi_width: float | int | None | Unset
        if isinstance(self.dpi_width, Unset):
            dpi_width = UNSET
        else:
            dpi_width = self.dpi_width

        face_count: int | None | Unset
        if isinstance(self.face_count, Unset):
            face_count = UNSET
        else:
            face_count = self.face_count

        file_size: int | None | Unset
        if isinstance(self.file_size, Unset):
            file_size = UNSET
        else:
            file_size = self.file_size

        has_frames: bool | None | Unset
        if isinstance(self.has_frames, Unset):
            has_frames = UNSET
        else:
            has_frames = self.has_frames

        media_height: int | None | Unset
        if isinstance(self.media_height, Unset):
            media_height = UNSET
        else:
            media_height = self.media_height

        media_kind: None | str | Unset
        if isinstance(self.media_kind, Unset):
            media_kind = UNSET
        else:
            media_kind = self.media_kind

        media_width: int | None | Unset
        if isinstance(self.media_width, Unset):
            media_width = UNSET
        else:
            media_width = self.media_width

        name: None | str | Unset
        if isinstance(self.name, Unset):
            name = UNSET
        else:
            name = self.name

        origin_path: None | str | Unset
        if isinstance(self.origin_path, Unset):
            origin_path = UNSET
        else:
            origin_path = self.origin_path

        source_id: None | str | Unset
        if isinstance(self.source_id, Unset):
            source_id = UNSET
        else:
            source_id = self.source_id

        tags: dict[str, Any] | list[str] | None | Unset
        if isinstance(self.tags, Unset):
            tags = UNSET
        elif isinstance(self.tags, Tags):
            tags = self.tags.to_dict()
        elif isinstance(self.tags, list):
            tags = self.tags

        else:
            tags = self.tags

        uploaded_by: dict[str, Any] | None | str | Unset
        if isinstance(self.uploaded_by, Unset):
            uploaded_by = UNSET
        elif isinstance(self.uploaded_by, Uploader):
            uploaded_by = self.uploaded_by.to_dict()
        else:
            uploaded_by = self.uploaded_by

        uploaded_by_api: bool | None | Unset
        if isinstance(self.uploaded_by_api, Unset):
            uploaded_by_api = UNSET
        else:
            uploaded_by_api = self.uploaded_by_api

        warning_adult: int | None | Unset
        if isinstance(self.warning_adult, Unset):
            warning_adult = UNSET
        else:
            warning_adult = self.warning_adult

        warning_medical: int | None | Unset
        if isinstance(self.warning_medical, Unset):
            warning_medical = UNSET
        else:
            warning_medical = self.warning_medical

        warning_racy: int | None | Unset
        if isinstance(self.warning_racy, Unset):
            warning_racy = UNSET
        else:
            warning_racy = self.warning_racy

        warning_spoof: int | None | Unset
        if isinstance(self.warning_spoof, Unset):
            warning_spoof = UNSET
        else:
            warning_spoof = self.warning_spoof

        warning_violence: int | None | Unset
        if isinstance(self.warning_violence, Unset):
            warning_violence = UNSET
        else:
            warning_violence = self.warning_violence

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({})
        if analyzed_content_warnings is not UNSET:
            field_dict["analyzed_content_warnings"] = analyzed_content_warnings
        if analyzed_faces is not UNSET:
            field_dict["analyzed_faces"] = analyzed_faces
        if analyzed_tags is not UNSET:
            field_dict["analyzed_tags"] = analyzed_tags
        if categories is not UNSET:
            field_dict["categories"] = categories
        if color_model is not UNSET:
            field_dict["color_model"] = color_model
        if color_profile is not UNSET:
            field_dict["color_profile"] = color_profile
        if colors is not UNSET:
            field_dict["colors"] = colors
        if content_type is not UNSET:
            field_dict["content_type"] = content_type
        if custom_fields is not UNSET:
            field_dict["custom_fields"] = custom_fields
        if date_created is not UNSET:
            field_dict["date_created"] = date_created
        if date_modified is not UNSET:
            field_dict["date_modified"] = date_modified
        if description is not UNSET:
            field_dict["description"] = description
        if dpi_height is not UNSET:
            field_dict["dpi_height"] = dpi_height
        if dpi_width is not UNSET:
            field_dict["dpi_width"] = dpi_width
        if face_count is not UNSET:
            field_dict["face_count"] = face_count
        if file_size is not UNSET:
            field_dict["file_size"] = file_size
        if has_frames is not UNSET:
            field_dict["has_frames"] = has_frames
        if media_height is not UNSET:
            field_dict["media_height"] = media_height
        if media_kind is not UNSET:
            field_dict["media_kind"] = media_kind
        if media_width is not UNSET:
            field_dict["media_width"] = media_width
        if name is not UNSET:
            field_dict["name"] = name
        if origin_path is not UNSET:
            field_dict["origin_path"] = origin_path
        if source_id is not UNSET:
            field_dict["source_id"] = source_id
        if tags is not UNSET:
            field_dict["tags"] = tags
        if uploaded_by is not UNSET:
            field_dict["uploaded_by"] = uploaded_by
        if uploaded_by_api is not UNSET:
            field_dict["uploaded_by_api"] = uploaded_by_api
        if warning_adult is not UNSET:
            field_dict["warning_adult"] = warning_adult
        if warning_medical is not UNSET:
            field_dict["warning_medical"] = warning_medical
        if warning_racy is not UNSET:
            field_dict["warning_racy"] = warning_racy
        if warning_spoof is not UNSET:
            field_dict["warning_spoof"] = warning_spoof
        if warning_violence is not UNSET:
            field_dict["warning_violence"] = warning_violence

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        from ..models.asset_attributes_custom_fields_type_0 import (
            AssetAttributesCustomFieldsType0,
        )
        from ..models.colors import Colors
        from ..models.tags import Tags
        from ..models.uploader import Uploader

        d = dict(src_dict)

        def _parse_analyzed_content_warnings(data: object) -> bool | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(bool | None | Unset, data)

        analyzed_content_warnings = _parse_analyzed_content_warnings(
            d.pop("analyzed_content_warnings", UNSET)
        )

        def _parse_analyzed_faces(data: object) -> bool | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(bool | None | Unset, data)

        analyzed_faces = _parse_analyzed_faces(d.pop("analyzed_faces", UNSET))

        def _parse_analyzed_tags(data: object) -> bool | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(bool | None | Unset, data)

        analyzed_tags = _parse_analyzed_tags(d.pop("analyzed_tags", UNSET))

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

        def _parse_color_model(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        color_model = _parse_color_model(d.pop("color_model", UNSET))

        def _parse_color_profile(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        color_profile = _parse_color_profile(d.pop("color_profile", UNSET))

        def _parse_colors(data: object) -> Colors | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                colors_type_0 = Colors.from_dict(data)

                return colors_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(Colors | None | Unset, data)

        colors = _parse_colors(d.pop("colors", UNSET))

        def _parse_content_type(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        content_type = _parse_content_type(d.pop("content_type", UNSET))

        def _parse_custom_fields(
            data: object,
        ) -> AssetAttributesCustomFieldsType0 | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                custom_fields_type_0 = AssetAttributesCustomFieldsType0.from_dict(data)

                return custom_fields_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(AssetAttributesCustomFieldsType0 | None | Unset, data)

        custom_fields = _parse_custom_fields(d.pop("custom_fields", UNSET))

        def _parse_date_created(data: object) -> int | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(int | None | Unset, data)

        date_created = _parse_date_created(d.pop("date_created", UNSET))

        def _parse_date_modified(data: object) -> int | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(int | None | Unset, data)

        date_modified = _parse_date_modified(d.pop("date_modified", UNSET))

        def _parse_description(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        description = _parse_description(d.pop("description", UNSET))

        def _parse_dpi_height(data: object) -> float | int | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(float | int | None | Unset, data)

        dpi_height = _parse_dpi_height(d.pop("dpi_height", UNSET))

        def _parse_dpi_width(data: object) -> float | int | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(float | int | None | Unset, data)

        dpi_width = _parse_dpi_width(d.pop("dpi_width", UNSET))

        def _parse_face_count(data: object) -> int | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(int | None | Unset, data)

        face_count = _parse_face_count(d.pop("face_count", UNSET))

        def _parse_file_size(data: object) -> int | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(int | None | Unset, data)

        file_size = _parse_file_size(d.pop("file_size", UNSET))

        def _parse_has_frames(data: object) -> bool | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(bool | None | Unset, data)

        has_frames = _parse_has_frames(d.pop("has_frames", UNSET))

        def _parse_media_height(data: object) -> int | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(int | None | Unset, data)

        media_height = _parse_media_height(d.pop("media_height", UNSET))

        def _parse_media_kind(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        media_kind = _parse_media_kind(d.pop("media_kind", UNSET))

        def _parse_media_width(data: object) -> int | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(int | None | Unset, data)

        media_width = _parse_media_width(d.pop("media_width", UNSET))

        def _parse_name(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        name = _parse_name(d.pop("name", UNSET))

        def _parse_origin_path(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        origin_path = _parse_origin_path(d.pop("origin_path", UNSET))

        def _parse_source_id(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        source_id = _parse_source_id(d.pop("source_id", UNSET))

        def _parse_tags(data: object) -> list[str] | None | Tags | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                tags_tags = Tags.from_dict(data)

                return tags_tags
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            try:
                if not isinstance(data, list):
                    raise TypeError()
                tags_type_1 = cast(list[str], data)

                return tags_type_1
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(list[str] | None | Tags | Unset, data)

        tags = _parse_tags(d.pop("tags", UNSET))

        def _parse_uploaded_by(data: object) -> None | str | Unset | Uploader:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                uploaded_by_uploader = Uploader.from_dict(data)

                return uploaded_by_uploader
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | str | Unset | Uploader, data)

        uploaded_by = _parse_uploaded_by(d.pop("uploaded_by", UNSET))

        def _parse_uploaded_by_api(data: object) -> bool | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(bool | None | Unset, data)

        uploaded_by_api = _parse_uploaded_by_api(d.pop("uploaded_by_api", UNSET))

        def _parse_warning_adult(data: object) -> int | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(int | None | Unset, data)

        warning_adult = _parse_warning_adult(d.pop("warning_adult", UNSET))

        def _parse_warning_medical(data: object) -> int | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(int | None | Unset, data)

        warning_medical = _parse_warning_medical(d.pop("warning_medical", UNSET))

        def _parse_warning_racy(data: object) -> int | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(int | None | Unset, data)

        warning_racy = _parse_warning_racy(d.pop("warning_racy", UNSET))

        def _parse_warning_spoof(data: object) -> int | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(int | None | Unset, data)

        warning_spoof = _parse_warning_spoof(d.pop("warning_spoof", UNSET))

        def _parse_warning_violence(data: object) -> int | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(int | None | Unset, data)

        warning_violence = _parse_warning_violence(d.pop("warning_violence", UNSET))

        asset_attributes = cls(
            analyzed_content_warnings=analyzed_content_warnings,
            analyzed_faces=analyzed_faces,
            analyzed_tags=analyzed_tags,
            categories=categories,
            color_model=color_model,
            color_profile=color_profile,
            colors=colors,
            content_type=content_type,
            custom_fields=custom_fields,
            date_created=date_created,
            date_modified=date_modified,
            description=description,
            dpi_height=dpi_height,
            dpi_width=dpi_width,
            face_count=face_count,
            file_size=file_size,
            has_frames=has_frames,
            media_height=media_height,
            media_kind=media_kind,
            media_width=media_width,
            name=name,
            origin_path=origin_path,
            source_id=source_id,
            tags=tags,
            uploaded_by=uploaded_by,
            uploaded_by_api=uploaded_by_api,
            warning_adult=warning_adult,
            warning_medical=warning_medical,
            warning_racy=warning_racy,
            warning_spoof=warning_spoof,
            warning_violence=warning_violence,
        )

        asset_attributes.additional_properties = d
        return asset_attributes

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
