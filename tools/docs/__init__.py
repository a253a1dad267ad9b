"""The Sphinx extension of the documentation, and what builds and checks it.

`docs/conf.py` loads it. It makes pages from the contract, the command and the errors, reads docstrings as Markdown,
links to files outside of `docs/`, and splits Japanese for the search.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from sphinx.application import Sphinx


def setup(app: Sphinx) -> dict[str, Any]:
    """Connect the parts to Sphinx."""
    from . import directives, docstrings, links, search, speed  # noqa: PLC0415 - `invoke docs` itself does without Sphinx

    for part in (directives, docstrings, links, search, speed):
        part.setup(app)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
