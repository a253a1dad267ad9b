"""Chromium for tests, where it can be had: the extra `browser`, and Debian's packages chromium and fonts-noto-cjk."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest

try:
    from axe_playwright_python.sync_playwright import Axe
    from playwright.sync_api import ConsoleMessage, Page, Request, sync_playwright
except ModuleNotFoundError as error:
    pytest.skip(f"NOT TESTED in a browser: the package {error.name} is missing", allow_module_level=True)

PATH = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
if PATH is None:
    pytest.skip("NOT TESTED in a browser: apt-get install chromium fonts-noto-cjk", allow_module_level=True)

__all__ = ["Axe", "Page", "open_page", "started"]


@contextmanager
def started() -> Iterator[Any]:
    """Start Chromium without a window."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=PATH, args=["--no-sandbox"])
        yield browser
        browser.close()


def _is_error(message: ConsoleMessage) -> bool:
    return message.type == "error" and not message.location["url"].endswith("/favicon.ico")


@contextmanager
def open_page(browser: Any, url: str, *, width: int, **options: Any) -> Iterator[Page]:
    """Open a page; fail at the end if it has reported an error, or asked another host for anything."""
    context = browser.new_context(viewport={"width": width, "height": 900}, **options)
    page: Page = context.new_page()
    errors: list[str] = []

    def look(request: Request) -> None:
        if not request.url.startswith(("http://127.0.0.1:", "blob:http://127.0.0.1:", "data:")):
            errors.append(f"foreign: {request.url}")

    page.on("request", look)
    page.on("pageerror", lambda error: errors.append(str(error)))
    # Chromium asks for an icon by itself.
    page.on("console", lambda message: errors.append(message.text) if _is_error(message) else None)
    page.goto(url)
    yield page
    context.close()
    assert errors == [], errors
