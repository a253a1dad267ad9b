"""Starting and stopping a sandbox."""

import statistics
import time

import httpx

from imgix_sandbox import Sandbox


def test_a_sandbox_stops_in_less_than_20_ms_though_a_client_keeps_its_connection():
    seconds = []
    for _ in range(5):
        sandbox = Sandbox().start()
        with httpx.Client(base_url=sandbox.url) as http:
            assert http.get("/api/v1/sources").status_code == 401
            started = time.perf_counter()
            sandbox.stop()
            seconds.append(time.perf_counter() - started)
    assert statistics.median(seconds) < 0.02
