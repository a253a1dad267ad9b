"""How faults are written, and which request gets which."""

import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from imgix_sandbox import Sandbox
from imgix_sandbox.fault_plans import FaultPlan, Sequence
from imgix_sandbox.faults import (
    Cut,
    DecompressionBomb,
    Endless,
    Fault,
    FaultError,
    Latency,
    Recode,
    Relabel,
    Reset,
    Response,
    Slow,
    Stall,
    parse_fault,
)

SIZES = st.integers(1, 1024**3)
SECONDS = st.floats(0, 3600).map(lambda seconds: float(f"{seconds:g}"))
FAULTS: st.SearchStrategy[Fault] = st.one_of(
    st.builds(Latency, SECONDS),
    st.builds(Stall, SECONDS, st.sampled_from(["before", "after", "within"])),
    st.builds(Reset, st.sampled_from(["before", "after", "head", "body"])),
    st.builds(
        Response,
        st.just(200) | st.integers(400, 599),
        st.sampled_from(["error", "html", "empty", "missing", "extra"]),
        st.none() | st.integers(0, 10**9),
        st.booleans(),
        st.booleans(),
    ),
    st.builds(Cut, st.sampled_from(["close", "clean"])),
    st.builds(Slow, SIZES, SECONDS),
    st.builds(Relabel, st.text(st.characters(min_codepoint=32, max_codepoint=126), min_size=1)),
    st.builds(Recode, st.sampled_from(["utf-16", "shift_jis"]), st.sampled_from(["utf-8", "iso8859-1"])),
    st.builds(DecompressionBomb, SIZES),
    st.builds(Endless, SIZES),
)


def play(rules: list[dict[str, Any]], targets: list[str], seed: int = 0) -> list[str | None]:
    sequence = Sequence(FaultPlan.parse({"seed": seed, "rules": rules}))
    return [str(fault) if fault else None for fault in map(sequence.next, targets)]


@given(FAULTS)
def test_a_fault_is_read_from_its_own_text(fault: Fault) -> None:
    assert parse_fault(str(fault)) == fault


@pytest.mark.parametrize(
    ("text", "problem", "message"),
    [
        ("", "invalid", "''"),
        ("reset 'at", "invalid", "reset at=after"),
        ("rest", "unknown", "cut, decompression_bomb, endless, latency, recode, relabel, reset, response, slow, stall"),
        ("reset when=after", "unknown", "'when'; choose from: at"),
        ("reset at=later", "invalid", "at=before | after | head | body"),
        ("reset at", "invalid", "'at'"),
        ("latency seconds=-1", "invalid", "seconds=0..3600"),
        ("latency seconds=nan", "invalid", "seconds=0..3600"),
        ("response status=204", "invalid", "200, 400..599"),
        ("response process=yes", "invalid", "true | false"),
        ("decompression_bomb bytes=1e3", "invalid", "bytes=1..1073741824"),
        ("recode actual=utf-99", "invalid", "actual="),
        ("recode actual=rot13", "invalid", "actual="),
        ("relabel type=", "invalid", "type="),
        ("relabel type=\x00", "invalid", "type="),
    ],
)
def test_a_fault_that_cannot_be_used(text: str, problem: str, message: str) -> None:
    with pytest.raises(FaultError) as raised:
        parse_fault(text)
    assert raised.value.problem == problem
    assert message in str(raised.value)


@pytest.mark.parametrize(
    ("plan", "message"),
    [
        ([], "faults: [] is not valid; allowed: {rules, seed}"),
        ({"rule": []}, "faults: there is no 'rule'"),
        ({"seed": True}, "faults: seed: True"),
        ({"rules": {}}, "faults: rules: {}"),
        ({"rules": ["reset"]}, "faults: rules[0]: 'reset'"),
        ({"rules": [{}]}, "faults: rules[0].fault is missing"),
        ({"rules": [{"fault": 1}]}, "faults: rules[0].fault: 1"),
        ({"rules": [{"fault": "cut"}, {"fault": "cat"}]}, "faults: rules[1].fault: there is no 'cat'"),
        ({"rules": [{"fault": "cut", "probability": 1.5}]}, "faults: rules[0].probability: 1.5"),
        ({"rules": [{"fault": "cut", "probability": "0.1"}]}, "faults: rules[0].probability: '0.1'"),
        ({"rules": [{"fault": "cut", "every": 0}]}, "faults: rules[0].every: 0"),
        ({"rules": [{"fault": "cut", "times": 1.5}]}, "faults: rules[0].times: 1.5"),
        ({"rules": [{"fault": "cut", "first": 1}]}, "faults: rules[0]: there is no 'first'"),
        ({"rules": [{"fault": "cut", "operations": "getSource"}]}, "faults: rules[0].operations: 'getSource'"),
        ({"rules": [{"fault": "cut", "operations": ["getSauce"]}]}, "there is no 'getSauce'; choose from: addAsset"),
        ({"rules": [{"fault": "cut", "operations": [{}]}]}, "faults: rules[0].operations: there is no {}"),
    ],
)
def test_a_plan_that_cannot_be_used(plan: Any, message: str) -> None:
    with pytest.raises(FaultError) as raised:
        Sandbox(faults=plan)
    assert message in str(raised.value)


def test_a_plan_from_json_and_from_toml_is_the_same(tmp_path: Path) -> None:
    rules = [{"fault": "reset at=after", "operations": ["getSource", "signedUpload"], "probability": 0.5, "times": 3}]
    (tmp_path / "faults.json").write_text(json.dumps({"seed": 3, "rules": rules}))
    (tmp_path / "faults.toml").write_text(
        'seed = 3\n[[rules]]\nfault = "reset at=after"\noperations = ["getSource", "signedUpload"]\n'
        "probability = 0.5\ntimes = 3\n"
    )
    plans = [FaultPlan.load(tmp_path / name) for name in ("faults.json", "faults.toml")]
    assert plans[0] == plans[1] == FaultPlan.parse({"seed": 3, "rules": rules})


@pytest.mark.parametrize("name", ["faults.json", "faults.toml"])
def test_a_file_that_cannot_be_read_or_understood(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    with pytest.raises(FileNotFoundError):
        Sandbox(faults=path)
    for content in (b"{", b"\xff"):
        path.write_bytes(content)
        with pytest.raises(FaultError, match=f"{name} is not valid {name[7:].upper()}"):
            Sandbox(faults=str(path))


def test_the_documentation_lists_every_fault_and_its_example_works(tmp_path: Path) -> None:
    text = (Path(__file__).parents[2] / "docs" / "sandbox.md").read_text(encoding="utf-8")
    assert [kind for kind in Fault.__subclasses__() if f"| `{kind()}` |" not in text] == []
    example = tmp_path / "faults.toml"
    example.write_text(text.partition("```toml\n")[2].partition("```")[0])
    assert len(FaultPlan.load(example).rules) == 2


def test_every_and_times() -> None:
    rules = [{"fault": "cut", "every": 3, "times": 2, "operations": ["getSource"]}]
    assert play(rules, ["getSource", "getAsset"] * 10) == ["cut end=close" if n in {4, 10} else None for n in range(20)]


def test_the_first_rule_that_hits_decides_and_all_of_them_count() -> None:
    rules = [{"fault": "cut", "every": 2}, {"fault": "slow", "every": 3, "times": 1}, {"fault": "latency", "times": 1}]
    kinds = [text and text.split()[0] for text in play(rules, ["getSource"] * 6)]
    assert kinds == ["latency", "cut", "slow", "cut", None, "cut"]


def test_what_is_neither_an_operation_nor_a_place_gets_none() -> None:
    assert Sequence(FaultPlan.parse({"rules": [{"fault": "cut"}]})).next(None) is None


@given(st.integers(), st.lists(st.sampled_from(["getSource", "listAssets", "signedUpload", "reportFile"]), max_size=50))
def test_a_seed_and_a_sequence_of_requests_give_the_same_faults(seed: int, targets: list[str]) -> None:
    rules = [
        {"fault": "reset", "probability": 0.2, "operations": ["getSource", "reportFile"]},
        {"fault": "response", "probability": 0.5, "every": 2, "times": 9},
    ]
    assert play(rules, targets, seed) == play(rules, targets, seed)


def test_a_probability_is_about_kept() -> None:
    played = Counter(play([{"fault": "cut", "probability": 0.2}], ["getSource"] * 2000, seed=1))
    assert 320 < played["cut end=close"] < 480
    assert played != Counter(play([{"fault": "cut", "probability": 0.2}], ["getSource"] * 2000, seed=2))
