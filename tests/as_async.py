"""One test for both clients."""


class AsAsync:
    """A sync client with the methods of the async one."""

    def __init__(self, target):
        self._target = target

    def __getattr__(self, name):
        value = getattr(self._target, name)
        if not callable(value):
            return AsAsync(value)
        if name in ("list", "pages"):
            return lambda *args, **kwargs: AsAsyncPager(value(*args, **kwargs))

        async def call(*args, **kwargs):
            return value(*args, **kwargs)

        return call


class AsAsyncPager:
    def __init__(self, pager):
        self._pager = pager

    def pages(self):
        return AsAsyncPager(self._pager.pages())

    async def first(self):
        return self._pager.first()

    async def count(self):
        return self._pager.count()

    async def first_page(self):
        return self._pager.first_page()

    def __await__(self):
        return self.first_page().__await__()

    async def __aiter__(self):
        for item in self._pager:
            yield item
