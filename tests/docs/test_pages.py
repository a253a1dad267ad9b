"""The blocks of the READMEs and of the documentation run against the sandbox, and print what the pages say."""

import re

import pytest

from tests.docs.page_runner import DOCS, QUICK, compare, pages

WITH_BLOCKS = [
    pytest.param(page, marks=[] if page in QUICK else pytest.mark.site)
    for page in pages()
    if re.search(r"^```(python|sh|console)\n", (DOCS / page).read_text("utf-8"), re.M)
]


@pytest.mark.parametrize("page", WITH_BLOCKS)
def test_the_blocks_of_a_page_run(run_page, page):
    runner = run_page(page)
    assert runner.skipped + sum(runner.counts.values()) + len(runner.files) > 0


def test_blocks_are_left_out_for_a_reason():
    for page in pages():
        for skip in re.findall(r"<!-- skip: .*", (DOCS / page).read_text("utf-8")):
            assert re.fullmatch(r'<!-- skip: next "[^"]{10,}" -->', skip), f"{page}: {skip}"


def test_what_is_printed_is_compared():
    compare("a 12 b\nmore\nend\n", "a ... b\n...\nend", "here")
    compare("a\nend\n", "a\nend", "here")
    with pytest.raises(AssertionError, match="but it is"):
        compare("a\nend\n", "a\nothers", "here")
