from collections.abc import Iterator

import pytest

from imgix_management._core import telemetry


@pytest.fixture(autouse=True)
def quiet_again() -> Iterator[None]:
    """What IMGIX_LOG sets ends with the test."""
    handlers, level = list(telemetry.LOGGER.handlers), telemetry.LOGGER.level
    yield
    telemetry.LOGGER.handlers[:] = handlers
    telemetry.LOGGER.setLevel(level)
