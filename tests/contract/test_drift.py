"""What an operation lacks is named, part by part, by `invoke generate` and `invoke contract.drift`."""

import copy
import shutil

import pytest

from tests.contract.mutations import add_operation, operation
from tools import drift
from tools.contract import ROOT, load


@pytest.fixture
def tree(tmp_path):
    """The files that are looked at."""
    for part in drift.PARTS:
        for path in ROOT.glob(part.path):
            target = tmp_path / path.relative_to(ROOT)
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(path, target)
    return tmp_path


def test_a_new_operation_lacks_every_part():
    document = copy.deepcopy(load())
    add_operation(document)
    parts = [part for part in drift.PARTS if not part.only_writes]
    lines = [line for line in drift.missing(ROOT, document) if line.startswith("getAccount")]
    assert lines == [f"getAccount has no {part.name}: {part.instruction}" for part in parts]
    path = document["paths"]["/api/v1/account"]
    path["put"] = path.pop("get")
    lines = [line for line in drift.missing(ROOT, document) if line.startswith("getAccount")]
    assert lines == [f"getAccount has no {part.name}: {part.instruction}" for part in drift.PARTS]


@pytest.mark.parametrize("part", drift.PARTS, ids=lambda part: part.name)
def test_each_part_is_missed_and_a_part_of_an_operation_that_is_gone_is_named(tree, part):
    for path in tree.glob(part.path):
        text = path.read_text("utf-8")
        path.write_text(text.replace("createPurge", "createPour").replace("create_purge", "create_pour"), "utf-8")
    missing, gone = (line for line in drift.missing(tree, load()) if line.startswith(("createPurge", "createPour")))
    assert missing == f"createPurge has no {part.name}: {part.instruction}"
    assert gone.startswith(f"createPour is not in the contract, but has a {part.name}: remove it from ")
    assert (tree / gone.rpartition(" ")[2]).is_file()


def test_an_operation_may_be_without_a_method_for_a_reason(tree, monkeypatch):
    document = copy.deepcopy(load())
    operation(document, "createPurge")["operationId"] = "createPour"
    monkeypatch.setattr(drift, "WITHOUT_METHOD", {"createPour": "nobody pours"})
    lines = drift.missing(tree, document)
    assert any(line.startswith("createPour has no sandbox handler") for line in lines)
    assert not any(line.startswith("createPour has no facade method") for line in lines)
