"""A local Management API for tests over HTTP, with what tests need around it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, Final, Literal, Self, TypeVar

from imgix_sandbox.records import SETUP
from imgix_sandbox.sample_images import sample_image
from imgix_sandbox.server import Sandbox as Server

from .._async.client import AsyncManagementClient
from .._core.validation import OriginPath
from .._models._generated.params import S3Deployment
from .._models.resources import Asset, Source
from .._sync.client import ManagementClient

if TYPE_CHECKING:
    from imgix_sandbox.records import RequestRecord

C = TypeVar("C", ManagementClient, AsyncManagementClient)

UNLIMITED: Final = 1_000_000.0
"""Multiplies the rate limits where none is to be met."""


class Sandbox:
    """A local imgix Management API for tests. Use it in a `with` statement.

    Example:
        with Sandbox() as sandbox, sandbox.client() as client:
            source = sandbox.add_source()
            sandbox.add_asset(source, "cats/tom.jpg")
            client.purges.create("https://shop.imgix.net/cats/tom.jpg")
            assert sandbox.purged("https://shop.imgix.net/cats/tom.jpg")

    Args:
        rate_limits: "off" lifts all rate limits, and those of the clients that the sandbox makes; "strict" keeps
            those of imgix, to test how a program behaves at a limit.
        seed: Whether to begin with a Source that has a few Assets; or a folder whose files become its Assets.
        deploy_seconds: Seconds until a deployment, a closed upload session or an added Asset is ready.
        **options: Other arguments of `imgix_sandbox.Sandbox`, such as `port`, `faults` and `variants`.

    Raises:
        ValueError: An argument is not valid.
    """

    def __init__(
        self,
        *,
        rate_limits: Literal["off", "strict"] = "off",
        seed: bool | Path | str = False,
        deploy_seconds: float = 0.0,
        **options: Any,  # noqa: ANN401 - those of the server
    ) -> None:
        if rate_limits not in ("off", "strict"):
            raise ValueError(f"rate_limits is 'off' or 'strict', not {rate_limits!r}")
        self._strict = rate_limits == "strict"
        options.setdefault("rate_scale", 1.0 if self._strict else UNLIMITED)
        self._server = Server(seed=seed, deploy_seconds=deploy_seconds, **options)
        self._setup: ManagementClient | None = None

    @property
    def url(self) -> str:
        """The base URL; final once the sandbox has started."""
        return self._server.url

    @property
    def key(self) -> str:
        """The API key with all permissions."""
        return self._server.key

    @property
    def keys(self) -> Mapping[str, str]:
        """The API keys with a single permission each, such as `keys["asset-browse"]`."""
        return self._server.keys

    def start(self) -> Self:
        """Start serving in a thread.

        Raises:
            OSError: The port cannot be bound.
            RuntimeError: It has been started or stopped before.
        """
        self._server.start()
        return self

    def stop(self) -> None:
        """Stop serving. It may be called twice."""
        if self._setup is not None:
            self._setup.close()
            self._setup = None
        self._server.stop()

    def __enter__(self) -> Self:
        return self.start()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()

    def client(self, **options: Any) -> ManagementClient:  # noqa: ANN401 - those of the client
        """Return a client of this sandbox. Unless the sandbox is strict, it never waits for a rate limit.

        Args:
            **options: Arguments of `ManagementClient`, such as `max_retries=0` or `api_key=sandbox.keys["sources"]`.
        """
        return self._client(ManagementClient, options)

    def async_client(self, **options: Any) -> AsyncManagementClient:  # noqa: ANN401
        """Return an async client of this sandbox. Unless the sandbox is strict, it never waits for a rate limit.

        Args:
            **options: Arguments of `AsyncManagementClient`.
        """
        return self._client(AsyncManagementClient, options)

    def _client(self, make: Callable[..., C], options: dict[str, Any]) -> C:
        limits: dict[str, Any] = {} if self._strict else {"rate_limits": None}
        return make(**{"api_key": self.key, "base_url": self.url, **limits, **options})

    def add_source(self, name: str = "Shop", deployment: Mapping[str, Any] | None = None) -> Source:
        """Add a Source. This is not recorded as a request, and counts towards no rate limit.

        Args:
            name: Its name.
            deployment: Its deployment; by default one that accepts uploads, with the name in lower case as its
                subdomain.
        """
        if deployment is None:
            subdomain = "".join(letter if letter.isalnum() and letter.isascii() else "-" for letter in name.lower())
            deployment = S3Deployment(
                imgix_subdomains=[subdomain],
                s3_access_key="key",
                s3_secret_key="none",  # noqa: S106 - not a secret
                s3_bucket=subdomain,
            )
        return self._prepare().sources.create(name, deployment)

    def add_asset(
        self,
        source: Source | str,
        origin_path: OriginPath,
        content: bytes | None = None,
        **metadata: Any,  # noqa: ANN401 - those of the update
    ) -> Asset:
        """Add an Asset. This is not recorded as a request, and counts towards no rate limit.

        Args:
            source: The Source, or its id.
            origin_path: The path in the origin. An existing Asset is replaced.
            content: The file; by default a small picture.
            **metadata: What `client.assets.update` takes: `name`, `description`, `tags`, `categories`,
                `custom_fields`.
        """
        client, source_id = self._prepare(), source if isinstance(source, str) else source.id
        file = sample_image(str(origin_path), 8, 8) if content is None else content
        asset = client.uploads.upload(source_id, origin_path, file, overwrite=True)
        return client.assets.update(source_id, origin_path, **metadata) if metadata else asset

    def assets(self, source: Source | str) -> list[Asset]:
        """Return the Assets of a Source, the oldest first."""
        return list(self._prepare().assets.list(source if isinstance(source, str) else source.id, page_size=100))

    def purged(self, url: str | None = None) -> bool:
        """Return whether a URL was purged; without one, whether anything was.

        Args:
            url: The complete URL.
        """
        return any(url in (None, purge.url) for purge in list(self._server.state.purges.values()))

    def requests(self, *, operation: str | None = None, path: str | None = None) -> list[RequestRecord]:
        """Return the recorded requests, the oldest first.

        Each has `method`, `path`, `operation`, `status`, `json`, `body` (its first 64 kB) and `body_size`.

        Args:
            operation: Only those of this operationId, such as `uploadAsset`.
            path: Only those of this path, such as `/api/v1/sources`.
        """
        return [
            record
            for record in list(self._server.requests)
            if operation in (None, record.operation) and path in (None, record.path)
        ]

    @contextmanager
    def fault(self, fault: str, *, operation: str | None = None, times: int | None = 1) -> Iterator[None]:
        """Inject a fault into the next requests within the block.

        Example:
            with sandbox.fault("reset at=after", operation="uploadAsset"):
                client.uploads.upload(source.id, "a.jpg", b"...")

        Args:
            fault: The fault, such as `response status=503`, `latency seconds=2` or `reset at=after`; see the
                documentation of the sandbox.
            operation: The operationId; None for any.
            times: How many requests get it; None for all.

        Raises:
            ValueError: There is no such fault or operation.
        """
        with self._server.fault(fault, operation=operation, times=times):
            yield

    def reset(self) -> None:
        """Return to the beginning: the seed, empty rate limits, no faults of `fault`, and no recorded requests."""
        self._server.reset()

    def _prepare(self) -> ManagementClient:
        if self._setup is None:
            self._setup = ManagementClient(self.key, base_url=self.url, rate_limits=None)
        return self._setup.with_options(extra_headers={SETUP: "1"})
