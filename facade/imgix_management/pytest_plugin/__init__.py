"""`pytest --imgix-contract`: replays your cassettes of the Management API against the contract of this version.

pytest loads this plugin automatically; without the option it does nothing and imports nothing heavy.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from .._i18n import DEFAULT_LANGUAGE, LANGUAGES, Language, gettext, gettext_noop

if TYPE_CHECKING:
    import pytest

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
    if not config.getoption("--imgix-contract"):
        return
    import pytest  # noqa: PLC0415 - only where pytest has loaded this module

    try:
        from .items import ContractChecks  # noqa: PLC0415 - heavy
    except ModuleNotFoundError as error:
        text = gettext_noop("--imgix-contract needs the package {name}: pip install 'imgix-management[pytest]'")
        raise pytest.UsageError(gettext(text, language(), name=error.name)) from error
    config.addinivalue_line("markers", "imgix_contract: a recorded call, checked against the contract")
    config.pluginmanager.register(ContractChecks(config), "imgix-contract-checks")
