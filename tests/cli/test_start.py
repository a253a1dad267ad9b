"""Before a command runs: help, options, the language, missing packages."""

import io
import json
import signal
import subprocess
import sys

import pytest

from imgix_cli.exit_codes import EXIT_CODES
from imgix_cli.output import Output
from imgix_cli.settings import Settings, default_language
from imgix_management.version import __version__
from imgix_sandbox import Sandbox
from tests.cli.helpers import Imgix, environment, start

NO_KEY_EN, NO_KEY_JA = "No API key was given.", "API キーが指定されていません。"


def python(code: str) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        [sys.executable, "-W", "error", "-c", code],
        capture_output=True,
        text=True,
        encoding="utf-8",
        env=environment(),
        check=False,
    )


class TestHelp:
    @pytest.mark.parametrize("args", [["--help"], ["-h"], ["demo", "--help"], ["sources", "get", "-h"]])
    def test_it_is_shown(self, imgix: Imgix, args: list[str]) -> None:
        result = imgix(*args)
        assert result.code == 0
        assert "--language [en|ja|en+ja]" in result.out
        assert "--json" in result.out

    def test_it_documents_every_exit_code(self, imgix: Imgix) -> None:
        lines = [line.split(maxsplit=1) for line in imgix("--help").out.splitlines()]
        for row in EXIT_CODES:
            assert [str(row.code), row.meaning] in lines

    def test_a_command_without_its_subcommand_shows_it(self, imgix: Imgix) -> None:
        result = imgix("sources")
        assert "list" in result.out + result.err

    @pytest.mark.parametrize("args", [["--help"], ["sandbox", "--help"], ["--version"]])
    def test_it_loads_nothing_slow(self, args: list[str]) -> None:
        code = f"""
import sys
from imgix_cli import main
try:
    main({args!r})
except SystemExit:
    pass
slow = {{"httpx", "rich", "attr", "orjson", "imgix_openapi", "imgix_sandbox", "starlette", "uvicorn", "PIL"}}
sys.exit(", ".join(slow & set(sys.modules)) or None)
"""
        result = python(code)
        assert (result.returncode, result.stderr) == (0, "")

    def test_version(self, imgix: Imgix) -> None:
        assert imgix("--version").out == f"imgix {__version__}\n"


class TestLanguage:
    @pytest.mark.parametrize(
        ("args", "texts"),
        [
            ((), [NO_KEY_EN]),
            (("--language", "ja"), [NO_KEY_JA]),
            (("--language", "en+ja"), [NO_KEY_EN, NO_KEY_JA]),
        ],
    )
    def test_it_is_taken_in_every_place(self, imgix: Imgix, args: tuple[str, ...], texts: list[str]) -> None:
        for placed in (
            [*args, "sources", "list"],
            ["sources", *args, "list"],
            ["sources", "list", *args],
        ):
            result = imgix(*placed)
            assert (result.code, result.out) == (3, "")
            for text in (NO_KEY_EN, NO_KEY_JA):
                assert (text in result.err) == (text in texts)

    def test_the_later_one_wins(self, imgix: Imgix) -> None:
        result = imgix("--language", "ja", "sources", "list", "--language", "en")
        assert NO_KEY_EN in result.err
        assert NO_KEY_JA not in result.err

    def test_it_comes_before_the_environment(self, imgix: Imgix, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("IMGIX_LANGUAGE", "ja")
        assert NO_KEY_JA in imgix("sources", "list").err
        assert NO_KEY_EN in imgix("sources", "list", "--language", "en").err

    @pytest.mark.parametrize(
        ("environ", "language"),
        [
            ({}, "en"),
            ({"LANG": "ja_JP.UTF-8"}, "ja"),
            ({"LANG": "de_DE.UTF-8"}, "en"),
            ({"LANG": "ja_JP.UTF-8", "LC_ALL": "C"}, "en"),
            ({"LANG": "C", "LC_MESSAGES": "ja"}, "ja"),
            ({"LANG": "ja_JP.UTF-8", "LC_ALL": ""}, "ja"),
            ({"LANG": "ja_JP.UTF-8", "IMGIX_LANGUAGE": "en"}, "en"),
            ({"LANG": "C", "IMGIX_LANGUAGE": "en+ja"}, "en+ja"),
            ({"LANG": "ja_JP.UTF-8", "IMGIX_LANGUAGE": ""}, "ja"),
        ],
    )
    def test_it_comes_from_the_environment(self, environ: dict[str, str], language: str) -> None:
        assert default_language(environ) == language

    def test_an_unknown_one_in_the_environment_is_reported_in_both(
        self, imgix: Imgix, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("IMGIX_LANGUAGE", "fr")
        result = imgix("sources", "list")
        assert result.code == 2
        assert "The language 'fr' in IMGIX_LANGUAGE is not supported" in result.err
        assert "この" in result.err
        assert imgix("sources", "list", "--language", "en").code == 3


class TestUsage:
    @pytest.mark.parametrize(
        ("args", "expected"),
        [
            (["demo", "--bogus"], "--bogus"),
            (["sources", "get"], "ID"),
            (["sources", "frob"], "frob"),
            (["sources", "list", "--limit", "0"], "--limit"),
            (["sandbox", "--port", "70000"], "--port"),
            (["sandbox", "--rate-scale", "0"], "--rate-scale"),
            (["sandbox", "--rate-scale", "nan"], "--rate-scale"),
            (["sandbox", "--key", "a b"], "--key"),
            (["sandbox", "--key", ""], "--key"),
        ],
    )
    @pytest.mark.parametrize(("language", "word"), [("en", "Error: "), ("ja", "エラー: ")])
    def test_what_cannot_be_used_is_reported(
        self, imgix: Imgix, args: list[str], expected: str, language: str, word: str
    ) -> None:
        result = imgix("--language", language, *args)
        assert (result.code, result.out) == (2, "")
        assert result.err.startswith(word)
        assert expected in result.err

    def test_a_key_is_not_repeated(self, imgix: Imgix) -> None:
        result = imgix("sandbox", "--key", "hunter2 hunter2")
        assert "hunter2" not in result.out + result.err


class TestErrorsAsJSON:
    @pytest.mark.parametrize(
        ("args", "code", "exit_code", "message"),
        [
            (["sources", "list", "--json"], "api_key_missing", 3, NO_KEY_JA),
            (["sources", "get", "--json"], "usage", 2, "指定されていません: 'ID'"),
        ],
    )
    def test_they_are_reported_in_both_languages(
        self, imgix: Imgix, args: list[str], code: str, exit_code: int, message: str
    ) -> None:
        result = imgix(*args)
        expected = json.loads(result.out)["error"]
        assert result.code == expected["exit_code"] == exit_code
        assert expected["code"] == code
        assert result.err == expected["message_en"] + "\n"
        assert message in expected["message_ja"]

    def test_nobody_reads_them(self) -> None:
        process = start("sources", "list", "--json")
        with process:
            assert process.stdout is not None
            process.stdout.close()
            assert process.stderr is not None
            assert len(process.stderr.read().splitlines()) == 1
        assert process.returncode == 3


@pytest.mark.skipif(sys.platform == "win32", reason="os.kill ends a process there, whatever the signal")
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_while_modules_are_loaded(number: signal.Signals) -> None:
    code = f"""
import os, sys

class Finder:
    def find_spec(self, name, *_):
        if name == "click":
            os.kill(os.getpid(), {number:d})

sys.meta_path.insert(0, Finder())
from imgix_cli import main
main(["--help"])
"""
    result = python(code)
    assert (result.returncode, result.stdout, result.stderr) == (130, "", "")


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize(("no_color", "written"), [("", "\x1b[1m\nKeys\x1b[0m\n"), ("1", "\nKeys\n")])
def test_headings_are_bold_unless_no_color_is_set(monkeypatch: pytest.MonkeyPatch, no_color: str, written: str) -> None:
    terminal = Terminal()
    monkeypatch.setattr(sys, "stdout", terminal)
    monkeypatch.setenv("NO_COLOR", no_color)
    Output(Settings(chosen="en")).heading("Keys")
    assert terminal.getvalue() == written


class TestMissingPackages:
    def test_without_click(self) -> None:
        result = python("import sys; sys.modules['click'] = None; from imgix_cli import main; main([])")
        assert result.returncode == 1
        assert "The package click is missing" in result.stderr
        assert "パッケージ click" in result.stderr
        assert result.stderr.count("pip install 'imgix-management[cli,sandbox]'") == 2
        assert "Traceback" not in result.stderr

    @pytest.mark.parametrize(("package", "command"), [("rich", "demo"), ("uvicorn", "sandbox")])
    def test_without_another(self, package: str, command: str) -> None:
        # httpx loads rich where it is there, so it is taken away only after httpx.
        result = python(
            f"import sys, imgix_management; [sys.modules.pop(name) for name in list(sys.modules) if name[:4] == 'rich']"
            f"; sys.modules['{package}'] = None"
            f"; from imgix_cli import main; main(['--language', 'ja', '{command}'])"
        )
        assert result.returncode == 1
        assert result.stderr.startswith(f"エラー: パッケージ {package} がありません。")
        assert result.stderr.count("\n") == 1


def test_an_unforeseen_error_is_reported_without_a_traceback_or_secrets(
    imgix: Imgix, sandbox: Sandbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> None:
        raise ZeroDivisionError(f"key {'ak_' + 'f' * 64}")

    monkeypatch.setattr("imgix_cli.client.store_url", broken)
    result = imgix("sources", "list")
    assert (result.code, result.out) == (1, "")
    assert result.err == "Error: Unexpected error: ZeroDivisionError. key ***\n"
