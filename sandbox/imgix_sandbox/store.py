"""Where the sandbox keeps things: records as JSON files, and blobs, in a directory.

Every file is written under a temporary name and then renamed, so that a killed sandbox leaves each record either as it
was or as it should be. That holds for a killed process; a power cut is another matter, since nothing is fsynced.

A file in the directory marks it as a sandbox's, and is locked while one uses it. What isn't marked isn't touched.
"""

import errno
import hashlib
import json
import re
import secrets
import shutil
import sys
import tempfile
import weakref
from collections.abc import Callable, Iterable
from functools import cached_property
from pathlib import Path
from typing import Any, TextIO, TypeVar

if sys.platform != "win32":
    import fcntl

T = TypeVar("T")

_MARKER = "imgix-sandbox.json"
_MARK = '{"format": 1}\n'
_TEMPORARY = ".tmp"
_UNFINISHED_RECORD = re.compile(r"[0-9a-f]{40}\.tmp")
_BLOB = re.compile(r"[0-9a-f]{32}(\.tmp)?")
"""The names of files that may be removed: none but the store makes such names."""


class Store:
    """Records and blobs.

    Args:
        directory: Where to keep them; None keeps records nowhere, and blobs in a temporary directory until `close`.

    Raises:
        ValueError: The directory holds something else, or was made by another version.
        OSError: The directory can't be used; with `EBUSY` if another store uses it.

    Attributes:
        closed: Whether it was closed; nothing may be kept from then on.
    """

    def __init__(self, directory: Path | None) -> None:
        self._records = directory
        self._numbers: dict[tuple[str, str], int] = {}
        self._last = 0
        self.closed = False
        # A store that nobody closes gives the directory back when it is collected.
        self._release = weakref.finalize(self, _claim(directory).close) if directory is not None else None

    @cached_property
    def _blobs(self) -> Path:
        if self._records is None:
            return Path(tempfile.mkdtemp(prefix="imgix-sandbox-"))
        blobs = self._records / "blobs"
        blobs.mkdir(mode=0o700, exist_ok=True)
        return blobs

    def close(self) -> None:
        """Give the directory back, and remove what was only temporary. Doing it twice does no harm."""
        self.closed = True
        if self._release is not None:
            self._release()
        if self._records is None and "_blobs" in self.__dict__:
            shutil.rmtree(self._blobs, ignore_errors=True)

    def save(self, kind: str, key: str, value: dict[str, Any]) -> None:
        """Keep a record, in place of an earlier one with the same key."""
        if self._records is None:
            return
        number = self._numbers.get((kind, key))
        if number is None:
            self._last += 1
            number = self._numbers[kind, key] = self._last
        path = _file(self._records, kind, key)
        path.parent.mkdir(mode=0o700, exist_ok=True)
        text = json.dumps({"key": key, "number": number, "value": value}, ensure_ascii=False, indent=1)
        temporary = path.with_suffix(_TEMPORARY)
        temporary.write_text(text, encoding="utf-8")
        temporary.replace(path)

    def remove(self, kind: str, key: str) -> None:
        """Forget a record, if there is one."""
        self._numbers.pop((kind, key), None)
        if self._records is not None:
            _file(self._records, kind, key).unlink(missing_ok=True)

    def load(self, kind: str, make: Callable[..., T]) -> dict[str, T]:
        """Read the records of a kind, in the order in which they were first saved; half-written files are removed.

        Args:
            kind: The kind.
            make: Makes an object out of the members of a record.

        Raises:
            ValueError: A file isn't a record of this kind.
        """
        if self._records is None:
            return {}
        folder = self._records / kind
        for path in folder.glob(f"*{_TEMPORARY}"):
            if _UNFINISHED_RECORD.fullmatch(path.name):
                path.unlink()
        records: list[tuple[int, str, T]] = []
        for path in folder.glob("*.json"):
            try:
                document = json.loads(path.read_text(encoding="utf-8"))
                records.append((document["number"], document["key"], make(**document["value"])))
            except (KeyError, TypeError, ValueError) as error:
                raise ValueError(f"{path} is not a record that this sandbox can read") from error
        records.sort(key=lambda entry: entry[0])
        for number, key, _ in records:
            self._numbers[kind, key] = number
            self._last = max(self._last, number)
        return {key: value for _, key, value in records}

    def begin_blob(self) -> Path:
        """Name a file to write a blob to; it is nothing until `finish_blob`."""
        return self._blobs / f"{secrets.token_hex(16)}{_TEMPORARY}"

    def finish_blob(self, path: Path) -> str:
        """Make a written file a blob, and return its name."""
        path.replace(self._blobs / path.stem)
        return path.stem

    def blob(self, name: str) -> Path:
        """Return the file of a blob."""
        return self._blobs / name

    def remove_blob(self, name: str | None) -> None:
        """Forget a blob, if there is one."""
        if name is not None:
            (self._blobs / name).unlink(missing_ok=True)

    def keep_only(self, names: Iterable[str]) -> None:
        """Forget the blobs that no record names; a kill between two writes may leave one."""
        if self._records is not None:
            referenced = set(names)
            for path in self._blobs.iterdir():
                if path.name not in referenced and _BLOB.fullmatch(path.name):
                    path.unlink()


def _file(directory: Path, kind: str, key: str) -> Path:
    return directory / kind / f"{hashlib.sha256(key.encode()).hexdigest()[:40]}.json"


def _claim(directory: Path) -> TextIO:
    """Mark a new or empty directory as a sandbox's, lock it, and return the open file that holds the lock.

    The lock goes with the process, however that ends.
    """
    directory.mkdir(mode=0o700, parents=True, exist_ok=True)
    marker = directory / _MARKER
    if not marker.exists() and any(path.name != _MARKER for path in directory.iterdir()):
        raise ValueError(f"{directory} is not empty, and no sandbox has made it: choose a new or an empty directory")
    file = marker.open("a+", encoding="utf-8")
    try:
        _lock(file, directory)
        file.seek(0)
        mark = file.read(len(_MARK) + 1)
        if not mark:
            file.write(_MARK)
            file.flush()
        elif mark != _MARK:
            raise ValueError(f"{marker} was not written by this version of the sandbox: choose another directory")
    except BaseException:
        file.close()
        raise
    return file


def _lock(file: TextIO, directory: Path) -> None:
    if sys.platform != "win32":  # on Windows nothing stops a second sandbox
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise OSError(errno.EBUSY, "Another sandbox is using the directory", str(directory)) from None
