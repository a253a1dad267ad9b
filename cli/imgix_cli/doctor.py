"""`imgix doctor`."""

from __future__ import annotations

import os
import platform
import time
from typing import Final, Literal

import attrs

from imgix_management import Access, ImgixError, ManagementClient, PermissionCheck
from imgix_management._core.transport import HTTPX_VERSION
from imgix_management._i18n import LocalizedText, bilingual, gettext, gettext_noop
from imgix_management._ratelimit.urls import redacted
from imgix_management.version import __version__
from imgix_openapi.operations import OPERATIONS

from .client import new_client, store_url
from .exit_codes import EXIT_ERROR, exit_code
from .output import Output
from .settings import Settings
from .table import Column, printable

MAX_SKEW: Final = 30.0
"""The accepted clock skew, in seconds."""

CHECK_TIMEOUT: Final = 10.0
"""Seconds to wait for a response."""

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
"""The permissions that can be checked by a list."""


@attrs.frozen
class CheckResult:
    """The result of a check.

    Attributes:
        check: The stable name of the check.
        state: Its outcome.
        message: What was found, and how to fix it.
        exit_code: The exit code of the command, if this is the first failed check.
    """

    check: str
    state: State
    message: LocalizedText
    exit_code: int = EXIT_ERROR


def examine(settings: Settings, source_id: str | None) -> int:
    """Run all checks and report the results.

    Args:
        settings: The shared options.
        source_id: The source whose assets are listed, or None for the first one.

    Returns:
        The exit code: 0 if no check failed.

    Raises:
        InvalidInputError: `source_id` is not a valid id.
    """
    output = Output(settings)
    results = [_versions(), _language(settings)]
    try:
        client = new_client(output)
    except ImgixError as error:
        results.append(_failed("settings", error))
    else:
        with client:
            results.append(_rate_limit_store(client))
            if results[-1].state == "ok":  # else nothing can be sent
                results += _api(
                    client.with_options(timeout=CHECK_TIMEOUT, total_timeout=2 * CHECK_TIMEOUT, max_retries=0),
                    source_id,
                )
    _report(output, results)
    return next((result.exit_code for result in results if result.state == "wrong"), 0)


def _report(output: Output, results: list[CheckResult]) -> None:
    if output.json:
        output.result(
            {
                "wrong": sum(result.state == "wrong" for result in results),
                "checks": [
                    {
                        "check": result.check,
                        "state": result.state,
                        "message_en": result.message.en,
                        "message_ja": result.message.ja,
                    }
                    for result in results
                ],
            }
        )
        return
    columns = (Column(gettext_noop("Check")), Column(gettext_noop("State")), Column(gettext_noop("Result"), "text"))
    output.table(
        columns,
        [[row.check, output.name(STATES[row.state], "\n"), output.words(row.message, "\n")] for row in results],
    )
    if all(result.state != "wrong" for result in results):
        output.say(gettext_noop("No problems found."))


def _result(check: str, state: State, text: str, **values: object) -> CheckResult:
    shown = {name: printable(value) if isinstance(value, str) else value for name, value in values.items()}
    return CheckResult(check, state, LocalizedText(gettext(text, "en", **shown), gettext(text, "ja", **shown)))


def _failed(check: str, error: ImgixError) -> CheckResult:
    return CheckResult(check, "wrong", LocalizedText(error.message("en"), error.message("ja")), exit_code(error))


def _versions() -> CheckResult:
    text = gettext_noop("imgix-management {version}, Python {python}, httpx {httpx}")
    return _result("version", "ok", text, version=__version__, python=platform.python_version(), httpx=HTTPX_VERSION)


def _language(settings: Settings) -> CheckResult:
    if settings.chosen:
        text = gettext_noop("{language}, from --language")
    elif os.environ.get("IMGIX_LANGUAGE"):
        text = gettext_noop("{language}, from IMGIX_LANGUAGE")
    else:
        text = gettext_noop("{language}, from the locale; change it with --language or IMGIX_LANGUAGE (en, ja, en+ja)")
    return _result("language", "ok", text, language=settings.language)


def _rate_limit_store(client: ManagementClient) -> CheckResult:
    begun = time.monotonic()
    try:
        status = client.rate_limits.status()
    except ImgixError as error:
        return _failed("rate_limit_store", error)
    milliseconds = (time.monotonic() - begun) * 1000 / len(status)
    text = gettext_noop("{store} works; a round trip takes {milliseconds} ms")
    store = redacted(store_url())
    return _result("rate_limit_store", "ok", text, store=store, milliseconds=f"{milliseconds:.1f}")


def _api(client: ManagementClient, source_id: str | None) -> list[CheckResult]:
    url = client._api.config.base_url
    try:
        access = client.check_access(source_id)
    except ImgixError as error:
        check = "connection" if error.status_code is None else "api_key"
        return [_failed(check, error)]
    return [
        _result("connection", "ok", gettext_noop("{url} responds"), url=url),
        _result("api_key", "ok", gettext_noop("accepted by imgix")),
        *map(_permission, access.permissions),
        _clock(access),
    ]


def _permission(permission: PermissionCheck) -> CheckResult:
    check = f"permission:{permission.id}"
    if permission.granted:
        return _result(check, "ok", gettext_noop("{name}: the key has it"), name=permission.name)
    if permission.granted is False:
        text = gettext_noop(
            "{name}: the key lacks it. If you need it, create another key in the API Keys view of the imgix dashboard"
        )
        return _result(check, "missing", text, name=permission.name)
    if permission.error is not None:
        return _failed(check, permission.error)
    if permission.id in READABLE:
        text = gettext_noop("{name}: not checked, since there is no source to look into. Choose one with --source")
    else:
        text = gettext_noop("{name}: cannot be checked without changing something")
    return _result(check, "unknown", text, name=permission.name)


def _clock(access: Access) -> CheckResult:
    skew = access.clock_skew
    if skew is None:
        return _result("clock", "unknown", gettext_noop("The responses do not include a time"))
    direction = bilingual(gettext_noop("ahead of")) if skew > 0 else bilingual(gettext_noop("behind"))
    if abs(skew) > MAX_SKEW:
        text = gettext_noop(
            "The clock is {seconds} s {direction} that of imgix. Set it, or let the system synchronize it"
        )
        return _result("clock", "wrong", text, seconds=f"{abs(skew):.0f}", direction=direction)
    return _result(
        "clock",
        "ok",
        gettext_noop("The clock agrees with that of imgix within about {seconds} s"),
        seconds=_about(skew),
    )


def _about(skew: float) -> int:
    return max(1, round(abs(skew)))
