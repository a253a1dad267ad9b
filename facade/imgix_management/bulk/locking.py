"""What keeps a journal safe: one process at a time, on a disk of this machine."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Final

from ..errors import InvalidInputError

NETWORK_FILE_SYSTEMS: Final = frozenset(
    [
        "9p",
        "afs",
        "ceph",
        "cifs",
        "fuse.glusterfs",
        "fuse.rclone",
        "fuse.s3fs",
        "fuse.sshfs",
        "lustre",
        "ncpfs",
        "nfs",
        "nfs4",
        "smb3",
        "smbfs",
    ]
)
"""File systems on which neither locks nor write-ahead logging can be relied on."""


class FileLock:
    """A lock file beside a journal. The system releases it when its process ends, however it ends."""

    def __init__(self, path: Path) -> None:
        """Name the lock of the file at `path`; `acquire` takes it."""
        self._path = path.with_name(f"{path.name}.lock")
        self._descriptor: int | None = None

    def acquire(self) -> bool:
        """Take the lock; False if another process, or another job of this one, has it."""
        while True:
            descriptor = os.open(self._path, os.O_RDWR | os.O_CREAT, 0o600)
            try:
                if not _lock(descriptor):
                    os.close(descriptor)
                    return False
                if _is_at(descriptor, self._path):
                    self._descriptor = descriptor
                    return True
            except BaseException:
                os.close(descriptor)
                raise
            os.close(descriptor)  # its holder removed the file in this very moment

    def release(self) -> None:
        """Remove the lock file, and let others take the lock."""
        if self._descriptor is None:
            return
        if sys.platform != "win32":  # there, an open file cannot be removed
            self._path.unlink(missing_ok=True)
        os.close(self._descriptor)
        self._descriptor = None


def is_locked(path: Path) -> bool:
    """Return whether a process works on the journal at a path."""
    lock = path.with_name(f"{path.name}.lock")
    try:
        descriptor = os.open(lock, os.O_RDWR)
    except OSError:
        return False
    try:
        return not _lock(descriptor)
    finally:
        os.close(descriptor)


def refuse_network(path: Path) -> None:
    """Refuse a place on a network file system, as far as the system names it.

    Raises:
        InvalidInputError: `journal_on_network`.
    """
    kind = file_system(path.absolute().parent)
    if kind in NETWORK_FILE_SYSTEMS:
        raise InvalidInputError("journal_on_network", path=str(path), kind=kind)


def file_system(folder: Path, mounts: Path = Path("/proc/self/mounts")) -> str | None:
    """Return the type of the file system that a folder is on, such as `ext4`; None where the system does not tell.

    Args:
        folder: The folder.
        mounts: The table of mounted file systems, as Linux has it.
    """
    try:
        lines = mounts.read_text("utf-8", "surrogateescape").splitlines()
        target = os.path.realpath(folder)
    except OSError:
        return None
    best, kind = "", None
    for line in lines:
        _, point, name, *_ = line.split(" ")
        point = point.replace("\\040", " ")
        within = target == point or target.startswith(point.rstrip("/") + "/")
        if within and len(point) >= len(best):
            best, kind = point, name
    return kind


def _is_at(descriptor: int, path: Path) -> bool:
    try:
        return os.path.samestat(os.fstat(descriptor), path.stat())
    except FileNotFoundError:
        return False


def _lock(descriptor: int) -> bool:
    try:
        if sys.platform == "win32":
            import msvcrt  # noqa: PLC0415

            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        else:
            import fcntl  # noqa: PLC0415

            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True
