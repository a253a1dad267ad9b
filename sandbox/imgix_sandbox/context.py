"""The context and the arguments of handlers."""

import secrets
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Any

from starlette.requests import Request

from imgix_contract.contract import Contract
from imgix_contract.errors import ApiError
from imgix_contract.variants import Variants
from imgix_sandbox.cache import Cache
from imgix_sandbox.deployments import Deployments
from imgix_sandbox.keys import Keys
from imgix_sandbox.limits import Limits
from imgix_sandbox.state import Asset, Source, State


@dataclass
class Context:
    """The sandbox as its handlers see it.

    Attributes:
        contract: The contract of the API.
        state: The sources, assets and everything else.
        keys: The API keys and their permissions.
        limits: The rate limits.
        clock: UNIX seconds.
        delay: Seconds until a deployment, a closed session or an added asset is ready.
        variants: The chosen variants of what is not known of imgix.
        cache: What was served of the images.
        signing_key: Signs the URLs of upload sessions; new for each process.
    """

    contract: Contract
    state: State
    keys: Keys
    limits: Limits
    clock: Callable[[], float]
    delay: float
    variants: Variants
    cache: Cache = field(default_factory=Cache)
    deployments: Deployments = field(init=False)
    signing_key: bytes = field(default_factory=lambda: secrets.token_bytes(32), repr=False)

    def __post_init__(self) -> None:
        self.deployments = Deployments(self.contract, self.variants)

    def source(self, source_id: str) -> Source:
        """Return a source.

        Raises:
            ApiError: 404.
        """
        source = self.state.sources.get(source_id)
        if source is None:
            raise ApiError(HTTPStatus.NOT_FOUND)
        return source

    def asset(self, source_id: str, origin_path: str) -> Asset:
        """Return an asset.

        Raises:
            ApiError: 404.
        """
        asset = self.state.assets.get(f"{source_id}/{origin_path}")
        if asset is None:
            raise ApiError(HTTPStatus.NOT_FOUND)
        return asset


@dataclass
class Call:
    """A validated request.

    Attributes:
        context: The sandbox.
        path: The values in the path, percent-decoded.
        query: The query parameters, typed, with their defaults.
        body: The JSON body, None if the operation takes none.
        request: The HTTP request, for raw bytes.
        max_bytes: The largest body that the operation takes, if a limit is known.
        now: UNIX seconds.
    """

    context: Context
    path: Mapping[str, str]
    query: Mapping[str, Any]
    body: Any
    request: Request
    max_bytes: int | None
    now: float

    @property
    def base_url(self) -> str:
        """The sandbox's own URL, as the client named it."""
        return f"http://{self.request.headers['host']}"

    @property
    def attributes(self) -> Mapping[str, Any]:
        """The attributes in the body."""
        attributes: Mapping[str, Any] = self.body["data"]["attributes"]
        return attributes


@dataclass
class Reply:
    """What a handler returns: data, and additional members of `meta`."""

    data: object
    meta: Mapping[str, Any] = field(default_factory=dict)


Handler = Callable[[Call], Awaitable[Reply]]

HANDLERS: dict[str, Handler] = {}
"""The handlers by operationId; filled by importing `imgix_sandbox.handlers`."""


def handles(operation_id: str) -> Callable[[Handler], Handler]:
    """Register a function as the handler of an operation."""

    def register(handler: Handler) -> Handler:
        HANDLERS[operation_id] = handler
        return handler

    return register
