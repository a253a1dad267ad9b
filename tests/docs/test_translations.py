"""The Japanese of the documentation: complete where a page is listed as translated, and never wrong anywhere."""

import re

import pytest
from babel.messages.catalog import Catalog

from tools.docs import catalogues

KANA_OR_KANJI = re.compile(r"[ぁ-ヿ一-鿿]")
SPACED = re.compile(r"[ぁ-ヿ一-鿿、。] [ぁ-ヿ一-鿿]")


def entries(page):
    return [
        (str(message.id), str(message.string))
        for message in catalogues.read(catalogues.CATALOGUES / f"{page}.po")
        if message.id and message.string and not message.fuzzy
    ]


def test_a_page_that_is_listed_as_translated_is_complete():
    for page in catalogues.translated_pages():
        progress = catalogues.progress(page)
        assert progress.total, page
        assert progress.complete, f"{page}: {progress}"


@pytest.mark.parametrize("page", catalogues.pages())
def test_a_translation_has_the_code_and_the_links_of_its_original(page):
    assert catalogues.progress(page).wrong == ()
    for text, translation in entries(page):
        assert "\n" not in translation, text
        assert not translation.endswith("::"), text  # a page is Markdown, and so is the translation of a docstring
        assert not SPACED.search(re.sub(r"`[^`]*`", "x", translation)), translation


def test_every_page_that_is_complete_is_listed():
    complete = {page for page in catalogues.pages() if catalogues.progress(page).complete}
    assert sorted(complete) == sorted(catalogues.translated_pages()), "docs/locale/ja/translated.txt"


def test_a_translation_that_lost_a_part_is_noticed():
    same = catalogues.same_parts
    assert same("Use `a` of [b](c.md).", "[び](c.md) の `a` を使います。")
    assert not same("Use `a`.", "`b` を使います。")
    assert not same("See [b](c.md).", "[び](d.md) を参照してください。")
    assert not same("See {py:class}`~x.Y`.", "`~x.Y` を参照してください。")


@pytest.mark.site
@pytest.mark.timeout(300)
def test_the_catalogues_are_those_of_the_pages():
    catalogues.make_templates()
    current = catalogues.templates()
    assert catalogues.pages() == sorted(current), "run: invoke docs.translate"
    for page, template in current.items():
        catalogue = catalogues.read(catalogues.CATALOGUES / f"{page}.po")
        texts = [{message.id for message in each if message.id} for each in (template, catalogue)]
        assert texts[0] == texts[1], f"{page}; run: invoke docs.translate"
    print(catalogues.report_of(current))


def test_what_is_left_is_counted(tmp_path, monkeypatch):
    monkeypatch.setattr(catalogues, "CATALOGUES", tmp_path)
    template = Catalog()
    for text in ("One `a`.", "Two.", "Three.", "Four."):
        template.add(text)
    translated = Catalog(locale="ja")
    translated.add("One `a`.", "`b` が一つ。")
    translated.add("Two.", "二つ。", flags={"fuzzy"})
    translated.add("Three.", "三つ。")
    translated.add("Older.", "古い。")
    catalogues.write(tmp_path / "page.po", translated)
    assert catalogues.progress("page", template) == (4, 1, 1, 1, ("One `a`.",))
