"""Make the calls, within the rate limits, and record them."""

from __future__ import annotations

import io
import os
import secrets
import time
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any, Final, TypeVar

import httpx
from PIL import Image

from imgix_management import ImgixError, ManagementClient, RateLimits
from imgix_openapi.operations import OPERATIONS, PATH_VARIANTS
from tools.verify_live.recording import Recorder, cassette
from tools.verify_live.verdicts import MissingPrerequisiteError, Response

T = TypeVar("T")

KEYS: Final = ("SECOND_API_KEY", "KEY_WITHOUT_ANALYTICS", "KEY_WITH_ASSET_BROWSE_ONLY")
"""Environment variables with keys that some questions need besides `IMGIX_API_KEY`."""

_ONE_SECOND = 1.1


class LiveClient:
    """Calls the API through the facade, and so within its rate limits.

    Args:
        key: The API key.
        base_url: The base URL; by default imgix's.
        source: The id of the Source to read; by default the first one that is enabled.
        throw_away: The id of a Source that may lose its secrets.
        keys: Further keys, by the names in `KEYS`.
        rate_limits: The rate limits to keep; None for the documented ones.
        max_wait: The longest wait for a rate limit, in seconds, in case a server responds with 429 to everything.
        sleep: Called with a number of seconds to wait.
    """

    def __init__(
        self,
        key: str,
        *,
        base_url: str | None = None,
        source: str | None = None,
        throw_away: str | None = None,
        keys: Mapping[str, str] = os.environ,
        rate_limits: RateLimits | None = None,
        max_wait: float = 10,
        sleep: Callable[[float], object] = time.sleep,
    ) -> None:
        self._keys = {"": key, **{name: keys[name] for name in KEYS if keys.get(name)}}
        self._base_url = base_url
        self._rate_limits = rate_limits or RateLimits(account="verify-live")
        self._max_wait = max_wait
        self._requested_source = source
        self._throw_away = throw_away
        self._recorder = Recorder()
        self._http = httpx.Client(transport=self._recorder)
        self._cache: dict[str, Any] = {}
        self.folder = f"verify-live/{secrets.token_hex(4)}"
        self.variants = {question: names[0] for question, names in PATH_VARIANTS.items()}
        self.responses: list[Response] = []
        self._sources: list[str] = []
        self.pause = sleep

    def call(
        self,
        operation: str,
        *,
        variants: Mapping[str, str] | None = None,
        method: str | None = None,
        query: Mapping[str, str] | None = None,
        key: str = "",
        limited: bool = True,
        **arguments: Any,  # noqa: ANN401 - those of the operation
    ) -> Response:
        """Make a call.

        Args:
            operation: The operationId.
            variants: Variants of paths that differ from those seen to work so far.
            method: A different method.
            query: Query parameters that are not in the contract.
            key: The name of a further key.
            limited: Whether to wait for the rate limit.
            **arguments: Those of `ManagementClient.operation`.

        Raises:
            MissingPrerequisiteError: The key is missing.
            ImgixError: There was no response.
        """
        chosen = {**self.variants, **(variants or {})}
        client = self._client(key, chosen) if limited else self._unlimited(key)
        self._recorder.next(method, query or {})
        try:
            client.operation(operation, **arguments)
        except ImgixError:
            if self._recorder.response is None:
                raise
        raw = self._recorder.response
        if raw is None:
            raise MissingPrerequisiteError("there was no response")
        path_variants = OPERATIONS[operation].variants
        variant = chosen[path_variants.name] if path_variants else ""
        headers = {name.lower(): value for name, value in raw.headers.items()}
        response = Response(operation, variant, raw.status_code, headers, raw.content)
        self.responses.append(response)
        return response

    def burst(self, operations: Sequence[str], keys: Sequence[str] = ("",)) -> list[Response]:
        """Call operations without arguments, all at once and beyond the limits, with each of the keys."""
        self.pause(_ONE_SECOND)
        calls = [(operation, key) for key in keys for operation in operations]
        with ThreadPoolExecutor(len(calls)) as threads:
            futures = [threads.submit(self.call, name, key=key, limited=False) for name, key in calls]
        self.pause(_ONE_SECOND)
        return [future.result() for future in futures]

    def _client(self, key: str, variants: Mapping[str, str]) -> ManagementClient:
        # All keys may belong to one account.
        return self.cached(
            f"client {key} {sorted(variants.items())}",
            lambda: self._create_client(key, path_variants=variants, rate_limits=self._rate_limits),
        )

    def _unlimited(self, key: str) -> ManagementClient:
        # Each has a store of its own, so that a 429 blocks no other call.
        return self._create_client(key, rate_limits=None)

    def _create_client(self, key: str, **settings: Any) -> ManagementClient:  # noqa: ANN401 - those of the client
        if key not in self._keys:
            raise MissingPrerequisiteError(f"it needs a key in ${key}")
        return ManagementClient(
            self._keys[key],
            base_url=self._base_url,
            language="en",
            http_client=self._http,
            max_wait=self._max_wait,
            max_retries=0,  # an error is evidence, too
            **settings,
        )

    def cached(self, name: str, make: Callable[[], T]) -> T:
        """Return a value that several checks share; create it once."""
        if name not in self._cache:
            self._cache[name] = make()
        value: T = self._cache[name]
        return value

    @property
    def source(self) -> Response:
        """The Source to read.

        Raises:
            MissingPrerequisiteError: There is none.
        """

        def find() -> Response:
            id_ = self._requested_source
            if id_ is None:
                listed = self.call("listSources", page_size=1, filter_enabled=True)
                if not listed.ok or not listed.data:
                    raise MissingPrerequisiteError("it needs a Source that is enabled")
                id_ = (listed.data[0] if isinstance(listed.data, list) else listed.data)["id"]
            source = self.call("getSource", source_id=id_)
            if not source.ok:
                raise MissingPrerequisiteError(f"the Source returned {source.summary}")
            return source

        return self.cached("source", find)

    @property
    def source_id(self) -> str:
        """The id of that Source."""
        return str(self.source.data["id"])

    @property
    def throw_away_id(self) -> str:
        """The id of the Source that may lose its secrets.

        Raises:
            MissingPrerequisiteError: None was named.
        """
        if self._throw_away is None:
            raise MissingPrerequisiteError("it needs --throw-away SOURCE_ID, a Source that may lose its secrets")
        return self._throw_away

    @property
    def origin_path(self) -> str:
        """The path of an Asset in that Source.

        Raises:
            MissingPrerequisiteError: There is none.
        """
        listed = self.cached("first asset", lambda: self.assets(page_limit=1))
        if not listed.ok or not listed.data:
            raise MissingPrerequisiteError("it needs a Source with an Asset")
        return str(listed.resources[0]["origin_path"]).removeprefix("/")

    @property
    def asset_url(self) -> str:
        """The imgix URL of that Asset."""
        return f"https://{self.source.attributes['deployment']['imgix_subdomains'][0]}.imgix.net/{self.origin_path}"

    def assets(self, *, query: Mapping[str, str] | None = None, **arguments: Any) -> Response:  # noqa: ANN401
        """List Assets of that Source."""
        return self.call("listAssets", query=query, source_id=self.source_id, **arguments)

    def upload(self, name: str, *, size: int = 0, content_type: str = "image/jpeg") -> Response:
        """Upload a small JPEG, padded to a size in bytes."""
        content = jpeg().ljust(size, b"\0")
        path = f"{self.folder}/{name}"
        return self.call(
            "uploadAsset", source_id=self.source_id, origin_path=path, content=content, content_type=content_type
        )

    def send(self, url: str, content: bytes) -> None:
        """Send bytes to a signed URL, without the key."""
        httpx.put(url, content=content, headers={"Content-Type": "image/jpeg"}, timeout=60)

    def create(self, **changes: Any) -> Response:  # noqa: ANN401 - JSON
        """Create a disabled Source, with changes to its deployment."""
        subdomain = f"verify-live-{secrets.token_hex(6)}"
        deployment = {"imgix_subdomains": [subdomain], **changes}
        attributes = {"name": "verify-live", "enabled": False, "deployment": deployment}
        created = self.call("createSource", body={"data": {"type": "sources", "attributes": attributes}})
        if created.ok:
            self._sources.append(created.data["id"])
        return created

    @property
    def test_source(self) -> Response:
        """A Source that the checks create."""
        return self.cached("created", lambda: self.create(type="webfolder", webfolder_base_url="https://example.com/"))

    @property
    def enabled_source(self) -> Response:
        """The same Source, enabled: a disabled one may refuse changes."""
        return self.cached("enabled", lambda: self.update(enabled=True))

    def update(self, **attributes: Any) -> Response:  # noqa: ANN401 - JSON
        """Change the Source that the checks create.

        Raises:
            MissingPrerequisiteError: It could not be created.
        """
        if not self.test_source.ok:
            raise MissingPrerequisiteError(f"creating a Source returned {self.test_source.summary}")
        return self._update(self.test_source.data["id"], attributes)

    def _update(self, source_id: str, attributes: Mapping[str, Any]) -> Response:
        body = {"data": {"id": source_id, "type": "sources", "attributes": attributes}}
        return self.call("updateSource", source_id=source_id, body=body)

    def publish(self, type_: str, variants: Mapping[str, str] | None = None) -> Response:
        """Publish or unpublish an Asset: `publishes` or `unpublishes`."""
        attributes = {"url": self.asset_url, "source_id": self.source_id}
        operation = "publishAsset" if type_ == "publishes" else "unpublishAsset"
        body = {"data": {"type": type_, "attributes": attributes}}
        return self.call(operation, variants=variants, source_id=self.source_id, body=body)

    def clean_up(self) -> list[str]:
        """Disable the Sources that were created; return the ids of those where that failed."""
        return [source_id for source_id in self._sources if not self._disabled(source_id)]

    def _disabled(self, source_id: str) -> bool:
        try:
            return self._update(source_id, {"enabled": False}).ok
        except ImgixError:
            return False

    def redact(self, text: str) -> str:
        """Return a text without the keys."""
        for key in self._keys.values():
            text = text.replace(key, "REDACTED")
        return text

    def write_cassette(self, path: Path) -> None:
        """Write the exchanges since the last time into a cassette, without secrets."""
        text = cassette(self._recorder)
        if text:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(self.redact(text), encoding="utf-8")

    def close(self) -> None:
        """Close the connections."""
        self._http.close()


def jpeg() -> bytes:
    """Return a small JPEG."""
    data = io.BytesIO()
    Image.new("RGB", (8, 8), "#8ca091").save(data, "JPEG")
    return data.getvalue()
