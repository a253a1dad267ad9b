"""Tells the changes, the version that they demand, and whether the project follows."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

from tools.changes import versions
from tools.changes.compare import Change
from tools.changes.extensions import BREAKING, COMPATIBLE
from tools.changes.messages import RATINGS, WHOLE, Said, say
from tools.changes.versions import Base, spelt

MANY = 6
"""More operations than these are counted, not listed."""


def told(changes: list[Change], every: int) -> str:
    """All changes, in English and Japanese.

    Args:
        changes: What changed.
        every: How many operations the contract has.
    """
    return "\n".join(_entry(change, every) for change in changes)


def _entry(change: Change, every: int) -> str:
    operations, rating, sentence = change.place.operations, RATINGS[change.rating], say(change)
    if not operations or len(operations) == every:
        where = WHOLE
    else:
        listed = ", ".join(operations[:MANY])
        rest = len(operations) - MANY
        where = Said(f"{listed} and {rest} more", f"{listed} ほか {rest} 件") if rest > 0 else Said(listed, listed)
    place = where.en if where.en == where.ja else f"{where.en} / {where.ja}"
    return f"{rating.en} ({rating.ja}): {place}\n    {sentence.en}.\n    {sentence.ja}。"


def verdict(changes: list[Change], before: Base, root: Path) -> tuple[bool, str]:
    """Whether the project's version and changelog follow the changes, and what to say of it."""
    counts = Counter(change.rating for change in changes)
    number = ", ".join(f"{counts[rating]} {said.en}" for rating, said in RATINGS.items())
    number_ja = "、".join(f"{said.ja} {counts[rating]} 件" for rating, said in RATINGS.items())
    lines = [f"Since {before.name.en}: {number}.", f"{before.name.ja}以降: {number_ja}。"]
    now = versions.current(root)
    needed = spelt(versions.demanded(BREAKING if counts[BREAKING] else COMPATIBLE, before.version))
    fine = True
    if counts[BREAKING]:
        rule = Said(
            "in 0.x, a breaking change raises the second number",
            "0.x では、互換性のない変更で 2 番目の番号が上がります",
        )
        if now < versions.demanded(BREAKING, before.version):
            fine = False
            place = versions.VERSION
            lines += [
                f"→ breaking, needs {needed} ({rule.en}); the version is {spelt(now)}: raise it in {place}.",
                f"→ 互換性なし。バージョン {needed} が必要です ({rule.ja})。"
                f"現在は {spelt(now)} です。{place} を変更してください。",
            ]
        if not versions.told(root, before, BREAKING):
            fine = False
            lines += [
                f"→ CHANGELOG.md says nothing of it: write {versions.FRAGMENTS}/+NAME.breaking.md.",
                f"→ CHANGELOG.md に記載がありません。{versions.FRAGMENTS}/+NAME.breaking.md を書いてください。",
            ]
        if fine:
            lines += [
                f"→ breaking: the version, {spelt(now)}, and the changelog follow.",
                f"→ 互換性なし。バージョン {spelt(now)} と CHANGELOG は対応済みです。",
            ]
    elif counts[COMPATIBLE]:
        lines += [
            f"→ compatible: nothing breaks. The next release is to be {needed} (minor); "
            f"a fragment {versions.FRAGMENTS}/+NAME.added.md tells of it.",
            f"→ 互換性あり。動かなくなるものはありません。次のリリースは {needed} (マイナー) になります。"
            f"{versions.FRAGMENTS}/+NAME.added.md に記載してください。",
        ]
    return fine, "\n".join(lines)
