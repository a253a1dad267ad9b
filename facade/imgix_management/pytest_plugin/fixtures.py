"""Fixtures for the tests of programs that use this library. Everything heavy is imported when one is used."""

from __future__ import annotations

import importlib.util
from collections.abc import AsyncIterator, Callable, Iterator
from typing import TYPE_CHECKING, Any, Final

import pytest

if TYPE_CHECKING:
    from .. import AsyncManagementClient, ManagementClient, Source
    from ..testing import Sandbox

_RUNNING: Final = pytest.StashKey["Sandbox"]()


def _async_fixture() -> Callable[[Callable[..., Any]], Any]:
    """Return the decorator for async fixtures: pytest-asyncio's, or pytest's own, with which anyio's plugin works."""
    if importlib.util.find_spec("pytest_asyncio") is None:
        return pytest.fixture()
    import pytest_asyncio  # noqa: PLC0415 - only where it is installed

    return pytest_asyncio.fixture()


@pytest.fixture(scope="session")
def imgix_sandbox(request: pytest.FixtureRequest) -> Iterator[Sandbox]:
    """A local Management API without rate limits, which each test finds empty: `imgix_management.testing.Sandbox`."""
    try:
        from ..testing import Sandbox  # noqa: PLC0415 - heavy
    except ModuleNotFoundError as error:
        pytest.fail(f"imgix_sandbox needs the package {error.name}: pip install 'imgix-management[sandbox]'", False)
    with Sandbox() as sandbox:
        request.config.stash[_RUNNING] = sandbox
        yield sandbox
        del request.config.stash[_RUNNING]


@pytest.fixture
def imgix_client(imgix_sandbox: Sandbox) -> Iterator[ManagementClient]:
    """A client of `imgix_sandbox`."""
    with imgix_sandbox.client() as client:
        yield client


@_async_fixture()
async def imgix_async_client(imgix_sandbox: Sandbox) -> AsyncIterator[AsyncManagementClient]:
    """An async client of `imgix_sandbox`, for pytest-asyncio or anyio."""
    async with imgix_sandbox.async_client() as client:
        yield client


@pytest.fixture
def imgix_source(imgix_sandbox: Sandbox) -> Source:
    """A Source named Shop that accepts uploads, at shop.imgix.net."""
    return imgix_sandbox.add_source()


class CleanState:
    """Resets the sandbox before each test that uses it."""

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtest_setup(self, item: pytest.Item) -> None:
        """Reset the sandbox, if an earlier test has started it."""
        sandbox = item.config.stash.get(_RUNNING, None)
        if sandbox is not None and "imgix_sandbox" in getattr(item, "fixturenames", ()):
            sandbox.reset()
