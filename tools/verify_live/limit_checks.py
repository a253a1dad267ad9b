"""Check the rate limits by exceeding them by a few requests."""

from __future__ import annotations

from typing import Any

from tools.verify_live.client import LiveClient
from tools.verify_live.verdicts import Response, Verdict, check, confirmed, refuted, still_open

_TOO_MANY = 429
_ALL = (_TOO_MANY,)


def _refused(responses: tuple[Response, ...] | list[Response]) -> bool:
    return any(response.status == _TOO_MANY for response in responses)


@check(
    "default-limit-scope",
    lambda client: [
        client.burst(["listSources", "listReports"] * 3),
        client.burst(["listSources"] * 6),
    ],
    effect="limits",
)
def default_limit_scope(mixed: list[Response], alone: list[Response]) -> Verdict:
    """Check whether six requests to two endpoints are too many."""
    if _refused(mixed):
        return confirmed("3 requests each to two endpoints brought a 429: they are counted together")
    if _refused(alone):
        return refuted("only 6 requests to one endpoint brought a 429", then="Let default_per_endpoint be the default.")
    return still_open("6 requests to one endpoint brought no 429; the account's limit may be higher")


@check(
    "limit-owner",
    lambda client: [
        client.burst(["listSources"] * 3, keys=["", "SECOND_API_KEY"]),
        client.burst(["listSources"] * 6),
    ],
    effect="limits",
)
def limit_owner(both: list[Response], alone: list[Response]) -> Verdict:
    """Check whether six requests by two keys are too many."""
    if _refused(both):
        return confirmed("3 requests by each of two keys brought a 429: they are counted for the account")
    if _refused(alone):
        return refuted(
            "only 6 requests by one key brought a 429", then="Say in the README that a key counts for itself."
        )
    return still_open("6 requests by one key brought no 429; the account's limit may be higher")


def _many_of_one_asset(client: LiveClient) -> list[list[Response]]:
    place: dict[str, Any] = {"source_id": client.source_id, "origin_path": client.origin_path}
    return [[client.call("getAsset", limited=False, **place) for _ in range(6)]]


@check("bucket-membership", _many_of_one_asset, effect="limits")
def bucket_membership(responses: list[Response]) -> Verdict:
    """Check whether reading an Asset counts in the default bucket."""
    if _refused(responses):
        return refuted("6 reads of an Asset brought a 429", then="Move getAsset to the bucket default.")
    if all(response.ok for response in responses):
        return confirmed("6 reads of an Asset brought no 429: they have a bucket of their own")
    return still_open(f"reading an Asset returned {responses[-1].summary}")


@check("limit-headers", lambda client: [client.burst(["listSources"] * 9)], effect="limits")
def limit_headers(responses: list[Response]) -> Verdict:
    """Find out what a 429 contains."""
    refusal = next((response for response in responses if response.status == _TOO_MANY), None)
    if refusal is None:
        return still_open("9 requests brought no 429")
    telling = sorted(name for name in refusal.headers if name == "retry-after" or "ratelimit" in name)
    shape = "the usual error document" if refusal.document.get("errors") else "not an error document"
    if telling or "errors" not in refusal.document:
        note = f"{', '.join(telling) or 'no header'}; {shape}"
        return refuted(note, then="Describe them in the response TooManyRequests.")
    return confirmed(f"no header about limits; {shape}")
