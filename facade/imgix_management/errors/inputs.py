"""Arguments and settings that are refused before a request is sent."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar, Final, NamedTuple

from .._i18n import Language, LocalizedText, gettext, gettext_noop
from .base import ImgixError


class Problem(NamedTuple):
    """What is wrong with an input, and what to do next."""

    what: str
    next: str


PROBLEMS: Final[dict[str, Problem]] = {
    "header_reserved": Problem(
        gettext_noop("extra_headers must not set the header {name}."),
        gettext_noop("Leave it out: the library sets it itself."),
    ),
    "path_invalid": Problem(
        gettext_noop("{value!r} is not a path of the API."),
        gettext_noop("Pass a path that begins with a slash, such as /api/v1/sources, and parameters as params=..."),
    ),
    "http_client_wrong": Problem(
        gettext_noop("http_client is not an {expected}."),
        gettext_noop("Pass an {expected}, or leave the argument out."),
    ),
    "api_key_missing": Problem(
        gettext_noop("No API key was given."),
        gettext_noop(
            "Pass api_key=... or set the environment variable IMGIX_API_KEY. "
            "API keys are made in the API Keys view of the imgix dashboard."
        ),
    ),
    "api_key_empty": Problem(
        gettext_noop("The API key in {setting} is empty."),
        gettext_noop("Pass the key, or leave the argument out so that IMGIX_API_KEY is used."),
    ),
    "api_key_invalid": Problem(
        gettext_noop(
            "The API key in {setting} holds a space, a line break or a character that is not printable ASCII."
        ),
        gettext_noop("Copy the key again, without anything before or after it; nothing is removed silently."),
    ),
    "base_url_invalid": Problem(
        gettext_noop("The base URL in {setting} cannot be used."),
        gettext_noop(
            "Write a scheme, a host and, where needed, a path, such as https://api.imgix.com; "
            "no user name, no query and no fragment."
        ),
    ),
    "base_url_insecure": Problem(
        gettext_noop("The base URL in {setting} is plain http, which would send the API key unencrypted."),
        gettext_noop("Use https. Plain http is allowed for this machine only (localhost, 127.0.0.1, ::1)."),
    ),
    "language_invalid": Problem(
        gettext_noop("{value!r} in {setting} is not a language of this library."),
        gettext_noop("Choose one of: {known}."),
    ),
    "path_variant_unknown": Problem(
        gettext_noop("{value!r} in {setting} is not a form of a path that is in doubt."),
        gettext_noop("Choose from: {known}."),
    ),
    "log_level_invalid": Problem(
        gettext_noop("{value!r} in IMGIX_LOG is not a level of the log."),
        gettext_noop("Choose one of: {known}."),
    ),
    "timeout_invalid": Problem(
        gettext_noop("{value!r} is not a time-out."),
        gettext_noop("Give a number of seconds above zero."),
    ),
    "content_not_repeatable": Problem(
        gettext_noop("The content is neither bytes nor None: it could be sent once, but not again if that fails."),
        gettext_noop("Read it into bytes, or use uploads.upload(), which takes paths, file objects and iterators."),
    ),
    "quota_invalid": Problem(
        gettext_noop("{value!r} is not a quota for the bucket {bucket!r}."),
        gettext_noop(
            "Write a whole number above zero, a slash, and second, minute or hour, such as 10/second; "
            "in IMGIX_RATE_LIMITS after the bucket, such as purge=10/second."
        ),
    ),
    "rate_limits_file_invalid": Problem(
        gettext_noop("The file of quotas {path!r} is not TOML: {reason}."),
        gettext_noop('Write a line for each bucket, such as purge = "50/second".'),
    ),
    "rate_limit_store_invalid": Problem(
        gettext_noop("The quota store is not one that can be used."),
        gettext_noop(
            "Write memory://, sqlite:///PATH, redis://HOST:PORT/DB, rediss://HOST:PORT/DB or unix:///PATH, "
            "as quota_store=... or in IMGIX_RATE_LIMIT_STORE."
        ),
    ),
    "quota_bucket_unknown": Problem(
        gettext_noop("There is no rate-limit bucket named {bucket!r}."),
        gettext_noop("Choose one of: {known}."),
    ),
    "redis_missing": Problem(
        gettext_noop("A quota store on a Redis server needs a library that is not installed."),
        gettext_noop('Install it: pip install "imgix-management[redis]".'),
    ),
    "source_id_invalid": Problem(
        gettext_noop("{value!r} cannot be a source id."),
        gettext_noop(
            "It is the value of source.id, or the last 24 characters of the source's URL in the imgix dashboard."
        ),
    ),
    "deployment_field_missing": Problem(
        gettext_noop("{deployment} lacks required fields: {fields}."),
        gettext_noop("Give them all when you create the source."),
    ),
    "session_id_invalid": Problem(
        gettext_noop("{value!r} cannot be the id of an upload session."),
        gettext_noop("It is the value of session.id."),
    ),
    "source_name_ambiguous": Problem(
        gettext_noop("Several sources have the name {name!r}: {ids}."),
        gettext_noop("Use an id instead of the name."),
    ),
    "period_invalid": Problem(
        gettext_noop("{value!r} is not a period."),
        gettext_noop("Write a day, a month or a year, such as 2026-10-05, 2026-10 or 2026."),
    ),
    "operation_unknown": Problem(
        gettext_noop("There is no operation {value!r}."),
        gettext_noop("Choose one of: {known}."),
    ),
    "report_id_invalid": Problem(
        gettext_noop("{value!r} cannot be a report id."),
        gettext_noop("It is the value of report.id; list the reports to find it."),
    ),
    "origin_path_invalid": Problem(
        gettext_noop("{value!r} cannot be an origin_path."),
        gettext_noop(
            "Write the path within the source, such as cats/tom.jpg: "
            "no empty part, no part that is . or .., and no control characters."
        ),
    ),
    "url_invalid": Problem(
        gettext_noop("{value!r} is not a complete URL."),
        gettext_noop("Give the URL with a domain of the account, such as https://example.imgix.net/cats/tom.jpg."),
    ),
    "attributes_invalid": Problem(
        gettext_noop("The attributes cannot be written as JSON: {reason}."),
        gettext_noop("Use strings, finite numbers, booleans, None, lists and dictionaries."),
    ),
    "request_unsendable": Problem(
        gettext_noop("The arguments make no request that can be sent: {reason}."),
        gettext_noop("Shorten them, or leave out characters that are not text."),
    ),
    "network_settings_invalid": Problem(
        gettext_noop("The network settings of this machine cannot be used: {reason}."),
        gettext_noop("Look at the environment variables for proxies and certificates, or pass http_client=..."),
    ),
    "file_not_found": Problem(
        gettext_noop("There is no file {path!r}."),
        gettext_noop("Check the path; a relative one starts in the current directory."),
    ),
    "file_unreadable": Problem(
        gettext_noop("The file {path!r} cannot be read."),
        gettext_noop("Check that it is a file, not a folder, and that you may read it."),
    ),
    "file_empty": Problem(
        gettext_noop("There is nothing to read for {path!r}."),
        gettext_noop(
            "An iterator can be read only once, and a file from where it stands: make it anew, or seek to the start."
        ),
    ),
    "file_too_large": Problem(
        gettext_noop("The file {path!r} is too large: {size} bytes, where {limit} are allowed."),
        gettext_noop("Make the file smaller."),
    ),
    "asset_exists": Problem(
        gettext_noop("There is a file at {path!r} already."),
        gettext_noop("Give overwrite=True to replace it."),
    ),
    "folder_not_found": Problem(
        gettext_noop("There is no folder {path!r}."),
        gettext_noop("Check the path; a relative one starts in the current directory."),
    ),
    "folder_unwritable": Problem(
        gettext_noop("The folder {path!r} cannot be written."),
        gettext_noop("Check that it is a folder, that you may write there, and that there is room."),
    ),
    "folder_empty": Problem(
        gettext_noop("The folder {path!r} holds no image."),
        gettext_noop("Name a folder with images in it."),
    ),
    "image_broken": Problem(
        gettext_noop("The file {path!r} is not an image that can be read to its end."),
        gettext_noop("Repair the file, or take it out of the folder."),
    ),
    "argument_invalid": Problem(
        gettext_noop("The argument {name} cannot be {value!r}."),
        gettext_noop("Allowed: {allowed}."),
    ),
}
"""Code -> texts. A new problem is a new entry here, and its Japanese in the catalogue."""

_LONGEST = 200


class InvalidInputError(ImgixError, ValueError):
    """An argument that is refused before any request.

    Attributes:
        code: Which problem it is, such as `source_id_invalid`.
        values: What the text names, such as the refused value.
    """

    def __init__(
        self,
        code: str,
        /,
        *,
        operation: str | None = None,
        language: Language | None = None,
        **values: object,
    ) -> None:
        """Take a problem by its code.

        Args:
            code: A key of the table of problems.
            operation: The operation of the API that was to be called, if it is known.
            language: The client's language, if it is known.
            **values: What the placeholders of the texts stand for. Never pass a secret.

        Raises:
            KeyError: There is no such code.
        """
        super().__init__(operation=operation, language=language)
        self._texts = PROBLEMS[code]
        self.code = code
        self.values = {name: _plain(value) for name, value in values.items()}

    def _sentences(self, language: Language) -> Iterator[str]:
        for text in self._texts:
            yield gettext(text, language, **self.values)


class ConfigurationError(InvalidInputError):
    """A setting of the client (API key, base URL, language, quotas) that is missing or refused."""


def _plain(value: object) -> object:
    """Make a value short, and safe to pickle."""
    if value is None or isinstance(value, int | float | LocalizedText):
        return value
    text = str(value)
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"


class ClientStateError(ImgixError):
    """The client cannot be used any more, or not here. Nothing was sent."""

    code = "client_unusable"
    _texts: ClassVar[dict[str, Problem]] = {
        "client_closed": Problem(
            gettext_noop("The client is closed."),
            gettext_noop("Create a new client, or close this one only when it is no longer needed."),
        ),
        "client_of_another_event_loop": Problem(
            gettext_noop(
                "The client is used in another event loop than before, and its connections belong to the first."
            ),
            gettext_noop("Create one client in each event loop, inside the function that asyncio.run() is given."),
        ),
    }

    def __init__(self, code: str) -> None:
        super().__init__()
        self.code = code

    def _sentences(self, language: Language) -> Iterator[str]:
        problem = self._texts[self.code]
        yield gettext(problem.what, language)
        yield gettext(problem.next, language)
