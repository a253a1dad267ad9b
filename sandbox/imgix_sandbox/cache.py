"""What was served of the images, until it is purged."""

from collections import OrderedDict

MAX_BYTES = 64 * 1024 * 1024
"""Bytes that the cache holds; the entries that were not used for the longest time are dropped."""


class Cache:
    """The bytes that were served, by URL without host and with its query."""

    def __init__(self) -> None:
        self._entries: OrderedDict[tuple[str, str], tuple[bytes, str]] = OrderedDict()
        self._size = 0

    def get(self, path: str, query: str) -> tuple[bytes, str] | None:
        """Return the bytes and the media type of an entry."""
        entry = self._entries.get((path, query))
        if entry is not None:
            self._entries.move_to_end((path, query))
        return entry

    def put(self, path: str, query: str, content: bytes, media_type: str) -> None:
        """Add an entry, unless it is larger than the cache."""
        if len(content) > MAX_BYTES:
            return
        self._entries[path, query] = (content, media_type)
        self._size += len(content)
        while self._size > MAX_BYTES:
            _, (dropped, _) = self._entries.popitem(last=False)
            self._size -= len(dropped)

    def purge(self, path: str) -> None:
        """Remove all entries of a path, whatever their query."""
        for key in [key for key in self._entries if key[0] == path]:
            self._size -= len(self._entries.pop(key)[0])

    def clear(self) -> None:
        """Remove everything."""
        self._entries.clear()
        self._size = 0
