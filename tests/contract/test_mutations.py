"""What `invoke contract.diff` reports of each kind of change: all breaking ones at once, and all others."""

import pytest

from tests.contract.mutations import BREAKS, PASSES, fields, mutated, rename_key
from tools.changes.compare import compare
from tools.changes.extensions import BREAKING
from tools.changes.messages import describe
from tools.contract import load


def missed(mutations, changes):
    return [mutation.name for mutation in mutations if mutation.find_change(changes) is None]


def test_every_breaking_change_is_caught_and_nothing_else_is_called_breaking():
    changes = compare(load(), mutated(BREAKS))
    assert missed(BREAKS, changes) == []
    breaking = [change for change in changes if change.rating == BREAKING]
    assert [describe(change) for change in breaking if len(missed(BREAKS, [change])) == len(BREAKS)] == []


@pytest.mark.slow
def test_a_new_name_is_not_reported_as_a_new_field_besides():
    for schema, old, new in (("SourceAttributes", "name", "label"), ("AssetAttributes", "media_kind", "media_type")):
        contract = load()
        rename_key(fields(contract, schema), old, new)
        (change,) = compare(load(), contract)
        assert f".{old} was renamed to {new}: " in describe(change)


def test_every_change_that_breaks_nothing_passes():
    changes = compare(load(), mutated(PASSES))
    assert [describe(change) for change in changes if change.rating == BREAKING] == []
    assert missed(PASSES, changes) == []
