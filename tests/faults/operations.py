"""The calls of the run, each on an object of its own, so that the sandbox's state shows its outcome."""

import contextlib
import dataclasses
import os
import random
import shutil
import tempfile
import time
from collections import Counter
from pathlib import Path
from urllib.parse import unquote

from imgix_management import ImgixError, UploadSessionError
from imgix_sandbox import Sandbox
from imgix_sandbox.state import Asset
from tests.sandbox.helpers import s3

HOST = "home.imgix.net"
SMALL = b"small"
LARGE = b"x" * 1500
"""Goes through a session."""

SHARES = {
    "getSource": 850,
    "getAsset": 1270,
    "listSources": 60,
    "listAssets": 80,
    "listReports": 100,
    "getReport": 150,
    "download": 40,
    "updateAsset": 700,
    "refreshAsset": 300,
    "addAsset": 300,
    "createPurge": 450,
    "publishAsset": 130,
    "unpublishAsset": 130,
    "createSource": 60,
    "updateSource": 100,
    "uploadAsset": 120,
    "uploadInSession": 20,
    "openUploadSession": 60,
    "closeUploadSession": 40,
    "cancelUploadSession": 40,
}
"""Calls of each kind; 5,000 in all."""
COMPLETE = os.environ.get("IMGIX_FAULT_RUN") == "complete"
if not COMPLETE:
    SHARES = {name: share // 10 for name, share in SHARES.items()}
READS = {"getSource", "getAsset", "listSources", "listAssets", "listReports", "getReport", "download"}


def source_id(number):
    return f"5f{number:022x}"


def path(number):
    return f"f/{number}.txt"


def _target(record):
    """Return the object of a request: the path of an asset, or the id of a session or a source."""
    where = unquote(record.path)
    if "/f/" in where:
        return "f/" + where.rpartition("/f/")[2]
    return where.rpartition("/")[2]


@dataclasses.dataclass
class FaultCase:
    """A call, and what the client reported about it."""

    kind: str
    number: int
    result: object = None
    error: BaseException | None = None
    session_id: str | None = None


class Run:
    """A sandbox that injects faults, and the calls to it."""

    def __init__(self, sandbox: Sandbox, seed: int) -> None:
        self.sandbox = sandbox
        self.folder = Path(tempfile.mkdtemp())
        kinds = [kind for kind, count in SHARES.items() for _ in range(count)]
        random.Random(seed).shuffle(kinds)
        self.cases = [FaultCase(kind, number) for number, kind in enumerate(kinds, 1)]

    def close(self):
        shutil.rmtree(self.folder)

    def furnish(self, client):
        """Create what the calls need, before any fault is injected."""
        state = self.sandbox.state
        home = client.sources.create("Home", s3("home")).id
        source = state.sources[home]
        client.uploads.upload(home, "library/a.txt", SMALL)
        like = state.assets[f"{home}/library/a.txt"]
        self.reports = [report.id for report in client.reports.list()]
        self.report = next(report for report in client.reports.list(completed=True) if report.files)
        self.home = home
        for fault_case in self.cases:
            if fault_case.kind in ("getAsset", "updateAsset", "refreshAsset"):
                copy = {**like.attributes, "description": f"d{fault_case.number}"}
                state.put_asset(Asset(home, path(fault_case.number), copy))
            elif fault_case.kind == "updateSource":
                copy = dataclasses.replace(source, id=source_id(fault_case.number), deployment={**source.deployment})
                copy.deployment["imgix_subdomains"] = [f"u{fault_case.number}"]
                state.put_source(copy)
            elif fault_case.kind in ("closeUploadSession", "cancelUploadSession"):
                fault_case.session_id = client.uploads.sessions.create(home, path(fault_case.number)).id
                if fault_case.kind == "closeUploadSession":
                    self._fill(state.sessions[fault_case.session_id], like)
        self.before = len(self.sandbox.requests)

    def _fill(self, session, like):
        session.attributes = {**like.attributes}
        temporary = self.sandbox.state.store.begin_blob()
        temporary.write_bytes(SMALL)
        session.blob = self.sandbox.state.store.finish_blob(temporary)

    async def do(self, client, fault_case):
        try:
            fault_case.result = await self._call(client, fault_case)
        except Exception as error:
            fault_case.error = error

    async def _call(self, client, fault_case):  # noqa: PLR0911, PLR0912 - a table
        at, home = path(fault_case.number), self.home
        url = f"https://{HOST}/{at}"
        match fault_case.kind:
            case "getSource":
                return (await client.sources.get(home)).id == home
            case "getAsset":
                return (await client.assets.get(home, at)).description == f"d{fault_case.number}"
            case "listSources":
                return home in [source.id async for source in client.sources.list(page_size=5, name="Home")]
            case "listAssets":
                ids = [record.id async for record in client.assets.list(home, origin_path="library/a.txt")]
                return ids == [f"{home}/library/a.txt"]
            case "listReports":
                return sorted([report.id async for report in client.reports.list()]) == sorted(self.reports)
            case "getReport":
                return (await client.reports.get(self.report.id)).id == self.report.id
            case "download":
                paths = await client.reports.download(self.report, self.folder / str(fault_case.number), join=True)
                return bool(paths) and paths[0].read_bytes().endswith(b"\n")
            case "updateAsset":
                return (await client.assets.update(home, at, description="new")).description == "new"
            case "refreshAsset":
                return await client.assets.refresh(home, at)
            case "addAsset":
                return await client.assets.add(home, at)
            case "createPurge":
                return await client.purges.create(url)
            case "publishAsset":
                return await client.assets.publish(home, url)
            case "unpublishAsset":
                return await client.assets.unpublish(home, url)
            case "createSource":
                deployment = {"type": "webfolder", "webfolder_base_url": "https://s.example/"}
                deployment["imgix_subdomains"] = [f"n{fault_case.number}"]
                return await client.sources.create(f"N{fault_case.number}", deployment)
            case "updateSource":
                return await client.sources.update(source_id(fault_case.number), name=f"N{fault_case.number}")
            case "uploadAsset":
                return await client.uploads.upload(home, at, SMALL)
            case "uploadInSession":
                return await client.uploads.upload(home, at, LARGE, overwrite=True)
            case "openUploadSession":
                session = await client.uploads.sessions.create(home, at)
                fault_case.session_id = session.id
                return session
            case "closeUploadSession":
                return await client.uploads.sessions.close(home, fault_case.session_id)
            case _:
                return await client.uploads.sessions.cancel(home, fault_case.session_id)

    def wait_until_idle(self):
        """Wait until the sandbox has handled all requests, including those whose client has disconnected."""
        until = time.monotonic() + 20
        while any(record.ended is None for record in self.sandbox.requests):
            assert time.monotonic() < until
            time.sleep(0.05)

    def done(self):
        """Count how often the sandbox processed each call that changes something."""
        state = self.sandbox.state
        requests = list(self.sandbox.requests)[self.before :]
        processed = Counter((record.operation, _target(record)) for record in requests if record.processed)
        purges = Counter(purge.url for purge in state.purges.values() if not purge.duplicate)
        published = Counter((record.type, record.url) for record in state.publications.values())
        names = Counter(source.name for source in state.sources.values())
        opened = Counter(session.origin_path for session in state.sessions.values())

        def count(fault_case):  # noqa: PLR0911 - a table
            at, url = path(fault_case.number), f"https://{HOST}/{path(fault_case.number)}"
            match fault_case.kind:
                case "createPurge":
                    return purges[url]
                case "publishAsset" | "unpublishAsset":
                    return published[fault_case.kind.removesuffix("Asset") + "es", url]
                case "createSource":
                    return names[f"N{fault_case.number}"]
                case "updateSource":
                    return processed[fault_case.kind, source_id(fault_case.number)]
                case "openUploadSession":
                    return opened[at]
                case "uploadInSession":
                    return int(f"{self.home}/{at}" in state.assets or self._processed(at))
                case "closeUploadSession" | "cancelUploadSession":
                    return processed[fault_case.kind, fault_case.session_id]
                case _:
                    return processed[fault_case.kind, at]

        changing = [fault_case for fault_case in self.cases if fault_case.kind not in READS]
        return {fault_case.number: count(fault_case) for fault_case in changing}

    def _processed(self, at):
        return any(
            record.origin_path == at and record.status in ("CLOSED", "COMPLETE")
            for record in self.sandbox.state.sessions.values()
        )

    def verdict(self):
        """Return the calls that were reported as done but are not, done twice, and lost without an error."""
        done = self.done()
        wrong, twice, lost = [], [], []
        for fault_case in self.cases:
            times, error = done.get(fault_case.number), fault_case.error
            if error is not None and not isinstance(error, ImgixError):
                lost.append(fault_case)
            elif times is None:
                if error is None and fault_case.result is not True:
                    wrong.append(fault_case)
            elif times > 1:
                twice.append(fault_case)
            elif error is None and times == 0:
                wrong.append(fault_case)
            elif error is not None and times == 1 and not self._open(error):
                lost.append(fault_case)
        return wrong, twice, lost

    @staticmethod
    def _open(error):
        """Return whether the error reports an unknown outcome, or names the session that is left."""
        return error.outcome_unknown or (isinstance(error, UploadSessionError) and not error.cancelled)

    def orphans(self):
        """List open sessions that no result and no error names, and whose opening was not reported as unknown."""
        named = {fault_case.session_id for fault_case in self.cases}
        doubtful = {
            path(fault_case.number)
            for fault_case in self.cases
            if fault_case.error is not None and self._open(fault_case.error)
        }
        named |= {getattr(fault_case.error, "session_id", None) for fault_case in self.cases}
        return [
            session.id
            for session in self.sandbox.state.sessions.values()
            if session.status == "PENDING" and session.id not in named and session.origin_path not in doubtful
        ]

    def faults(self):
        injected = list(self.sandbox.requests)[self.before :]
        return Counter(record.fault.split()[0] for record in injected if record.fault)


@contextlib.contextmanager
def running(sandbox, seed):
    run = Run(sandbox, seed)
    try:
        yield run
    finally:
        run.close()
