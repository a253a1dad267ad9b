"""`imgix limits`."""

from __future__ import annotations

from typing import Any, Final

from imgix_management._i18n import gettext_noop
from imgix_management._ratelimit import BucketStatus, Limits
from imgix_management._ratelimit.urls import redacted
from imgix_openapi.operations import RATE_LIMITS

from .client import new_client, store_url
from .output import Cell, Column, Output
from .settings import Settings

RATES: Final = {
    1.0: gettext_noop("{limit} per second"),
    60.0: gettext_noop("{limit} per minute"),
    3600.0: gettext_noop("{limit} per hour"),
}


def show_limits(settings: Settings) -> None:
    """Show how far each rate limit is used. It sends no request.

    Args:
        settings: The shared options.

    Raises:
        ImgixError: The store cannot be used, or a setting is missing.
    """
    output = Output(settings)
    with new_client(output) as client:
        found = client.rate_limits.status()
    if output.json:
        buckets = {bucket: document(status) for bucket, status in found.items()}
        output.result({"store": redacted(store_url()), "buckets": buckets})
        return
    columns = (
        Column(gettext_noop("Bucket")),
        Column(gettext_noop("Limit"), "right"),
        Column(gettext_noop("Used"), "right"),
        Column(gettext_noop("Free now"), "right"),
        Column(gettext_noop("Wait"), "right"),
    )
    rows: list[list[Cell]] = [
        [name(output, bucket), rate(output, status.limits), status.used, status.free, wait(status)]
        for bucket, status in found.items()
    ]
    output.table(columns, rows)
    output.say(gettext_noop("Counted in {store}"), store=redacted(store_url()))


def name(output: Output, bucket: str) -> str:
    """The name of a bucket, with what imgix calls it in Japanese."""
    return bucket if output.language == "en" else f"{bucket} ({RATE_LIMITS[bucket].name_ja})"


def rate(output: Output, limits: Limits) -> str:
    """The limits of a bucket in words."""
    return " + ".join(output.name(RATES[limit.period], "\n", limit=limit.count) for limit in limits)


def wait(status: BucketStatus) -> str | None:
    """The time until the next request may go."""
    return f"{status.retry_after:.2f} s" if status.retry_after else None


def document(status: BucketStatus) -> dict[str, Any]:
    """The status of a bucket as JSON."""
    return {
        "limits": [{"count": limit.count, "period": limit.period} for limit in status.limits],
        "used": status.used,
        "free": status.free,
        "retry_after": round(status.retry_after, 3),
    }
