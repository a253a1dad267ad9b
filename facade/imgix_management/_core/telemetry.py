"""Log calls to the logger `imgix_management`, and trace them with OpenTelemetry."""

from __future__ import annotations

import functools
import importlib
import logging
import os
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager, nullcontext
from types import ModuleType
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import parse_qsl, urlencode

from ..errors import ConfigurationError
from ..errors.base import sanitize
from ..version import __version__

if TYPE_CHECKING:
    from httpx import Request

    from .._i18n import Language
    from .._models.resources import ResponseInfo
    from ..errors import Call, ImgixError

LOGGER: Final = logging.getLogger("imgix_management")
LOGGER.addHandler(logging.NullHandler())  # quiet, until the program or IMGIX_LOG says otherwise

LEVELS: Final = ("debug", "info", "warning")

_PORTS: Final = {"https": 443, "http": 80}
_ERROR_STATUS: Final = 400
_HARMLESS: Final = ("page[", "fields[", "sort")
"""How the names of parameters begin whose values may be shown. Filters may name people, and signatures open doors."""


class _StandardError(logging.Handler):
    """Writes to the current `sys.stderr`."""

    def emit(self, record: logging.LogRecord) -> None:
        try:
            print(self.format(record), file=sys.stderr)
        except (OSError, ValueError):  # it may be closed
            self.handleError(record)


_HANDLER: Final = _StandardError()
_HANDLER.setFormatter(logging.Formatter("%(asctime)s %(name)s %(levelname)s %(message)s"))


def start_logging(language: Language, environ: Mapping[str, str] = os.environ) -> None:
    """Write the log to standard error if `IMGIX_LOG` names a level.

    Args:
        language: The client's language.
        environ: The environment. An empty variable counts as unset.

    Raises:
        ConfigurationError: `IMGIX_LOG` names no level (`log_level_invalid`).
    """
    level = environ.get("IMGIX_LOG")
    if not level:
        return
    if level.lower() not in LEVELS:
        raise ConfigurationError("log_level_invalid", value=level, known=", ".join(LEVELS), language=language)
    LOGGER.setLevel(level.upper())
    LOGGER.addHandler(_HANDLER)  # a handler that is there already is not added again


def log_call(call: Call, info: ResponseInfo | None, error: ImgixError | None, duration: float) -> None:
    """Log a completed call: at level DEBUG if it succeeded, at INFO if it failed. Values of the query are never logged.

    Args:
        call: The call.
        info: Its response, or None if there was none.
        error: Its error, or None.
        duration: Seconds from its beginning to its end, with all that it waited.
    """
    level = logging.DEBUG if error is None else logging.INFO
    if not LOGGER.isEnabledFor(level):
        return
    fields = {
        "status": (info and info.status_code) or (error and error.status_code),
        "duration": f"{duration:.3f}",
        "rate_limit_wait": info and f"{info.rate_limit_wait:.3f}",
        "attempts": getattr(error if info is None else info, "attempts", 1),
        "request_id": (error and error.request_id) or (info and info.request_id),
        "error": error and error.code,
    }
    texts = (f"{name}={sanitize(str(value), 100)}" for name, value in fields.items() if value is not None)
    LOGGER.log(level, "%s %s", call.operation, " ".join(texts))


@functools.cache
def _tracing() -> ModuleType | None:
    """Return OpenTelemetry's API; None where it is not installed."""
    try:
        return importlib.import_module("opentelemetry.trace")
    except ImportError:
        return None


def request_span(
    request: Request, template: str | None = None, resend: int = 0
) -> AbstractContextManager[Callable[[int], None]]:
    """Trace one request as a span, by OpenTelemetry's conventions for HTTP clients, if the program has set up tracing.

    Nothing is added to the request: imgix and its storage learn nothing of the program's trace.

    Args:
        request: The request that is sent within.
        template: The path with names in place of values, where it is known.
        resend: How often the same request was sent before.

    Returns:
        A context manager that yields a function to call with the status code.
    """
    trace = _tracing()
    if trace is None or isinstance(trace.get_tracer_provider(), trace.ProxyTracerProvider):
        return _NO_SPAN
    return _span(trace, request, template, resend)


_NO_SPAN: Final = nullcontext(lambda _status: None)


@contextmanager
def _span(trace: Any, request: Request, template: str | None, resend: int) -> Iterator[Callable[[int], None]]:  # noqa: ANN401
    tracer = trace.get_tracer("imgix_management", __version__)
    with tracer.start_as_current_span(
        f"{request.method} {template}" if template else request.method,
        kind=trace.SpanKind.CLIENT,
        attributes=_attributes(request, template, resend),
        record_exception=False,
        set_status_on_exception=False,
    ) as span:

        def set_status(status: int) -> None:
            span.set_attribute("http.response.status_code", status)
            if status >= _ERROR_STATUS:
                span.set_attribute("error.type", str(status))
                span.set_status(trace.StatusCode.ERROR)

        try:
            yield set_status
        except BaseException as error:
            span.set_attribute("error.type", type(error).__qualname__)
            span.set_status(trace.StatusCode.ERROR)
            raise


def _attributes(request: Request, template: str | None, resend: int) -> dict[str, Any]:
    url = request.url
    attributes: dict[str, Any] = {
        "http.request.method": request.method,
        "url.full": _redacted(str(url.copy_with(userinfo=b"", fragment=None))),
        "server.address": url.host,
        "server.port": url.port or _PORTS.get(url.scheme, 0),
    }
    if template is not None:
        attributes["url.template"] = template
    if resend:
        attributes["http.request.resend_count"] = resend
    return attributes


def _redacted(url: str) -> str:
    base, _, query = url.partition("?")
    shown = [
        (name, value if name.startswith(_HARMLESS) else "REDACTED")
        for name, value in parse_qsl(query, keep_blank_values=True)
    ]
    return f"{base}?{urlencode(shown, safe='[]')}" if shown else base
