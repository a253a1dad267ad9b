"""Waits that would be too long, and stores that cannot be used."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from .._i18n import Language, gettext, gettext_noop
from .base import ImgixError, sanitize, seconds


class RateLimitWaitError(ImgixError):
    """The rate limit would keep the request waiting for longer than `max_wait`. Nothing was sent.

    Attributes:
        bucket: The rate-limit bucket.
        wait: How long it would take, in seconds.
        max_wait: How long the caller was ready to wait, in seconds.
    """

    code = "quota_wait_too_long"
    retryable = True
    _next: ClassVar[str] = gettext_noop("Nothing was sent. Call again after that time, or allow a longer max_wait.")

    def __init__(
        self,
        *,
        bucket: str,
        wait: float,
        max_wait: float,
        operation: str | None = None,
        language: Language | None = None,
    ) -> None:
        super().__init__(operation=operation, language=language)
        self.bucket = bucket
        self.wait = wait
        self.max_wait = max_wait

    def _sentences(self, language: Language) -> Iterator[str]:
        yield gettext(
            "The rate limit {bucket} has no room for {wait} s, and max_wait is {max_wait} s.",
            language,
            bucket=self.bucket,
            wait=seconds(self.wait),
            max_wait=seconds(self.max_wait),
        )
        yield gettext(self._next, language)


class RateLimitStoreError(ImgixError):
    """The store that the rate limits are counted in cannot be used. Nothing was sent.

    Attributes:
        store: The file, or the URL without secrets.
        reason: What the library below said, without secrets.
    """

    code = "quota_store_failed"
    retryable = True
    _next: ClassVar[str] = gettext_noop(
        "Mend it, or choose another with quota_store=... or IMGIX_RATE_LIMIT_STORE, such as memory://, "
        'or go on without it with on_store_failure="local" or IMGIX_ON_STORE_FAILURE=local.'
    )

    def __init__(
        self, *, store: str, reason: str, operation: str | None = None, language: Language | None = None
    ) -> None:
        super().__init__(operation=operation, language=language)
        self.store = store
        self.reason = sanitize(reason)

    def _sentences(self, language: Language) -> Iterator[str]:
        yield gettext(
            "The quota store {store} cannot be used: {reason}.",
            language,
            store=self.store,
            reason=self.reason.rstrip("."),
        )
        yield gettext(self._next, language)


class RateLimitStoreWarning(UserWarning):
    """A quota store was damaged: a new one was begun, in whole or in part.

    Attributes:
        store: The file.
        reason: What is wrong with it.
        aside: Where the file is now; None if it is still there, and only one bucket in it was begun anew.
    """

    def __init__(self, *, store: str, reason: str, aside: str | None) -> None:
        super().__init__(store, reason, aside)
        self.store = store
        self.reason = sanitize(reason)
        self.aside = aside

    def message(self, language: Language) -> str:
        """Say what happened.

        Args:
            language: The language of the text.
        """
        if language == "en+ja":
            return f"{self.message('en')}\n{self.message('ja')}"
        text = gettext_noop(
            "The quota store {store} was damaged ({reason}). It is now {aside}, and a new one was begun: "
            "what was sent before is not counted any more."
        )
        if self.aside is None:
            text = gettext_noop(
                "A bucket in the quota store {store} was damaged ({reason}) and begun anew: "
                "what was sent before is not counted any more."
            )
        reason = self.reason.rstrip(".")
        return gettext(text, language, store=self.store, reason=reason, aside=self.aside)

    def __str__(self) -> str:
        return self.message("en")
