# Derived from facade/imgix_management/_async/client.py by `invoke sync`. Do not edit.
"""The client."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, NoReturn, Self, Unpack

from .._core import retries, telemetry, validation
from .._core.blocking import no_event_loop
from .._core.config import not_picklable, resolve
from .._core.connections import Connections
from .._core.hooks import HookList, Hooks
from .._core.jsonapi import Document
from .._core.not_given import NOT_GIVEN, NotGiven
from .._core.operations import operation_request, path_request
from .._core.options import DEFAULT_TIMEOUT, OptionChanges, Timeout, create_options, merge_options
from .._core.resource_groups import ResourceGroup
from .._core.transport import SyncHTTP, check_base_url, client_factory
from .._i18n import Language, bilingual, gettext_noop
from .._models.permissions import Access
from .._ratelimit.opening import open_store
from .._ratelimit.settings import RateLimits, account_id, bucket_limits
from ..errors import ConfigurationError, InvalidInputError
from .pipeline import Pipeline
from .rate_limiter import RateLimiter

if TYPE_CHECKING:
    import httpx

    from .assets import Assets
    from .jobs import Jobs
    from .purges import Purges
    from .reports import Reports
    from .sources import Sources
    from .uploads import Uploads


class ManagementClient:
    """A client of the imgix Management API.

    Every call waits for its rate limit, which all clients share that use the same store and account.
    Errors are `ImgixError`s and speak English or Japanese. One client keeps one pool of connections; use it as a
    context manager, or close it.

    Example:
        with ManagementClient() as client:
            for source in client.sources.list(enabled=True):
                print(source.id, source.name)
    """

    sources: ResourceGroup[Sources] = ResourceGroup("sources", "Sources")
    assets: ResourceGroup[Assets] = ResourceGroup("assets", "Assets")
    uploads: ResourceGroup[Uploads] = ResourceGroup("uploads", "Uploads")
    purges: ResourceGroup[Purges] = ResourceGroup("purges", "Purges")
    reports: ResourceGroup[Reports] = ResourceGroup("reports", "Reports")
    jobs: ResourceGroup[Jobs] = ResourceGroup("jobs", "Jobs")
    rate_limits: RateLimiter

    def __init__(
        self,
        api_key: str | None = None,
        *,
        profile: str | None = None,
        base_url: str | None = None,
        language: Language | None = None,
        rate_limits: RateLimits | NotGiven | None = NOT_GIVEN,
        max_wait: float | None = None,
        path_variants: Mapping[str, str] | None = None,
        timeout: float | Timeout | None = DEFAULT_TIMEOUT,
        total_timeout: float | None = None,
        max_retries: int = retries.DEFAULT_MAX_RETRIES,
        http_client: httpx.Client | None = None,
        hooks: Hooks | None = None,
        user_agent_suffix: str | None = None,
    ) -> None:
        """Make a client. No request is sent yet.

        Args:
            api_key: The API key; else the environment variable `IMGIX_API_KEY`.
            profile: The name of a profile that `imgix login` stored: its key, base URL, account and language; else,
                without a key, `IMGIX_PROFILE`.
            base_url: Where the API is; else `IMGIX_BASE_URL`, else https://api.imgix.com.
            language: The language of `str(error)`: en, ja, or en+ja for both; else `IMGIX_LANGUAGE`, else en.
            rate_limits: The rate limits to keep, and the store in which requests are counted. By default the
                documented limits, and what environment variables say (see `RateLimits`). None switches them off:
                nothing is counted, and calls of a bucket wait only after a 429.
            max_wait: Seconds that a call may wait for its rate limit; None for any.
            path_variants: Other forms of paths where sources disagree, such as {"publish-path": "root"} for POST
                /publish, {"session-paths": "bare"} or "words"; else `IMGIX_PATH_VARIANTS`, such as
                `publish-path=root`. Which form imgix takes is not known; see openapi/UNCERTAIN.md.
            timeout: Seconds that connecting, sending and each wait for data may take; None for no limit;
                `Timeout(connect=5)` for each of them.
            total_timeout: Seconds that a call may take in all, with retries and waits for its rate limit; None for no
                limit. A transfer of a file to or from storage is a call of its own.
            max_retries: How often a call is tried again at most where that may help: after connection errors,
                time-outs, 429, 500, 502, 503, 504 and 520 to 599. Calls that only read, and purges, always; others
                only where imgix cannot have acted on them: without a connection, after 429, and after 503 with
                Retry-After. Each attempt waits for its rate limit. No attempt begins later than 180 seconds after
                the first.
            http_client: An httpx client of your own, for a transport, a proxy or a CA. It stays yours to close.
            hooks: Functions to call before and after each call and each transfer to or from storage:
                {"before_call": [...], "after_call": [...]}.
            user_agent_suffix: Text to append to the header User-Agent, such as `shop-backend/2.1`.

        Raises:
            ConfigurationError: The key is missing, or a setting cannot be used.
        """
        config = resolve(
            api_key,
            base_url,
            language,
            profile=profile,
            path_variants=path_variants,
            user_agent_suffix=user_agent_suffix,
        )
        check_base_url(config)
        telemetry.start_logging(config.language)
        try:
            if isinstance(rate_limits, NotGiven):
                rate_limits = RateLimits()
            elif rate_limits is not None and not isinstance(rate_limits, RateLimits):
                allowed = bilingual(gettext_noop("RateLimits(...), or None"))
                raise ConfigurationError("argument_invalid", name="rate_limits", value=rate_limits, allowed=allowed)
            account = (rate_limits and rate_limits.account) or config.account
            account_hash = account_id(config, account)
            store = open_store(rate_limits, account_hash)
            self.rate_limits = RateLimiter(store, bucket_limits(rate_limits))
            options = create_options(
                timeout=timeout, total_timeout=total_timeout, max_wait=max_wait, max_retries=max_retries
            )
            hook_list = HookList.create_sync(hooks)
            if http_client is not None and not isinstance(http_client, SyncHTTP):
                raise ConfigurationError("http_client_wrong", expected="httpx." + SyncHTTP.__name__)
        except InvalidInputError as error:
            error.language = config.language
            raise
        self._account_name = account
        self._is_derived = False
        connections = Connections(client_factory(SyncHTTP, config), http_client)
        self._use(Pipeline(config, self.rate_limits, connections, options, hook_list, account=account_hash))

    def _use(self, pipeline: Pipeline) -> None:
        self._api = pipeline
        for name in _RESOURCE_GROUPS:  # those of another pipeline
            vars(self).pop(name, None)

    def with_options(self, **changes: Unpack[OptionChanges]) -> Self:
        """Return a client with other options for some calls.

        It shares connections and rate limits with this one, and need not be closed.

        Example:
            quick = client.with_options(max_wait=2, timeout=5)
            quick.purges.create("https://shop.imgix.net/cats/tom.jpg")

        Args:
            **changes: `timeout`, `total_timeout`, `max_wait` and `max_retries` as for the client; `extra_query` and
                `extra_headers`, mappings of text to text that are added to each request to the API. Headers that the
                library sets itself for authentication and framing, such as Authorization, are refused.

        Raises:
            InvalidInputError: An option is not valid.
        """
        other = object.__new__(type(self))
        vars(other).update(vars(self))
        other._is_derived = True
        with self._api.localized():
            options = merge_options(self._api.options, changes)
        other._use(self._api.with_options(options))
        return other

    def request(
        self,
        method: str,
        path: str,
        *,
        params: Mapping[str, str | int | float | bool | None] | None = None,
        json: Mapping[str, Any] | None = None,
    ) -> Document:
        """Send a request to any path of the API, with authentication, rate limit, retries of GET, and errors.

        A path of the contract counts in its own bucket, any other in `default`. Only GET is retried after it may have
        been processed.

        Example:
            document = client.request("GET", "/api/v1/sources", params={"page[size]": 5})

        Args:
            method: GET, POST, PATCH, PUT or DELETE.
            path: The path below the base URL, percent-encoded. A complete URL is refused: the key goes
                to one host only.
            params: Query parameters by their wire names; None leaves one out.
            json: A JSON:API document to send.

        Returns:
            The document of the response, as plain JSON types.

        Raises:
            InvalidInputError: The method or the path is not valid.
            ImgixError: The call failed.
        """
        with self._api.localized():
            request = path_request(method, path, params)
        return self._api.call(request, document=json)

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
        """Call any operation of the contract by its id, with authentication, rate limit, retries and errors.

        Example:
            document = client.operation("listSources", page_size=5, filter_enabled=True)
            print(document.data)

        Args:
            operation_id: The operationId, such as `getAsset`.
            body: A complete JSON:API document to send.
            content: Raw bytes to send instead.
            content_type: The media type of `content`.
            **arguments: Path and query parameters, named as `imgix_openapi.api` names them: `source_id`,
                `page_size`, `filter_name`.

        Returns:
            The document of the response, as plain JSON types.

        Raises:
            InvalidInputError: There is no such operation, a path parameter or the media type is not valid, the body
                cannot be written as JSON, or the content is not bytes.
            TypeError: The operation has no such argument.
            ImgixError: The call failed.
        """
        with self._api.localized():
            validation.content(content)
            media_type = validation.media_type(content_type)
            request = operation_request(operation_id, arguments)
        headers = None if content is None else {"Content-Type": str(media_type)}
        return self._api.call(request, document=body, content=content, content_headers=headers)

    def check_access(self, source_id: str | None = None) -> Access:
        """Find out which permissions the key has, by cheap reads alone. Three requests of the bucket default at most.

        Each permission that a list needs is tried by asking for one entry of that list. What only changes something
        (editing, purging) is never tried, so such a permission stays unknown.

        Example:
            access = client.check_access()
            print([permission.name.en for permission in access.permissions if permission.granted])

        Args:
            source_id: The Source whose Assets are asked for; else the first that can be listed, if there is one.

        Raises:
            InvalidInputError: The id cannot be one.
            AuthenticationError: The key is not accepted.
            APIConnectionError: There was no response.
            RateLimitStoreError: Nothing could be sent, since the rate-limit store is unavailable.
        """
        from .permissions import check_access  # noqa: PLC0415 - few programs need it

        return check_access(self._api, source_id)

    def close(self) -> None:
        """Close the connections, unless the httpx client is the program's own, and the rate-limit store.

        Raises:
            ClientStateError: The client was used in another event loop.
        """
        if self._is_derived:  # made by `with_options`
            return
        with self._api.localized():
            clients = self._api.connections.close(no_event_loop())
        for http in clients:
            http.close()
        self.rate_limits._close()

    def __repr__(self) -> str:
        account = "" if self._account_name is None else f", account={self._account_name!r}"
        return f"{type(self).__name__}(base_url={self._api.config.base_url!r}{account})"

    def __reduce__(self) -> NoReturn:
        raise not_picklable(self, self._api.config.language)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *exc_info: object) -> None:
        self.close()


_RESOURCE_GROUPS = [name for name, value in vars(ManagementClient).items() if isinstance(value, ResourceGroup)]
