import pytest

from imgix_management import RateLimits
from imgix_management._ratelimit.limits import Limit, parse_limits
from imgix_management.errors import ConfigurationError


@pytest.mark.parametrize(
    ("text", "count", "period"),
    [("50/second", 50, 1.0), ("1/minute", 1, 60.0), ("600/hour", 600, 3600.0), (" 7/second\n", 7, 1.0)],
)
def test_reads_a_limit(text: str, count: int, period: float) -> None:
    assert parse_limits("purge", text) == (Limit("purge", count, period),)


def test_reads_several_limits_that_all_hold() -> None:
    both = (Limit("purge", 5, 1.0), Limit("purge", 100, 60.0))
    assert parse_limits("purge", "5/second+100/minute") == parse_limits("purge", " 5/second + 100/minute") == both


@pytest.mark.parametrize(
    "text",
    ["", "50", "/second", "0/second", "00/hour", "-1/second", "+1/second", "1.5/second", "1e3/second",
     "5/day", "5/seconds", "5/Second", "5 / second", "5/second/minute", "٣/second", "9999999999/second",
     "5/second+", "+", "5/second + 0/hour"],
)  # fmt: skip
def test_refuses_what_is_not_a_limit(text: str) -> None:
    with pytest.raises(ConfigurationError) as caught:
        parse_limits("purge", text)
    assert caught.value.code == "rate_limit_invalid"
    assert repr(text) in str(caught.value)
    assert "'purge'" in str(caught.value)


def test_refuses_a_number_where_text_is_due() -> None:
    with pytest.raises(ConfigurationError):
        parse_limits("purge", 50)


def test_refuses_an_unknown_bucket_and_names_the_known_ones() -> None:
    with pytest.raises(ConfigurationError) as caught:
        RateLimits({"purges": "2/second"})
    assert caught.value.code == "rate_limit_bucket_unknown"
    assert "'purges'" in str(caught.value)
    assert "default, update-source" in str(caught.value)


@pytest.mark.parametrize(("count", "period"), [(0, 1.0), (-1, 1.0), (1, 0.0), (1, -1.0), (1, float("nan"))])
def test_there_is_no_limit_without_room(count: int, period: float) -> None:
    with pytest.raises(ValueError, match="not a rate limit"):
        Limit("purge", count, period)
