"""The folder of images that a demo uploads: found and checked before anything is sent."""

from __future__ import annotations

import os
import warnings
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple, NoReturn

from imgix_management._core import validation
from imgix_management._files.uploads import guess_type
from imgix_management.errors import InvalidInputError
from imgix_openapi.operations import UPLOAD_ASSET


class Picture(NamedTuple):
    """A file to upload.

    Attributes:
        path: Where it is.
        origin_path: Its path within the folder, which becomes its path in the origin.
        size: How many bytes it holds.
    """

    path: Path
    origin_path: str
    size: int


def shipped_folder() -> Path:
    """The images that come with this program."""
    installed = Path(__file__).with_name("example_images")
    return installed if installed.is_dir() else Path(__file__).parents[2] / "examples" / "images"


def pictures(folder: Path) -> list[Picture]:
    """Find the images in a folder and its subfolders, by their file names, and check each.

    Hidden files and folders are left out, and so is what is no image.

    Args:
        folder: The folder.

    Raises:
        InvalidInputError: `folder_not_found`, `folder_empty`, `file_unreadable`, `image_too_large`,
            `origin_path_invalid`, or `image_broken`. Only with Pillow installed can a broken image be told.
    """
    if not folder.is_dir():
        raise InvalidInputError("folder_not_found", path=str(folder))
    found = [_checked(folder, path) for path in sorted(_files(folder)) if _is_image(path)]
    if not found:
        raise InvalidInputError("folder_empty", path=str(folder))
    return found


def _files(folder: Path) -> Iterator[Path]:
    def unreadable(error: OSError) -> NoReturn:
        raise InvalidInputError("file_unreadable", path=error.filename) from error

    for parent, folders, names in os.walk(folder, onerror=unreadable):
        folders[:] = [name for name in folders if not name.startswith(".")]
        yield from (Path(parent, name) for name in names if not name.startswith("."))


def _is_image(path: Path) -> bool:
    return (guess_type(path.name) or "").startswith("image/")


def _checked(folder: Path, path: Path) -> Picture:
    origin_path = path.relative_to(folder).as_posix()
    try:
        # Where the locale could not read the name, as `LC_ALL=C` cannot, the bytes it kept are mostly UTF-8.
        origin_path = validation.origin_path(origin_path.encode(errors="surrogateescape").decode())
    except UnicodeError as error:
        raise InvalidInputError("origin_path_invalid", value=origin_path) from error
    try:
        with path.open("rb") as file:
            size = os.fstat(file.fileno()).st_size
    except FileNotFoundError as error:  # a link to nowhere
        raise InvalidInputError("file_not_found", path=str(path)) from error
    except OSError as error:
        raise InvalidInputError("file_unreadable", path=str(path)) from error
    if UPLOAD_ASSET.max_bytes is not None and size > UPLOAD_ASSET.max_bytes:
        raise InvalidInputError("image_too_large", path=str(path), size=size, limit=UPLOAD_ASSET.max_bytes)
    if size == 0 or _broken(path):
        raise InvalidInputError("image_broken", path=str(path))
    return Picture(path, origin_path, size)


def _broken(path: Path) -> bool:
    """Whether Pillow is here, reads this kind of image, and cannot read this one to its end."""
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
        return False  # too many pixels to look at, which imgix may take all the same
    except Exception:  # a broken file makes Pillow's readers raise nearly anything
        return True
    return False
