"""Text within the width of a terminal."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from imgix_cli.table import Cell, Column, render
from imgix_cli.text import NOT_FIRST, NOT_LAST, fold, shorten, width

WORDS = st.text(st.sampled_from("ab 画像を、。（）ー-gxｱｯ"), max_size=60)


@given(WORDS, st.integers(10, 40))
def test_folding_keeps_every_character_and_the_rules(text: str, columns: int) -> None:
    lines = fold(text, columns)
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")
    for line, following in pairwise(lines):
        assert line == line.rstrip()
        if following and line:
            assert following[0] not in NOT_FIRST or " " in text
            assert line[-1] not in NOT_LAST


def test_folding_japanese() -> None:
    assert fold("画像を削除しました。", 18) == ["画像を削除しまし", "た。"]  # no full stop begins a line
    assert fold("送信（パージ）", 6) == ["送信", "（パー", "ジ）"]
    assert fold("imgix login で保存", 12) == ["imgix login", "で保存"]
    assert fold("5f2a1b3c4d5e6f7a8b9c0d1e は長い", 10)[0] == "5f2a1b3c4d5e6f7a8b9c0d1e"
    assert fold("", 10) == [""]


@given(WORDS, st.integers(2, 30))
def test_shortening_fits_and_says_so(text: str, columns: int) -> None:
    short = shorten(text, columns)
    assert width(short) <= max(columns, 0) or short == text
    assert short == text or short.endswith("…")


def test_a_table_cuts_names_and_never_keys() -> None:
    columns = (Column("id"), Column("name", "name"), Column("n", "number"), Column("text", "text"))
    rows: list[list[Cell]] = [
        ["5f2a1b3c4d5e6f7a8b9c0d1e", "とても長い名前のソース" * 4, 12345, "a long text that is folded at spaces " * 2]
    ]
    lines = list(render(columns, ["id", "name", "n", "text"], rows, 80))
    assert max(map(width, lines)) <= 80
    assert "5f2a1b3c4d5e6f7a8b9c0d1e" in lines[1]
    assert "12345" in lines[1]
    assert "…" in lines[1]
    assert " ".join(line[lines[0].index("text") :].strip() for line in lines[2:] if line.strip())
    (head, line) = render(columns[:1], ["id"], [["x" * 100]], 80)
    assert line == "x" * 100
    assert head == "id"


def test_nothing_in_a_cell_steers_the_terminal() -> None:
    assert list(render((Column("a", "name"),), None, [["\x1b[31mred\ttab"]], None)) == [" [31mred tab"]
