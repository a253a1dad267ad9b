"""Settle the open questions of `openapi/UNCERTAIN.md` by calls: `invoke verify-live`."""
