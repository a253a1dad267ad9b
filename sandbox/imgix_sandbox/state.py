"""The state of the sandbox: sources, assets, upload sessions, purges, publications."""

import dataclasses
from dataclasses import dataclass, field
from typing import Any, Self

from imgix_sandbox.store import Store


@dataclass
class Source:
    """A source. Of its secrets, only the names of those that were set are stored."""

    id: str
    name: str
    enabled: bool
    deployment: dict[str, Any]
    secrets: list[str]
    deployed_at: int | None = None
    deploying_until: float | None = None

    def deploy(self, now: float, seconds: float) -> None:
        """Start a deployment that takes a number of seconds."""
        self.deployed_at = self.date_deployed(now)
        self.deploying_until = now + seconds

    def date_deployed(self, now: float) -> int | None:
        """Return the time of the last finished deployment, in UNIX seconds."""
        if self.deploying_until is not None and now >= self.deploying_until:
            return int(self.deploying_until)
        return self.deployed_at

    def status(self, now: float) -> str:
        """Return the status of the deployment."""
        if not self.enabled:
            return "disabled"
        return "deploying" if self.deploying_until is not None and now < self.deploying_until else "deployed"

    def hosts(self) -> set[str]:
        """List the host names that serve the source."""
        subdomains = {f"{name.lower()}.imgix.net" for name in self.deployment["imgix_subdomains"]}
        return subdomains | {domain.lower() for domain in self.deployment["custom_domains"]}


@dataclass
class Asset:
    """An asset; `attributes` are those of the API, except `source_id` and `origin_path`."""

    source_id: str
    origin_path: str
    attributes: dict[str, Any]
    blob: str | None = None

    @property
    def id(self) -> str:
        """The id of the asset in the API."""
        return f"{self.source_id}/{self.origin_path}"


@dataclass
class Session:
    """An upload session."""

    id: str
    source_id: str
    origin_path: str
    status: str
    date_created: int
    date_modified: int
    date_expires: int
    attributes: dict[str, Any] | None = None
    blob: str | None = None
    complete_at: float | None = None


@dataclass
class Purge:
    """A purge; `duplicate` if the response was a 409."""

    id: str
    url: str
    sub_image: bool
    source_id: str | None
    time: float
    duplicate: bool


@dataclass
class Publication:
    """An asset published or unpublished; `type` is that of the API."""

    id: str
    type: str
    url: str
    source_id: str
    time: float


@dataclass
class Queued:
    """A file of the origin that becomes an asset when it is due."""

    source_id: str
    origin_path: str
    due: float


@dataclass
class State:
    """The entire state, in memory and written through to a store.

    Only the server's thread changes it. Other threads may read it while no request is in progress.
    """

    store: Store
    sources: dict[str, Source] = field(default_factory=dict)
    assets: dict[str, Asset] = field(default_factory=dict)
    sessions: dict[str, Session] = field(default_factory=dict)
    purges: dict[str, Purge] = field(default_factory=dict)
    publications: dict[str, Publication] = field(default_factory=dict)
    queued: dict[str, Queued] = field(default_factory=dict)

    @classmethod
    def load(cls, store: Store) -> Self:
        """Load the state from a store.

        Raises:
            ValueError: A record can't be read.
        """
        state = cls(store)
        state.sources = store.load("sources", Source)
        state.assets = store.load("assets", Asset)
        state.sessions = store.load("sessions", Session)
        state.purges = store.load("purges", Purge)
        state.publications = store.load("publications", Publication)
        state.queued = store.load("queued", Queued)
        blobs = [asset.blob for asset in state.assets.values()] + [session.blob for session in state.sessions.values()]
        store.keep_only(blob for blob in blobs if blob is not None)
        return state

    def clear(self) -> None:
        """Remove everything, also from the store."""
        for blob in [*(asset.blob for asset in self.assets.values()), *(each.blob for each in self.sessions.values())]:
            self.store.remove_blob(blob)
        for kind in ("sources", "assets", "sessions", "purges", "publications", "queued"):
            records: dict[str, Any] = getattr(self, kind)
            for key in records:
                self.store.remove(kind, key)
            records.clear()

    def put_source(self, source: Source) -> None:
        """Save a source."""
        self.sources[source.id] = source
        self.store.save("sources", source.id, dataclasses.asdict(source))

    def put_asset(self, asset: Asset) -> None:
        """Save an asset, and remove the bytes of the asset it replaces."""
        before = self.assets.get(asset.id)
        self.assets[asset.id] = asset
        self.store.save("assets", asset.id, dataclasses.asdict(asset))
        if before is not None and before.blob != asset.blob:
            self.store.remove_blob(before.blob)

    def put_session(self, session: Session) -> None:
        """Save an upload session."""
        self.sessions[session.id] = session
        self.store.save("sessions", session.id, dataclasses.asdict(session))

    def put_purge(self, purge: Purge) -> None:
        """Save a purge."""
        self.purges[purge.id] = purge
        self.store.save("purges", purge.id, dataclasses.asdict(purge))

    def put_publication(self, publication: Publication) -> None:
        """Save a publication."""
        self.publications[publication.id] = publication
        self.store.save("publications", publication.id, dataclasses.asdict(publication))

    def put_queued(self, queued: Queued) -> None:
        """Save a queued file."""
        key = f"{queued.source_id}/{queued.origin_path}"
        self.queued[key] = queued
        self.store.save("queued", key, dataclasses.asdict(queued))

    def remove_queued(self, key: str) -> None:
        """Remove a queued file."""
        del self.queued[key]
        self.store.remove("queued", key)

    def source_of_host(self, host: str) -> Source | None:
        """Return the source that a host name serves."""
        return next((source for source in self.sources.values() if host.lower() in source.hosts()), None)
