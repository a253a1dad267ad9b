"""Search in Japanese: pairs of characters, in the index as in the question.

Sphinx splits only the index into words, so a question without spaces between its words finds nothing.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Final

import sphinx.search
from sphinx.application import Sphinx
from sphinx.search import SearchLanguage

_JAPANESE: Final = "ぁ-ゖァ-ヺー々〆一-龠"
_WORD: Final = re.compile(rf"[{_JAPANESE}]+|[^\W_{_JAPANESE}][^\W{_JAPANESE}]*|\d+")
_PAIR: Final = 2

SPLITTER: Final = """
function splitQuery(query) {
  const words = [];
  const japanese = "%s";
  const word = new RegExp(
    `[${japanese}]+|(?![${japanese}_])[\\\\p{L}\\\\p{N}](?:(?![${japanese}])[\\\\p{L}\\\\p{N}_])*`, "gu"
  );
  for (const [run] of query.normalize("NFKC").matchAll(word)) {
    const signs = Array.from(run);
    if (signs.length > 2 && new RegExp(`^[${japanese}]`, "u").test(run)) {
      for (let i = 0; i + 1 < signs.length; i++) words.push(signs[i] + signs[i + 1]);
    } else {
      words.push(run);
    }
  }
  return words;
}
""".replace("%s", _JAPANESE)


def split(text: str) -> list[str]:
    """Split a text into Latin words and pairs of Japanese characters, as `SPLITTER` does it in the browser.

    Args:
        text: Any text; half-width katakana become full-width ones.
    """
    words: list[str] = []
    for run in _WORD.findall(unicodedata.normalize("NFKC", text)):
        if len(run) > _PAIR and re.match(rf"[{_JAPANESE}]", run):
            words += [run[start : start + _PAIR] for start in range(len(run) - 1)]
        else:
            words.append(run)
    return words


class SearchJapanese(SearchLanguage):
    """The Japanese of the search index."""

    lang = "ja"
    language_name = "Japanese"
    js_splitter_code = SPLITTER

    def split(self, input: str) -> list[str]:
        """Split a text into words."""
        return split(input)


def setup(app: Sphinx) -> None:
    """Take the place of Sphinx's own splitter."""
    sphinx.search.languages["ja"] = SearchJapanese
