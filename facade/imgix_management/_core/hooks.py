"""What a program of yours can watch: each call, before and after it."""

from __future__ import annotations

from collections.abc import Callable

from .._models.resources import ResponseInfo
from ..errors import Call, ImgixError

BeforeCall = Callable[[Call], object]
"""Called before the call waits for its rate limit. An error that it raises ends the call. A plain function, for the
async client, too."""

AfterCall = Callable[[Call, ResponseInfo | None, ImgixError | None], object]
"""Called when a call ends in an answer or in an ImgixError; an error status comes with both. Not called when it ends
otherwise: when it is cancelled, or when a callback of yours fails. A plain function, for the async client, too."""
