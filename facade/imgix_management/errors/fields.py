"""Reading an attribute that a sparse fieldset left out, and lists that lead in a circle."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from .._i18n import Language, gettext, gettext_noop
from .base import ImgixError, sanitize


class FieldNotRequestedError(ImgixError, AttributeError):
    """An attribute that the answer does not hold, since a sparse fieldset did not ask for it.

    Attributes:
        resource: The kind of resource, such as `Source`.
        field: The attribute.
    """

    code = "field_not_requested"
    _what: ClassVar[str] = gettext_noop("This {resource} was listed without its attribute {field}.")
    _next: ClassVar[str] = gettext_noop("Add it to fields=..., or leave fields out to get all attributes.")

    def __init__(self, *, resource: str, field: str, language: Language | None = None) -> None:
        super().__init__(language=language)
        self.resource = resource
        self.field = field

    def _sentences(self, language: Language) -> Iterator[str]:
        yield gettext(self._what, language, resource=self.resource, field=self.field)
        yield gettext(self._next, language)


class PaginationError(ImgixError):
    """A list that cannot be read to its end: going on would be endless, or is not possible.

    Attributes:
        position: The page number or cursor that came again; None if the server says that there is more, but not where.
    """

    code = "pagination_loop"
    _what: ClassVar[str] = gettext_noop(
        "The list does not end: the server names page {position} again as the next one."
    )
    _lost: ClassVar[str] = gettext_noop("The list is not complete: the server says that there is more, but not where.")
    _next: ClassVar[str] = gettext_noop(
        "What was read so far may be incomplete. List again; if it goes on, ask imgix support."
    )

    def __init__(
        self, *, position: int | str | None, operation: str | None = None, language: Language | None = None
    ) -> None:
        super().__init__(operation=operation, language=language)
        self.position = position

    def _sentences(self, language: Language) -> Iterator[str]:
        if self.position is None:
            yield gettext(self._lost, language)
        else:
            yield gettext(self._what, language, position=sanitize(str(self.position), 100))
        yield gettext(self._next, language)
