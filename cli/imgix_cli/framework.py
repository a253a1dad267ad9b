"""click's commands, options and help, in English and Japanese and within the width of the terminal."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterable, MutableMapping, Sequence
from importlib import import_module
from typing import Any, Final

import click

from imgix_management._i18n import gettext_noop

from . import text
from .settings import Settings
from .translation import both, speaking, translate


class HelpFormatter(click.HelpFormatter):
    """Write help by the width of characters, not by their number."""

    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        """Write the line with the form of the command."""
        heading = f"{translate(USAGE) if prefix is None else prefix} {prog} "
        indent = text.width(heading)
        first, *rest = text.fold(args, self.width - indent)
        self.write(heading + first + "\n" + "".join(f"{' ' * indent}{line}\n" for line in rest))

    def write_text(self, text_: str) -> None:
        """Write paragraphs."""
        indent = " " * self.current_indent
        paragraphs = [text.fold(each, self.width - self.current_indent) for each in text_.split("\n\n")]
        self.write("\n\n".join("\n".join(indent + line for line in lines) for lines in paragraphs) + "\n")

    def write_dl(self, rows: Iterable[tuple[str, str]], col_max: int = 26, col_spacing: int = 2) -> None:
        """Write names and what they mean, in two columns."""
        rows = list(rows)
        indent = " " * self.current_indent
        first = min(max(text.width(name) for name, _ in rows), col_max) + col_spacing
        for name, meaning in rows:
            lines = text.fold(meaning, self.width - first - self.current_indent)
            if text.width(name) + col_spacing > first:
                lines.insert(0, "")
            head, *rest = lines
            self.write(f"{indent}{text.pad(name, first)}{head}".rstrip() + "\n")
            self.write("".join(f"{indent}{' ' * first}{line}\n" for line in rest))


class Context(click.Context):
    """A context whose help fits the terminal."""

    formatter_class = HelpFormatter


class Option(click.Option):
    """An option whose help is translated when it is shown.

    Attributes:
        section: The heading it stands under; None for that of the command's own options.
    """

    def __init__(self, *args: Any, section: str | None = None, **attrs: Any) -> None:  # noqa: ANN401
        super().__init__(*args, **attrs)
        self.section = section

    def get_help_record(self, ctx: click.Context) -> tuple[str, str] | None:
        """Return the option and its help."""
        english = self.help
        self.help = translate(english) if english else english
        try:
            return super().get_help_record(ctx)
        finally:
            self.help = english


class Command(click.Command):
    """A command whose help is translated when it is shown; examples stand below it.

    Attributes:
        examples: Command lines, without the prompt.
    """

    context_class = Context

    def __init__(self, *args: Any, examples: Sequence[str] = (), **attrs: Any) -> None:  # noqa: ANN401
        attrs.setdefault("context_settings", {"help_option_names": ["-h", "--help"]})
        super().__init__(*args, **attrs)
        self.examples = tuple(examples)

    def paragraphs(self) -> list[str]:
        """Return the paragraphs of the help, in English."""
        return [" ".join(each.split()) for each in inspect.cleandoc(self.help or "").split("\n\n")]

    def get_help(self, ctx: click.Context) -> str:
        """Return the help; with both languages, the Japanese after the English."""
        helps = []
        for language in both(ctx.ensure_object(Settings).language_of_errors):
            with speaking(language):
                helps.append(super().get_help(ctx))
        return "\n\n".join(helps)

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        """Return the option `--help`, in the present language: click keeps the first one."""
        self._help_option = None
        return super().get_help_option(ctx)

    def get_short_help_str(self, limit: int = 45) -> str:
        """Return the first paragraph, which is one sentence."""
        return text.shorten(translate(self.paragraphs()[0]), limit)

    def format_help_text(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the paragraphs."""
        formatter.write_paragraph()
        with formatter.indentation():
            formatter.write_text("\n\n".join(map(translate, self.paragraphs())))

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the options: first those of the command alone."""
        sections: dict[str, list[tuple[str, str]]] = {}
        for parameter in self.get_params(ctx):
            record = parameter.get_help_record(ctx)
            if record is not None and not isinstance(parameter, click.Argument):
                heading = OPTIONS if getattr(parameter, "section", COMMON) is None else COMMON
                sections.setdefault(heading, []).append(record)
        for heading in (OPTIONS, COMMON):
            if heading in sections:
                with formatter.section(translate(heading)):
                    formatter.write_dl(sections[heading])

    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the examples."""
        if self.examples:
            with formatter.section(translate(EXAMPLES)):
                formatter.write("".join(f"  {line}\n" for line in self.examples))


class Group(Command, click.Group):
    """A group of commands."""

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the commands before the options."""
        self.format_commands(ctx, formatter)
        super().format_options(ctx, formatter)

    command_class = Command
    group_class = type


class LazyGroup(Group):
    """The root group. Each command has its own module, imported when it is needed."""

    def __init__(self, *args: Any, modules: Sequence[str], epilogs: Sequence[Epilog], **attrs: Any) -> None:  # noqa: ANN401
        super().__init__(*args, **attrs)
        self._modules = modules
        self._epilogs = epilogs

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names of the commands, in the order of the help."""
        return list(self._modules)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Return a command; None if there is none of this name."""
        if cmd_name not in self._modules:
            return None
        command: click.Command = import_module(f"{__package__}.commands.{cmd_name}").command
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Return the command that is meant; click suggests similar names from `commands`."""
        if args[0] not in self._modules:
            self.commands: MutableMapping[str, click.Command] = dict.fromkeys(self._modules, self)
        return super().resolve_command(ctx, args)

    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the examples, and tables such as that of the exit codes."""
        super().format_epilog(ctx, formatter)
        for heading, rows in self._epilogs:
            with formatter.section(translate(heading)):
                formatter.write_dl([(name, translate(meaning)) for name, meaning in rows])


Epilog = tuple[str, Sequence[tuple[str, str]]]

USAGE: Final = gettext_noop("Usage:")
OPTIONS: Final = gettext_noop("Options")
COMMON: Final = gettext_noop("Common options")
EXAMPLES: Final = gettext_noop("Examples")


def option(*names: str, **attrs: Any) -> Callable[[Any], Any]:  # noqa: ANN401 - click's
    """Add an option to a command."""
    return click.option(*names, cls=Option, **attrs)
