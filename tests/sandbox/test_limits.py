from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from imgix_contract.variants import VARIANTS
from imgix_openapi.operations import OPERATIONS, RATE_LIMITS
from imgix_sandbox import Sandbox
from imgix_sandbox.limits import Limits, SlidingWindow
from tests.sandbox.helpers import Api, Clock, s3


@given(
    st.integers(1, 6),
    st.lists(st.floats(0, 5, allow_nan=False), max_size=60).map(sorted),
)
def test_no_window_holds_more_than_the_limit(limit: int, times: list[float]) -> None:
    window = SlidingWindow(limit, 1.0)
    granted = [time for time in times if window.take(time)]
    for first, beyond in zip(granted, granted[limit:], strict=False):
        assert beyond - first >= 1.0


def test_the_window_slides_and_does_not_jump() -> None:
    window = SlidingWindow(2, 1.0)
    assert [window.take(time) for time in (0.75, 0.875, 1.0, 1.625, 1.75, 1.8125, 1.875)] == [
        True,
        True,
        False,
        False,
        True,
        False,
        True,
    ]


def test_a_rejected_request_is_not_counted() -> None:
    window = SlidingWindow(1, 1.0)
    assert window.take(0.0)
    assert not any(window.take(time / 10) for time in range(1, 10))
    assert window.take(1.0)


@pytest.mark.parametrize("bucket", RATE_LIMITS)
def test_each_bucket_has_the_limit_of_the_contract(bucket: str) -> None:
    clock = Clock()
    limits = Limits(1.0, clock)
    operation = next(o for o in OPERATIONS.values() if o.rate_limit.bucket == bucket)
    rate = RATE_LIMITS[bucket]
    assert [limits.take(operation) for _ in range(rate.limit + 1)] == [True] * rate.limit + [False]
    clock.advance(rate.period - 0.001)
    assert not limits.take(operation)
    clock.advance(0.001)
    assert limits.take(operation)


@pytest.mark.parametrize(("scale", "limit"), [(0.5, 2), (1, 4), (2.5, 10), (0.01, 1)])
def test_the_scale_multiplies_limits(scale: float, limit: int) -> None:
    assert Limits(scale, Clock()).limit(OPERATIONS["listSources"]) == limit


@pytest.mark.parametrize("scale", [0, -1, float("nan")])
def test_a_scale_that_is_not_above_zero_is_refused(scale: float) -> None:
    with pytest.raises(ValueError, match="scale"):
        Sandbox(rate_scale=scale)


def test_over_the_limit_is_429_until_the_window_has_slid(
    start: Callable[..., tuple[Sandbox, Api]], clock: Clock
) -> None:
    sandbox, api = start(rate_scale=1)
    other = Api(api.http, sandbox.keys["sources"])
    for _ in range(4):
        api.ok("GET", "/sources")
    response = api.call("GET", "/sources/x")
    error = response.json()["errors"][0]
    assert response.status_code == 429
    assert error["title"] == "Too Many Requests"
    assert error["status"] == "429"
    assert "retry-after" not in response.headers
    other.error(429, "GET", "/sources")  # the account is what is limited
    api.create(s3("free"))  # another bucket
    clock.advance(0.999)
    api.error(429, "GET", "/sources")
    clock.advance(0.001)
    other.ok("GET", "/sources")


def test_requests_without_a_right_key_cost_nothing(start: Callable[..., tuple[Sandbox, Api]]) -> None:
    sandbox, api = start(rate_scale=1)
    for _ in range(5):
        Api(api.http, "wrong").error(401, "GET", "/sources")
        Api(api.http, sandbox.keys["analytics"]).error(403, "GET", "/sources")
    api.ok("GET", "/sources")


def test_the_default_limit_holds_for_each_endpoint_if_so_ordered() -> None:
    clock = Clock()
    limits = Limits(1.0, clock, per_endpoint=True)
    default = [operation for operation in OPERATIONS.values() if operation.rate_limit.bucket == "default"]
    assert all(limits.take(operation) for operation in default for _ in range(4))
    assert not any(limits.take(operation) for operation in default)


def test_limits_hold_for_each_key_if_so_ordered() -> None:
    purge = OPERATIONS["createPurge"]
    for per_key, granted in ((True, 20), (False, 10)):
        limits = Limits(1.0, Clock(), per_key=per_key)
        assert sum(limits.take(purge, key) for key in "ab" for _ in range(15)) == granted


@pytest.mark.parametrize("variants", [{"limit-owner": "nobody"}, {"owner": "key"}])
def test_a_variant_that_does_not_exist_is_refused(variants: dict[str, str]) -> None:
    with pytest.raises(ValueError, match="variant"):
        Sandbox(variants=variants)


def test_every_variant_has_an_entry_of_its_own() -> None:
    uncertain = (Path(__file__).parents[2] / "openapi" / "UNCERTAIN.md").read_text(encoding="utf-8")
    assert all(f"\n## {name}\n" in uncertain for name in VARIANTS)
