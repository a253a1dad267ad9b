"""`invoke verify-live` finds out which variants the sandbox plays, and never shows a secret."""

from __future__ import annotations

import io
import json
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from imgix_contract.variants import VARIANTS
from imgix_management import ManagementClient, RateLimits, S3Deployment
from imgix_openapi.operations import RATE_LIMITS
from imgix_sandbox import Sandbox
from tests.openapi.test_uncertain import ENTRIES
from tools.contract import DOCUMENT, ROOT
from tools.verify_live.__main__ import main
from tools.verify_live.client import KEYS, LiveClient, jpeg
from tools.verify_live.edits import instructions
from tools.verify_live.run import run_checks
from tools.verify_live.verdicts import BY_HAND, CHECKS, Edit, Effect, Response, Verdict

CONTRACT = DOCUMENT.read_text("utf-8").splitlines()
UNLIMITED = RateLimits(dict.fromkeys(RATE_LIMITS, "100000/second"), account="verify-live")
NEEDS_MORE = {
    "asset-nulls",
    "azure-sas-echo",
    "media-kind",
    "never-deployed",
    "origin-authentication",
    "r2-provider",
    "robots-key",
    "s3-compatible-prefix",
    "tags-shape",
    "uploaded-by-shape",
    "warning-scale",
}
"""Settled by what other accounts have."""
TALKATIVE = {"forbidden-body"}
"""The sandbox says more in a 403 than we count on."""


class Clock:
    """A clock that only sleeping moves."""

    def __init__(self) -> None:
        self.now = 1_790_000_000.0

    def __call__(self) -> float:
        return self.now

    def sleep(self, seconds: float) -> None:
        self.now += seconds


class Shop(NamedTuple):
    sandbox: Sandbox
    source_id: str
    clock: Clock
    throw_away: str | None = None

    def client(self, rate_limits: RateLimits | None = UNLIMITED) -> LiveClient:
        keys = {
            "SECOND_API_KEY": self.sandbox.keys["account-admin"],
            "KEY_WITHOUT_ANALYTICS": self.sandbox.keys["sources"],
            "KEY_WITH_ASSET_BROWSE_ONLY": self.sandbox.keys["asset-browse"],
        }
        return LiveClient(
            self.sandbox.key,
            base_url=self.sandbox.url,
            source=self.source_id,
            throw_away=self.throw_away,
            keys=keys,
            rate_limits=rate_limits,
            max_wait=0.01,
            sleep=self.clock.sleep,
        )


@contextmanager
def shop(rate_scale: float = 1e6, **arguments: Any) -> Iterator[Shop]:
    """A sandbox with a Source that has an Asset."""
    clock = Clock()
    with Sandbox(rate_scale=rate_scale, deploy_seconds=0, clock=clock, **arguments) as sandbox:
        with ManagementClient(sandbox.key, base_url=sandbox.url, rate_limits=None) as client:
            deployment = S3Deployment(
                imgix_subdomains=["shop"], s3_access_key="a", s3_secret_key="MARKED-SECRET", s3_bucket="b"
            )
            source = client.sources.create("Shop images", deployment)
            spare = client.sources.create("Throw-away", {**deployment, "imgix_subdomains": ["throw-away"]})
            client.operation("uploadAsset", source_id=source.id, origin_path="cats/tom.jpg", content=jpeg())
        clock.sleep(2)
        yield Shop(sandbox, source.id, clock, spare.id)


def ask(
    place: Shop, folder: Path, only: Collection[str] = (), effects: Collection[Effect] = ("reads", "writes")
) -> dict[str, Verdict]:
    client = place.client()
    try:
        return dict(run_checks(client, effects, folder, only))
    finally:
        client.close()


def test_every_entry_has_a_settler_or_a_reason_why_none() -> None:
    assert {entry.id for entry in ENTRIES} == CHECKS.keys() | BY_HAND.keys()
    assert not CHECKS.keys() & BY_HAND.keys()


def test_nothing_that_writes_counts_as_reading() -> None:
    writing = {entry.id for entry in ENTRIES if entry.call.effect == "writes"}
    assert not {id_ for id_, check in CHECKS.items() if check.effect != "writes"} & writing


@pytest.mark.slow
def test_what_was_chosen_is_confirmed(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    with shop() as place:
        monkeypatch.setenv("IMGIX_API_KEY", place.sandbox.key)
        monkeypatch.setenv("IMGIX_BASE_URL", place.sandbox.url)
        monkeypatch.setenv("KEY_WITHOUT_ANALYTICS", place.sandbox.keys["sources"])
        monkeypatch.setenv("KEY_WITH_ASSET_BROWSE_ONLY", place.sandbox.keys["asset-browse"])
        code = main(
            ["--write", place.source_id, "--throw-away", str(place.throw_away), "--yes", "--out", str(tmp_path)],
            rate_limits=None,
            sleep=place.clock.sleep,
        )
        keys = [place.sandbox.key, *place.sandbox.keys.values()]
        created = [
            source
            for source in place.sandbox.state.sources.values()
            if source.id not in (place.source_id, place.throw_away)
        ]
        assert place.sandbox.problems == []
    report = json.loads((tmp_path / "report.json").read_text("utf-8"))
    verdicts = {id_: verdict["outcome"] for id_, verdict in report["questions"].items()}
    limits = {id_ for id_, check in CHECKS.items() if check.effect == "limits"}
    expected = {
        **dict.fromkeys(CHECKS, "confirmed"),
        **dict.fromkeys(NEEDS_MORE | limits | BY_HAND.keys(), "open"),
        **dict.fromkeys(TALKATIVE, "refuted"),
    }
    assert verdicts == expected
    assert code == 1
    assert created
    assert not any(source.enabled for source in created)

    written = [path.read_text("utf-8") for path in tmp_path.rglob("*") if path.is_file()]
    out = capsys.readouterr()
    for text in [*written, out.out, out.err]:
        assert not any(secret in text for secret in [*keys, "MARKED-SECRET", "signature=0", "signature=1"])
    cassettes = [path.read_text("utf-8") for path in (tmp_path / "cassettes").iterdir()]
    assert len(cassettes) > 30
    assert all(text.startswith("recorded:\n  against: another server, not the real API") for text in cassettes)

    steps = report["questions"]["publish-path"]["to_do"]
    assert "openapi/UNCERTAIN.md: remove the entry `publish-path`" in steps
    variants = [int(step.split(":")[1]) for step in steps if "remove the variant `publish-path`" in step]
    assert variants
    assert all("see: publish-path" in CONTRACT[number - 1] for number in variants)
    assert all(step in (tmp_path / "report.md").read_text("utf-8") for step in steps)


TRIED = {
    ("publish-path", "root"): "change the path to `/api/v1/publish`",
    ("session-paths", "words"): "`/api/v1/sources/{source_id}/upload-sessions/close/{session_id}`",
    ("session-paths", "bare"): "upload-sessions/{origin_path}",
    ("success-statuses", "202"): "set `x-imgix-status` to `202`",
    ("success-statuses", "201"): "set `x-imgix-status` to `201`",
    ("create-status", "200"): "set `x-imgix-status` to `200`",
    ("upload-limit", "50-mb"): "set `x-imgix-max-bytes` to `50000000`",
    ("cache-ttl-minimum", "1800"): "set `minimum` to `1800`",
    ("max-page-size", "cut"): "More than 1000 are reduced",
    ("max-page-size", "refused"): "maximum",
    ("name-filter", "part"): "set `description` to `A part of the name",
    ("asset-pagination", "number"): "page[number]",
    ("deployment-merge", "merged"): "a part of a deployment",
    ("disabled-edits", "taken"): "both were changed",
    ("enabled-on-create", "ignored"): "Take `enabled` out",
    ("fields-reports", "ignored"): "Take fields[reports] out",
    ("fields-reports", "refused"): "Take fields[reports] out",
    ("purge-conflict", "200"): "when 409 comes",
    ("too-large-status", "413"): "List the status 413",
    ("total-records", "number"): "one type",
    ("secret-loss", "kept"): "that is left out is kept",
    ("upload-exists", "409"): "List the status 409",
    ("validation-errors", "422"): "List the status 422",
}
"""Question and variant -> a part of the report."""
TOGETHER = [dict(iter(TRIED)), dict(reversed(TRIED))]
"""As many variants together as there are questions: first the last ones, then the first ones."""


def test_every_response_that_can_be_played_is_tried() -> None:
    others = {(id_, variant) for id_, variants in VARIANTS.items() for variant in variants[1:]}
    apart = {"asset-filters", "default-limit-scope", "limit-owner", "never-deployed"}
    assert {(id_, variant) for id_, variant in others if id_ not in apart} == TRIED.keys()


@pytest.mark.slow
@pytest.mark.parametrize("variants", TOGETHER, ids=["last", "first"])
def test_other_responses_refute_what_was_chosen(variants: dict[str, str], tmp_path: Path) -> None:
    with shop(variants=variants) as place:
        verdicts = ask(place, tmp_path / "cassettes", variants)
    assert {id_: verdict.note for id_, verdict in verdicts.items() if verdict.outcome != "refuted"} == {}
    for id_, verdict in verdicts.items():
        steps = instructions(id_, verdict)
        assert TRIED[id_, variants[id_]] in "\n".join([verdict.note, *steps])
        assert (f"openapi/UNCERTAIN.md: remove the entry `{id_}`" in steps) == bool(verdict.edits)


@pytest.mark.parametrize(
    ("question", "variant"),
    [
        ("deployment-merge", "merged"),
        ("cache-ttl-minimum", "1800"),
        ("session-cancelled", ""),
        ("publication-types", ""),
    ],
)
def test_a_question_can_be_checked_alone(question: str, variant: str, tmp_path: Path) -> None:
    with shop(variants={question: variant} if variant else {}) as place:
        verdict = ask(place, tmp_path, [question])[question]
    assert verdict.outcome == ("refuted" if variant else "confirmed"), verdict.note


def test_an_edit_names_the_line_of_the_contract_and_its_new_value(tmp_path: Path) -> None:
    with shop(variants={"publish-path": "root", "session-paths": "words", "upload-limit": "50-mb"}) as place:
        verdicts = ask(place, tmp_path, ["publish-path", "session-paths", "upload-limit", "asset-updatable"])
    edits = {}
    for id_, verdict in verdicts.items():
        for step in instructions(id_, verdict):
            if step.startswith("openapi/imgix-management.yaml:") and "variant" not in step:
                _, line, change = step.split(":", 2)
                edits[CONTRACT[int(line) - 1].strip()] = change.strip()
    assert edits["/api/v1/sources/{source_id}/publish:"] == "change the path to `/api/v1/publish`"
    assert edits["/api/v1/sources/{source_id}/upload-sessions/{session_id}:"].endswith("/close/{session_id}`")
    assert edits["x-imgix-max-bytes: 30000000"] == "set `x-imgix-max-bytes` to `50000000`"
    assert edits["x-imgix-confidence: seen-in-code"] == "set `x-imgix-confidence` to `captured`"


def test_filters_that_are_ignored_do_not_exist(tmp_path: Path) -> None:
    with shop(variants={"asset-filters": "ignored"}) as place:
        verdict = ask(place, tmp_path, ["asset-filters"])["asset-filters"]
    assert (verdict.outcome, "ignored" in verdict.note) == ("confirmed", True)


def test_an_edit_of_a_line_that_is_gone_is_still_reported() -> None:
    verdict = Verdict("refuted", "seen", (Edit("createSource/x-gone", 1), Edit("noSuchOperation/summary", "x")))
    steps = instructions("no-such-question", verdict)
    assert steps[0] == "openapi/imgix-management.yaml: set `createSource/x-gone` to `1`; no line matches"
    assert steps[1] == "openapi/imgix-management.yaml: set `noSuchOperation/summary` to `x`; no line matches"


@pytest.mark.parametrize(("variant", "outcome"), [("null", "confirmed"), ("absent", "refuted"), ("0", "refuted")])
def test_a_source_that_was_never_deployed(variant: str, outcome: str, tmp_path: Path) -> None:
    with shop(variants={"never-deployed": variant}) as place:
        ask(place, tmp_path, ["create-status"])
        assert ask(place, tmp_path, ["never-deployed"])["never-deployed"].outcome == outcome


@pytest.mark.parametrize(
    ("variants", "outcomes"),
    [
        ({}, {"default-limit-scope": "confirmed", "limit-owner": "confirmed"}),
        ({"default-limit-scope": "endpoint"}, {"default-limit-scope": "refuted"}),
        ({"limit-owner": "key"}, {"limit-owner": "refuted"}),
    ],
)
def test_limits_are_exceeded_only_if_so_ordered(
    variants: dict[str, str], outcomes: dict[str, str], tmp_path: Path
) -> None:
    with shop(rate_scale=1, variants=variants) as place:
        verdicts = ask(place, tmp_path, outcomes, ["reads"])
        assert {verdict.outcome for verdict in verdicts.values()} == {"open"}
        assert not any(record.status == 429 for record in place.sandbox.requests)
        verdicts = ask(place, tmp_path, [*outcomes, "bucket-membership", "limit-headers"], ["limits"])
    assert verdicts.pop("bucket-membership").outcome == "confirmed"
    assert verdicts.pop("limit-headers").outcome == "confirmed"
    assert {id_: verdict.outcome for id_, verdict in verdicts.items()} == outcomes


def test_without_a_source_to_write_to_it_only_reads(tmp_path: Path) -> None:
    with shop() as place:
        before = len(place.sandbox.requests)
        verdicts = ask(place, tmp_path, effects=["reads"])
        assert {record.method for record in list(place.sandbox.requests)[before:]} == {"GET"}
    assert "--write" in verdicts["publish-path"].note
    assert "--limits" in verdicts["limit-owner"].note


def test_it_asks_before_it_writes(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("IMGIX_API_KEY", "ak_0123456789")
    monkeypatch.setenv("IMGIX_BASE_URL", "http://127.0.0.1:9")
    monkeypatch.setattr("sys.stdin", io.StringIO("no\n"))
    assert main(["--write", "65a1b2c3d4e5f60718293a4b", "--out", str(tmp_path / "out")]) == 2
    assert "no way to delete" in capsys.readouterr().out
    assert not (tmp_path / "out").exists()


def test_an_entry_that_is_not_there_and_a_key_that_is_missing(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("IMGIX_API_KEY", raising=False)
    assert main(["--only", "no-such-entry"]) == 2
    assert main([]) == 2
    output = capsys.readouterr().err
    assert "no-such-entry" in output
    assert "IMGIX_API_KEY" in output


@pytest.mark.parametrize(
    "fault",
    [
        "response status=502 body=html",
        "response status=400 body=html",
        "response status=405 body=html",
        "response status=429",
        "response status=200 body=html",
        "response body=empty",
        "reset",
    ],
)
def test_a_server_that_lies_settles_nothing(fault: str, tmp_path: Path) -> None:
    with shop() as place:
        source_id, key = place.source_id, place.sandbox.key
    with Sandbox(key=key, faults={"rules": [{"fault": fault}]}, rate_scale=1e6) as sandbox:
        verdicts = ask(Shop(sandbox, source_id, Clock()), tmp_path)
    del verdicts["no-delete"]  # means no operation, so that no fault hits it
    assert {id_: verdict for id_, verdict in verdicts.items() if verdict.outcome != "open"} == {}


@pytest.mark.parametrize("fault", ["response body=missing", "response body=extra"])
def test_responses_of_another_shape_are_no_crash(fault: str, tmp_path: Path) -> None:
    with shop(
        faults={"rules": [{"fault": fault, "operations": ["listAssets", "updateSource", "createPurge"]}]}
    ) as place:
        assert ask(place, tmp_path).keys() == CHECKS.keys() | BY_HAND.keys()


def test_a_key_that_comes_back_is_taken_out(tmp_path: Path) -> None:
    key = "shop"  # is the subdomain, too
    with shop(key=key) as place:
        verdicts = ask(place, tmp_path, ["total-records", "never-deployed", "robots-key"])
    assert verdicts["total-records"].outcome == "confirmed"
    for path in tmp_path.iterdir():
        assert key not in path.read_text("utf-8")


def listed(*attributes: dict[str, Any]) -> Response:
    data = [{"id": "x", "type": "x", "attributes": each} for each in attributes]
    return Response("listAssets", "", 200, {}, json.dumps({"data": data}).encode())


def missing(id_: str, header: str | None) -> Response:
    headers = {} if header is None else {"x-request-id": header}
    return Response("getSource", "", 404, headers, json.dumps({"errors": [{"id": id_}]}).encode())


def deployed(**fields: Any) -> Response:
    return listed({"deployment": fields})


@pytest.mark.parametrize(
    ("question", "response", "outcome"),
    [
        ("robots-key", deployed(**{"robots.txt": "origin"}), "confirmed"),
        ("robots-key", deployed(robots_txt="origin"), "refuted"),
        ("r2-provider", deployed(storage_provider="Cloudflare R2"), "refuted"),
        ("r2-provider", deployed(storage_provider="Wasabi"), "open"),
        ("s3-compatible-prefix", deployed(type="s3_compatible", bucket_prefix="MARKED-SECRET"), "refuted"),
        ("s3-compatible-prefix", deployed(type="s3_compatible"), "open"),
        ("origin-authentication", deployed(request_handshake_set=True, handshake="MARKED-SECRET"), "refuted"),
        ("origin-authentication", deployed(request_handshake_set=False, handshake="MARKED-SECRET"), "open"),
        ("request-id", missing("MARKED-SECRET", "MARKED-SECRET"), "refuted"),
        ("request-id", missing("MARKED-SECRET", "other"), "confirmed"),
        ("request-id", missing("MARKED-SECRET", None), "confirmed"),
        ("azure-sas-echo", deployed(type="azure"), "confirmed"),
        ("azure-sas-echo", deployed(azure_sas_string="MARKED-SECRET"), "refuted"),
        ("media-kind", listed({"media_kind": "VIDEO"}), "refuted"),
        ("media-kind", listed(), "open"),
        ("warning-scale", listed({"warning_adult": 1, "warning_racy": 5}), "confirmed"),
        ("warning-scale", listed({"warning_adult": 0}), "refuted"),
        ("warning-scale", listed({"warning_adult": 2}), "open"),
        ("tags-shape", listed({"tags": {"cat": 0.9}}), "confirmed"),
        ("tags-shape", listed({"tags": ["cat"]}), "refuted"),
        ("uploaded-by-shape", listed({"uploaded_by": "someone"}), "confirmed"),
        ("asset-nulls", listed(*[{"tags": None}] * 50), "confirmed"),
        ("asset-nulls", listed({"origin_path": None}), "refuted"),
    ],
)
def test_what_other_accounts_would_show(question: str, response: Response, outcome: str) -> None:
    verdict = CHECKS[question].evaluate(response)
    assert verdict.outcome == outcome
    assert not any(private in str(verdict) for private in ("MARKED-SECRET", "someone"))
    instructions(question, verdict)  # the contract has the places of its edits


def test_further_keys_have_the_names_of_the_entries() -> None:
    text = (ROOT / "openapi" / "UNCERTAIN.md").read_text("utf-8")
    assert all(f"${name}" in text for name in KEYS)
