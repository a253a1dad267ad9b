"""Remove secrets from what other libraries log about our requests, and from what a server repeats.

httpx logs complete URLs, and those of storage are signed; httpcore logs response headers, and a server may repeat
what it was sent; hpack logs the headers of requests, packed and unpacked. A filter on the loggers of these libraries
takes that out of what they log of the requests made here, and leaves alone what other parts of a program send.
"""

from __future__ import annotations

import logging
import re
import traceback
from typing import TYPE_CHECKING, Final
from weakref import WeakValueDictionary

import orjson

from .._models._generated.attributes import SourceAttributes
from .._models.base import MASK
from ..errors import ImgixError
from ..errors.base import mask_secrets

if TYPE_CHECKING:
    from collections.abc import Iterator

    from .config import Config

REDACTED: Final = ("httpx", *(f"httpcore.{part}" for part in ("connection", "http11", "http2", "proxy", "socks")))
"""Loggers whose records are kept, without secrets. A filter does not reach the children of a logger."""

SILENCED: Final = ("hpack.hpack", "hpack.table")
"""Loggers whose records are dropped: they hold headers in a form that is packed, but can be unpacked."""

SHORTEST: Final = 4
"""Characters of a secret that is looked for in what a server says: a shorter one may be a word of its own."""

# By identity: two clients may have equal settings, and live for different times.
_configs: Final[WeakValueDictionary[int, Config]] = WeakValueDictionary()
_signed: Final[WeakValueDictionary[int, object]] = WeakValueDictionary()


def hide_key(config: Config) -> None:
    """Keep the key of a client out of logs as long as its settings live."""
    _configs[id(config)] = config


def hide_query(url: object) -> None:
    """Keep the query of a URL out of logs as long as this object lives."""
    _signed[id(url)] = url


def redact_echo(content: bytes, key: bytes, document: bytes | None) -> bytes:
    """Return a server's message about a refused request, without the secrets that were in the request.

    Args:
        content: The response body.
        key: The API key.
        document: The document that was sent, or None.
    """
    secrets = {key.decode()}
    if document is not None:
        secrets |= _secrets(orjson.loads(document))
    for secret in sorted(secrets, key=len, reverse=True):
        if len(secret) >= SHORTEST:
            content = re.sub(b"(?i)" + b"".join(map(_spellings, secret)), MASK.encode(), content)
    return content


def hide_in_error(error: BaseException, key: str) -> None:
    """Remove secrets from the errors of other libraries that led to an error, and from the variables of their frames.

    Their messages quote what a server sent, such as a malformed header, and a server may repeat what it was sent. Tools
    that report errors send the variables, too.

    Args:
        error: The error. Functions that still run keep their variables.
        key: The API key.
    """
    for each in _chain(error):
        traceback.clear_frames(each.__traceback__)
        if not isinstance(each, ImgixError):
            each.args = tuple(
                mask_secrets(arg.replace(key, MASK)) if isinstance(arg, str) else arg for arg in each.args
            )


def hide_error(error: BaseException) -> None:
    """Remove all that an error of another library says, since it may quote a secret that is not known here."""
    for each in _chain(error):
        traceback.clear_frames(each.__traceback__)
        each.args = ()


def _chain(error: BaseException) -> Iterator[BaseException]:
    pending, seen = [error], set[int]()
    while pending:
        each = pending.pop()
        seen.add(id(each))
        yield each
        pending += [cause for cause in (each.__cause__, each.__context__) if cause and id(cause) not in seen]


def _secrets(sent: object) -> set[str]:
    """Return the values of secret names, at any depth."""
    if isinstance(sent, list):
        return set().union(*map(_secrets, sent))
    secrets: set[str] = set()
    for name, value in sent.items() if isinstance(sent, dict) else ():
        if name in SourceAttributes._secret and isinstance(value, str):
            secrets.add(value)
        else:
            secrets |= _secrets(value)
    return secrets


def _spellings(character: str) -> bytes:
    """Return a regular expression for a character and all the ways in which JSON may write it."""
    units = character.encode("utf-16-be").hex(" ", -2).split()
    written = {character.encode(), orjson.dumps(character)[1:-1], b"\\" + character.encode()}
    escaped = b"".join(rb"\\u" + unit.encode() for unit in units)
    return b"(?:" + b"|".join([*map(re.escape, sorted(written)), escaped]) + b")"


class _Redaction(logging.Filter):
    def filter(self, record: logging.LogRecord) -> bool:
        if isinstance(record.args, tuple):
            record.args = tuple(_without_query(arg) if id(arg) in _signed else arg for arg in record.args)
        text = shown = record.getMessage()
        for config in filter(None, [reference() for reference in _configs.valuerefs()]):
            for key in {config.api_key, repr(config.api_key)[1:-1]}:
                shown = shown.replace(key, MASK)
        if shown != text:
            record.msg, record.args = shown, ()
        return True


class _Silence(logging.Filter):
    def filter(self, record: logging.LogRecord) -> bool:
        return record.levelno > logging.DEBUG


def _without_query(url: object) -> str:
    base, question_mark, _ = str(url).partition("?")
    return f"{base}?{MASK}" if question_mark else base


for _name in REDACTED:
    logging.getLogger(_name).addFilter(_Redaction())
for _name in SILENCED:
    logging.getLogger(_name).addFilter(_Silence())
