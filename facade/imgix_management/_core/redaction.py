"""Remove secrets from what other libraries log about our requests, and from what a server repeats.

httpx logs complete URLs, and those of storage are signed; httpcore logs response headers, and a server may repeat
what it was sent; hpack logs the headers of requests, packed and unpacked. A filter on the loggers of these libraries
takes that out of what they log of the requests made here, and leaves alone what other parts of a program send.
"""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Final
from weakref import WeakValueDictionary

import orjson

from .._models._generated.attributes import SourceAttributes
from .._models.base import MASK

if TYPE_CHECKING:
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
    secrets = {key, *_escaped(key)}
    if document is not None:
        secrets |= _secrets(orjson.loads(document))
    for secret in sorted(secrets, key=len, reverse=True):
        if len(secret) >= SHORTEST:
            content = content.replace(secret, MASK.encode())
    return content


def _secrets(sent: object) -> set[bytes]:
    """Return the values of secret names, at any depth: as they are, and as JSON writes them."""
    if isinstance(sent, list):
        return set().union(*map(_secrets, sent))
    secrets: set[bytes] = set()
    for name, value in sent.items() if isinstance(sent, dict) else ():
        if name in SourceAttributes._secret and isinstance(value, str):
            written = orjson.dumps(value)[1:-1]
            secrets |= {value.encode(), written, *_escaped(written)}
        else:
            secrets |= _secrets(value)
    return secrets


def _escaped(written: bytes) -> set[bytes]:
    """Return other ways in which JSON may write a slash."""
    return {written.replace(b"/", slash) for slash in (b"\\/", b"\\u002f", b"\\u002F")}


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
