"""The documentation in Chromium: widths, schemes, languages, the switch between them, and the search."""

from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any

import pytest

from tests.browser.chromium import Axe, open_page, started
from tools.docs.build import SITE, build

pytestmark = [pytest.mark.site, pytest.mark.timeout(300)]  # the site is built first

PAGES = [
    "index",
    "start",
    "bulk",
    "command",
    "reference/http/assets",
    "reference/error-codes",
    "reference/python/client",
]

OF_DOCUTILS = {"definition-list"}
"""Docutils puts the description of a class into its list of definitions, headings included."""


class _Handler(SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        """Write nothing."""


@pytest.fixture(scope="module")
def url() -> Iterator[str]:
    build()
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(_Handler, directory=str(SITE))) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    with started() as browser:
        yield browser


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("language", ["en", "ja"])
@pytest.mark.parametrize("width", [390, 1280])
def test_pages_fit_and_axe_finds_nothing_serious(
    browser: Any, url: str, *, width: int, language: str, scheme: str
) -> None:
    for name in PAGES:
        with open_page(browser, f"{url}/{language}/{name}.html", width=width, color_scheme=scheme) as page:
            assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0, name
            assert page.evaluate("document.documentElement.lang") == language
            violations = Axe().run(page).response["violations"]
            serious = [
                (each["id"], each["nodes"][0]["html"])
                for each in violations
                if each["impact"] in ("serious", "critical") and each["id"] not in OF_DOCUTILS
            ]
            assert serious == [], name


def test_a_long_page_of_the_reference(browser: Any, url: str) -> None:
    with open_page(browser, f"{url}/ja/reference/python/purges.html", width=1280) as page:
        violations = Axe().run(page).response["violations"]
        serious = {each["id"] for each in violations if each["impact"] in ("serious", "critical")}
        assert serious <= OF_DOCUTILS


def test_the_switch_of_language_stays_on_the_page(browser: Any, url: str) -> None:
    with open_page(browser, f"{url}/en/uploads.html", width=1280) as page:
        page.get_by_role("link", name="日本語").first.click()
        assert page.url.partition("#")[0] == f"{url}/ja/uploads.html"
        page.get_by_role("link", name="English").first.click()
        assert page.url.partition("#")[0] == f"{url}/en/uploads.html"


@pytest.mark.parametrize(
    ("language", "words", "page_found"),
    [
        ("ja", "パージ", "purges"),
        ("ja", "レート制限", "rate-limits"),
        ("ja", "終了コード", "exit-codes"),
        ("en", "purge", "purges"),
    ],
)
def test_the_search_finds_words_inside_sentences(
    browser: Any, url: str, *, language: str, words: str, page_found: str
) -> None:
    with open_page(browser, f"{url}/{language}/search.html?q={words}", width=1280) as page:
        page.locator("#search-results li a").first.wait_for()
        links = page.locator("#search-results li a").evaluate_all("links => links.map(link => link.href)")
        assert any(page_found in link for link in links), links
