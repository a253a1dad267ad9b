"""TLS as a server sees it: certificates are verified, and old versions refused."""

import socket
import ssl
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager

import httpx
import pytest
import trustme

from imgix_management import APIConnectionError, AsyncManagementClient, ConfigurationError, ManagementClient
from tests.as_async import AsAsync
from tests.mock_clients import KEY

BODY = b'{"data": []}'
RESPONSE = (
    b"HTTP/1.1 200 OK\r\nContent-Type: application/vnd.api+json\r\nConnection: close\r\n"
    b"Content-Length: %d\r\n\r\n%s" % (len(BODY), BODY)
)


class Server:
    """A server on loopback that responds once to each connection, and records what it received."""

    def __init__(self, context: ssl.SSLContext) -> None:
        self.received: list[bytes] = []
        self.versions: list[str | None] = []
        self._context = context
        self._listening = socket.create_server(("127.0.0.1", 0))
        self.url = f"https://localhost:{self._listening.getsockname()[1]}"
        self._thread = threading.Thread(target=self._serve, daemon=True)
        self._thread.start()

    def _serve(self) -> None:
        while True:
            try:
                connection, _ = self._listening.accept()
            except OSError:
                return
            with closing(connection):
                connection.settimeout(5)
                try:
                    with self._context.wrap_socket(connection, server_side=True) as secure:
                        self.versions.append(secure.version())
                        self.received.append(secure.recv(65536))
                        secure.sendall(RESPONSE)
                except OSError:
                    continue

    def stop(self) -> None:
        self._listening.shutdown(socket.SHUT_RDWR)
        self._listening.close()
        self._thread.join(5)


@contextmanager
def serving(authority: trustme.CA, host: str = "localhost", newest: ssl.TLSVersion | None = None) -> Iterator[Server]:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    if newest is not None:
        context.minimum_version = ssl.TLSVersion.MINIMUM_SUPPORTED
        context.set_ciphers("ALL:@SECLEVEL=0")
        context.maximum_version = newest
    authority.issue_cert(host).configure_cert(context)
    server = Server(context)
    yield server
    server.stop()


@pytest.fixture(scope="module")
def authority() -> trustme.CA:
    return trustme.CA(key_type=trustme.KeyType.ECDSA)


@pytest.fixture
def trusted(authority, tmp_path, monkeypatch):
    """The authority is the one that the environment names."""
    authority.cert_pem.write_to_path(tmp_path / "ca.pem")
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "ca.pem"))


@pytest.fixture(params=["sync", "async"])
def client(request):
    """Return a function that connects a client; both kinds have the async methods."""

    def make(url, **settings):
        if request.param == "sync":
            return AsAsync(ManagementClient(KEY, base_url=url, max_retries=0, **settings))
        return AsyncManagementClient(KEY, base_url=url, max_retries=0, **settings)

    return make


async def test_an_authority_of_ones_own_by_the_environment(client, authority, trusted):
    with serving(authority) as server:
        assert await client(server.url).sources.list().first() is None
    assert KEY.encode() in server.received[0]
    assert server.versions == ["TLSv1.3"]


async def test_tls_1_2_is_taken(client, authority, trusted):
    with serving(authority, newest=ssl.TLSVersion.TLSv1_2) as server:
        assert await client(server.url).sources.list().first() is None
    assert server.versions == ["TLSv1.2"]


async def test_an_authority_of_ones_own_by_an_http_client(authority):
    context = ssl.create_default_context()
    authority.configure_trust(context)
    with serving(authority) as server:
        with (
            httpx.Client(verify=context) as http,
            ManagementClient(KEY, base_url=server.url, http_client=http) as client,
        ):
            assert client.sources.list().first() is None


async def test_an_unknown_authority_is_refused_before_the_key_is_sent(client, authority):
    with serving(authority) as server:
        with pytest.raises(APIConnectionError) as caught:
            await client(server.url).sources.list().first()
    assert "CERTIFICATE_VERIFY_FAILED" in caught.value.reason
    assert b"".join(server.received) == b""


async def test_a_certificate_for_another_name_is_refused(client, authority, trusted):
    with serving(authority, "other.example") as server:
        with pytest.raises(APIConnectionError) as caught:
            await client(server.url).sources.list().first()
    assert "not valid for 'localhost'" in caught.value.reason
    assert b"".join(server.received) == b""


# To name an old version is deprecated in Python.
@pytest.mark.filterwarnings("ignore:ssl.TLSVersion:DeprecationWarning")
async def test_tls_1_1_is_refused_even_if_the_system_allows_it(client, authority, trusted, monkeypatch):
    def lax(*args, **kwargs):
        context = create(*args, **kwargs)
        context.minimum_version = ssl.TLSVersion.TLSv1
        context.set_ciphers("ALL:@SECLEVEL=0")
        return context

    create = ssl.create_default_context
    monkeypatch.setattr(ssl, "create_default_context", lax)
    with serving(authority, newest=ssl.TLSVersion.TLSv1_1) as server:
        with closing(socket.create_connection(("127.0.0.1", httpx.URL(server.url).port))) as plain:
            old = lax()
            authority.configure_trust(old)
            with old.wrap_socket(plain, server_hostname="localhost") as secure:  # the server speaks it indeed
                assert secure.version() == "TLSv1.1"
        with pytest.raises(APIConnectionError):
            await client(server.url).sources.list().first()
    assert server.versions == ["TLSv1.1"]
    assert b"".join(server.received) == b""


def test_certificates_that_are_not_there(client, monkeypatch, tmp_path):
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "none.pem"))
    with pytest.raises(ConfigurationError) as caught:
        client("https://localhost")
    assert caught.value.code == "network_settings_invalid"
