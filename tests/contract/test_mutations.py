"""What `invoke contract.diff` says of each kind of change: all breaking ones made at once, and all others."""

from tests.contract.mutations import BREAKS, PASSES, mutated
from tools.changes.compare import compare
from tools.changes.extensions import BREAKING
from tools.changes.messages import say
from tools.contract import load


def missed(mutations, changes):
    return [mutation.name for mutation in mutations if mutation.found(changes) is None]


def assert_both_languages(changes):
    for change in changes:
        english, japanese = say(change)
        assert english.isascii(), english
        assert any("ぁ" <= letter <= "ヿ" for letter in japanese), japanese


def test_every_breaking_change_is_caught_and_nothing_else_is_called_breaking():
    changes = compare(load(), mutated(BREAKS))
    assert missed(BREAKS, changes) == []
    told = [change for change in changes if change.rating == BREAKING]
    assert [say(change).en for change in told if len(missed(BREAKS, [change])) == len(BREAKS)] == []
    assert_both_languages(changes)


def test_every_change_that_breaks_nothing_passes():
    changes = compare(load(), mutated(PASSES))
    assert [say(change).en for change in changes if change.rating == BREAKING] == []
    assert missed(PASSES, changes) == []
    assert_both_languages(changes)
