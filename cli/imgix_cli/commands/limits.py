"""`imgix limits`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import click

from imgix_management._i18n import gettext_noop

from ..client import new_client, store_url
from ..framework import Command
from ..options import shared
from ..output import Output
from ..settings import Settings
from ..table import Cell, Column

if TYPE_CHECKING:
    from imgix_management._ratelimit import BucketStatus, Limits

RATES: Final = {
    1.0: gettext_noop("{limit} per second"),
    60.0: gettext_noop("{limit} per minute"),
    3600.0: gettext_noop("{limit} per hour"),
}


@click.command(cls=Command, examples=("imgix limits", "imgix limits --json"))
@shared
@click.pass_obj
def command(settings: Settings) -> None:
    """Show how much of each rate limit is used.

    Everyone who shares the rate-limit store is counted. No request is sent. The store is that of
    IMGIX_RATE_LIMIT_STORE, by default a file in your state directory.
    """
    from imgix_management._ratelimit.urls import redacted  # noqa: PLC0415 - for a quick start

    output = Output(settings)
    with new_client(output) as client:
        statuses = client.rate_limits.status()
    if output.json:
        buckets = {bucket: document(status) for bucket, status in statuses.items()}
        output.result({"store": redacted(store_url()), "buckets": buckets})
        return
    columns = (
        Column(gettext_noop("Bucket")),
        Column(gettext_noop("Limit"), "number"),
        Column(gettext_noop("Used"), "number"),
        Column(gettext_noop("Free now"), "number"),
        Column(gettext_noop("Wait"), "number"),
    )
    rows: list[list[Cell]] = [
        [name(output, bucket), rate(output, status.limits), status.used, status.free, wait(status)]
        for bucket, status in statuses.items()
    ]
    output.table(columns, rows)
    output.say(gettext_noop("Counted in {store}"), store=redacted(store_url()))


def name(output: Output, bucket: str) -> str:
    """The name of a bucket, with what imgix calls it in Japanese."""
    from imgix_openapi.operations import RATE_LIMITS  # noqa: PLC0415 - for a quick start

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
