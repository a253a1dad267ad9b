"""Waiting asks less and less often, and not for ever."""

import httpx
import pytest

from imgix_management import (
    DeploymentError,
    InvalidInputError,
    RateLimits,
    RateLimitWaitError,
    ServerError,
    WaitTimeoutError,
)
from tests.mock_clients import mock_client

ID = "65a1b2c3d4e5f60718293a4b"


class Clock:
    """A clock that moves only while somebody sleeps."""

    def __init__(self):
        self.now = 1000.0
        self.delays = []

    def monotonic(self):
        return self.now

    def sleep(self, seconds):
        self.delays.append(seconds)
        self.now += seconds


@pytest.fixture
def clock(client):
    clock = Clock()
    client._api.clock, client._api.sleep = clock.monotonic, clock.sleep
    return clock


def source(status):
    return {"data": {"id": ID, "type": "sources", "attributes": {"deployment_status": status}}}


def test_it_asks_less_and_less_often(client, server, clock):
    for _ in range(12):
        server.respond(source("deploying"))
    server.respond(source("deployed"))
    assert client.sources.wait_until_deployed(ID).deployment_status == "deployed"
    assert len(server.requests) == 13
    assert clock.delays == sorted(clock.delays)
    assert clock.delays[0] == 0.5
    assert clock.delays[-1] == 15.0
    assert len(clock.delays) == 12


@pytest.mark.parametrize(
    ("interval", "delays"),
    [(2, [2, 2, 2]), (0, [0, 0, 0]), (0.25, [0.25] * 3), (lambda attempt: attempt * 10, [10, 20, 30])],
)
def test_the_delays_can_be_chosen(client, server, clock, interval, delays):
    for status in ("deploying", "deploying", "deploying", "deployed"):
        server.respond(source(status))
    client.sources.wait_until_deployed(ID, poll_interval=interval)
    assert clock.delays == delays


def test_a_chosen_delay_ends_with_the_time_allowed(client, server, clock):
    server.default = lambda _: httpx.Response(200, json=source("deploying"))
    with pytest.raises(WaitTimeoutError):
        client.sources.wait_until_deployed(ID, timeout=5, poll_interval=3)
    assert clock.delays == [3, 1.5]  # the last call begins half a second before the deadline


@pytest.mark.parametrize("interval", [-1, float("nan"), float("inf"), "1", True, lambda _: -1])
def test_what_is_no_delay_is_refused_before_a_call(client, server, clock, interval):
    with pytest.raises(InvalidInputError) as caught:
        client.sources.wait_until_deployed(ID, poll_interval=interval)
    assert (caught.value.code, caught.value.values["name"]) == ("argument_invalid", "poll_interval")
    assert server.requests == []


def test_a_very_long_wait(client, server, clock):
    server.default = lambda _: httpx.Response(200, json=source("deploying"))
    with pytest.raises(WaitTimeoutError):
        client.sources.wait_until_deployed(ID, timeout=40_000)
    assert len(clock.delays) > 2000


def test_it_gives_up_in_time_and_says_what_was_last(client, server, clock):
    server.default = lambda _: httpx.Response(200, json=source("a new status"))
    with pytest.raises(WaitTimeoutError) as caught:
        client.sources.wait_until_deployed(ID, timeout=100)
    assert clock.now == 1099  # the last call has a second
    error = caught.value
    assert (error.resource, error.timeout, error.last_status) == (ID, 100, "a new status")
    assert error.operation is None


def test_no_retry_begins_after_the_deadline(server, clock):
    server.respond(source("deploying"))
    server.default = lambda _: httpx.Response(503, headers={"Retry-After": "30"})
    with mock_client(server, max_retries=2) as client, pytest.raises(ServerError):
        client.sources.wait_until_deployed(ID, timeout=2, poll_interval=0)
    assert len(server.requests) == 2


def test_a_wait_for_the_rate_limit_ends_with_the_wait(server):
    server.respond(source("deploying"))
    with mock_client(server, key="ak_polls_once", rate_limits=RateLimits({"default": "1/hour"})) as client:
        with pytest.raises(WaitTimeoutError) as caught:
            client.sources.wait_until_deployed(ID, timeout=0.5, poll_interval=0)
    assert caught.value.last_status == "deploying"
    assert isinstance(caught.value.__cause__, RateLimitWaitError)


def test_a_timeout_of_zero_calls_once(client, server):
    server.respond(source("deploying"))
    with pytest.raises(WaitTimeoutError):
        client.sources.wait_until_deployed(ID, timeout=0)
    assert len(server.requests) == 1


@pytest.mark.parametrize("timeout", [None, -1, "1", float("nan"), True])
def test_what_is_no_timeout_is_refused_before_a_call(client, server, timeout):
    with pytest.raises(InvalidInputError) as caught:
        client.sources.wait_until_deployed(ID, timeout=timeout)
    assert caught.value.code == "argument_invalid"
    assert server.requests == []


@pytest.mark.parametrize("status", ["disabled", "deleted"])
def test_it_ends_at_once_on_what_waiting_does_not_change(client, server, clock, status):
    server.respond(source("deploying"))
    server.respond(source(status))
    with pytest.raises(DeploymentError) as caught:
        client.sources.wait_until_deployed(ID)
    assert caught.value.deployment_status == status
    assert len(clock.delays) == 1
