import io
import struct
import zlib
from pathlib import Path
from typing import Any, Protocol

import pytest
from PIL import Image, ImageCms

from imgix_sandbox import images


class Reader(Protocol):
    def __call__(self, content: bytes, origin_path: str = ..., declared: str | None = ...) -> dict[str, Any]: ...


@pytest.fixture
def read_image(tmp_path: Path) -> Reader:
    def read(content: bytes, origin_path: str = "file", declared: str | None = None) -> dict[str, Any]:
        path = tmp_path / "upload"
        path.write_bytes(content)
        return images.attributes(path, origin_path, declared)

    return read


def saved(image: Image.Image, kind: str, **options: Any) -> bytes:
    data = io.BytesIO()
    image.save(data, kind, **options)
    return data.getvalue()


def test_a_jpeg_has_size_resolution_profile_and_colours(read_image: Reader) -> None:
    image = Image.new("RGB", (60, 40), "#ff0000")
    image.paste("#0000ff", (0, 0, 15, 40))
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB"))
    content = saved(image, "JPEG", quality=95, dpi=(300, 150), icc_profile=profile.tobytes())
    attributes = read_image(content, "x.bin", "application/octet-stream")
    colours = attributes.pop("colors")["dominant_colors"]
    assert attributes == {
        "color_model": "RGB",
        "color_profile": "sRGB built-in",
        "content_type": "image/jpeg",
        "dpi_height": 150,
        "dpi_width": 300,
        "file_size": len(content),
        "has_frames": False,
        "media_height": 40,
        "media_kind": "IMAGE",
        "media_width": 60,
    }
    assert sum(colours.values()) == pytest.approx(1, abs=0.01)
    strongest = max(colours, key=colours.get)
    assert bytes.fromhex(strongest)[0] > 200
    assert bytes.fromhex(strongest)[2] < 60


def test_a_plain_colour_is_read_exactly(read_image: Reader) -> None:
    assert read_image(saved(Image.new("RGB", (9, 9), "#8ca091"), "PNG"))["colors"] == {
        "dominant_colors": {"8ca091": 1.0}
    }


@pytest.mark.parametrize(
    ("mode", "kind", "model"),
    [("L", "PNG", "Gray"), ("CMYK", "JPEG", "CMYK"), ("RGBA", "WEBP", "RGB"), ("P", "GIF", "RGB")],
)
def test_colour_models(read_image: Reader, mode: str, kind: str, model: str) -> None:
    attributes = read_image(saved(Image.new(mode, (8, 8)), kind))
    assert attributes["color_model"] == model
    assert attributes["colors"]


def test_an_animation_has_frames(read_image: Reader) -> None:
    frames = [Image.new("RGB", (8, 8), color) for color in ("red", "green", "blue")]
    attributes = read_image(saved(frames[0], "GIF", save_all=True, append_images=frames[1:]))
    assert attributes["has_frames"] is True
    assert attributes["media_kind"] == "ANIMATION"
    pages = read_image(saved(frames[0], "TIFF", save_all=True, append_images=frames[1:]))
    assert (pages["has_frames"], pages["media_kind"]) == (True, "IMAGE")


@pytest.mark.parametrize(
    ("svg", "size"),
    [
        ('<svg width="120" height="80px"/>', (120, 80)),
        ("<?xml version='1.0'?>\n<!-- x --><svg viewBox='0 0 24 12.4'>", (24, 12)),
        ('<svg width="100%" height="50%" viewBox="0,0,10,20"/>', (10, 20)),
        ("<svg>", (None, None)),
    ],
)
def test_a_vector_file(read_image: Reader, svg: str, size: tuple[int | None, int | None]) -> None:
    attributes = read_image(svg.encode())
    assert attributes["media_kind"] == "VECTOR"
    assert attributes["content_type"] == "image/svg+xml"
    assert (attributes["media_width"], attributes["media_height"]) == size


def test_a_document(read_image: Reader) -> None:
    attributes = read_image(b"%PDF-1.7\n")
    assert (attributes["media_kind"], attributes["content_type"]) == ("DOCUMENT", "application/pdf")
    assert attributes["media_width"] is None


@pytest.mark.parametrize(
    ("origin_path", "declared", "content_type"),
    [
        ("a.jpg", None, "image/jpeg"),
        ("a.jpg", "text/plain; charset=utf-8", "text/plain"),
        ("a.jpg", "application/octet-stream", "image/jpeg"),
        ("a", None, "application/octet-stream"),
    ],
)
def test_bytes_that_are_not_an_image(
    read_image: Reader, origin_path: str, declared: str | None, content_type: str
) -> None:
    attributes = read_image(b"no picture", origin_path, declared)
    assert attributes["content_type"] == content_type
    assert attributes["file_size"] == 10
    assert attributes["has_frames"] is False
    assert {attributes[name] for name in ("media_kind", "media_width", "colors", "dpi_width")} == {None}


def test_a_truncated_image_still_has_its_size(read_image: Reader) -> None:
    complete = saved(Image.effect_noise((200, 200), 50), "JPEG")
    attributes = read_image(complete[: len(complete) // 2])
    assert (attributes["media_width"], attributes["colors"]) == (200, None)


def test_a_decompression_bomb_is_not_opened(read_image: Reader) -> None:
    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    header = struct.pack(">IIBBBBB", 60_000, 60_000, 8, 2, 0, 0, 0)
    content = b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(bytes(100)))
    attributes = read_image(content, "bomb.png")
    assert attributes["colors"] is None
    assert attributes["content_type"] == "image/png"
