"""The library's advice in the words of the command: options instead of arguments of Python."""

from __future__ import annotations

from typing import Final, Literal

from imgix_management._i18n import gettext, gettext_noop

SENTENCES: Final = {
    "Pass api_key=... or set the environment variable IMGIX_API_KEY. "
    "API keys are created in the API Keys view of the imgix dashboard.": gettext_noop(
        "Set the environment variable IMGIX_API_KEY, or store a key with: imgix login. "
        "API keys are created in the API Keys view of the imgix dashboard."
    ),
    "Pass the key, or omit the argument so that IMGIX_API_KEY is used.": gettext_noop("Store a key with: imgix login."),
    "Correct the URL, or add its domain.": gettext_noop(
        "Correct the URL. The domains of a source are shown by: imgix sources get ID"
    ),
    "Pass overwrite=True to replace it.": gettext_noop("Replace it with --overwrite."),
    "Include the secret, or pass allow_secret_loss=True to go on without.": gettext_noop(
        "Include the secret, or continue without it with --allow-secret-loss."
    ),
    "Change the source in the imgix dashboard, or pass allow_secret_loss=True to go on.": gettext_noop(
        "Change the source in the imgix dashboard, or continue with --allow-secret-loss."
    ),
    "Check the spelling, or pass the attributes in extra_attributes={{...}}.": gettext_noop(
        "Check the spelling of the attributes."
    ),
    "Check the environment variables for proxies and certificates, or pass http_client=...": gettext_noop(
        "Check the environment variables for proxies and certificates."
    ),
    "Check the arguments of the call, the base URL and any proxy in between.": gettext_noop(
        "Check the options, the base URL and any proxy in between."
    ),
    "Check the arguments: a required field may be missing, or a value may not be allowed.": gettext_noop(
        "Check the options: a required value may be missing, or a value may not be allowed."
    ),
    "Fix it, choose another with RateLimits(store=...) or IMGIX_RATE_LIMIT_STORE, such as memory://, "
    "or continue without it with RateLimits(on_store_failure=0.1) or IMGIX_ON_STORE_FAILURE=0.1.": gettext_noop(
        "Fix it, choose another with IMGIX_RATE_LIMIT_STORE, such as memory://, "
        "or continue without it with IMGIX_ON_STORE_FAILURE=0.1."
    ),
    "Use memory://, sqlite:///PATH, redis://HOST:PORT/DB, rediss://HOST:PORT/DB or unix:///PATH, "
    "in RateLimits(store=...) or IMGIX_RATE_LIMIT_STORE.": gettext_noop(
        "Use memory://, sqlite:///PATH, redis://HOST:PORT/DB, rediss://HOST:PORT/DB or unix:///PATH "
        "in IMGIX_RATE_LIMIT_STORE."
    ),
    "Get the session with uploads.sessions.get() and check its status.": gettext_noop(
        "Look for the asset with: imgix assets get"
    ),
    "It could not be cancelled: check it with uploads.sessions.get(), then cancel or close it, or let it "
    "expire.": gettext_noop("It could not be cancelled; it expires on its own."),
    "Get the asset with this origin_path and compare it with the file before you upload it again.": gettext_noop(
        "Look at the asset with: imgix assets get. Compare it with the file before you upload it again."
    ),
}
"""Each text of the library that names Python -> that of the command. A test finds those that are missing."""


def of_the_command(message: str, language: Literal["en", "ja"]) -> str:
    """Return a message of the library in the words of the command.

    Args:
        message: The message.
        language: Its language.
    """
    for sentence, replacement in SENTENCES.items():
        message = message.replace(gettext(sentence, language), gettext(replacement, language))
    return message
