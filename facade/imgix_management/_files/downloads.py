"""The files of a Report on disk: their names, and how they are written completely or not at all."""

from __future__ import annotations

import contextlib
import hashlib
import os
import re
import secrets
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import BinaryIO, Final

from .._i18n import bilingual, gettext_noop
from .._models.resources import Report
from ..errors import InvalidInputError

DownloadProgress = Callable[[int, int | None], object]
"""Called with the bytes of a file received so far, and its size, or None where it is not known."""

CHUNK: Final = 256 * 1024
LONGEST_STEM: Final = 100


def check_report(report: object) -> None:
    """Check that an argument is a Report.

    Raises:
        InvalidInputError: It is not, such as an id (`argument_invalid`).
    """
    if not isinstance(report, Report):
        allowed = bilingual(gettext_noop("a Report, as client.reports.get() returns it"))
        raise InvalidInputError("argument_invalid", name="report", value=report, allowed=allowed)


def names(report: Report) -> list[str]:
    """Return a file name for each part of a Report, made of its key and id alone: no name comes from a URL."""
    stem = file_stem(report)
    return [f"{stem}.part{number}.csv" for number in range(len(urls(report)))]


def urls(report: Report) -> Sequence[object]:
    """Return what a Report names as its files: a list, or a single URL; none if it is anything else."""
    files: object = report.files
    return files if isinstance(files, tuple) else (files,) if isinstance(files, str) else ()


def file_stem(report: Report) -> str:
    """Return the key and the id of a Report as a file name that stays in its folder; another Report has another name.

    A Report that is not completed has a different name, so that it is never taken for the final one.
    """
    identity = f"{report.report_key}-{report.id}"
    stem = re.sub(r"[^A-Za-z0-9_-]", "_", identity)[:LONGEST_STEM]
    if stem != identity:
        stem = f"{stem}-{hashlib.sha256(identity.encode(errors='surrogatepass')).hexdigest()[:12]}"
    return stem if report.completed is True else f"{stem}.incomplete"


def folder(path: str | os.PathLike[str]) -> Path:
    """Return the folder to download to, and create it if it is missing.

    Raises:
        InvalidInputError: It cannot be made (`folder_unwritable`).
    """
    target = Path(path)
    try:
        target.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise InvalidInputError("folder_unwritable", path=str(path)) from error
    return target


@contextlib.contextmanager
def atomic_file(path: Path) -> Iterator[BinaryIO]:
    """Open a file that gets its name when it is complete; after an error, nothing is left of it."""
    scratch = path.with_name(f".{path.name}.{secrets.token_hex(4)}.part")
    try:
        with scratch.open("xb") as file:  # with the permissions that the umask leaves
            yield file
        scratch.replace(path)
    except BaseException:
        with contextlib.suppress(OSError):
            scratch.unlink()
        raise


def join(parts: Sequence[Path], target: Path) -> None:
    """Write the parts one after another. Where they all begin with the same line, it is written once."""
    with atomic_file(target) as joined:
        header, complete = b"", True
        for part in parts:
            with part.open("rb") as file:
                chunk = file.readline()
                if header and chunk.rstrip(b"\r\n") == header:
                    chunk = file.read(CHUNK)
                header = header or chunk.rstrip(b"\r\n")
                if chunk and not complete:
                    joined.write(b"\n")
                while chunk:
                    joined.write(chunk)
                    complete = chunk.endswith(b"\n")
                    chunk = file.read(CHUNK)
