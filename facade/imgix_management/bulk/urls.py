"""URLs to purge: one form for each, from Assets, files and git revisions."""

from __future__ import annotations

import subprocess
from collections.abc import Collection, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Final
from urllib.parse import quote, urlsplit, urlunsplit

from .._core import validation
from ..errors import InvalidInputError

_SAFE: Final = "/~()*!'$,;:@+=&"
"""What a path of a URL may hold as it is."""


def url_to_purge(value: str, *, sub_image: bool, domains: Collection[str] | None) -> str:
    """Return the form of a URL that its purge is known by.

    It has no query, which makes no difference (documented), except for a sub-image; no fragment; and scheme and host in
    lower case.

    Args:
        value: The URL.
        sub_image: Whether it is that of a sub-image.
        domains: The domains that it may be on; None for any.

    Raises:
        InvalidInputError: It is not a complete URL (`url_invalid`), or on another domain (`url_foreign`).
    """
    parts = urlsplit(validation.url_to_purge(value))
    if domains is not None and (parts.hostname or "") not in domains:
        raise InvalidInputError("url_foreign", value=value, known=", ".join(sorted(domains)))
    query = parts.query if sub_image else ""
    return urlunsplit((parts.scheme.lower(), parts.netloc.lower(), parts.path or "/", query, ""))


def asset_url(domain: str, origin_path: str) -> str:
    """Return the URL of an Asset, without parameters and unsigned."""
    return f"https://{domain}/{quote(origin_path.removeprefix('/'), safe=_SAFE)}"


def domain_names(domains: Iterable[str] | None) -> list[str] | None:
    """Return domains in lower case; None for any."""
    return None if domains is None else sorted({domain.lower() for domain in domains})


def map_urls(paths: Iterable[str], prefixes: Mapping[str, str]) -> list[str]:
    """Return the URLs of files: a prefix of the path is replaced by the URL that stands for it.

    The longest prefix wins. Paths that begin with none are left out.

    Example:
        print(map_urls(["public/img/tom.jpg", "README.md"], {"public/": "https://shop.imgix.net/"}))

    Args:
        paths: The paths, with slashes, such as those of `changed_files`.
        prefixes: The beginning of a path -> the beginning of its URL.

    Raises:
        InvalidInputError: A URL is not complete (`url_invalid`).
    """
    ordered = sorted(prefixes.items(), key=lambda pair: len(pair[0]), reverse=True)
    for _, url in ordered:
        validation.absolute_url(url)
    return list(_mapped(paths, ordered))


def _mapped(paths: Iterable[str], ordered: Iterable[tuple[str, str]]) -> Iterator[str]:
    for path in paths:
        for prefix, url in ordered:
            if path.startswith(prefix):
                yield url + quote(path.removeprefix(prefix), safe=_SAFE)
                break


def changed_files(revision: str, *, repository: str | Path = ".") -> list[str]:
    """Return the files that differ between a git revision and the working tree, deleted ones included.

    It runs `git diff --name-only`; of a file that was renamed, both names.

    Example:
        print(len(changed_files("HEAD~1", repository="/srv/shop")))

    Args:
        revision: The revision, such as `HEAD~1`, a tag or a commit; or a range such as `v1..v2`.
        repository: A folder of the repository. Paths are relative to the root of the repository.

    Raises:
        InvalidInputError: git is not installed, this is no repository, or there is no such revision (`git_failed`).
    """
    command = [
        "git",
        "-C",
        str(repository),
        "diff",
        "--name-only",
        "--no-renames",
        "-z",
        "--end-of-options",
        revision,
        "--",
    ]
    try:
        ran = subprocess.run(command, capture_output=True, check=False)  # noqa: S603 - no shell, and no option by a name
    except OSError as error:
        raise InvalidInputError("git_failed", revision=revision, reason=error.strerror or str(error)) from error
    if ran.returncode:
        lines = ran.stderr.decode(errors="replace").strip().splitlines() or [f"exit code {ran.returncode}"]
        raise InvalidInputError("git_failed", revision=revision, reason=lines[0].removeprefix("fatal: ").rstrip("."))
    return [name for name in ran.stdout.decode(errors="surrogateescape").split("\0") if name]


class URLFile:
    """A file with one URL on each line. Empty lines, and those that begin with "#", are left out.

    It is read when a job reads it, each time from its beginning, so that a list of millions needs no memory and an
    interrupted job can compare it.
    """

    def __init__(self, path: str | Path) -> None:
        """Name the file, in UTF-8, with or without a byte order mark."""
        self.path: Path = Path(path)

    def __iter__(self) -> Iterator[str]:
        path = validation.readable_file(self.path)
        try:
            with path.open(encoding="utf-8-sig") as file:
                for line in file:
                    url = line.strip()
                    if url and not url.startswith("#"):
                        yield url
        except (OSError, UnicodeError) as error:
            raise InvalidInputError("file_unreadable", path=str(path)) from error
