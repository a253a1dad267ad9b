"""Waiting that ended without what was waited for."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from .._i18n import Language, LocalizedText, gettext, gettext_noop
from .base import ImgixError, seconds


class DeploymentError(ImgixError):
    """A source that will not become deployed by waiting.

    Attributes:
        source_id: The source.
        deployment_status: Its `deployment_status`, such as `disabled` or `deleted`.
    """

    code = "not_deployable"
    _next_by_status: ClassVar[dict[str, str]] = {
        "disabled": gettext_noop("Enable the source first, then wait again."),
        "deleted": gettext_noop("Use another source, or create a new one."),
    }
    _next: ClassVar[str] = gettext_noop("Look at the source in the imgix dashboard.")

    def __init__(
        self,
        *,
        source_id: str,
        deployment_status: str,
        operation: str | None = None,
        language: Language | None = None,
    ) -> None:
        super().__init__(operation=operation, language=language)
        self.source_id = source_id
        self.deployment_status = deployment_status

    def _sentences(self, language: Language) -> Iterator[str]:
        yield gettext(
            "Waiting for source {source_id} has ended: its deployment_status is {deployment_status}.",
            language,
            source_id=self.source_id,
            deployment_status=self.deployment_status,
        )
        yield gettext(self._next_by_status.get(self.deployment_status, self._next), language)


class WaitTimeoutError(ImgixError):
    """Something waited for did not come about in the time allowed.

    Attributes:
        resource: What was waited for: an id, or a name in both languages.
        timeout: The time allowed, in seconds.
        last_status: The last status seen, or None if none was.
    """

    code = "wait_timed_out"
    retryable = True
    _next: ClassVar[str] = gettext_noop("It may still come about: wait once more, for longer if need be.")

    def __init__(
        self,
        *,
        resource: str | LocalizedText,
        timeout: float,
        last_status: str | None = None,
        operation: str | None = None,
        language: Language | None = None,
    ) -> None:
        super().__init__(operation=operation, language=language)
        self.resource = resource
        self.timeout = timeout
        self.last_status = last_status

    def _sentences(self, language: Language) -> Iterator[str]:
        yield gettext(
            "Waiting for {resource} was given up after {timeout} s.",
            language,
            resource=self.resource,
            timeout=seconds(self.timeout),
        )
        if self.last_status is not None:
            yield gettext("The last status seen is {status}.", language, status=self.last_status)
        yield gettext(self._next, language)
