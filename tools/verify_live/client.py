"""Makes the calls, within the rate limits, and keeps what was answered."""

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
from tools.verify_live.verdicts import Answer, MissingError

T = TypeVar("T")

KEYS: Final = ("SECOND_API_KEY", "KEY_WITHOUT_ANALYTICS", "KEY_WITH_ASSET_BROWSE_ONLY")
"""Environment variables with keys that some questions need besides `IMGIX_API_KEY`."""

_A_SECOND = 1.1


class Probe:
    """Calls the API, by the facade and so within its rate limits.

    Args:
        key: The API key.
        base_url: Where the API is, if not at imgix.
        source: The id of the Source to look at; by default the first one that is enabled.
        throw_away: The id of a Source that may lose its secrets.
        keys: Further keys, by the names in `KEYS`.
        rate_limits: The rate limits to keep; None for the documented ones.
        max_wait: Seconds to wait for a rate limit at most: a server that goes on answering 429 is given up.
        sleep: Waits for a number of seconds.
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
        self._given = source
        self._throw_away = throw_away
        self._recorder = Recorder()
        self._http = httpx.Client(transport=self._recorder)
        self._known: dict[str, Any] = {}
        self.folder = f"verify-live/{secrets.token_hex(4)}"
        self.forms = {question: answers[0] for question, answers in PATH_VARIANTS.items()}
        self.answers: list[Answer] = []
        self._sources: list[str] = []
        self.pause = sleep

    # ---------------------------------------------------------------------------------------------------- calls
    def call(
        self,
        operation: str,
        *,
        forms: Mapping[str, str] | None = None,
        method: str | None = None,
        query: Mapping[str, str] | None = None,
        key: str = "",
        limited: bool = True,
        **arguments: Any,  # noqa: ANN401 - those of the operation
    ) -> Answer:
        """Make a call.

        Args:
            operation: The operationId.
            forms: Forms of paths, where other ones than those found so far are wanted.
            method: Another method.
            query: Query parameters that the operation does not have.
            key: The name of another key.
            limited: Whether to wait for the rate limit.
            **arguments: Those of `ManagementClient.operation`.

        Raises:
            MissingError: The key is missing.
            ImgixError: No answer came.
        """
        forms = {**self.forms, **(forms or {})}
        client = self._client(key, forms) if limited else self._unlimited(key)
        self._recorder.next(method, query or {})
        try:
            client.operation(operation, **arguments)
        except ImgixError:
            if self._recorder.answer is None:
                raise
        response = self._recorder.answer
        if response is None:
            raise MissingError("no answer came")
        variants = OPERATIONS[operation].variants
        headers = {name.lower(): value for name, value in response.headers.items()}
        answer = Answer(
            operation, forms[variants.question] if variants else "", response.status_code, headers, response.content
        )
        self.answers.append(answer)
        return answer

    def burst(self, operations: Sequence[str], keys: Sequence[str] = ("",)) -> list[Answer]:
        """Call operations without arguments all at once, more than the limits allow, with each of the keys."""
        self.pause(_A_SECOND)
        calls = [(operation, key) for key in keys for operation in operations]
        with ThreadPoolExecutor(len(calls)) as threads:
            under_way = [threads.submit(self.call, name, key=key, limited=False) for name, key in calls]
        self.pause(_A_SECOND)
        return [each.result() for each in under_way]

    def _client(self, key: str, forms: Mapping[str, str]) -> ManagementClient:
        # All keys may belong to one account.
        return self.once(
            f"client {key} {sorted(forms.items())}",
            lambda: self._made(key, path_variants=forms, rate_limits=self._rate_limits),
        )

    def _unlimited(self, key: str) -> ManagementClient:
        # Each has a store of its own, so that a 429 blocks no other call.
        return self._made(key, rate_limits=None)

    def _made(self, key: str, **settings: Any) -> ManagementClient:  # noqa: ANN401 - those of the client
        if key not in self._keys:
            raise MissingError(f"it needs a key in ${key}")
        return ManagementClient(
            self._keys[key],
            base_url=self._base_url,
            language="en",
            http_client=self._http,
            max_wait=self._max_wait,
            max_retries=0,  # an error is an answer to the question, too
            **settings,
        )

    def once(self, name: str, make: Callable[[], T]) -> T:
        """What is made once and used by several questions."""
        if name not in self._known:
            self._known[name] = make()
        made: T = self._known[name]
        return made

    # ----------------------------------------------------------------------------------------- what is looked at
    @property
    def source(self) -> Answer:
        """The Source to look at.

        Raises:
            MissingError: There is none.
        """

        def find() -> Answer:
            id_ = self._given
            if id_ is None:
                listed = self.call("listSources", page_size=1, filter_enabled=True)
                if not listed.ok or not listed.data:
                    raise MissingError("it needs a Source that is enabled")
                id_ = (listed.data[0] if isinstance(listed.data, list) else listed.data)["id"]
            found = self.call("getSource", source_id=id_)
            if not found.ok:
                raise MissingError(f"the Source was answered with {found.said}")
            return found

        return self.once("source", find)

    @property
    def source_id(self) -> str:
        """Its id."""
        return str(self.source.data["id"])

    @property
    def throw_away_id(self) -> str:
        """The id of the Source that may lose its secrets.

        Raises:
            MissingError: None was named.
        """
        if self._throw_away is None:
            raise MissingError("it needs --throw-away SOURCE_ID, a Source that may lose its secrets")
        return self._throw_away

    @property
    def origin_path(self) -> str:
        """The path of an Asset in it.

        Raises:
            MissingError: It has none.
        """
        listed = self.once("first asset", lambda: self.assets(page_limit=1))
        if not listed.ok or not listed.data:
            raise MissingError("it needs a Source with an Asset")
        return str(listed.resources[0]["origin_path"]).removeprefix("/")

    @property
    def asset_url(self) -> str:
        """The URL of an Asset on imgix."""
        return f"https://{self.source.attributes['deployment']['imgix_subdomains'][0]}.imgix.net/{self.origin_path}"

    def assets(self, *, query: Mapping[str, str] | None = None, **arguments: Any) -> Answer:  # noqa: ANN401
        """List Assets of the Source."""
        return self.call("listAssets", query=query, source_id=self.source_id, **arguments)

    # ------------------------------------------------------------------------------------------- what is written
    def upload(self, name: str, *, size: int = 0, content_type: str = "image/jpeg") -> Answer:
        """Upload a small JPEG, filled up to a size in bytes."""
        content = jpeg().ljust(size, b"\0")
        path = f"{self.folder}/{name}"
        return self.call(
            "uploadAsset", source_id=self.source_id, origin_path=path, content=content, content_type=content_type
        )

    def send(self, url: str, content: bytes) -> None:
        """Send bytes to a signed URL, without the key."""
        httpx.put(url, content=content, headers={"Content-Type": "image/jpeg"}, timeout=60)

    def create(self, **changes: Any) -> Answer:  # noqa: ANN401 - JSON
        """Create a Source that is disabled; changes go into its deployment."""
        subdomain = f"verify-live-{secrets.token_hex(6)}"
        deployment = {"imgix_subdomains": [subdomain], **changes}
        attributes = {"name": "verify-live", "enabled": False, "deployment": deployment}
        created = self.call("createSource", body={"data": {"type": "sources", "attributes": attributes}})
        if created.ok:
            self._sources.append(created.data["id"])
        return created

    @property
    def created(self) -> Answer:
        """A Source made for the purpose."""
        return self.once("created", lambda: self.create(type="webfolder", webfolder_base_url="https://example.com/"))

    @property
    def enabled(self) -> Answer:
        """The same Source, enabled: while it is disabled, changes may be refused."""
        return self.once("enabled", lambda: self.update(enabled=True))

    def update(self, **attributes: Any) -> Answer:  # noqa: ANN401 - JSON
        """Change the Source that was made for the purpose.

        Raises:
            MissingError: It could not be made.
        """
        if not self.created.ok:
            raise MissingError(f"creating a Source was answered with {self.created.said}")
        return self._update(self.created.data["id"], attributes)

    def _update(self, source_id: str, attributes: Mapping[str, Any]) -> Answer:
        body = {"data": {"id": source_id, "type": "sources", "attributes": attributes}}
        return self.call("updateSource", source_id=source_id, body=body)

    def publish(self, type_: str, forms: Mapping[str, str] | None = None) -> Answer:
        """Publish an Asset, or end it: `publishes` or `unpublishes`."""
        attributes = {"url": self.asset_url, "source_id": self.source_id}
        operation = "publishAsset" if type_ == "publishes" else "unpublishAsset"
        body = {"data": {"type": type_, "attributes": attributes}}
        return self.call(operation, forms=forms, source_id=self.source_id, body=body)

    def clean_up(self) -> list[str]:
        """Disable the Sources that were made for the purpose; return the ids of those where that failed."""
        return [source_id for source_id in self._sources if not self._disabled(source_id)]

    def _disabled(self, source_id: str) -> bool:
        try:
            return self._update(source_id, {"enabled": False}).ok
        except ImgixError:
            return False

    # ---------------------------------------------------------------------------------------------------- record
    def private(self, text: str) -> str:
        """Text without the keys."""
        for key in self._keys.values():
            text = text.replace(key, "REDACTED")
        return text

    def write(self, path: Path) -> None:
        """Write what was sent and answered since the last time into a cassette, without secrets."""
        text = cassette(self._recorder)
        if text:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(self.private(text), encoding="utf-8")

    def close(self) -> None:
        """Close the connections."""
        self._http.close()


def jpeg() -> bytes:
    """A small JPEG."""
    data = io.BytesIO()
    Image.new("RGB", (8, 8), "#8ca091").save(data, "JPEG")
    return data.getvalue()
