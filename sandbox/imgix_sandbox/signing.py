"""Signed URLs of upload sessions, on the sandbox's own host."""

import hashlib
import hmac

UPLOADS = "/_sandbox/uploads"


def _signature(key: bytes, session_id: str, expires: int) -> str:
    return hmac.new(key, f"{session_id}:{expires}".encode(), hashlib.sha256).hexdigest()


def upload_path(key: bytes, session_id: str, expires: int) -> str:
    """Return the path and query that take the file of a session by PUT.

    Args:
        key: The key to sign with.
        session_id: The id of the session.
        expires: When the URL expires, in UNIX seconds.
    """
    return f"{UPLOADS}/{session_id}?expires={expires}&signature={_signature(key, session_id, expires)}"


def valid(key: bytes, session_id: str, expires: str, signature: str, now: float) -> bool:
    """Return whether a signature is valid at a time in UNIX seconds."""
    if not (expires.isdecimal() and signature.isascii()) or now >= int(expires):
        return False
    return hmac.compare_digest(_signature(key, session_id, int(expires)), signature)
