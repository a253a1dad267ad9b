"""Hooks: functions of the program that are called before and after each call."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypedDict

from .._i18n import bilingual, gettext_noop
from .._models.resources import ResponseInfo
from ..errors import Call, ImgixError, InvalidInputError

BeforeCall = Callable[[Call], Any]
"""Called before the call waits for its rate limit. An error that it raises ends the call. With the async client it may
be a coroutine function."""

AfterCall = Callable[[Call, ResponseInfo | None, ImgixError | None], Any]
"""Called when a call ends in a response or in an ImgixError; an error status comes with both. Not called when the call
is cancelled, or when another callback raises. With the async client it may be a coroutine function."""


class Hooks(TypedDict, total=False):
    """Functions to call around each API call, and around each transfer to or from storage."""

    before_call: Sequence[BeforeCall]
    """Called in this order before each call."""
    after_call: Sequence[AfterCall]
    """Called in this order after each call."""


@dataclass(frozen=True, slots=True)
class HookList:
    """Validated hooks.

    Attributes:
        before_call: Called before each call.
        after_call: Called after each call.
    """

    before_call: tuple[BeforeCall, ...] = ()
    after_call: tuple[AfterCall, ...] = ()

    @classmethod
    def create_sync(cls, hooks: Mapping[str, object] | None) -> HookList:
        """Validate the hooks of a sync client, which cannot await coroutine functions.

        Args:
            hooks: The argument `hooks` of the client.

        Raises:
            InvalidInputError: An unknown name, or something else than a list of functions (`argument_invalid`).
        """
        validated = cls.create_async(hooks)
        for name in ("before_call", "after_call"):
            for function in getattr(validated, name):
                if inspect.iscoroutinefunction(function):
                    allowed = bilingual(gettext_noop("plain functions"))
                    raise InvalidInputError("argument_invalid", name=name, value=function, allowed=allowed)
        return validated

    @classmethod
    def create_async(cls, hooks: Mapping[str, object] | None) -> HookList:
        """Validate the hooks of an async client. The arguments are those of `create_sync`."""
        hooks = {} if hooks is None else hooks
        if not isinstance(hooks, Mapping) or not set(hooks) <= {"before_call", "after_call"}:
            allowed = bilingual(gettext_noop("a dictionary with before_call and after_call, each a list of functions"))
            raise InvalidInputError("argument_invalid", name="hooks", value=hooks, allowed=allowed)
        for name, functions in hooks.items():
            if not isinstance(functions, Sequence) or not all(map(callable, functions)):
                allowed = bilingual(gettext_noop("a list of functions"))
                raise InvalidInputError("argument_invalid", name=name, value=functions, allowed=allowed)
        return cls(**{name: tuple(functions) for name, functions in hooks.items()})  # type: ignore[arg-type]
