"""Store records as JSON files, and blobs, in a directory.

Every file is written under a temporary name and then renamed, so that a killed process leaves each record either in
its old or in its new state. A power failure may do more harm, since nothing is fsynced.

A marker file identifies the directory as a sandbox's, and is locked while a sandbox uses it. A directory without it is
never touched.
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
"""Names of files that may be removed; only the store creates such names."""


class Store:
    """Records and blobs.

    Args:
        directory: The directory; None stores no records, and blobs in a temporary directory until `close`.

    Raises:
        ValueError: The directory contains something else, or was created by another version.
        OSError: The directory can't be used; with `EBUSY` if another store uses it.

    Attributes:
        closed: Whether it was closed; nothing may be stored from then on.
    """

    def __init__(self, directory: Path | None) -> None:
        self._records = directory
        self._numbers: dict[tuple[str, str], int] = {}
        self._last = 0
        self.closed = False
        # A store that was not closed releases the directory when it is garbage-collected.
        self._release = weakref.finalize(self, _claim(directory).close) if directory is not None else None

    @cached_property
    def _blobs(self) -> Path:
        if self._records is None:
            return Path(tempfile.mkdtemp(prefix="imgix-sandbox-"))
        blobs = self._records / "blobs"
        blobs.mkdir(mode=0o700, exist_ok=True)
        return blobs

    def close(self) -> None:
        """Release the directory, and remove temporary files. It may be called twice."""
        self.closed = True
        if self._release is not None:
            self._release()
        if self._records is None and "_blobs" in self.__dict__:
            shutil.rmtree(self._blobs, ignore_errors=True)

    def save(self, kind: str, key: str, value: dict[str, Any]) -> None:
        """Save a record, replacing an earlier one with the same key."""
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
        """Remove a record, if there is one."""
        self._numbers.pop((kind, key), None)
        if self._records is not None:
            _file(self._records, kind, key).unlink(missing_ok=True)

    def load(self, kind: str, make: Callable[..., T]) -> dict[str, T]:
        """Load the records of a kind, in the order in which they were first saved, and remove unfinished files.

        Args:
            kind: The kind.
            make: Creates an object from the members of a record.

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
        """Return the path to write a blob to; `finish_blob` makes it permanent."""
        return self._blobs / f"{secrets.token_hex(16)}{_TEMPORARY}"

    def finish_blob(self, path: Path) -> str:
        """Turn a written file into a blob, and return its name."""
        path.replace(self._blobs / path.stem)
        return path.stem

    def blob(self, name: str) -> Path:
        """Return the file of a blob."""
        return self._blobs / name

    def remove_blob(self, name: str | None) -> None:
        """Remove a blob, if there is one."""
        if name is not None:
            (self._blobs / name).unlink(missing_ok=True)

    def keep_only(self, names: Iterable[str]) -> None:
        """Remove the blobs that no record refers to; a kill between two writes may leave one."""
        if self._records is not None:
            referenced = set(names)
            for path in self._blobs.iterdir():
                if path.name not in referenced and _BLOB.fullmatch(path.name):
                    path.unlink()


def _file(directory: Path, kind: str, key: str) -> Path:
    return directory / kind / f"{hashlib.sha256(key.encode()).hexdigest()[:40]}.json"


def _claim(directory: Path) -> TextIO:
    """Mark a new or empty directory as a sandbox's, lock it, and return the open file that holds the lock.

    The lock ends with the process, even if it is killed.
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
