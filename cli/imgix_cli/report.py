"""The results of a demo, as text and as JSON."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from click import Abort

from imgix_management import (
    APIStatusError,
    Asset,
    AssetExistsError,
    ImgixError,
    InvalidInputError,
    NotFoundError,
    Purge,
    Source,
)
from imgix_management._i18n import gettext_noop
from imgix_management._ratelimit import BucketStatus

from .commands.limits import document as limit_document
from .commands.limits import name, rate, wait
from .output import Output, size
from .records import document
from .table import Cell, Column

SERVER_ERROR = 500


@dataclass
class DemoResult:
    """The results of a demo so far.

    Attributes:
        url: The base URL of the API.
        live: Whether it is the real API.
        source: The source, once it exists.
        uploaded: The assets uploaded, by origin path.
        in_doubt: The origin path of an upload without a response yet.
        listed: The assets found in the list, by origin path.
        changed: The asset with a custom field.
        purged_url: The URL to purge.
        purge: The purge.
        error: The error for a source that does not exist.
        rate_limits: For each bucket the requests sent, and how far it is used.
    """

    url: str
    live: bool
    source: Source | None = None
    uploaded: dict[str, Asset] = field(default_factory=dict)
    in_doubt: str | None = None
    listed: dict[str, Asset] = field(default_factory=dict)
    changed: Asset | None = None
    purged_url: str | None = None
    purge: Purge | None = None
    error: NotFoundError | None = None
    rate_limits: dict[str, tuple[int, BucketStatus]] = field(default_factory=dict)


def assets(output: Output, result: DemoResult) -> None:
    """Write the table of the assets, with the sizes that the API reports."""
    columns = (
        Column("origin_path"),
        Column(gettext_noop("Type")),
        Column(gettext_noop("Width"), "number"),
        Column(gettext_noop("Height"), "number"),
        Column(gettext_noop("Size"), "number"),
    )
    rows: list[list[Cell]] = []
    for path in result.uploaded:
        asset = result.listed.get(path)
        if asset is None:
            rows.append([path, output.name(gettext_noop("not listed yet")), None, None, None])
        else:
            rows.append([path, asset.content_type, asset.media_width, asset.media_height, size(asset.file_size)])
    output.table(columns, rows, indent=4)


def rate_limits(output: Output, result: DemoResult) -> None:
    """Write the table of the rate limits."""
    columns = (
        Column(gettext_noop("Bucket")),
        Column(gettext_noop("Limit"), "number"),
        Column(gettext_noop("Sent"), "number"),
        Column(gettext_noop("Free now"), "number"),
        Column(gettext_noop("Wait"), "number"),
    )
    rows: list[list[Cell]] = []
    for bucket, (sent, status) in result.rate_limits.items():
        rows.append([name(output, bucket), rate(output, status.limits), sent, status.free, wait(status)])
    output.table(columns, rows, indent=4)


def finished(output: Output, result: DemoResult) -> None:
    """Report what a completed demo leaves behind, and write its JSON."""
    output.line()
    _write_leftovers(output, result)
    if output.json:
        output.result(_document(result, ok=True))


def stopped(output: Output, result: DemoResult, total: int, error: BaseException) -> None:
    """Report what a stopped demo had created, and write its JSON. If it had sent nothing, write no text.

    Args:
        output: The output.
        result: The results so far.
        total: The number of images to upload.
        error: The error that stopped it.
    """
    if isinstance(error, InvalidInputError | AssetExistsError) or (
        isinstance(error, APIStatusError) and error.status_code < SERVER_ERROR
    ):
        result.in_doubt = None  # rejected, so nothing was stored
    if result.source is not None and (result.uploaded or result.in_doubt or not result.live):
        output.line()
        output.say(gettext_noop("The demo stopped early. Created or changed so far:"))
        _write_created(output, result, total)
        _write_leftovers(output, result)
    if output.json:
        output.result({**_document(result, ok=False), "stopped_by": _error(error)})


def _write_created(output: Output, result: DemoResult, total: int) -> None:
    if result.source is not None and not result.live:
        output.say(gettext_noop("source {id}"), 4, id=result.source.id)
    text = gettext_noop("{count} of {total} images uploaded to source {id}")
    output.say(text, 4, count=len(result.uploaded), total=total, id=result.source.id if result.source else "")
    for path in result.uploaded:
        output.line(path, 8)
    if result.in_doubt is not None:
        output.say(gettext_noop("{path}: not known whether it was uploaded"), 4, path=result.in_doubt)
    if result.changed is not None:
        output.say(gettext_noop("a custom field of {path}"), 4, path=result.changed.origin_path)
    if result.purged_url is not None:
        output.say(gettext_noop("a purge of {url}, which may not have succeeded"), 4, url=result.purged_url)


def _write_leftovers(output: Output, result: DemoResult) -> None:
    if result.live:
        output.say(
            gettext_noop(
                "Nothing is deleted: the API has no call for it. Remove the files in your storage if necessary."
            )
        )
    else:
        output.say(gettext_noop("The sandbox stops now and discards all of it."))


def _document(result: DemoResult, *, ok: bool) -> dict[str, Any]:
    """Return the results as JSON."""
    return {
        "ok": ok,
        "live": result.live,
        "url": result.url,
        "source": result.source and document(result.source),
        "uploaded": list(result.uploaded),
        "in_doubt": result.in_doubt,
        "assets": [{"id": asset.id, "type": asset.type, **asset.masked()} for asset in result.listed.values()],
        "changed": result.changed and {"id": result.changed.id, "custom_fields": result.changed["custom_fields"]},
        "purge": result.purge
        and {"id": result.purge.id, "url": result.purged_url, "duplicate": result.purge.duplicate},
        "error": result.error and _error(result.error),
        "rate_limits": {
            bucket: {"sent": sent, **limit_document(status)} for bucket, (sent, status) in result.rate_limits.items()
        },
    }


def _error(error: BaseException) -> dict[str, Any]:
    if isinstance(error, ImgixError):
        return {"code": error.code, "message": {"en": error.message("en"), "ja": error.message("ja")}}
    if isinstance(error, KeyboardInterrupt | Abort):
        return {"code": "interrupted"}
    return {"code": type(error).__name__}
