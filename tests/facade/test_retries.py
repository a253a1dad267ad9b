"""When a call is made again, what it waits for, and what is said where nobody knows its outcome."""

import functools
import itertools
import pickle

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from imgix_management import (
    APIConnectionError,
    APITimeoutError,
    ImgixError,
    InvalidInputError,
    ManagementClient,
    RateLimitError,
    RateLimits,
    RateLimitWaitError,
    ServerError,
    Timeout,
    TransferError,
)
from imgix_management._async.retry_state import AsyncRetryState
from imgix_management._core import retries
from imgix_management._sync.retry_state import RetryState
from imgix_management.errors import InvalidResponseError, status_error
from imgix_management.errors.base import OUTCOME_CHECKS
from imgix_openapi.operations import OPERATIONS
from tests.as_async import AsAsync
from tests.mock_clients import KEY, mock_client

NUMBERS = itertools.count()
ID = "65a1b2c3d4e5f60718293a4b"
SOURCE = {"data": {"id": ID, "type": "sources", "attributes": {"name": "Shop"}}}
PURGE = {"data": {"id": "p", "type": "purges", "attributes": {"purge_id": "p"}}}
WEB = {"type": "webfolder", "webfolder_base_url": "https://s.example/"}
READ = "getSource"
REPEATABLE = "createPurge"
CALLS = {
    READ: (lambda client: client.sources.get(ID), SOURCE),
    REPEATABLE: (lambda client: client.purges.create("https://x.imgix.net/a.png"), PURGE),
    "createSource": (lambda client: client.sources.create("Shop", WEB), SOURCE),
    "updateSource": (lambda client: client.sources.update(ID, name="Shop"), SOURCE),
    "uploadAsset": (lambda client: client.uploads.upload(ID, "a.png", iter([b"ab", b"cd"])), {"data": None}),
}
RESET = httpx.ReadError("reset")
REFUSED = httpx.ConnectError("refused")
SLOW = httpx.ReadTimeout("slow")


class Time:
    """A clock that moves only while somebody sleeps."""

    def __init__(self):
        self.now = 0.0
        self.delays = []

    def clock(self):
        return self.now

    def sleep(self, seconds):
        self.delays.append(seconds)
        self.now += seconds

    async def asleep(self, seconds):
        self.sleep(seconds)


@pytest.fixture
def time():
    return Time()


@pytest.fixture(params=["sync", "async"])
async def connect(request, server, time):
    """Return a function that makes clients whose delays take no time and are as long as they can be."""

    def make(**settings):
        client = mock_client(server, request.param, **{"max_retries": 2, **settings})
        kind, sleep = (RetryState, time.sleep) if request.param == "sync" else (AsyncRetryState, time.asleep)
        client._api.retry_state = functools.partial(kind, sleep=sleep, clock=time.clock, chance=lambda: 1.0)
        return client if request.param == "async" else AsAsync(client)

    return make


def respond_with(server, *outcomes):
    for each in outcomes:
        if isinstance(each, Exception):
            server.fail(each)
        elif isinstance(each, tuple):
            server.respond(None, each[0], headers=each[1])
        elif isinstance(each, int):
            server.respond(None, each)
        else:
            server.respond(each)


PASSING = [RESET, REFUSED, SLOW, (429, {"retry-after": "0"}), 500, 502, 503, 504, 520, 599, (503, {"retry-after": "1"})]
NOT_PROCESSED = [REFUSED, httpx.ConnectTimeout("slow"), httpx.PoolTimeout("full"), (503, {"retry-after": "1"})]
BROKEN = [RESET, SLOW, httpx.WriteError("reset"), httpx.RemoteProtocolError("cut")]
MAY_HAVE_BEEN_PROCESSED = [*BROKEN, 500, 502, 503, 504, 520, 599]
FINAL = [400, 401, 403, 404, 405, 409, 413, 418, 501, 302]


@pytest.mark.parametrize("failure", PASSING, ids=repr)
@pytest.mark.parametrize("name", [READ, REPEATABLE])
async def test_what_reads_or_can_be_repeated_is_always_made_again(connect, server, name, failure):
    call, sound = CALLS[name]
    respond_with(server, failure, failure, sound)
    result = await call(connect())
    assert result.response_info.attempts == len(server.requests) == 3


@pytest.mark.parametrize("failure", [*NOT_PROCESSED, (429, {"retry-after": "0"})], ids=repr)
@pytest.mark.parametrize("name", CALLS)
async def test_where_the_server_cannot_have_processed_it_every_call_is_made_again(connect, server, name, failure):
    call, sound = CALLS[name]
    respond_with(server, failure, sound)
    assert (await call(connect())).response_info.attempts == 2
    assert server.requests[0].content == server.requests[1].content != b"" or name == READ


@pytest.mark.parametrize("failure", MAY_HAVE_BEEN_PROCESSED, ids=repr)
@pytest.mark.parametrize("name", ["createSource", "updateSource", "uploadAsset"])
async def test_where_it_may_have_been_processed_a_change_is_not_made_again(connect, server, name, failure):
    respond_with(server, failure)
    with pytest.raises(ImgixError) as caught:
        await CALLS[name][0](connect(language="en+ja"))
    error = caught.value
    assert len(server.requests) == error.attempts == 1
    assert error.outcome_unknown
    assert not error.retryable
    kinds = (APITimeoutError, APIConnectionError) if failure is SLOW else (APIConnectionError, APIConnectionError)
    assert type(error) is (kinds[0] if isinstance(failure, Exception) else ServerError)
    assert (error.operation, error.language) == (name, "en+ja")
    for sentence in ("The server may still have processed the request.", OUTCOME_CHECKS[name]):
        assert sentence in error.message("en")
        assert sentence not in error.message("ja")
    if isinstance(failure, Exception):
        assert error.__cause__ is failure
        assert "etry" not in error.message("en")
    again = pickle.loads(pickle.dumps(error))
    assert (str(again), again.outcome_unknown, again.attempts) == (str(error), True, 1)


@pytest.mark.parametrize("failure", FINAL, ids=repr)
@pytest.mark.parametrize("name", [READ, "createSource"])
async def test_other_responses_stay(connect, server, name, failure):
    respond_with(server, failure)
    with pytest.raises(ImgixError) as caught:
        await CALLS[name][0](connect())
    assert len(server.requests) == 1
    assert caught.value.outcome_unknown is (name != READ and not 400 <= failure < 500)


async def test_the_last_error_is_raised_after_the_last_attempt(connect, server):
    respond_with(server, RESET, 502, SLOW)
    with pytest.raises(APITimeoutError) as caught:
        await connect().sources.get(ID)
    assert (len(server.requests), caught.value.attempts) == (3, 3)
    assert not caught.value.outcome_unknown


async def test_a_purge_that_may_have_happened_says_so_whatever_came_last(connect, server):
    respond_with(server, RESET, REFUSED, REFUSED)
    with pytest.raises(APIConnectionError) as caught:
        await connect().purges.create("https://x.imgix.net/a.png")
    assert (caught.value.outcome_unknown, caught.value.retryable) == (True, True)
    assert type(caught.value) is APIConnectionError


async def test_a_purge_that_is_repeated_and_refused_with_409_is_done(connect, server):
    respond_with(server, RESET, 409)
    assert (await connect().purges.create("https://x.imgix.net/a.png")).duplicate


async def test_as_often_as_configured(connect, server):
    for most in (0, 1, 4):
        respond_with(server, *[500] * (most + 1))
        server.requests.clear()
        with pytest.raises(ServerError):
            await connect(max_retries=most).sources.get(ID)
        assert len(server.requests) == most + 1


async def test_hooks_see_a_call_once(connect, server):
    seen = []
    client = connect(
        hooks={"before_call": [seen.append], "after_call": [lambda call, info, error: seen.append(info.attempts)]}
    )
    respond_with(server, 500, SOURCE)
    await client.sources.get(ID)
    assert [seen[0].operation, *seen[1:]] == [READ, 2]


async def test_the_delays_double_up_to_a_limit(connect, server, time):
    respond_with(server, *[500] * 8)
    with pytest.raises(ServerError):
        await connect(max_retries=7).sources.get(ID)
    assert time.delays == [0.5, 1, 2, 4, 8, 8, 8]


async def test_retry_after_is_kept_in_seconds_and_as_a_date(connect, server, time):
    date = {"date": "Wed, 21 Oct 2026 07:28:00 GMT", "retry-after": "Wed, 21 Oct 2026 07:28:09 GMT"}
    respond_with(server, (503, {"retry-after": "7"}), (503, date), SOURCE)
    await connect().sources.get(ID)
    assert time.delays == [7.5, 9.5]


@pytest.mark.parametrize("status", [429, 503])
async def test_a_retry_after_that_is_too_long_is_raised_at_once(connect, server, time, status):
    respond_with(server, (status, {"retry-after": "61"}))
    with pytest.raises(ImgixError) as caught:
        await connect().sources.get(ID)
    assert (caught.value.retry_after, time.delays) == (61, [])


async def test_what_keeps_an_attempt_from_being_sent_ends_in_the_error_before_it(connect, server):
    rate_limits = RateLimits(account=f"busy-{next(NUMBERS)}")
    respond_with(server, 429)
    with pytest.raises(RateLimitError) as caught:
        await connect(max_wait=0, rate_limits=rate_limits).sources.get(ID)
    assert (len(server.requests), caught.value.attempts) == (1, 1)
    with pytest.raises(RateLimitWaitError) as refused:
        await connect(max_wait=0, rate_limits=rate_limits).sources.get(ID)
    assert refused.value.attempts == 0


async def test_the_total_ends_the_retries(connect, server, time):
    respond_with(server, *[500] * 9)
    with pytest.raises(ServerError):
        await connect(max_retries=9, total_timeout=10).sources.get(ID)
    assert time.delays == [0.5, 1, 2, 4]
    respond_with(server, *[500] * 90)
    server.requests.clear()
    with pytest.raises(ServerError):
        await connect(max_retries=90).sources.get(ID)
    assert sum(time.delays[4:]) < retries.RETRY_DEADLINE


async def test_time_outs_never_reach_beyond_the_total(connect, server):
    respond_with(server, SOURCE)
    await connect(timeout=Timeout(connect=1, read=None, write=9), total_timeout=5).sources.get(ID)
    assert server.last.extensions["timeout"] == {"connect": 1, "read": 5, "write": 5, "pool": 1}


async def test_options_for_some_calls(connect, server):
    client = connect()
    target = client._target if isinstance(client, AsAsync) else client
    few = target.with_options(max_retries=0)
    few = AsAsync(few) if isinstance(client, AsAsync) else few
    respond_with(server, 500)
    with pytest.raises(ServerError):
        await few.sources.get(ID)
    assert len(server.requests) == 1


@pytest.mark.parametrize("value", [-1, 1.5, True, "2", None])
def test_what_cannot_be_a_number_of_retries(value):
    with pytest.raises(InvalidInputError) as caught:
        ManagementClient(KEY, max_retries=value)
    assert caught.value.code == "argument_invalid"


@pytest.mark.parametrize("content", [iter([b"x"]), "text", (b"x" for _ in "a")])
async def test_content_that_could_be_sent_only_once_is_refused(connect, server, content):
    with pytest.raises(InvalidInputError) as caught:
        await connect().operation("uploadAsset", source_id=ID, origin_path="a", content=content)
    assert caught.value.code == "content_not_repeatable"
    assert "uploads.upload()" in caught.value.message("en")
    assert server.requests == []


def test_every_change_says_what_to_look_at():
    assert OUTCOME_CHECKS.keys() == {name for name, operation in OPERATIONS.items() if operation.method != "GET"}


def test_only_purges_may_be_repeated_besides_what_reads():
    repeatable = {name for name, operation in OPERATIONS.items() if operation.repeatable}
    assert repeatable - {name for name, operation in OPERATIONS.items() if operation.method == "GET"} == {REPEATABLE}


# The policy alone

ERRORS = st.one_of(
    st.builds(APIConnectionError, host=st.just("h"), reason=st.just(""), sent=st.booleans()),
    st.builds(
        lambda status, wait: status_error(
            status_code=status, headers={} if wait is None else {"retry-after": str(wait)}
        ),
        st.integers(300, 599),
        st.none() | st.integers(0, 10**6),
    ),
    st.builds(TransferError, host=st.just("h"), status_code=st.none() | st.integers(300, 599)),
    st.builds(lambda status: InvalidResponseError(status_code=status), st.integers(200, 299)),
    st.just(RateLimitWaitError(bucket="default", wait=5, max_wait=1)),
)


@given(
    ERRORS,
    st.integers(1, 10**6),
    st.fixed_dictionaries(
        {
            "most": st.integers(0, 10**6),
            "repeatable": st.booleans(),
            "left": st.floats(0, 1000),
            "chance": st.floats(0, 1),
        }
    ),
)
def test_no_delay_is_too_long_and_nothing_is_done_twice(error, attempts, keywords):
    wait = retries.pause(error, attempts, **keywords)
    if wait is None:
        return
    assert attempts <= keywords["most"]
    assert error.retryable
    assert keywords["repeatable"] or not retries.may_have_been_processed(error)
    assert 0 <= wait < keywords["left"]
    assert wait <= (
        retries.MAX_RETRY_DELAY if error.retry_after is None else error.retry_after + retries.INITIAL_RETRY_DELAY
    )
    assert wait >= (error.retry_after or 0)
    assert wait <= retries.MAX_RETRY_AFTER + retries.INITIAL_RETRY_DELAY
