"""The Japanese catalogues of the documentation: `invoke docs.translate` updates them, and says what is left.

Each page has one, `docs/locale/ja/LC_MESSAGES/PAGE.po`, whose entries are paragraphs, headings and cells of tables.
"""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path
from typing import Final, NamedTuple

from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po, write_po

from tools.contract import ROOT

from .build import DOCS, sphinx

CATALOGUES: Final = DOCS / "locale" / "ja" / "LC_MESSAGES"
TEMPLATES: Final = ROOT / "build" / "docs-templates"
TRANSLATED: Final = DOCS / "locale" / "ja" / "translated.txt"
"""The pages whose translation is complete, and has to stay so."""

_CODE: Final = re.compile(r"(?<!`)(`+)(?!`)(.+?)(?<!`)\1(?!`)", re.DOTALL)
_ROLE: Final = re.compile(r"\{[\w:-]+\}(?=`)")
_LINK: Final = re.compile(r"\]\(([^)\s]+)\)")
DOCSTRINGS: Final = "reference/python/"
"""The pages whose texts are those of docstrings."""

_OTHERS: Final = frozenset({"sphinx"})
"""Catalogues of something else than a page."""


class Progress(NamedTuple):
    """How far the translation of a page is: counts of entries."""

    total: int
    untranslated: int
    fuzzy: int
    obsolete: int
    wrong: tuple[str, ...]
    """Texts whose translation has other code or other links."""

    @property
    def complete(self) -> bool:
        """Whether nothing is left to do."""
        return not (self.untranslated or self.fuzzy or self.obsolete or self.wrong)


def read(path: Path) -> Catalog:
    """Read a catalogue; an empty one if there is no such file."""
    if not path.exists():
        return Catalog(locale="ja", domain=path.stem)
    with path.open("rb") as file:
        return read_po(file, locale="ja", domain=path.stem)


def pages() -> list[str]:
    """Return the pages that have a catalogue, such as `how-to/keys`."""
    names = (path.relative_to(CATALOGUES).with_suffix("").as_posix() for path in CATALOGUES.rglob("*.po"))
    return sorted(name for name in names if name not in _OTHERS)


def translated_pages() -> list[str]:
    """Return the pages whose translation is complete."""
    return TRANSLATED.read_text("utf-8").split()


def make_templates() -> None:
    """Extract the texts of all pages.

    Raises:
        SystemExit: There was a warning.
    """
    code, output = sphinx("gettext", "en", TEMPLATES, "-E", "-a")
    if code:
        raise SystemExit(output)


def templates() -> dict[str, Catalog]:
    """Return the extracted texts of each page that has any."""
    paths = {path.relative_to(TEMPLATES).with_suffix("").as_posix(): path for path in TEMPLATES.rglob("*.pot")}
    catalogues = {name: read(path) for name, path in sorted(paths.items()) if name not in _OTHERS}
    return {name: catalogue for name, catalogue in catalogues.items() if len(catalogue)}


def translations() -> dict[str, str]:
    """Return the sentences of docstrings that are translated: many pages of the Python API share them."""
    return {
        str(message.id): str(message.string)
        for name in pages()
        if name.startswith(DOCSTRINGS)
        for message in read(CATALOGUES / f"{name}.po")
        if message.id and message.string and not message.fuzzy
    }


def update() -> str:
    """Bring the catalogues up to date with the pages; return what is left.

    What changed a little is marked as fuzzy. A sentence of a docstring that is translated on another page takes that
    translation; elsewhere, the same word may mean something else.
    """
    make_templates()
    current = templates()
    known = translations()
    for name, template in current.items():
        path = CATALOGUES / f"{name}.po"
        catalogue = read(path)
        catalogue.update(template)
        for message in catalogue:
            text = str(message.id)
            if text and (message.fuzzy or not message.string):
                if not has_words(text):
                    message.string = text
                elif name.startswith(DOCSTRINGS) and text in known:
                    message.string = known[text]
                    message.flags.discard("fuzzy")
        write(path, catalogue)
    for name in set(pages()) - current.keys():
        (CATALOGUES / f"{name}.po").unlink()
    return report_of(current)


def write(path: Path, catalogue: Catalog) -> None:
    """Write a catalogue, in a form that changes only where a text does.

    Args:
        path: The file.
        catalogue: Its entries; obsolete ones are left out.
    """
    clean = Catalog(locale="ja", charset="utf-8")
    for message in catalogue:
        if message.id:
            clean.add(message.id, message.string, flags=message.flags & {"fuzzy"}, previous_id=message.previous_id)
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as file:
        write_po(file, clean, width=0, no_location=True, omit_header=True, include_previous=True)
    text = path.read_text("utf-8").strip("\n")
    path.write_text(
        f"{_HEADER.format(page=path.relative_to(CATALOGUES).with_suffix('').as_posix())}\n{text}\n", "utf-8"
    )


_HEADER: Final = """\
# Japanese of the page {page}: see "Translate the documentation" in CONTRIBUTING.md.
msgid ""
msgstr ""
"Language: ja\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
"""


def progress(name: str, template: Catalog | None = None) -> Progress:
    """Return how far the translation of a page is.

    Args:
        name: The page.
        template: Its present texts; None to look at the catalogue alone, which may be older.
    """
    catalogue = read(CATALOGUES / f"{name}.po")
    messages = {str(message.id): message for message in catalogue if message.id}
    texts = [str(message.id) for message in template if message.id] if template else list(messages)
    fuzzy = [text for text in texts if text in messages and messages[text].fuzzy]
    done = [text for text in texts if text in messages and messages[text].string and text not in fuzzy]
    return Progress(
        total=len(texts),
        untranslated=len(texts) - len(done) - len(fuzzy),
        fuzzy=len(fuzzy),
        obsolete=len(messages.keys() - set(texts)) + len(catalogue.obsolete),
        wrong=tuple(text for text in done if not same_parts(text, str(messages[text].string))),
    )


def same_parts(text: str, translation: str) -> bool:
    """Whether a translation has the code and the links of its original."""
    return _parts(text) == _parts(translation)


def has_words(text: str) -> bool:
    """Whether there is anything to translate in a text besides code."""
    return bool(re.search(r"[^\W\d_]", _LINK.sub("]", _CODE.sub("", _ROLE.sub("", text)))))


def _parts(text: str) -> tuple[set[str], Counter[str]]:
    code = {" ".join(match[1].split()) for match in _CODE.findall(text)}  # it may be repeated, where "it" is not enough
    return code, Counter([*_ROLE.findall(text), *_LINK.findall(text)])


def report_of(current: dict[str, Catalog]) -> str:
    """Return a line for each page with what is left.

    Args:
        current: The present texts of each page.
    """
    lines = [f"{'page':40} {'texts':>6} {'untranslated':>12} {'fuzzy':>6} {'obsolete':>8} {'wrong':>6}"]
    rows = {name: progress(name, template) for name, template in current.items()}
    for name, row in rows.items():
        lines.append(f"{name:40} {row.total:6} {row.untranslated:12} {row.fuzzy:6} {row.obsolete:8} {len(row.wrong):6}")
    total, left = sum(row.total for row in rows.values()), sum(row.untranslated + row.fuzzy for row in rows.values())
    lines.append(f"{total - left} of {total} texts are translated")
    return "\n".join(lines)
