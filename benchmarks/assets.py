"""Assets to measure with: pages as the API sends them, of any number of Assets."""

from __future__ import annotations

import json
from typing import Any

from imgix_management._models.base import ResponseInfo
from imgix_management.errors.headers import Headers

SOURCE = "65a1b2c3d4e5f60718293a4b"
INFO = ResponseInfo(200, Headers({"content-type": "application/vnd.api+json"}), None, 0.1, 0.0)
TAGS = ("sea", "boat", "sunset", "water", "sky", "harbour")
COLOURS = ("8ca091", "1f2a33", "d9c7a0", "5b6e7d", "f0ede4", "a33b2c")


def asset(number: int, *, analysed: bool = True) -> dict[str, Any]:
    """A resource object; one that was not analysed has null where an analysis would have written something."""
    path = f"/photos/2026/{number:08}.jpg"
    attributes: dict[str, Any] = {
        "analyzed_content_warnings": analysed,
        "analyzed_faces": analysed,
        "analyzed_tags": analysed,
        "categories": ["outdoor", "travel"] if analysed else None,
        "color_model": "RGB",
        "color_profile": "sRGB IEC61966-2.1" if analysed else None,
        "colors": {"dominant_colors": dict.fromkeys(COLOURS, 0.125)} if analysed else None,
        "content_type": "image/jpeg",
        "custom_fields": {"shelf": "B2", "season": number % 4} if analysed else None,
        "date_created": 1_795_316_861 + number,
        "date_modified": 1_795_316_861 + number,
        "description": "Boats in the harbour, in the evening" if analysed else None,
        "dpi_height": 72,
        "dpi_width": 72,
        "face_count": number % 3 if analysed else None,
        "file_size": 200_000 + number,
        "has_frames": False,
        "media_height": 1200,
        "media_kind": "IMAGE",
        "media_width": 1600,
        "name": "Harbour" if analysed else None,
        "origin_path": path,
        "source_id": SOURCE,
        "tags": dict.fromkeys(TAGS, 0.9453125) if analysed else None,
        "uploaded_by": "65a1b2c3d4e5f60718293a4c",
        "uploaded_by_api": True,
        **{f"warning_{kind}": 1 if analysed else None for kind in ("adult", "medical", "racy", "spoof", "violence")},
    }
    return {"attributes": attributes, "id": SOURCE + path, "type": "assets"}


def page(count: int = 100, *, first: int = 0, analysed: bool = True, cursor: dict[str, Any] | None = None) -> bytes:
    """Return the body of a response that lists Assets."""
    server = {"commit": "0", "status": {"healthy": True, "read_only": False, "tombstone": False}, "version": "4.1.0"}
    document = {
        "data": [asset(first + number, analysed=analysed) for number in range(count)],
        "included": [],
        "jsonapi": {"version": "1.0"},
        "meta": {"server": server, **({} if cursor is None else {"cursor": cursor})},
    }
    return json.dumps(document, separators=(",", ":")).encode()
