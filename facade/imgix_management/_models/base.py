"""Immutable views of the JSON objects in a response. No I/O.

A model keeps the decoded JSON object as its own attribute dictionary: reading an attribute costs no more than in any
Python object, nothing of a response is lost, and attributes newer than this release are read like the others. Lists and
objects in it are frozen when the model is created. Which attributes exist is derived from the contract
(`_generated/attributes.py`).
"""

from __future__ import annotations

import contextlib
import inspect
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from gc import is_tracked
from types import MethodType
from typing import TYPE_CHECKING, Any, ClassVar, Final, Generic, NoReturn, Self, TypeVar, cast, overload

from .._i18n import Language
from ..errors import FieldNotRequestedError
from ..errors.headers import Headers

T = TypeVar("T")
F = TypeVar("F", bound=Callable[..., Any])

MASK: Final = "***"
DEEPEST: Final = 100
"""Levels of lists and objects that are visited within an attribute; more could exhaust the stack."""

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
    """Return decoded JSON with tuples for lists and `FrozenDict`s for objects. The argument is modified."""
    kind = type(value)
    if kind not in _CHANGEABLE or depth > DEEPEST:
        return value
    if kind is dict:
        if is_tracked(value):  # an object of plain values is not, and needs no visit
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
    """Return the members of a mapping or a model, for a request."""
    return {name: value[name] for name in value}


def mask(value: Any, secrets: frozenset[str], depth: int = 0) -> Any:  # noqa: ANN401 - any JSON
    """Return a copy with the values of secret names masked, at any depth; everything below `DEEPEST` is masked."""
    if isinstance(value, dict | list | tuple) and depth > DEEPEST:
        return MASK
    if isinstance(value, dict):
        return {
            key: MASK if key in secrets and item is not None else mask(item, secrets, depth + 1)
            for key, item in value.items()
        }
    return [mask(item, secrets, depth + 1) for item in value] if isinstance(value, list | tuple) else value


class _ProtectedMethod:
    """A method that stays reachable when a response has an attribute of its name: a data descriptor."""

    __slots__ = ("_function",)

    def __init__(self, function: Callable[..., Any]) -> None:
        self._function = function

    def __get__(self, model: Model | None, owner: type[Model]) -> Callable[..., Any]:
        return self._function if model is None else MethodType(self._function, model)

    def __set__(self, model: Model, value: object) -> NoReturn:
        raise _immutable(model)


def protected(function: F) -> F:
    """Decorate a public method of a model, so that no attribute of a response takes its place."""
    return cast("F", _ProtectedMethod(function))


def _immutable(model: Model) -> AttributeError:
    return AttributeError(f"{type(model).__name__} is immutable; send the change with update()")


@dataclass(frozen=True, slots=True)
class ResponseInfo:
    """A response apart from its body."""

    status_code: int
    """The HTTP status."""
    headers: Headers
    """The headers of the response; their names are case-insensitive."""
    request_id: str | None
    """The server's id of the request, or None: the header x-request-id, or x-cloud-trace-context where there is none
    (both seen in captures).
    """
    duration: float
    """Seconds from sending the request to the end of the response, of the last attempt."""
    rate_limit_wait: float
    """Seconds waited for the rate limit, by all attempts."""
    attempts: int = 1
    """Requests sent for the call; more than one if it was retried."""


@dataclass(frozen=True, slots=True)
class Context:
    """What all resources of one response share."""

    meta: Mapping[str, Any]
    included: Sequence[Mapping[str, Any]]
    jsonapi: Mapping[str, Any]
    fieldset: frozenset[str] | None
    """The sparse fieldset that was requested, or None for all attributes."""
    response_info: ResponseInfo
    language: Language | None
    """The client's language, for errors."""


class Model:
    """A JSON object as an immutable Python object.

    Read attributes as `model.name` or as `model["name"]`. The second takes any name, even one that is no Python
    identifier, and raises KeyError for an attribute that the response does not have. `model.name` is None for an
    attribute of the contract that the response leaves out; any other name raises AttributeError.
    """

    __slots__ = ("__dict__", "_context")

    _known: ClassVar[Mapping[str, str]] = {}
    """The attributes of the contract: their names in Python, and in a response."""
    _wire_names: ClassVar[frozenset[str]] = frozenset()
    """Wire names of the known attributes."""
    _deep: ClassVar[frozenset[str]] = frozenset()
    """Wire names of the attributes that hold lists or objects."""
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
        cls._wire_names = frozenset(cls._known.values())
        cls._deep = cls._deep.union(
            field.wire for field in fields.values() if isinstance(field, FrozenField | NestedField)
        )

    @classmethod
    def _create(cls, attributes: dict[str, Any], context: Context) -> Self:
        model = new(cls)
        if type(attributes) is dict and is_tracked(attributes):  # not if all values are plain
            freeze(attributes, cls._changeable(attributes))
        set_attributes(model, attributes)
        set_context(model, context)
        return model

    @classmethod
    def _changeable(cls, names: Iterable[str]) -> list[str]:
        """Return the names that may hold lists or objects: by the contract, or because it does not have them."""
        return [name for name in names if name in cls._deep or name not in cls._wire_names]

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
        """Return the names of the attributes that the response has."""
        return self.__dict__.keys()

    @protected
    def to_dict(self) -> dict[str, Any]:
        """Return a copy as plain JSON types, secrets included."""
        return cast("dict[str, Any]", _thawed(self.__dict__))

    @protected
    def masked(self) -> dict[str, Any]:
        """Return a copy as plain JSON types with secrets masked, for display."""
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
        return type(self)._create, (self.__dict__, self._context)


# A model refuses changes, and `object.__setattr__` would look up each name again.
new: Final = object.__new__
set_attributes: Final = vars(Model)["__dict__"].__set__
set_context: Final = vars(Model)["_context"].__set__


def _missing(model: Model, name: str) -> Any:  # noqa: ANN401 - in place of a value of any type
    """Return None for an attribute of the contract that the response does not have.

    Raises:
        FieldNotRequestedError: A sparse fieldset was requested without the attribute or any part of it.
    """
    fieldset = model._context.fieldset
    if fieldset is not None and name not in fieldset and not _within(fieldset, name):
        language = model._context.language
        raise FieldNotRequestedError(resource=type(model).__name__, field=name, language=language)
    return None


def _within(fieldset: frozenset[str], name: str) -> frozenset[str]:
    """Return the part of a fieldset that selects from within an attribute."""
    return frozenset(field[len(name) + 1 :] for field in fieldset if field.startswith(f"{name}."))


class Field(Generic[T]):
    """An attribute. It is no data descriptor: Python looks into the JSON object first, and here only if that has none.

    So neither it nor a `__getattr__` slows down the reading of attributes that the response has.
    """

    __slots__ = ("wire",)

    wire: str

    def __init__(self, wire: str) -> None:
        self.wire = wire

    @overload
    def __get__(self, model: None, owner: type[Model]) -> Self: ...
    @overload
    def __get__(self, model: Model, owner: type[Model]) -> T: ...
    def __get__(self, model: Model | None, owner: type[Model]) -> Self | T:
        return self if model is None else cast("T", _missing(model, self.wire))


class FrozenField(Field[T]):
    """An attribute that holds a list or an object: a tuple, or a dictionary that cannot be changed."""


class _Converted(Field[T]):
    """An attribute that is more than a look-up: a data descriptor, which Python asks before the JSON object."""

    def _convert(self, value: Any, model: Model) -> T:  # noqa: ANN401
        return cast("T", value)

    if not TYPE_CHECKING:  # the types are those of any other attribute

        def __get__(self, model: Model | None, owner: type[Model]) -> Any:  # noqa: ANN401
            if model is None:
                return self
            try:
                value = model.__dict__[self.wire]
            except KeyError:
                return _missing(model, self.wire)
            return self._convert(value, model)

    def __set__(self, model: Model, value: object) -> NoReturn:
        raise _immutable(model)


class AliasedField(_Converted[T]):
    """An attribute whose wire name is no Python identifier."""


class NestedField(_Converted[T]):
    """An attribute that holds a nested object; any other value is returned unchanged."""

    __slots__ = ("_model",)

    _model: type[Model]

    def __init__(self, wire: str, model: type[Model]) -> None:
        super().__init__(wire)
        self._model = model

    def _convert(self, value: Any, model: Model) -> T:  # noqa: ANN401
        if type(value) is not FrozenDict:
            return cast("T", value)
        context = model._context
        if context.fieldset is not None:
            inside = None if self.wire in context.fieldset else _within(context.fieldset, self.wire)
            context = replace(context, fieldset=inside)
        return cast("T", self._model._create(value, context))


class DateTimeField(_Converted[datetime | None]):
    """A UNIX time in seconds as an aware datetime in UTC; None for null and for anything else that is no time."""

    def _convert(self, value: Any, model: Model) -> datetime | None:  # noqa: ANN401
        if isinstance(value, int | float) and not isinstance(value, bool):
            with contextlib.suppress(ValueError, OverflowError, OSError):
                return datetime.fromtimestamp(value, UTC)
        return None
