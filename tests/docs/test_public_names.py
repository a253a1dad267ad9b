"""Everything public has its place in the reference, which is found without building the site."""

import importlib
import inspect
import re
from operator import attrgetter

import pytest

from imgix_cli.exit_codes import EXIT_CODES
from imgix_management import ManagementClient
from imgix_management._i18n import gettext
from tools.contract import ROOT, load, operations
from tools.docs import command_pages, error_pages, http_pages
from tools.docs.facade_calls import facade_calls
from tools.docs.labels import _JAPANESE

DOCS = ROOT / "docs"
MODULES = ("", ".types", ".errors", ".bulk", ".testing")
DIRECTIVE = re.compile(r"^\.\. auto(?:class|exception|data|function):: (\S+)", re.M)
OF_THE_CONTRACT = ("path", "query", "body", "response")
"""Words of the made pages that stand in the contract."""

KANA_OR_KANJI = re.compile(r"[ぁ-ヿ一-鿿]")


def documented():
    """The names that the pages of the Python API describe."""
    pages = (DOCS / "reference" / "python").glob("*.md")
    return [name for page in pages for name in DIRECTIVE.findall(page.read_text("utf-8"))]


def value(name):
    module, _, attribute = name.rpartition(".")
    return getattr(importlib.import_module(module), attribute)


def test_every_public_name_is_described_once():
    names = documented()
    assert len(names) == len(set(names))
    described = [(name.rpartition(".")[2], value(name)) for name in names]
    for suffix in MODULES:
        module = importlib.import_module(f"imgix_management{suffix}")
        missing = [
            name
            for name in module.__all__
            if not any(each == name and described_value is getattr(module, name) for each, described_value in described)
        ]
        assert missing == [], f"describe them in docs/reference/python: {module.__name__}"


def test_every_public_name_has_a_description():
    for name in documented():
        if isinstance(documented_object := value(name), type) or inspect.isfunction(documented_object):
            assert inspect.getdoc(documented_object), name


@pytest.mark.parametrize("language", ["en", "ja"])
def test_every_operation_has_its_section_with_all_its_parts(language):
    pages = {path.stem for path in (DOCS / "reference" / "http").glob("*.md")}
    for method, path, operation in operations(load()):
        name = operation["operationId"]
        (tag,) = operation["tags"]
        assert tag in pages
        section = next(
            part
            for part in http_pages.operations_page(tag, language).split("\n(http-")
            if f"```text\n{method.upper()} {path}\n```" in part
        )
        assert operation["x-imgix-rate-limit"] in section
        assert f"curl {'' if method == 'get' else f'-X {method.upper()} '}" in section
        assert "client." in section
        assert all(http_pages.permission(each, language) in section for each in operation["security"][0]["apiKey"])
        assert all(f"`{each['name']}`" in section for each in operation["parameters"]), name


def test_the_python_line_of_an_operation_is_a_method_of_the_client():
    client = ManagementClient("ak_test", base_url="http://127.0.0.1:9")
    for call in facade_calls().values():
        _, _, method = call.reference.rpartition(".")
        group = re.search(r"client\.((?:\w+\.)*)" + method, call.code)
        assert group, call
        assert callable(attrgetter(group[1] + method)(client))
    client.close()


def test_every_error_code_is_explained_in_both_languages():
    classes = {row.name for row in error_pages.error_rows()}
    described = {"ImgixError", "ConfigurationError"}  # the root; and a class whose codes are those of its base
    assert classes | described == {cls.__name__ for cls in error_pages.error_classes()}
    for row in error_pages.error_rows():
        assert row.happened, row
        assert row.to_do, row
    table = error_pages.errors_table("ja")
    for line in table.splitlines():
        if line.startswith("| `"):
            assert all(KANA_OR_KANJI.search(cell) for cell in re.split(r"(?<!\\)\|", line)[2:4]), line


def test_every_command_is_shown_in_both_languages():
    paths = list(command_pages.paths())
    assert ("sources", "list") in paths
    for path in paths:
        english, japanese = (command_pages.help_text(path, language) for language in ("en", "ja"))
        assert english.startswith(f"Usage: {' '.join(('imgix', *path))}")
        assert KANA_OR_KANJI.search(japanese)
        assert not KANA_OR_KANJI.search(english)


def test_every_exit_code_has_its_row():
    assert "](reference/exit-codes.md)" in (DOCS / "command.md").read_text("utf-8")
    for language in ("en", "ja"):
        rows = re.findall(r"^\| (\d+) \| (.*?) \| (.*?) \|$", command_pages.exit_codes_table(language), re.M)
        assert [row[:2] for row in rows] == [(str(each.code), gettext(each.meaning, language)) for each in EXIT_CODES]
        assert all(name in row[2] for row, each in zip(rows, EXIT_CODES, strict=True) for name in each.errors)


def test_no_word_of_the_made_pages_is_left_over():
    sources = "".join(path.read_text("utf-8") for path in (ROOT / "tools" / "docs").glob("*.py"))
    for word in _JAPANESE:
        assert len(re.findall(f"[\"']{re.escape(word)}[\"']", sources)) > 1 or word in OF_THE_CONTRACT, word


def test_every_setting_is_on_its_page():
    page = (DOCS / "settings.md").read_text("utf-8")
    for name in inspect.signature(ManagementClient).parameters:
        assert f"| `{name}` |" in page
    sources = "".join(path.read_text("utf-8") for path in (ROOT / "facade").rglob("*.py"))
    everywhere = page + (DOCS / "rate-limits.md").read_text("utf-8")
    for variable in set(re.findall(r'"(IMGIX_[A-Z_]+)"', sources)):
        assert f"`{variable}`" in everywhere


def test_the_guide_to_rate_limits_states_those_of_the_contract():
    page = (DOCS / "rate-limits.md").read_text("utf-8")
    rows = re.findall(r"^\| `([\w-]+)` \| (\d+ per \w+) \|", page, re.M)
    assert dict(rows) == {bucket: http_pages.rate(bucket, "en") for bucket in load()["x-imgix-rate-limits"]}
