"""Arguments and settings that are refused before a request is sent."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar, Final, NamedTuple

from .._i18n import Language, LocalizedText, gettext_noop
from .base import UPLOAD_ADVICE, Call, ImgixError

_CHOOSE: Final = gettext_noop("Choose one of: {known}.")
_RELATIVE: Final = gettext_noop("Check the path; a relative path starts in the current directory.")


class Problem(NamedTuple):
    """What is wrong with an input, and what to do next."""

    what: str
    advice: str


PROBLEMS: Final[dict[str, Problem]] = {
    "header_reserved": Problem(
        gettext_noop("extra_headers must not set the header {name}."),
        gettext_noop("Omit it: the library sets it."),
    ),
    "path_invalid": Problem(
        gettext_noop("{value!r} is not a path of the API."),
        gettext_noop("Pass a path that begins with a slash, such as /api/v1/sources, and parameters as params=..."),
    ),
    "http_client_wrong": Problem(
        gettext_noop("http_client is not an {expected}."),
        gettext_noop("Pass an {expected}, or omit the argument."),
    ),
    "api_key_missing": Problem(
        gettext_noop("No API key was given."),
        gettext_noop(
            "Pass api_key=... or set the environment variable IMGIX_API_KEY. "
            "API keys are created in the API Keys view of the imgix dashboard."
        ),
    ),
    "profile_unknown": Problem(
        gettext_noop("There is no profile {name!r} in {path!r}."),
        gettext_noop("Choose one of: {known}. `imgix login --profile NAME` adds one."),
    ),
    "profile_conflict": Problem(
        gettext_noop("The profile {name!r} and {setting} both give an API key."),
        gettext_noop("Omit one of them, so that it is certain which account is changed."),
    ),
    "profiles_exposed": Problem(
        gettext_noop("Other users can read the API keys in {path!r}."),
        gettext_noop("Run: chmod 600 {path!r}. If others may have read them, replace the keys."),
    ),
    "profiles_invalid": Problem(
        gettext_noop("The file {path!r} does not contain valid profiles."),
        gettext_noop("Each profile is a TOML table of texts with an api_key. Repair the file, or log in again."),
    ),
    "api_key_empty": Problem(
        gettext_noop("The API key in {setting} is empty."),
        gettext_noop("Pass the key, or omit the argument so that IMGIX_API_KEY is used."),
    ),
    "api_key_invalid": Problem(
        gettext_noop(
            "The API key in {setting} contains a space, a line break or a character that is not printable ASCII."
        ),
        gettext_noop("Copy the key again, without anything before or after it; nothing is removed silently."),
    ),
    "base_url_invalid": Problem(
        gettext_noop("The base URL in {setting} is not valid."),
        gettext_noop(
            "Use a scheme, a host and, where needed, a path, such as https://api.imgix.com; "
            "no user name, no query and no fragment."
        ),
    ),
    "base_url_insecure": Problem(
        gettext_noop("The base URL in {setting} is plain http, which would send the API key unencrypted."),
        gettext_noop(
            "Use https. Plain http is allowed for this machine only (localhost, 127.0.0.1, ::1), and with "
            "the keys of a sandbox (ak_sandbox_...)."
        ),
    ),
    "language_invalid": Problem(
        gettext_noop("The language {value!r} in {setting} is not supported."),
        _CHOOSE,
    ),
    "path_variant_unknown": Problem(
        gettext_noop("{value!r} in {setting} is not a path variant."),
        _CHOOSE,
    ),
    "log_level_invalid": Problem(
        gettext_noop("{value!r} in IMGIX_LOG is not a log level."),
        _CHOOSE,
    ),
    "timeout_invalid": Problem(
        gettext_noop("{value!r} is not a valid timeout."),
        gettext_noop("Use a number of seconds above zero."),
    ),
    "content_not_repeatable": Problem(
        gettext_noop("The content is neither bytes nor None: it could be sent once, but not again after a failure."),
        gettext_noop("Read it into bytes, or use uploads.upload(), which takes paths, file objects and iterators."),
    ),
    "rate_limit_invalid": Problem(
        gettext_noop("{value!r} is not a rate limit for the bucket {bucket!r}."),
        gettext_noop(
            "Use a whole number above zero, a slash, and second, minute or hour, such as 10/second; "
            "in IMGIX_RATE_LIMITS after the bucket, such as purge=10/second."
        ),
    ),
    "rate_limits_file_invalid": Problem(
        gettext_noop("The rate-limits file {path!r} is not valid TOML: {reason}."),
        gettext_noop('Use one line for each bucket, such as purge = "50/second".'),
    ),
    "rate_limit_store_invalid": Problem(
        gettext_noop("The rate-limit store is not valid."),
        gettext_noop(
            "Use memory://, sqlite:///PATH, redis://HOST:PORT/DB, rediss://HOST:PORT/DB or unix:///PATH, "
            "in RateLimits(store=...) or IMGIX_RATE_LIMIT_STORE."
        ),
    ),
    "rate_limit_bucket_unknown": Problem(
        gettext_noop("There is no rate-limit bucket named {bucket!r}."),
        _CHOOSE,
    ),
    "redis_missing": Problem(
        gettext_noop("A rate-limit store on a Redis server needs a library that is not installed."),
        gettext_noop('Install it: pip install "imgix-management[redis]".'),
    ),
    "source_id_invalid": Problem(
        gettext_noop("{value!r} is not a valid source id."),
        gettext_noop(
            "It is the value of source.id, or the last 24 characters of the source's URL in the imgix dashboard."
        ),
    ),
    "deployment_field_missing": Problem(
        gettext_noop("{deployment} lacks required fields: {fields}."),
        gettext_noop("Pass all of them when you create the source."),
    ),
    "deployment_attribute_unknown": Problem(
        gettext_noop("Deployments of the type {type} are not known to have: {names}."),
        gettext_noop("Check the spelling, or pass the attributes in extra_attributes={{...}}."),
    ),
    "deployment_secret_missing": Problem(
        gettext_noop(
            "The deployment has no {secrets}. imgix may then lose the stored secret, and with it the access to the "
            "origin; no response would show it."
        ),
        gettext_noop("Include the secret, or pass allow_secret_loss=True to go on without."),
    ),
    "deployment_secret_unsendable": Problem(
        gettext_noop(
            "The source has stored secrets that this update may lose ({flags}), and with them the access to the "
            "origin: imgix does not return them, and which attributes set them is not known."
        ),
        gettext_noop("Change the source in the imgix dashboard, or pass allow_secret_loss=True to go on."),
    ),
    "deployment_secret_unknown": Problem(
        gettext_noop(
            "The source may have stored secrets that this update would lose, and with them the access to the origin: "
            "the deployment does not rule them out ({flags})."
        ),
        gettext_noop(
            "Begin with the deployment of a response, {{**source.deployment, ...}}, or pass allow_secret_loss=True "
            "to go on."
        ),
    ),
    "session_id_invalid": Problem(
        gettext_noop("{value!r} is not a valid upload session id."),
        gettext_noop("It is the value of session.id."),
    ),
    "source_name_ambiguous": Problem(
        gettext_noop("Several sources have the name {name!r}: {ids}."),
        gettext_noop("Use an id instead of the name."),
    ),
    "period_invalid": Problem(
        gettext_noop("{value!r} is not a period."),
        gettext_noop("Use a day, a month or a year, such as 2026-10-05, 2026-10 or 2026."),
    ),
    "operation_unknown": Problem(
        gettext_noop("There is no operation {value!r}."),
        _CHOOSE,
    ),
    "report_id_invalid": Problem(
        gettext_noop("{value!r} is not a valid report id."),
        gettext_noop("It is the value of report.id; list the reports to find it."),
    ),
    "origin_path_invalid": Problem(
        gettext_noop("{value!r} is not a valid origin_path."),
        gettext_noop(
            "Use the path within the source, such as cats/tom.jpg: "
            "no empty segments, no segments . or .., and no control characters."
        ),
    ),
    "url_invalid": Problem(
        gettext_noop("{value!r} is not a complete URL."),
        gettext_noop("Use the URL with a domain of the account, such as https://example.imgix.net/cats/tom.jpg."),
    ),
    "attributes_invalid": Problem(
        gettext_noop("The attributes cannot be written as JSON: {reason}."),
        gettext_noop("Use strings, finite numbers, booleans, None, lists and dictionaries."),
    ),
    "request_unsendable": Problem(
        gettext_noop("The arguments do not make a valid request: {reason}."),
        gettext_noop("Shorten them, or remove invalid characters."),
    ),
    "network_settings_invalid": Problem(
        gettext_noop("The network settings of this machine are not valid: {reason}."),
        gettext_noop("Check the environment variables for proxies and certificates, or pass http_client=..."),
    ),
    "file_not_found": Problem(
        gettext_noop("The file {path!r} does not exist."),
        _RELATIVE,
    ),
    "file_unreadable": Problem(
        gettext_noop("The file {path!r} cannot be read."),
        gettext_noop("Check that it is a file, not a folder, and that you may read it."),
    ),
    "file_not_binary": Problem(
        gettext_noop("{path!r} gives text instead of bytes."),
        gettext_noop('Open the file in binary mode ("rb"), or encode the text.'),
    ),
    "file_empty": Problem(
        gettext_noop("{path!r} has no data left to read."),
        gettext_noop(
            "An iterator can be read only once, and a file is read from its current position: "
            "create it again, or seek to the start."
        ),
    ),
    "file_too_large": Problem(
        gettext_noop("The file {path!r} is too large: {size} bytes; the limit is {limit} bytes."),
        UPLOAD_ADVICE,
    ),
    "image_too_large": Problem(
        gettext_noop("The file {path!r} is too large: {size} bytes; the limit is {limit} bytes."),
        gettext_noop("Make the file smaller."),
    ),
    "folder_not_found": Problem(
        gettext_noop("The folder {path!r} does not exist."),
        _RELATIVE,
    ),
    "folder_unwritable": Problem(
        gettext_noop("The folder {path!r} cannot be written."),
        gettext_noop("Check that it is a folder, that you may write there, and that there is free space."),
    ),
    "folder_empty": Problem(
        gettext_noop("The folder {path!r} contains no image."),
        gettext_noop("Choose a folder with images in it."),
    ),
    "image_broken": Problem(
        gettext_noop("The file {path!r} is not a complete image."),
        gettext_noop("Repair the file, or remove it from the folder."),
    ),
    "url_foreign": Problem(
        gettext_noop("{value!r} is on none of the domains of this job: {known}."),
        gettext_noop("Correct the URL, or add its domain."),
    ),
    "pathspec_missing": Problem(
        gettext_noop("Patterns that include or exclude files need a library that is not installed."),
        gettext_noop('Install it: pip install "imgix-management[bulk]".'),
    ),
    "pattern_invalid": Problem(
        gettext_noop("{value!r} is not a pattern of files."),
        gettext_noop("Use the syntax of .gitignore, such as *.psd, /drafts/ or img/**/*.jpg."),
    ),
    "folder_without_files": Problem(
        gettext_noop("The folder {path!r} contains no file to upload."),
        gettext_noop("Check the folder, and the patterns that include and exclude files."),
    ),
    "file_name_invalid": Problem(
        gettext_noop("The name of the file {path!r} cannot be an origin_path."),
        gettext_noop("Rename it: UTF-8, and no control characters. Or exclude it."),
    ),
    "file_names_collide": Problem(
        gettext_noop("The files {first!r} and {second!r} would go to the same origin_path {origin_path!r}."),
        gettext_noop("Rename one of them, or exclude it. Names are compared in the Unicode form NFC."),
    ),
    "file_changed": Problem(
        gettext_noop("The file {path!r} changed while it was sent."),
        gettext_noop(
            "Upload it again when nothing writes to it. If this upload was stored, it may be a mixture of both states."
        ),
    ),
    "table_unreadable": Problem(
        gettext_noop("The table {path!r} cannot be read: {reason}."),
        gettext_noop("Save it as CSV in UTF-8."),
    ),
    "table_columns_missing": Problem(
        gettext_noop("The table {path!r} lacks a column: {missing}. Its columns are: {found}."),
        gettext_noop(
            "The first line must name the columns: origin_path, and at least one that changes something. "
            "Cells are separated by commas, semicolons, tabs or vertical bars."
        ),
    ),
    "table_columns_unknown": Problem(
        gettext_noop("The table {path!r} has columns that are unknown or repeated: {names}."),
        gettext_noop("Known columns: {known}, and custom.KEY for a custom field."),
    ),
    "table_column_unknown": Problem(
        gettext_noop("Row {line} has an unknown column {name!r}."),
        gettext_noop("Known columns: {known}."),
    ),
    "table_row_length": Problem(
        gettext_noop("Line {line} of the table has more or fewer cells than the first line."),
        gettext_noop("Put cells that contain the separator into double quotes."),
    ),
    "table_value_invalid": Problem(
        gettext_noop("In row {line}, the column {column} cannot be {value!r}."),
        gettext_noop(
            "Tags and categories are separated by commas or written as JSON, custom_fields is a JSON object; "
            "origin_path, and source_id where none is given for all rows, must not be empty."
        ),
    ),
    "table_row_repeated": Problem(
        gettext_noop("Rows {first} and {second} are about the same asset {key!r}."),
        gettext_noop("Keep one of them."),
    ),
    "git_failed": Problem(
        gettext_noop("git cannot name the files that changed since {revision!r}: {reason}."),
        gettext_noop("Check that git is installed, that this is a repository, and that the revision exists."),
    ),
    "job_input_changed": Problem(
        gettext_noop(
            "The input is not the one that the journal {path!r} was made for: what it began with has changed."
        ),
        gettext_noop(
            "Pass the same input to go on, resume the job without an input, or use another journal for another input."
        ),
    ),
    "job_input_missing": Problem(
        gettext_noop("The job in the journal {path!r} was interrupted before its input was read to the end."),
        gettext_noop("Run it again in the way it was begun, with the same input and this journal."),
    ),
    "journal_invalid": Problem(
        gettext_noop("The file {path!r} is not a journal of a job."),
        gettext_noop("Name another file; a new one is made where there is none."),
    ),
    "journal_other_version": Problem(
        gettext_noop(
            "The journal {path!r} has version {version} of the format; this release reads version {expected}."
        ),
        gettext_noop("Use the release that made it, or another journal."),
    ),
    "journal_other_account": Problem(
        gettext_noop("The journal {path!r} belongs to another account, API key or base URL ({base_url})."),
        gettext_noop("Use the API key and base URL that it was made with, or another journal."),
    ),
    "journal_other_job": Problem(
        gettext_noop("The journal {path!r} belongs to another job ({method}), or to one with other arguments."),
        gettext_noop("Pass the arguments that it was made with, or use another journal."),
    ),
    "journal_in_use": Problem(
        gettext_noop("The journal {path!r} is in use: another process, or another job of this one, works on it."),
        gettext_noop("Wait until that job has ended, or use another journal."),
    ),
    "journal_on_network": Problem(
        gettext_noop("The journal {path!r} would be on a network file system ({kind}), where it is not safe."),
        gettext_noop("Use a file on a disk of this machine."),
    ),
    "argument_invalid": Problem(
        gettext_noop("The argument {name} cannot be {value!r}."),
        gettext_noop("Allowed: {allowed}."),
    ),
}
"""Code -> texts. A new problem is a new entry here, and its Japanese in the catalogue."""

_LONGEST: Final = 200


class InvalidInputError(ImgixError, ValueError):
    """An argument that is refused before any request.

    Attributes:
        code: Which problem it is, such as `source_id_invalid`.
        values: What the message names, such as the refused value.
    """

    def __init__(
        self, code: str, /, *, call: Call | None = None, language: Language | None = None, **values: object
    ) -> None:
        """Take a problem by its code.

        Args:
            code: A key of the table of problems.
            call: The call that was to be made, if it is known.
            language: The client's language, if it is known.
            **values: What the placeholders of the texts stand for. Never pass a secret.

        Raises:
            KeyError: There is no such code.
        """
        super().__init__(call=call, language=language)
        self._texts = PROBLEMS[code]
        self.code = code
        self.values: dict[str, object] = {name: _plain(value) for name, value in values.items()}

    def _sentences(self) -> Iterator[str]:
        yield from self._texts

    def _values(self) -> dict[str, object]:
        return self.values


class ConfigurationError(InvalidInputError):
    """A setting of the client (API key, base URL, language, rate limits) that is missing or refused."""


def _plain(value: object) -> object:
    """Make a value short, and safe to pickle."""
    if value is None or isinstance(value, int | float | LocalizedText):
        return value
    text = str(value)
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"


class ClientStateError(ImgixError):
    """The client cannot be used, or not here. Nothing was sent.

    Attributes:
        code: `client_closed`, `client_of_another_event_loop`, `http_client_of_another_process`,
            `event_loop_unsupported` or `called_in_signal_handler`.
    """

    code: str = "client_unusable"
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
        "http_client_of_another_process": Problem(
            gettext_noop("The http_client of the client was created before this process was forked."),
            gettext_noop("Create the httpx client and this client in each process."),
        ),
        "event_loop_unsupported": Problem(
            gettext_noop("The async client needs asyncio, and no asyncio event loop is running."),
            gettext_noop("Use asyncio.run(), or ManagementClient in a thread."),
        ),
        "called_in_signal_handler": Problem(
            gettext_noop("A signal handler called the client while its thread was using the rate-limit store."),
            gettext_noop("Set a flag in the signal handler, and make the call afterwards."),
        ),
    }

    def __init__(self, code: str, *, call: Call | None = None, language: Language | None = None) -> None:
        super().__init__(call=call, language=language)
        self.code = code

    def _sentences(self) -> Iterator[str]:
        yield from self._texts[self.code]
