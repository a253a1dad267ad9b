"""`imgix doctor`."""

from __future__ import annotations

import os
import platform
import time
from typing import Final, Literal

import attrs

from imgix_management import Access, ImgixError, ManagementClient, PermissionCheck
from imgix_management._core.config import DEFAULT_BASE_URL
from imgix_management._core.transport import HTTPX_VERSION
from imgix_management._i18n import LocalizedText, bilingual, gettext, gettext_noop
from imgix_management._ratelimit.urls import redacted
from imgix_management.version import __version__
from imgix_openapi.operations import OPERATIONS

from .client import new_client, store_url
from .exit_codes import EXIT_ERROR, exit_code
from .output import Column, Output, printable
from .settings import Settings

MOST_SKEW: Final = 30.0
"""Seconds that the clock may be wrong by."""

PATIENCE: Final = 10.0
"""Seconds to wait for an answer."""

State = Literal["ok", "missing", "unknown", "wrong"]

STATES: Final[dict[State, str]] = {
    "ok": gettext_noop("ok"),
    "missing": gettext_noop("no"),
    "unknown": gettext_noop("not known"),
    "wrong": gettext_noop("wrong"),
}

READABLE: Final = {
    permission.id for operation in OPERATIONS.values() if operation.pagination for permission in operation.permissions
}
"""The permissions that a list needs, which can be tried."""


@attrs.frozen
class Finding:
    """One thing that was looked at.

    Attributes:
        check: A stable name of it.
        state: How it is.
        told: What was found, and how to mend it.
        exit_code: What the command ends with, if this is the first thing that is wrong.
    """

    check: str
    state: State
    told: LocalizedText
    exit_code: int = EXIT_ERROR


def examine(settings: Settings, source_id: str | None) -> int:
    """Look at everything and tell what is wrong.

    Args:
        settings: The shared options.
        source_id: The source whose assets are asked for, or None for the first listed.

    Returns:
        The exit code: 0 if nothing is wrong.

    Raises:
        InvalidInputError: The id cannot be one.
    """
    output = Output(settings)
    findings = [_versions(), _language(settings)]
    try:
        client = new_client(output)
    except ImgixError as error:
        findings.append(_failed("settings", error))
    else:
        with client:
            findings.append(_rate_limit_store(client))
            if findings[-1].state == "ok":  # else nothing can be sent
                findings += _api(
                    client.with_options(timeout=PATIENCE, total_timeout=2 * PATIENCE, max_retries=0), source_id
                )
    _tell(output, findings)
    return next((finding.exit_code for finding in findings if finding.state == "wrong"), 0)


def _tell(output: Output, findings: list[Finding]) -> None:
    if output.json:
        output.result(
            {
                "wrong": sum(finding.state == "wrong" for finding in findings),
                "checks": [
                    {
                        "check": finding.check,
                        "state": finding.state,
                        "message_en": finding.told.en,
                        "message_ja": finding.told.ja,
                    }
                    for finding in findings
                ],
            }
        )
        return
    columns = (Column(gettext_noop("Check")), Column(gettext_noop("State")), Column(gettext_noop("Result")))
    output.table(
        columns,
        [[row.check, output.name(STATES[row.state], "\n"), output.words(row.told, "\n")] for row in findings],
    )
    if all(finding.state != "wrong" for finding in findings):
        output.say(gettext_noop("No problems found."))


def _finding(check: str, state: State, text: str, **values: object) -> Finding:
    shown = {name: printable(value) if isinstance(value, str) else value for name, value in values.items()}
    return Finding(check, state, LocalizedText(gettext(text, "en", **shown), gettext(text, "ja", **shown)))


def _failed(check: str, error: ImgixError) -> Finding:
    return Finding(check, "wrong", LocalizedText(error.message("en"), error.message("ja")), exit_code(error))


def _versions() -> Finding:
    text = gettext_noop("imgix-management {version}, Python {python}, httpx {httpx}")
    return _finding("version", "ok", text, version=__version__, python=platform.python_version(), httpx=HTTPX_VERSION)


def _language(settings: Settings) -> Finding:
    if settings.chosen:
        text = gettext_noop("{language}, from --language")
    elif os.environ.get("IMGIX_LANGUAGE"):
        text = gettext_noop("{language}, from IMGIX_LANGUAGE")
    else:
        text = gettext_noop("{language}, from the locale; change it with --language or IMGIX_LANGUAGE (en, ja, en+ja)")
    return _finding("language", "ok", text, language=settings.language)


def _rate_limit_store(client: ManagementClient) -> Finding:
    begun = time.monotonic()
    try:
        status = client.rate_limits.status()
    except ImgixError as error:
        return _failed("rate_limit_store", error)
    milliseconds = (time.monotonic() - begun) * 1000 / len(status)
    text = gettext_noop("{store} works; a round trip takes {milliseconds} ms")
    store = redacted(store_url())
    return _finding("rate_limit_store", "ok", text, store=store, milliseconds=f"{milliseconds:.1f}")


def _api(client: ManagementClient, source_id: str | None) -> list[Finding]:
    url = os.environ.get("IMGIX_BASE_URL") or DEFAULT_BASE_URL
    try:
        access = client.check_access(source_id)
    except ImgixError as error:
        check = "connection" if error.status_code is None else "api_key"
        return [_failed(check, error)]
    return [
        _finding("connection", "ok", gettext_noop("{url} responds"), url=url),
        _finding("api_key", "ok", gettext_noop("accepted by imgix")),
        *map(_permission, access.permissions),
        _clock(access),
    ]


def _permission(found: PermissionCheck) -> Finding:
    check = f"permission:{found.id}"
    if found.granted:
        return _finding(check, "ok", gettext_noop("{name}: the key has it"), name=found.name)
    if found.granted is False:
        text = gettext_noop(
            "{name}: the key lacks it. If you need it, create another key in the API Keys view of the imgix dashboard"
        )
        return _finding(check, "missing", text, name=found.name)
    if found.error is not None:
        return _failed(check, found.error)
    if found.id in READABLE:
        text = gettext_noop("{name}: not checked, since there is no source to look into. Choose one with --source")
    else:
        text = gettext_noop("{name}: cannot be checked without changing something")
    return _finding(check, "unknown", text, name=found.name)


def _clock(access: Access) -> Finding:
    skew = access.clock_skew
    if skew is None:
        return _finding("clock", "unknown", gettext_noop("The responses do not include a time"))
    direction = bilingual(gettext_noop("ahead of")) if skew > 0 else bilingual(gettext_noop("behind"))
    if abs(skew) > MOST_SKEW:
        text = gettext_noop(
            "The clock is {seconds} s {direction} that of imgix. Set it, or let the system synchronize it"
        )
        return _finding("clock", "wrong", text, seconds=f"{abs(skew):.0f}", direction=direction)
    return _finding(
        "clock",
        "ok",
        gettext_noop("The clock agrees with that of imgix within about {seconds} s"),
        seconds=_about(skew),
    )


def _about(skew: float) -> int:
    return max(1, round(abs(skew)))
