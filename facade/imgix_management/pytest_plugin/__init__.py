"""The pytest plugin: fixtures with a sandbox and its clients; and `pytest --imgix-contract`, which checks cassettes.

pytest loads it automatically; it imports nothing heavy until a fixture or the option is used.
"""

from __future__ import annotations

import os

import pytest

from .._i18n import DEFAULT_LANGUAGE, LANGUAGES, Language, gettext, gettext_noop
from .fixtures import CleanState, imgix_async_client, imgix_client, imgix_sandbox, imgix_source

__all__ = ["imgix_async_client", "imgix_client", "imgix_sandbox", "imgix_source"]

_OPTIONS = (
    (
        "--imgix-contract",
        "store_true",
        gettext_noop("check recorded calls of the imgix Management API against the contract"),
    ),
    (
        "--imgix-contract-cassettes",
        "append",
        gettext_noop("a directory of vcrpy cassettes (YAML or JSON); can be repeated"),
    ),
    (
        "--imgix-contract-base-url",
        "append",
        gettext_noop("a base URL that was called instead of https://api.imgix.com; can be repeated"),
    ),
    (
        "--imgix-contract-strict",
        "store_true",
        gettext_noop("reject responses with members that the contract does not list, and requests without a key"),
    ),
)


def language() -> Language:
    """The language of the environment variable `IMGIX_LANGUAGE`, else English."""
    requested = os.environ.get("IMGIX_LANGUAGE")
    return next((known for known in LANGUAGES if known == requested), DEFAULT_LANGUAGE)


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the options."""
    group = parser.getgroup("imgix-contract", "imgix Management API")
    for name, action, text in _OPTIONS:
        group.addoption(name, action=action, help=gettext(text, language()))


def pytest_configure(config: pytest.Config) -> None:
    """Take part in the run if it was asked for.

    Raises:
        pytest.UsageError: A package that it needs is missing.
    """
    config.pluginmanager.register(CleanState(), "imgix-clean-state")
    if not config.getoption("--imgix-contract"):
        return
    try:
        from .items import ContractChecks  # noqa: PLC0415 - heavy
    except ModuleNotFoundError as error:
        text = gettext_noop("--imgix-contract needs the package {name}: pip install 'imgix-management[pytest]'")
        raise pytest.UsageError(gettext(text, language(), name=error.name)) from error
    config.addinivalue_line("markers", "imgix_contract: a recorded call, checked against the contract")
    config.pluginmanager.register(ContractChecks(config), "imgix-contract-checks")
