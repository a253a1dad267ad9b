"""Notice lists that never end, in bounded memory. No I/O."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from typing import Final

REMEMBERED: Final = 10_000
"""The number of positions, and of ids, that are remembered. Longer circles are noticed, too, though later."""

MAX_REPEATED_PAGES: Final = 3
"""Pages in a row that may hold nothing but resources read before, as when others are added meanwhile."""

MAX_EMPTY_PAGES: Final = 100
"""Pages in a row that may be empty, as when a server searches for a long time."""


class ListProgress:
    """Whether a list makes progress.

    It does as long as it names no page that was read before, and brings something new: of `MAX_REPEATED_PAGES` pages in
    a row that are not empty one resource, and of `MAX_EMPTY_PAGES` in a row one page that is not empty. A resource
    without an id counts as new.

    Attributes:
        unchanged_pages: The number of last pages that held nothing new.
    """

    def __init__(self, position: Hashable) -> None:
        """Begin a list.

        Args:
            position: Where its first page is.
        """
        self.unchanged_pages = 0
        self._pages = 0
        self._empty = 0
        self._repeated = 0
        self._positions = _Recent()
        self._positions.add(position)
        self._ids = _Recent()
        self._mark: Hashable = position

    def ends(self, ids: Sequence[str]) -> bool:
        """Take notice of a page, and return whether the list has brought nothing new for too long.

        Args:
            ids: The ids of its resources.
        """
        new = sum(not id_ or self._ids.add(id_) for id_ in ids)
        self._empty = 0 if ids else self._empty + 1
        self._repeated = 0 if new else self._repeated + bool(ids)
        self.unchanged_pages = 0 if new else self.unchanged_pages + 1
        return self._repeated >= MAX_REPEATED_PAGES or self._empty >= MAX_EMPTY_PAGES

    def repeats(self, position: Hashable) -> bool:
        """Take notice of where the next page is, and return whether that was read before."""
        if position == self._mark or not self._positions.add(position):
            return True
        self._pages += 1
        if self._pages & (self._pages - 1) == 0:  # the powers of two: a circle of any length comes back to such a mark
            self._mark = position
        return False


class _Recent:
    """The last values of many."""

    def __init__(self) -> None:
        self._values: dict[Hashable, None] = {}

    def add(self, value: Hashable) -> bool:
        """Add a value, and return whether it is new."""
        if value in self._values:
            return False
        self._values[value] = None
        if len(self._values) > REMEMBERED:
            del self._values[next(iter(self._values))]
        return True
