"""The built site: its links hold, nothing is loaded from elsewhere, each page has its twin, and Japanese is found."""

import json
import re
import subprocess
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

import pytest

from tools.docs.build import LANGUAGES, SITE, build
from tools.node import NODE

pytestmark = [pytest.mark.site, pytest.mark.timeout(300)]
LOADED = {"script": "src", "img": "src", "link": "href", "source": "src", "iframe": "src"}
NOT_LOADED = ("alternate", "canonical", "next", "prev", "index", "search", "author")
"""Values of `rel` that only name another page."""


class Page(HTMLParser):
    """The ids, the links and the loaded files of a page."""

    def __init__(self, text):
        super().__init__()
        self.ids, self.links, self.loaded = set(), set(), set()
        self.feed(text)

    def handle_starttag(self, tag, attributes):
        values = dict(attributes)
        self.ids |= {values[name] for name in ("id", "name") if values.get(name)}
        if tag in ("a", "link") and values.get("href"):
            self.links.add(values["href"])
        if tag in LOADED and values.get(LOADED[tag]) and values.get("rel") not in NOT_LOADED:
            self.loaded.add(values[LOADED[tag]])


@pytest.fixture(scope="module")
def site():
    """The pages by their paths, built if they are not up to date."""
    build()
    return {path: Page(path.read_text("utf-8")) for path in sorted(SITE.rglob("*.html"))}


def broken_links(pages, root):
    """Yield the links of pages that lead to no file, or to no place on its page."""
    for path, page in pages.items():
        for link in page.links | page.loaded:
            parts = urlsplit(urljoin(path.as_uri(), link))
            if parts.scheme != "file":
                continue
            target = Path(unquote(parts.path))
            anchor = unquote(parts.fragment)
            known = pages[target].ids if target in pages else None
            if not target.is_file() or (anchor and known is not None and anchor not in known):
                yield f"{path.relative_to(root)}: {link}"


def test_every_link_within_the_site_leads_somewhere(site):
    assert list(broken_links(site, SITE)) == []
    assert len(site) > 100


def test_a_link_that_leads_nowhere_is_noticed(tmp_path):
    texts = {"a.html": '<a href="b.html#here"></a><a href="b.html#gone"></a><a href="c.html">', "b.html": "<p id=here>"}
    for name, text in texts.items():
        (tmp_path / name).write_text(text)
    pages = {tmp_path / name: Page(text) for name, text in texts.items()}
    assert sorted(broken_links(pages, tmp_path)) == ["a.html: b.html#gone", "a.html: c.html"]


def test_nothing_is_loaded_from_elsewhere(site):
    foreign = {
        (path.name, address) for path, page in site.items() for address in page.loaded if urlsplit(address).netloc
    }
    assert foreign == set()
    for style in SITE.rglob("*.css"):
        assert not re.search(r"(?:url\(|@import)\s*[\"']?(?:https?:)?//", style.read_text("utf-8")), style


def test_every_page_has_its_twin_and_links_to_it(site):
    for path, page in site.items():
        if path.parent == SITE:
            continue
        language, *rest = path.relative_to(SITE).parts
        other = SITE.joinpath(*({*LANGUAGES} - {language}), *rest)
        assert other in site
        assert any(Path(unquote(urlsplit(urljoin(path.as_uri(), link)).path)) == other for link in page.links)


def test_every_link_has_a_text(site):
    empty = re.compile(r'<a class="reference [^>]*>(?:<[^>]*>|\s)*</a>')
    for path in site:
        assert not empty.search(re.sub(r"<img[^>]*>", "image", path.read_text("utf-8"))), path


def test_every_page_is_in_its_language(site):
    for path in site:
        if path.parent != SITE:
            assert f'lang="{path.relative_to(SITE).parts[0]}"' in path.read_text("utf-8")[:200]


WORDS = (
    "レート制限",
    "パージ",
    "終了コード",
    "アップロード",
    "ｱｯﾌﾟﾛｰﾄﾞ",
    "APIキー",
    "purge",
    "retry_after",
    "a レート 制限 b",
)


def test_the_browser_splits_a_question_as_the_index_was_split():
    from tools.docs import search

    program = f"{search.SPLITTER}\nconsole.log(JSON.stringify({json.dumps(WORDS)}.map(splitQuery)))"
    result = subprocess.run([NODE, "-e", program], capture_output=True, text=True, encoding="utf-8", check=True)
    assert json.loads(result.stdout) == [search.split(word) for word in WORDS]


@pytest.mark.parametrize("word", ["レート制限", "パージ", "終了コード", "オリジン", "ｱｯﾌﾟﾛｰﾄﾞ", "RateLimits"])
def test_a_word_within_a_sentence_is_found(site, word):
    from tools.docs import search

    text = (SITE / "ja" / "searchindex.js").read_text("utf-8")
    index = json.loads(text.removeprefix("Search.setIndex(").removesuffix(")"))
    documents = None
    for part in search.split(word):
        entries = [each.get(part.lower(), []) for each in (index["terms"], index["titleterms"])]
        places = {place for entry in entries for place in ([entry] if isinstance(entry, int) else entry)}
        documents = places if documents is None else documents & places
    assert documents, word
