from collections.abc import Callable, Iterator
from contextlib import ExitStack
from typing import Any

import pytest

from imgix_sandbox import Sandbox
from tests.sandbox.helpers import Api, Clock, connect


@pytest.fixture(scope="package")
def sandbox() -> Iterator[Sandbox]:
    """One sandbox for all tests that need no clock of their own; deployments take no time, limits are far away."""
    with Sandbox(rate_scale=1e6, deploy_seconds=0) as sandbox:
        yield sandbox
    assert sandbox.problems == []


@pytest.fixture
def api(sandbox: Sandbox) -> Iterator[Api]:
    with connect(sandbox.url) as client:
        yield Api(client, sandbox.key)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def start(clock: Clock) -> Iterator[Callable[..., tuple[Sandbox, Api]]]:
    """Start sandboxes on the test's clock."""
    with ExitStack() as stack:

        def begin(**arguments: Any) -> tuple[Sandbox, Api]:
            sandbox = stack.enter_context(Sandbox(**{"clock": clock, "rate_scale": 1e6, **arguments}))
            stack.callback(lambda: check(sandbox))
            client = stack.enter_context(connect(sandbox.url))
            return sandbox, Api(client, sandbox.key)

        def check(sandbox: Sandbox) -> None:
            assert sandbox.problems == []

        yield begin
