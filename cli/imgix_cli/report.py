"""What a demo has made, told as text and as JSON."""

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

from .limits import document as limit_document
from .limits import name, rate, wait
from .output import Cell, Column, Output, size
from .sources import document

SERVER_ERROR = 500


@dataclass
class Made:
    """What a demo has made so far.

    Attributes:
        url: The base URL of the API.
        live: Whether that is no sandbox.
        source: The source, once it is there.
        uploaded: The assets uploaded, by origin path.
        in_doubt: The origin path of an upload whose answer has not come yet.
        listed: The assets found in the list, by origin path.
        changed: The asset with a custom field.
        purged_url: The URL that a purge was asked for.
        purge: The answer to that.
        error: The error of asking for what does not exist.
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


def assets(output: Output, made: Made) -> None:
    """Write the table of the assets, with the sizes that the API tells."""
    columns = (
        Column("origin_path"),
        Column(gettext_noop("Type")),
        Column(gettext_noop("Width"), "right"),
        Column(gettext_noop("Height"), "right"),
        Column(gettext_noop("Size"), "right"),
    )
    rows: list[list[Cell]] = []
    for path in made.uploaded:
        asset = made.listed.get(path)
        if asset is None:
            rows.append([path, output.name(gettext_noop("not listed yet")), None, None, None])
        else:
            rows.append([path, asset.content_type, asset.media_width, asset.media_height, size(asset.file_size)])
    output.table(columns, rows, indent=4)


def rate_limits(output: Output, made: Made) -> None:
    """Write the table of the rate limits."""
    columns = (
        Column(gettext_noop("Bucket")),
        Column(gettext_noop("Limit"), "right"),
        Column(gettext_noop("Sent"), "right"),
        Column(gettext_noop("Free now"), "right"),
        Column(gettext_noop("Wait"), "right"),
    )
    rows: list[list[Cell]] = []
    for bucket, (sent, status) in made.rate_limits.items():
        rows.append([name(output, bucket), rate(output, status.limits), sent, status.free, wait(status)])
    output.table(columns, rows, indent=4)


def finished(output: Output, made: Made) -> None:
    """Tell what is left of a demo that went through, and write its JSON."""
    output.line()
    _tell_rest(output, made)
    if output.json:
        output.result(_document(made, ok=True))


def stopped(output: Output, made: Made, wanted: int, error: BaseException) -> None:
    """Tell what a demo had made when it was stopped, and write its JSON. A demo that had sent nothing says nothing.

    Args:
        output: Where to.
        made: What it had made.
        wanted: How many images it had been given.
        error: What stopped it.
    """
    if isinstance(error, InvalidInputError | AssetExistsError) or (
        isinstance(error, APIStatusError) and error.status_code < SERVER_ERROR
    ):
        made.in_doubt = None  # refused, so nothing was stored
    if made.source is not None and (made.uploaded or made.in_doubt or not made.live):
        output.line()
        output.say(gettext_noop("The demo stopped early. Created or changed so far:"))
        _tell_made(output, made, wanted)
        _tell_rest(output, made)
    if output.json:
        output.result({**_document(made, ok=False), "stopped_by": _error(error)})


def _tell_made(output: Output, made: Made, wanted: int) -> None:
    if made.source is not None and not made.live:
        output.say(gettext_noop("source {id}"), 4, id=made.source.id)
    text = gettext_noop("{count} of {wanted} images uploaded to source {id}")
    output.say(text, 4, count=len(made.uploaded), wanted=wanted, id=made.source.id if made.source else "")
    for path in made.uploaded:
        output.line(path, 8)
    if made.in_doubt is not None:
        output.say(gettext_noop("{path}: not known whether it was uploaded"), 4, path=made.in_doubt)
    if made.changed is not None:
        output.say(gettext_noop("a custom field of {path}"), 4, path=made.changed.origin_path)
    if made.purged_url is not None:
        output.say(gettext_noop("a purge of {url}, which may not have succeeded"), 4, url=made.purged_url)


def _tell_rest(output: Output, made: Made) -> None:
    if made.live:
        output.say(
            gettext_noop(
                "Nothing is deleted: the API has no call for it. Remove the files in your storage if necessary."
            )
        )
    else:
        output.say(gettext_noop("The sandbox stops now and discards all of it."))


def _document(made: Made, *, ok: bool) -> dict[str, Any]:
    """A demo as JSON."""
    return {
        "ok": ok,
        "live": made.live,
        "url": made.url,
        "source": made.source and document(made.source),
        "uploaded": list(made.uploaded),
        "in_doubt": made.in_doubt,
        "assets": [{"id": asset.id, "type": asset.type, **asset.masked()} for asset in made.listed.values()],
        "changed": made.changed and {"id": made.changed.id, "custom_fields": made.changed["custom_fields"]},
        "purge": made.purge and {"id": made.purge.id, "url": made.purged_url, "duplicate": made.purge.duplicate},
        "error": made.error and _error(made.error),
        "rate_limits": {
            bucket: {"sent": sent, **limit_document(status)} for bucket, (sent, status) in made.rate_limits.items()
        },
    }


def _error(error: BaseException) -> dict[str, Any]:
    if isinstance(error, ImgixError):
        return {"code": error.code, "message": {"en": error.message("en"), "ja": error.message("ja")}}
    if isinstance(error, KeyboardInterrupt | Abort):
        return {"code": "interrupted"}
    return {"code": type(error).__name__}
