"""The directives by which pages take in what is made from the contract, the command and the errors.

Their text is written in the language of the build, so no catalogue translates it.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Final

from docutils import nodes
from docutils.statemachine import StringList
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxDirective

from tools.contract import DOCUMENT, ROOT

from . import command_pages, error_pages, http_pages
from .labels import Lang
from .links import rewrite

MAKERS: Final[dict[str, Callable[[Lang], str]]] = {
    "command-help": command_pages.command_page,
    "exit-codes": command_pages.exit_codes_table,
    "error-codes": error_pages.errors_table,
    "permissions": http_pages.permissions_table,
    "rate-limits": http_pages.rate_limits_table,
    "upload-limits": http_pages.upload_limits_table,
}
"""Directive -> what makes its Markdown."""


ENGLISH_ONLY: Final = "このページは英語のみです。"


class Made(SphinxDirective):
    """Markdown that is made by code, with its headings."""

    has_content = False
    depends_on: tuple[Path, ...] = ()

    @property
    def lang(self) -> Lang:
        """The language of the build."""
        return "ja" if self.config.language == "ja" else "en"

    def text(self) -> str:
        """Return the Markdown."""
        return MAKERS[self.name](self.lang)

    def translated(self) -> bool:
        """Whether the text is in the language of the build already."""
        return True

    def run(self) -> list[nodes.Node]:
        """Return the nodes."""
        container = nodes.Element()
        container.document = self.state.document
        for path in self.depends_on:
            self.env.note_dependency(str(path))
        text = self.text()
        before = {id(node) for node in self.state.document.findall(nodes.TextElement)}
        self.state.nested_parse(StringList(text.splitlines(), source=self.get_source_info()[0]), 0, container, True)
        if self.translated():
            # MyST puts sections into the document at once, and the rest into the container.
            for root in (container, self.state.document):
                for node in root.findall(nodes.TextElement):
                    if id(node) not in before and not isinstance(node, nodes.Inline):
                        node["translatable"] = False
        return container.children


class Operations(Made):
    """The operations of a tag of the contract."""

    required_arguments = 1
    depends_on = (DOCUMENT,)

    def text(self) -> str:
        """Return the Markdown."""
        return http_pages.operations_page(self.arguments[0], self.lang)


class ProjectFile(Made):
    """A Markdown file of the repository outside of `docs/`; in Japanese its `.ja.md`, if there is one."""

    required_arguments = 1

    def _path(self) -> Path:
        path = ROOT / self.arguments[0]
        japanese = path.with_suffix(".ja.md")
        return japanese if self.lang == "ja" and japanese.exists() else path

    def text(self) -> str:
        """Return the Markdown, without its title, which is that of the page."""
        path = self._path()
        self.env.note_dependency(str(path))
        _, _, text = path.read_text("utf-8").partition("\n")
        note = "" if self.lang == "en" or self.translated() else f":::{{note}}\n{ENGLISH_ONLY}\n:::\n\n"
        return note + rewrite(self.env.docname, text, path.relative_to(ROOT).as_posix())

    def translated(self) -> bool:
        """Whether the file is a Japanese one, or has one."""
        return (ROOT / self.arguments[0]).with_suffix(".ja.md").exists()


def setup(app: Sphinx) -> None:
    """Add the directives."""
    for name in MAKERS:
        app.add_directive(name, Made)
    app.add_directive("operations", Operations)
    app.add_directive("project-file", ProjectFile)
