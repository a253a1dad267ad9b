"""What the tests of the Redis store share."""

from collections.abc import Iterator

import pytest

from tests.facade.ratelimit.redis_server import RedisServer


@pytest.fixture(scope="session")
def redis_server() -> Iterator[RedisServer]:
    """A server that all tests share: use bucket names of your test alone."""
    server = RedisServer()
    yield server
    server.kill()


@pytest.fixture
def mortal_server() -> Iterator[RedisServer]:
    """A server to be killed."""
    server = RedisServer()
    yield server
    server.kill()
