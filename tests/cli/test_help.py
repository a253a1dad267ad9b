"""Help and errors of the command line: complete in both languages, within the width, and quickly shown."""

import re
import subprocess
import sys
from pathlib import Path

import click
import pytest
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po
from click.testing import CliRunner

from imgix_cli.app import app
from imgix_cli.framework import Command
from imgix_cli.text import width
from imgix_management._i18n import gettext
from imgix_management.errors import __all__ as errors  # noqa: F401 - their texts are in the catalogue
from tests.cli.helpers import ROOT, Imgix, environment

KANA_OR_KANJI = re.compile(r"[ぁ-ヿ一-鿿]")


def walk(command: click.Command, path: tuple[str, ...] = ()):
    yield path, command
    if isinstance(command, click.Group):
        context = click.Context(command)
        for name in command.list_commands(context):
            subcommand = command.get_command(context, name)
            assert subcommand is not None
            yield from walk(subcommand, (*path, name))


COMMANDS = list(walk(app))
EACH = pytest.mark.parametrize(
    ("path", "command"), [pytest.param(*each, id=" ".join(each[0]) or "imgix") for each in COMMANDS]
)


@EACH
def test_every_text_of_the_help_is_in_both_languages(imgix: Imgix, path: tuple[str, ...], command: Command) -> None:
    english, japanese = (imgix(*path, "--help", "--language", each).out for each in ("en", "ja"))
    squeezed = re.sub(r"\s+", "", japanese)
    texts = [*command.paragraphs(), *(each.help for each in command.params if isinstance(each, click.Option))]
    for text in texts:
        assert text, "a text is missing"
        translated = gettext(text, "ja")
        assert KANA_OR_KANJI.search(translated), text
        assert re.sub(r"\s+", "", translated) in squeezed
        assert re.sub(r"\s+", "", text) in re.sub(r"\s+", "", english)
    # What is left of the Japanese help in Latin letters are names: of options, commands, variables and attributes.
    for line in japanese.splitlines():
        if not line.startswith("  ") and line:
            assert KANA_OR_KANJI.search(line), line
    assert "Options" not in japanese
    assert "Show this" not in japanese
    assert not KANA_OR_KANJI.search(english)


@EACH
@pytest.mark.parametrize("language", ["en", "ja", "en+ja"])
def test_help_fits_a_terminal_of_80_columns(
    imgix: Imgix, path: tuple[str, ...], command: Command, language: str
) -> None:
    for line in imgix(*path, "--help", "--language", language).out.splitlines():
        assert width(line) <= 80 or line.startswith(("  imgix ", "  eval"))


@EACH
def test_every_command_has_examples_that_name_it(path: tuple[str, ...], command: Command) -> None:
    if not isinstance(command, click.Group):
        assert command.examples
        assert all("imgix " + " ".join(path) in example for example in command.examples)
        assert all(len(example) <= 78 for example in command.examples)


@EACH
def test_every_summary_fits_its_line_in_both_languages(path: tuple[str, ...], command: Command) -> None:
    if not path:
        return
    for language in ("en", "ja"):
        assert width(gettext(command.paragraphs()[0], language)) <= 62


def test_every_text_of_click_has_its_japanese() -> None:
    with (ROOT / "cli/imgix_cli/locale/ja/LC_MESSAGES/imgix_click.po").open("rb") as file:
        catalogue = read_po(file, locale="ja")
    folder = Path(click.__file__).parent
    keywords = {"_": None, "gettext": None, "ngettext": (1, 2)}
    texts = {message for _, _, message, *_ in extract_from_dir(folder, keywords=keywords)}
    assert len(texts) > 50
    for text in texts:
        subcommand = catalogue.get(text if isinstance(text, str) else text[0])
        assert subcommand is not None, text
        string = subcommand.string if isinstance(subcommand.string, str) else (subcommand.string or ("",))[0]
        assert KANA_OR_KANJI.search(string), text


@pytest.mark.parametrize(
    ("args", "expected"),
    [
        (["frob"], "コマンド 'frob' はありません"),
        (["sources", "list", "--limit", "many"], "'many' は有効な数値ではありません"),
        (["sources", "list", "--limit", "0"], "0 は範囲 x>=1 にありません"),
        (["sources", "list", "--frob"], "オプション '--frob' はありません"),
        (["sources", "list", "extra"], "余分な引数があります（extra）"),
        (["sources", "get"], "次の引数が指定されていません: 'ID'"),
        (["completion", "tcsh"], "'tcsh' は指定できません。次から選択してください: 'bash', 'zsh', 'fish'"),
        (["--language"], "オプション '--language' には 1 個の値が必要です"),
        (["sources", "create", "x", "--deployment", "none.json"], "'none.json': No such file or directory"),
    ],
)
def test_errors_before_anything_is_known_are_japanese(
    imgix: Imgix, monkeypatch: pytest.MonkeyPatch, args: list[str], expected: str
) -> None:
    monkeypatch.setenv("IMGIX_LANGUAGE", "ja")
    result = imgix(*args)
    assert (result.code, result.out) == (2, "")
    assert result.err.startswith("エラー: ")
    assert expected in result.err


def test_a_similar_option_is_suggested(imgix: Imgix) -> None:
    assert "--limit" in imgix("sources", "list", "--limits", "3", "--language", "ja").err


@pytest.mark.parametrize("lang", ["ja_JP.UTF-8", "en_US.UTF-8"])
def test_clicks_own_words_follow_the_option_and_not_the_locale(lang: str) -> None:
    ran = subprocess.run(
        [sys.executable, "-m", "imgix_cli", "frob", "--language", "en"],
        env=environment(LANG=lang, LANGUAGE="ja"),
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.stderr == "Error: No such command 'frob'. See: imgix --help\n"


def test_completion_offers_commands_and_options() -> None:
    for words, offered in [
        ("imgix sou", "sources"),
        ("imgix sources ", "list"),
        ("imgix sources list --nd", "--ndjson"),
    ]:
        variables = {
            "_IMGIX_COMPLETE": "bash_complete",
            "COMP_WORDS": words,
            "COMP_CWORD": str(len(words.split(" ")) - 1),
        }
        ran = subprocess.run(
            [sys.executable, "-m", "imgix_cli"],
            env=environment(**variables),
            capture_output=True,
            text=True,
            check=False,
        )
        assert f"plain,{offered}" in ran.stdout.splitlines()


def test_the_runner_of_click_is_not_needed() -> None:
    """The command object itself can be used by click's own tools."""
    assert CliRunner().invoke(app, ["version"]).exit_code == 0
