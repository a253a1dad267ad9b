"""The files of a folder, and where they go.

Rules: folders are read recursively, in the order of names. Symbolic links are not followed. Links, sockets, pipes and
devices are skipped, and reported so. `.git` is left out. Names are compared in the Unicode form NFC, as patterns are.
"""

from __future__ import annotations

import json
import os
import stat
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final, NamedTuple

from .._core import validation
from .._core.operations import upload_limits
from ..errors import ConfigurationError, InvalidInputError
from .items import Entry

LEFT_OUT: Final = ".git"

Matcher = Callable[[str], bool]


class FolderFile(NamedTuple):
    """A file in a folder.

    Attributes:
        path: Its path relative to the folder, as the disk has it, with slashes.
        name: The same in the Unicode form NFC.
        kind: `file`; `link` for a symbolic link; `special` for a socket, a pipe or a device.
        size: Its size in bytes.
    """

    path: str
    name: str
    kind: str
    size: int


@dataclass(frozen=True, slots=True)
class Folder:
    """The files of a folder that patterns select, read again by each iteration.

    Attributes:
        root: The folder.
        include: Patterns of files, in the syntax of .gitignore; none for all files.
        exclude: Patterns of files and folders to leave out.
    """

    root: Path
    include: Sequence[str] = ()
    exclude: Sequence[str] = ()

    def __iter__(self) -> Iterator[FolderFile]:
        if not self.root.is_dir():
            raise InvalidInputError("folder_not_found", path=str(self.root))
        included, excluded = matcher(self.include), matcher(self.exclude)
        return self._walk("", included, excluded)

    def _walk(self, folder: str, included: Matcher | None, excluded: Matcher | None) -> Iterator[FolderFile]:
        try:
            with os.scandir(self.root / folder) as scan:
                entries = sorted(scan, key=lambda entry: entry.name)
        except OSError as error:
            raise InvalidInputError("folder_not_found", path=str(self.root / folder)) from error
        for entry in entries:
            path = f"{folder}{entry.name}"
            name = unicodedata.normalize("NFC", path)
            if entry.is_dir(follow_symlinks=False):
                # As git does: what is in a folder that is left out cannot be taken in again.
                if entry.name != LEFT_OUT and not (excluded and excluded(f"{name}/")):
                    yield from self._walk(f"{path}/", included, excluded)
            elif (included is None or included(name)) and not (excluded and excluded(name)):
                status = entry.stat(follow_symlinks=False)
                kind = "file" if stat.S_ISREG(status.st_mode) else "link" if entry.is_symlink() else "special"
                yield FolderFile(path, name, kind, status.st_size)


def matcher(patterns: Sequence[str]) -> Matcher | None:
    """Return a function that says whether a path matches patterns in the syntax of .gitignore; None without patterns.

    Raises:
        ConfigurationError: The library for it is not installed (`pathspec_missing`).
        InvalidInputError: A pattern is not valid (`pattern_invalid`).
    """
    if not patterns:
        return None
    try:
        from pathspec import GitIgnoreSpec  # noqa: PLC0415 - an extra
    except ModuleNotFoundError as error:
        raise ConfigurationError("pathspec_missing") from error
    for pattern in patterns:
        try:
            GitIgnoreSpec.from_lines([pattern])
        except (ValueError, TypeError, AttributeError) as error:
            raise InvalidInputError("pattern_invalid", value=pattern) from error
    spec = GitIgnoreSpec.from_lines([unicodedata.normalize("NFC", pattern) for pattern in patterns])
    return lambda path: bool(spec.match_file(path))


def folder_files(
    folder: str | os.PathLike[str], *, include: Sequence[str] = (), exclude: Sequence[str] = ()
) -> list[str]:
    """Return the paths of the files in a folder, relative to it, with slashes; links and special files left out.

    Example:
        print(folder_files(".", include=["*.py"], exclude=["tests/"])[:1])

    Args:
        folder: The folder.
        include: Patterns of files, in the syntax of .gitignore; none for all files.
        exclude: Patterns of files and folders to leave out.

    Raises:
        InvalidInputError: There is no such folder (`folder_not_found`), or a pattern is not valid (`pattern_invalid`).
        ConfigurationError: Patterns need a library that is not installed (`pathspec_missing`).
    """
    return [file.path for file in Folder(Path(folder), include, exclude) if file.kind == "file"]


def upload_entry(file: FolderFile, *, root: Path, source_id: str, prefix: str, max_bytes: int | None) -> Entry:
    """Return the item for a file: its place as the key, and its name on the disk.

    Args:
        file: The file.
        root: The folder.
        source_id: The Source.
        prefix: What its origin path begins with.
        max_bytes: How large it may be.

    Raises:
        InvalidInputError: It cannot be read (`file_unreadable`), is too large (`file_too_large`), or its name cannot be
            an origin path (`file_name_invalid`).
    """
    path = str(root / file.path)
    try:
        origin_path = validation.origin_path(prefix + file.name)
    except InvalidInputError as error:
        raise InvalidInputError("file_name_invalid", path=os.fsencode(path).decode("utf-8", "replace")) from error
    if file.kind == "file":
        if not os.access(path, os.R_OK):
            raise InvalidInputError("file_unreadable", path=path)
        if max_bytes is not None and file.size > max_bytes:
            raise InvalidInputError(
                "file_too_large", path=path, size=file.size, limit=max_bytes, limits=upload_limits()
            )
    return Entry(f"{source_id}/{origin_path}", json.dumps([file.path, file.kind], ensure_ascii=False))


def refuse_collision(entry: Entry, before: str | None, origin_path: str) -> None:
    """Refuse two files of different names that would go to the same place.

    Raises:
        InvalidInputError: `file_names_collide`.
    """
    first, second = json.loads(before or "[null]")[0], json.loads(entry.input or "[null]")[0]
    raise InvalidInputError("file_names_collide", first=first, second=second, origin_path=origin_path)


def nfc_prefix(prefix: str | Iterable[str]) -> str:
    """Return a prefix of origin paths in the Unicode form NFC, without a leading slash.

    Raises:
        InvalidInputError: It cannot begin an origin path (`origin_path_invalid`).
    """
    text = unicodedata.normalize("NFC", str(prefix)).removeprefix("/")
    if text:
        validation.origin_path(text.removesuffix("/"))
    return text
