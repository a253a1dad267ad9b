"""Immutable views of the JSON objects in an answer. No I/O.

A record keeps the decoded JSON object as its own attribute dictionary, so that reading an attribute costs no more than
in any Python object, nothing of an answer is lost, and attributes this version does not know are reached like the
others. Lists and objects in it are frozen when the record is made. Which attributes there are is derived from the
contract (`derived/attributes.py`).
"""

from __future__ import annotations

import contextlib
import inspect
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from gc import is_tracked
from types import MethodType
from typing import TYPE_CHECKING, Any, ClassVar, Final, Generic, NamedTuple, NoReturn, Self, TypeVar, cast, overload

from .._i18n import Language
from ..errors import FieldNotRequestedError

T = TypeVar("T")
F = TypeVar("F", bound=Callable[..., Any])

MASK: Final = "***"
DEEPEST: Final = 100
"""Levels of lists and objects within an attribute that are looked into; more could exhaust the stack."""

_CHANGEABLE: Final = frozenset([dict, list])


class FrozenDict(dict[str, T]):
    """A dictionary that cannot be changed; `json.dumps` takes it like any other."""

    __slots__ = ()

    def _refuse(self, *_args: object, **_kwargs: object) -> NoReturn:
        raise TypeError("a resource is immutable; send the change with update()")

    __setitem__ = __delitem__ = __ior__ = _refuse
    clear = pop = popitem = setdefault = update = _refuse

    def __reduce__(self) -> tuple[object, ...]:
        return type(self), (dict(self),)


EMPTY: Final[Mapping[str, Any]] = FrozenDict()


def frozen(value: Any, depth: int = 0) -> Any:  # noqa: ANN401 - any JSON
    """Decoded JSON with tuples for lists and `FrozenDict`s for objects, down to `DEEPEST`. It uses the value up."""
    kind = type(value)
    if kind not in _CHANGEABLE or depth > DEEPEST:
        return value
    if kind is dict:
        if is_tracked(value):  # an object of plain values is not, and need not be looked into
            freeze(value, value, depth + 1)
        return FrozenDict(value)
    for item in value:
        if type(item) in _CHANGEABLE:
            return tuple([frozen(item, depth + 1) for item in value])
    return tuple(value)


def freeze(attributes: dict[str, Any], names: Iterable[str], depth: int = 0) -> None:
    """Freeze some of the values of an object, in place."""
    for name in names:
        value = attributes[name]
        kind = type(value)
        if kind is dict and not is_tracked(value):
            attributes[name] = FrozenDict(value)
        elif kind is dict or kind is list:
            attributes[name] = frozen(value, depth)


def _thawed(value: Any, depth: int = 0) -> Any:  # noqa: ANN401 - any JSON
    if depth > DEEPEST:
        return value
    if isinstance(value, dict):
        return {key: _thawed(item, depth + 1) for key, item in value.items()}
    return [_thawed(item, depth + 1) for item in value] if isinstance(value, list | tuple) else value


def as_mapping(value: Mapping[str, Any] | Model) -> dict[str, Any]:
    """What a mapping or a record holds, for a request."""
    return {name: value[name] for name in value}


def mask(value: Any, secrets: frozenset[str], depth: int = 0) -> Any:  # noqa: ANN401 - any JSON
    """A copy with the values of secret names masked, at any depth; what lies below `DEEPEST` is masked as well."""
    if isinstance(value, dict | list | tuple) and depth > DEEPEST:
        return MASK
    if isinstance(value, dict):
        return {
            key: MASK if key in secrets and item is not None else mask(item, secrets, depth + 1)
            for key, item in value.items()
        }
    return [mask(item, secrets, depth + 1) for item in value] if isinstance(value, list | tuple) else value


class _Unhidden:
    """A method that stays reachable where an answer has an attribute of its name: a data descriptor."""

    __slots__ = ("_function",)

    def __init__(self, function: Callable[..., Any]) -> None:
        self._function = function

    def __get__(self, record: Model | None, owner: type[Model]) -> Callable[..., Any]:
        return self._function if record is None else MethodType(self._function, record)

    def __set__(self, record: Model, value: object) -> NoReturn:
        raise _immutable(record)


def protected(function: F) -> F:
    """Decorate a public method of a record, so that no attribute of an answer takes its place."""
    return cast("F", _Unhidden(function))


def _immutable(record: Model) -> AttributeError:
    return AttributeError(f"{type(record).__name__} is immutable; send the change with update()")


class ResponseInfo(NamedTuple):
    """An answer apart from its body."""

    status_code: int
    """The HTTP status."""
    headers: Mapping[str, str]
    """The headers of the answer; names in lower case."""
    request_id: str | None
    """What the server calls the request, from the header x-cloud-trace-context (seen in captures), or None."""
    duration: float
    """Seconds from sending the request to having the whole answer, of the last attempt."""
    rate_limit_wait: float
    """Seconds waited for the rate limit, by all attempts."""
    attempts: int = 1
    """Requests that were sent for the call; more than one if it was tried again."""


class Context(NamedTuple):
    """What all that comes from one answer shares."""

    meta: Mapping[str, Any]
    included: Sequence[Mapping[str, Any]]
    jsonapi: Mapping[str, Any]
    fieldset: frozenset[str] | None
    """The sparse fieldset that was asked for, or None for all attributes."""
    response_info: ResponseInfo
    language: Language | None
    """The client's language, for errors."""


class Model:
    """A JSON object as an immutable Python object.

    Attributes read as `record.name` and as `record["name"]`; the second takes any name, also one that is no Python
    identifier, and raises KeyError for what the answer does not hold. `record.name` gives None for an attribute of the
    contract that the answer leaves out, and AttributeError for a name that neither knows.
    """

    __slots__ = ("__dict__", "_context")

    _known: ClassVar[Mapping[str, str]] = {}
    """The attributes of the contract: their names here, and in an answer."""
    _wires: ClassVar[frozenset[str]] = frozenset()
    """The latter."""
    _deep: ClassVar[frozenset[str]] = frozenset()
    """Those that hold lists or objects."""
    _secret: ClassVar[frozenset[str]] = frozenset()
    """Names whose values are never shown, at any depth."""

    _context: Context

    def __init_subclass__(cls) -> None:
        super().__init_subclass__()
        for name in inspect.get_annotations(cls):
            if name not in vars(cls):
                setattr(cls, name, Field[Any](name))
        fields = {name: field for name, field in vars(cls).items() if isinstance(field, Field)}
        cls._known = {**cls._known, **{name: field.wire for name, field in fields.items()}}
        cls._wires = frozenset(cls._known.values())
        cls._deep = cls._deep.union(
            field.wire for field in fields.values() if isinstance(field, FrozenField | NestedField)
        )

    @classmethod
    def _of(cls, attributes: dict[str, Any], context: Context) -> Self:
        record = new(cls)
        if type(attributes) is dict and is_tracked(attributes):  # not if all values are plain
            freeze(attributes, cls._changeable(attributes))
        set_attributes(record, attributes)
        set_context(record, context)
        return record

    @classmethod
    def _changeable(cls, names: Iterable[str]) -> list[str]:
        """The attributes among these that may hold lists or objects: so says the contract, or it does not have them."""
        return [name for name in names if name in cls._deep or name not in cls._wires]

    def __setattr__(self, name: str, value: object) -> NoReturn:
        raise _immutable(self)

    def __delattr__(self, name: str) -> NoReturn:
        raise _immutable(self)

    def __getitem__(self, name: str) -> Any:  # noqa: ANN401
        return frozen(self.__dict__[name])

    def __contains__(self, name: object) -> bool:
        return name in self.__dict__

    def __iter__(self) -> Iterator[str]:
        return iter(self.__dict__)

    @protected
    def keys(self) -> Any:  # noqa: ANN401 - a keys view
        """The names of the attributes that the answer holds."""
        return self.__dict__.keys()

    @protected
    def to_dict(self) -> dict[str, Any]:
        """A copy as plain JSON types, secrets included."""
        return cast("dict[str, Any]", _thawed(self.__dict__))

    @protected
    def masked(self) -> dict[str, Any]:
        """A copy as plain JSON types, with secrets masked, fit to be shown."""
        return cast("dict[str, Any]", mask(self.to_dict(), type(self)._secret))

    def __eq__(self, other: object) -> bool:
        return type(other) is type(self) and self.__dict__ == other.__dict__

    def __hash__(self) -> int:
        return hash((type(self), frozenset(self.__dict__)))

    def __repr__(self) -> str:
        shown = ", ".join(f"{name}={value!r}" for name, value in self.masked().items())
        return f"{type(self).__name__}({shown})"

    @protected
    def __deepcopy__(self, memo: object) -> Self:
        return self

    def __copy__(self) -> Self:
        return self

    @protected
    def __reduce_ex__(self, protocol: object) -> tuple[object, ...]:
        return type(self)._of, (self.__dict__, self._context)


# A record refuses to be changed, and `object.__setattr__` would look each name up again.
new: Final = object.__new__
set_attributes: Final = vars(Model)["__dict__"].__set__
set_context: Final = vars(Model)["_context"].__set__


def _missing(record: Model, name: str) -> Any:  # noqa: ANN401 - it stands for a value of any type
    """None, for an attribute of the contract that the answer does not hold.

    Raises:
        FieldNotRequestedError: A sparse fieldset was asked for, and neither the attribute nor a part of it is in it.
    """
    asked = record._context.fieldset
    if asked is not None and name not in asked and not _within(asked, name):
        language = record._context.language
        raise FieldNotRequestedError(resource=type(record).__name__, field=name, language=language)
    return None


def _within(fieldset: frozenset[str], name: str) -> frozenset[str]:
    """The part of a fieldset that is about the inside of an attribute."""
    return frozenset(field[len(name) + 1 :] for field in fieldset if field.startswith(f"{name}."))


class Field(Generic[T]):
    """An attribute. The JSON object goes before it, so it is asked only for what that has not: no data descriptor.

    Neither it nor a `__getattr__` stands between a program and what the answer holds.
    """

    __slots__ = ("wire",)

    def __init__(self, wire: str) -> None:
        self.wire = wire

    @overload
    def __get__(self, record: None, owner: type[Model]) -> Self: ...
    @overload
    def __get__(self, record: Model, owner: type[Model]) -> T: ...
    def __get__(self, record: Model | None, owner: type[Model]) -> Self | T:
        return self if record is None else cast("T", _missing(record, self.wire))


class FrozenField(Field[T]):
    """An attribute that holds a list or an object: a tuple, or a dictionary that cannot be changed."""


class _Converted(Field[T]):
    """An attribute that is more than a look-up in the JSON object. A data descriptor, so it goes before that object."""

    def _convert(self, value: Any, record: Model) -> T:  # noqa: ANN401
        return cast("T", value)

    if not TYPE_CHECKING:  # the types are those of any other attribute

        def __get__(self, record: Model | None, owner: type[Model]) -> Any:  # noqa: ANN401
            if record is None:
                return self
            try:
                value = record.__dict__[self.wire]
            except KeyError:
                return _missing(record, self.wire)
            return self._convert(value, record)

    def __set__(self, record: Model, value: object) -> NoReturn:
        raise _immutable(record)


class AliasedField(_Converted[T]):
    """An attribute whose name on the wire is no Python identifier."""


class NestedField(_Converted[T]):
    """An attribute that holds an object with attributes of its own; anything else comes through as it is."""

    __slots__ = ("_record",)

    def __init__(self, wire: str, record: type[Model]) -> None:
        super().__init__(wire)
        self._record = record

    def _convert(self, value: Any, record: Model) -> T:  # noqa: ANN401
        if type(value) is not FrozenDict:
            return cast("T", value)
        context = record._context
        if context.fieldset is not None:
            inside = None if self.wire in context.fieldset else _within(context.fieldset, self.wire)
            context = context._replace(fieldset=inside)
        return cast("T", self._record._of(value, context))


class DateTimeField(_Converted[datetime | None]):
    """A UNIX time in seconds as an aware datetime in UTC; None for null and for what is no time."""

    def _convert(self, value: Any, record: Model) -> datetime | None:  # noqa: ANN401
        if isinstance(value, int | float) and not isinstance(value, bool):
            with contextlib.suppress(ValueError, OverflowError, OSError):
                return datetime.fromtimestamp(value, UTC)
        return None
