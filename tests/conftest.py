"""Settings of all tests."""

import logging
import os
import ssl
from collections.abc import Iterator
from typing import Any

import certifi
import pytest
from hypothesis import HealthCheck, settings

# How long an example takes says more about what else the machine does.
settings.register_profile("project", deadline=None, suppress_health_check=[HealthCheck.too_slow], max_examples=40)
# What `invoke slow` takes.
settings.register_profile("thorough", settings.get_profile("project"), max_examples=150)
# What `invoke quick` takes: enough to notice that something is badly wrong.
settings.register_profile("quick", settings.get_profile("project"), max_examples=5)
settings.load_profile("project")

PUBLIC_AUTHORITIES = {certifi.where(), os.environ.get("SSL_CERT_FILE")}


@pytest.fixture(scope="session", autouse=True)
def no_public_authorities() -> Iterator[None]:
    """Leave out the authorities of public hosts, which no test reaches: to read them takes 50 ms for each client."""
    load_verify_locations = ssl.SSLContext.load_verify_locations

    def load(context: ssl.SSLContext, cafile: Any = None, *args: Any, **options: Any) -> None:
        if cafile not in PUBLIC_AUTHORITIES:
            load_verify_locations(context, cafile, *args, **options)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(ssl.SSLContext, "load_verify_locations", load)
        yield


def pytest_terminal_summary(terminalreporter):
    """Report the figures of the fault run."""
    reports = [report for kind in ("passed", "failed") for report in terminalreporter.stats.get(kind, [])]
    for text in (text for report in reports for name, text in report.user_properties if name == "fault run"):
        terminalreporter.write_line(f"fault run, {text}")


@pytest.fixture(autouse=True)
def _logger() -> Iterator[None]:
    """Undo what the command does to the logger of its process."""
    logger = logging.getLogger("imgix_management")
    before = logger.level, logger.propagate, list(logger.handlers)
    yield
    logger.setLevel(before[0])
    logger.propagate, logger.handlers[:] = before[1:]
