"""Find and check the images that the demo uploads, before anything is sent."""

from __future__ import annotations

import os
import stat
import warnings
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple, NoReturn

from imgix_management._core import validation
from imgix_management._files.uploads import guess_type
from imgix_management.errors import InvalidInputError
from imgix_openapi.operations import UPLOAD_ASSET


class ImageFile(NamedTuple):
    """An image to upload.

    Attributes:
        path: The path of the file.
        origin_path: Its path within the folder, which becomes its path in the origin.
        size: Its size in bytes.
    """

    path: Path
    origin_path: str
    size: int


def shipped_folder() -> Path:
    """Return the folder of the sample images that come with this program."""
    installed = Path(__file__).with_name("example_images")
    return installed if installed.is_dir() else Path(__file__).parents[2] / "examples" / "images"


def find_images(folder: Path) -> list[ImageFile]:
    """Find the images in a folder and its subfolders, by their file names, and check each.

    Hidden files and folders, and files that are not images, are skipped.

    Args:
        folder: The folder.

    Raises:
        InvalidInputError: `folder_not_found`, `folder_empty`, `file_unreadable`, `image_too_large`,
            `origin_path_invalid`, or `image_broken`. Broken images are only detected if Pillow is installed.
    """
    if not folder.is_dir():
        raise InvalidInputError("folder_not_found", path=str(folder))
    images = [_check(folder, path) for path in sorted(_files(folder)) if _is_image(path)]
    if not images:
        raise InvalidInputError("folder_empty", path=str(folder))
    return images


def _files(folder: Path) -> Iterator[Path]:
    def unreadable(error: OSError) -> NoReturn:
        raise InvalidInputError("file_unreadable", path=error.filename) from error

    for parent, folders, names in os.walk(folder, onerror=unreadable):
        folders[:] = [name for name in folders if not name.startswith(".")]
        yield from (Path(parent, name) for name in names if not name.startswith("."))


def _is_image(path: Path) -> bool:
    return (guess_type(path.name) or "").startswith("image/")


def _check(folder: Path, path: Path) -> ImageFile:
    origin_path = path.relative_to(folder).as_posix()
    try:
        # A name that the locale cannot decode, as with `LC_ALL=C`, is most likely UTF-8.
        origin_path = validation.origin_path(origin_path.encode(errors="surrogateescape").decode())
    except UnicodeError as error:
        raise InvalidInputError("origin_path_invalid", value=origin_path) from error
    try:
        if not stat.S_ISREG(path.stat().st_mode):  # opening a pipe would wait for its writer
            raise InvalidInputError("file_unreadable", path=str(path))
        with path.open("rb") as file:
            size = os.fstat(file.fileno()).st_size
    except FileNotFoundError as error:  # a dangling link
        raise InvalidInputError("file_not_found", path=str(path)) from error
    except OSError as error:
        raise InvalidInputError("file_unreadable", path=str(path)) from error
    if UPLOAD_ASSET.max_bytes is not None and size > UPLOAD_ASSET.max_bytes:
        raise InvalidInputError("image_too_large", path=str(path), size=size, limit=UPLOAD_ASSET.max_bytes)
    if size == 0 or _broken(path):
        raise InvalidInputError("image_broken", path=str(path))
    return ImageFile(path, origin_path, size)


def _broken(path: Path) -> bool:
    """Return whether Pillow is installed, supports this kind of image, and cannot read this one to its end."""
    try:
        from PIL import Image  # noqa: PLC0415 - an extra that may be missing
    except ModuleNotFoundError:
        return False
    if Image.registered_extensions().get(path.suffix.lower()) not in Image.OPEN:
        return False
    try:
        with warnings.catch_warnings(), Image.open(path) as image:
            warnings.simplefilter("ignore")
            for frame in range(getattr(image, "n_frames", 1)):
                image.seek(frame)
                image.load()
    except Image.DecompressionBombError:
        return False  # too many pixels to check, which imgix may still accept
    except Exception:  # a broken file makes Pillow's readers raise nearly anything
        return True
    return False
