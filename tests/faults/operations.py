"""The calls of the run, each on something of its own, so that the sandbox's state tells what became of it."""

import contextlib
import dataclasses
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
READS = {"getSource", "getAsset", "listSources", "listAssets", "listReports", "getReport", "download"}


def source_id(number):
    return f"5f{number:022x}"


def path(number):
    return f"f/{number}.txt"


def _thing(record):
    """What a request is about: the path of an asset, or the id of a session or of a source."""
    where = unquote(record.path)
    if "/f/" in where:
        return "f/" + where.rpartition("/f/")[2]
    return where.rpartition("/")[2]


@dataclasses.dataclass
class Deed:
    """A call, and what the client said of it."""

    kind: str
    number: int
    result: object = None
    error: BaseException | None = None
    session_id: str | None = None


class Run:
    """A sandbox that misbehaves, and the calls to it."""

    def __init__(self, sandbox: Sandbox, seed: int) -> None:
        self.sandbox = sandbox
        self.folder = Path(tempfile.mkdtemp())
        kinds = [kind for kind, count in SHARES.items() for _ in range(count)]
        random.Random(seed).shuffle(kinds)
        self.deeds = [Deed(kind, number) for number, kind in enumerate(kinds, 1)]

    def close(self):
        shutil.rmtree(self.folder)

    def furnish(self, client):
        """What the calls need, put there before anything can go wrong."""
        state = self.sandbox.state
        home = client.sources.create("Home", s3("home")).id
        made = state.sources[home]
        client.uploads.upload(home, "library/a.txt", SMALL)
        like = state.assets[f"{home}/library/a.txt"]
        self.reports = [report.id for report in client.reports.list()]
        self.report = next(report for report in client.reports.list(completed=True) if report.files)
        self.home = home
        for deed in self.deeds:
            if deed.kind in ("getAsset", "updateAsset", "refreshAsset"):
                copy = {**like.attributes, "description": f"d{deed.number}"}
                state.put_asset(Asset(home, path(deed.number), copy))
            elif deed.kind == "updateSource":
                copy = dataclasses.replace(made, id=source_id(deed.number), deployment={**made.deployment})
                copy.deployment["imgix_subdomains"] = [f"u{deed.number}"]
                state.put_source(copy)
            elif deed.kind in ("closeUploadSession", "cancelUploadSession"):
                deed.session_id = client.uploads.sessions.create(home, path(deed.number)).id
                if deed.kind == "closeUploadSession":
                    self._fill(state.sessions[deed.session_id], like)
        self.before = len(self.sandbox.requests)

    def _fill(self, session, like):
        session.attributes = {**like.attributes}
        temporary = self.sandbox.state.store.begin_blob()
        temporary.write_bytes(SMALL)
        session.blob = self.sandbox.state.store.finish_blob(temporary)

    async def do(self, client, deed):
        try:
            deed.result = await self._call(client, deed)
        except Exception as error:
            deed.error = error

    async def _call(self, client, deed):  # noqa: PLR0911, PLR0912 - a table
        at, home = path(deed.number), self.home
        url = f"https://{HOST}/{at}"
        match deed.kind:
            case "getSource":
                return (await client.sources.get(home)).id == home
            case "getAsset":
                return (await client.assets.get(home, at)).description == f"d{deed.number}"
            case "listSources":
                return home in [source.id async for source in client.sources.list(page_size=5, name="Home")]
            case "listAssets":
                found = [one.id async for one in client.assets.list(home, origin_path="library/a.txt")]
                return found == [f"{home}/library/a.txt"]
            case "listReports":
                return sorted([report.id async for report in client.reports.list()]) == sorted(self.reports)
            case "getReport":
                return (await client.reports.get(self.report.id)).id == self.report.id
            case "download":
                paths = await client.reports.download(self.report, self.folder / str(deed.number), join=True)
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
                deployment["imgix_subdomains"] = [f"n{deed.number}"]
                return await client.sources.create(f"N{deed.number}", deployment)
            case "updateSource":
                return await client.sources.update(source_id(deed.number), name=f"N{deed.number}")
            case "uploadAsset":
                return await client.uploads.upload(home, at, SMALL)
            case "uploadInSession":
                return await client.uploads.upload(home, at, LARGE, overwrite=True)
            case "openUploadSession":
                session = await client.uploads.sessions.create(home, at)
                deed.session_id = session.id
                return session
            case "closeUploadSession":
                return await client.uploads.sessions.close(home, deed.session_id)
            case _:
                return await client.uploads.sessions.cancel(home, deed.session_id)

    def settle(self):
        """Wait until the sandbox is done with all requests, also with those that nobody waits for any more."""
        until = time.monotonic() + 20
        while any(record.ended is None for record in self.sandbox.requests):
            assert time.monotonic() < until
            time.sleep(0.05)

    def done(self):
        """How often the sandbox did what each deed asked for."""
        state = self.sandbox.state
        requests = list(self.sandbox.requests)[self.before :]
        processed = Counter((one.operation, _thing(one)) for one in requests if one.processed)
        purges = Counter(purge.url for purge in state.purges.values() if not purge.duplicate)
        published = Counter((one.type, one.url) for one in state.publications.values())
        names = Counter(source.name for source in state.sources.values())
        opened = Counter(session.origin_path for session in state.sessions.values())

        def count(deed):  # noqa: PLR0911 - a table
            at, url = path(deed.number), f"https://{HOST}/{path(deed.number)}"
            match deed.kind:
                case "createPurge":
                    return purges[url]
                case "publishAsset" | "unpublishAsset":
                    return published[deed.kind.removesuffix("Asset") + "es", url]
                case "createSource":
                    return names[f"N{deed.number}"]
                case "updateSource":
                    return processed[deed.kind, source_id(deed.number)]
                case "openUploadSession":
                    return opened[at]
                case "uploadInSession":
                    return int(f"{self.home}/{at}" in state.assets or self._processed(at))
                case "closeUploadSession" | "cancelUploadSession":
                    return processed[deed.kind, deed.session_id]
                case _:
                    return processed[deed.kind, at]

        changing = [deed for deed in self.deeds if deed.kind not in READS]
        return {deed.number: count(deed) for deed in changing}

    def _processed(self, at):
        return any(
            one.origin_path == at and one.status in ("CLOSED", "COMPLETE")
            for one in self.sandbox.state.sessions.values()
        )

    def verdict(self):
        """Numbers of deeds: those reported as done that are not, done twice, and lost without an error."""
        done = self.done()
        wrong, twice, lost = [], [], []
        for deed in self.deeds:
            times, error = done.get(deed.number), deed.error
            if error is not None and not isinstance(error, ImgixError):
                lost.append(deed)
            elif times is None:
                if error is None and deed.result is not True:
                    wrong.append(deed)
            elif times > 1:
                twice.append(deed)
            elif error is None and times == 0:
                wrong.append(deed)
            elif error is not None and times == 1 and not self._open(error):
                lost.append(deed)
        return wrong, twice, lost

    @staticmethod
    def _open(error):
        """Whether the error says that the call may have been carried out, or names what is left of it."""
        return error.outcome_unknown or (isinstance(error, UploadSessionError) and not error.cancelled)

    def orphans(self):
        """Open sessions that no result and no error names, and whose opening was not told to be in doubt."""
        named = {deed.session_id for deed in self.deeds}
        doubtful = {path(deed.number) for deed in self.deeds if deed.error is not None and self._open(deed.error)}
        named |= {getattr(deed.error, "session_id", None) for deed in self.deeds}
        return [
            session.id
            for session in self.sandbox.state.sessions.values()
            if session.status == "PENDING" and session.id not in named and session.origin_path not in doubtful
        ]

    def faults(self):
        played = list(self.sandbox.requests)[self.before :]
        return Counter(record.fault.split()[0] for record in played if record.fault)


@contextlib.contextmanager
def running(sandbox, seed):
    run = Run(sandbox, seed)
    try:
        yield run
    finally:
        run.close()
