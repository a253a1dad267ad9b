"""A server that costs next to nothing, in a process of its own: fixed responses, and a sink for uploads."""

from __future__ import annotations

import asyncio
import contextlib
import functools
import json
import re
import subprocess
import sys
from collections.abc import Iterator, Mapping

from benchmarks.assets import SOURCE, page

PAGES = 10_000


def document(type_: str, id_: str, attributes: Mapping[str, object]) -> bytes:
    """A document of one resource."""
    server = {"commit": "0", "status": {"healthy": True, "read_only": False, "tombstone": False}, "version": "4.1.0"}
    data = {"attributes": attributes, "id": id_, "type": type_}
    content = {"data": data, "included": [], "jsonapi": {"version": "1.0"}, "meta": {"server": server}}
    return json.dumps(content, separators=(",", ":")).encode()


class Connection(asyncio.Protocol):
    """One connection: HTTP/1.1, one request at a time, as the clients here send them."""

    port: int
    head = b""
    left = 0
    """Bytes of the body that are still to come."""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Keep the transport."""
        assert isinstance(transport, asyncio.Transport)
        self.transport = transport

    def data_received(self, data: bytes) -> None:
        """Take a part of a request; respond when it is complete."""
        if self.left:
            self.left -= len(data)
        else:
            self.head += data
            end = self.head.find(b"\r\n\r\n")
            if end < 0:
                return
            length = re.search(rb"content-length: *(\d+)", self.head[:end], re.IGNORECASE)
            self.left = (int(length[1]) if length else 0) - (len(self.head) - end - 4)
        if not self.left:
            target = self.head.split(b" ", 2)[1].decode()
            self.head = b""
            body = respond(target, self.port)
            kind = b"content-type: application/vnd.api+json\r\n"
            self.transport.write(b"HTTP/1.1 200 OK\r\n%scontent-length: %d\r\n\r\n%s" % (kind, len(body), body))


def respond(target: str, port: int) -> bytes:
    """Return the body of a response: a page of a list, an upload session, or one small resource."""
    if "/assets?" in target:
        position = re.search(r"cursor(?:%5D|\])=(\d+)", target)
        number = int(position[1]) if position else 0
        more = number + 1 < PAGES
        marks = {b"@@@@@@@@": b"%08d" % number, b'"@next"': b'"%d"' % (number + 1) if more else b"null"}
        marks[b'"@more"'] = b"true" if more else b"false"
        return functools.reduce(lambda body, mark: body.replace(mark, marks[mark]), marks, LIST)
    if "session" in target:
        attributes = {"status": "COMPLETE", "url": f"http://127.0.0.1:{port}/storage", "origin_path": "/big.bin"}
        return document("upload_sessions", "65a1b2c3d4e5f60718293a4d", attributes)
    return SMALL


LIST = page(cursor={"current": "0", "hasMore": "@more", "next": "@next", "totalRecords": PAGES * 100}).replace(
    b"/photos/2026/", b"/photos/@@@@@@@@/"
)
DEPLOYMENT = {
    "type": "s3",
    "imgix_subdomains": ["shop"],
    "s3_bucket": "shop-images",
    "s3_access_key": "AKIA",
    "default_params": {"auto": "format"},
    "secure_url_enabled": False,
}
SMALL = document(
    "sources",
    SOURCE,
    {
        "name": "Shop",
        "enabled": True,
        "date_deployed": 1_795_316_861,
        "deployment_status": "deployed",
        "secure_url_token": None,
        "deployment": DEPLOYMENT,
    },
)


async def serve() -> None:
    """Serve until the process ends."""
    server = await asyncio.get_running_loop().create_server(Connection, "127.0.0.1", 0)
    Connection.port = server.sockets[0].getsockname()[1]
    print(Connection.port, flush=True)
    await server.serve_forever()


@contextlib.contextmanager
def running() -> Iterator[str]:
    """Run the server in a process of its own, and give its URL."""
    with subprocess.Popen([sys.executable, "-m", "benchmarks.server"], stdout=subprocess.PIPE, text=True) as process:
        try:
            assert process.stdout is not None
            yield f"http://127.0.0.1:{process.stdout.readline().strip()}"
        finally:
            process.terminate()


if __name__ == "__main__":
    asyncio.run(serve())
