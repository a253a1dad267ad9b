"""The errors: what each class and each code means, from the messages of the library."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final, NamedTuple

from imgix_management import errors
from imgix_management.errors.inputs import PROBLEMS

from .labels import Lang, label
from .markdown import code, table

_HAPPENED: Final = ("_what", "_within", "_lost", "_refused", "_by_reason")


class ErrorRow(NamedTuple):
    """A code of a class of errors, with its sentences, in English as they stand in the source."""

    name: str
    code: str
    happened: tuple[str, ...]
    to_do: tuple[str, ...]


def error_classes() -> list[type[errors.ImgixError]]:
    """Return the public classes of errors."""
    values = [getattr(errors, name) for name in errors.__all__]
    return [value for value in values if isinstance(value, type) and issubclass(value, errors.ImgixError)]


def error_rows() -> Iterator[ErrorRow]:
    """Yield each code of each class."""
    for cls in error_classes():
        name = cls.__name__
        if cls is errors.ImgixError:
            continue
        if cls is errors.InvalidInputError:
            yield from (ErrorRow(name, key, (each.what,), (each.advice,)) for key, each in PROBLEMS.items())
        elif cls is errors.ClientStateError:
            for key, each in errors.ClientStateError._texts.items():
                yield ErrorRow(name, key, (each.what,), (each.advice,))
        elif cls is not errors.ConfigurationError:  # its codes are those of InvalidInputError
            yield ErrorRow(name, str(vars(cls)["code"]), *_sentences(cls))


def _sentences(cls: type[errors.ImgixError]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return what happened and what to do, of a class that declares its sentences."""
    attributes = {name: value for each in reversed(cls.__mro__[:-3]) for name, value in vars(each).items()}
    happened, to_do = list[str](), list[str]()
    for name, value in attributes.items():
        texts = value.values() if isinstance(value, dict) else (value,)
        if name in _HAPPENED:
            happened += [each for each in texts if isinstance(each, str)]
        elif name.startswith(("_advice", "_again", "_cancelled", "_open")):
            to_do += [each for each in texts if isinstance(each, str)]
    return tuple(happened), tuple(to_do)


def errors_table(language: Lang) -> str:
    """Return a section for each class, with a table of its codes."""
    from imgix_management._i18n import _japanese  # noqa: PLC0415 - texts with their placeholders

    def translated(text: str) -> str:
        sentence = text if language == "en" else _japanese().gettext(text)
        return sentence.replace("{{", "{").replace("}}", "}").replace("*", r"\*").replace("<", "&lt;")

    sections = []
    rows: dict[str, list[ErrorRow]] = {}
    for row in error_rows():
        rows.setdefault(row.name, []).append(row)
    head = [label(each, language) for each in ("Code", "What happened", "What to do")]
    between = " " if language == "en" else ""
    for name, codes in rows.items():
        lines = [
            [code(row.code), between.join(map(translated, row.happened)), between.join(map(translated, row.to_do))]
            for row in codes
        ]
        title = f"(error-{name.lower()})=\n## {name}"
        sections.append(f"{title}\n\n{{py:exc}}`imgix_management.{name}`\n\n{table(head, lines)}")
    return "\n\n".join(sections)
