"""Where the command records its jobs: a file for each in the state directory, named after its job."""

from __future__ import annotations

import hashlib
import json
import os
import re
import shlex
import time
from collections.abc import Mapping
from contextlib import suppress
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from imgix_management._i18n import gettext_noop

from .exit_codes import CommandError

if TYPE_CHECKING:
    from imgix_management.bulk import JournalInfo

SUFFIX: Final = ".journal"

KEPT: Final = 30 * 86400
"""Seconds for which jobs are kept of which nothing is left to do; those of `same_journal` are kept for ever."""


def jobs_folder() -> Path:
    """Return the folder of the journals; it may not exist yet."""
    from platformdirs import user_state_path  # noqa: PLC0415 - for a quick start

    return user_state_path("imgix-management", appauthor=False) / "jobs"


def new_journal(kind: str) -> Path:
    """Make an empty file for a job that is different each time, such as `purge-20260131-174500`.

    Old ones of which nothing is left to do are removed.

    Args:
        kind: The beginning of its name.

    Raises:
        CommandError: It cannot be made.
    """
    _remove_old()
    stem = f"{kind}-{time.strftime('%Y%m%d-%H%M%S')}"
    for number in count(1):
        path = _made_folder() / f"{stem}{f'-{number}' if number > 1 else ''}{SUFFIX}"
        try:
            os.close(os.open(path, os.O_CREAT | os.O_EXCL, 0o600))
        except FileExistsError:
            continue
        except OSError as error:
            raise _unwritable(path, error) from error
        return path
    raise AssertionError("unreachable")


def same_journal(kind: str, label: str, identity: Mapping[str, Any]) -> Path:
    """Return the file for a job that continues where an earlier one with the same arguments ended.

    Args:
        kind: The beginning of its name.
        label: What is to be recognized in it, such as the name of a folder.
        identity: What distinguishes it from others, as plain JSON types.

    Raises:
        CommandError: The folder of the journals cannot be made.
    """
    digest = hashlib.sha256(json.dumps(identity, sort_keys=True).encode(errors="surrogatepass")).hexdigest()[:6]
    readable = re.sub(r"[^\w.-]+", "-", label.encode(errors="replace").decode())[:30].strip("-.")
    return _made_folder() / f"{'-'.join(filter(None, (kind, readable, digest)))}{SUFFIX}"


def find_journal(name: str) -> Path:
    """Return the journal that a user names, by the name of its job or as a file.

    Raises:
        CommandError: There is none.
    """
    if os.sep not in name and (path := jobs_folder() / f"{name}{SUFFIX}").is_file():
        return path
    if Path(name).is_file():
        return Path(name)
    raise CommandError(gettext_noop("There is no job {name}. See: imgix jobs list"), name=name)


def job_name(path: Path) -> str:
    """Return the name of a job, as `find_journal` takes it, to be typed in a shell."""
    within = path.parent == jobs_folder() and path.name.endswith(SUFFIX)
    return shlex.quote(path.name.removesuffix(SUFFIX) if within else str(path))


def known_jobs() -> list[JournalInfo]:
    """Return the jobs of the state directory, the latest first. What is no journal of this release is left out."""
    infos = filter(None, map(readable, jobs_folder().glob(f"*{SUFFIX}")))
    return sorted(infos, key=lambda info: info.created, reverse=True)


def readable(path: Path) -> JournalInfo | None:
    """Return what is in a journal; None if it cannot be read."""
    from imgix_management import InvalidInputError, JournalError  # noqa: PLC0415 - for a quick start
    from imgix_management.bulk import read_journal  # noqa: PLC0415

    try:
        return read_journal(path)
    except (InvalidInputError, JournalError):
        return None


def is_empty(path: Path) -> bool:
    """Return whether a file is there, and empty: no job has begun in it."""
    return path.is_file() and not path.stat().st_size


def remove_journal(path: Path) -> None:
    """Remove a journal."""
    for suffix in ("", "-wal", "-shm"):
        path.with_name(path.name + suffix).unlink(missing_ok=True)


def _remove_old() -> None:
    for path in jobs_folder().glob(f"*-{'[0-9]' * 8}-{'[0-9]' * 6}*{SUFFIX}"):
        with suppress(OSError):
            if path.stat().st_mtime < time.time() - KEPT and _is_done(path):
                remove_journal(path)


def _is_done(path: Path) -> bool:
    info = readable(path)
    return info is not None and not info.running and info.report.successful


def _made_folder() -> Path:
    folder = jobs_folder()
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise _unwritable(folder, error) from error
    return folder


def _unwritable(path: Path, error: OSError) -> CommandError:
    text = gettext_noop("The job cannot be recorded in {path}: {reason}. Name another file with --journal.")
    return CommandError(text, path=str(path), reason=error.strerror or str(error))
