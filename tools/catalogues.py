"""Extract the messages, update the template and the translation, and compile them.

The files hold no dates, versions or line numbers, so that they change only with the texts.
"""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

DOMAIN = "imgix_management"
KEYWORDS = {"gettext_noop": None, "gettext": None}
COMMAND = Path("cli") / "imgix_cli"
CLICK = COMMAND / "locale" / "ja" / "LC_MESSAGES" / "imgix_click.po"
"""The Japanese of click's own texts, which click looks up in this domain. Kept by hand."""

NOT_SEARCHED = {"_sync", "__pycache__"}  # _sync is derived from _async
HEADER = "# Japanese texts of imgix-management. Write the msgstr lines; `invoke generate` writes the rest."


class _Catalogue(Catalog):
    """A catalogue with a header that never changes."""

    @property
    def mime_headers(self) -> list[tuple[str, str]]:
        language = [("Language", str(self.locale))] if self.locale else []
        return [
            *language,
            ("MIME-Version", "1.0"),
            ("Content-Type", "text/plain; charset=utf-8"),
            ("Content-Transfer-Encoding", "8bit"),
        ]

    @mime_headers.setter
    def mime_headers(self, value: Iterable[tuple[str, str]]) -> None:
        raise AttributeError("the header never changes")


def build(root: Path) -> list[str]:
    """Bring the three files of the catalogue up to date with the source.

    A message that is new or changed is added to the `.po` without a translation, or with a guess marked fuzzy, which
    the `.mo` leaves out; one that is no longer used is removed from all three.

    Args:
        root: The root of the repository.

    Returns:
        The messages that need a translation.
    """
    template = _extract([root / "facade" / DOMAIN, root / COMMAND])
    folder = root / "facade" / DOMAIN / "_i18n"
    translation_path = folder / "ja" / "LC_MESSAGES" / f"{DOMAIN}.po"
    translation = _update(translation_path, template)

    _write(folder / f"{DOMAIN}.pot", _po(template))
    _write(translation_path, _po(translation))
    compiled = BytesIO()
    write_mo(compiled, translation)
    _write(translation_path.with_suffix(".mo"), compiled.getvalue())
    if (root / CLICK).exists():
        compiled = BytesIO()
        with (root / CLICK).open("rb") as file:
            write_mo(compiled, read_po(file, locale="ja", domain=CLICK.stem))
        _write((root / CLICK).with_suffix(".mo"), compiled.getvalue())
    return [str(message.id) for message in translation if message.id and (message.fuzzy or not message.string)]


def _extract(packages: Iterable[Path]) -> _Catalogue:
    template = _Catalogue(header_comment="# Texts of imgix-management. Written by `invoke generate`.", fuzzy=False)
    for package in packages:
        messages = extract_from_dir(
            package,
            method_map=[("**.py", "python")],
            keywords=KEYWORDS,
            comment_tags=("Translators:",),
            directory_filter=lambda directory: Path(directory).name not in NOT_SEARCHED,
        )
        for filename, lineno, message, comments, _ in messages:
            location = f"{package.name}/{Path(filename).as_posix()}"
            template.add(message, locations=[(location, lineno)], auto_comments=comments)
        for path in sorted(package.rglob("*.py")):
            location = f"{package.name}/{path.relative_to(package).as_posix()}"
            for lineno, message in _help_texts(ast.parse(path.read_bytes())):
                template.add(message, locations=[(location, lineno)])
    return template


def _help_texts(module: ast.Module) -> Iterator[tuple[int, str]]:
    """Yield the texts of a command's help: the paragraphs of its docstring, and the argument `help` of its options."""
    for node in ast.walk(module):
        if isinstance(node, ast.FunctionDef):
            names = {
                part.attr for each in node.decorator_list for part in ast.walk(each) if isinstance(part, ast.Attribute)
            }
            if "command" in names:
                for paragraph in (ast.get_docstring(node) or "").split("\n\n"):
                    yield node.lineno, " ".join(paragraph.split())
        elif isinstance(node, ast.keyword) and node.arg == "help" and isinstance(node.value, ast.Constant):
            yield node.value.lineno, str(node.value.value)


def _update(path: Path, template: _Catalogue) -> _Catalogue:
    known = Catalog(locale="ja")
    if path.exists():
        with path.open("rb") as file:
            known = read_po(file, locale="ja")
    known.update(template)
    updated = _Catalogue(locale="ja", header_comment=HEADER, fuzzy=False)
    for message in known:
        if message.id:
            updated[message.id] = message
    return updated


def _po(catalogue: _Catalogue) -> bytes:
    for message in catalogue:
        message.flags &= {"fuzzy"}  # the others differ between versions of Babel
    text = BytesIO()
    write_po(text, catalogue, width=0, include_lineno=False, sort_output=True)
    return text.getvalue()


def _write(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    if not path.exists() or path.read_bytes() != content:
        path.write_bytes(content)
