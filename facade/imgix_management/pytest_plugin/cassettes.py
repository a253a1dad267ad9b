"""Cassettes of vcrpy: where they are, and what of the Management API they hold."""

from __future__ import annotations

import json
import os
import zlib
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Final, NamedTuple
from urllib.parse import urlsplit

import yaml

from imgix_contract.recorded import Exchange

USUAL_PLACES: Final = ("cassettes", "tests/cassettes")
_SUFFIXES: Final = {".yaml", ".yml", ".json"}
_NOT_SEARCHED: Final = {"node_modules", "__pycache__", "build", "dist", "site-packages"}
# The C loader is about ten times as fast; both are safe.
_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class CassetteError(Exception):
    """A file that looks like a cassette cannot be read."""


class Interaction(NamedTuple):
    """A call of the Management API, and its place in the cassette, counted from 1."""

    number: int
    exchange: Exchange


def find(root: Path, directories: Sequence[Path]) -> Iterator[Path]:
    """Yield the files that may be cassettes, each once and in order.

    Args:
        root: The root of the project.
        directories: Where to look; if none, in the usual places, and if there are none, everywhere below the root.
    """
    places = directories or [root / name for name in USUAL_PLACES if (root / name).is_dir()] or [root]
    yield from sorted({path.resolve() for place in places for path in _files(place)})


def _files(place: Path) -> Iterator[Path]:
    for folder, below, names in os.walk(place):
        below[:] = [
            name
            for name in below
            if name not in _NOT_SEARCHED and name[0] != "." and not Path(folder, name, "pyvenv.cfg").exists()
        ]
        yield from (Path(folder, name) for name in names if Path(name).suffix in _SUFFIXES)


def read(path: Path, base_urls: Sequence[str]) -> list[Interaction]:
    """Read the calls of the Management API in a cassette; none for other files.

    Args:
        path: The file. YAML is loaded with a safe loader.
        base_urls: Where the Management API was called. All of its paths begin with `/api/`.

    Raises:
        CassetteError: The file names one of the hosts, but it cannot be read.
    """
    data = path.read_bytes()
    if not any(urlsplit(base).netloc.encode() in data for base in base_urls):
        return []
    try:
        document = json.loads(data) if path.suffix == ".json" else yaml.load(data, _Loader)  # noqa: S506 - it is safe
        if not isinstance(document, dict) or not isinstance(document.get("interactions"), list):
            return []
        items_ = [
            (number, url, recorded)
            for number, recorded in enumerate(document["interactions"], start=1)
            if (url := _below(recorded["request"]["uri"], base_urls)) is not None
        ]
        return [Interaction(number, _exchange(url, recorded)) for number, url, recorded in items_]
    except (yaml.YAMLError, ValueError, KeyError, TypeError, AttributeError, zlib.error) as error:
        raise CassetteError(f"{type(error).__name__}: {error}") from error


def _below(uri: str, base_urls: Sequence[str]) -> str | None:
    """The URL without the base, if it is one of the Management API."""
    for base in base_urls:
        rest = uri.removeprefix(base.rstrip("/"))
        if rest != uri and rest.startswith("/api/"):
            return rest
    return None


def _exchange(url: str, recorded: Mapping[str, Any]) -> Exchange:
    request, response = recorded["request"], recorded["response"]
    headers = _headers(response["headers"])
    response_body = _bytes(response["body"]["string"])
    if headers.get("content-encoding") in ("gzip", "deflate"):
        del headers["content-encoding"]
        response_body = zlib.decompress(response_body, wbits=zlib.MAX_WBITS | 32)  # 32: either of the two, by its head
    return Exchange(
        method=request["method"],
        url=url,
        headers=_headers(request["headers"]),
        body=_bytes(request["body"]),
        status=int(response["status"]["code"]),
        response_headers=headers,
        response_body=response_body,
    )


def _headers(recorded: Mapping[str, Any] | None) -> dict[str, str]:
    return {
        name.lower(): value if isinstance(value, str) else ", ".join(map(str, value))
        for name, value in (recorded or {}).items()
    }


def _bytes(body: object) -> bytes:
    if isinstance(body, str):
        return body.encode()
    return body if isinstance(body, bytes) else b""
