"""The page of the sandbox in Chromium: what is seen, used with the keyboard, and what axe finds."""

import time
from collections.abc import Callable, Iterator
from itertools import product
from typing import Any

import pytest

from imgix_management.testing import Sandbox
from imgix_sandbox.sample_images import sample_image
from tests.browser.chromium import Axe, Page, open_page, started

pytestmark = pytest.mark.browser

WIDTHS = [390, 1280]
QUICK = {(390, "ja", "dark"), (1280, "en", "light")}
"""What `invoke check` looks at. `invoke browser` looks at all."""


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    with started() as browser:
        yield browser


@pytest.fixture
def sandbox() -> Iterator[Sandbox]:
    with Sandbox(seed=True) as sandbox:
        yield sandbox


@pytest.fixture
def page(browser: Any, sandbox: Sandbox) -> Iterator[Page]:
    with open_page(browser, f"{sandbox.url}/_sandbox?lang=en", width=1280) as page:
        page.locator("#assets img").first.wait_for()
        yield page


@pytest.mark.parametrize(
    ("width", "language", "scheme"),
    [
        pytest.param(*each, marks=[] if each in QUICK else pytest.mark.slow)
        for each in product(WIDTHS, ["en", "ja"], ["light", "dark"])
    ],
)
def test_it_fits_and_axe_finds_nothing(
    browser: Any, sandbox: Sandbox, *, width: int, language: str, scheme: str
) -> None:
    with sandbox.client() as client:
        client.purges.create("https://samples.imgix.net/cats/tom.jpg")
    url = f"{sandbox.url}/_sandbox?lang={language}"
    with open_page(browser, url, width=width, color_scheme=scheme) as page:
        page.locator("#log details").first.wait_for()
        assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
        assert page.get_by_role("heading", name="レート制限" if language == "ja" else "Rate limits").is_visible()
        violations = Axe().run(page).response["violations"]
        assert [(each["id"], each["nodes"][0]["html"]) for each in violations] == []


def test_requests_appear_and_what_is_unfolded_stays_so(page: Page, sandbox: Sandbox) -> None:
    with sandbox.client() as client:
        client.purges.create("https://samples.imgix.net/cats/tom.jpg")
        page.locator("#log").get_by_text("createPurge").wait_for()
        page.locator("#log summary").first.click()
        client.sources.list().first()
        page.locator("#log").get_by_text("listSources").first.wait_for()
    assert "cats/tom.jpg" in page.locator("#log details[open] pre").inner_text()


def test_a_purge_can_be_seen(page: Page, sandbox: Sandbox) -> None:
    with sandbox.client() as client:
        (source,) = client.sources.list()
        sandbox.add_asset(source, "cats/tom.jpg", sample_image("cats/tom.jpg", 10, 10))
        page.get_by_text("10 × 10").wait_for()
        image = page.locator("[data-image$='cats/tom.jpg'] img")
        until(lambda: image.evaluate("image => image.naturalWidth") == 320)  # the cache has the old file
        assert "X-Cache: HIT" in page.locator("[data-image$='cats/tom.jpg']").inner_text()
        client.purges.create("https://samples.imgix.net/cats/tom.jpg")
        until(lambda: image.evaluate("image => image.naturalWidth") == 10)
        assert "X-Cache: MISS" in page.locator("[data-image$='cats/tom.jpg']").inner_text()


def until(condition: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 10
    while not condition():
        assert time.monotonic() < deadline
        time.sleep(0.05)


def test_it_is_used_with_the_keyboard(page: Page, sandbox: Sandbox) -> None:
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.locator("#reset").focus()
    page.on("dialog", lambda dialog: dialog.accept())
    sandbox.add_source("Shop")
    page.locator("#sources").get_by_text("Shop", exact=True).wait_for()
    page.keyboard.press("Enter")
    page.get_by_text("Everything was reset.").wait_for()
    page.locator("#sources").get_by_text("Shop", exact=True).wait_for(state="detached")
    page.locator("button[data-language=ja]").focus()
    page.keyboard.press("Space")
    page.get_by_role("heading", name="レート制限").wait_for()
    assert page.evaluate("document.documentElement.lang") == "ja"


def test_a_fault_is_injected(page: Page, sandbox: Sandbox) -> None:
    page.locator("select[name=operation]").select_option("listSources")
    page.get_by_role("button", name="Inject the fault").click()
    page.get_by_text("The fault waits for its requests.").wait_for()
    with sandbox.client() as client:
        client.sources.list().first()
    assert [request.status for request in sandbox.requests()] == [503, 200]
    page.get_by_text("fault: response status=503").wait_for()
