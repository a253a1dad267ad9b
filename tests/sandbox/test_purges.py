from collections.abc import Callable

import pytest

from imgix_sandbox import Sandbox
from tests.sandbox.helpers import Api, Clock, s3

Start = Callable[..., tuple[Sandbox, Api]]


def test_a_repeated_purge_within_ten_seconds_is_a_conflict_and_happens(start: Start, clock: Clock) -> None:
    sandbox, api = start()
    api.create(s3("shop"))
    url = "https://shop.imgix.net/cats/tom.jpg"
    first = api.purge(url)
    assert first.status_code == 200
    data = first.json()["data"]
    assert data == {"attributes": {"purge_id": data["id"]}, "id": data["id"], "type": "purges"}
    clock.advance(9.9)
    again = api.purge(f"{url}?w=100")
    assert again.status_code == 409
    assert again.json()["errors"][0]["title"] == "Conflict"
    assert [purge.duplicate for purge in sandbox.state.purges.values()] == [False, True]
    clock.advance(9.9)
    assert api.purge(url).status_code == 409
    clock.advance(10)
    assert api.purge(url).status_code == 200


def test_other_purges_are_no_duplicates(start: Start) -> None:
    _, api = start()
    source_id = api.create(s3("shop"))["id"]
    url = "https://shop.imgix.net/cats/tom.jpg"
    assert api.purge(url).status_code == 200
    assert api.purge(url, sub_image=True, source_id=source_id).status_code == 200
    assert api.purge("https://shop.imgix.net/cats/tim.jpg").status_code == 200


def test_custom_domains_are_known(api: Api) -> None:
    api.create(s3(custom_domains=["Pictures.example"]))
    assert api.purge("http://pictures.example/a.jpg").status_code == 200


@pytest.mark.parametrize(
    ("url", "more", "message"),
    [
        ("https://unknown.imgix.net/a.jpg", {}, "domain"),
        ("https://[bad/a.jpg", {}, "domain"),
        ("cats/tom.jpg", {}, "url"),
        ("https://shop-refusals.imgix.net/a.jpg", {"sub_image": True}, "source_id"),
        ("https://shop-refusals.imgix.net/a.jpg", {"sub_image": False}, "sub_image"),
        ("https://shop-refusals.imgix.net/a.jpg", {"sub_image": True, "source_id": "none"}, "source_id"),
    ],
)
def test_a_wrong_purge_is_refused(start: Start, url: str, more: dict[str, object], message: str) -> None:
    sandbox, api = start()
    api.create(s3("shop-refusals"))
    response = api.purge(url, **more)
    assert response.status_code == 400
    assert message in response.json()["errors"][0]["detail"]
    assert not sandbox.state.purges
