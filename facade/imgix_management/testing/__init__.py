"""Help for the tests of programs that use this library.

Factories make resources, pages and errors without HTTP, `Clock` lets waits pass at once, and `Sandbox` is a local
Management API. The factories need the extra `sandbox` or `pytest`, for the check against the contract; `Sandbox` needs
`sandbox`. Each name is loaded when it is first used.
"""

import importlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .cassettes import vcr_config
    from .clock import Clock
    from .factories import asset, error, page, publication, purge, report, source, upload_session
    from .sandbox import Sandbox

__all__ = [
    "Clock",
    "Sandbox",
    "asset",
    "error",
    "page",
    "publication",
    "purge",
    "report",
    "source",
    "upload_session",
    "vcr_config",
]

_PLACES = {"Clock": ".clock", "Sandbox": ".sandbox", "vcr_config": ".cassettes"}


def __getattr__(name: str) -> object:
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value = globals()[name] = getattr(importlib.import_module(_PLACES.get(name, ".factories"), __name__), name)
    return value


def __dir__() -> list[str]:
    return sorted(__all__)
