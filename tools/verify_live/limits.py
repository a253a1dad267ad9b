"""Questions about the limits themselves, which a few requests too many settle."""

from __future__ import annotations

from typing import Any

from tools.verify_live.client import Probe
from tools.verify_live.verdicts import Answer, Verdict, confirmed, refuted, settles, still_open

_TOO_MANY = 429
_ALL = (_TOO_MANY,)


def _refused(answers: tuple[Answer, ...] | list[Answer]) -> bool:
    return any(answer.status == _TOO_MANY for answer in answers)


@settles(
    "default-limit-scope",
    lambda probe: [
        probe.burst(["listSources", "listReports"] * 3),
        probe.burst(["listSources"] * 6),
    ],
    effect="limits",
)
def default_limit_scope(mixed: list[Answer], alone: list[Answer]) -> Verdict:
    """Whether six requests to two endpoints are too many."""
    if _refused(mixed):
        return confirmed("3 requests each to two endpoints brought a 429: they are counted together")
    if _refused(alone):
        return refuted("only 6 requests to one endpoint brought a 429", then="Let default_per_endpoint be the default.")
    return still_open("6 requests to one endpoint brought no 429; the account's limit may be higher")


@settles(
    "limit-owner",
    lambda probe: [
        probe.burst(["listSources"] * 3, keys=["", "SECOND_API_KEY"]),
        probe.burst(["listSources"] * 6),
    ],
    effect="limits",
)
def limit_owner(both: list[Answer], alone: list[Answer]) -> Verdict:
    """Whether six requests by two keys are too many."""
    if _refused(both):
        return confirmed("3 requests by each of two keys brought a 429: they are counted for the account")
    if _refused(alone):
        return refuted(
            "only 6 requests by one key brought a 429", then="Say in the README that a key counts for itself."
        )
    return still_open("6 requests by one key brought no 429; the account's limit may be higher")


def _many_of_one_asset(probe: Probe) -> list[list[Answer]]:
    place: dict[str, Any] = {"source_id": probe.source_id, "origin_path": probe.origin_path}
    return [[probe.call("getAsset", limited=False, **place) for _ in range(6)]]


@settles("bucket-membership", _many_of_one_asset, effect="limits")
def bucket_membership(answers: list[Answer]) -> Verdict:
    """Whether reading an Asset counts in the default bucket."""
    if _refused(answers):
        return refuted("6 reads of an Asset brought a 429", then="Move getAsset to the bucket default.")
    if all(answer.ok for answer in answers):
        return confirmed("6 reads of an Asset brought no 429: they have a bucket of their own")
    return still_open(f"reading an Asset was answered with {answers[-1].said}")


@settles("limit-headers", lambda probe: [probe.burst(["listSources"] * 9)], effect="limits")
def limit_headers(answers: list[Answer]) -> Verdict:
    """What comes with a refusal."""
    refusal = next((answer for answer in answers if answer.status == _TOO_MANY), None)
    if refusal is None:
        return still_open("9 requests brought no 429")
    telling = sorted(name for name in refusal.headers if name == "retry-after" or "ratelimit" in name)
    shape = "the usual error document" if refusal.document.get("errors") else "no error document"
    if telling or "errors" not in refusal.document:
        note = f"{', '.join(telling) or 'no header'}; {shape}"
        return refuted(note, then="Describe them in the response TooManyRequests.")
    return confirmed(f"no header that tells of limits; {shape}")
