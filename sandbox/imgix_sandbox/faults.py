"""Faults that the sandbox injects on request, and their notation.

A fault is one line of text, its kind followed by its parameters, such as `reset at=after`: the same in a faults file
and in the header `X-Sandbox-Fault`. Whether imgix, or a proxy in front of it, ever fails in these ways is not known;
the faults are there to test clients.
"""

import codecs
import re
import shlex
from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields
from typing import Annotated, ClassVar, Literal, TypeAlias, get_type_hints

HEADER = "X-Sandbox-Fault"
"""The header that selects a fault for its own request."""

_MAX_SECONDS = 3600
_MAX_BYTES = 1024**3


class FaultError(ValueError):
    """An invalid fault or plan of faults.

    Attributes:
        problem: `unknown`, `invalid`, `missing` or `syntax`.
        place: Where the problem is, such as `rules[0].fault`.
        value: The invalid value; for `syntax` the parser's message.
        allowed: The allowed values; for `syntax` the name of the format.
    """

    TEXTS: ClassVar[Mapping[str, str]] = {
        "unknown": "{place}: there is no {value}; choose from: {allowed}",
        "invalid": "{place}: {value} is not valid; allowed: {allowed}",
        "missing": "{place} is missing",
        "syntax": "{place} is not valid {allowed}: {value}",
    }

    def __init__(self, problem: str, place: str, value: object = "", allowed: str = "") -> None:
        super().__init__(self.TEXTS[problem].format(place=place, value=value, allowed=allowed))
        self.problem = problem
        self.place = place
        self.value = value
        self.allowed = allowed


@dataclass(frozen=True)
class _Form:
    """How a parameter is parsed; `read` raises ValueError or LookupError."""

    allowed: str
    read: Callable[[str], object]


def _between(kind: type[float], minimum: float, maximum: float) -> _Form:
    def read(text: str) -> float:
        number = kind(text)
        if not minimum <= number <= maximum:
            raise ValueError
        return number

    return _Form(f"{minimum}..{maximum}", read)


def _one_of(*values: str) -> _Form:
    return _Form(" | ".join(values), {value: value for value in values}.__getitem__)


def _status(text: str) -> int:
    status = int(text)
    if status != 200 and not 400 <= status <= 599:  # noqa: PLR2004 - HTTP
        raise ValueError
    return status


def _media_type(text: str) -> str:
    if not text or not text.isascii() or not text.isprintable():
        raise ValueError
    return text


def _charset(text: str) -> str:
    "".encode(text)  # a codec that is not for text is a LookupError here
    return codecs.lookup(text).name


Seconds: TypeAlias = Annotated[float, _between(float, 0, _MAX_SECONDS)]
Bytes: TypeAlias = Annotated[int, _between(int, 1, _MAX_BYTES)]
Flag: TypeAlias = Annotated[bool, _Form("true | false", {"true": True, "false": False}.__getitem__)]
Charset: TypeAlias = Annotated[str, _Form("utf-8, utf-16, shift_jis, ...", _charset)]


@dataclass(frozen=True)
class Fault:
    """A fault. `str(fault)` is its text with all parameters."""

    @property
    def processes(self) -> bool:
        """Whether the request is processed."""
        return True

    def __str__(self) -> str:
        values = {field.name: getattr(self, field.name) for field in fields(self)}
        parameters = [f"{name}={_written(value)}" for name, value in values.items() if value is not None]
        return " ".join([_kind_name(type(self)), *parameters])


def _kind_name(kind: type[Fault]) -> str:
    return re.sub(r"(?<=[a-z])(?=[A-Z])", "_", kind.__name__).lower()


def _written(value: object) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    return shlex.quote(f"{value:g}" if isinstance(value, float) else str(value))


@dataclass(frozen=True)
class Latency(Fault):
    """Read the complete request, and process it `seconds` later, even if the client has disconnected."""

    seconds: Seconds = 1.0


@dataclass(frozen=True)
class Stall(Fault):
    """Stall for `seconds`: before the request is processed (as `Latency`), after it, or within the response."""

    seconds: Seconds = 1.0
    at: Annotated[Literal["before", "after", "within"], _one_of("before", "after", "within")] = "after"


@dataclass(frozen=True)
class Reset(Fault):
    """Reset the connection.

    `before` the request is processed, `after` it and before the response, or within its `head` or its `body`.
    """

    at: Annotated[Literal["before", "after", "head", "body"], _one_of("before", "after", "head", "body")] = "before"

    @property
    def processes(self) -> bool:
        """False for `before`."""
        return self.at != "before"


@dataclass(frozen=True)
class Response(Fault):
    """Respond with something else; the request is not processed unless `process` is true.

    The body is an `error` document, an `html` page, `empty`, or an error document with `missing` or `extra` members.
    `retry_after` adds the header Retry-After, in seconds or, with `date`, as an HTTP date.

    A 429 without `process` doesn't count towards the rate limits; every other fault does.
    """

    status: Annotated[int, _Form("200, 400..599", _status)] = 503
    body: Annotated[
        Literal["error", "html", "empty", "missing", "extra"], _one_of("error", "html", "empty", "missing", "extra")
    ] = "error"
    retry_after: Annotated[int | None, _between(int, 0, 10**9)] = None
    date: Flag = False
    process: Flag = False

    @property
    def processes(self) -> bool:
        """As the parameter says."""
        return self.process


@dataclass(frozen=True)
class Cut(Fault):
    """Send half of the body, then close the connection (`close`) or end the response as if it were all (`clean`)."""

    end: Annotated[Literal["close", "clean"], _one_of("close", "clean")] = "close"


@dataclass(frozen=True)
class Slow(Fault):
    """Send the body in chunks of `bytes`, one every `seconds`."""

    bytes: Bytes = 1
    seconds: Seconds = 0.1


@dataclass(frozen=True)
class Relabel(Fault):
    """Send the response with another Content-Type."""

    type: Annotated[str, _Form("text/html, ...", _media_type)] = "text/html"


@dataclass(frozen=True)
class Recode(Fault):
    """Encode the text in one charset (`actual`) and declare another (`declared`)."""

    actual: Charset = "utf-16"
    declared: Charset = "utf-8"


@dataclass(frozen=True)
class DecompressionBomb(Fault):
    """Append `bytes` of spaces to the body and compress it with gzip to about a thousandth of that size."""

    bytes: Bytes = 64 * 1024**2


@dataclass(frozen=True)
class Endless(Fault):
    """Append spaces to the body until the client disconnects, or `bytes` of them are sent."""

    bytes: Bytes = 64 * 1024**2


_KINDS: Mapping[str, type[Fault]] = {_kind_name(kind): kind for kind in Fault.__subclasses__()}


def parse_fault(text: str, place: str = HEADER) -> Fault:
    """Read a fault.

    Args:
        text: Such as `response status=429 retry_after=2`; quote values that contain spaces.
        place: Where the text stands, for the error.

    Raises:
        FaultError: There is no such fault or parameter, or a value can't be used.
    """
    try:
        name, *parameters = shlex.split(text)
    except ValueError:
        raise FaultError("invalid", place, repr(text), "reset at=after, ...") from None
    if name not in _KINDS:
        raise FaultError("unknown", place, repr(name), ", ".join(sorted(_KINDS)))
    kind = _KINDS[name]
    forms = {
        field.name: get_type_hints(kind, include_extras=True)[field.name].__metadata__[0] for field in fields(kind)
    }
    values = {}
    for word in parameters:
        key, _, value = word.partition("=")
        if key not in forms:
            raise FaultError("unknown", place, repr(key), ", ".join(forms))
        try:
            values[key] = forms[key].read(value)
        except (ValueError, LookupError):
            raise FaultError("invalid", place, repr(word), f"{key}={forms[key].allowed}") from None
    return kind(**values)
