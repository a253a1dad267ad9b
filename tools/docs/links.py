"""Links that lead out of `docs/`, which readers on GitHub can follow: they become pages of the site."""

from __future__ import annotations

import posixpath
import re
from typing import Final

from sphinx.application import Sphinx

PAGES: Final = {
    "README.md": "start",
    "README.ja.md": "start",
    "CHANGELOG.md": "explanation/changelog",
    "SECURITY.md": "explanation/security",
    "SECURITY.ja.md": "explanation/security",
    "changelog.d/README.md": "explanation/contributing",
    "CONTRIBUTING.md": "explanation/contributing",
    "benchmarks/README.md": "explanation/benchmarks",
    "openapi/UNCERTAIN.md": "explanation/open-questions",
    "openapi/imgix-management.yaml": "reference/http/index",
}
"""File of the repository -> page of the site."""

_LINK: Final = re.compile(r"\]\((?P<path>(?![a-z]+:|/|#)[^)#\s]+)(?P<anchor>#[^)\s]*)?\)")


def rewrite(docname: str, text: str, file: str | None = None) -> str:
    """Let links to files outside of `docs/` point to their pages.

    Args:
        docname: The page, such as `how-to/keys`.
        text: Its Markdown.
        file: The file of the repository that the text stands in, if it is not the page itself.
    """
    page = f"docs/{docname}"
    folder = posixpath.dirname(file or page)

    def target(match: re.Match[str]) -> str:
        path = posixpath.normpath(posixpath.join(folder, match["path"]))
        anchor = match["anchor"] or ""
        if path in PAGES:
            return f"](/{PAGES[path]}.md{anchor})"
        if file and path.startswith("docs/"):
            return f"]({path.removeprefix('docs')}{anchor})"
        if file:
            return f"]({posixpath.relpath(path, posixpath.dirname(page))}{anchor})"
        return match[0]

    return _LINK.sub(target, text)


def _on_source(app: Sphinx, docname: str, source: list[str]) -> None:
    source[0] = rewrite(docname, source[0])


def setup(app: Sphinx) -> None:
    """Connect to the reading of pages."""
    app.connect("source-read", _on_source)
