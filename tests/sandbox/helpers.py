"""What the tests of the sandbox share."""

import io
import secrets
import ssl
from typing import Any

import httpx
from PIL import Image

from imgix_contract.contract import Contract

JSON_API = "application/vnd.api+json"


_NO_TLS = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)


def connect(url: str) -> httpx.Client:
    """A client that loads no certificates, which takes longer than most of these tests."""
    return httpx.Client(base_url=url, verify=_NO_TLS)


class Clock:
    """A clock that a test moves."""

    def __init__(self, now: float = 1_790_000_000.0) -> None:
        self.now = now

    def __call__(self) -> float:
        return self.now

    def advance(self, seconds: float) -> None:
        self.now += seconds


def s3(*subdomains: str, **more: Any) -> dict[str, Any]:
    """A deployment that takes uploads."""
    return {
        "type": "s3",
        "imgix_subdomains": list(subdomains) or [f"s{secrets.token_hex(6)}"],
        "s3_access_key": "access",
        "s3_secret_key": "MARKED-SECRET",
        "s3_bucket": "bucket",
        **more,
    }


def png(width: int = 40, height: int = 30, color: str = "#8ca091") -> bytes:
    data = io.BytesIO()
    Image.new("RGB", (width, height), color).save(data, "PNG")
    return data.getvalue()


def nullable(component: str) -> dict[str, None]:
    """The properties for which the contract takes null, each as null."""
    properties = Contract().document["components"]["schemas"][component]["properties"]
    return {name: None for name, schema in properties.items() if "null" in schema.get("type", ())}


class Api:
    """Calls the sandbox as one key."""

    def __init__(self, client: httpx.Client, key: str) -> None:
        self.http = client
        self.key = key

    def call(self, method: str, path: str, **arguments: Any) -> httpx.Response:
        headers = {"Authorization": f"Bearer {self.key}", **arguments.pop("headers", {})}
        return self.http.request(method, f"/api/v1{path}", headers=headers, **arguments)

    def ok(self, method: str, path: str, **arguments: Any) -> dict[str, Any]:
        response = self.call(method, path, **arguments)
        assert response.is_success, response.text
        document: dict[str, Any] = response.json() if response.content else {}
        return document

    def error(self, status: int, method: str, path: str, **arguments: Any) -> str:
        """Make a call that must fail with a status, and return the detail."""
        response = self.call(method, path, **arguments)
        assert response.status_code == status, response.text
        detail: str = response.json()["errors"][0]["detail"]
        return detail

    def create(self, deployment: dict[str, Any] | None = None, **attributes: Any) -> dict[str, Any]:
        """Create a source."""
        members = {"name": "Shop", "deployment": deployment or s3(), **attributes}
        document = self.ok("POST", "/sources", json={"data": {"type": "sources", "attributes": members}})
        data: dict[str, Any] = document["data"]
        return data

    def update(self, source_id: str, **attributes: Any) -> httpx.Response:
        body = {"data": {"id": source_id, "type": "sources", "attributes": attributes}}
        return self.call("PATCH", f"/sources/{source_id}", json=body)

    def get(self, source_id: str) -> dict[str, Any]:
        """Return the attributes of a source."""
        attributes: dict[str, Any] = self.ok("GET", f"/sources/{source_id}")["data"]["attributes"]
        return attributes

    def upload(self, source_id: str, path: str, content: bytes | None = None, **arguments: Any) -> dict[str, Any]:
        content = png() if content is None else content
        document = self.ok("POST", f"/sources/{source_id}/upload/{path}", content=content, **arguments)
        data: dict[str, Any] = document["data"]
        return data

    def assets(self, source_id: str, **query: str) -> list[str]:
        """List the names of assets, which stand at the end of their ids."""
        data = self.ok("GET", f"/sources/{source_id}/assets", params=query)["data"]
        return [resource["id"].removeprefix(f"{source_id}/") for resource in data]

    def purge(self, url: str, **attributes: Any) -> httpx.Response:
        body = {"data": {"type": "purges", "attributes": {"url": url, **attributes}}}
        return self.call("POST", "/purge", json=body)
