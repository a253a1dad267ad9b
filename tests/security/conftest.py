from collections.abc import Iterator

import pytest

from imgix_management import observe


@pytest.fixture(autouse=True)
def quiet_again() -> Iterator[None]:
    """What IMGIX_LOG sets ends with the test."""
    handlers, level = list(observe.LOGGER.handlers), observe.LOGGER.level
    yield
    observe.LOGGER.handlers[:] = handlers
    observe.LOGGER.setLevel(level)
