"""A local imgix Management API over HTTP, for demos and tests. It is not made or endorsed by imgix.

Importing this package is cheap: the server, Pillow and the rest are only loaded when they are used.
"""

import importlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from imgix_sandbox.server import Sandbox, serve

__all__ = ["Sandbox", "serve"]


def __getattr__(name: str) -> object:
    """Load a public name when it is first asked for."""
    if name in __all__:
        return getattr(importlib.import_module("imgix_sandbox.server"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
