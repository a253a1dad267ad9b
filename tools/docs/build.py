"""Build the documentation in both languages: `invoke docs`. Serve it: `invoke docs.serve`."""

from __future__ import annotations

import functools
import http.server
import os
import subprocess
import sys
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Final

from tools.contract import ROOT

LANGUAGES: Final = ("en", "ja")
DOCS: Final = ROOT / "docs"
SITE: Final = ROOT / "build" / "docs"
CACHE: Final = ROOT / "build" / "docs-cache"

INDEX: Final = """\
<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width,initial-scale=1">
<title>imgix-management</title>
<script>
location.replace((navigator.language || "").startsWith("ja") ? "ja/index.html" : "en/index.html");
</script>
</head>
<body>
<p><a href="en/index.html">English</a> · <a href="ja/index.html" lang="ja">日本語</a></p>
</body>
</html>
"""
"""The page above the two languages: it leads to that of the browser."""


def sphinx(builder: str, language: str, out: Path, *options: str) -> tuple[int, str]:
    """Run Sphinx; warnings are errors. Return its exit code and its output.

    Args:
        builder: Such as `html`.
        language: The language.
        out: The folder to write into.
        *options: Further options.
    """
    command = [
        *(sys.executable, "-m", "sphinx", "-q", "-W", "--keep-going", "-b", builder),
        *("-d", str(CACHE / f"{builder}-{language}"), *options, str(DOCS), str(out)),
    ]
    result = subprocess.run(
        command,
        cwd=ROOT,
        env={**os.environ, "DOCS_LANGUAGE": language, "PYTHONUTF8": "1"},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    return result.returncode, result.stdout + result.stderr


def build(languages: Sequence[str] = LANGUAGES, *, fresh: bool = False) -> None:
    """Build the site, and say how long it took and how large it is.

    Args:
        languages: Which languages.
        fresh: Whether to read all pages again, not only those that changed.

    Raises:
        SystemExit: There was a warning.
    """
    started = time.monotonic()
    # All pages are written: each holds the titles of the others, in its navigation.
    options = ("-a", "-E") if fresh else ("-a",)
    with ThreadPoolExecutor(len(LANGUAGES)) as pool:
        results = list(pool.map(lambda each: sphinx("html", each, SITE / each, *options), languages))
    for language, (_, output) in zip(languages, results, strict=True):
        if output:
            print(f"--- {language}\n{output}", file=sys.stderr)
    if any(code for code, _ in results):
        raise SystemExit(1)
    (SITE / "index.html").write_text(INDEX, "utf-8")
    print(f"{', '.join(languages)}: {time.monotonic() - started:.1f} s")
    print(size_of(SITE))
    print(f"open {(SITE / 'index.html').relative_to(ROOT)}")


def size_of(site: Path) -> str:
    """Describe how large a site is, and its largest page."""
    files = [path for path in site.rglob("*") if path.is_file()]
    pages = [path for path in files if path.suffix == ".html"]
    largest = max(pages, key=lambda path: path.stat().st_size)
    total = sum(path.stat().st_size for path in files)
    return (
        f"{len(pages)} pages, {total / 1e6:.1f} MB; the largest is {largest.relative_to(site)}, "
        f"{largest.stat().st_size / 1e3:.0f} kB"
    )


def serve(port: int) -> None:
    """Serve the site on this machine until Ctrl-C.

    Args:
        port: The port; 0 for any that is free.
    """
    handler = functools.partial(http.server.SimpleHTTPRequestHandler, directory=str(SITE))
    with http.server.ThreadingHTTPServer(("127.0.0.1", port), handler) as server:
        print(f"http://127.0.0.1:{server.server_address[1]}/ (Ctrl-C ends it)")
        try:
            server.serve_forever()
        except KeyboardInterrupt:
            print()
