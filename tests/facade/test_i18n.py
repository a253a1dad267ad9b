import shutil
import string
import subprocess
import sys
from gettext import GNUTranslations
from pathlib import Path

import pytest
from babel.messages.catalog import Message
from babel.messages.pofile import read_po

from imgix_management import _i18n
from imgix_management._i18n import Language, LocalizedText, gettext, gettext_noop, listing
from tools.catalogues import build

ROOT = Path(__file__).parents[2]
PACKAGE = Path("facade/imgix_management")
COMMAND = Path("cli/imgix_cli")
POT = PACKAGE / "_i18n/imgix_management.pot"
PO = PACKAGE / "_i18n/ja/LC_MESSAGES/imgix_management.po"
MO = PO.with_suffix(".mo")

KNOWN = "No API key was given."
KNOWN_JA = "API キーが指定されていません。"


def entries(path: Path) -> list[Message]:
    with path.open("rb") as file:
        return [message for message in read_po(file) if message.id]


def placeholders(text: str) -> set[tuple[str, str | None, str | None]]:
    return {
        (name, spec, conversion) for _, name, spec, conversion in string.Formatter().parse(text) if name is not None
    }


class TestTranslate:
    def test_english_needs_no_catalogue(self, monkeypatch: pytest.MonkeyPatch) -> None:
        def refuse() -> GNUTranslations:
            raise AssertionError

        monkeypatch.setattr(_i18n, "_japanese", refuse)
        assert gettext(KNOWN, "en") == KNOWN

    def test_japanese_comes_from_the_catalogue(self) -> None:
        assert gettext(KNOWN, "ja") == KNOWN_JA

    def test_both_are_english_then_japanese_on_a_new_line(self) -> None:
        assert gettext(KNOWN, "en+ja") == f"{KNOWN}\n{KNOWN_JA}"

    def test_a_text_without_translation_stays_english(self) -> None:
        assert gettext("Nobody wrote {this} in Japanese.", "ja", this=1) == "Nobody wrote 1 in Japanese."

    @pytest.mark.parametrize(
        ("language", "expected"),
        [
            ("en", "Required permission: Asset Edit, Sources."),
            ("ja", "必要な権限: アセット編集、ソース。"),
            ("en+ja", "Required permission: Asset Edit, Sources.\n必要な権限: アセット編集、ソース。"),
        ],
    )
    def test_a_localized_value_is_written_in_the_language_of_its_text(self, language: Language, expected: str) -> None:
        names = listing([LocalizedText("Asset Edit", "アセット編集"), LocalizedText("Sources", "ソース")])
        assert gettext("Required permission: {permissions}.", language, permissions=names) == expected

    def test_braces_in_a_value_are_left_alone(self) -> None:
        assert (
            gettext('Server message: "{server_message}"', "en", server_message="{status} {")
            == 'Server message: "{status} {"'
        )

    def test_a_missing_value_is_an_error(self) -> None:
        with pytest.raises(KeyError, match="server_message"):
            gettext('Server message: "{server_message}"', "en")

    def test_a_mark_changes_nothing(self) -> None:
        assert gettext_noop("Text with {a placeholder}") == "Text with {a placeholder}"

    def test_importing_reads_no_catalogue_and_the_first_japanese_text_does(self) -> None:
        program = (
            "import sys\n"
            "opened = []\n"
            "sys.addaudithook(lambda event, args: opened.append(str(args[0])) if event == 'open' else None)\n"
            "from imgix_management.errors import InvalidInputError\n"
            "import imgix_management._core.config\n"
            "error = InvalidInputError('api_key_missing')\n"
            "error.message('en')\n"
            "read = lambda: sum(path.endswith(('.mo', '.po', '.pot')) for path in opened)\n"
            "before = read()\n"
            "error.message('ja'), error.message('ja')\n"
            "print(before, read())\n"
        )
        path = [str(ROOT / "facade"), str(ROOT / "generated")]
        program = f"import sys; sys.path[:0] = {path!r}\n{program}"
        run = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
        assert run.stdout.split() == ["0", "1"]


class TestCatalogue:
    def test_the_files_are_what_the_source_makes_of_them(self, tmp_path: Path) -> None:
        ignored = shutil.ignore_patterns("__pycache__")
        for package in (PACKAGE, COMMAND):
            shutil.copytree(ROOT / package, tmp_path / package, ignore=ignored)
        build(tmp_path)
        for path in (POT, PO, MO):
            assert (tmp_path / path).read_bytes() == (ROOT / path).read_bytes(), f"{path}: run `invoke generate`"

    def test_every_text_is_translated(self) -> None:
        translated = entries(ROOT / PO)
        assert {message.id for message in translated} == {message.id for message in entries(ROOT / POT)}
        assert [message.id for message in translated if not message.string or message.fuzzy] == []

    def test_nothing_is_obsolete(self) -> None:
        with (ROOT / PO).open("rb") as file:
            assert not read_po(file).obsolete

    def test_every_translation_has_the_placeholders_of_its_text(self) -> None:
        differing = [
            message.id
            for message in entries(ROOT / PO)
            if placeholders(str(message.id)) != placeholders(str(message.string))
        ]
        assert differing == []

    def test_every_translation_is_japanese_or_only_placeholders(self) -> None:
        assert [message.id for message in entries(ROOT / PO) if str(message.string).isascii()] == []

    def test_the_compiled_catalogue_holds_every_translation(self) -> None:
        with (ROOT / MO).open("rb") as file:
            compiled = GNUTranslations(file)
        assert {message.id: compiled.gettext(str(message.id)) for message in entries(ROOT / PO)} == {
            message.id: message.string for message in entries(ROOT / PO)
        }


class TestBuild:
    @pytest.fixture
    def tree(self, tmp_path: Path) -> Path:
        for folder in ("", "cli", "_async", "_sync"):
            (tmp_path / PACKAGE / folder).mkdir(parents=True, exist_ok=True)
        (tmp_path / PACKAGE / "one.py").write_text('gettext_noop("The first text of {name}.")\n')
        (tmp_path / PACKAGE / "cli/two.py").write_text('print(gettext("Quite another thing", language))\n')
        (tmp_path / PACKAGE / "_async/three.py").write_text('gettext("Third", "en")\n')
        (tmp_path / PACKAGE / "_sync/three.py").write_text('gettext("Derived", "en")\n')
        build(tmp_path)
        return tmp_path

    def contents(self, root: Path) -> list[bytes]:
        return [(root / path).read_bytes() for path in (POT, PO, MO)]

    def write(self, root: Path, english: str, japanese: str) -> None:
        text = (root / PO).read_text("utf-8")
        entry = f'msgid "{english}"\nmsgstr '
        assert f'{entry}""' in text
        (root / PO).write_text(text.replace(f'{entry}""', f'{entry}"{japanese}"'), "utf-8")

    def compiled(self, root: Path, text: str) -> str:
        with (root / MO).open("rb") as file:
            return GNUTranslations(file).gettext(text)

    def test_the_command_and_the_async_client_are_searched_but_not_the_derived_one(self, tree: Path) -> None:
        expected = {"The first text of {name}.", "Quite another thing", "Third"}
        assert {message.id for message in entries(tree / POT)} == expected
        assert {message.id for message in entries(tree / PO)} == expected

    def test_a_translation_is_kept_and_compiled(self, tree: Path) -> None:
        self.write(tree, "Third", "三番目")
        build(tree)
        assert self.compiled(tree, "Third") == "三番目"
        assert self.compiled(tree, "Quite another thing") == "Quite another thing"

    def test_a_second_run_changes_nothing(self, tree: Path) -> None:
        self.write(tree, "Third", "三番目")
        build(tree)
        before = self.contents(tree)
        build(tree)
        assert self.contents(tree) == before

    def test_moved_lines_change_nothing(self, tree: Path) -> None:
        before = self.contents(tree)
        source = tree / PACKAGE / "one.py"
        source.write_text("\n\n\n" + source.read_text())
        build(tree)
        assert self.contents(tree) == before

    def test_no_date_and_no_version_is_written(self, tree: Path) -> None:
        for content in self.contents(tree):
            assert b"Date" not in content
            assert b"Generated-By" not in content
            assert b"Babel" not in content

    def test_a_text_that_is_gone_goes_from_all_files(self, tree: Path) -> None:
        self.write(tree, "Third", "三番目")
        (tree / PACKAGE / "_async/three.py").unlink()
        build(tree)
        for content in self.contents(tree):
            assert b"Third" not in content
            assert "三番目".encode() not in content

    def test_a_changed_text_keeps_its_translation_as_a_guess_that_is_not_compiled(self, tree: Path) -> None:
        self.write(tree, "The first text of {name}.", "{name} の最初のテキスト。")
        build(tree)
        (tree / PACKAGE / "one.py").write_text('gettext_noop("The first text for {name}.")\n')
        build(tree)
        (guess,) = [message for message in entries(tree / PO) if message.fuzzy]
        assert (guess.id, guess.string) == ("The first text for {name}.", "{name} の最初のテキスト。")
        assert self.compiled(tree, "The first text for {name}.") == "The first text for {name}."
