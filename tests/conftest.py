"""Settings of all tests."""

import logging
from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, settings

# How long an example takes says more about what else the machine does.
settings.register_profile("project", deadline=None, suppress_health_check=[HealthCheck.too_slow])
# What `invoke quick` takes: enough to notice that something is badly wrong.
settings.register_profile("quick", settings.get_profile("project"), max_examples=5)
settings.load_profile("project")


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
