# Derived from facade/imgix_management/_async/client.py by `invoke generate`. Do not edit.
"""The client."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Final, Self

from imgix_openapi.operations import RATE_LIMITS

from .. import checks
from ..config import resolve
from ..errors import InvalidInputError
from ..hooks import AfterCall, BeforeCall
from ..jsonapi import Document, encode
from ..low_level import low_level_request
from ..messages import Language
from ..quotas import Limit, Usage, limits, shared_store
from ..transport import SyncHTTP, check_base_url, new_client
from .assets import Assets
from .caller import Caller
from .purges import Purges
from .quota import SyncQuota
from .reports import Reports
from .sources import Sources
from .uploads import Uploads

if TYPE_CHECKING:
    import httpx

DEFAULT_TIMEOUT: Final = 60.0
DOCUMENTED_LIMITS: Final = {bucket: Limit(bucket, limit.limit, limit.period) for bucket, limit in RATE_LIMITS.items()}


class ManagementClient:
    """A client of the imgix Management API.

    Every call waits for its rate limit, which all clients in the process that use the same key and base URL share.
    Errors are `ImgixError`s and speak English or Japanese. One client keeps one pool of connections; use it as a
    context manager, or close it.

    Example:
        with ManagementClient() as client:
            for source in client.sources.list(enabled=True):
                print(source.id, source.name)
    """

    def __init__(
        self,
        api_key: str | None = None,
        *,
        base_url: str | None = None,
        language: Language | None = None,
        quotas: Mapping[str, str] | None = None,
        timeout: float | None = DEFAULT_TIMEOUT,
        http_client: httpx.Client | None = None,
        before_call: BeforeCall | None = None,
        after_call: AfterCall | None = None,
    ) -> None:
        """Make a client. No request is sent yet.

        Args:
            api_key: The API key; else the environment variable `IMGIX_API_KEY`.
            base_url: Where the API is; else `IMGIX_BASE_URL`, else https://api.imgix.com.
            language: The language of `str(error)`: en, ja, or en+ja for both; else `IMGIX_LANGUAGE`, else en.
            quotas: Other limits than the documented ones, for premium accounts: {"purge": "50/second"}. Buckets:
                default, create-source, update-source, get-asset, refresh-asset, upload, purge.
            timeout: Seconds that connecting, sending and each wait for data may take; None for no limit.
            http_client: An httpx client of your own, for a transport, a proxy or a CA. It stays yours to close.
            before_call: Called before each call.
            after_call: Called after each call, with its answer or its error.

        Raises:
            ConfigurationError: The key is missing, or a setting cannot be used.
        """
        config = resolve(api_key, base_url, language)
        check_base_url(config)
        try:
            timeout = checks.timeout(timeout)
            kept = limits(quotas, DOCUMENTED_LIMITS)
            checks.hook("before_call", before_call)
            checks.hook("after_call", after_call)
        except InvalidInputError as error:
            error.language = config.language
            raise
        account = hashlib.sha256(f"{config.api_key}\n{config.base_url}".encode()).hexdigest()
        self._owned = http_client is None
        self._http = new_client(SyncHTTP, config) if http_client is None else http_client
        self._quota = SyncQuota(shared_store(account), kept)
        caller = self._caller = Caller(
            config, self._quota, self._http, timeout, before_call=before_call, after_call=after_call
        )
        self.sources = Sources(caller)
        self.assets = Assets(caller)
        self.uploads = Uploads(caller)
        self.purges = Purges(caller)
        self.reports = Reports(caller)

    def operation(
        self,
        operation_id: str,
        /,
        *,
        body: Mapping[str, Any] | None = None,
        content: bytes | None = None,
        content_type: str = "application/octet-stream",
        **arguments: Any,  # noqa: ANN401 - those of the generated operation
    ) -> Document:
        """Call any operation of the contract: with auth, rate limit and errors, but without a verb around it.

        Example:
            document = client.operation("listSources", page_size=5, filter_enabled=True)
            print(document.data)

        Args:
            operation_id: Its operationId, such as `getAsset`.
            body: A whole JSON:API document to send.
            content: Raw bytes to send instead.
            content_type: The media type of `content`.
            **arguments: Path and query parameters, named as `imgix_openapi.api` names them: `source_id`,
                `page_size`, `filter_name`.

        Returns:
            The document of the answer, as plain JSON types.

        Raises:
            InvalidInputError: There is no such operation, a path value cannot be one, or the body is no JSON.
            TypeError: The operation has no such argument.
            ImgixError: The call failed.
        """
        request = self._caller.checked(lambda id_: low_level_request(id_, arguments), operation_id)
        document = None if body is None else self._caller.checked(encode, body)
        headers = None if content is None else {"Content-Type": content_type}
        return self._caller.call(request, document=document, content=content, content_headers=headers)

    def quota_usage(self) -> dict[str, Usage]:
        """How far the rate limit of each bucket is used, by all clients in the process that share it."""
        return self._quota.usage()

    def close(self) -> None:
        """Close the connections, unless the httpx client is yours."""
        if self._owned:
            self._http.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *exc_info: object) -> None:
        self.close()
