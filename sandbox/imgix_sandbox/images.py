"""Read the metadata of a file from its bytes."""

import io
import math
import mimetypes
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from PIL import Image, ImageCms

_HEAD_BYTES = 64 * 1024
_COLOURS = 6
_SAMPLE_PIXELS = 64
_MAX_PIXELS = 50_000_000
"""A larger image isn't decoded; only its size is read."""
_PAGES_NOT_FRAMES = {"TIFF", "MPO", "ICO", "ICNS"}
_COLOR_MODELS = {
    "1": "Gray",
    "L": "Gray",
    "LA": "Gray",
    "I": "Gray",
    "I;16": "Gray",
    "F": "Gray",
    "CMYK": "CMYK",
    "LAB": "Lab",
}
_SVG = re.compile(r"<svg\b([^>]*)>", re.IGNORECASE)
_LENGTH = re.compile(r"\s*([0-9]*\.?[0-9]+)\s*(?:px)?\s*")


def attributes(path: Path, origin_path: str, declared: str | None) -> dict[str, Any]:
    """Read the attributes of an asset from its bytes.

    A file that is not an image gets null for the attributes of images. What imgix does with such a file is not known,
    nor exactly how it names colour models and weights colours.

    Args:
        path: The file.
        origin_path: Its path in the origin; its suffix is used if the bytes have no known type.
        declared: The media type that the upload declared, if any.
    """
    metadata = _image(path) or _svg(path) or _document(path) or {}
    return {
        "color_model": None,
        "color_profile": None,
        "colors": None,
        "content_type": _declared_type(origin_path, declared),
        "dpi_height": None,
        "dpi_width": None,
        "has_frames": False,
        "media_height": None,
        "media_kind": None,
        "media_width": None,
        **metadata,
        "file_size": path.stat().st_size,
    }


def _declared_type(origin_path: str, declared: str | None) -> str:
    media_type = (declared or "").partition(";")[0].strip().lower()
    if media_type and media_type != "application/octet-stream":
        return media_type
    return mimetypes.guess_type(origin_path)[0] or "application/octet-stream"


def _image(path: Path) -> dict[str, Any] | None:
    try:
        with Image.open(path) as image:
            return _image_metadata(image)
    except Exception:  # a broken file makes Pillow's readers raise nearly anything
        return None


def _image_metadata(image: Image.Image) -> dict[str, Any]:
    kind = image.format or ""
    frames = getattr(image, "n_frames", 1) > 1
    width, height = image.size
    dpi_width, dpi_height = _dpi(image.info)
    metadata = {
        "color_model": _COLOR_MODELS.get(image.mode, "RGB"),
        "color_profile": _profile(image.info),
        "content_type": Image.MIME.get(kind, "application/octet-stream"),
        "dpi_height": dpi_height,
        "dpi_width": dpi_width,
        "has_frames": frames,
        "media_height": height,
        "media_kind": "ANIMATION" if frames and kind not in _PAGES_NOT_FRAMES else "IMAGE",
        "media_width": width,
    }
    try:
        metadata["colors"] = {"dominant_colors": _dominant_colours(image)} if width * height <= _MAX_PIXELS else None
    except Exception:  # truncated: the header has the size, but the pixels are missing
        metadata["colors"] = None
    return metadata


def _dpi(info: Mapping[Any, Any]) -> tuple[int | None, int | None]:
    values = info.get("dpi")
    if not isinstance(values, tuple) or len(values) != 2:  # noqa: PLR2004 - across and down
        return None, None
    across, down = (round(float(v)) if math.isfinite(float(v)) and float(v) > 0 else None for v in values)
    return across, down


def _profile(info: Mapping[Any, Any]) -> str | None:
    data = info.get("icc_profile")
    if not data:
        return None
    try:
        return ImageCms.getProfileDescription(ImageCms.ImageCmsProfile(io.BytesIO(data))).strip() or None
    except (ImageCms.PyCMSError, OSError):
        return None


def _dominant_colours(image: Image.Image) -> dict[str, float]:
    """Return a few colours and their shares of the image."""
    image.draft("RGB", (_SAMPLE_PIXELS, _SAMPLE_PIXELS))
    small = image.convert("RGB")
    small.thumbnail((_SAMPLE_PIXELS, _SAMPLE_PIXELS))
    reduced = small.quantize(_COLOURS)
    palette = reduced.getpalette() or []
    counts = reduced.getcolors() or []
    total = small.width * small.height
    shares: dict[str, float] = {}
    for count, index in sorted(counts, reverse=True):
        assert isinstance(index, int)  # noqa: S101 - an image with a palette consists of indexes
        name = bytes(palette[3 * index : 3 * index + 3]).hex()
        shares[name] = round(shares.get(name, 0) + count / total, 4)
    return shares


def _svg(path: Path) -> dict[str, Any] | None:
    """Read the size of an SVG from its first tag; nothing in the file is followed or expanded."""
    with path.open("rb") as file:
        head = file.read(_HEAD_BYTES).decode("utf-8", "replace")
    tag = _SVG.search(head)
    if tag is None or not head.lstrip("\ufeff \t\r\n").startswith("<"):
        return None
    width, height = (_length(_svg_attribute(tag[1], name)) for name in ("width", "height"))
    if width is None or height is None:
        box = re.split(r"[\s,]+", (_svg_attribute(tag[1], "viewBox") or "").strip())
        width, height = (_length(part) for part in box[2:4]) if len(box) == 4 else (None, None)  # noqa: PLR2004
    return {"content_type": "image/svg+xml", "media_height": height, "media_kind": "VECTOR", "media_width": width}


def _svg_attribute(tag: str, name: str) -> str | None:
    match = re.search(rf"\b{name}\s*=\s*(?:\"([^\"]*)\"|'([^']*)')", tag)
    return (match[1] or match[2]) if match else None


def _length(text: str | None) -> int | None:
    match = _LENGTH.fullmatch(text or "")
    return round(float(match[1])) if match else None


def _document(path: Path) -> dict[str, Any] | None:
    with path.open("rb") as file:
        if file.read(5) != b"%PDF-":
            return None
    return {"content_type": "application/pdf", "media_kind": "DOCUMENT"}
