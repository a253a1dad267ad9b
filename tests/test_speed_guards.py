"""What keeps the package fast and does not depend on the machine: imports, dependencies, allocations, calls.

Times stand in benchmarks/README.md; nothing here fails because a machine is busy.
"""

import gc
import json
import os
import subprocess
import sys
import tracemalloc
from collections.abc import Callable
from pathlib import Path

import httpx
import pytest

from benchmarks.assets import INFO, SOURCE, page
from benchmarks.dependencies import closure, direct
from benchmarks.server import SMALL
from imgix_management import Asset, ManagementClient, RateLimits
from imgix_management._core import telemetry
from imgix_management._core.jsonapi import parse_document, parse_resources

PAGES = pytest.mark.parametrize("analysed", [True, False])
LISTS = Path(__file__).with_name("imported_modules.txt")
PROGRAMS = {
    "import imgix_management": ("", "import imgix_management"),
    "imgix --help": (
        "",
        "import sys; sys.argv = ['imgix', '--help']; from imgix_cli import main; main()",
    ),
    # What the dependencies bring along, which differs with what else is installed, is their own business.
    "from imgix_management import ManagementClient": (
        "import attrs, dateutil.parser, httpx, orjson",
        "from imgix_management import ManagementClient",
    ),
}
LIST_NEW_MODULES = """
import atexit, sys
{before}
before = set(sys.modules)
def show():
    new = {{name for name in sys.modules.keys() - before if name.partition(".")[0] not in sys.stdlib_module_names}}
    print("modules:", *{{name if name.startswith("imgix_") else name.partition(".")[0] for name in new}})
atexit.register(show)
{program}
"""


def imported(before: str, program: str) -> list[str]:
    """The modules outside the standard library that a program imports; of other projects the packages only."""
    code = LIST_NEW_MODULES.format(before=before, program=program)
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=30)
    return sorted(ran.stdout.splitlines()[-1].split()[1:])


def test_no_module_more_is_imported_than_the_committed_list_has():
    text = "\n\n".join("\n".join([name, *imported(*code)]) for name, code in PROGRAMS.items()) + "\n"
    if "IMGIX_WRITE_SURFACE" in os.environ:
        LISTS.write_text(text, "utf-8")
    assert text.splitlines() == LISTS.read_text("utf-8").splitlines(), "if it is meant: invoke surface"


def test_no_more_dependencies_than_promised():
    assert len(direct()) <= 4
    assert len(closure(direct())) + 1 <= 12


def allocated(make: Callable[[], object]) -> tuple[int, int]:
    """The blocks and the bytes that a result holds."""
    make()  # what is made once only
    gc.collect()
    tracemalloc.start()
    try:
        values = make()
        snapshot = tracemalloc.take_snapshot()
    finally:
        tracemalloc.stop()
    del values
    statistics = snapshot.statistics("filename")
    return sum(each.count for each in statistics), sum(each.size for each in statistics)


@PAGES
def test_a_page_of_resources_holds_hardly_more_than_its_json(analysed):
    content = page(analysed=analysed)
    blocks, size = allocated(lambda: parse_resources(parse_document(content, INFO, refuse=AssertionError), Asset))
    plain_blocks, plain_size = allocated(lambda: json.loads(content))
    assert blocks <= plain_blocks + 2 * 100  # an Asset, and what it shares
    assert size <= 1.3 * plain_size


def calls(run: Callable[[], object]) -> int:
    """How many functions are called, of Python and of C."""
    count = 0

    def profile(_frame, event, _argument):
        nonlocal count
        count += event in ("call", "c_call")

    run()
    before = sys.getprofile()
    sys.setprofile(profile)
    try:
        run()
    finally:
        sys.setprofile(before)
    return count


@PAGES
def test_a_resource_is_made_with_few_calls(analysed):
    content = page(analysed=analysed)
    count = calls(lambda: parse_resources(parse_document(content, INFO, refuse=AssertionError), Asset))
    # Since 3.14 the collector tracks every dict, so that none is quickly known to hold plain values only.
    bounds = (26, 9) if sys.version_info >= (3, 14) else (18, 8)
    assert count / 100 <= bounds[not analysed]


def test_reading_a_plain_attribute_calls_nothing():
    (asset,) = parse_resources(parse_document(page(1), INFO, refuse=AssertionError), Asset)
    nothing = calls(lambda: asset)
    assert calls(lambda: (asset.origin_path, asset.media_width, asset.tags)) == nothing
    assert calls(lambda: asset.colors) > nothing


def test_a_call_makes_hardly_more_calls_than_that_of_httpx_alone(monkeypatch):
    monkeypatch.setattr(telemetry, "_tracing", lambda: None)  # other tests set tracing up
    transport = httpx.MockTransport(
        lambda _request: httpx.Response(200, content=SMALL, headers={"content-type": "application/vnd.api+json"})
    )
    with httpx.Client(transport=transport) as http:
        client = ManagementClient("key", rate_limits=RateLimits({"default": "1000000/second"}), http_client=http)
        own = calls(lambda: client.sources.get(SOURCE))
        alone = calls(lambda: http.get(f"https://api.imgix.com/api/v1/sources/{SOURCE}").json())
    assert own <= 1.6 * alone
