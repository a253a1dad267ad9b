"""Lists, page by page, sync and async."""

import asyncio
import copy
import gc
import json
import pickle
import subprocess
import sys
from pathlib import Path

import httpx
import pytest

from imgix_management import (
    InvalidInputError,
    NotFoundError,
    Page,
    PaginationError,
    Source,
)
from imgix_management._core.list_progress import REMEMBERED, ListProgress
from imgix_management.types import Count
from tests.mock_clients import KEY, mock_client

ID = "65a1b2c3d4e5f60718293a4b"
NUMBERED = {"sources", "reports"}
KINDS = ["sources", "assets", "reports"]


def lists(client, kind, **query):
    return getattr(client, kind).list(*([ID] if kind == "assets" else []), **query)


def items(kind, *numbers):
    return [{"id": f"{kind}-{number}", "type": kind, "attributes": {"name": str(number)}} for number in numbers]


class Listing:
    """A server with a list of some length."""

    def __init__(self, kind: str, length: int, size: int = 2) -> None:
        self.kind, self.length, self.size = kind, length, size
        self.params: list[dict[str, str]] = []

    def __call__(self, request):
        params = dict(request.url.params)
        self.params.append(params)
        if self.kind in NUMBERED:
            size, number = int(params.get("page[size]", self.size)), int(params.get("page[number]", "0"))
            begin, more = number * size, (number + 1) * size < self.length
            meta = {
                "pagination": {
                    "currentPage": number,
                    "hasNextPage": more,
                    "hasPreviousPage": number > 0,
                    "nextPage": number + 1 if more else None,
                    "previousPage": number - 1 if number else None,
                    "pageSize": size,
                    "totalPages": -(-self.length // size),
                    "totalRecords": self.length,
                }
            }
        else:
            size, begin = int(params.get("page[limit]", self.size)), int(params.get("page[cursor]", "0"))
            more = begin + size < self.length
            meta = {"cursor": {"current": str(begin), "hasMore": more, "totalRecords": str(self.length)}}
            if more:
                meta["cursor"]["next"] = str(begin + size)
        numbers = range(begin, min(begin + size, self.length))
        return httpx.Response(200, json={"data": items(self.kind, *numbers), "meta": meta})


class Fixed:
    """A server that returns one page after another, and the last one for ever."""

    def __init__(self, *bodies):
        self.bodies, self.params = list(bodies), []

    def __call__(self, request):
        self.params.append(dict(request.url.params))
        return httpx.Response(200, json=self.bodies.pop(0) if len(self.bodies) > 1 else self.bodies[0])


def sync(handler, use):
    with mock_client(handler) as client:
        return use(client)


async def aio(handler, use):
    async with mock_client(handler, "async") as client:
        return await use(client)


def ids(listing, **query):
    return sync(listing, lambda client: [resource.id for resource in lists(client, listing.kind, **query)])


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("length", [0, 1, 2, 3, 7])
async def test_iterating_walks_all_pages(kind, length):
    listing = Listing(kind, length)
    expected = [f"{kind}-{number}" for number in range(length)]
    assert ids(listing) == expected
    position = "page[number]" if kind in NUMBERED else "page[cursor]"
    step = 1 if kind in NUMBERED else 2
    assert listing.params == [{}] + [{position: str(n * step)} for n in range(1, max(1, -(-length // 2)))]

    async def use(client):
        return [resource.id async for resource in lists(client, kind)]

    twin = Listing(kind, length)
    assert await aio(twin, use) == expected
    assert twin.params == listing.params


@pytest.mark.parametrize("kind", KINDS)
async def test_pages(kind):
    def check(pages):
        assert all(isinstance(page, Page) for page in pages)
        assert [[resource.id for resource in page] for page in pages] == [
            [f"{kind}-0", f"{kind}-1"],
            [f"{kind}-2", f"{kind}-3"],
            [f"{kind}-4"],
        ]
        assert [page.data for page in pages] == [tuple(page) for page in pages]
        assert [len(page) for page in pages] == [2, 2, 1]
        assert [page.total for page in pages] == [5, 5, 5]
        assert [page.has_more for page in pages] == [True, True, False]
        assert [page.next_cursor for page in pages] == ([1, 2, None] if kind in NUMBERED else ["2", "4", None])
        assert all(page.meta.keys() <= {"pagination", "cursor"} for page in pages)
        assert [page.response_info.status_code for page in pages] == [200, 200, 200]
        assert pages[0].data[0].response_info is pages[0].response_info

    check(sync(Listing(kind, 5), lambda client: list(lists(client, kind).pages())))

    async def use(client):
        return [page async for page in lists(client, kind).pages()]

    check(await aio(Listing(kind, 5), use))


@pytest.mark.parametrize("kind", KINDS)
async def test_first(kind):
    listing = Listing(kind, 5)
    assert sync(listing, lambda client: lists(client, kind).first()).id == f"{kind}-0"
    assert listing.params == [{}]
    assert sync(Listing(kind, 0), lambda client: lists(client, kind).first()) is None
    start = 1 if kind in NUMBERED else "2"
    assert sync(listing, lambda client: lists(client, kind, cursor=start).first()).id == f"{kind}-2"

    async def use(client):
        return (await lists(client, kind).first()).id

    assert await aio(Listing(kind, 5), use) == f"{kind}-0"


@pytest.mark.parametrize("kind", KINDS)
async def test_the_first_page(kind):
    position = 1 if kind in NUMBERED else "2"

    def check(page, resumed, listing):
        assert [resource.id for resource in page.data] == [f"{kind}-0", f"{kind}-1"]
        assert [resource.id for resource in resumed.data] == [f"{kind}-2", f"{kind}-3"]
        assert (page.total, page.has_more, page.next_cursor) == (5, True, position)
        assert len(listing.params) == 2

    listing = Listing(kind, 5)
    check(
        *sync(
            listing,
            lambda client: (
                lists(client, kind).first_page(),
                lists(client, kind, cursor=position).first_page(),
            ),
        ),
        listing,
    )

    async def use(client):
        return await lists(client, kind), await lists(client, kind, cursor=position).first_page()

    twin = Listing(kind, 5)
    check(*await aio(twin, use), twin)


def test_a_sync_list_cannot_be_awaited():
    assert not hasattr(sync(Listing("sources", 1), lambda client: client.sources.list()), "__await__")


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("length", [0, 1, 5])
async def test_counting_costs_one_call_for_the_smallest_page(kind, length):
    size, position = ("page[size]", 2) if kind in NUMBERED else ("page[limit]", "4")
    listing, twin = Listing(kind, length), Listing(kind, length)
    query = {"page_size": 3, "sort": "name", "cursor": position}
    assert sync(listing, lambda client: lists(client, kind, **query).count()) == length

    async def use(client):
        return await lists(client, kind, **query).count()

    assert await aio(twin, use) == length
    assert listing.params == twin.params == [{size: "1", "sort": "name"}]


def test_counting_reads_all_pages_where_no_total_is_reported():
    bodies = [{**numbered(nextPage=n + 1 if n < 2 else None), "data": items("sources", n)} for n in range(3)]
    server = Fixed(bodies[0], *bodies)
    assert sync(server, lambda client: client.sources.list(cursor=2).count()) == 3
    assert [params.get("page[number]") for params in server.params] == [None, None, "1", "2"]


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("length", [9_999, 10_000])
async def test_a_count_of_assets_is_at_least_where_the_server_stops_counting(kind, length):
    at_least = kind == "assets" and length == 10_000
    count = sync(Listing(kind, length), lambda client: lists(client, kind).count())

    async def use(client):
        return await lists(client, kind).count()

    other = await aio(Listing(kind, length), use)
    page = sync(Listing(kind, length), lambda client: lists(client, kind).first_page())
    for each in (count, other, page.total):
        assert (each, each.at_least) == (length, at_least)


def test_a_count_that_was_read_page_by_page_is_exact():
    uncounted = Fixed({"data": items("assets", 1), "meta": {}})
    count = sync(uncounted, lambda client: client.assets.list(ID).count())
    assert (count, count.at_least) == (1, False)


def test_a_count_is_a_number():
    count = Count(10_000, at_least=True)
    assert (count + 1, f"{count:,}", str(count), json.dumps(count)) == (10_001, "10,000", "10000", "10000")
    assert repr(count) == "Count(10000, at_least=True)"
    for twin in (copy.copy(count), copy.deepcopy(count), pickle.loads(pickle.dumps(count))):
        assert (type(twin), twin, twin.at_least) == (Count, 10_000, True)


@pytest.mark.parametrize("kind", sorted(NUMBERED))
@pytest.mark.parametrize("cursor", [-1, "-1", "soon", "", "1.5", 1.5, True, "9" * 5000])
def test_a_page_number_that_is_none(kind, cursor):
    listing = Listing(kind, 5)
    with pytest.raises(InvalidInputError) as caught:
        sync(listing, lambda client: lists(client, kind, cursor=cursor))
    assert (caught.value.code, caught.value.values["name"]) == ("argument_invalid", "cursor")
    assert listing.params == []


@pytest.mark.parametrize("kind", KINDS)
def test_resuming(kind):
    listing = Listing(kind, 7)
    pages = sync(listing, lambda client: list(lists(client, kind).pages()))
    rest = ids(listing, cursor=pages[1].next_cursor)
    assert rest == [f"{kind}-{number}" for number in range(4, 7)]
    assert ids(listing, cursor=0) == [f"{kind}-{number}" for number in range(7)]


def test_resuming_assets_from_a_number():
    assert ids(Listing("assets", 5), cursor=4) == ["assets-4"]


@pytest.mark.parametrize("kind", KINDS)
def test_the_size_of_a_page(kind):
    listing = Listing(kind, 7)
    assert len(ids(listing, page_size=5, sort="name")) == 7
    size = "page[size]" if kind in NUMBERED else "page[limit]"
    assert [params[size] for params in listing.params] == ["5", "5"]
    assert [params["sort"] for params in listing.params] == ["name", "name"]


@pytest.mark.parametrize("kind", KINDS)
async def test_nothing_is_requested_before_it_is_needed(kind):
    listing = Listing(kind, 7)

    def use(client):
        resources = lists(client, kind)
        assert listing.params == []
        walk = iter(resources)
        assert listing.params == []
        next(walk), next(walk)
        assert len(listing.params) == 1
        next(walk)
        assert len(listing.params) == 2
        assert len(list(walk)) == 4
        assert len(listing.params) == 4
        assert len(list(resources)) == 7  # each iteration starts anew
        assert len(listing.params) == 8

    sync(listing, use)

    twin = Listing(kind, 7)

    async def use_async(client):
        resources = lists(client, kind)
        walk = aiter(resources)
        assert twin.params == []
        await anext(walk), await anext(walk)
        assert len(twin.params) == 1
        await anext(walk)
        assert len(twin.params) == 2
        assert len([resource async for resource in walk]) == 4
        assert len(twin.params) == 4

    await aio(twin, use_async)


@pytest.mark.parametrize("kind", KINDS)
async def test_breaking_off_requests_nothing_more(kind):
    listing = Listing(kind, 7)

    def use(client):
        for _ in lists(client, kind):
            break
        for _ in lists(client, kind).pages():
            break

    sync(listing, use)
    gc.collect()
    assert len(listing.params) == 2

    twin = Listing(kind, 7)

    async def use_async(client):
        async for _ in lists(client, kind):
            break
        async for _ in lists(client, kind).pages():
            break
        gc.collect()
        await asyncio.sleep(0)

    await aio(twin, use_async)
    gc.collect()
    assert len(twin.params) == 2


def test_breaking_off_leaves_no_warning(tmp_path):
    script = tmp_path / "script.py"
    script.write_text(
        f"""
import asyncio, gc, httpx
from imgix_management import AsyncManagementClient

def respond(request):
    page = int(request.url.params.get("page[number]", 0))
    pagination = {{"hasNextPage": True, "nextPage": page + 1}}
    return httpx.Response(200, json={{"data": [{{"id": "a"}}, {{"id": "b"}}], "meta": {{"pagination": pagination}}}})

async def main():
    async with httpx.AsyncClient(transport=httpx.MockTransport(respond)) as http:
        async with AsyncManagementClient({KEY!r}, http_client=http) as client:
            async for _ in client.sources.list():
                break
            async for _ in client.sources.list().pages():
                break
            kept = aiter(client.sources.list())
            await anext(kept)
            waiting = asyncio.ensure_future(anext(aiter(client.sources.list())))
            await asyncio.sleep(0)
            waiting.cancel()
            gc.collect()
    print("done")

asyncio.run(main())
gc.collect()
"""
    )
    root = Path(__file__).parents[2]
    path = [str(root / folder) for folder in ("facade", "generated")]
    command = [sys.executable, "-W", "error", "-X", "dev", str(script)]
    result = subprocess.run(command, capture_output=True, text=True, env={"PYTHONPATH": ":".join(path)}, check=False)
    # On a busy machine, asyncio's debug mode reports slow callbacks.
    warnings_shown = [line for line in result.stderr.splitlines() if not line.startswith("Executing <")]
    assert (result.stdout, warnings_shown, result.returncode) == ("done\n", [], 0)


def numbered(kind="sources", **pagination):
    return {"data": items(kind, 0), "meta": {"pagination": pagination}}


def cursored(**cursor):
    return {"data": items("assets", 0), "meta": {"cursor": cursor}}


CIRCLES = [
    ("sources", [numbered(currentPage=0, hasNextPage=True, nextPage=0)], 1, 0),
    ("sources", [numbered(currentPage=0, hasNextPage=True, nextPage=1)], 2, 1),
    ("sources", [numbered(currentPage=0, hasNextPage=True, nextPage="1")], 2, 1),
    ("sources", [numbered(currentPage=0, hasNextPage=True)], 2, 1),
    ("sources", [numbered(nextPage=1), numbered(nextPage=2), numbered(nextPage=0)], 3, 0),
    ("reports", [numbered(nextPage=1), numbered(nextPage=2), numbered(nextPage=1)], 3, 1),
    ("assets", [cursored(next="0", hasMore=True)], 2, "0"),
    ("assets", [cursored(next=0)], 2, 0),
    ("assets", [cursored(next="20", hasMore=True)], 2, "20"),
    ("assets", [cursored(next="a"), cursored(next="b"), cursored(next="a")], 3, "a"),
    ("assets", [cursored(next="20"), cursored(next=20)], 2, 20),
]


@pytest.mark.parametrize(("kind", "bodies", "calls", "position"), CIRCLES)
async def test_a_list_that_leads_in_a_circle_ends_in_an_error(kind, bodies, calls, position):
    def check(error, server):
        assert (error.position, error.code) == (position, "pagination_loop")
        assert error.operation == f"list{kind.capitalize()}"
        assert len(server.params) == calls

    server = Fixed(*({**body, "data": items(kind, n)} for n, body in enumerate(bodies)))
    with pytest.raises(PaginationError) as caught:
        sync(server, lambda client: list(lists(client, kind)))
    check(caught.value, server)

    server = Fixed(*({**body, "data": items(kind, n)} for n, body in enumerate(bodies)))

    async def use(client):
        return [resource async for resource in lists(client, kind)]

    with pytest.raises(PaginationError) as caught:
        await aio(server, use)
    check(caught.value, server)


@pytest.mark.parametrize(
    ("kind", "body", "requests"),
    [
        ("assets", cursored(hasMore=True), 1),
        ("assets", cursored(next="", hasMore=True), 1),
        ("assets", cursored(next=None, hasMore=True), 1),
        # a page that comes again, though its number goes up
        ("sources", numbered(hasNextPage=True), 4),
    ],
)
def test_a_list_that_claims_more_pages_does_not_end_silently(kind, body, requests):
    body = {**body, "data": items(kind, 0)}
    server = Fixed(body)
    with pytest.raises(PaginationError):
        sync(server, lambda client: list(lists(client, kind)))
    assert len(server.params) == requests


def test_a_page_number_is_counted_up_where_the_server_only_says_that_there_is_more():
    pages = [{**numbered(hasNextPage=n < 2), "data": items("sources", n)} for n in range(3)]
    server = Fixed(*pages)
    assert len(sync(server, lambda client: list(client.sources.list()))) == 3
    assert [params.get("page[number]") for params in server.params] == [None, "1", "2"]


def test_a_circle_back_to_where_the_list_was_resumed():
    server = Fixed(numbered(nextPage=6), numbered(nextPage=5))
    with pytest.raises(PaginationError):
        sync(server, lambda client: list(client.sources.list(cursor=5)))
    assert [params["page[number]"] for params in server.params] == ["5", "6"]


@pytest.mark.parametrize(
    ("kind", "bodies", "positions"),
    [
        # hasNextPage without nextPage
        ("sources", [numbered(currentPage=0, hasNextPage=True), numbered(currentPage=1, hasNextPage=False)], ["1"]),
        ("sources", [numbered(currentPage="0", hasNextPage=True, nextPage=None), numbered()], ["1"]),
        # nextPage without hasNextPage
        ("sources", [numbered(nextPage=1), numbered(nextPage=None)], ["1"]),
        # nothing to continue with
        ("sources", [numbered(hasNextPage=False, nextPage=1)], []),
        ("sources", [numbered(nextPage=-1)], []),
        ("sources", [numbered(nextPage="soon")], []),
        ("sources", [numbered(nextPage="9" * 5000)], []),
        ("sources", [numbered(nextPage="٣")], []),
        ("sources", [numbered(nextPage=True)], []),
        ("sources", [numbered(nextPage=1.5)], []),
        ("assets", [cursored(next=None)], []),
        ("assets", [cursored(next="20", hasMore=False)], []),
        ("assets", [cursored(next=True)], []),
        ("assets", [cursored(next=["20"])], []),
        # a cursor may be any text
        ("assets", [cursored(next="ab/c=="), cursored()], ["ab/c=="]),
        ("assets", [cursored(next=20), cursored()], ["20"]),
        # the example of the envelope holds both members; the one of the other kind counts for nothing
        ("sources", [{"data": [], "meta": {"pagination": {"nextPage": 1}, "cursor": {}}}, numbered()], ["1"]),
        (
            "sources",
            [{"data": [], "meta": {"pagination": {"nextPage": 1}, "cursor": {"next": "z"}}}, numbered()],
            ["1"],
        ),
        ("assets", [{"data": [], "meta": {"pagination": {"nextPage": 1}, "cursor": {"next": "9"}}}, cursored()], ["9"]),
        ("sources", [{"data": [], "meta": {"cursor": {"next": "z", "hasMore": True}}}], []),
        ("assets", [{"data": [], "meta": {"pagination": {"nextPage": 1, "hasNextPage": True}}}], []),
        # an empty page does not end a list
        ("assets", [{"data": [], "meta": {"cursor": {"next": "2"}}}, cursored()], ["2"]),
        # no pagination at all
        ("sources", [{"data": items("sources", 0)}], []),
        ("assets", [{"data": items("assets", 0), "meta": {"cursor": None, "pagination": "x"}}], []),
    ],
)
def test_what_comes_next(kind, bodies, positions):
    server = Fixed(*bodies)
    sync(server, lambda client: list(lists(client, kind)))
    name = "page[number]" if kind in NUMBERED else "page[cursor]"
    assert server.params == [{}] + [{name: position} for position in positions]


@pytest.mark.parametrize(
    ("total", "expected"),
    [
        *[(41, 41), ("41", 41), (0, 0), ("0", 0), (None, None), ("many", None), ("", None), ("-1", None), (-1, None)],
        *[(41.5, None), (True, None), ([], None), ({}, None), ("٤", None), ("9" * 5000, None), (" 41", None)],
    ],
)
@pytest.mark.parametrize("kind", KINDS)
def test_the_total(kind, total, expected):
    page = {"totalRecords": total}
    for meta in ({"pagination": page}, {"cursor": page}, {"pagination": {}, "cursor": page}):
        server = Fixed({"data": [], "meta": meta})
        [page] = sync(server, lambda client: list(lists(client, kind).pages()))
        assert (page.total, page.has_more, len(page)) == (expected, False, 0)


def test_a_page_is_immutable():
    page = sync(Listing("sources", 1), lambda client: next(iter(client.sources.list().pages())))
    with pytest.raises(AttributeError):
        page.data = ()
    with pytest.raises(TypeError):
        page.meta["pagination"] = {}
    assert isinstance(page.data[0], Source)


def test_a_failure_in_the_middle_is_raised_there_and_the_list_can_be_resumed():
    listing, requests = Listing("sources", 5), []

    def server(request):
        requests.append(request)
        if len(requests) == 2:
            return httpx.Response(404, json={"errors": [{"detail": "Gone.", "status": "404"}]})
        return listing(request)

    def use(client):
        pages = iter(client.sources.list().pages())
        begin = next(pages)
        with pytest.raises(NotFoundError):
            next(pages)
        return [source.id for source in (*begin, *client.sources.list(cursor=begin.next_cursor))]

    assert sync(server, use) == [f"sources-{number}" for number in range(5)]


def test_many_pages():
    listing = Listing("assets", 500, size=1)
    assert len(ids(listing)) == 500
    assert len(listing.params) == 500


def test_json_numbers_are_no_cursors_of_their_own():
    body = json.loads('{"data": [], "meta": {"cursor": {"next": 1e3}}}')
    server = Fixed(body)
    assert sync(server, lambda client: list(client.assets.list(ID))) == []
    assert len(server.params) == 1


def test_empty_pages_that_go_on_for_ever(client, server):
    server.default = lambda _: httpx.Response(200, json={"data": [], "meta": {"pagination": {"hasNextPage": True}}})
    with pytest.raises(PaginationError):
        list(client.sources.list())
    assert len(server.requests) == 1


class Endless:
    """A server whose pages always lead to another one.

    Attributes:
        requests: The number of requests.
    """

    def __init__(self, ids):
        self.ids, self.requests = ids, 0

    def __call__(self, request):
        number, self.requests = self.requests, self.requests + 1
        data = [{"id": each, "type": "assets"} for each in self.ids(number)]
        meta = {"cursor": {"next": f"c{self.requests}", "hasMore": True}}
        return httpx.Response(200, json={"data": data, "meta": meta})


@pytest.mark.parametrize(
    ("name", "ids", "requests"),
    [
        ("two pages by turns", lambda number: "ab" if number % 2 else "cd", 5),
        ("one page in another order", lambda number: "ab" if number % 2 else "ba", 4),
        ("a page that grows smaller", lambda number: "abcdef"[min(number, 5) :], 4),
        ("empty pages by turns", lambda number: "" if number % 2 else "ab", 7),
        ("empty pages", lambda _: "", 100),
    ],
)
def test_a_list_that_brings_nothing_new_ends_in_an_error(name, ids, requests):
    server = Endless(ids)
    with pytest.raises(PaginationError) as caught:
        sync(server, lambda client: list(client.assets.list(ID)))
    assert server.requests == requests
    assert caught.value.unchanged_pages == requests - (2 if "two" in name else 0 if name == "empty pages" else 1)
    assert str(caught.value.unchanged_pages) in caught.value.message("ja")


def test_a_circle_is_noticed_that_is_longer_than_what_is_remembered():
    length = REMEMBERED + 2000
    progress = ListProgress("c-1")
    assert next(number for number in range(10**6) if progress.repeats(f"c{number % length}")) < 3 * length


@pytest.mark.parametrize(
    ("name", "ids"),
    [
        ("another resource came between, twice", ["ab", "b", "b", "cd"]),
        ("a long search", ["ab", *[""] * 99, "cd"]),
        ("resources without ids", [[None, None]] * 20),
    ],
)
def test_what_only_looks_endless_goes_on(name, ids):
    bodies = []
    for number, page in enumerate(ids):
        data = [{"id": each, "type": "assets"} if each else {"type": "assets"} for each in page]
        more = number + 1 < len(ids)
        bodies.append({"data": data, "meta": {"cursor": {"next": f"c{number}" if more else None, "hasMore": more}}})
    server = Fixed(*bodies)
    assert len(sync(server, lambda client: list(client.assets.list(ID)))) == sum(map(len, ids))


def test_a_first_cursor_may_be_zero():
    bodies = [cursored(next="0"), cursored()]
    server = Fixed(*({**body, "data": items("assets", n)} for n, body in enumerate(bodies)))
    sync(server, lambda client: list(client.assets.list(ID)))
    assert len(server.params) == 2


def test_memory_is_bounded():
    progress = ListProgress(0)
    for number in range(3 * REMEMBERED):
        assert not progress.repeats(number + 1)
        assert not progress.ends([f"a{number}"])
    assert len(progress._ids._values) == len(progress._positions._values) == REMEMBERED
